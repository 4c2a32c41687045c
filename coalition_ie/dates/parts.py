"""What a form of dates gives: where it ends, and the parts that its wording names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from coalition_ie.types import Reason

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade", "century"]
"""Units that Arabic news counts in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a wording names. ``shift`` counts from the day of publication: -1 last, 0 this, 1 next.

    ``shift`` belongs to the smallest of ``weekday``, ``month``, ``season`` and ``unit`` that is
    named, ``year_shift`` to the year. ``nights`` is how many days follow the weekday named.
    ``ago`` is a number of ``unit`` before publication (negative: after it), with ``reach`` all
    that lies between. ``planned`` is why there is no value unless the clause tells what is to
    come. ``also`` is the same day by another calendar. ``reason`` settles that there is no value.
    ``season`` is the first of its three months.
    """

    deictic: int | None = None
    weekday: int | None = None
    nights: int = 0
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
    hour: bool = False
    planned: Reason | None = None
    also: Parts | None = None
    reason: Reason | None = None

    @property
    def leans_on_tense(self) -> bool:
        """Whether past and future clauses give the wording different values."""
        if self.reason is not None or self.year is not None or self.year_shift is not None:
            return False
        recurs = self.month is not None or self.season is not None or self.weekday is not None
        alone = self.shift in (None, 0) and self.deictic is None and self.unit is None
        return self.planned is not None or (recurs and alone)


class Read(NamedTuple):
    """A form read up to token ``stop``."""

    stop: int
    parts: Parts


def because(stop: int, reason: Reason) -> Read:
    """A form that has no value, and why."""
    return Read(stop, Parts(reason=reason))
