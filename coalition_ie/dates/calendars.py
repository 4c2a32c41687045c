"""Two calendars: from a year and a month of each to days.

The Hijri calendar is that of Umm al-Qura, the civil calendar of Saudi Arabia, by way of the
package ``hijridate``, which ships its published tables for the years 1343 to 1500 (August 1924 to
November 2077) and refuses others. **Tolerance: one day either way.** Elsewhere a month begins when
the crescent is seen, so a date in the press may differ by a day from the table; where a weekday
is named with it, `coalition_ie.dates.resolve` lets the weekday settle which.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Protocol

from hijridate import Gregorian, Hijri

TOLERANCE = timedelta(days=1)
"""How far a Hijri date of the press may lie from the table of Umm al-Qura, either way."""


class Calendar(Protocol):
    """What the reading of dates asks of a calendar."""

    def month(self, year: int, month: int) -> tuple[date, date]:
        """First and last day; ValueError or OverflowError outside the calendar."""

    def year_of(self, day: date) -> int:
        """The year in which ``day`` lies."""


class _Gregorian:
    def month(self, year: int, month: int) -> tuple[date, date]:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])

    def year_of(self, day: date) -> int:
        return day.year


class _Hijri:
    def month(self, year: int, month: int) -> tuple[date, date]:
        first = Hijri(year, month, 1)
        start = first.to_gregorian()
        # A plain date: hijridate's is a subclass with methods of its own.
        begin = date(start.year, start.month, start.day)
        return begin, begin + timedelta(days=first.month_length() - 1)

    def year_of(self, day: date) -> int:
        return Gregorian.fromdate(day).to_hijri().year


GREGORIAN: Calendar = _Gregorian()
"""The calendar of ``datetime``."""

HIJRI: Calendar = _Hijri()
"""The calendar of Umm al-Qura."""
