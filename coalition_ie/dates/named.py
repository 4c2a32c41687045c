"""Times that lean on another time of the text: اليوم التالي، الليلة نفسها، قبل ذلك بيومين، 19 منه.

A day counts from the last day that this sentence or the one before it names, a longer time from
the last of its own grain in this sentence; where the nearest such time has no value, neither has
what leans on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from coalition_ie.arabic.tokens import SENTENCE_ENDS
from coalition_ie.dates.calendars import shifted
from coalition_ie.dates.parts import Lean, Parts, Read
from coalition_ie.dates.timex import grain_of
from coalition_ie.dates.view import View
from coalition_ie.types import Grain, Interval, Reason

_BESIDE = 2  # tokens between a day and the hour of it: أمس في الساعة العاشرة, أمس، وفي العاشرة
_FAR = 8  # expressions looked at, and …
_WORDS = 60  # … tokens gone back over, at most: the sentence before this one


class Expression(Protocol):
    """A form that was read from token ``first`` on."""

    @property
    def first(self) -> int:
        """Its first token."""

    @property
    def read(self) -> Read:
        """Where it ends, and its parts."""


def named_before(
    view: View,
    found: Sequence[Expression],
    values: Sequence[Interval | Reason | None],
) -> Interval | Reason:
    """The days of what leans on an earlier time: that of ``found`` behind those with ``values``."""
    here, parts = found[len(values)].first, found[len(values)].read.parts
    lean = parts.lean
    if lean is None:
        return "anaphoric"
    if parts.clock is not None and not lean.back:
        return _day_beside(found, values, here)
    for n in range(len(values) - 1, max(-1, len(values) - 1 - _FAR), -1):
        ends = _sentences(view, found[n].read.stop, here)
        if ends > lean.back:
            break
        value, grain = values[n], _grain(values[n], found[n].read)
        if grain != lean.unit and not (parts.day is not None and grain == "day"):
            continue
        if isinstance(value, Interval):
            there = _from(value, lean, parts)
            if parts.hour and isinstance(there, Interval):
                return replace(there, grain="hour")
            return there
        return "relative" if value == "relative" else "anaphoric"
    return "anaphoric"


def _day_beside(
    found: Sequence[Expression], values: Sequence[Interval | Reason | None], here: int
) -> Interval | Reason:
    """The day of an hour that follows it at once."""
    if not values or here - found[len(values) - 1].read.stop > _BESIDE:
        return "anaphoric"
    value, grain = values[-1], _grain(values[-1], found[len(values) - 1].read)
    if grain != "day" or not isinstance(value, Interval) or value.start != value.end:
        return "relative" if grain == "day" and value == "relative" else "anaphoric"
    return replace(value, grain="hour")


def _grain(value: Interval | Reason | None, read: Read) -> Grain | None:
    if not isinstance(value, Interval):
        return grain_of(read.parts)
    return "day" if value.grain == "hour" else value.grain


def _from(value: Interval, lean: Lean, parts: Parts) -> Interval | Reason:
    """The unit that lies ``lean.shift`` from ``value``, or the day of that month."""
    if lean.unit == "day" and value.start != value.end:
        return "anaphoric"
    try:
        there = shifted(lean.unit, lean.shift, value.start, count=parts.count)
        if parts.day is None:
            return there
        on = there.start.replace(day=parts.day)
    except (ValueError, OverflowError):
        return "out of range"
    if parts.weekday not in (None, on.weekday()):
        return "contradictory"
    return Interval(start=on, end=on, grain="day")


def _sentences(view: View, stop: int, first: int) -> int:
    """How many sentences end between two expressions; a long way is many."""
    if first - stop > _WORDS:
        return _WORDS
    ends = [view.key(i) in SENTENCE_ENDS for i in range(stop, first)]
    return sum(end and not before for before, end in pairwise([False, *ends]))
