"""How likely two tellings are of one event: evidence by evidence, each with a stated weight.

`evidence` names what speaks for and against (``same day``, ``other place``, ``same figure`` …);
`likeness` adds the weights of ``ledger.toml`` and gives the probability, the logistic of their sum.
What one side does not say is no evidence. The list of names explains every joining.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final, Literal

from coalition_ie.arabic.lexicon import read_table
from coalition_ie.knowledge.claims import ALLIANCE, SOFT, Count, Days, Party, Profile, Spot
from coalition_ie.knowledge.gazetteer import kilometres
from coalition_ie.knowledge.stories import shared
from coalition_ie.knowledge.when import NEWS

Within = Literal["document", "ledger"]
"""Whether two events of one document are compared, or one with a row of the ledger."""

NEAR: Final = 30.0
"""Kilometres within which two places may be told of one event: a town and its outskirts."""

WITHIN: Final = 150.0
"""Kilometres from a region's middle within which a place may lie in it."""

SAME_STORY: Final = 0.225
"""Share of the words of two articles from which they tell one story."""

LIKE_STORY: Final = 0.125
"""Share from which they are of one war and week."""

SAME_WORDS: Final = 0.5
"""Share of the words of two sentences from which they say the same."""

LIKE_WORDS: Final = 0.25
"""Share from which they speak of the same."""

SHORT: Final = 4
"""Days: a longer interval is compared by whether the other lies in it."""

_APART = 4  # days between two tellings that mistake each other's day
_STALE = 45  # days between publications of plans without a day
_TELLING = 10  # a figure from which equality is no accident
_CLOSE = 0.75  # ratio of two figures of one event that tellers give differently


@cache
def table() -> dict[str, Any]:
    """``ledger.toml``."""
    return read_table("knowledge", "ledger.toml")


@cache
def weights(within: Within) -> dict[str, float]:
    """Log odds of each evidence between two events of one document, or of several."""
    return dict(table()["evidence"][within])


@cache
def _groups() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, table()["types"]["groups"]))


@cache
def compatible(type: str) -> tuple[str, ...]:
    """The types that an event of this type may be told as, itself first."""
    others = (other for group in _groups() if type in group for other in group - {type})
    return (type, *sorted(others))


def may_be_one(one: Profile, other: Profile) -> bool:
    """Whether the types allow it at all."""
    if _share(one.types, other.types):
        return True
    return any(frozenset((a, b)) in _groups() for a in one.types for b in other.types)


def contradict(one: Profile, other: Profile) -> bool:
    """Whether one event cannot be both: other persons do it, or its victims fare otherwise."""
    if one.fates and other.fates and not _share(one.fates, other.fates):
        return True
    both = table()["types"]["both"]
    if not (one.actors and other.actors) or any(type in both for type in one.types + other.types):
        return False
    return _party(one.actors, other.actors) == "other person among"


def of_stories(share: float) -> str:
    """What it is evidence of that two articles share this much of their words."""
    if share >= SAME_STORY:
        return "same story"
    return "like story" if share >= LIKE_STORY else "other story"


def likeness(found: Collection[str], within: Within) -> float:
    """The probability that the evidence comes to, in [0, 1]."""
    weight = weights(within)
    total = weight["start"] + sum(map(weight.__getitem__, found))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def evidence(one: Profile, other: Profile) -> Iterator[str]:
    """What speaks for and against two tellings being of one event."""
    if not _share(one.types, other.types):
        yield "another type"
    yield _time(one.days, other.days)
    if told := _told(one, other):
        yield told
    if place := _places(one.spots, other.spots):
        yield place
    yield from _parties(one, other)
    if figure := _figures(one.counts, other.counts):
        yield figure
    if _share(one.roots, other.roots):
        yield "same word"
    if one.fates and other.fates:
        yield "same fate" if _share(one.fates, other.fates) else "other fate"
    if one.planned != other.planned and not _came_true(one, other):
        yield "planned and done"
    yield _words(shared(one.words, other.words))


def _share(some: Collection[str], others: Collection[str]) -> bool:
    return any(one in others for one in some)


def _time(one: Days | None, other: Days | None) -> str:
    if one is None or other is None:
        return "day unknown"
    gap = max(one.first, other.first) - min(one.last, other.last)
    if max(one.length, other.length) > SHORT:
        return "within" if gap <= 0 else "days apart" if gap <= _APART else "far apart"
    if one.source in SOFT or other.source in SOFT:
        # A day that only stands in for the event's own.
        return "about the day" if gap <= 1 else "days apart" if gap <= NEWS.days else "far apart"
    if gap <= 1:
        return "day before or after" if gap == 1 else "same day"
    return "days apart" if gap <= _APART else "far apart"


