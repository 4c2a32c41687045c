"""Where the places that a document names lie.

Every name is looked up in the gazetteer, and its namesakes are weighed: how many live there, which
countries the document speaks of, which larger place it is said to lie in, and what else is near.
The weights were set by hand on the development articles of ``annotations/knowledge/places``. A
name whose best place weighs too little, or hardly more than another one far away, gets none, unless
the text says what it lies in: then that place's point stands for it, with its precision.

What it does not do: find places that are no mentions, trace the outline of a region, or place a
sea, a river or a part of the world.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from math import log10
from typing import NamedTuple

from coalition_ie.knowledge.gazetteer import Entry, Kind, gazetteer, kilometres
from coalition_ie.knowledge.naming import Name, Said, names_of, said_of, words
from coalition_ie.types import Document
from coalition_ie.types.knowledge import Place, Precision

SAME_AREA = 161.0
"""Kilometres within which two namesakes are one answer: 100 miles, the usual measure of toponym
resolution (Speriosu and Baldridge 2013)."""

LEAST = 5.2
"""Weight from which a place is answered: that of a town of 160,000 of which nothing else speaks."""

MARGIN = 0.5
"""Weight by which the best place has to surpass one that lies elsewhere."""

MOST_SURE = 50
"""Sure places that nearness is measured from, so that the cost stays linear in the names."""

_PRIOR: Mapping[Kind, float] = {
    "country": 6.0,
    "region": 6.0,
    "in a region": 4.5,
    "at a town": 3.5,
}
_FIT: Mapping[tuple[str, Kind], float] = {
    ("region", "region"): 1.0,
    ("region", "in a region"): -1.0,
    ("region", "at a town"): -1.0,
    ("town", "region"): -1.5,
    ("town", "country"): -1.5,
    ("country", "country"): 2.0,
    ("quarter", "in a region"): 1.0,
    ("quarter", "at a town"): 1.0,
    ("quarter", "town"): -2.0,
    ("quarter", "region"): -2.0,
    ("", "region"): -0.5,
}
"""How the word before the name fits the kind of place; 0 where nothing stands here."""

_SMALL = frozenset({"region", "in a region", "at a town"})
_CAPITAL = 5.5  # weight of the smallest capital, and of a city whose region has its name
_OF_WORDS = 0.8  # weight of a name of two words or more, which has hardly a chance namesake
_UNSPOKEN = -0.7  # weight of a town of an Arab country that the document does not speak of
_CITY = 300_000  # whose name a village hardly shares unless the text says so
_VILLAGE = 1 / 20  # of such a city's inhabitants
_FINER: Mapping[Precision, Precision] = {"exact": "town"}  # of a facility at a town


class _Choice(NamedTuple):
    entry: Entry
    rule: str
    sure: bool


class _Weigher:
    """Weighs the namesakes of a document's names."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._known: dict[tuple[object, ...], _Choice | None] = {}
        self._sure: dict[str, Entry] = {}

    def learn(self, sure: Mapping[str, Entry]) -> None:
        """What is near `MOST_SURE` of these places, by the keys of their names, weighs more now."""
        self._known.clear()
        self._sure = dict(islice(sure.items(), MOST_SURE))

    def choose(self, name: Name, within: Entry | None) -> _Choice | None:
        """The place of that name, or None where none or more than one may be meant."""
        # The same name with the same words around it is weighed once.
        asked = (name.key, name.whole, name.kind, name.country, within)
        if asked not in self._known:
            self._known[asked] = self._choose(name, within)
        return self._known[asked]

    def _choose(self, name: Name, within: Entry | None) -> _Choice | None:
        country = name.country or (within.country if within else "")
        if not any(entry.country == country for entry in name.entries):
            country, within = "", None  # what stands behind it is not what it lies in
        largest = max((entry.population for entry in name.entries), default=0)
        weighed = [
            (*self._weight(name, entry, country, within, largest), entry) for entry in name.entries
        ]
        weighed.sort(key=lambda one: -one[0])
        if not weighed or weighed[0][0] < LEAST:
            return None
        weight, rule, best = weighed[0]
        elsewhere = [w for w, _, e in weighed[1:] if _distance(e, best) > SAME_AREA]
        lead = weight - max(elsewhere, default=0.0)
        if lead < MARGIN:
            return None
        share = self._said.share(best.country, but=name.key)
        if rule == "population" and not _stands_alone(name, best):
            return None
        if best.kind == "region" and name.kind != "region":
            best = _town_of(best, name.entries) or best
        return _Choice(best, rule if len(weighed) > 1 else "only", lead > 2 and share > 0)

    def _weight(
        self, name: Name, entry: Entry, country: str, within: Entry | None, largest: int
    ) -> tuple[float, str]:
        weight = _PRIOR.get(entry.kind) or log10(max(entry.population, 300))
        famous = entry.kind == "capital" or _seat(entry, name.entries)
        weight = max(weight, _CAPITAL) if famous else weight
        weight += _OF_WORDS if name.of_words else 0.0
        weight += _FIT.get((name.kind, entry.kind), 0.0)
        rule = "population"
        if share := self._said.share(entry.country, but=name.key):
            weight += 0.5 + 4 * share
            rule = "country"
            if near := self._near(name, entry):
                weight += near
                rule = "near"
        elif entry.kind == "town" and entry.country in words().arab and not famous:
            weight += _UNSPOKEN
        if country:
            weight += 4 if entry.country == country else -4
            rule = "chain" if entry.country == country else rule
            if within and within.kind != "country" and entry.country == country:
                weight += 2 if entry.region == within.region else -1
        elif entry.kind == "town" and largest > _CITY and entry.population < _VILLAGE * largest:
            weight -= 2
        return weight, rule

    def _near(self, name: Name, entry: Entry) -> float:
        others = [other for key, other in self._sure.items() if key != name.key]
        if not others or entry.kind == "country":
            return 0.0
        nearest = min(_distance(entry, other) for other in others)
        return 1.5 if nearest < SAME_AREA else 0.75 if nearest < 2 * SAME_AREA else 0.0


