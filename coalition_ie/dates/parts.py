"""What a form of dates gives: where it ends, and the parts that its wording names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coalition_ie.types import Reason, Timex

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade", "century"]
"""Units that Arabic news counts in."""


class Lean(NamedTuple):
    """What leans on a time that the text has named: ``shift`` units from the last one.

    ``back`` is how many sentences may end between the two.
    """

    unit: Unit
    shift: int
    back: int = 0


class Clock(NamedTuple):
    """A time of day as it is said: half past two may be of the night or of the afternoon."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a wording names. ``shift`` counts from the day of publication: -1 last, 0 this, 1 next.

    ``shift`` belongs to the smallest of ``weekday``, ``month``, ``season`` and ``unit`` that is
    named, ``year_shift`` to the year. ``nights`` is how many days follow the weekday named.
    ``ago`` is a number of ``unit`` before publication (negative: after it), with ``reach`` all
    that lies between. ``planned`` is why there is no value unless the clause tells what is to
    come. ``also`` is the same day by another calendar. ``reason`` settles that there is no value.
    ``season`` is the first of its three months.

    ``listed`` are the days since the first and to the last weekday of a list (يومي السبت والأحد).
    ``nth`` is which of the weekdays of a month (-1 the last), ``share`` which of how many equal
    parts of a year; ``exact`` says that ``ago`` counts from the day itself. ``clock`` is the time
    of day that ``hour`` speaks of. ``lean`` is what another time of the text would settle, and
    ``timex`` what lies nowhere in the calendar: a duration, a set.
    """

    deictic: int | None = None
    weekday: int | None = None
    nights: int = 0
    listed: tuple[int, int] = (0, 0)
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    last_month: int | None = None
    hijri: bool = False
    season: int | None = None
    decade: int | None = None
    year: int | None = None
    last_year: int | None = None
    unit: Unit | None = None
    count: int = 1
    shift: int | None = None
    year_shift: int | None = None
    ago: int | None = None
    reach: bool = False
    exact: bool = False
    nth: int | None = None
    share: tuple[int, int] | None = None
    hour: bool = False
    clock: Clock | None = None
    lean: Lean | None = None
    timex: Timex | None = None
    planned: Reason | None = None
    also: Parts | None = None
    reason: Reason | None = None

    @property
    def leans_on_tense(self) -> bool:
        """Whether past and future clauses give the wording different values."""
        if self.reason is not None or self.year is not None or self.year_shift is not None:
            return False
        named = (self.month, self.season, self.weekday, self.day)
        recurs = any(part is not None for part in named)
        alone = self.shift in (None, 0) and self.deictic is None and self.unit is None
        return self.planned is not None or (recurs and alone)


class Member(NamedTuple):
    """One of the times that a list names: the tokens ``[first, stop)``."""

    first: int
    stop: int
    parts: Parts


class Read(NamedTuple):
    """A form read up to token ``stop``; ``more`` are the other times of a list of which it is one.

    In ``26 و27 تموز`` the first time ends at 26, and the month belongs to both.
    """

    stop: int
    parts: Parts
    more: tuple[Member, ...] = ()

    @property
    def end(self) -> int:
        """Where the form ends, with the whole list."""
        return self.more[-1].stop if self.more else self.stop


def because(stop: int, reason: Reason) -> Read:
    """A form that has no value, and why."""
    return Read(stop, Parts(reason=reason))


def leaning(stop: int, unit: Unit, shift: int, *, count: int = 1) -> Read:
    """A form of ``count`` units that another time of the text would settle."""
    lean = Lean(unit, shift, back=unit == "day")
    return Read(stop, Parts(reason="anaphoric", lean=lean, count=count))


def listed(members: Sequence[Member]) -> Read:
    """The times of a list as one form, the first before the others."""
    first, *more = members
    return Read(first.stop, first.parts, tuple(more))
