"""Months and their days: أيار/مايو الماضي، 20 يناير 2016، 20/1/2016."""

from __future__ import annotations

import re
from dataclasses import replace

from coalition_ie.text.date_periods import YEARS, Periods
from coalition_ie.text.date_values import Parts
from coalition_ie.text.date_words import DateWord, Read, date_table, word_set
from coalition_ie.text.lookup import DASHES
from coalition_ie.text.normalise import fold

_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")


class Months(Periods):
    """Forms that name a month."""

    def _numeric(self, i: int) -> Read | None:
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
        if year not in YEARS or not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return Read(stop, Parts(day=day, month=month, year=year))

    def _calendar(self, i: int) -> Read | None:
        """``20 [من] [شهر] يناير [2016]``, ``الخامس والعشرين من …``."""
        headed = self._hit(i, "period")
        if headed is not None and headed.entry.value == "day" and not headed.article:
            i += 1  # يوم 24 مايو
        number = self._count(i)
        if number is None or not 1 <= number.value <= 31 or number.scale > 1:
            return None
        if self._key(i - 1).removeprefix("ال") in word_set("no_date", "after"):
            return None
        j = number.stop + 1 if self._key(number.stop) == "من" else number.stop
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is None or not hit.plain:
            return None
        month = self._month(j, company=True)
        if month is None and hit.entry == DateWord("period", "month"):
            month = self._period(j)  # الخامس من الشهر الجاري
        return month and Read(month.stop, replace(month.parts, day=int(number.value)))

    def _month_name(self, i: int) -> Read | None:
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is None or hit.article:
            return None
        if hit.entry.role == "months":
            return Read(i + 1, Parts(month=hit.entry.value))
        if hit.entry.role == "hijri":
            return Read(i + 1, Parts(open=True))
        second = self._key(i + 1)
        word = self._key(i)[hit.cut :]
        for first, seconds in date_table()["months_of_two"].items():
            for name, month in seconds.items():
                if (word, second) == (fold(first), fold(name)):
                    return Read(i + 2, Parts(month=month))
        for first, names in date_table()["hijri_of_two"].items():
            if word == fold(first) and second in fold(names).split():
                return Read(i + 2, Parts(open=True))
        return None

    def _month(self, i: int, *, company: bool = False) -> Read | None:
        """``[شهر] أيار/مايو [2014 | الماضي | من العام الماضي]``.

        A bare name needs company: a preposition, and weak names (مارس) more than that.
        """
        hit = self._hits[i] if i < len(self._hits) else None
        headed = hit is not None and hit.entry == DateWord("period", "month") and not hit.article
        name = self._month_name(i + 1 if headed else i)
        if name is None:
            return None
        doubled = self._doubled(name)
        whole = self._related(self._with_year(doubled))
        weak = self._key(i)[hit.cut if hit else 0 :] in word_set("weak", "months")
        hijri = name.parts.open and name.stop == i + 1
        shown = company or headed or whole.stop > name.stop
        if not shown and (hijri or not self._preposed(i)):
            return None
        if (
            not shown
            and weak
            and self._key(i - 1).removeprefix("و")
            not in (word_set("preposition", "year") | {"في", "حتي", "خلال"})
        ):
            return None
        return whole

    def _doubled(self, name: Read) -> Read:
        """With the same month's other name: ``أيار/ مايو``, ``يونيو (حزيران)``."""
        sign = self._key(name.stop)
        joint = sign in ("/", "(", *DASHES)
        other = self._month_name(name.stop + joint)
        if other is None or other.parts != name.parts:
            return name
        # Without a sign the two stand side by side: أغسطس آب.
        if sign != "(":
            return other
        return Read(other.stop + 1, other.parts) if self._key(other.stop) == ")" else name
