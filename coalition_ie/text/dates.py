"""Time expressions of Arabic news: weekdays, days, months, seasons, years, periods, distances.

Spans are those of the annotation guidelines (§3, dates): as they stand, without preposition and
proclitic; vague adverbs and durations are none. The words stand in ``dates.toml``; each reading
method gives the parts a form names, `coalition_ie.text.date_values` turns parts into days. The
forms follow Badawi, Carter and Gully, "Modern Written Arabic" (2004), ch. 2, and Ryding, "A
Reference Grammar of Modern Standard Arabic" (2005), ch. 15.

Hijri dates are found and left without a value; public holidays are not found at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coalition_ie.text.date_days import Days
from coalition_ie.text.date_periods import YEARS
from coalition_ie.text.date_values import Parts, resolve
from coalition_ie.text.date_words import Read
from coalition_ie.text.lookup import start_of, tokenise
from coalition_ie.types import TimeExpression


def find_dates(text: str, *, published: date | None = None) -> tuple[TimeExpression, ...]:
    """Every time expression of ``text``, in order.

    ``published`` is the day that what is relative leans on (اليوم، الشهر الماضي); without it only
    full dates have a value.

    >>> find_dates("وصلوا في 20 يناير 2016")[0].value.start.isoformat()
    '2016-01-20'
    >>> [d.text for d in find_dates("زار بغداد اليوم الإثنين بعد معارك بدأت منذ شهور")]
    ['اليوم الإثنين', 'شهور']
    """
    tokens = tokenise(text)
    reader = _Dates(tokens)
    found = []
    for first, cut, read in reader.read():
        start = start_of(text, tokens[first], cut=cut)
        end = tokens[read.stop - 1].end
        value = resolve(read.parts, published)
        found.append(TimeExpression(start=start, end=end, text=text[start:end], value=value))
    return tuple(found)


class _Dates(Days):
    """All forms, tried in the order in which the more specific comes first."""

    def read(self) -> Iterator[tuple[int, int, Read]]:
        """First token, its proclitics, and what was read."""
        i = 0
        while i < len(self._tokens):
            read = self._expression(i)
            if read is None:
                i += 1
                continue
            hit, number = self._hits[i], self._numbers.get(i)
            cut = hit.cut if hit is not None else number.cut if number is not None else 0
            yield i, cut, read
            i = read.stop

    def _expression(self, i: int) -> Read | None:
        if self._hits[i] is None and i not in self._numbers and self._tokens[i].kind != "digits":
            return None
        for form in (
            self._numeric,
            self._part,
            self._day,
            self._calendar,
            self._month,
            self._period,
            self._season,
            self._year,
            self._distance,
            self._counted_period,
            self._hour,
        ):
            read = form(i)
            if read is not None:
                return read
        return None

    def _part(self, i: int) -> Read | None:
        """``مطلع الشهر الجاري``, ``أواخر يونيو``: the value is that of the whole."""
        if self._hit(i, "part") is None:
            return None
        j = i + 1
        if self._key(i).endswith("منتصف"):
            if self._key(j) == "الليل":
                return Read(j + 1, Parts(open=True))
            if (day := self._plain_day(j)) is not None:
                return day
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is not None and not hit.plain:
            return None
        return (
            self._month(j, company=True)
            or self._period(j)
            or self._season(j, company=True)
            or self._year(j)
            or self._end_of_year(j)
        )

    def _end_of_year(self, i: int) -> Read | None:
        """``أواخر 2017``: four digits are a year there."""
        number = self._count(i)
        if number is None or number.value not in YEARS or number.scale > 1:
            return None
        return Read(number.stop, Parts(year=int(number.value)))
