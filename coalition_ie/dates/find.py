"""Time expressions of Arabic news: hours, days, weeks, months, seasons, years, with their values.

Spans are those of the annotation guidelines (§3, dates): as they stand, without preposition and
proclitic; vague adverbs and durations are none. A rule is a function that gives the parts a form
names; `RULES` lists them, ``dates.toml`` has an example of each, and they call each other downwards
only: hours, days, months, periods, years. `coalition_ie.dates.resolve` turns parts into days and
states the conventions. The forms follow Badawi, Carter and Gully, "Modern Written Arabic" (2004),
ch. 2, and Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15.

Feasts (عيد الفطر) are not found, but for رأس السنة.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple, get_args

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import start_of
from coalition_ie.dates import days, distances, hours, months, numeric, periods, recurring, years
from coalition_ie.dates.named import named_before
from coalition_ie.dates.parts import Parts, Read, because
from coalition_ie.dates.resolve import resolve, written, year_beside
from coalition_ie.dates.tense import about_future
from coalition_ie.dates.timex import timex
from coalition_ie.dates.view import View, dialect_view_of, view_of
from coalition_ie.types import TIMEX_TYPES, Interval, Reason, TimeExpression, TimexType

Prefer = Literal["tense", "past", "future"]
"""Which one is meant by what recurs: that of the clause's tense, the last, or the next."""

DATED: tuple[TimexType, ...] = ("DATE", "TIME")
"""The types of TIMEX3 by which events are dated."""

_LABEL = 4  # words and signs that label the day of publication, at most
_JOINED = 2  # words between the two ends of a range: إلى غاية
_ZONE = 3  # words of a zone behind the hour: بتوقيت مكة المكرمة

Rule = Callable[[View, int], Read | None]
"""Reads a form that begins at a token; named as its row in ``dates.toml``."""


class Expression(NamedTuple):
    """What ``rule`` read from token ``first`` on."""

    first: int
    read: Read
    rule: Rule


def find_dates(
    text: str | Reading,
    *,
    published: date | None = None,
    prefer: Prefer = "tense",
    kinds: Collection[TimexType] = DATED,
    dialects: bool = False,
) -> tuple[TimeExpression, ...]:
    """Every time expression of ``text``, in order.

    Args:
        text: a text of any length, or its `Reading`.
        published: the day that what is relative leans on (اليوم، الشهر الماضي): that of
            publication, or on which a form or message was written. Without it only full dates have
            a value. Where there is no value, ``reason`` says why.
        prefer: which one is meant by what recurs and has no direction of its own (الاثنين،
            4 أبريل، بعد يومين): ``tense``, the one that the tense of its clause tells, the past
            one where it tells none, as news does; ``past`` or ``future``, that one always, and an
            hour without a day is of the day of writing.
        kinds: which types of TIMEX3 are wanted. Those by which events are dated are ``DATE`` and
            ``TIME``; ``DURATION`` (لمدة ثلاثة أيام) and ``SET`` (كل يوم اثنين) come when they are
            asked for, with ``timex`` alone.
        dialects: whether everyday words of Egypt and the Levant are read too (بكرة، امبارح).

    Raises:
        ValueError: ``prefer`` or one of ``kinds`` is none of those.

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
    >>> find_dates("الخميس", published=date(2016, 7, 20), prefer="future")[0].to_timex3()
    {'type': 'DATE', 'value': '2016-07-21'}
    >>> find_dates("تدربوا لمدة ثلاثة أيام", kinds=["DURATION"])[0].to_timex3()
    {'type': 'DURATION', 'value': 'P3D'}
    """
    if prefer not in get_args(Prefer):
        raise ValueError(f"expected prefer to be one of {get_args(Prefer)}, got {prefer!r}")
    if unknown := set(kinds) - set(TIMEX_TYPES):
        raise ValueError(f"expected kinds among {TIMEX_TYPES}, got {sorted(unknown)}")
    reading = Reading.of(text)
    view = reading.once(dialect_view_of if dialects else view_of)
    found = tuple(expressions(view, kinds))
    found = _with_year_behind(view, found)
    if published is None:
        found = _with_years(found)
    today = written([e.read.parts for e in found], published, heading=heading(view, found))
    valued = _valued(reading.text, view, found, today, prefer)
    return tuple(d for d in valued if d.timex is not None and d.timex.type in kinds)


