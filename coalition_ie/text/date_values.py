"""What a date expression denotes: from the parts it names to an interval of days.

The reader of `coalition_ie.text.dates` collects what a wording says in a `Parts`; `resolve`
turns it into days, with the day of publication where the wording leans on it. It never guesses:
where the parts and the day of publication do not settle one interval, the value is None.

Conventions: weeks are those of ISO 8601 (Monday to Sunday); a part of a period (نهاية العام) has
the value of the period, inside which it lies; seasons are the meteorological ones of the
northern hemisphere, and winter, which lies in two years, has no value.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coalition_ie.types import Grain, Interval

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a wording names. ``shift`` counts from the day of publication: -1 last, 0 this, 1 next.

    ``shift`` belongs to the smallest of ``weekday``, ``month``, ``season`` and ``unit`` that is
    named, ``year_shift`` to the year. ``ago`` is a number of ``unit`` before publication, with
    ``since`` up to it. ``open`` says that something named here has no settled value.
    """

    deictic: int | None = None
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    season: tuple[int, int] | None = None
    year: int | None = None
    last_year: int | None = None
    unit: Grain | None = None
    shift: int | None = None
    year_shift: int | None = None
    ago: int | None = None
    since: bool = False
    open: bool = False


def resolve(parts: Parts, published: date | None) -> Interval | None:
    """The days that ``parts`` denote, None where they are not settled."""
    if parts.open:
        return None
    try:
        return _absolute(parts) if published is None else _any(parts, published)
    except (ValueError, OverflowError):  # 30 February, the year 0: no such day
        return None


def _any(parts: Parts, published: date) -> Interval | None:
    if parts.ago is not None and parts.unit is not None:
        return _ago(parts.ago, parts.unit, published, since=parts.since)
    if parts.deictic is not None:
        return _agreeing(_day(published + timedelta(days=parts.deictic)), parts)
    if parts.year is None and parts.year_shift is not None:
        parts = replace(parts, year=published.year + parts.year_shift)
    return _absolute(parts) if parts.year is not None else _leaning(parts, published)


def _leaning(parts: Parts, published: date) -> Interval | None:
    """The value of the largest part named, where no year is."""
    if parts.month is not None:
        return _month_of(parts, published)
    if parts.season is not None:
        return _season_of(parts.season, parts.shift, published)
    if parts.weekday is not None:
        return _weekday(parts.weekday, parts.shift, published)
    if parts.unit is None or parts.shift is None:
        return None
    value = _shifted(parts.unit, parts.shift, published)
    if value is None or parts.day is None:
        return value
    return _day(value.start.replace(day=parts.day))  # الخامس من الشهر الجاري


def _absolute(parts: Parts) -> Interval | None:
    """The value where the year is named; nothing else is settled without a day to lean on."""
    if parts.year is None:
        return None
    if parts.month is not None and parts.day is not None:
        return _agreeing(_day(date(parts.year, parts.month, parts.day)), parts)
    if parts.month is not None:
        return _month(parts.year, parts.month)
    if parts.season is not None:
        return _season(parts.year, parts.season)
    last = parts.year if parts.last_year is None else parts.last_year
    return Interval(start=date(parts.year, 1, 1), end=date(last, 12, 31), grain="year")


def _agreeing(value: Interval, parts: Parts) -> Interval | None:
    """``value``, unless the wording names a weekday, day or month that it does not have."""
    day = value.start
    named = ((parts.weekday, day.weekday()), (parts.day, day.day), (parts.month, day.month))
    return value if all(said in (None, found) for said, found in named) else None


def _day(day: date) -> Interval:
    return Interval(start=day, end=day, grain="day")


def _month(year: int, month: int) -> Interval:
    last = monthrange(year, month)[1]
    return Interval(start=date(year, month, 1), end=date(year, month, last), grain="month")


def _season(year: int, months: tuple[int, int]) -> Interval | None:
    first, last = months
    if first > last:
        return None
    end = date(year, last, monthrange(year, last)[1])
    return Interval(start=date(year, first, 1), end=end, grain="season")


def _month_of(parts: Parts, published: date) -> Interval | None:
    """A month, with or without its day, whose year is not named."""
    month, day = parts.month or 0, parts.day
    years = range(published.year - 1, published.year + 2)
    if parts.shift is None:
        # الخميس 19 نيسان: of three neighbouring years one alone has that weekday there.
        if parts.weekday is None or day is None:
            return None
        days = [v for y in years if (v := _named(y, month, day)) is not None]
        agreeing = [v for v in days if _agreeing(v, parts)]
        return agreeing[0] if len(agreeing) == 1 else None
    if parts.shift == 0:
        return _named(published.year, month, day) if month == published.month else None
    values = [v for y in years if (v := _named(y, month, day)) is not None]
    if parts.shift < 0:
        values = [v for v in reversed(values) if v.end < published]
    else:
        values = [v for v in values if v.start > published]
    return _agreeing(values[0], replace(parts, day=None)) if values else None


def _named(year: int, month: int, day: int | None) -> Interval | None:
    """The month, or its day; None for the 29 February of a common year."""
    if day is None:
        return _month(year, month)
    return _day(date(year, month, day)) if day <= monthrange(year, month)[1] else None


def _season_of(months: tuple[int, int], shift: int | None, published: date) -> Interval | None:
    years = range(published.year - 1, published.year + 2)
    values = [v for y in years if (v := _season(y, months))]
    if shift == 0:
        values = [v for v in values if v.start <= published <= v.end]
    elif shift is not None and shift < 0:
        values = [v for v in reversed(values) if v.end < published]
    else:
        values = [v for v in values if v.start > published and shift is not None]
    return values[0] if values else None


def _weekday(weekday: int, shift: int | None, published: date) -> Interval | None:
    """الجمعة الماضي is the last one before the day of publication, المقبل the next after it."""
    if shift is None or shift == 0:
        return None
    if shift < 0:
        return _day(published - timedelta(days=(published.weekday() - weekday - 1) % 7 + 1))
    return _day(published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1))


def _shifted(unit: Grain, shift: int, published: date) -> Interval | None:
    if unit == "day":
        return _day(published + timedelta(days=shift))
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + shift * _WEEK
        return Interval(start=monday, end=monday + timedelta(days=6), grain="week")
    if unit == "month":
        years, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
        return _month(years, month + 1)
    if unit == "year":
        return _absolute(Parts(year=published.year + shift))
    return None


def _ago(count: int, unit: Grain, published: date, *, since: bool) -> Interval | None:
    value = _shifted(unit, -count, published)
    if value is None or not since:
        return value
    return Interval(start=value.start, end=published, grain=value.grain)
