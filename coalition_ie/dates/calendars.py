"""From years, months and counted units to days, in two calendars.

The Hijri calendar is that of Umm al-Qura, the civil calendar of Saudi Arabia, by way of the
package ``hijridate``, which ships its published tables for the years 1343 to 1500 (August 1924 to
November 2077) and refuses others. **Tolerance: one day either way.** Elsewhere a month begins when
the crescent is seen, so a date in the press may differ by a day from the table; where a weekday
is named with it, `coalition_ie.dates.resolve` lets the weekday settle which.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from coalition_ie.dates.parts import Unit
from coalition_ie.types import Grain, Interval, Reason

TOLERANCE = timedelta(days=1)
"""How far a Hijri date of the press may lie from the table of Umm al-Qura, either way."""

_HOURS, _WEEK = 24, 7
_YEARS = {"decade": 10, "century": 100}
_GRAINS: dict[Unit, Grain] = {"day": "day", "week": "week", "month": "month"}  # else the year


class UnsettledError(Exception):
    """A wording denotes no days, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def month_of(year: int, month: int, hijri: bool = False) -> tuple[date, date]:
    """First and last day of a month; ValueError or OverflowError outside the calendar."""
    if not hijri:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    first = Hijri(year, month, 1)
    # A plain date: hijridate's is a subclass with methods of its own.
    start = date.fromordinal(first.to_gregorian().toordinal())
    return start, start + timedelta(days=first.month_length() - 1)


def year_of(day: date, hijri: bool = False) -> int:
    """The year in which a day lies."""
    return Gregorian.fromdate(day).to_hijri().year if hijri else day.year


def shifted(unit: Unit, shift: int, published: date, *, count: int = 1) -> Interval:
    """The ``count`` units that end (-1) or begin (1) next to that of publication, or that one (0).

    Whole days of hours (الساعات الـ48 الماضية) reach from publication. Raises UnsettledError for
    other hours and minutes, since the hour of publication is not known.
    """
    if unit in ("minute", "hour"):
        return _hours(unit, -shift * count, published, reach=True)
    ends = [_one(unit, shift * n, published) for n in (1, count)]
    return Interval(start=min(ends)[0], end=max(ends)[1], grain=_GRAINS.get(unit, "year"))


def distance(unit: Unit, ago: int, published: date, *, reach: bool) -> Interval:
    """The unit that lies ``ago`` units before publication, or after it where negative.

    With ``reach`` all from there to publication.
    """
    if unit in ("minute", "hour"):
        return _hours(unit, ago, published, reach=reach)
    step: Unit = "year" if unit in _YEARS else unit
    start, end = _one(step, -ago * _YEARS.get(unit, 1), published)
    if reach:
        start, end = (start, published) if ago >= 0 else (published, end)
    return Interval(start=start, end=end, grain=_GRAINS.get(unit, "year"))


def exact(unit: Unit, ago: int, published: date, *, reach: bool) -> Interval:
    """The day that lies ``ago`` days or weeks before that of publication; ``reach``: all to it."""
    day = published - timedelta(days=ago * (_WEEK if unit == "week" else 1))
    start, end = sorted((day, published)) if reach else (day, day)
    return Interval(start=start, end=end, grain="day")


def _one(unit: Unit, shift: int, published: date) -> tuple[date, date]:
    if unit == "day":
        day = published + timedelta(days=shift)
        return day, day
    if unit == "week":
        monday = published + timedelta(days=7 * shift - published.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
        return month_of(year, month + 1)
    length = _YEARS.get(unit, 1)
    # The twenty-first century began with 2001, the third decade of it with 2020.
    offset = 1 if unit == "century" else 0
    first = ((published.year - offset) // length + shift) * length + offset
    return date(first, 1, 1), date(first + length - 1, 12, 31)


def _hours(unit: Unit, ago: int, published: date, *, reach: bool) -> Interval:
    days, rest = divmod(ago, _HOURS)
    if unit == "minute" or rest or not days:
        raise UnsettledError("ambiguous")
    there = published - timedelta(days=days)
    start, end = sorted((there, published)) if reach else (there, there)
    return Interval(start=start, end=end, grain="hour")
