"""Closed lists of words from TOML tables, found with and without proclitics.

Only a closed list can tell a proclitic from a word's own first letters: ``وخمسون`` is و + خمسون,
``واحد`` is one word. The order of the proclitics (conjunction, preposition, article) is that of
Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 2.7 and 16.2.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS, CONTRACTION, PREPOSITIONS
from coalition_ie.arabic.normalise import fold

_E = TypeVar("_E")


def read_table(room: str, name: str) -> dict[str, Any]:
    """The TOML table ``name`` that lies in the package ``room`` (``numbers``, say)."""
    return tomllib.loads(files(f"coalition_ie.{room}").joinpath(name).read_text("utf-8"))


@cache
def months() -> dict[str, Any]:
    """``months.toml``: by number the names of one word, and those of two by their words."""
    return read_table("arabic", "months.toml")


class Hit(NamedTuple, Generic[_E]):
    """An entry found under a token's key, and the proclitics that stood before it."""

    entry: _E
    conjunction: str
    """``و``, ``ف`` or nothing."""
    preposition: str
    """``ب``, ``ك``, ``ل`` or nothing."""
    article: bool
    cut: int
    """How many characters of the key are proclitics, and so outside every span."""

    @property
    def plain(self) -> bool:
        """Neither conjunction nor preposition stands before the word."""
        return self.cut == 0

    def bare(self, key: str) -> str:
        """The key under which it was found, without its proclitics and article."""
        # لل keeps one lam as the article; before a lam of the word itself even that one is lost.
        article = 0 if not self.article else 1 if self.preposition == "ل" else 2
        return key[self.cut + article :]


# Tried in this order, so that a word's own first letters win over a proclitic: whole word
# first, then fewer proclitics before more. The lam of the article stays in the span of لل.
_PROCLITICS = tuple(
    (conjunction + before, conjunction, preposition, article)
    for conjunction in ("", *CONJUNCTIONS)
    for before, preposition, article in (
        ("", "", False),
        (ARTICLE, "", True),
        (CONTRACTION, "ل", True),
        *((p, p, False) for p in PREPOSITIONS),
        *((p + ARTICLE, p, True) for p in PREPOSITIONS if p != "ل"),
    )
)


class Lexicon(Generic[_E]):
    """A closed list of folded words, found with or without proclitics."""

    def __init__(self, entries: Mapping[str, _E]) -> None:
        self._hits: dict[str, Hit[_E]] = {}
        for word, entry in entries.items():
            for prefix, conjunction, preposition, article in _PROCLITICS:
                key = prefix + word
                # لل before a word that itself begins with lam is written with two lams: للواء.
                if prefix.endswith("لل") and word.startswith("ل"):
                    key = prefix[:-1] + word
                cut = len(conjunction) + len(preposition)
                hit = Hit(entry, conjunction, preposition, article, cut)
                known = self._hits.get(key)
                if known is None or hit.cut + 2 * hit.article < known.cut + 2 * known.article:
                    self._hits[key] = hit

    def find(self, key: str) -> Hit[_E] | None:
        """The entry for a folded word, or None."""
        return self._hits.get(key)


@cache
def listed(words: frozenset[str]) -> Lexicon[None]:
    """Folded words of which nothing is said but that they are in the list."""
    return Lexicon(dict.fromkeys(words))


class RoleWord(NamedTuple):
    """What a word does, by the section of the table that has it, and its value there."""

    role: str
    value: Any


def role_words(sections: Iterable[tuple[str, Mapping[str, str]]]) -> Lexicon[RoleWord]:
    """The words of rows ``value = "words"`` by role; the first row that has a word holds."""
    entries: dict[str, RoleWord] = {}
    for role, rows in sections:
        for value, words in rows.items():
            entry = RoleWord(role, int(value) if value[-1].isdigit() else value)
            for word in spellings(words):
                entries.setdefault(word, entry)
    return Lexicon(entries)


def spellings(words: str) -> Iterator[str]:
    """Folded words, and how else the press spells them: ه for a final ة, ا for a final اء."""
    for word in fold(words).split():
        yield word
        if word.endswith("ة"):
            yield word[:-1] + "ه"
        if word.endswith("اء"):
            yield word[:-1]
