"""Time expressions of Arabic news: hours, days, weeks, months, seasons, years, with their values.

Spans are those of the annotation guidelines (§3, dates): as they stand, without preposition and
proclitic; vague adverbs and durations are none. The words stand in ``dates.toml``; each reading
method gives the parts a form names, `coalition_ie.dates.resolve` turns parts into days and
states the conventions. The forms follow Badawi, Carter and Gully, "Modern Written Arabic" (2004),
ch. 2, and Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15.

Feasts (عيد الفطر) are not found, nor days of the week that recur (كل أحد).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import start_of
from coalition_ie.dates.hours import Hours
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.resolve import resolve, written
from coalition_ie.dates.tense import about_future
from coalition_ie.dates.view import Read, because, unglued
from coalition_ie.types import Interval, TimeExpression


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
    text, tokens = reading.text, unglued(reading)
    reads = list(_Dates(tokens).read())
    published = written([read.parts for _, _, read in reads], published)
    found = []
    for first, cut, read in reads:
        start = start_of(text, tokens[first], cut=cut)
        end = tokens[read.stop - 1].end
        future = (
            published is not None
            and read.parts.leans_on_tense
            # The preposition of a length (بعد يومين) is no evidence about it.
            and about_future(tokens, first - (read.parts.planned is not None), read.stop)
        )
        value = resolve(read.parts, published, future=future)
        span = text[start:end]
        if isinstance(value, Interval):
            found.append(TimeExpression(start=start, end=end, text=span, value=value))
        else:
            found.append(TimeExpression(start=start, end=end, text=span, reason=value))
    return tuple(found)


class _Dates(Hours):
    """All forms, tried in the order in which the more specific comes first."""

    def read(self) -> Iterator[tuple[int, int, Read]]:
        """First token, its proclitics, and what was read."""
        i = 0
        while i < len(self.tokens):
            read = self._expression(i)
            if read is None:
                i += 1
                continue
            # A number first: واحد وعشرين is no Sunday behind و.
            first = self._numbers.get(i) or self._hits[i]
            yield i, first.cut if first is not None else 0, read
            i = read.stop

    def _expression(self, i: int) -> Read | None:
        if self._hits[i] is None and i not in self._numbers and self.tokens[i].kind != "digits":
            return None
        for form in (
            self._dated,
            self._part,
            self._day,
            self._month,
            self._period,
            self._season,
            self._year,
            self._decade,
            self._century,
            self._counted_period,
            self._distance,
            self._hour,
            self._lone_part,
        ):
            read = form(i)
            if read is not None:
                return self._corresponding(self._with_hour(read))
        return None

    def _part(self, i: int) -> Read | None:
        """``مطلع الشهر الجاري``, ``الربع الأول من 2016``: the value is that of the whole."""
        share = self._share(i)
        if share is not None:
            return self._whole(share)
        hit = self._hit(i, "part")
        if hit is None or hit.article:
            return None
        if self.key(i).endswith("منتصف"):
            if self.key(i + 1) in ("الليل", "النهار"):
                return because(i + 2, "anaphoric")
            if (day := self._plain_day(i + 1)) is not None:
                return day
        return self._whole(i + 1)

    def _whole(self, i: int) -> Read | None:
        hit = self._hits[i] if i < len(self._hits) else None
        if i >= len(self.tokens) or (hit is not None and not hit.plain):
            return None
        return (
            self._month(i, company=True)
            or self._period(i)
            or self._season(i, company=True)
            or self._year(i)
            or self._end_of_year(i)
            or self._decade(i, company=True)
            or self._century(i)
            or self._own_period(i)
        )

    def _corresponding(self, read: Read) -> Read:
        """With the same date by the other calendar: ``15 رجب 1437هـ الموافق 22 أبريل 2016``."""
        i = read.stop + (self.key(read.stop) in ("،", ","))
        bracket = self.key(i) == "("
        if not (bracket or self._in(i, "corresponding")) or read.parts.reason is not None:
            return read
        other = self._day(i + 1) or self._dated(i + 1) if i + 1 < len(self.tokens) else None
        if other is None or other.parts.reason is not None:
            return read
        if bracket and (self.key(other.stop) != ")" or read.parts.hijri == other.parts.hijri):
            return read
        return Read(other.stop + bracket, _same_day(read.parts, other.parts))


def _same_day(first: Parts, second: Parts) -> Parts:
    """Two wordings of one day, the Gregorian one leading."""
    if first.month is None and first.year is None and not second.hijri:
        return replace(second, weekday=first.weekday, deictic=first.deictic, hour=first.hour)
    if first.hijri and not second.hijri:
        first, second = replace(second, weekday=second.weekday or first.weekday), first
    return replace(first, also=second)
