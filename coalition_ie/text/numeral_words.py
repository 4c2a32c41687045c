"""The number words of ``numerals.toml`` as a lexicon of the parts they play in a number."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from coalition_ie.text.lookup import Lexicon, read_table
from coalition_ie.text.normalise import fold


class NumberWord(NamedTuple):
    """A section of the table and the value it gives the word."""

    role: str
    value: int


@cache
def number_words() -> Lexicon[NumberWord]:
    """Every number word, found with and without proclitics."""
    table = read_table("numerals.toml")
    entries: dict[str, NumberWord] = {}
    for role, rows in table.items():
        if role in ("fused_hundred", "scale_in_compound", "whole"):
            continue
        for value, words in rows.items():
            _add(entries, words, NumberWord(role, int(value)))
    for unit, lefts in table["fused_hundred"]["left"].items():
        for left in lefts.split():
            for right in table["fused_hundred"]["right"].split():
                _add(entries, left + right, NumberWord("hundred", int(unit) * 100))
    return Lexicon(entries, whole=frozenset(table["whole"]["words"].split()))


def _add(entries: dict[str, NumberWord], words: str, part: NumberWord) -> None:
    for word in words.split():
        key = fold(word)
        entries.setdefault(key, part)
        if key.endswith("ة"):
            entries.setdefault(key[:-1] + "ه", part)


@cache
def bare_plurals() -> frozenset[str]:
    """Scale words that say a number only behind one."""
    words: str = read_table("numerals.toml")["scale_in_compound"]["words"]
    return frozenset(fold(words).split())
