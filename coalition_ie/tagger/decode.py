"""Scores of pieces to labelled ranges of words, by the best valid IOB2 reading of each sentence.

A word's pieces are read together: B-X means its first piece is B-X and the rest I-X. The chain of
words knows only which tag may follow which (`coalition_ie.iob`), no learned transitions. The score
of a range is its exact marginal: the probability, over all valid readings of the sentence, that
just this range with just this label is tagged (forward-backward, Rabiner 1989).

Shapes: n words, t tags, s sentences of up to m words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coalition_ie.iob import valid_transition

Array = NDArray[np.float64]

_IMPOSSIBLE = -1e9
_CELLS = 16384  # padded words decoded side by side: bounds the memory of long sentences


class _Table(NamedTuple):
    """One sentence: scores of its words, and its forward and backward log-weights, (n, t) each."""

    scores: Array
    forward: Array
    backward: Array


class Range(NamedTuple):
    """Words ``[first, last)`` with a label and the probability of exactly this range."""

    first: int
    last: int
    label: str
    score: float


def word_scores(log_probs: Array, word_of: Sequence[int], tags: Sequence[str]) -> Array:
    """Log-probabilities of pieces, shape (pieces, t), to those of words, shape (n, t)."""
    if not word_of:
        return np.zeros((0, len(tags)))
    inside = [tags.index("I" + tag[1:]) if tag[0] == "B" else i for i, tag in enumerate(tags)]
    words = np.asarray(word_of)
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    continued = log_probs[:, inside]
    continued[starts] = log_probs[starts]
    return np.add.reduceat(continued, starts, axis=0)


class Decoder:
    """Viterbi and forward-backward for one set of tags."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = tuple(tags)
        allowed = [[valid_transition(a, b) for b in self.tags] for a in self.tags]
        self.step = np.where(np.array(allowed), 0.0, _IMPOSSIBLE)
        self.start = np.array(
            [0.0 if valid_transition("O", tag) else _IMPOSSIBLE for tag in self.tags]
        )

    def __call__(self, scores: Array, sentences: Sequence[tuple[int, int]]) -> list[Range]:
        """Ranges in order; ``scores`` of shape (n, t), sentences as ranges of words."""
        found: list[Range] = []
        by_length = sorted(sentences, key=lambda sentence: sentence[1] - sentence[0])
        group: list[tuple[int, int]] = []
        for first, last in by_length:
            if group and (len(group) + 1) * (last - first) > _CELLS:
                found += self._group(scores, group)
                group = []
            group.append((first, last))
        return sorted(found + self._group(scores, group)) if group else found

    def _group(self, scores: Array, sentences: Sequence[tuple[int, int]]) -> list[Range]:
        lengths = np.array([last - first for first, last in sentences])
        padded = np.zeros((len(sentences), lengths.max(), len(self.tags)))
        for row, (first, last) in enumerate(sentences):
            padded[row, : last - first] = scores[first:last]
        paths = self._best(padded, lengths)
        forward = self._forward(padded)
        backward = self._backward(padded, lengths)
        found: list[Range] = []
        for row, (first, last) in enumerate(sentences):
            n = last - first
            total = float(_logsumexp(forward[row, n - 1] + backward[row, n - 1], axis=0))
            table = _Table(padded[row, :n], forward[row], backward[row])
            for begin, end, label in self._ranges(paths[row][:n]):
                weight = self._weight(table, begin, end, label)
                score = math.exp(min(0.0, weight - total))
                found.append(Range(first + begin, first + end, label, score))
        return found

    def _best(self, padded: Array, lengths: NDArray[np.int64]) -> list[list[int]]:
        rows, width, _ = padded.shape
        value = padded[:, 0] + self.start
        back = np.zeros(padded.shape, dtype=np.int16)
        ends = np.zeros(rows, dtype=np.int64)
        ends[lengths == 1] = value[lengths == 1].argmax(axis=1)
        for i in range(1, width):
            options = value[:, :, None] + self.step
            back[:, i] = options.argmax(axis=1)
            value = options.max(axis=1) + padded[:, i]
            done = lengths == i + 1
            ends[done] = value[done].argmax(axis=1)
        paths: list[list[int]] = []
        for row in range(rows):
            path = [int(ends[row])]
            for i in range(lengths[row] - 1, 0, -1):
                path.append(int(back[row, i, path[-1]]))
            paths.append(path[::-1])
        return paths

    def _forward(self, padded: Array) -> Array:
        forward = np.empty_like(padded)
        forward[:, 0] = padded[:, 0] + self.start
        for i in range(1, padded.shape[1]):
            forward[:, i] = padded[:, i] + _logsumexp(
                forward[:, i - 1, :, None] + self.step, axis=1
            )
        return forward

    def _backward(self, padded: Array, lengths: NDArray[np.int64]) -> Array:
        backward = np.zeros_like(padded)
        for i in range(padded.shape[1] - 2, -1, -1):
            ahead = (padded[:, i + 1] + backward[:, i + 1])[:, None, :] + self.step
            inside = i + 1 < lengths
            backward[inside, i] = _logsumexp(ahead, axis=2)[inside]
        return backward

    def _weight(self, table: _Table, begin: int, end: int, label: str) -> float:
        """Log-weight of all readings in which [begin, end) is one range with this label."""
        first, inside = self.tags.index(f"B-{label}"), self.tags.index(f"I-{label}")
        scores, forward, backward = table
        weight = float(forward[begin, first] + scores[begin + 1 : end, inside].sum())
        if end == len(scores):
            return weight
        last = first if end == begin + 1 else inside
        leave = self.step[last] + scores[end] + backward[end]
        leave[inside] = _IMPOSSIBLE
        return weight + float(_logsumexp(leave, axis=0))

    def _ranges(self, path: Sequence[int]) -> list[tuple[int, int, str]]:
        ranges: list[tuple[int, int, str]] = []
        for i, index in enumerate(path):
            prefix, _, label = self.tags[index].partition("-")
            if prefix == "B":
                ranges.append((i, i + 1, label))
            elif prefix == "I":
                begin, _, _ = ranges.pop()
                ranges.append((begin, i + 1, label))
        return ranges


def _logsumexp(values: Array, *, axis: int) -> Array:
    peak = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - peak).sum(axis=axis, keepdims=True)) + peak
    return np.asarray(summed.squeeze(axis))
