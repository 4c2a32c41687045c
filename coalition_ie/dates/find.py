"""Time expressions of Arabic news: hours, days, weeks, months, seasons, years, with their values.

Spans are those of the annotation guidelines (§3, dates): as they stand, without preposition and
proclitic; vague adverbs and durations are none. A rule is a function that gives the parts a form
names; `RULES` lists them, ``dates.toml`` has an example of each, and they call each other downwards
only: hours, days, months, periods, years. `coalition_ie.dates.resolve` turns parts into days and
states the conventions. The forms follow Badawi, Carter and Gully, "Modern Written Arabic" (2004),
ch. 2, and Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15.

Feasts (عيد الفطر) are not found, nor days of the week that recur (كل أحد).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import start_of
from coalition_ie.dates import days, distances, hours, months, numeric, periods, years
from coalition_ie.dates.parts import Parts, Read, because
from coalition_ie.dates.resolve import resolve, written
from coalition_ie.dates.tense import about_future
from coalition_ie.dates.view import View, view_of
from coalition_ie.types import Interval, Reason, TimeExpression

Rule = Callable[[View, int], Read | None]
"""Reads a form that begins at a token; named as its row in ``dates.toml``."""


class Expression(NamedTuple):
    """What ``rule`` read from token ``first`` on."""

    first: int
    read: Read
    rule: Rule


def find_dates(text: str | Reading, *, published: date | None = None) -> tuple[TimeExpression, ...]:
    """Every time expression of ``text``, in order.

    ``published`` is the day that what is relative leans on (اليوم، الشهر الماضي); without it only
    full dates have a value. Where there is no value, ``reason`` says why.

    >>> find_dates("وصلوا في 20 يناير 2016")[0].value.start.isoformat()
    '2016-01-20'
    >>> [(d.text, d.reason) for d in find_dates("زار بغداد اليوم الإثنين بعد معارك بدأت منذ شهور")]
    [('اليوم الإثنين', 'relative'), ('شهور', 'open')]
    >>> from datetime import date
    >>> said, planned = find_dates("أعلن الأحد أنه سيعود الخميس", published=date(2016, 7, 20))
    >>> said.value.start.isoformat(), planned.value.start.isoformat()
    ('2016-07-17', '2016-07-21')
    >>> find_dates("في رمضان 1437هـ")[0].value.end.isoformat()
    '2016-07-05'
    """
    reading = Reading.of(text)
    view = reading.once(view_of)
    found = tuple(expressions(view))
    today = written((e.read.parts for e in found), published)
    return tuple(_valued(reading.text, view, e, today) for e in found)


def expressions(view: View) -> Iterator[Expression]:
    """The forms of a text from left to right, each by the first rule that reads it."""
    stop = 0
    for i in range(len(view.tokens)):
        if i < stop or (view.word(i) is None and view.kind(i) != "digits"):
            continue
        for rule in RULES:
            if (read := rule(view, i)) is not None:
                read = _with_other_calendar(view, hours.with_hour(view, read))
                stop = read.stop
                yield Expression(i, read, rule)
                break


def _valued(text: str, view: View, found: Expression, today: date | Reason) -> TimeExpression:
    """The expression with its span and the days it denotes, or why it denotes none."""
    first, (stop, parts), word = found.first, found.read, view.word(found.first)
    start = start_of(text, view.tokens[first], cut=0 if word is None else word.cut)
    end = view.tokens[stop - 1].end
    future = None
    if isinstance(today, date) and parts.leans_on_tense:
        # The preposition of a length (بعد يومين) is no evidence about it.
        future = about_future(view, first - (parts.planned is not None), stop)
    value = resolve(parts, today, future=future)
    interval, reason = (value, None) if isinstance(value, Interval) else (None, value)
    return TimeExpression(start=start, end=end, text=text[start:end], value=interval, reason=reason)


def part(view: View, i: int) -> Read | None:
    """``مطلع الشهر الجاري``, ``الربع الأول من 2016``: the value is that of the whole."""
    whole, hit = periods.share(view, i), view.hit(i, "part")
    if whole == i:
        if hit is None or hit.article:
            return None
        whole = i + 1
    middle = view.shape(i, "middle")
    if middle and view.says(whole, "night_or_day"):
        return because(whole + 1, "anaphoric")
    if view.hit(whole) is not None and view.plain(whole) is None:
        return None
    return (
        (middle and (days.day(view, whole) or days.dated(view, whole)))
        or months.month(view, whole, company=True)
        or periods.period(view, whole)
        or periods.season(view, whole, company=True)
        or years.named_year(view, whole)
        or years.bare_year(view, whole, company=True)
        or years.decade(view, whole, company=True)
        or years.century(view, whole)
        or periods.own_period(view, whole)
    )


def _with_other_calendar(view: View, read: Read) -> Read:
    """With the same date by another calendar: ``15 رجب 1437هـ الموافق 22 أبريل 2016``."""
    i = view.skip(read.stop, "comma")
    bracket = view.key(i) == "("
    if not (bracket or view.says(i, "corresponding")) or read.parts.reason is not None:
        return read
    other = days.day(view, i + 1) or days.dated(view, i + 1)
    if other is None or other.parts.reason is not None:
        return read
    if bracket and (view.key(other.stop) != ")" or read.parts.hijri == other.parts.hijri):
        return read
    return Read(other.stop + bracket, _same_day(read.parts, other.parts))


def _same_day(first: Parts, second: Parts) -> Parts:
    """Two wordings of one day, the Gregorian one leading."""
    if first.month is None and first.year is None and not second.hijri:
        return replace(second, weekday=first.weekday, deictic=first.deictic, hour=first.hour)
    if first.hijri and not second.hijri:
        first, second = replace(second, weekday=second.weekday or first.weekday), first
    return replace(first, also=second)


RULES: tuple[Rule, ...] = (
    # Full dates, whose day is a number to every other rule.
    numeric.numeric,
    months.calendar_day,
    # Before periods: الأسبوعان الأخيران are two weeks, with من رمضان a part of it.
    part,
    # Before periods and hours, whose words they borrow: اليوم, ساعات الفجر.
    days.day,
    # Before seasons: ربيع الأول is a month.
    months.month,
    # Periods by their relation, then by name; القرن الماضي is both.
    periods.placed_period,
    periods.pointed_period,
    periods.season,
    years.named_year,
    years.bare_year,
    years.decade,
    years.century,
    # Lengths, once it is no year or month by name: قبل عام 2014, خلال شهري مايو ويونيو.
    distances.counted_period,
    distances.length_from_then,
    distances.length_from_now,
    # Hours without a day, whose ordinals may count anything.
    hours.hour,
    hours.adverb,
)
"""The rules in the order in which they are tried; few of them begin with the same words."""
