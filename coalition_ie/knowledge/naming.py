"""Names of places as a document has them: their keys, and what the words around them say.

A word of kind (محافظة, مدينة, جبل) or a nationality beside a name, a facility named after its town,
and the larger place that follows (في الموصل بالعراق) are read here; `coalition_ie.knowledge.places`
chooses among the namesakes. The words stand in ``places.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CONTRACTION
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.knowledge.gazetteer import Entry, gazetteer, place_key
from coalition_ie.types import Document, Mention

_WORD = re.compile(r"[\u0621-\u064a]+")
_GAP = 45  # characters between a place and the one that it lies in
_BEFORE = 25  # characters in front of a name that are read for the word of its kind
_BESIDE = ("،", ",", "-", "(")  # between a town and its country
_PROCLITICS = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")


class Words(NamedTuple):
    """The closed lists of ``places.toml``, by their keys."""

    never: frozenset[str]
    kingdom: frozenset[str]
    kingdoms: tuple[str, ...]
    arab: frozenset[str]
    kinds: Mapping[str, str]
    named: frozenset[str]
    adjectives: frozenset[str]
    directions: frozenset[str]
    inside: frozenset[str]
    between: frozenset[str]
    nationalities: Mapping[str, str]


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(place_key, words))


@cache
def words() -> Words:
    """The package's own, read once."""
    table = read_table("knowledge", "places.toml")
    facilities, chain = table["facilities"], table["chain"]
    kinds = {place_key(word): kind for kind, words in table["before"].items() for word in words}
    inside = _keys(chain["in"]) | _keys(chain["parts"])
    return Words(
        _keys(table["never"]),
        _keys(table["kingdom"]),
        tuple(table["kingdoms"]),
        frozenset(table["arab"]),
        kinds,
        _keys(facilities["named"]),
        _keys(facilities["adjectives"]),
        _keys(facilities["directions"]),
        inside,
        inside | _keys(chain["also"]),
        dict(_forms(table["nationalities"])),
    )