def _with_year_behind(view: View, found: Sequence[Expression]) -> tuple[Expression, ...]:
    """``5 أغسطس إلى [11 سبتمبر 2022]``, ``25 يناير و[11 فبراير 2011]``: of both."""
    completed = list(found)
    for n in range(len(completed) - 2, -1, -1):
        first, second = completed[n], completed[n + 1]
        one, other = first.read.parts, second.read.parts
        if one.month is None or one.day is None or one.hijri != other.hijri or one.also is not None:
            continue
        placed = (one.year, one.year_shift, one.shift, one.deictic, one.weekday, one.reason)
        if any(part is not None for part in placed) or not _joined(view, first, second):
            continue
        if other.year is None or other.month is None or other.day is None:
            continue
        over = (one.month, one.day) > (other.month, other.day)
        ends = any(view.says(i, "up_to") for i in range(first.read.stop, second.first))
        if ends or (second.first in view.numbers and not over):
            completed[n] = _with_year(first, other.year - over)
    return tuple(completed)


def _joined(view: View, first: Expression, second: Expression) -> bool:
    """Whether only إلى, حتى or و stands between two times."""
    between = range(first.read.stop, second.first)
    glued = not between and view.key(second.first).startswith("و")
    words = [view.says(i, "up_to", "as_far") or view.key(i) == "و" for i in between]
    return glued or (0 < len(words) <= _JOINED and all(words))


def _with_year(found: Expression, year: int) -> Expression:
    stop, parts, _ = found.read
    return found._replace(read=Read(stop, replace(parts, year=year)))


