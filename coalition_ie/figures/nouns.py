"""The nouns that a troop figure counts, in all their forms, with what each says.

Which nouns count is the annotation guidelines' label TROOP (§2, §4); the table is
``figures.toml``. Plural, dual and possessed forms follow Ryding, "A Reference Grammar of Modern
Standard Arabic" (2005), ch. 7 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Any, Literal, NamedTuple, Self

from coalition_ie.arabic.characters import ENCLITICS
from coalition_ie.arabic.lexicon import Hit, Lexicon, read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import SENTENCE_ENDS, Token, TokenView
from coalition_ie.numbers.words import number_tokens
from coalition_ie.ontology import Kind, Unit

Shape = Literal["singular", "dual", "dual or plural", "plural", "possessed"]

_SUFFIXES = (*ENCLITICS, "كم")  # Ryding §12.2; ي (mine) is no news style


class Noun(NamedTuple):
    """A counted noun in one of its forms."""

    kind: Kind | Unit
    unit: Unit
    when: str
    """``always``, ``armed`` or ``followed``: what makes it armed people's (``figures.toml``)."""
    shape: Shape
    unless: tuple[str, ...]
    """Beginnings of words that make the noun a civilian's."""
    feminine: bool


figure_table = cache(partial(read_table, "figures", "figures.toml"))
"""``figures.toml``."""


@cache
def figure_words(section: str, *rows: str) -> frozenset[str]:
    """The folded words of the rows of a section, of ``words`` where none is named."""
    table = figure_table()[section]
    return frozenset(word for row in rows or ("words",) for word in fold(table[row]).split())


@cache
def _phrases(section: str, row: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(phrase).split()) for phrase in figure_table()[section][row].split("|"))


@cache
def counted_nouns() -> Lexicon[Noun]:
    """Every form of every counted noun; where two coincide, the first one given wins."""
    entries: dict[str, Noun] = {}
    for when, rows in figure_table()["nouns"].items():
        for row in rows:
            unit = row.get("unit", "person")
            unless = tuple(fold(row.get("unless", "")).split())
            feminine = fold(row["singular"]).endswith("ة")
            for form, shape in noun_forms(row):
                noun = Noun(row.get("kind", unit), unit, when, shape, unless, feminine)
                entries.setdefault(form, noun)
    return Lexicon(entries)


def figure_tokens(reading: Reading) -> list[Token]:
    """The tokens of a text, number words parted from the number or noun they are glued to."""
    return number_tokens(reading, counted_nouns())


class FigureTokens(TokenView):
    """The tokens of a text asked for the words of ``figures.toml``."""

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """The view of a whole text, for `Reading.once`."""
        return cls(reading.once(figure_tokens))

    def says(self, i: int, section: str, *rows: str) -> bool:
        """Whether the token at ``i`` is one of the words of the rows."""
        return self.key(i) in figure_words(section, *rows)

    def phrase(self, i: int, section: str, row: str) -> bool:
        """Whether one of the phrases of the row, which ``|`` parts, begins at ``i``."""
        return any(self.stands(i, words) for words in _phrases(section, row))

    def noun(self, i: int) -> Hit[Noun] | None:
        """The counted noun at ``i``, whether or not it is of armed people here."""
        return self.find(counted_nouns(), i)

    def before(self, i: int, reach: int) -> Iterator[int]:
        """Up to ``reach`` tokens before ``i``, backwards, in its sentence."""
        for j in range(i - 1, max(-1, i - 1 - reach), -1):
            if self.key(j) in SENTENCE_ENDS:
                return
            yield j


def noun_forms(row: dict[str, Any]) -> Iterator[tuple[str, Shape]]:
    """The folded forms of a noun given by singular, plural, sound, possessed and dual."""
    singular, plural = fold(row["singular"]), fold(row.get("plural", ""))
    sound, feminine, stem = row.get("sound", False), singular.endswith("ة"), _joint(singular)
    yield singular, "singular"
    if feminine:
        yield singular[:-1] + "ه", "singular"
    elif not singular.endswith("ء"):
        yield singular + "ا", "singular"
    yield stem + "ان", "dual"
    # مسلحين is the plural as well: only nouns with a broken plural have a dual of their own.
    yield stem + "ين", "dual or plural" if sound else "dual"
    if feminine:
        yield from ((stem + e + suffix, "dual") for e in "اي" for suffix in ("", *_SUFFIXES))
    elif not sound:
        yield from ((stem + "ي" + suffix, "dual") for suffix in _SUFFIXES)
    if sound:
        yield from ((singular + ending, "plural") for ending in ("ون", "ي", "و"))
        yield from ((singular + e + suffix, "possessed") for e in "يو" for suffix in _SUFFIXES)
    if plural:
        yield plural, "plural"
        yield plural + "ا", "plural"
        yield from ((_joint(plural) + suffix, "possessed") for suffix in _SUFFIXES)
    yield from ((form, "possessed") for form in fold(row.get("possessed", "")).split())
    yield from ((form, "dual") for form in fold(row.get("dual", "")).split())


def _joint(word: str) -> str:
    """The word as it stands before an ending."""
    return word[:-1] + "ت" if word.endswith("ة") else word
