"""Two calendars: from a year and a month of each to days.

The Hijri calendar is that of Umm al-Qura, the civil calendar of Saudi Arabia, by way of the
package ``hijridate``, which ships its published tables for the years 1343 to 1500 (August 1924 to
November 2077) and refuses others. **Tolerance: one day either way.** Elsewhere a month begins when
the crescent is seen, so a date in the press may differ by a day from the table; where a weekday
is named with it, `coalition_ie.dates.resolve` lets the weekday settle which.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

TOLERANCE = timedelta(days=1)
"""How far a Hijri date of the press may lie from the table of Umm al-Qura, either way."""


class Calendar(NamedTuple):
    """What the reading of dates asks of a calendar."""

    month: Callable[[int, int], tuple[date, date]]
    """First and last day of year and month; ValueError or OverflowError outside the calendar."""
    year_of: Callable[[date], int]
    """The year in which a day lies."""


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _hijri_month(year: int, month: int) -> tuple[date, date]:
    first = Hijri(year, month, 1)
    start = first.to_gregorian()
    # A plain date: hijridate's is a subclass with methods of its own.
    begin = date(start.year, start.month, start.day)
    return begin, begin + timedelta(days=first.month_length() - 1)


GREGORIAN = Calendar(_month, lambda day: day.year)
"""The calendar of ``datetime``."""

HIJRI = Calendar(_hijri_month, lambda day: Gregorian.fromdate(day).to_hijri().year)
"""The calendar of Umm al-Qura."""