def _stands_alone(name: Name, entry: Entry) -> bool:
    """Whether a name may mean a place of a country that the document does not speak of."""
    if name.facility:
        return entry.kind in ("country", "capital")
    told = name.of_words or (name.kind == "region" and entry.kind == "region")
    return entry.kind not in _SMALL or told or _seat(entry, name.entries)


def _seat(entry: Entry, namesakes: Iterable[Entry]) -> bool:
    """Whether a city and the region around it have one name, and the entry is one of the two."""
    kinds = {e.kind for e in namesakes if e.country == entry.country}
    city = any(e.country == entry.country and e.population > _CITY for e in namesakes)
    return city and "region" in kinds and entry.kind in ("region", "town", "capital")


def _town_of(region: Entry, namesakes: Iterable[Entry]) -> Entry | None:
    """The largest town in a region that has its name, which the bare name rather means."""
    inside = [e for e in namesakes if e.region == region.region and e.kind in ("town", "capital")]
    return max(inside, key=lambda entry: entry.population, default=None)


def _distance(one: Entry, other: Entry) -> float:
    return kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))


def _kingdom(said: Counter[str]) -> Entry | None:
    """The country that a document calls the kingdom: the one of them that it speaks of most."""
    return _country(max(words().kingdoms, key=said.__getitem__))


@cache
def _country(code: str) -> Entry | None:
    return gazetteer().country(code)


def places(document: Document) -> dict[int, Place]:
    """The places of the mentions of a document: position in ``mentions`` to place.

    Only mentions labelled LOC are looked up; one without a place in the gazetteer, or with several
    that nothing decides between, is not in the answer. `Place.rule` says what decided: ``chain``
    (the text says what it lies in), ``near`` (to the document's sure places), ``country`` (the
    document speaks of it), ``population``, ``only`` (it has no namesake), ``kingdom``, or
    ``within``: the place itself is unknown, and the point is that of what it lies in.

    >>> from coalition_ie.types import Mention
    >>> text = "وصل الوفد إلى الموصل العراقية."
    >>> mosul = Mention(start=14, end=20, text="الموصل", label="LOC")
    >>> place = places(Document(text=text, mentions=(mosul,)))[0]
    >>> place.name, place.country, place.precision
    ('Mosul', 'IRQ', 'exact')
    """
    names = names_of(document)
    said = said_of(document, names)
    weigher = _Weigher(said)
    choices = _choices(names, weigher, {})
    # Once more, with what is sure by now.
    keys = {name.position: name.key for name in names}
    sure = {keys[position]: choice for position, choice in choices.items() if choice.sure}
    weigher.learn({key: choice.entry for key, choice in sure.items() if choice.entry.region})
    choices = _choices(names, weigher, choices)
    kingdom = _kingdom(said.countries)
    found = {}
    for name in names:
        if name.whole in words().kingdom:
            if kingdom:
                found[name.position] = _place(kingdom, "country", "kingdom")
        elif choice := choices.get(name.position):
            precision = choice.entry.precision
            of = _FINER.get(precision, precision) if name.facility else precision
            found[name.position] = _place(choice.entry, of, choice.rule)
    found.update(_contained(names, choices))
    return found


def _choices(
    names: list[Name], weigher: _Weigher, before: Mapping[int, _Choice]
) -> dict[int, _Choice]:
    chosen = {}
    for name in names:
        outer = before.get(name.container.position) if name.container else None
        if choice := weigher.choose(name, outer.entry if outer else None):
            chosen[name.position] = choice
    return chosen


def _contained(names: list[Name], choices: Mapping[int, _Choice]) -> Iterator[tuple[int, Place]]:
    """Names without a place of their own that are said to lie in a region or at a town."""
    outer: dict[str, Entry] = {}
    for name in names:
        choice = choices.get(name.container.position) if name.container else None
        if choice and choice.entry.kind != "country":
            outer.setdefault(name.whole, choice.entry)
    unknown = words().never | words().kingdom
    for name in names:
        entry = outer.get(name.whole)
        known = any(e.kind == "country" or e.population > _CITY for e in name.entries)
        if entry and not known and name.position not in choices and name.whole not in unknown:
            precision = _FINER.get(entry.precision, entry.precision)
            yield name.position, _place(entry, precision, "within")


def _place(entry: Entry, precision: Precision, rule: str) -> Place:
    return Place(
        id=entry.id,
        name=entry.name,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population,
        precision=precision,
        rule=rule,
    )
