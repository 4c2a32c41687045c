"""Caches stay within bounds whatever a text holds."""

from __future__ import annotations

import sys
import tracemalloc

from coalition_ie.arabic.memory import LONGEST, WORDS, remembered
from coalition_ie.arabic.normalise import fold


def test_a_word_is_worked_out_once_and_a_long_one_every_time() -> None:
    asked: list[str] = []

    @remembered
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    for word in ("ا" * LONGEST, "ا" * LONGEST, "ا" * (LONGEST + 1), "ا" * (LONGEST + 1)):
        assert length(word) == len(word)
    assert [len(word) for word in asked] == [LONGEST, LONGEST + 1, LONGEST + 1]


def test_hostile_words_leave_no_memory_behind() -> None:
    tracemalloc.start()
    try:
        for i in range(1_000):
            fold(f"{i}" + "ا" * 4_000)  # 8 MB of keys, were they kept
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1e6


def test_what_is_remembered_is_bounded_in_bytes() -> None:
    longest = sys.getsizeof("ا" * LONGEST)
    assert WORDS * 2 * longest < 16e6  # key and folded word of `fold`, all as long as can be
