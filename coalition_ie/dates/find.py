"""Time expressions of Arabic news: hours, days, weeks, months, seasons, years, with their values.

Spans are those of the annotation guidelines (§3, dates): as they stand, without preposition and
proclitic; vague adverbs and durations are none. A rule is a function that gives the parts a form
names; `RULES` lists them, ``dates.toml`` has an example of each. `coalition_ie.dates.resolve` turns
parts into days and states the conventions. The forms follow Badawi, Carter and Gully, "Modern
Written Arabic" (2004), ch. 2, and Ryding, "A Reference Grammar of Modern Standard Arabic" (2005),
ch. 15.

Feasts (عيد الفطر) are not found, nor days of the week that recur (كل أحد).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import start_of
from coalition_ie.dates.days import dated, day
from coalition_ie.dates.distances import counted_period, length_from_now, length_from_then
from coalition_ie.dates.hours import adverb, hour, with_hour
from coalition_ie.dates.months import calendar_day, month
from coalition_ie.dates.numeric import numeric
from coalition_ie.dates.parts import Parts, Read, because
from coalition_ie.dates.periods import (
    own_period,
    period,
    placed_period,
    pointed_period,
    season,
    share,
)
from coalition_ie.dates.resolve import resolve, written
from coalition_ie.dates.tense import about_future
from coalition_ie.dates.view import View, view_of
from coalition_ie.dates.years import bare_year, century, decade, named_year, year_of_part
from coalition_ie.types import Interval, Reason, TimeExpression

Rule = Callable[[View, int], Read | None]
"""Reads a form that begins at a token; named as its row in ``dates.toml``."""


class Expression(NamedTuple):
    """What ``rule`` read from token ``first`` on, behind ``cut`` letters of proclitics."""

    first: int
    cut: int
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
    i = 0
    while i < len(view.tokens):
        expression = _expression(view, i)
        if expression is not None:
            yield expression
        i = i + 1 if expression is None else expression.read.stop


def _expression(view: View, i: int) -> Expression | None:
    # A number first: واحد وعشرين is no Sunday behind و.
    word = view.numbers.get(i) or view.hit(i)
    if word is None and view.kind(i) != "digits":
        return None
    for rule in RULES:
        read = rule(view, i)
        if read is not None:
            read = _with_other_calendar(view, with_hour(view, read))
            return Expression(i, 0 if word is None else word.cut, read, rule)
    return None


def _valued(text: str, view: View, found: Expression, today: date | Reason) -> TimeExpression:
    """The expression with its span and the days it denotes, or why it denotes none."""
    first, parts, stop = found.first, found.read.parts, found.read.stop
    future = None
    if isinstance(today, date) and parts.leans_on_tense:
        # The preposition of a length (بعد يومين) is no evidence about it.
        future = about_future(view, first - (parts.planned is not None), stop)
    value = resolve(parts, today, future=future)
    start, end = start_of(text, view.tokens[first], cut=found.cut), view.tokens[stop - 1].end
    if isinstance(value, Interval):
        return TimeExpression(start=start, end=end, text=text[start:end], value=value)
    return TimeExpression(start=start, end=end, text=text[start:end], reason=value)


def part(view: View, i: int) -> Read | None:
    """``مطلع الشهر الجاري``, ``الربع الأول من 2016``: the value is that of the whole."""
    of = share(view, i)
    if of > i:
        return _whole(view, of)
    hit = view.hit(i, "part")
    if hit is None or hit.article:
        return None
    if view.shape(i, "middle"):
        if view.says(i + 1, "night_or_day"):
            return because(i + 2, "anaphoric")
        if view.hit(i + 1) is None or view.plain(i + 1):
            middle = day(view, i + 1) or dated(view, i + 1)
            if middle is not None:
                return middle
    return _whole(view, i + 1)


def _whole(view: View, i: int) -> Read | None:
    if view.hit(i) is not None and view.plain(i) is None:
        return None
    return (
        month(view, i, company=True)
        or period(view, i)
        or season(view, i, company=True)
        or named_year(view, i)
        or bare_year(view, i)
        or year_of_part(view, i)
        or decade(view, i, company=True)
        or century(view, i)
        or own_period(view, i)
    )


def _with_other_calendar(view: View, read: Read) -> Read:
    """With the same date by another calendar: ``15 رجب 1437هـ الموافق 22 أبريل 2016``."""
    i = view.skip(read.stop, "comma")
    bracket = view.key(i) == "("
    if not (bracket or view.says(i, "corresponding")) or read.parts.reason is not None:
        return read
    other = day(view, i + 1) or dated(view, i + 1)
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
    # Full dates, before a rule takes their day for a number or their month for the whole.
    numeric,
    calendar_day,
    # The part of a period, before the period itself.
    part,
    # Days, of which ليلة 4 ديسمبر and الساعات الأولى من فجر السبت begin with what reads otherwise.
    day,
    # Longer and longer periods by name; كانون الأول has to be no first of something.
    month,
    placed_period,
    pointed_period,
    season,
    named_year,
    bare_year,
    decade,
    century,
    # Units that are counted, once no calendar has them.
    counted_period,
    length_from_then,
    length_from_now,
    # Hours without a day, whose words may be ordinals of anything.
    hour,
    adverb,
)
"""The rules in the order in which they are tried: the more specific, longer form first."""