def _with_years(found: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """With the year of a day that a full date of the text settles: see `year_beside`."""
    dated = [parts for e in found if (parts := e.read.parts).year and parts.day and not parts.hijri]
    values = [resolve(parts, "relative") for parts in dated]
    full = sorted({value.start for value in values if isinstance(value, Interval)})
    years = [year_beside(e.read.parts, full) for e in found]
    pairs = zip(found, years, strict=True)
    return tuple(e if year is None else _with_year(e, year) for e, year in pairs)


def expressions(view: View, kinds: Collection[TimexType] = DATED) -> Iterator[Expression]:
    """The forms of a text from left to right, each by the first rule that reads it."""
    rules, stop = [rule for rule in RULES if WANTED.get(rule, "DATE") in {*kinds, "DATE"}], 0
    for i in range(len(view.tokens)):
        if i < stop or (view.word(i) is None and view.kind(i) != "digits"):
            continue
        for rule in rules:
            if (read := rule(view, i)) is not None:
                if not read.more:
                    read = _with_other_calendar(view, hours.with_hour(view, read))
                stop = read.end
                yield Expression(i, Read(read.stop, read.parts), rule)
                for one in read.more:
                    yield Expression(one.first, Read(one.stop, one.parts), rule)
                break


def heading(view: View, found: Sequence[Expression]) -> date | None:
    """The day that stands alone on a line before all other times: ``الاثنين 9 يناير 2012``.

    It may be labelled (تاريخ النشر: 9/1/2012); where other such lines name other days, as in a
    chat, it is none of them.
    """
    lines = [e for e in found if _on_its_own_line(view, e)]
    if not lines or lines[0] is not found[0]:
        return None
    values = [resolve(e.read.parts, "relative") for e in lines]
    days = {value.start for value in values if isinstance(value, Interval)}
    return days.pop() if len(days) == 1 else None


def _on_its_own_line(view: View, found: Expression) -> bool:
    """Whether a full date is all that its line holds, but for a label."""
    i, stop, parts = found.first, found.read.stop, found.read.parts
    if parts.year is None or parts.day is None or parts.last_day is not None:
        return False
    for _ in range(_LABEL):
        if not (view.says(i - 1, "published") or view.key(i - 1) == ":"):
            break
        i -= 1
    if view.says(stop, "zone"):
        last = stop + _ZONE
        while stop < last and view.kind(stop) == "word":
            stop += 1
    return view.kind(i - 1) in ("", "line") and view.kind(stop) in ("", "line")


def _valued(
    text: str, view: View, found: Sequence[Expression], today: date | Reason, prefer: Prefer
) -> Iterator[TimeExpression]:
    """Each expression with its span and the days it denotes, or why it denotes none."""
    values: list[Interval | Reason | None] = []
    for expression in found:
        value = _value(view, expression, today, prefer)
        if value == "anaphoric" and expression.read.parts.lean is not None:
            value = named_before(view, found, values)
        values.append(value)
        days, reason = (value, None) if isinstance(value, Interval) else (None, value)
        first, read = expression.first, expression.read
        start = start_of(text, view.tokens[first], cut=view.cut(first))
        end = view.tokens[read.stop - 1].end
        yield TimeExpression(
            start=start,
            end=end,
            text=text[start:end],
            value=days,
            reason=reason,
            timex=timex(view, first, read, days, reason),
        )


def _value(
    view: View, found: Expression, today: date | Reason, prefer: Prefer
) -> Interval | Reason | None:
    """What it denotes by itself; nothing is said of durations and sets."""
    first, stop, parts = found.first, found.read.stop, found.read.parts
    if parts.timex is not None:
        return None
    if prefer != "tense":
        if parts.clock is not None and parts.reason == "anaphoric":
            parts = replace(parts, deictic=0, hour=True, reason=None)
        return resolve(parts, today, future=prefer == "future")
    future = None
    if isinstance(today, date) and parts.leans_on_tense:
        # The preposition of a length (بعد يومين) is no evidence about it.
        future = about_future(view, first - (parts.planned is not None), stop)
    return resolve(parts, today, future=future)


def part(view: View, i: int) -> Read | None:
    """``مطلع الشهر الجاري``, ``الربع الأول من 2016``: the value is that of the whole."""
    whole, hit = periods.share(view, i), view.hit(i, "part")
    if whole > i:
        return _share(view, i, _of_part(view, i, whole))
    of = periods.share(view, i + 1) if hit is not None and not hit.article else i + 1
    if of > i + 1:
        return _share(view, i + 1, _of_part(view, i + 1, of))  # نهاية الربع الثالث من 2017
    if view.shape(i, "middle_of_month"):
        return periods.middle(view, i) or _middle_of(view, i)
    return None if hit is None or hit.article else _of_part(view, i, i + 1)


def _middle_of(view: View, i: int) -> Read | None:
    """``نصف رمضان``: behind a preposition of time, since half of it may be meant."""
    return months.month(view, i + 1, company=True) if view.preposed(i) else None


def _share(view: View, i: int, read: Read | None) -> Read | None:
    """``الربع الأول من 2016``: of a year which of its parts."""
    hit, nth = view.hit(i, "share"), view.ordinal(i + 1)
    if read is None or hit is None or (nth is None and view.plain(i + 1, "unplaced") is None):
        return read
    yearly = read.parts.month is None and (read.parts.year or read.parts.unit == "year")
    of = int(hit.entry.value)
    share = (of if nth is None else int(nth.value), of)
    return Read(read.stop, replace(read.parts, share=share)) if yearly else read


def _of_part(view: View, i: int, whole: int) -> Read | None:
    """The period at ``whole`` of which a part is named at ``i``."""
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
    if other is None or other.more or other.parts.reason is not None:
        return read
    if bracket and (view.key(other.stop) != ")" or read.parts.hijri == other.parts.hijri):
        return read
    return Read(other.stop + bracket, _same_day(read.parts, other.parts))


def _same_day(first: Parts, second: Parts) -> Parts:
    """Two wordings of one day, the Gregorian one leading."""
    if first.month is None and first.year is None and not second.hijri:
        weekday, deictic = first.weekday, first.deictic
        return replace(second, weekday=weekday, deictic=deictic, hour=first.hour, clock=first.clock)
    if first.hijri and not second.hijri:
        day = second.weekday if first.weekday is None else first.weekday
        leading = replace(second, weekday=day, hour=first.hour, clock=first.clock)
        first, second = leading, replace(first, hour=False, clock=None)
    return replace(first, also=second)


RULES: tuple[Rule, ...] = (
    # Before all others, whose words they borrow: كل يوم اثنين is no day.
    recurring.recurring,
    # Full dates, whose day is a number to every other rule.
    numeric.numeric,
    numeric.month_and_year,
    months.calendar_day,
    months.day_of_it,
    months.numbered_month,
    # Before nights and years: ليلة رأس السنة.
    months.new_year,
    # Before periods: الأسبوعان الأخيران are two weeks, with من رمضان a part of it.
    part,
    # Before periods and hours, whose words they borrow: اليوم, ساعات الفجر.
    days.nth_weekday,
    days.day,
    days.day_alone,
    # Before seasons: ربيع الأول is a month.
    months.month,
    # Periods by their relation, then by name; القرن الماضي is both.
    periods.placed_period,
    periods.pointed_period,
    periods.coming_period,
    periods.season,
    years.named_year,
    years.bare_year,
    years.decade,
    years.century,
    # Lengths, once it is no year or month by name: قبل عام 2014, خلال شهري مايو ويونيو.
    distances.counted_period,
    distances.length_from_then,
    distances.length_from_now,
    distances.morrow,
    # What is counted from another time, once it is no part of a year or month.
    periods.ranked_period,
    # Hours without a day, whose ordinals may count anything.
    hours.hour,
    hours.clock,
    hours.adverb,
    # What no other rule has taken for a place in the calendar.
    recurring.duration,
)
"""The rules in the order in which they are tried; few of them begin with the same words."""

WANTED: Mapping[Rule, TimexType] = {recurring.recurring: "SET", recurring.duration: "DURATION"}
"""Rules that are tried only where their type of TIMEX3 is asked for."""
