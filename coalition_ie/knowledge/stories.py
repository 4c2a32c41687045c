"""Which articles tell one story, and which are copies of one text.

A `Story` holds the words that set an article apart: those that are many in it and few in Arabic
news at large (term frequency by the counts of `coalition_ie.arabic.frequencies`, so that it does
not change with what else a ledger holds). Two reports of one event share a quarter of them and
more. Of copies, `Copies` compares runs of words: agencies' reports appear in many papers with
another headline or without the last paragraphs, and are one source, however many print them
(Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from zlib import crc32

from coalition_ie.arabic.frequencies import TOTAL, count
from coalition_ie.arabic.normalise import fold

WORDS: Final = 40
"""Words that set an article apart."""

RUN: Final = 5
"""Words of a run that copies share; five in a row are rarely two writers' own."""

KEPT: Final = 64
"""Runs of an article that are kept, those of the lowest hashes: a random sample."""

COPY: Final = 0.5
"""Least share of the shorter article's runs that a copy has."""

_LOOKED_UP = 12  # of the runs kept, by how many others are found
_WORD = re.compile(r"[ء-ي]{3,}")
_PROCLITICS = re.compile(r"^(?:[وف]?(?:[بكل]?ال|لل)|[وف](?=....))")

Story = array  # of unsigned 32-bit hashes, ascending


def story(text: str, *, most: int = WORDS) -> Story[int]:
    """The hashes of the words that set an article apart, the weightiest."""
    counts = Counter(_PROCLITICS.sub("", word) or word for word in _WORD.findall(fold(text)))
    weight = {
        word: (1 + math.log(times)) * math.log(TOTAL / (1 + count(word)))
        for word, times in counts.items()
    }
    weightiest = sorted(weight, key=lambda word: (-weight[word], word))[:most]
    return array("I", sorted(crc32(word.encode()) for word in weightiest))


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of the words of the smaller story that the other has too, in [0, 1]."""
    smaller = min(len(one), len(other))
    return len(set(one).intersection(other)) / smaller if smaller else 0.0


def runs(text: str) -> array[int]:
    """Hashes of runs of words, the `KEPT` lowest, ascending."""
    words = _WORD.findall(fold(text))
    hashes = {
        crc32(" ".join(words[at : at + RUN]).encode())
        for at in range(max(1, len(words) - RUN + 1))
        if words
    }
    return array("I", sorted(hashes)[:KEPT])


class Copies:
    """The articles of a ledger by their runs: of which earlier one is an article a copy?"""

    def __init__(self) -> None:
        self._runs: list[array[int]] = []
        self._sources: list[int] = []
        self._having: dict[int, list[int]] = {}

    def add(self, sample: array[int]) -> int:
        """The number of the article that this one copies, its own where it copies none.

        Articles are numbered from 0 in the order in which they come.
        """
        number = len(self._runs)
        source = self._source(sample, number)
        self._runs.append(sample)
        self._sources.append(source)
        for run in sample[:_LOOKED_UP]:
            self._having.setdefault(run, []).append(number)
        return source

    def restore(self, samples: Iterable[tuple[array[int], int]]) -> None:
        """Articles with their sources, as they were added before."""
        for sample, source in samples:
            number = len(self._runs)
            self._runs.append(sample)
            self._sources.append(source)
            for run in sample[:_LOOKED_UP]:
                self._having.setdefault(run, []).append(number)

    def _source(self, sample: array[int], number: int) -> int:
        likely = Counter(n for run in sample for n in self._having.get(run, ())[-_LOOKED_UP:])
        for other, _ in likely.most_common(_LOOKED_UP):
            if _resemblance(sample, self._runs[other]) >= COPY:
                return self._sources[other]
        return number


def _resemblance(one: array[int], other: array[int]) -> float:
    """The share of runs that the sample of the one has in the other's, where both reach."""
    if not one or not other:
        return 0.0
    # Both samples hold all their runs up to the lower of their highest hashes.
    top = min(sample[-1] if len(sample) == KEPT else 1 << 32 for sample in (one, other))
    mine = {run for run in one if run <= top}
    theirs = {run for run in other if run <= top}
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller > 3 else 0.0
