"""Units of time counted from the day of publication: last week, two months ago, the next decade."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from coalition_ie.dates.calendars import GREGORIAN
from coalition_ie.types import Grain, Interval

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade", "century"]
"""Units that Arabic news counts in; those without a grain of their own have the next one's."""

_HOURS = 24
_YEARS = {"decade": 10, "century": 100}
_GRAINS: dict[Unit, Grain] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "year",
    "century": "year",
}


def shifted(unit: Unit, shift: int, published: date, *, count: int = 1) -> Interval | None:
    """The ``count`` units that end (-1) or begin (1) next to that of publication, or that one (0).

    Whole days of hours (الساعات الـ48 الماضية) reach from publication; other hours and minutes
    have no value, since the hour of publication is not known.
    """
    if unit in ("minute", "hour"):
        return _hours(unit, -shift * count, published, reach=True)
    ends = [_one(unit, shift * n, published) for n in (1, count)]
    return Interval(start=min(ends)[0], end=max(ends)[1], grain=_GRAINS[unit])


def distance(unit: Unit, ago: int, published: date, *, reach: bool) -> Interval | None:
    """The unit that lies ``ago`` units before publication, or after it where negative.

    With ``reach`` all from there to publication.
    """
    if unit in ("minute", "hour"):
        return _hours(unit, ago, published, reach=reach)
    step: Unit = "year" if unit in _YEARS else unit
    start, end = _one(step, -ago * _YEARS.get(unit, 1), published)
    if reach:
        start, end = (start, published) if ago >= 0 else (published, end)
    return Interval(start=start, end=end, grain=_GRAINS[unit])


def _one(unit: Unit, shift: int, published: date) -> tuple[date, date]:
    if unit == "day":
        day = published + timedelta(days=shift)
        return day, day
    if unit == "week":
        monday = published + timedelta(days=7 * shift - published.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
        return GREGORIAN.month(year, month + 1)
    length = _YEARS.get(unit, 1)
    # The twenty-first century began with 2001, the third decade of it with 2020.
    offset = 1 if unit == "century" else 0
    first = ((published.year - offset) // length + shift) * length + offset
    return date(first, 1, 1), date(first + length - 1, 12, 31)


def _hours(unit: Unit, ago: int, published: date, *, reach: bool) -> Interval | None:
    days, rest = divmod(ago, _HOURS)
    if unit == "minute" or rest or not days:
        return None
    there = published - timedelta(days=days)
    start, end = sorted((there, published)) if reach else (there, there)
    return Interval(start=start, end=end, grain="hour")