def _forms(nationalities: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for country, stems in nationalities.items():
        for stem in map(place_key, stems):
            for ending in ("", "ه", "ين", "ون", "ان", "تين", "ات"):
                for proclitic in ("", "و", "ب", "ل", "ف"):
                    yield f"{proclitic}{stem}{ending}", country
                    yield f"{proclitic}{ARTICLE}{stem}{ending}", country
                yield f"{CONTRACTION}{stem}{ending}", country
                yield f"و{CONTRACTION}{stem}{ending}", country


class Name:
    """One mention: its key without words of kind, and what the words around it say.

    ``whole`` is the key of all of it, ``key`` the one that it is looked up by, ``entries`` what the
    gazetteer has under that; ``kind`` a heading of ``before`` in ``places.toml`` or empty,
    ``country`` that of a nationality beside it or empty, ``facility`` whether it is one named after
    the place of the key, ``container`` the name of what the text says it lies in.
    """

    def __init__(self, position: int, mention: Mention, text: str) -> None:
        self.position, self.mention = position, mention
        surface = mention.normalized or mention.text
        if mention.text.startswith("ل") and text.endswith("ل", 0, mention.start):
            surface = surface if surface.startswith(ARTICLE) else "ا" + surface
        parts = place_key(surface).split()
        before = place_key(text[max(0, mention.start - _BEFORE) : mention.start]).split()
        self.kind, self.country = "", ""
        if before:
            self._behind(before)
        self.facility = False
        self.key = self.whole = " ".join(parts)
        head = _stripped(before[-1]) if before else ""
        if head and gazetteer().find(f"{head} {self.key}"):
            self.key = f"{head} {self.key}"
        elif len(parts) > 1 and not gazetteer().find(self.key):
            self._shorten(parts)
        self.entries = self._entries()
        after = _WORD.search(fold(text[mention.end : mention.end + _BEFORE]))
        if after and not self.country and after[0].startswith(ARTICLE):
            self.country = words().nationalities.get(place_key(after[0]), "")
        self.container: Name | None = None

    def _behind(self, before: list[str]) -> None:
        nationalities = words().nationalities
        self.kind = words().kinds.get(_stripped(before[-1]), "")
        if len(before) > 1 and before[-1] in nationalities and before[-1].startswith(ARTICLE):
            kind = words().kinds.get(_stripped(before[-2]), "")
            if kind:  # العاصمة الأردنية عمان
                self.kind, self.country = kind, nationalities[before[-1]]

    def _shorten(self, parts: list[str]) -> None:
        known = words()
        if parts[-1] in known.nationalities:
            self.country = known.nationalities[parts.pop()]
        if len(parts) > 1 and parts[0] in known.kinds:
            self.kind = known.kinds[parts.pop(0)]
        elif len(parts) > 1 and parts[0] in known.named:
            self.facility = True
            parts = parts[1:]
        while len(parts) > 1 and parts[-1] in known.adjectives | known.directions:
            self.facility = True
            parts = parts[:-1]
        while len(parts) > 1 and parts[0] in known.directions:
            self.facility = True
            parts = parts[1:]
        if not self.country and len(parts) > 1 and parts[-1] in known.nationalities:
            self.country = known.nationalities[parts.pop()]
        self.key = " ".join(parts)

    @property
    def of_words(self) -> bool:
        """Whether it is a name of its own of two words or more."""
        return not self.facility and " " in self.whole

    def _entries(self) -> list[Entry]:
        if {self.whole, self.key} & words().never or (self.facility and self.kind == "quarter"):
            return []
        found = gazetteer().find(self.key)
        # A country rather than the town of its name: تونس, الكويت.
        countries = {entry.country for entry in found if entry.kind == "country"}
        if self.kind == "town":
            return found
        return [e for e in found if e.kind == "country" or e.country not in countries]


@cache
def _heads() -> Mapping[str, str]:
    """Words of kind with and without proclitics, to the bare word."""
    bare = (*words().kinds, *words().named)
    return {proclitic + word: word for word in bare for proclitic in _PROCLITICS}


def _stripped(word: str) -> str:
    """A word of kind without its proclitics, nothing where the word is none."""
    return _heads().get(word, "")


def names_of(document: Document) -> list[Name]:
    """The document's places in order, each with the kind and the larger place said of it."""
    text = document.text
    names = [
        Name(position, mention, text)
        for position, mention in enumerate(document.mentions)
        if mention.label == "LOC"
    ]
    for name, following in pairwise(names):
        gap = text[name.mention.end : following.mention.start]
        if len(gap) > _GAP or "\n" in gap or "." in gap:
            continue
        between = place_key(gap).split()
        if between in ([], ["و"]) and gap.strip():
            following.kind = following.kind or name.kind  # محافظتي أبين ولحج
        if _leads_inward(between) or (gap.strip() in _BESIDE and _is_country(following)):
            name.container = following
    return names


def _leads_inward(between: list[str]) -> bool:
    """Whether the words between two places say that the first lies in the second."""
    known = all(word in words().between for word in between)
    return known and any(word in words().inside for word in between)


def _is_country(name: Name) -> bool:
    return any(entry.kind == "country" for entry in name.entries)


class Said(NamedTuple):
    """How often a document speaks of each country, and how often by each name."""

    countries: Counter[str]
    by: Counter[tuple[str, str]]

    def share(self, country: str, *, but: str) -> float:
        """The country's share of what is said of countries, leaving out the name ``but``."""
        own = self.by[but.removeprefix(ARTICLE), country]
        return (self.countries[country] - own) / max(1, self.countries.total())


def said_of(document: Document, names: list[Name]) -> Said:
    """What the document says of countries: by their names, their people, and places in them."""
    said: Counter[str] = Counter()
    by: Counter[tuple[str, str]] = Counter()
    nationalities = words().nationalities
    for word in _WORD.findall(fold(document.text)):
        if country := nationalities.get(place_key(word)):
            said[country] += 1
    for name in names:
        if len(found := {entry.country for entry in name.entries}) == 1:
            country = found.pop()
            said[country] += 1
            by[name.key.removeprefix(ARTICLE), country] += 1
    home = document.meta.get("country")
    if isinstance(home, str) and home:
        at = [entry for entry in gazetteer().find(place_key(home)) if entry.kind == "country"]
        said[at[0].country if at else home.upper()] += 1
    return Said(said, by)
