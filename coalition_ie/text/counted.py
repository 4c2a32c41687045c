"""What a troop figure counts: soldiers, fighters, officers, formations …, and in what company.

Which nouns count is the annotation guidelines' label TROOP (§2, §4); the table is
``figures.toml``. Plural, dual and possessed forms follow Ryding, "A Reference Grammar of Modern
Standard Arabic" (2005), ch. 7 and 12. A noun that civilians may bear (عضو، رجل، مدرب) counts only
where its company says that they are armed: precision goes before completeness here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from coalition_ie.text.lookup import OPENING_QUOTES, SENTENCE_ENDS, Hit, Lexicon, Token, read_table
from coalition_ie.text.normalise import fold

Shape = Literal["singular", "dual", "dual or plural", "plural", "possessed"]

_WINDOW = 25  # tokens to either side in which company is looked for; a long clause of news
_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "كم")  # Ryding §12.2; ي (mine) is no news style


class Noun(NamedTuple):
    """A counted noun in one of its forms."""

    kind: str
    unit: str
    when: str
    """``always``, ``armed`` or ``followed``: the company it needs (``figures.toml``)."""
    shape: Shape


def _forms(row: dict[str, Any]) -> Iterator[tuple[str, Shape]]:
    """The forms of one row; where two coincide, the first one given wins."""
    singular, plural = fold(row["singular"]), fold(row.get("plural", ""))
    sound = row.get("sound", False)
    feminine = singular.endswith("ة")
    yield singular, "singular"
    if not feminine and not singular.endswith("ء"):
        yield singular + "ا", "singular"
    stem = singular[:-1] + "ت" if feminine else singular
    yield stem + "ان", "dual"
    # مسلحين is the plural as well: only nouns with a broken plural have a dual of their own.
    yield stem + "ين", "dual or plural" if sound else "dual"
    if feminine:
        yield singular[:-1] + "ه", "singular"
        yield from ((stem + ending, "dual") for ending in "اي")
    if sound:
        yield from ((stem + ending, "plural") for ending in ("ون", "ي", "و"))
        yield from ((stem + e + suffix, "possessed") for e in "يو" for suffix in _SUFFIXES)
    if plural:
        yield plural, "plural"
        yield plural + "ا", "plural"
        joint = plural[:-1] + "ت" if plural.endswith("ة") else plural
        yield from ((joint + suffix, "possessed") for suffix in _SUFFIXES)
    yield from ((form, "possessed") for form in fold(row.get("possessed", "")).split())
    yield from ((form, "dual") for form in fold(row.get("dual", "")).split())


@cache
def _table() -> dict[str, Any]:
    return read_table("figures.toml")


@cache
def _nouns() -> Lexicon[Noun]:
    entries: dict[str, Noun] = {}
    for row in _table()["noun"]:
        for form, shape in _forms(row):
            noun = Noun(row["kind"], row.get("unit", "person"), row["when"], shape)
            entries.setdefault(form, noun)
    return Lexicon(entries)


def noun_at_key(key: str) -> Hit[Noun] | None:
    """The counted noun that a folded word is, whatever its company."""
    return _nouns().find_key(key)


@cache
def _groups() -> Lexicon[str]:
    """Armed bodies (``sure``, ``unsure``) and what makes a person armed (``armed``)."""
    table = _table()
    entries = dict.fromkeys(fold(table["armed"]["words"]).split(), "armed")
    entries |= dict.fromkeys(fold(table["group"]["unsure"]).split(), "unsure")
    entries |= dict.fromkeys(fold(table["group"]["sure"]).split(), "sure")
    return Lexicon(entries)


@cache
def _stems(section: str) -> re.Pattern[str]:
    stems = "|".join(sorted(set(fold(_table()[section]["stems"]).split())))
    # A verb's prefix or any ending may be there in what is about arms; sport needs the word.
    bounds = ("[سيتن]?", "") if section == "context" else ("", "$")
    return re.compile(f"[وف]?[بكل]?(?:ال|ل)?{bounds[0]}(?:{stems}){bounds[1]}")


@cache
def _links() -> tuple[frozenset[str], frozenset[str]]:
    link = _table()["link"]
    return frozenset(fold(link["words"]).split()), frozenset(fold(link["rows"]).split())


@cache
def _components() -> frozenset[str]:
    return frozenset(fold(_table()["component"]["words"]).split())


class Company:
    """Reads counted nouns and their company in the tokens of one text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def noun(self, i: int) -> Hit[Noun] | None:
        """The counted noun at ``i``, whatever its company."""
        return _nouns().find(self._tokens[i]) if i < len(self._tokens) else None

    def counts(self, i: int, noun: Noun) -> bool:
        """Whether the noun at ``i`` is of armed people here."""
        if noun.when == "always":
            return True
        if noun.kind == "member" and self._key(i + 1) in _components():
            return False
        if noun.when == "followed" and noun.shape != "possessed":
            return self._followed(i + 1, casualty=noun.kind == "casualty")
        return self.armed(i)

    def group(self, i: int) -> bool:
        """Whether an armed body stands at ``i``, as in ``16 من قوات البيشمركة``."""
        hit = _groups().find(self._tokens[i]) if i < len(self._tokens) else None
        if hit is None or not hit.plain or hit.entry == "armed":
            return False
        return hit.entry == "sure" or self.armed(i)

    def force(self, i: int) -> bool:
        """Whether ``i`` names whom a total counts: عدد القوات، عدد القتلى في صفوف الجيش."""
        hit = _groups().find(self._tokens[i]) if i < len(self._tokens) else None
        if hit is not None and hit.entry == "sure":
            return True
        noun = self.noun(i)
        return noun is not None and noun.plain and self.counts(i, noun.entry)

    def armed(self, i: int) -> bool:
        """Whether the sentence around ``i`` is about armed forces, and not about sport."""
        keys = [token.key for token in self._sentence(i) if token.kind == "word"]
        return any(map(_stems("context").match, keys)) and not any(map(_stems("veto").match, keys))

    def _sentence(self, i: int) -> Sequence[Token]:
        first = stop = i
        while first > max(0, i - _WINDOW) and self._tokens[first - 1].key not in SENTENCE_ENDS:
            first -= 1
        end = min(len(self._tokens), i + _WINDOW)
        while stop < end and self._tokens[stop].key not in SENTENCE_ENDS:
            stop += 1
        return [*self._tokens[first:i], *self._tokens[i + 1 : stop]]

    def _followed(self, i: int, *, casualty: bool, again: bool = False) -> bool:
        """Whether the words at ``i`` make the person before them armed."""
        links, rows = _links()
        while casualty and (also := self.noun(i)) and also.entry.kind == "casualty":
            i += 1  # عشرات القتلى والجرحى في صفوف …
        linked = False
        while self._key(i) in (rows if linked else links):
            linked, i = True, i + 1
        i += self._key(i) in OPENING_QUOTES
        if i >= len(self._tokens) or (casualty and not linked and not self._adjective(i)):
            # قتيلا في هجوم للجيش: of the dead only an explicit من or بين says who they were.
            return False
        hit = _groups().find(self._tokens[i])
        if hit is not None and not hit.conjunction:
            return hit.entry != "unsure" or self.armed(i)
        noun = self.noun(i)
        if noun is None or not noun.plain:
            return False
        if noun.entry.when == "followed":
            # قتلى من أفراد الشرطة: one noun more, and no chain of them.
            return linked and not again and self._followed(i + 1, casualty=False, again=True)
        return linked or self._adjective(i)

    def _adjective(self, i: int) -> bool:
        """Whether the noun at ``i`` agrees as an adjective: 30 رجلا مسلحا."""
        hit = self.noun(i)
        return hit is not None and hit.plain and hit.entry.shape != "possessed"

    def _key(self, i: int) -> str:
        return self._tokens[i].key if i < len(self._tokens) else ""