def _came_true(one: Profile, other: Profile) -> bool:
    """Whether the plan was told before what was done, on the day that it was planned for."""
    plan, deed = (one, other) if one.planned else (other, one)
    if plan.told is None or deed.told is None or plan.told >= deed.told:
        return False
    return plan.days is None or deed.days is None or plan.days.last >= deed.days.first - 1


def _words(share: float) -> str:
    """What it is evidence of that two sentences share this much of their words."""
    if share >= SAME_WORDS:
        return "same words"
    return "like words" if share >= LIKE_WORDS else "other words"


def _told(one: Profile, other: Profile) -> str:
    if one.told is None or other.told is None or (one.days and other.days):
        return ""
    return "published far apart" if abs(one.told - other.told) > _STALE else ""


_RELATIONS = (
    "same place", "near place", "same region", "place within", "same country", "other place",
    "unknown place",
)  # fmt: skip
_OTHER, _UNKNOWN = 5, 6  # a place without coordinates may be anywhere


def _places(some: Collection[Spot], others: Collection[Spot]) -> str:
    """The closest relation between a place of one side and a place of the other."""
    if not some or not others:
        return ""
    best = _UNKNOWN
    for one in some:
        for other in others:
            best = min(best, _relation(one, other))
    return _RELATIONS[best]


def _relation(one: Spot, other: Spot) -> int:
    if one.key == other.key:
        return {"region": 2, "country": 4}.get(one.precision, 0)
    if "seat" in (one.precision, other.precision):
        return 3  # the seat of a body lies in some town
    if one.called == other.called and one.country == other.country:
        return 2  # a region and its seat, or a facility of which one text says more
    if "country" in (one.precision, other.precision):
        return 3 if one.country == other.country else _OTHER
    if one.latitude is None or other.latitude is None:
        return _OTHER if one.latitude is other.latitude else _UNKNOWN
    return _by_distance(one, other)


def _by_distance(one: Spot, other: Spot) -> int:
    coarse = {one.precision, other.precision} & {"region", "within"}
    assert one.latitude is not None and one.longitude is not None
    assert other.latitude is not None and other.longitude is not None
    apart = kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))
    if coarse:
        return 3 if apart <= WITHIN and one.country == other.country else _OTHER
    return 1 if apart <= NEAR else _OTHER


def _parties(one: Profile, other: Profile) -> Iterator[str]:
    both = table()["types"]["both"]
    if any(type in both for type in one.types + other.types):
        sides = [("actors", one.actors + one.targets, other.actors + other.targets)]
    else:
        sides = [("actors", one.actors, other.actors), ("targets", one.targets, other.targets)]
    for name, mine, theirs in sides:
        if mine and theirs:
            yield f"{_party(mine, theirs)} {name}"


def _party(mine: Collection[Party], theirs: Collection[Party]) -> str:
    kin = same = False
    for one in mine:
        for other in theirs:
            if one.key == other.key:
                if one.person:
                    return "same person among"
                kin = same = True
            kin = kin or _kin(one.country, other.country)
    if same or not (any(p.person for p in mine) and any(p.person for p in theirs)):
        return "same" if same else "kin" if kin else "other"
    return "other person among"


def _kin(one: str, other: str) -> bool:
    """Whether both are of one state, or one is an alliance and the other a state."""
    return bool(one and other) and (one == other or ALLIANCE in (one, other))


def _figures(some: Collection[Count], others: Collection[Count]) -> str:
    if not some or not others:
        return ""
    best = 0
    for one in some:
        for other in others:
            if one.unit == other.unit:
                best = max(best, _figure(one, other))
    return ("other figure", "close figure", "same figure")[best]


def _figure(one: Count, other: Count) -> int:
    """2 for the same, 1 for what may be one count that tellers give differently, else 0."""
    if one == other and one.high == one.low >= _TELLING:
        return 2
    highest = (one.high or 3 * one.low, other.high or 3 * other.low)
    if max(one.low, other.low) <= min(highest):
        return 1
    low, high = sorted((one.low, other.low))
    return 1 if low and low >= _CLOSE * high else 0
