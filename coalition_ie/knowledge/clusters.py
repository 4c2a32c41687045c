"""Which claims are of one event: first within a document, then over documents, one after another.

Within a document each event is compared with those before it and joins the likeliest, or begins a
chain of its own. A chain then joins the likeliest row of the ledger, or begins a new one. A row is
only compared where it shares an anchor (place, party or figure) and a stretch of days with the
chain (`Rows`), and a block holds no more than `LARGEST` rows, so that the work for a document does
not grow with the ledger. What has once been joined stays: rows neither split nor merge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from coalition_ie.knowledge.claims import Claim, Profile
from coalition_ie.knowledge.likeness import (
    SHORT,
    compatible,
    contradict,
    evidence,
    likeness,
    may_be_one,
    of_stories,
    table,
)
from coalition_ie.knowledge.stories import Story, shared

LARGEST: Final = 64
"""Rows of a block, the last that came: older ones of a busy place and week are forgotten."""

COMPARED: Final = 48
"""Rows with which a chain is compared at most, those first that share most anchors with it."""

STORIES: Final = 4
"""Articles of a row that a further one is compared with, the last that told of it."""

_BACK = 60  # mentions of a document that a further one is compared with, the last ones
_FAR = 5  # sentences
_BUCKET = 4  # days of a block of short intervals
_MONTH = 32  # days of a block of what is known to the month
_MONTHS = 14  # of a long interval, at most


class Joined(NamedTuple):
    """A claim in its chain, with the likeness that joined it and the evidence for that."""

    claim: Claim
    score: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class Chain:
    """The claims of a document that are of one event."""

    members: list[Joined]
    profile: Profile


def chains(claims: Iterable[Claim]) -> list[Chain]:
    """The events of a document, in the order of their first mentions.

    Each mention joins the chain of the earlier one that is likeliest the same event.
    """
    least: float = table()["threshold"]["document"]
    found: list[Chain] = []
    before: list[tuple[Claim, Profile, Chain]] = []
    for claim in sorted(claims, key=lambda claim: claim.start):
        profile = Profile.of(claim)
        best: Chain | None = None
        score: float = least
        why: tuple[str, ...] = ()
        for other, said, chain in before[-_BACK:]:
            if may_be_one(profile, said) and not contradict(profile, chain.profile):
                reasons = (*evidence(profile, said), *nearby(claim, other))
                if (likely := likeness(reasons, "document")) >= score:
                    best, score, why = chain, likely, reasons
        if best is None:
            best = Chain([Joined(claim)], Profile.of(claim))
            found.append(best)
        else:
            best.members.append(Joined(claim, score, why))
            best.profile.merge(profile)
        before.append((claim, profile, best))
    return found


def nearby(claim: Claim, before: Claim) -> Iterator[str]:
    """What it means that two tellings stand in one document."""
    apart = claim.at - before.at
    if apart <= 1:
        yield "next sentence" if apart else "same sentence"
    elif apart >= _FAR:
        yield "far sentence"
    if before.headline and not claim.headline:
        yield "headline"
    if claim.definite:
        yield "definite"
    if claim.bare:
        yield "bare"


class Match(NamedTuple):
    """The row that a chain joins, how likely it is, and why."""

    row: int
    score: float
    why: tuple[str, ...]


class Rows:
    """The profiles of the ledger's rows by number, and the blocks in which they are looked up."""

    def __init__(self) -> None:
        self.profiles: list[Profile] = []
        self._stories: list[dict[int, Story[int]]] = []
        self._blocks: dict[int, int | list[int]] = {}
        # The hash of a block's key stands for it: a clash costs a comparison, no more.

    def add(self, profile: Profile, about: dict[int, Story[int]]) -> int:
        """A new row, told ``about`` by an article of this number; the row's number."""
        self.profiles.append(profile)
        self._stories.append(about)
        self._enter(len(self.profiles) - 1, _own_blocks(profile))
        return len(self.profiles) - 1

    restore = add

    def extend(self, row: int, profile: Profile, about: dict[int, Story[int]]) -> None:
        """Let a row say what a chain of a further article says too."""
        known = {**self._stories[row], **about}
        self._stories[row] = dict(list(known.items())[-STORIES:])
        before = set(_own_blocks(self.profiles[row]))
        self.profiles[row].merge(profile)
        self._enter(row, (b for b in _own_blocks(self.profiles[row]) if b not in before))

    def stories_of(self, row: int) -> list[int]:
        """The numbers of the articles that a further one is compared with."""
        return list(self._stories[row])

    def match(self, profile: Profile, story: Story[int], taken: Iterable[int] = ()) -> Match | None:
        """The likeliest row that is not ``taken``, if it is likely enough."""
        score: float = table()["threshold"]["ledger"]
        best: Match | None = None
        not_these = frozenset(taken)
        for row in self._candidates(profile):
            other = self.profiles[row]
            if row not in not_these and may_be_one(profile, other):
                alike = max(shared(story, one) for one in self._stories[row].values())
                reasons = (*evidence(profile, other), of_stories(alike))
                likely = likeness(reasons, "ledger")
                # Of equals the row that came first, whatever the blocks' order.
                if likely > score or (best and likely == score and row < best.row):
                    best, score = Match(row, likely, reasons), likely
        return best

    def _candidates(self, profile: Profile) -> Sequence[int]:
        shared = Counter[int]()
        for block in dict.fromkeys(_seen_blocks(profile)):
            rows = self._blocks.get(block, ())
            shared.update((rows,) if isinstance(rows, int) else rows)
        ordered = sorted(shared, key=lambda row: (-shared[row], -row))
        return ordered[:COMPARED]

    def _enter(self, row: int, blocks: Iterable[int]) -> None:
        for block in blocks:
            rows = self._blocks.get(block)
            if rows is None:
                self._blocks[block] = row
            elif isinstance(rows, int):
                if rows != row:
                    self._blocks[block] = [rows, row]
            elif rows[-1] != row:
                rows.append(row)
                if len(rows) > LARGEST:
                    del rows[0]


