"""What a date expression denotes: from the parts it names to an interval of days.

The readers of `coalition_ie.dates.find` collect what a wording says in `Parts`; `resolve` turns
them into days, with the day of publication where the wording leans on it. It never guesses: what is
not settled has no value but a reason (`coalition_ie.types.REASONS`).

Conventions, by the names that the rules of ``dates.toml`` give

- interval: both ends belong to it; its grain is the unit that the wording names.
- weeks: those of ISO 8601, Monday to Sunday.
- lengths: قبل شهرين is the month two months before that of publication, قبل ثلاثة أيام that one
  day; with منذ all from there to publication.
- parts: a part of a period (نهاية العام، مطلع الأسبوع، أواخر يناير) has the value of the period, as
  the reader of ``annotations/values`` gave it: no wording says where a part begins or ends. A part
  of a day has the day's.
- recurring: what recurs and is named alone (الأحد، يوليو، 3 مايو، الصيف، رمضان) is the nearest past
  one, that of the day of publication included, since news tells what has happened; the nearest
  coming one where the clause tells what is to come (`coalition_ie.dates.tense`). A weekday that
  only the other of the two has settles it.
- near: a day of a month without its year that comes within a month is the coming one, unless the
  clause tells the past: a date nearly a year old has its year with it.
- writing: an article that says which day its today is (اليوم الأحد، أمس السبت) was written on that
  day, the last one up to publication, and leans on it throughout.
- seasons: the meteorological ones of the northern hemisphere, winter from December to February.
- centuries: they begin with a year in 1, decades with a year in 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from coalition_ie.dates.calendars import (
    TOLERANCE,
    UnsettledError,
    distance,
    month_of,
    shifted,
    year_of,
)
from coalition_ie.dates.parts import Parts, Unit
from coalition_ie.types import Interval, Reason

_HIJRI_YEARS_END = 1600  # no text gives a Hijri year beyond, nor a Gregorian one of news before
_HALF_YEAR = timedelta(days=183)  # beyond it the other of the two is no slip of tense
_DAY_AFTER = 6  # days since the weekday that comes next
_MONTH = timedelta(days=31)  # a day of a month this near is the coming one
_SEARCHED = 8  # years on either side of publication: 29 February is never further away


def written(named: Iterable[Parts], published: date | None) -> date | Reason:
    """The day of writing, where all weekdays named with today or yesterday agree on one.

    The day of publication where none is named, where they disagree, or where the day would be that
    after publication: it may as well be the date of publication that is a day early. Without such a
    day, the reason that what is relative has no value.
    """
    if published is None:
        return "relative"
    weekdays = {
        (parts.weekday - parts.deictic) % 7
        for parts in named
        if parts.weekday is not None and parts.deictic is not None and parts.month is None
    }
    since = (published.weekday() - weekdays.pop()) % 7 if len(weekdays) == 1 else 0
    if since == _DAY_AFTER:
        return published
    reached = (published - date.min).days >= since
    return published - timedelta(days=since) if reached else "out of range"


def resolve(parts: Parts, today: date | Reason, *, future: bool | None = None) -> Interval | Reason:
    """The days that ``parts`` denote, or why they denote none.

    ``today`` is the day on which what is relative leans, or why there is none. ``future`` says that
    the clause tells what is to come, False what has been, None neither.
    """
    if parts.reason is not None:
        return parts.reason
    try:
        value = _value(parts, today, future)
    except UnsettledError as unsettled:
        return unsettled.reason
    except (ValueError, OverflowError):
        return "out of range"
    return replace(value, grain="hour") if parts.hour else value


def _value(parts: Parts, today: date | Reason, future: bool | None) -> Interval:
    if parts.also is not None:
        return _doubled(parts, parts.also, today, future)
    if parts.year is not None:
        return _dated(parts, parts.year, today)
    if not isinstance(today, date):
        raise UnsettledError(today)
    if parts.planned is not None and not future:
        raise UnsettledError(parts.planned)
    return _leaning(parts, today, future)


def _leaning(parts: Parts, published: date, future: bool | None) -> Interval:
    """The value that the day of publication settles."""
    if parts.ago is not None and parts.unit is not None:
        return distance(parts.unit, parts.ago, published, reach=parts.reach)
    if parts.deictic is not None:
        day = published + timedelta(days=parts.deictic)
        return _agreeing(Interval(start=day, end=day, grain="day"), parts)
    if parts.year_shift is not None:
        year = year_of(published, parts.hijri) + parts.year_shift
        return _agreeing(_in_year(parts, year), parts)
    if parts.month is not None or parts.season is not None:
        return _recurring(parts, published, future)
    if parts.unit is not None and parts.shift is not None:
        return _in_unit(parts, parts.unit, parts.shift, published)
    return _weekday(parts, published, future)


def _dated(parts: Parts, year: int, today: date | Reason) -> Interval:
    """The value where the year is named; a Hijri month may be named with a Gregorian year."""
    if parts.year_shift is not None and parts.month is None and isinstance(today, date):
        this = year_of(today, parts.hijri)
        if year != this + parts.year_shift:
            raise UnsettledError("contradictory")  # العام الماضي 2014
    if parts.hijri and year > _HIJRI_YEARS_END:
        first = year_of(date(year, 1, 1), hijri=True)
        values = [_in_year(parts, hijri) for hijri in (first, first + 1)]
        values = [value for value in values if value.start.year == year]
        if len(values) != 1:
            raise UnsettledError("ambiguous")
        return _agreeing(values[0], parts)
    return _agreeing(_in_year(parts, year), parts)


def _in_year(parts: Parts, year: int) -> Interval:
    """The season, month, day or days that ``parts`` name, in ``year``, or the whole year."""
    if parts.season is not None:
        over, last = divmod(parts.season + 1, 12)
        end = month_of(year + over, last + 1)[1]
        return Interval(start=date(year, parts.season, 1), end=end, grain="season")
    if parts.month is None:
        end = month_of(parts.last_year or year, 12, parts.hijri)[1]
        return Interval(start=month_of(year, 1, parts.hijri)[0], end=end, grain="year")
    start, end = month_of(year, parts.month, parts.hijri)
    if parts.day is None:
        if parts.last_month is not None:
            over = parts.last_month < parts.month
            end = month_of(year + over, parts.last_month, parts.hijri)[1]
        return Interval(start=start, end=end, grain="month")
    # A month of 29 days in the table may have had 30 where the crescent was seen later.
    return _days(parts, start, max(end, start + timedelta(days=29)) if parts.hijri else end)


def _days(parts: Parts, start: date, end: date) -> Interval:
    """The day or days that ``parts`` name, of the month from ``start`` to ``end``."""
    first, last = (timedelta(days=(n or parts.day or 1) - 1) for n in (parts.day, parts.last_day))
    if start + last > end:
        raise UnsettledError("no such day")
    return Interval(start=start + first, end=start + last, grain="day")


def _agreeing(value: Interval, parts: Parts) -> Interval:
    """``value``, unless the wording names a weekday, day or month that it does not have."""
    if value.grain != "day":
        return value
    # A Hijri date is moved within the tolerance to the weekday that is named with it.
    for by in (timedelta(0), -TOLERANCE, TOLERANCE) if parts.hijri else (timedelta(0),):
        day = value.start + by
        named = [(parts.weekday, day.weekday())]
        if not parts.hijri:
            named += [(parts.day, day.day), (parts.month, day.month)]
        if all(said in (None, found) for said, found in named):
            return replace(value, start=day, end=value.end + by)
    raise UnsettledError("contradictory")


def _doubled(parts: Parts, also: Parts, today: date | Reason, future: bool | None) -> Interval:
    """``1437هـ الموافق 3 يناير 2016``: the Gregorian value, where the Hijri one agrees."""
    value = _value(replace(parts, also=None), today, future)
    other = _value(also, value.end + TOLERANCE, False)
    if other.start > value.end + TOLERANCE or value.start > other.end + TOLERANCE:
        raise UnsettledError("contradictory")
    return value


def _recurring(parts: Parts, published: date, future: bool | None) -> Interval:
    """A month, a day of it or a season whose year is not named."""
    if parts.shift == 0:
        return _current(parts, published, future)
    if parts.shift is not None:
        return _agreeing(_nearest(parts, published, parts.shift > 0, strict=True), parts)
    coming = _nearest(parts, published, coming=True)
    near = future is None and parts.day is not None and coming.start - published <= _MONTH
    first = coming if future or near else _nearest(parts, published, coming=False)
    try:
        return _agreeing(first, parts)
    except UnsettledError:  # الخميس 28 تموز: the coming one alone is a Thursday
        other = _nearest(parts, published, first is not coming)
        if abs(other.start - published) > _HALF_YEAR:
            raise
        return _agreeing(other, parts)


def _nearest(parts: Parts, published: date, coming: bool, *, strict: bool = False) -> Interval:
    """The last one that has begun or the first that has not ended; ``strict``: wholly outside."""
    this, step = year_of(published, parts.hijri), 1 if coming else -1
    for year in range(this - step, this + step * _SEARCHED, step):
        try:
            value = _in_year(parts, year)
        except UnsettledError:  # 29 February in a common year
            continue
        if coming and (value.start > published if strict else value.end >= published):
            return value
        if not coming and (value.end < published if strict else value.start <= published):
            return value
    raise UnsettledError("no such day")


def _current(parts: Parts, published: date, future: bool | None) -> Interval:
    """``19 يوليو الجاري``, ``هذا الصيف``: that in which publication lies."""
    whole = replace(parts, day=None, last_day=None, weekday=None)
    value = _nearest(whole, published, coming=False)
    if value.end < published:
        if parts.season is None:
            raise UnsettledError("contradictory")
        return _nearest(whole, published, bool(future))
    return value if parts.day is None else _agreeing(_days(parts, value.start, value.end), parts)


def _in_unit(parts: Parts, unit: Unit, shift: int, published: date) -> Interval:
    """``الشهر الماضي``, a day of it, a weekday of الأسبوع الماضي, a decade of القرن الماضي."""
    value = shifted(unit, shift, published, count=parts.count)
    if parts.decade is not None:
        year = value.start.year - 1 + parts.decade
        return Interval(start=date(year, 1, 1), end=date(year + 9, 12, 31), grain="year")
    if parts.weekday is not None and unit == "week":
        day = value.start + timedelta(days=parts.weekday)
        return Interval(start=day, end=day, grain="day")
    return value if parts.day is None else _agreeing(_days(parts, value.start, value.end), parts)


def _weekday(parts: Parts, published: date, future: bool | None) -> Interval:
    """الجمعة الماضي is the last before the day of publication, المقبل the next after it."""
    if parts.weekday is None:
        raise UnsettledError("ambiguous")
    since = (published.weekday() - parts.weekday) % 7
    if parts.shift is not None and parts.shift != 0:
        days = -(since or 7) if parts.shift < 0 else 7 - since
    elif future:
        days = -since % 7
    else:
        # A night that lies in two days is past when the second has come.
        days = -since if since >= parts.nights else -since - 7
    first = published + timedelta(days=days)
    return Interval(start=first, end=first + timedelta(days=parts.nights), grain="day")
