"""What an article claims of an event, in the form in which claims of several articles are compared.

A `Claim` is one event of one document with names made comparable: parties by the id of their actor
where the tables know one, else by their folded name; places by their number in GeoNames, else by
name; days as numbers; the trigger by the consonants that its forms share. A `Profile` is what
several claims of one event say together: what is compared when another claim comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any, Final, NamedTuple, TypeVar

from coalition_ie.arabic.characters import ARTICLE, LINE_BREAKS
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.knowledge.enrich import Enriched
from coalition_ie.knowledge.names import name_of
from coalition_ie.knowledge.stories import story
from coalition_ie.ontology import EventType, Status
from coalition_ie.types import Mention
from coalition_ie.types.document import digest
from coalition_ie.types.knowledge import Entity

SOFT = frozenset(("paragraph", "published"))
"""Sources of a time that only stands in for one that is not said."""

MOST: Final = 12
"""Names of a kind, and words of a sentence, that are kept: what comes later is in the claims."""

WORDS: Final = 24
"""Words of its sentences that a profile keeps."""

ALLIANCE: Final = "*"
"""The country of a body of several states: of whichever of them is named beside it."""

_OF_STATES = frozenset(("", "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "IGO"))

_WEAK = str.maketrans("", "", "اويىةهءئؤآأإ")
_HEAD = re.compile(r"^(?:است|[ستيمن]{1,2}(?=..))")
_TAIL = re.compile(r"(?:(?:ات|ت)?(?:ها|هم|ه)|ات|ون|ين|ت)$")


class Party(NamedTuple):
    """Who takes part: ``key`` names it over documents, ``country`` that of a state's own body."""

    key: str
    country: str
    person: bool = False


class Spot(NamedTuple):
    """A place: ``key`` names it over documents, ``called`` is its folded name, which a region and
    its seat often share; degrees are None where GeoNames has none."""

    key: str
    called: str
    country: str
    precision: str
    latitude: float | None
    longitude: float | None


class Days(NamedTuple):
    """First and last day as numbers, and where they come from."""

    first: int
    last: int
    grain: str
    source: str

    @property
    def length(self) -> int:
        """How many days."""
        return self.last - self.first + 1


class Count(NamedTuple):
    """How many, and of what; ``high`` is None where the wording leaves it open."""

    low: int
    high: int | None
    unit: str


class Claim(NamedTuple):
    """One event of one document."""

    document: str
    position: int
    start: int
    end: int
    type: EventType
    status: Status
    trigger: str
    sentence: str
    at: int
    """The number of its sentence in the document."""
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    spots: tuple[Spot, ...]
    days: Days | None
    told: int | None
    """The day of publication."""
    counts: tuple[Count, ...]
    fate: str
    root: str
    definite: bool
    headline: bool
    """Whether its sentence is the document's headline."""
    words: tuple[int, ...]
    """Hashes of the words that set its sentence apart."""
    names: tuple[tuple[str, str], ...]
    """Keys of its parties and places, each with a name that people read."""
    speaker: str
    score: float

    @property
    def bare(self) -> bool:
        """Whether it names neither party nor place nor figure."""
        return not (self.actors or self.targets or self.spots or self.counts)


