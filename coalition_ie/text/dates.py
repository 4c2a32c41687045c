"""Time expressions of Arabic news: weekdays, days, months, seasons, years, periods, distances.

Spans are those of the annotation guidelines (§3, dates): as they stand, without preposition and
proclitic; vague adverbs and durations are none. The words stand in ``dates.toml``; each method of
`_Reader` reads one form and gives the parts it names, `coalition_ie.text.date_values` turns parts
into days. The forms follow Badawi, Carter and Gully, "Modern Written Arabic" (2004), ch. 2.13 and
2.17 (time), and Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15.6.

Hijri dates are found and left without a value, as are public holidays not found at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from coalition_ie.text.date_values import Parts, resolve
from coalition_ie.text.lookup import DASHES, Hit, Lexicon, Token, bare, read_table, start_of, tokenise
from coalition_ie.text.normalise import fold
from coalition_ie.text.numeral_grammar import Found, scan
from coalition_ie.types import TimeExpression

_YEARS = range(1900, 2101)  # four digits outside are a quantity or a Hijri year
_HIJRI_YEARS = range(1300, 1500)
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")


class _Word(NamedTuple):
    role: str
    value: Any


class _Read(NamedTuple):
    """A form read up to token ``stop``."""

    stop: int
    parts: Parts


@cache
def _table() -> dict[str, Any]:
    return read_table("dates.toml")


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(fold(_table()[section][key]).split())


@cache
def _lexicon() -> Lexicon[_Word]:
    table = _table()
    entries: dict[str, _Word] = {}
    for role in ("months", "weekdays", "relation"):
        for value, words in table[role].items():
            for word in fold(words).split():
                entries[word] = _Word(role, int(value))
    for unit, words in table["period"].items():
        for word in fold(words).split():
            entries[word] = _Word("period", unit)
    for word, months in table["seasons"].items():
        entries[fold(word)] = _Word("season", tuple(months))
    for role, section, key in (
        ("hijri", "hijri", "months"),
        ("daypart", "daypart", "words"),
        ("part", "part", "words"),
        ("open", "relation_open", "words"),
        ("approximate", "distance", "approximate"),
        ("several", "distance", "several"),
    ):
        entries |= {word: _Word(role, None) for word in _words(section, key)}
    for word in ("امس", "بارحه", "بارحة"):
        entries[word] = _Word("deictic", -1)
    entries |= {word: _Word("deictic", 1) for word in ("غد", "غدا")}
    for first in (*table["months_of_two"], *table["hijri_of_two"]):
        entries.setdefault(fold(first), _Word("first", None))
    entries |= {word: _Word("opener", word) for word in ("هذا", "هذه", "اول", "بعد")}
    entries["ال"] = _Word("article", None)  # الـ48 ساعة الماضية
    return Lexicon(entries)


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
    reader = _Reader(tokens)
    found = []
    for first, cut, read in reader.read():
        start = start_of(text, tokens[first], cut=cut)
        end = tokens[read.stop - 1].end
        value = resolve(read.parts, published)
        found.append(TimeExpression(start=start, end=end, text=text[start:end], value=value))
    return tuple(found)


class _Reader:
    """The forms of time expressions over the tokens of one text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        find = _lexicon().find
        self._hits = [find(token) if token.kind == "word" else None for token in tokens]
        self._numbers = {found.first: found for found in scan(tokens)}

    def read(self) -> Iterator[tuple[int, int, _Read]]:
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

    def _expression(self, i: int) -> _Read | None:
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

    # --- tokens -----------------------------------------------------------------------------

    def _key(self, i: int) -> str:
        return self._tokens[i].key if 0 <= i < len(self._tokens) else ""

    def _hit(self, i: int, *roles: str) -> Hit[_Word] | None:
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        return hit if hit is not None and hit.entry.role in roles else None

    def _plain(self, i: int, *roles: str) -> Hit[_Word] | None:
        hit = self._hit(i, *roles)
        return hit if hit is not None and hit.plain else None

    def _preposed(self, i: int) -> bool:
        """Whether a preposition stands before ``i``, apart or as its proclitic."""
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is not None and hit.preposition in ("ب", "ل"):
            return True
        return self._key(i - 1).removeprefix("و") in _words("preposition", "words")

    def _count(self, i: int) -> Found | None:
        number = self._numbers.get(i)
        return number if number is not None and isinstance(number.value, int) else None

    def _relation(self, i: int) -> tuple[int, int | None, bool] | None:
        """Where الماضي، الجاري، المقبل at ``i`` ends, its shift, and whether it is open."""
        hit = self._plain(i, "relation", "open")
        if hit is None or not hit.article:
            return None
        return i + 1, hit.entry.value, hit.entry.role == "open"

    def _related(self, read: _Read) -> _Read:
        """With the relation that may follow, which gives the smallest part named its place."""
        relation = self._relation(read.stop)
        if relation is None:
            return read
        stop, shift, is_open = relation
        return _Read(stop, replace(read.parts, shift=shift, open=read.parts.open or is_open))

    # --- days -------------------------------------------------------------------------------

    def _numeric(self, i: int) -> _Read | None:
        """``20/1/2016``, ``2016-01-20``: day first, as CLDR has it for Arabic, or year first."""
        if self._tokens[i].kind != "digits":
            return None
        stop, end = i, self._tokens[i].start
        while (
            stop < min(len(self._tokens), i + 5)
            and self._tokens[stop].start == end
            and (self._tokens[stop].kind == "digits" or self._key(stop) in "/-")
        ):
            end, stop = self._tokens[stop].end, stop + 1
        match = _NUMERIC.fullmatch("".join(token.key for token in self._tokens[i:stop]))
        if match is None:
            return None
        first, month, last = int(match[1]), int(match[3]), int(match[4])
        year, day = (first, last) if len(match[1]) == 4 else (last, first)
        if year not in _YEARS or not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return _Read(stop, Parts(day=day, month=month, year=year))

    def _part(self, i: int) -> _Read | None:
        """``مطلع الشهر الجاري``, ``أواخر يونيو``: the value is that of the whole."""
        if self._hit(i, "part") is None:
            return None
        j = i + 1
        if self._key(i).endswith("منتصف") and (day := self._plain_day(j)) is not None:
            return day
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is not None and not hit.plain:
            return None
        read = (
            self._month(j, company=True)
            or self._period(j)
            or self._season(j, company=True)
            or self._year(j)
        )
        if read is not None:
            return read
        number = self._count(j)
        if number is not None and number.value in _YEARS and number.scale == 1:
            return _Read(number.stop, Parts(year=int(number.value)))
        return None

    def _plain_day(self, i: int) -> _Read | None:
        hit = self._hits[i] if i < len(self._hits) else None
        return self._day(i) if hit is not None and hit.plain else None

    def _day(self, i: int) -> _Read | None:
        """``[فجر] اليوم، الإثنين 4 تموز``: part of the day, deictic, weekday, date, each optional."""
        j, parts, named = i, Parts(), False
        hours = self._hours(j)
        night = self._hit(i, "daypart")
        if night is not None and night.article:
            relation = self._relation(i + 1)  # الليلة الماضية
            return None if relation is None else _Read(relation[0], Parts(open=True))
        if self._hit(hours, "daypart") and (hours == i or self._plain(hours, "daypart")):
            j = hours + 1
        elif hours != i:
            return None
        deictic = self._deictic(j, first=j == i)
        if deictic is not None:
            parts, j, named = deictic.parts, deictic.stop, True
        weekday = self._weekday(j, apart=named, first=j == i)
        if weekday is not None:
            parts = replace(parts, weekday=weekday.parts.weekday, open=weekday.parts.open)
            j, named = weekday.stop, True
        if not named:
            return None
        calendar = self._calendar(self._comma(j))
        if calendar is not None and self._hits[self._comma(j)] is None:
            full = replace(calendar.parts, weekday=parts.weekday, deictic=parts.deictic)
            return _Read(calendar.stop, full)
        read = _Read(j, parts)
        return self._related(read) if weekday is not None else read

    def _hours(self, i: int) -> int:
        """Behind ``الساعات الأولى من`` and ``ساعات``, which a part of the day must follow."""
        hit = self._hit(i, "period")
        if hit is None or hit.entry.value != "hour":
            return i
        j = i + 1
        number = self._numbers.get(j)
        if number is not None and number.kind == "ordinal" and self._key(number.stop) == "من":
            j = number.stop + 1
        return j if self._plain(j, "daypart") else i

    def _comma(self, i: int) -> int:
        return i + 1 if self._key(i) in "،,(" and self._key(i) else i

    def _deictic(self, i: int, *, first: bool) -> _Read | None:
        hit = self._hit(i, "deictic", "period", "opener")
        if hit is None or not (first or hit.plain):
            return None
        if hit.entry.role == "period":
            if hit.entry.value == "day" and not hit.article and self._plain(i + 1, "deictic"):
                return self._deictic(i + 1, first=False)  # يوم أمس
            return self._today(i, hit)
        if hit.entry.role == "deictic":
            if self._key(i + 1) == "الاول" and hit.entry.value == -1:
                return _Read(i + 2, Parts(deictic=-2))
            return _Read(i + 1, Parts(deictic=hit.entry.value))
        # أول أمس، أول من أمس، بعد غد
        j = i + 2 if self._key(i + 1) == "من" else i + 1
        after = self._plain(j, "deictic")
        if after is None or hit.article:
            return None
        shift = 2 * after.entry.value
        fits = hit.entry.value == ("اول" if shift < 0 else "بعد")
        return _Read(j + 1, Parts(deictic=shift)) if fits else None

    def _today(self, i: int, hit: Hit[_Word]) -> _Read | None:
        if hit.entry.value != "day" or not hit.article or self._key(i)[hit.cut :] != "اليوم":
            return None
        number = self._numbers.get(i + 1)
        ordinal = number is not None and number.kind == "ordinal"
        weekday = self._weekday(i + 1, apart=True, first=False)
        other = self._key(i + 1) in _words("no_today", "after") or self._relation(i + 1)
        if weekday is None and (
            ordinal
            or other
            or hit.preposition
            or self._key(i - 1) in _words("no_today", "before") | {"في", "هذا", "ذلك"}
        ):
            return None
        return _Read(i + 1, Parts(deictic=0))

    def _weekday(self, i: int, *, apart: bool, first: bool) -> _Read | None:
        """``[يوم] الأحد``, ``الأحد/ الاثنين``, after a deictic also behind a comma or bracket."""
        j = self._comma(i) if apart else i
        bracket = self._key(i) == "(" and j > i
        prefix = self._hit(j, "period")
        if prefix is not None and prefix.entry.value == "day" and not prefix.article:
            if not (prefix.plain or (first and j == i)):
                return None
            j += 1
        hit = self._hit(j, "weekdays")
        if hit is None or not hit.article or not (hit.plain or (first and j == i)):
            return None
        if self._key(j - 1) in _words("no_weekday", "after"):
            return None
        stop = j + 1
        if bracket:
            return _Read(stop + 1, Parts(weekday=hit.entry.value)) if self._key(stop) == ")" else None
        if second := self._second_weekday(i, stop):
            return _Read(second, Parts(weekday=hit.entry.value, open=True))
        return _Read(stop, Parts(weekday=hit.entry.value))

    def _second_weekday(self, i: int, stop: int) -> int | None:
        """The end of ``ليل الأحد الاثنين``, ``الأحد/الاثنين``, ``الأحد إلى الاثنين``."""
        at_night = self._plain(i - 1, "daypart") or self._hit(i - 1, "daypart")
        joint = self._key(stop) in ("/", *DASHES) or (self._key(stop) == "الي" and at_night)
        second = self._plain(stop + 1 if joint else stop, "weekdays")
        if second is None or not (joint or at_night):
            return None
        return stop + 2 if joint else stop + 1

    # --- days of months, months -------------------------------------------------------------

    def _calendar(self, i: int) -> _Read | None:
        """``20 [من] [شهر] يناير [2016]``, ``الخامس والعشرين من …``."""
        number = self._count(i)
        if number is None or not 1 <= number.value <= 31 or number.scale > 1:
            return None
        if self._key(i - 1).removeprefix("ال") in _words("no_date", "after"):
            return None
        j = number.stop + 1 if self._key(number.stop) == "من" else number.stop
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is None or not hit.plain:
            return None
        month = self._month(j, company=True)
        if month is None and self._relation(j + 1) and hit.entry == _Word("period", "month"):
            month = self._period(j)  # الخامس من الشهر الجاري
            if month is not None:
                return _Read(month.stop, replace(month.parts, open=True))
        if month is None or (month.parts.month is None and not month.parts.open):
            return None
        return _Read(month.stop, replace(month.parts, day=int(number.value)))

    def _month_name(self, i: int) -> _Read | None:
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is None or hit.article:
            return None
        if hit.entry.role == "months":
            return _Read(i + 1, Parts(month=hit.entry.value))
        if hit.entry.role == "hijri":
            return _Read(i + 1, Parts(open=True))
        second = self._key(i + 1)
        word = self._key(i)[hit.cut :]
        for first, seconds in _table()["months_of_two"].items():
            for name, month in seconds.items():
                if (word, second) == (fold(first), fold(name)):
                    return _Read(i + 2, Parts(month=month))
        for first, names in _table()["hijri_of_two"].items():
            if word == fold(first) and second in fold(names).split():
                return _Read(i + 2, Parts(open=True))
        return None

    def _month(self, i: int, *, company: bool = False) -> _Read | None:
        """``[شهر] أيار/مايو [2014 | الماضي | من العام الماضي]``.

        A bare name needs company: a preposition, and weak names (مارس) more than that.
        """
        hit = self._hits[i] if i < len(self._hits) else None
        headed = hit is not None and hit.entry == _Word("period", "month") and not hit.article
        name = self._month_name(i + 1 if headed else i)
        if name is None:
            return None
        doubled = self._doubled(name)
        whole = self._related(self._with_year(doubled))
        weak = self._key(i)[hit.cut if hit else 0 :] in _words("weak", "months")
        hijri = name.parts.open and name.stop == i + 1
        shown = company or headed or whole.stop > name.stop
        if not shown and (hijri or not self._preposed(i)):
            return None
        if not shown and weak and self._key(i - 1).removeprefix("و") not in (
            _words("preposition", "year") | {"في", "حتي", "خلال"}
        ):
            return None
        return whole

    def _doubled(self, name: _Read) -> _Read:
        """With the same month's other name: ``أيار/ مايو``, ``يونيو (حزيران)``."""
        sign = self._key(name.stop)
        joint = sign in ("/", "(", *DASHES)
        other = self._month_name(name.stop + joint)
        if other is None or other.parts != name.parts:
            return name
        # Without a sign the two stand side by side: أغسطس آب.
        if sign != "(":
            return other
        return _Read(other.stop + 1, other.parts) if self._key(other.stop) == ")" else name

    def _with_year(self, read: _Read) -> _Read:
        """With ``2014``, ``عام 2014``, ``من العام الماضي`` behind a month or season."""
        j = read.stop + 1 if self._key(read.stop) in ("من", "،", ",") else read.stop
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is not None and (not hit.plain or hit.entry.role not in ("period", "opener")):
            return read
        year = self._year(j)
        if year is not None:
            return _Read(year.stop, replace(read.parts, year=year.parts.year))
        number = self._count(j)
        if number is not None and self._is_year(number):
            stop, hijri = self._era(number.stop)
            parts = replace(read.parts, year=int(number.value), open=read.parts.open or hijri)
            return _Read(stop, parts)
        period = self._period(j)
        if period is not None and period.parts.unit == "year":
            is_open = period.parts.open or read.parts.open
            return _Read(
                period.stop, replace(read.parts, year_shift=period.parts.shift, open=is_open)
            )
        return read

    # --- periods, seasons, years ------------------------------------------------------------

    def _period(self, i: int) -> _Read | None:
        """``الشهر الماضي``, ``هذا العام``, ``الأيام والأسابيع [الثلاثة] المقبلة``."""
        hit = self._hit(i, "period", "opener")
        if hit is None:
            return None
        if hit.entry.role == "opener":
            named = self._plain(i + 1, "period")
            this = named is not None and named.article and hit.entry.value in ("هذا", "هذه")
            if not this or named is None or named.entry.value in ("hour", "day"):
                return None
            return _Read(i + 2, Parts(unit=named.entry.value, shift=0))
        if not hit.article:
            return None
        j, plural = i + 1, self._is_plural(i)
        if (also := self._hit(j, "period")) and also.conjunction and also.article and plural:
            j += 1
        number = self._count(j)
        if number is not None and (relation := self._relation(number.stop)) is not None:
            return _Read(relation[0], Parts(open=True))
        j += self._key(j) in ("القليلة", "القليله")
        if (relation := self._relation(j)) is None:
            return None
        stop, shift, is_open = relation
        if self._key(stop) in ("القليلة", "القليله"):
            stop += 1
        return _Read(stop, Parts(unit=hit.entry.value, shift=shift, open=is_open or plural))

    def _is_plural(self, i: int) -> bool:
        hit = self._hits[i]
        shapes = _words("period_shape", "plural") | _words("period_shape", "dual")
        return hit is not None and bare(self._tokens[i], hit) in shapes

    def _season(self, i: int, *, company: bool = False) -> _Read | None:
        """``صيف [عام] 2014``, ``خريف العام الجاري``, ``الخريف [الماضي]``."""
        hit = self._hit(i, "season")
        if hit is None:
            return None
        read = _Read(i + 1, Parts(season=hit.entry.value))
        if not hit.article:
            read = self._with_year(read)
            return read if read.stop > i + 1 else None
        related = self._related(read)
        if related.stop > i + 1 or company:
            return related
        follower = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        # الربيع العربي and the like: an adjective makes a name of it.
        named = follower is not None and follower.key.startswith("ال")
        return None if named or not self._preposed(i) else replace_open(related)

    def _year(self, i: int) -> _Read | None:
        """``عام 2014``, ``العام 2014م``, ``عامي 2006 و2007``; bare only as in ``منذ 2014``."""
        hit = self._hit(i, "period")
        if hit is not None and hit.entry.value == "year":
            number = self._count(i + 1)
            if number is None or not self._is_year(number):
                return None
            stop, hijri = self._era(number.stop)
            parts = Parts(year=int(number.value), open=hijri)
            second = self._count(stop + 1) if self._key(stop) == "و" else None
            dual = self._key(i)[hit.cut :] in _words("period_shape", "dual")
            if dual and second is not None and self._is_year(second):
                last = int(second.value)
                return _Read(second.stop, replace(parts, last_year=max(last, int(number.value))))
            return _Read(stop, parts)
        number = self._count(i)
        if number is None or self._tokens[i].kind != "digits" or number.value not in _YEARS:
            return None
        before = self._key(i - 1).removeprefix("و")
        bare = number.scale == 1 and self._tokens[i].key.isdigit() and len(self._key(i)) == 4
        if bare and before in _words("preposition", "year"):
            return _Read(number.stop, Parts(year=int(number.value)))
        if bare and before in _words("preposition", "year_if_alone") and self._ends(number.stop):
            return _Read(number.stop, Parts(year=int(number.value)))
        return None

    def _is_year(self, number: Found) -> bool:
        plain = number.kind == "cardinal" and self._key(number.first).find(",") < 0
        return plain and (
            number.value in _YEARS
            or (number.value in _HIJRI_YEARS and self._era(number.stop)[1])
        )

    def _era(self, i: int) -> tuple[int, bool]:
        """Behind the letter of the era (م, هـ) and whether it is the Hijri one."""
        key = self._key(i)
        return (i + 1, key == "ه") if key in ("م", "ه") else (i, False)

    def _ends(self, i: int) -> bool:
        """Whether nothing that could be counted follows."""
        if i >= len(self._tokens) or self._tokens[i].kind in ("sign", "line"):
            return True
        words = _words("preposition", "words") | _words("preposition", "follow")
        return self._key(i).startswith("و") or self._key(i) in words

    # --- distances --------------------------------------------------------------------------

    def _distance(self, i: int) -> _Read | None:
        """``[نحو] ثلاثة أيام`` behind قبل or منذ, ``شهور`` behind منذ: a length up to today."""
        before = self._key(i - 1).lstrip("وف")
        since = before in _words("distance", "since")
        is_open = before in _words("distance", "open")
        if not (since or is_open or before in _words("distance", "ago")):
            return None
        j = i
        while self._hit(j, "approximate", "several"):
            j, is_open = j + 1, True
        number = self._count(j)
        unit_at = j if number is None else number.stop
        hit = self._plain(unit_at, "period")
        if hit is None or hit.article:
            return None
        count = 2 if self._key(unit_at) in _words("period_shape", "dual") else 1
        if number is not None:
            count = int(number.value)
        elif self._key(unit_at) in _words("period_shape", "plural"):
            is_open = True
        stop = unit_at + 1
        stop += number is None and self._key(stop) in ("عدة", "عده")  # منذ أيام عدة
        parts = Parts(ago=count, unit=hit.entry.value, since=since, open=is_open)
        return self._from_now(_Read(stop, parts))

    def _from_now(self, read: _Read) -> _Read:
        """Open when the distance is counted from something else: قبل يومين من الهجوم."""
        counted_from = self._key(read.stop) in ("من", "علي") or read.parts.unit == "hour"
        return _Read(read.stop, replace(read.parts, open=True)) if counted_from else read


    def _counted_period(self, i: int) -> _Read | None:
        """``الـ48 ساعة الماضية``, ``الخمسة أيام المقبلة``."""
        number = self._count(i + 1 if self._hit(i, "article") else i)
        if number is None or not (number.first > i or number.article):
            return None
        if (hit := self._plain(number.stop, "period")) is None or hit.article:
            return None
        relation = self._relation(number.stop + 1)
        return None if relation is None else _Read(relation[0], Parts(open=True))

    def _hour(self, i: int) -> _Read | None:
        """``الساعة 13,30 [ت غ]``, ``الساعة العاشرة [صباحا]``: no day, so no value."""
        hit = self._hit(i, "period")
        if hit is None or hit.entry.value != "hour" or not hit.article or self._is_plural(i):
            return None
        number = self._numbers.get(i + 1)
        if number is None and (i + 1 >= len(self._tokens) or self._tokens[i + 1].kind != "digits"):
            return None
        stop = i + 2 if number is None else number.stop
        if self._key(stop) == ":" and self._key(stop + 1).isdigit():
            stop += 2
        if (self._key(stop), self._key(stop + 1)) == ("ت", "غ"):
            stop += 2
        return _Read(stop, Parts(open=True))


def replace_open(read: _Read) -> _Read:
    """``read`` without a settled value."""
    return _Read(read.stop, replace(read.parts, open=True))
