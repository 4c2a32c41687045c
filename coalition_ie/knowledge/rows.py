"""A row of the ledger: one event as all its claims together tell it, and where they differ.

Of each field the row has what most sources say, of equals what was said first; a copy of an article
is no source of its own. Its status is what was told last: an announced meeting that was held is one
that was held. What else was said is in `LedgerRow.differs`, and all of it in the claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from coalition_ie.knowledge.claims import SOFT, Count, Days, Party, Spot
from coalition_ie.ontology import EventType, Status

_T = TypeVar("_T", bound=Hashable)
_PRECISION = ("exact", "town", "within", "region", "country", "seat", "")
_STATUS: tuple[Status, ...] = ("actual", "planned", "denied")


class Kept(NamedTuple):
    """A claim as the ledger keeps it: its document, that document's source, and why it is here."""

    event: str
    document: str
    source: str
    published: date | None
    position: int
    start: int
    end: int
    type: EventType
    status: Status
    trigger: str
    sentence: str
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    spots: tuple[Spot, ...]
    days: Days | None
    counts: tuple[Count, ...]
    fate: str
    names: tuple[tuple[str, str], ...]
    speaker: str
    score: float
    likeness: float
    why: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """What people and tables read of it."""
        called = dict(self.names)
        return {
            "document": self.document,
            "source": self.source,
            "published": _iso(self.published),
            "start": self.start,
            "end": self.end,
            "type": self.type,
            "status": self.status,
            "trigger": self.trigger,
            "sentence": self.sentence,
            "actors": [called.get(party.key, party.key) for party in self.actors],
            "targets": [called.get(party.key, party.key) for party in self.targets],
            "places": [called.get(spot.key, spot.key) for spot in self.spots],
            "from": _iso(_day(self.days.first)) if self.days else None,
            "to": _iso(_day(self.days.last)) if self.days else None,
            "time_source": self.days.source if self.days else "",
            "figures": [_figure(count) for count in self.counts],
            "outcome": self.fate,
            "speaker": self.speaker,
            "score": self.score,
            "likeness": self.likeness,
            "why": list(self.why),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One event over all documents.

    ``first`` and ``last`` are the days between which it was done (None where no claim tells),
    ``time_source`` where they come from (`EventTime.source`); ``low`` and ``high`` the bounds of
    the figure that most sources give. ``score`` is that of the surest claim: the probability that
    the text tells of an event of this type. ``likeness`` is the least probability at which a claim
    joined the row (1 where there is one claim). ``differs`` has for a field on which claims differ
    what they say, most sources first: ``("figure: 560 | 500",)``.
    """

    id: str
    type: EventType
    status: Status
    first: date | None
    last: date | None
    grain: str
    time_source: str
    place: str
    country: str
    latitude: float | None
    longitude: float | None
    precision: str
    actors: tuple[str, ...]
    actor_ids: tuple[str, ...]
    targets: tuple[str, ...]
    target_ids: tuple[str, ...]
    low: int | None
    high: int | None
    unit: str
    outcome: str
    claims: int
    documents: int
    sources: int
    first_told: date | None
    last_told: date | None
    score: float
    likeness: float
    differs: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON-safe: days as ISO strings, tuples as lists."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}


COLUMNS: tuple[str, ...] = LedgerRow.__slots__
"""The columns of a table of rows, in their order."""


def summary(claims: Sequence[Kept]) -> LedgerRow:
    """The row of one event's claims, of which there is at least one."""
    called = {key: name for claim in reversed(claims) for key, name in claim.names}
    days = _most(claims, lambda c: [c.days] if c.days and c.days.source not in SOFT else [])
    days = days or _most(claims, lambda c: [c.days] if c.days else [])
    spots = _ranked(claims, lambda c: c.spots)
    spot = min(spots, key=lambda s: _PRECISION.index(s.precision), default=None)
    count = _most(claims, lambda c: c.counts)
    told = [claim.published for claim in claims if claim.published]
    actors = _ranked(claims, lambda c: c.actors)
    targets = _ranked(claims, lambda c: c.targets)
    return LedgerRow(
        id=claims[0].event,
        type=_most(claims, lambda c: [c.type]) or claims[0].type,
        status=_status(claims),
        first=_day(days.first) if days else None,
        last=_day(days.last) if days else None,
        grain=days.grain if days else "",
        time_source=days.source if days else "",
        place=called.get(spot.key, "") if spot else "",
        country=spot.country if spot else "",
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        precision=spot.precision if spot else "",
        actors=tuple(called[party.key] for party in actors),
        actor_ids=tuple(_id(party) for party in actors),
        targets=tuple(called[party.key] for party in targets),
        target_ids=tuple(_id(party) for party in targets),
        low=count.low if count else None,
        high=count.high if count else None,
        unit=count.unit if count else "",
        outcome=_most(claims, lambda c: [c.fate] if c.fate else []) or "",
        claims=len(claims),
        documents=len({claim.document for claim in claims}),
        sources=len({claim.source for claim in claims}),
        first_told=min(told, default=None),
        last_told=max(told, default=None),
        score=max(claim.score for claim in claims),
        likeness=min(claim.likeness for claim in claims),
        differs=tuple(_differs(claims, called)),
    )


def _ranked(claims: Sequence[Kept], values: Callable[[Kept], Sequence[_T]]) -> list[_T]:
    """What claims say, by the number of sources and then of claims that say so."""
    sources: dict[_T, set[str]] = defaultdict(set)
    times = Counter[_T]()
    for claim in claims:
        for value in values(claim):
            sources[value].add(claim.source)
            times[value] += 1
    return sorted(sources, key=lambda value: (-len(sources[value]), -times[value]))


def _most(claims: Sequence[Kept], values: Callable[[Kept], Sequence[_T]]) -> _T | None:
    return next(iter(_ranked(claims, values)), None)


def _status(claims: Sequence[Kept]) -> Status:
    """What the articles of the last day say, of several what is surest to have happened."""
    last = max(claim.published or date.min for claim in claims)
    counts = Counter(c.status for c in claims if (c.published or date.min) == last)
    return max(counts, key=lambda status: (counts[status], -_STATUS.index(status)))


def _differs(claims: Sequence[Kept], called: dict[str, str]) -> list[str]:
    """The fields on which claims differ, each with what they say."""
    said: dict[str, list[str]] = {
        "type": _ranked(claims, lambda c: [c.type]),
        "status": _ranked(claims, lambda c: [c.status]),
        "figure": [_figure(count) for count in _ranked(claims, lambda c: c.counts)],
        "day": [
            _interval(days)
            for days in _ranked(
                claims, lambda c: [c.days] if c.days and c.days.source not in SOFT else []
            )
        ],
        "place": [
            called.get(spot.key, spot.key)
            for spot in _ranked(claims, lambda c: c.spots)
            if spot.precision in ("exact", "town", "within", "")
        ],
    }
    return [
        f"{name}: {' | '.join(values)}"
        for name, given in said.items()
        if len(values := list(dict.fromkeys(given))) > 1
    ]


def _figure(count: Count) -> str:
    bounds = str(count.low) if count.high == count.low else f"{count.low}-{count.high or ''}"
    return bounds if count.unit == "person" else f"{bounds} {count.unit}"


def _interval(days: Days) -> str:
    first, last = _day(days.first), _day(days.last)
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _id(party: Party) -> str:
    return "" if party.key.startswith("=") else party.key


def _day(number: int) -> date:
    return date.fromordinal(number)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