@dataclass(slots=True)
class Profile:
    """What the claims of one event say together, each thing once, in the order of saying.

    Tuples rather than sets: most have one or two members, and a ledger holds very many.
    """

    types: tuple[str, ...] = ()
    fates: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    spots: tuple[Spot, ...] = ()
    counts: tuple[Count, ...] = ()
    days: Days | None = None
    told: int | None = None
    planned: bool = True
    words: tuple[int, ...] = ()

    @classmethod
    def of(cls, claim: Claim) -> Profile:
        """That of one claim."""
        return cls(
            types=(claim.type,),
            fates=(claim.fate,) if claim.fate else (),
            roots=(claim.root,),
            actors=claim.actors,
            targets=claim.targets,
            spots=claim.spots,
            counts=claim.counts,
            days=claim.days,
            told=claim.told,
            planned=claim.status == "planned",
            words=claim.words,
        )

    def merge(self, other: Profile) -> None:
        """Let it say what another one says too."""
        self.types = _joined(self.types, other.types)
        self.fates = _joined(self.fates, other.fates)
        self.roots = _joined(self.roots, other.roots)
        self.actors = _joined(self.actors, other.actors)
        self.targets = _joined(self.targets, other.targets)
        self.spots = _finest(_joined(self.spots, other.spots))
        self.counts = _joined(self.counts, other.counts)
        self.days = better(self.days, other.days)
        if other.told is not None:
            self.told = other.told if self.told is None else max(self.told, other.told)
        self.planned = self.planned and other.planned
        self.words = _joined(self.words, other.words, most=WORDS)

    def to_json(self) -> list[Any]:
        """Lists that JSON can hold; `from_json` reads them."""
        return [getattr(self, name) for name in self.__slots__]

    @classmethod
    def from_json(cls, data: Sequence[Any]) -> Profile:
        """The profile that `to_json` wrote."""
        types, fates, roots, actors, targets, spots, counts, days, told, planned, words = data
        return cls(
            types=tuple(map(intern, types)),
            fates=tuple(map(intern, fates)),
            roots=tuple(map(intern, roots)),
            actors=tuple(Party(intern(key), *rest) for key, *rest in actors),
            targets=tuple(Party(intern(key), *rest) for key, *rest in targets),
            spots=tuple(Spot(intern(key), intern(called), *rest) for key, called, *rest in spots),
            counts=tuple(Count(*one) for one in counts),
            days=Days(*days) if days else None,
            told=told,
            planned=planned,
            words=tuple(words),
        )


_T = TypeVar("_T")


def _joined(some: tuple[_T, ...], others: tuple[_T, ...], most: int = MOST) -> tuple[_T, ...]:
    """The members of both, up to ``most``."""
    if new := [one for one in others if one not in some]:
        return (*some, *new)[:most]
    return some


def better(one: Days | None, other: Days | None) -> Days | None:
    """The one that is said rather than stands in, then the shorter one, then the first given."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda days: (days.source in SOFT, days.length))


def _finest(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Places without the countries and regions that they lie in."""
    for coarse, finer in (("country", ("exact", "town", "region")), ("region", ("exact", "town"))):
        within = {spot.country for spot in spots if spot.precision in finer}
        if within:
            spots = tuple(s for s in spots if s.precision != coarse or s.country not in within)
    return spots


def claims(enriched: Enriched) -> Iterator[Claim]:
    """What a document claims, event by event."""
    document = enriched.document
    name = document.doc_id or digest(document.text)[:16]
    entity_at = {place: one for one in enriched.entities for place in one.mentions}
    by_span = {(m.start, m.end): entity_at.get(n) for n, m in enumerate(document.mentions)}
    ranges = split_sentences(document.text)
    sentence, words = 0, _Words(document.text, ranges)
    order = sorted(range(len(document.events)), key=lambda n: document.events[n].trigger.start)
    made: dict[int, Claim] = {}
    for position in order:
        event = document.events[position]
        while sentence + 1 < len(ranges) and ranges[sentence + 1][0] <= event.trigger.start:
            sentence += 1
        start, end = ranges[sentence] if ranges else (0, len(document.text))
        said = enriched.attributions[position]
        made[position] = Claim(
            document=name,
            position=position,
            start=event.trigger.start,
            end=event.trigger.end,
            type=event.type,
            status=event.status,
            trigger=event.trigger.text,
            sentence=document.text[start:end],
            at=sentence,
            actors=_once(_party(m, by_span) for m in event.actors),
            targets=_once(_party(m, by_span) for m in event.targets),
            spots=_finest(_once(_spot(m, by_span) for m in event.places)),
            days=_days(enriched, position),
            told=_ordinal(document.published),
            counts=_counts(enriched, position),
            fate=_fate(enriched, position),
            root=root_of(event.trigger.text),
            definite=fold(event.trigger.text).startswith(ARTICLE),
            headline=sentence == 0 and is_headline(document.text, end),
            words=words[sentence],
            names=_names((*event.actors, *event.targets, *event.places), by_span),
            speaker=said.speaker.text if said else "",
            score=event.score,
        )
    for position in range(len(document.events)):
        yield made[position]