def _anchors(profile: Profile) -> Iterator[str]:
    """What two tellings of one event share: a place, a party, a figure."""
    yield from (spot.key for spot in profile.spots)
    yield from (spot.called for spot in profile.spots if spot.latitude is not None)
    yield from (party.key for party in profile.actors)
    yield from (party.key for party in profile.targets)
    yield from (f"#{count.low}" for count in profile.counts if count.low > 1)


def _own_blocks(profile: Profile) -> Iterator[int]:
    """The blocks that a row stands in."""
    when = list(_own_days(profile))
    for type in profile.types:
        for anchor in dict.fromkeys(_anchors(profile)):
            yield hash((type, anchor))
            yield from (hash((type, anchor, day)) for day in when)


def _seen_blocks(profile: Profile) -> Iterator[int]:
    """The blocks in which rows for a chain may stand."""
    when = list(_seen_days(profile))
    types = dict.fromkeys(t for type in profile.types for t in compatible(type))
    for type in types:
        for anchor in dict.fromkeys(_anchors(profile)):
            if not when:
                yield hash((type, anchor))
            yield from (hash((type, anchor, day)) for day in when)


def _months(first: int, last: int) -> Iterator[tuple[str, int]]:
    for month in range(first // _MONTH, min(last // _MONTH, first // _MONTH + _MONTHS) + 1):
        yield "month", month


def _own_days(profile: Profile) -> Iterator[tuple[str, int]]:
    days = profile.days
    if days is None:
        if profile.told is None:
            yield "none", 0
        else:
            yield "told", profile.told // _MONTH
            yield "month", profile.told // _MONTH
    elif days.length > SHORT:
        yield from (("year", year) for year in _years(days.first, days.last))
        yield from _months(days.first, days.last)
    else:
        buckets = range(days.first // _BUCKET, days.last // _BUCKET + 1)
        yield from (("day", bucket) for bucket in buckets)
        yield from _months(days.first, days.last)


def _seen_days(profile: Profile) -> Iterator[tuple[str, int]]:
    days = profile.days
    if days is None:
        if profile.told is not None:
            yield "none", 0
            yield from _months(profile.told - _MONTH, profile.told + _MONTH)
        return
    yield "none", 0
    yield from (("year", year) for year in _years(days.first, days.last))
    if days.length > SHORT:
        yield from _months(days.first, days.last)
        return
    buckets = range((days.first - 1) // _BUCKET, (days.last + 1) // _BUCKET + 1)
    yield from (("day", bucket) for bucket in buckets)
    month = days.first // _MONTH
    yield from (("told", other) for other in (month - 1, month, month + 1))


@lru_cache(maxsize=4096)
def _years(first: int, last: int) -> tuple[int, ...]:
    begin, end = date.fromordinal(first).year, date.fromordinal(last).year
    return tuple(range(begin, min(end, begin + 2) + 1))
