"""What a date expression denotes: from the parts it names to an interval of days.

The readers of `coalition_ie.dates.find` collect what a wording says in `Parts`; `resolve` turns
them into days, with the day of publication where the wording leans on it. It never guesses: what is
not settled has no value but a reason (`coalition_ie.types.REASONS`).

Conventions, by the names that the rules of ``dates.toml`` give

- interval: both ends belong to it; its grain is the unit that the wording names. Only from one end
  to the other (من … إلى، بين … و، a dash) is it one; the members of a list (عامي 2006 و2008، يومي
  26 و27 تموز) are expressions of their own.
- weeks: those of ISO 8601, Monday to Sunday.
- lengths: a length has the grain of its unit: قبل شهرين is the month two months before that of
  publication, قبل أسبوع the week before its week, قبل ثلاثة أيام that one day; with منذ all from
  there to publication. Days and weeks behind which من الآن or من اليوم stands count from the day
  itself, and name a day: بعد أسبوعين من الآن is the fourteenth day on.
- parts: a part of a period (نهاية العام، مطلع الأسبوع، أواخر يناير) has the value of the period, as
  the reader of ``annotations/values`` gave it: no wording says where a part begins or ends. A part
  of a day has the day's. Halves and quarters of a Gregorian year are its months.
- recurring: what recurs and is named alone (الأحد، يوليو، 3 مايو، الصيف، رمضان) is the nearest past
  one, that of the day of publication included, since news tells what has happened; the nearest
  coming one where the clause tells what is to come (`coalition_ie.dates.tense`), or where the
  caller prefers the future.
- near: a day of a month without its year that comes within a month is the coming one, unless the
  clause tells the past: a date nearly a year old has its year with it.
- agreement: a day and month without a year whose weekday is named are of the nearest year in which
  the three agree, on whichever side; so is a day without a month (الاثنين 4) of the nearest such
  month. A day of the month alone (في الثاني والعشرين) is the last that has come or the next, as
  what recurs is.
- beside: without a day of publication, a weekday, day and month (السبت 17 حزيران) are of the year
  in which they agree and lie within a month of a full date that the text names.
- named: اليوم التالي، الليلة نفسها، العام السابق and قبل ذلك بيومين count from the last time of
  that grain that the text names: a day in this sentence or the one before, a longer time in this
  sentence. An hour that follows a day at once is of that day.
- writing: an article that says which day its today is (اليوم الأحد، أمس السبت) was written on that
  day, the last one up to publication, and leans on it throughout. Without a day of publication it
  is the full date that the text gives for its today; else the one that stands alone on a line
  before all other times (الاثنين 9 يناير 2012) takes the place of the day of publication.
- seasons: the meteorological ones of the northern hemisphere, winter from December to February.
- centuries: they begin with a year in 1, decades with a year in 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from coalition_ie.dates.calendars import (
    TOLERANCE,
    UnsettledError,
    distance,
    exact,
    month_of,
    shifted,
    year_of,
)
from coalition_ie.dates.parts import Parts, Unit
from coalition_ie.types import Interval, Reason

_HIJRI_YEARS_END = 1600  # no text gives a Hijri year beyond, nor a Gregorian one of news before
_DAY_AFTER = 6  # days since the weekday that comes next
_MONTH = timedelta(days=31)  # a day of a month this near is the coming one
_MONTHS = 14  # months on either side, among which each weekday falls on each day of a month
_AGREED = 14  # years on either side, among which 29 February falls on every day of the week
_SEARCHED = 8  # years on either side of publication: 29 February is never further away


def written(
    named: Sequence[Parts], published: date | None, *, heading: date | None = None
) -> date | Reason:
    """The day of writing, where all weekdays named with today or yesterday agree on one.

    The day of publication where none is named, where they disagree, or where the day would be that
    after publication: it may as well be the date of publication that is a day early. Without a day
    of publication, the date that the text gives for its today; else ``heading``, the day that
    stands over the text, is that of publication; without either, the reason that what is relative
    has no value.
    """
    if published is None:
        today = _dateline(named)
        if today is not None or heading is None:
            return today or "relative"
        published = heading
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


def year_beside(parts: Parts, full: Sequence[date]) -> int | None:
    """The year of a weekday, day and month, where one of the days ``full`` lies within a month.

    None for any other wording, where the weekday agrees in no such year, and where it does in two.
    """
    if None in (parts.weekday, parts.day, parts.month) or parts.hijri or parts.last_day is not None:
        return None
    if parts.year is not None or parts.year_shift is not None or parts.shift is not None:
        return None
    years = set()
    for there in full:
        for year in (there.year - 1, there.year, there.year + 1):
            here = resolve(replace(parts, year=year, deictic=None), "relative")
            if isinstance(here, Interval) and abs(here.start - there) <= _MONTH:
                years.add(year)
    return years.pop() if len(years) == 1 else None


def _dateline(named: Sequence[Parts]) -> date | None:
    """``اليوم الثلاثاء 20 ديسمبر 2022``; the year may stand where the text has that day in full."""
    full: dict[tuple[int | None, int | None], date | None] = {}
    for parts in named:
        if parts.year is not None and parts.day is not None and parts.last_day is None:
            value = resolve(parts, "relative")
            if isinstance(value, Interval) and not parts.hijri:
                on = (parts.day, parts.month)
                full[on] = value.start if full.get(on, value.start) == value.start else None
    days = {
        day - timedelta(days=parts.deictic)
        for parts in named
        if parts.deictic is not None
        and (day := full.get((parts.day, parts.month))) is not None
        and parts.weekday in (None, day.weekday())
    }
    return days.pop() if len(days) == 1 else None


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
    if parts.share is not None:
        whole = _value(replace(parts, share=None), today, future)
        return _share(whole, *parts.share, hijri=parts.hijri)
    if parts.nth is not None and parts.weekday is not None:
        whole = _value(replace(parts, nth=None, weekday=None), today, future)
        return _nth_weekday(whole, parts.nth, parts.weekday)
    if parts.year is not None:
        return _dated(parts, parts.year, today)
    if not isinstance(today, date):
        raise UnsettledError(today)
    if parts.planned is not None and not future:
        raise UnsettledError(parts.planned)
    return _leaning(parts, today, future)


def _share(whole: Interval, nth: int, of: int, *, hijri: bool) -> Interval:
    """The ``nth`` of ``of`` equal parts of a year; of other periods the whole."""
    first = date(whole.start.year, 1, 1)
    if hijri or (whole.start, whole.end) != (first, date(first.year, 12, 31)) or nth > of:
        return whole
    months = 12 // of
    end = month_of(first.year, nth * months)[1]
    return Interval(start=date(first.year, (nth - 1) * months + 1, 1), end=end, grain="month")


def _nth_weekday(month: Interval, nth: int, weekday: int) -> Interval:
    """The ``nth`` weekday of a month, -1 the last."""
    if nth < 0:
        day = month.end - timedelta(days=(month.end.weekday() - weekday) % 7)
    else:
        first = (weekday - month.start.weekday()) % 7
        day = month.start + timedelta(days=first + 7 * (nth - 1))
    if day > month.end:
        raise UnsettledError("no such day")
    return Interval(start=day, end=day, grain="day")


def _leaning(parts: Parts, published: date, future: bool | None) -> Interval:
    """The value that the day of publication settles."""
    if parts.ago is not None and parts.unit is not None:
        far = exact if parts.exact else distance
        return far(parts.unit, parts.ago, published, reach=parts.reach)
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
        if parts.deictic is not None:
            raise
        return _nearest_agreeing(parts, published)


def _nearest_agreeing(parts: Parts, published: date) -> Interval:
    """That of the nearest year in which day, month and weekday agree, past or to come."""
    this, found = year_of(published, parts.hijri), []
    for year in range(this - _AGREED, this + _AGREED + 1):
        try:
            found.append(_agreeing(_in_year(parts, year), parts))
        except (UnsettledError, ValueError, OverflowError):
            continue
    if not found:
        raise UnsettledError("contradictory")
    return min(found, key=lambda value: abs(value.start - published))


def _day_of_month(parts: Parts, published: date, future: bool) -> Interval:
    """``في الثاني والعشرين``, ``الاثنين 4``: a day whose month is not named."""
    found = []
    for shift in range(-_MONTHS, _MONTHS + 1):
        try:
            month = shifted("month", shift, published)
            found.append(_agreeing(_days(parts, month.start, month.end), parts))
        except (UnsettledError, ValueError, OverflowError):
            continue
    if parts.weekday is None:
        step = [v for v in found if (v.end >= published if future else v.start <= published)]
        found = step[:1] if future else step[-1:]
    if not found:
        raise UnsettledError("contradictory")
    return min(found, key=lambda value: abs(value.start - published))


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
    """A weekday, or a day of the month that is not named.

    الجمعة الماضي is the last before the day of publication, المقبل the next after it.
    """
    if parts.day is not None:
        return _day_of_month(parts, published, bool(future or parts.shift))
    if parts.weekday is None:
        raise UnsettledError("ambiguous")
    since = (published.weekday() - parts.weekday) % 7
    from_first, to_last = parts.listed
    if parts.shift is not None and parts.shift != 0:
        weeks = 7 * (abs(parts.shift) - 1)  # الجمعة قبل الماضي is a week before
        if parts.shift < 0:
            days = -(since or 7) - 7 * ((since or 7) <= to_last) - weeks
        else:
            days = 7 - since + 7 * (7 - since <= from_first) + weeks
    elif future:
        ahead = -since % 7
        days = ahead + 7 * (ahead < from_first)
    else:
        # A night that lies in two days is past when the second has come, and so is a list.
        days = -since if since >= max(parts.nights, to_last) else -since - 7
    first = published + timedelta(days=days)
    return Interval(start=first, end=first + timedelta(days=parts.nights), grain="day")