class _Words(dict[int, tuple[int, ...]]):
    """The words that set each sentence apart, read when first asked for."""

    def __init__(self, text: str, ranges: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self._text, self._ranges = text, ranges

    def __missing__(self, sentence: int) -> tuple[int, ...]:
        start, end = self._ranges[sentence] if self._ranges else (0, len(self._text))
        found = self[sentence] = tuple(story(self._text[start:end], most=MOST))
        return found


def is_headline(text: str, end: int) -> bool:
    """Whether the first sentence, which ends at ``end``, is a line of its own before others."""
    return text[end : end + 2].lstrip(" ")[:1] in tuple(LINE_BREAKS)


_BySpan = dict[tuple[int, int], Entity | None]


def _once(found: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(found))[:MOST]


def _party(mention: Mention, by_span: _BySpan) -> Party:
    entity = by_span.get((mention.start, mention.end))
    actor, place = (entity.actor, entity.place) if entity else (None, None)
    person = mention.label == "PER"
    if actor and actor.id:
        own = actor.sector in _OF_STATES
        alliance = own and not actor.country and actor.sector in ("MIL", "IGO")
        country = ALLIANCE if alliance else actor.country if own else ""
        return Party(intern(actor.id), country, person)
    if place and place.precision == "country":
        return Party(intern(place.country), place.country)
    name = entity.name if entity else mention.normalized or mention.text
    country = actor.country if actor and actor.sector in _OF_STATES else ""
    return Party(intern("=" + name_of(mention.label, name).key), country, person)


def _names(mentions: Iterable[Mention], by_span: _BySpan) -> tuple[tuple[str, str], ...]:
    """The keys of mentions as parties and as places, each with a name."""
    found = {}
    for mention in mentions:
        entity = by_span.get((mention.start, mention.end))
        name = entity.name if entity else mention.normalized or mention.text
        actor, place = (entity.actor, entity.place) if entity else (None, None)
        party, spot = _party(mention, by_span), _spot(mention, by_span)
        found[party.key] = actor.name if actor and actor.id == party.key else name
        found[spot.key] = place.name if place and str(place.id) == spot.key else name
    return tuple(found.items())


def _spot(mention: Mention, by_span: _BySpan) -> Spot:
    entity = by_span.get((mention.start, mention.end))
    place = entity.place if entity else None
    name = entity.name if entity else mention.normalized or mention.text
    called = intern(name_of("LOC", name).key)
    if place is None:
        kind = "seat" if mention.label == "ORG" else ""
        return Spot(intern("=" + called), called, "", kind, None, None)
    # Where only what it lies in is known, the point is that of this, but the name its own.
    within = place.rule == "within"
    return Spot(
        intern("=" + called if within else str(place.id)),
        called,
        place.country,
        "within" if within else place.precision,
        place.latitude,
        place.longitude,
    )


def _days(enriched: Enriched, position: int) -> Days | None:
    time = enriched.times[position]
    if time is None:
        return None
    value = time.value
    return Days(value.start.toordinal(), value.end.toordinal(), value.grain, time.source)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _counts(enriched: Enriched, position: int) -> tuple[Count, ...]:
    """An event's figures: of one about victims how many they were, else of troops."""
    event, lost = enriched.document.events[position], enriched.casualties[position]
    if event.type == "CASUALTY" and lost:
        return _once(Count(one.low, one.high, "person") for one in lost)
    figures = [mention.figure for mention in event.troops if mention.figure is not None]
    return _once(Count(f.low, f.high, f.unit) for f in figures)


@lru_cache(maxsize=65536)
def root_of(trigger: str) -> str:
    """The consonants of a word's stem: alike for the forms and derivations that news uses.

    >>> root_of("هجمات") == root_of("الهجوم"), root_of("مقتل") == root_of("قتلوا")
    (True, True)
    """
    word = fold(trigger.rsplit(maxsplit=1)[-1])
    word = re.sub(r"^(?:[وفبكل]?ال|لل)(?=...)", "", word)
    word = _HEAD.sub("", _TAIL.sub("", word) if len(word) > 3 else word) if len(word) > 3 else word
    return intern(word.translate(_WEAK) or word)


def _fate(enriched: Enriched, position: int) -> str:
    """What an event cost its victims, of one that is about victims."""
    if enriched.document.events[position].type != "CASUALTY":
        return ""
    # The word itself first: of the dead and wounded of one attack each event tells one fate.
    told = fates().get(root_of(enriched.document.events[position].trigger.text), "")
    lost = enriched.casualties[position]
    return told or (lost[0].outcome if lost else "")


@lru_cache(maxsize=1)
def fates() -> dict[str, str]:
    """Consonants of a trigger of victims to what became of them (``ledger.toml``)."""
    from coalition_ie.arabic.lexicon import read_table

    rows = read_table("knowledge", "ledger.toml")["fates"]
    return {root_of(word): fate for fate, words in rows.items() for word in words.split()}
