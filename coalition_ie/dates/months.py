"""Months and their days: أيار/مايو الماضي، 20 يناير 2016، 15 رمضان 1437هـ، بين 10 و15 يوليو."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import DASHES
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.periods import Periods
from coalition_ie.dates.view import Read, because, months_of_two, word_set

_LONGEST_LIST = 7  # days named one by one in one expression
_NAMES = 3  # that one month has side by side
_CLOSING = {"(": ")", "«": "»", "[": "]"}  # signs around a month's other name


class Months(Periods):
    """Forms that name a month by its name."""

    def _month_name(self, i: int) -> Read | None:
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        if hit is None or hit.article:
            return None
        pair = months_of_two().get((self.key(i)[hit.cut :], self.key(i + 1)))
        if pair is not None:
            return Read(i + 2, Parts(month=pair[0], hijri=pair[1]))
        if hit.entry.role in ("month", "hijri"):
            return Read(i + 1, Parts(month=hit.entry.value, hijri=hit.entry.role == "hijri"))
        return None

    def _month(self, i: int, *, company: bool = False) -> Read | None:
        """``[شهر] أيار/مايو [2014 | الماضي | من العام الماضي]``, ``شهري مايو ويونيو``.

        A bare name needs company: a preposition, and weak names (مارس) more than that.
        """
        headed = self._unit(i, "month", article=False, plain=False)
        name = self._month_name(i + 1 if headed else i)
        if name is None:
            return None
        doubled = self._second_month(i, self._doubled(name), pair=headed)
        whole = self._with_relation(self._with_year(doubled))
        if company or headed or whole.stop > name.stop or self._shown(i, name):
            return whole
        return None

    def _shown(self, i: int, name: Read) -> bool:
        """Whether what stands before a bare name makes a month of it."""
        weak = name.stop == i + 1 and self._bare(i) in (
            word_set("weak_month") | word_set("weak_hijri")
        )
        if name.parts.hijri and name.stop == i + 1:
            return not weak and self._behind(i, "preposition_of_time")
        return self._behind(i, "preposition_of_time") or (not weak and self._preposed(i))

    def _with_relation(self, read: Read) -> Read:
        """With ``الماضي``, and the year that may say it again: ``أبريل القادم 2018``."""
        dated = read.parts.year is not None or read.parts.year_shift is not None
        if dated or read.parts.reason is not None:
            return read
        related = self._related(read)
        year = self._year_number(related.stop) if related.stop > read.stop else None
        return related if year is None else self._of_year(read, year)

    def _doubled(self, name: Read) -> Read:
        """With the same month's other names: ``أيار/ مايو``, ``يونيو (حزيران)``."""
        for _ in range(_NAMES - 1):
            sign = self.key(name.stop)
            joint = sign == "/" or sign in _CLOSING or sign in DASHES
            other = self._month_name(name.stop + joint)
            if other is None or other.parts != name.parts:
                break
            if sign in _CLOSING:
                if self.key(other.stop) != _CLOSING[sign]:
                    break
                other = Read(other.stop + 1, other.parts)
            # Without a sign the two stand side by side: أغسطس آب.
            name = other
        if name.parts.hijri and self._in(name.stop, "epithet"):
            return Read(name.stop + 1, name.parts)
        return name

    def _second_month(self, i: int, first: Read, *, pair: bool) -> Read:
        """``يناير ومارس`` behind بين or شهري, ``يناير إلى مارس`` behind من, ``يناير-مارس``."""
        sign, j = self.key(first.stop), first.stop
        hit = self._hit(j, "month", "hijri", "first")
        joined = hit is not None and hit.conjunction == "و" and not hit.preposition
        dual = pair and self._bare(i) in word_set("pair")
        if joined and (dual or self._behind_word(i, "بين")):
            second = self._month_name(j)
        elif sign in DASHES or (sign in word_set("up_to") and self._behind_word(i, "من")):
            second = self._month_name(j + 1)
        else:
            return first
        if second is None or second.parts == first.parts:
            return first
        second = self._doubled(second)
        return Read(second.stop, replace(first.parts, last_month=second.parts.month))

    def _calendar(self, i: int) -> Read | None:
        """``20 [من] [شهر] يناير [2016]``, ``الخامس والعشرين من …``, ``10 و15 يوليو``."""
        headed = self._unit(i, "day", article=False, plain=False)
        first, j = self._day_number(i + headed)
        if first is None or self._follows(i, "no_date"):
            return None
        last, j, listed = self._last_day(i, first, j, headed=headed)
        month = self._month_of_day(j, headed=headed or self._preposed(i))
        if month is None:
            return None
        if month.parts.reason is not None:
            return month
        if listed and last > first + listed:
            return because(month.stop, "ambiguous")  # two days apart are no interval
        last_day = last if last > first else None
        return Read(month.stop, replace(month.parts, day=first, last_day=last_day))

    def _day_number(self, i: int) -> tuple[int | None, int]:
        """The day of a month at ``i`` and where it ends: ``20``, ``الـ20``, ``أول``."""
        hit = self._hit(i, "opener")
        if hit is not None and hit.entry.value == "first":
            return self._first_day(i)
        article = hit is not None and hit.entry.value == "article"
        number = self._count(i + article)
        if number is None or not 1 <= number.value <= 31 or number.scale > 1:
            return None, i
        return int(number.value), number.stop

    def _first_day(self, i: int) -> tuple[int | None, int]:
        """``أول [أيام] يناير``, ``الفاتح من نوفمبر``, ``غرة رمضان``."""
        j = i + 1
        if self._unit(j, "day", article=False):
            j += 1
        return 1, j

    def _last_day(self, i: int, first: int, stop: int, *, headed: bool) -> tuple[int, int, int]:
        """The last of several days, where it ends, and how many were joined by و."""
        last, listed = first, 0
        between = self._behind_word(i, "بين")
        for _ in range(_LONGEST_LIST):
            sign = self.key(stop)
            many = sign in DASHES or sign in word_set("up_to")
            apart = many or sign == "و" or (headed and sign == "،")
            day, end = self._day_number(stop + 1) if apart else (None, stop)
            if day is None and sign[:1] == "و" and len(sign) > 1:
                day, end = self._day_number(stop)
            if day is None or day <= last:
                break
            listed += not (many or between)
            last, stop = day, end
            if many or between:
                return last, stop, 0
        return last, stop, listed

    def _month_of_day(self, j: int, *, headed: bool) -> Read | None:
        """What names the month behind a day: ``[من] [شهر] يناير``, ``من الشهر الجاري``."""
        of, signed = self.key(j) == "من", self.key(j) in ("/", *DASHES)
        j += of or signed
        if self._plain(j) is None:
            return None
        month = self._month(j, company=True)
        if month is not None:
            score = signed and month.parts.hijri  # 2 - صفر is how a match ended
            return month if month.parts.last_month is None and not score else None
        period = self._period(j) or (self._own_period(j) if of else None)
        if period is not None:
            return period if "month" in (self._unit_of(j), self._unit_of(j + 1)) else None
        shift = self._relation(j) if headed or of else None
        return None if shift is None else Read(j + 1, Parts(unit="month", shift=shift))
