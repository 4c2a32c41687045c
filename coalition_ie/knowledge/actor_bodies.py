"""Bodies and places by their names: from tables, or by what the first words and a country tell.

The words stand in ``actors.toml``, the names in the tables of
`coalition_ie.knowledge.actor_tables`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from coalition_ie.arabic.lexicon import read_table
from coalition_ie.knowledge.actor_tables import Entry, Tables, Words, full_words_of, words_of
from coalition_ie.types.knowledge import Actor

_NAME_WORDS = 7  # words of the longest body that a title names
_PLACE_WORDS = 3  # words of the longest name of a country or region
_MENTIONS = 3  # mentions of one country that make it the one that a text is about …
_MOST = 0.6  # … and its share of those of all countries
_THEATRE = 0.3  # share of the mentions of the country named most that makes a theatre

Countries = Mapping[str, int]
"""Country to how many mentions of a text are of it."""


class Sector(NamedTuple):
    """What the first words of a name say of it."""

    code: str
    alone: bool
    """Whether that holds where its country is not known."""


class Title(NamedTuple):
    """What a title says of who bears it."""

    sector: str
    role: str
    own: bool
    """Whether the sector is that of the body that it names."""
    strict: bool
    """Whether a country, or nothing, has to follow."""


class Vocabulary(NamedTuple):
    """The words of ``actors.toml``, as `words_of` has them."""

    kinds: frozenset[Words]
    tails: frozenset[str]
    heads: Mapping[Words, Sector]
    wrappers: frozenset[str]
    units: frozenset[Words]
    numbers: frozenset[str]
    no_nationality: frozenset[Words]
    united_nations: frozenset[str]
    titles: Mapping[Words, Title]
    former: frozenset[str]
    stops: frozenset[str]
    places: frozenset[str]
    in_name_of: frozenset[str]
    abroad: frozenset[str]
    honours: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """``actors.toml``, read once."""
    raw = read_table("knowledge", "actors.toml")
    titles = raw["titles"]
    heads = {
        words_of(phrase): Sector(code, part == "alone")
        for part in ("with_country", "alone")
        for code, phrases in raw[part].items()
        for phrase in phrases
    }
    return Vocabulary(
        kinds=frozenset(map(words_of, raw["kinds"])),
        tails=_single(raw["tails"]),
        heads=heads,
        wrappers=_single(raw["wrappers"]["words"]),
        units=frozenset(map(words_of, raw["numbered"]["words"])),
        numbers=_single(raw["numbered"]["numbers"]),
        no_nationality=frozenset(map(words_of, raw["no_nationality"]["phrases"])),
        united_nations=_single(raw["united_nations"]["adjectives"]),
        titles={
            words_of(words): Title(
                sector.rstrip("=!"), role, sector.endswith("="), sector.endswith("!")
            )
            for words, sector, role in titles["list"]
        },
        **{name: _single(titles[name]) for name in ("former", "places", "in_name_of", "honours")},
        stops=frozenset(chain.from_iterable(map(full_words_of, titles["stops"]))),
        abroad=frozenset(titles["abroad"]),
    )


def _single(words: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(words_of, words)))


class Seen(NamedTuple):
    """What a mention is read with."""

    tables: Tables
    countries: Countries
    published: date | None

    def settled(self, entries: Collection[Entry]) -> Actor | None:
        """The one that is meant: the entry of that day, of the countries that the text names."""
        if not entries:
            return None
        often = max(self.countries.values(), default=0)
        weights = [max((self.countries.get(c, 0) for c in e.theatre), default=0) for e in entries]
        weighed = [
            (weight, entry)
            for weight, entry in zip(weights, entries, strict=True)
            if not entry.theatre or (weight and weight >= _THEATRE * often)
        ]
        if not weighed:
            return None
        most = max(weight for weight, _ in weighed)
        best = [entry for weight, entry in weighed if weight == most]
        if len({entry.actor.id for entry in best}) > 1:
            return None
        held = next((entry.actor for entry in best if entry.then(self.published)), None)
        return held or replace(best[0].actor, role="")

    def about(self) -> str:
        """The country that the text is about, empty where none stands out."""
        ranked = sorted(self.countries.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < _MENTIONS:
            return ""
        most = ranked[0][1]
        return ranked[0][0] if most >= _MOST * sum(self.countries.values()) else ""

    def coded(self, country: str, sector: str, role: str, rule: str) -> Actor:
        """An actor of whom only codes are known."""
        state = self.tables.english.get(country, "")
        named = ", ".join(filter(None, (role or sector, state)))
        code = ".".join((country, sector)) if country and sector else ""
        return Actor(id=code, name=named, country=country, sector=sector, role=role, rule=rule)


def state(words: Words, seen: Seen) -> Actor | None:
    """The country, or the government that its capital stands for (واشنطن)."""
    return seen.settled(seen.tables.countries.get(words, ()))


def somewhere(words: Words, seen: Seen) -> Actor | None:
    """A place or body of which only its country is known."""
    country = country_in(words, seen)
    return seen.coded(country, "", "", "place") if country else None


def body(words: Words, seen: Seen) -> Actor | None:
    """The body of the tables that the words name, with or without kind and tail."""
    for core in _cores(words, seen):
        entries = seen.tables.bodies.get(words[core], ())
        if any(entry.theatre for entry in entries) and (
            own := country_in(words[core.stop :], seen)
        ):
            # الجيش الوطني الإماراتي is none of those that الجيش الوطني may be.
            entries = tuple(entry for entry in entries if own in entry.theatre)
            seen = seen._replace(countries={own: 1})
        if (found := seen.settled(entries)) is not None:
            return found
    return None


def _cores(words: Words, seen: Seen) -> Iterator[slice]:
    """All words of a name, then those without what may stand before and behind it."""
    said = vocabulary()
    starts = [0]
    while len(words) > starts[-1] + 1:
        here = words[starts[-1] :]
        kind = next((n for n in (2, 1) if here[:n] in said.kinds and len(here) > n), 0)
        if not kind:
            break
        starts.append(starts[-1] + kind)
    ends = [len(words)]
    nationalities = seen.tables.nationalities
    while ends[-1] > 1 and (
        words[ends[-1] - 1] in said.tails or words[ends[-1] - 1 : ends[-1]] in nationalities
    ):
        ends.append(ends[-1] - 1)
    for end in ends:
        for start in starts:
            if start < end:
                yield slice(start, end)


def force_of(name: str, seen: Seen) -> Actor | None:
    """A force that goes by the name of its leader (قوات حفتر)."""
    words = full_words_of(name)
    for core in _cores(words_of(name), seen):
        leader = seen.settled(seen.tables.persons.get(words[core], ()))
        if leader is not None and leader.country:
            sector = leader.sector if leader.sector != "GOV" else "MIL"
            return seen.coded(leader.country, sector, "", "force of a person")
    return None


def by_head(words: Words, seen: Seen) -> Actor | None:
    """A body by its first words and its country."""
    said = vocabulary()
    sector = _sector(words, said)
    if not said.united_nations.isdisjoint(words):
        return Actor(id="un", name="United Nations", sector="IGO", rule="adjective of the UN")
    if sector is None:
        return None
    country = country_in(words[1:], seen, before=words[:1])
    rule = "head and country"
    if not country and words[1:] and (whose := body(words[1:], seen)) is not None:
        country = whose.country
    if not country and sector.alone:
        country, rule = seen.about(), "head, country of the text"
    if not (country or sector.alone):
        return None
    return seen.coded(country, sector.code, "", rule if country else "head")


def _sector(words: Words, said: Vocabulary) -> Sector | None:
    found = _head(words, said)
    if words[0] in said.wrappers and len(words) > 1:
        inner = _head(words[1:], said)
        if inner is not None and inner.alone and (found is None or not found.alone):
            return inner
    return found


def _head(words: Words, said: Vocabulary) -> Sector | None:
    for length in range(min(4, len(words)), 0, -1):
        head, behind = words[:length], words[length : length + 1]
        if head in said.units and behind and (behind[0].isdigit() or behind[0] in said.numbers):
            return Sector("MIL", True)
        if head in said.heads:
            return said.heads[head]
    return None


def country_in(words: Words, seen: Seen, *, before: Words = ()) -> str:
    """The country that words name: the last nationality, else the first country or region."""
    said, tables = vocabulary(), seen.tables
    whole = before + words
    shift = len(before)
    for place in range(len(words), 0, -1):
        for length in (2, 1):
            start = place - length
            if start < 0 or words[start:place] not in tables.nationalities:
                continue
            if whole[max(0, shift + place - 2) : shift + place] not in said.no_nationality:
                return tables.nationalities[words[start:place]]
    for table in (tables.countries, tables.regions):
        for start in range(len(words)):
            for length in range(min(_PLACE_WORDS, len(words) - start), 0, -1):
                hit = table.get(words[start : start + length])
                if isinstance(hit, str):
                    return hit
                if hit is not None and (state := seen.settled(hit)) is not None:
                    return state.country
    return ""


def named(words: Words, seen: Seen) -> Actor | None:
    """The longest body that a part of the words names."""
    for length in range(min(_NAME_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            if (found := seen.settled(seen.tables.bodies.get(part, ()))) is not None:
                return found
    return None
