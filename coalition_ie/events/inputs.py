"""What the event heads read of a text beside the encoder's states: words, sentences, candidates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.words import Word, contracted
from coalition_ie.events.lexicon import future, senses, verb_classes
from coalition_ie.types import Mention, TimeExpression

LONGEST = 256
"""Words that are read as one sentence; a longer one is cut, so that cost grows with the text."""

FEATURES = 12
"""Features of the lexicon that count for one word; no word of the lexicon has more."""

OUTSIDE = 0
"""The tag of a word of no candidate."""

KINDS = ("PER", "ORG", "LOC", "TROOP", "DATE")
"""What a candidate is: a mention's label, or a time expression. Kind ``k`` gives the words of a
candidate the tags ``2k + 1`` (its first word) and ``2k + 2`` (the others)."""


class Candidate(NamedTuple):
    """A mention or time expression: words ``[first, last)`` of the text, its kind's number."""

    first: int
    last: int
    kind: int
    filler: Mention | TimeExpression


@remembered
def features_of(key: str) -> tuple[str, ...]:
    """What the trigger lexicon says of a folded word, as names of features."""
    found: dict[str, None] = {}
    for sense in senses(key):
        found[f"sense:{sense.row.type}:{sense.kind}:{sense.voice}"] = None
        found[f"row:{sense.row.id}"] = None
    for name in sorted(verb_classes(key)):
        found[f"verb:{name}"] = None
    if future(key):
        found["future"] = None
    return tuple(found)


def features_of_words(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """What the lexicon says of each word; a contraction gets its article back (للهجوم)."""
    found = []
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        joined = before is not None and before.key == "ل" and before.end == word.start
        key = "ا" + word.key if joined and contracted(word.key) else word.key
        found.append(features_of(key))
    return found


def sentences_of(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences as half-open ranges of words, none longer than `LONGEST`."""
    return [
        (first, min(first + LONGEST, last))
        for start, last in ranges
        for first in range(start, last, LONGEST)
    ]


def span_of(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The words ``[first, last)`` that characters ``[start, end)`` touch, by the words' borders."""
    return bisect_right(ends, start), bisect_left(starts, end)


def candidates_of(
    words: Sequence[Word], mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> list[Candidate]:
    """The candidates by the words that they touch, in the text's order."""
    starts = [word.start for word in words]
    ends = [word.end for word in words]
    fillers: tuple[Mention | TimeExpression, ...] = (*mentions, *dates)
    found = []
    for filler in fillers:
        kind = KINDS.index(filler.label)
        first, last = span_of(starts, ends, filler.start, filler.end)
        if first < last:
            found.append(Candidate(first, last, kind, filler))
    return sorted(found, key=lambda one: one[:3])


def tags_of(count: int, candidates: Iterable[tuple[int, int, int]]) -> list[int]:
    """The tag of each of ``count`` words by candidates ``(first, last, kind)``.

    Where two candidates meet, the first counts.
    """
    tags = [OUTSIDE] * count
    for first, last, kind in candidates:
        for i in range(first, last):
            if tags[i] == OUTSIDE:
                tags[i] = 2 * kind + (1 if i == first else 2)
    return tags


def padded(
    sentences: Sequence[tuple[Sequence[int], Sequence[Sequence[int]]]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Sentences as the heads read them: features (s, m, f), tags (s, m) and mask (s, m).

    A sentence is given by its words' tags and by the numbers of each word's features.
    """
    shape = len(sentences), max(len(tags) for tags, _ in sentences)
    most = max((len(of) for _, features in sentences for of in features), default=0)
    lexicon = np.zeros((*shape, max(1, most)), np.int64)
    tags, mask = np.zeros(shape, np.int64), np.zeros(shape, np.bool_)
    for row, (own, features) in enumerate(sentences):
        tags[row, : len(own)] = own
        mask[row, : len(own)] = True
        for i, numbers in enumerate(features):
            if numbers:
                lexicon[row, i, : len(numbers)] = numbers
    return lexicon, tags, mask


class Asked(NamedTuple):
    """What the heads are asked of t triggers and their p candidates; all whole numbers.

    ``sentence``, ``place`` and ``kind`` (t,) say where each trigger stands and its type, ``wanted``
    (t, k) the words whose states decide. ``trigger`` (p,) numbers the trigger of each pair, whose
    candidate has words ``[first, last)``.
    """

    sentence: NDArray[Any]
    place: NDArray[Any]
    kind: NDArray[Any]
    wanted: NDArray[Any]
    trigger: NDArray[Any]
    first: NDArray[Any]
    last: NDArray[Any]
