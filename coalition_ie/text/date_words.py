"""The words of dates and the readings of them: what all forms of time expressions share.

The words stand in ``dates.toml``. A form is read from a token on and gives a `Read`: where it
ends and the `Parts` that it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from coalition_ie.text.date_values import Parts
from coalition_ie.text.lookup import Hit, Lexicon, Token, read_table
from coalition_ie.text.normalise import fold
from coalition_ie.text.numeral_grammar import Found, scan


class DateWord(NamedTuple):
    """What a word does in a date, and which day, month or unit it is."""

    role: str
    value: Any


class Read(NamedTuple):
    """A form read up to token ``stop``."""

    stop: int
    parts: Parts


@cache
def date_table() -> dict[str, Any]:
    """``dates.toml``."""
    return read_table("dates.toml")


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """The folded words of one row of the table."""
    return frozenset(fold(date_table()[section][key]).split())


@cache
def _lexicon() -> Lexicon[DateWord]:
    table = date_table()
    entries: dict[str, DateWord] = {}
    for role in ("months", "weekdays", "relation"):
        for value, words in table[role].items():
            for word in fold(words).split():
                entries[word] = DateWord(role, int(value))
    for unit, words in table["period"].items():
        for word in fold(words).split():
            entries[word] = DateWord("period", unit)
    for word, months in table["seasons"].items():
        entries[fold(word)] = DateWord("season", tuple(months))
    for role, section, key in (
        ("hijri", "hijri", "months"),
        ("daypart", "daypart", "words"),
        ("part", "part", "words"),
        ("open", "relation_open", "words"),
        ("approximate", "distance", "approximate"),
        ("several", "distance", "several"),
    ):
        entries |= {word: DateWord(role, None) for word in word_set(section, key)}
    for word in ("امس", "بارحه", "بارحة"):
        entries[word] = DateWord("deictic", -1)
    entries |= {word: DateWord("deictic", 1) for word in ("غد", "غدا")}
    for first in (*table["months_of_two"], *table["hijri_of_two"]):
        entries.setdefault(fold(first), DateWord("first", None))
    entries |= {word: DateWord("opener", word) for word in ("هذا", "هذه", "اول", "بعد")}
    entries["ال"] = DateWord("article", None)  # الـ48 ساعة الماضية
    return Lexicon(entries)


def unsettled(read: Read) -> Read:
    """``read`` without a settled value."""
    return Read(read.stop, replace(read.parts, open=True))


class DateTokens:
    """Tokens of one text with the date words and numbers found among them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        find = _lexicon().find
        self._hits = [find(token) if token.kind == "word" else None for token in tokens]
        self._numbers = {found.first: found for found in scan(tokens)}

    def _key(self, i: int) -> str:
        return self._tokens[i].key if 0 <= i < len(self._tokens) else ""

    def _hit(self, i: int, *roles: str) -> Hit[DateWord] | None:
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        return hit if hit is not None and hit.entry.role in roles else None

    def _plain(self, i: int, *roles: str) -> Hit[DateWord] | None:
        hit = self._hit(i, *roles)
        return hit if hit is not None and hit.plain else None

    def _preposed(self, i: int) -> bool:
        """Whether a preposition stands before ``i``, apart or as its proclitic."""
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is not None and hit.preposition in ("ب", "ل"):
            return True
        return self._key(i - 1).removeprefix("و") in word_set("preposition", "words")

    def _count(self, i: int) -> Found | None:
        number = self._numbers.get(i)
        return number if number is not None and isinstance(number.value, int) else None

    def _relation(self, i: int) -> tuple[int, int | None, bool] | None:
        """Where الماضي، الجاري، المقبل at ``i`` ends, its shift, and whether it is open."""
        hit = self._plain(i, "relation", "open")
        if hit is None or not hit.article:
            return None
        return i + 1, hit.entry.value, hit.entry.role == "open"

    def _related(self, read: Read) -> Read:
        """With the relation that may follow, which gives the smallest part named its place."""
        relation = self._relation(read.stop)
        if relation is None:
            return read
        stop, shift, is_open = relation
        return Read(stop, replace(read.parts, shift=shift, open=read.parts.open or is_open))
