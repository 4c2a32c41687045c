"""The words of dates and the readings of them: what all forms of time expressions share.

The words stand in ``dates.toml``. A form is read from a token on and gives a `Read`: where it
ends and the `Parts` that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from coalition_ie.arabic.lexicon import Hit, Lexicon, read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import Token, TokenView, parted
from coalition_ie.dates.parts import Parts
from coalition_ie.numbers.grammar import Found, scan
from coalition_ie.types import Reason

_SHORTEST, _LONGEST = 3, 24  # letters of a half, and of a word with a lost space
PROCLITICS = tuple(c + p for c in ("", "و", "ف") for p in ("", "ال", "ب", "ل", "لل", "بال"))
"""What may stand before a noun, the article included (Ryding 2005, ch. 2)."""


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
    return read_table("dates", "dates.toml")


def _spellings(words: str) -> Iterator[str]:
    """Folded words, and the spellings that the press gives them."""
    for word in fold(words).split():
        yield word
        if word.endswith("ة"):
            yield word[:-1] + "ه"
        if word.endswith("اء"):
            yield word[:-1]


@cache
def word_set(key: str, section: str = "set") -> frozenset[str]:
    """The folded words of one row of the sets."""
    return frozenset(_spellings(date_table()[section][key]))


@cache
def months_of_two() -> dict[tuple[str, str], tuple[int, bool]]:
    """Both words of a month's name, to the month and whether it is a Hijri one."""
    return {
        (fold(first), second): (month, calendar == "hijri")
        for calendar, names in date_table()["months_of_two"].items()
        for first, seconds in names.items()
        for written, month in seconds.items()
        for second in _spellings(written)
    }


@cache
def _lexicon() -> Lexicon[DateWord]:
    entries: dict[str, DateWord] = {}
    for role, rows in date_table()["word"].items():
        for value, words in rows.items():
            number = value.removeprefix("-").isdigit()
            for word in _spellings(words):
                entries.setdefault(word, DateWord(role, int(value) if number else value))
    return Lexicon(entries)


def unglued(reading: Reading) -> list[Token]:
    """The tokens of a text, with two date words cut apart where a space was lost (الأسبوعالماضي).

    The seam is sought before an article, so that chance halves of other words are not cut.
    """
    return list(parted(reading.text, reading.tokens, _seam))


def _seam(key: str) -> int:
    seam, find = key.find("ال", _SHORTEST), _lexicon().find
    if seam < 0 or len(key) > _LONGEST or find(key) is not None:
        return 0
    return seam if find(key[:seam]) is not None and find(key[seam:]) is not None else 0


def because(stop: int, reason: Reason) -> Read:
    """A form that has no value, and why."""
    return Read(stop, Parts(reason=reason))


class DateTokens(TokenView):
    """Tokens of one text with the date words and numbers found among them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        find = _lexicon().find
        self._hits = [find(token.key) if token.kind == "word" else None for token in tokens]
        self._numbers = {found.first: found for found in scan(tokens)}

    def _in(self, i: int, name: str) -> bool:
        """Whether the word at ``i``, as written, is of the set ``name``."""
        return self.key(i) in word_set(name)

    def _behind(self, i: int, *names: str) -> bool:
        """Whether a word of the sets, perhaps behind و or ف, stands before ``i``."""
        return any(self.among(i - 1, word_set(name)) for name in names)

    def _follows(self, i: int, name: str) -> bool:
        """Whether a noun of the set, with whatever proclitics and article, stands before ``i``."""
        key = self.key(i - 1)
        return any(key[len(p) :] in word_set(name) for p in PROCLITICS if key.startswith(p))

    def _hit(self, i: int, *roles: str) -> Hit[DateWord] | None:
        """The date word at ``i`` if it has one of the roles."""
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        return hit if hit is not None and hit.entry.role in roles else None

    def _plain(self, i: int, *roles: str) -> Hit[DateWord] | None:
        """The date word at ``i`` if it has no proclitic and one of the roles, if any is given."""
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        if hit is None or not hit.plain:
            return None
        return hit if not roles or hit.entry.role in roles else None

    def _unit(self, i: int, *units: str, article: bool, plain: bool = True) -> bool:
        """Whether one of ``units`` stands at ``i``, with or without the article."""
        hit = self._plain(i, "period") if plain else self._hit(i, "period")
        return hit is not None and hit.entry.value in units and hit.article == article

    def _unit_of(self, i: int) -> str:
        """The unit that stands at ``i`` with the article, or nothing."""
        hit = self._plain(i, "period")
        return str(hit.entry.value) if hit is not None and hit.article else ""

    def _bare(self, i: int) -> str:
        """The word at ``i`` without proclitics and article."""
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        return self.key(i) if hit is None else hit.bare(self.key(i))

    def _preposed(self, i: int) -> bool:
        """Whether a preposition stands before ``i``, apart or as its proclitic."""
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is not None and hit.preposition in ("ب", "ل"):
            return True
        return self._behind(i, "preposition")

    def _count(self, i: int) -> Found | None:
        """The whole number that begins at ``i``."""
        number = self._numbers.get(i)
        return number if number is not None and isinstance(number.value, int) else None

    def _ordinal(self, i: int) -> Found | None:
        """The ordinal that begins at ``i``."""
        number = self._numbers.get(i)
        return number if number is not None and number.kind == "ordinal" else None

    def _relation(self, i: int) -> int | None:
        """The shift of الماضي، الجاري، المقبل at ``i``."""
        hit = self._plain(i, "relation")
        return int(hit.entry.value) if hit is not None and hit.article else None

    def _related(self, read: Read) -> Read:
        """With the relation that may follow, which gives the smallest part named its place."""
        shift = self._relation(read.stop)
        if shift is not None:
            return Read(read.stop + 1, replace(read.parts, shift=shift))
        hit = self._plain(read.stop, "unplaced")
        if hit is None or not hit.article:
            return read
        reason: Reason = "ambiguous" if hit.entry.value == "last" else "anaphoric"
        return because(read.stop + 1, reason)
