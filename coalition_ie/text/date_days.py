"""Days as news names them: اليوم الإثنين، أول من أمس، فجر السبت، ليل الأحد/الاثنين."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.text.date_months import Months
from coalition_ie.text.date_values import Parts
from coalition_ie.text.date_words import DateWord, Read, word_set
from coalition_ie.text.lookup import DASHES, Hit


class Days(Months):
    """Forms that name a day by its distance from today or by its weekday."""

    def _plain_day(self, i: int) -> Read | None:
        hit = self._hits[i] if i < len(self._hits) else None
        return self._day(i) if hit is not None and hit.plain else None

    def _day(self, i: int) -> Read | None:
        """``[فجر] اليوم، الإثنين 4 تموز``: part of the day, today, weekday, date, as they come."""
        night = self._hit(i, "daypart")
        if night is not None and night.article:
            relation = self._relation(i + 1)  # الليلة الماضية
            return None if relation is None else Read(relation[0], Parts(open=True))
        j, parts, named = self._behind_daypart(i), Parts(), False
        deictic = self._deictic(j, first=j == i)
        if deictic is not None:
            parts, j, named = deictic.parts, deictic.stop, True
        weekday = self._weekday(j, apart=named, first=j == i)
        if weekday is not None:
            parts = replace(parts, weekday=weekday.parts.weekday, open=weekday.parts.open)
            j, named = weekday.stop, True
        if not named:
            return None
        calendar_at = j + 1 if self._key(j) in ("،", ",") else j
        calendar = self._calendar(calendar_at)
        if calendar is not None and self._hits[calendar_at] is None:
            full = replace(calendar.parts, weekday=parts.weekday, deictic=parts.deictic)
            return Read(calendar.stop, full)
        read = Read(j, parts)
        return self._related(read) if weekday is not None else read

    def _behind_daypart(self, i: int) -> int:
        hours = self._hours(i)
        return hours + 1 if self._hit(hours, "daypart") else i

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

    def _deictic(self, i: int, *, first: bool) -> Read | None:
        hit = self._hit(i, "deictic", "period", "opener")
        if hit is None or not (first or hit.plain):
            return None
        if hit.entry.role == "period":
            if hit.entry.value == "day" and not hit.article and self._plain(i + 1, "deictic"):
                return self._deictic(i + 1, first=False)  # يوم أمس
            return self._today(i, hit)
        if hit.entry.role == "deictic":
            if self._key(i + 1) == "الاول" and hit.entry.value == -1:
                return Read(i + 2, Parts(deictic=-2))
            return Read(i + 1, Parts(deictic=hit.entry.value))
        return self._twice_removed(i, hit)

    def _twice_removed(self, i: int, hit: Hit[DateWord]) -> Read | None:
        """``أول أمس``, ``أول من أمس``, ``بعد غد``."""
        j = i + 2 if self._key(i + 1) == "من" else i + 1
        after = self._plain(j, "deictic")
        if after is None or hit.article:
            return None
        shift = 2 * after.entry.value
        fits = hit.entry.value == ("اول" if shift < 0 else "بعد")
        return Read(j + 1, Parts(deictic=shift)) if fits else None

    def _today(self, i: int, hit: Hit[DateWord]) -> Read | None:
        if hit.entry.value != "day" or not hit.article or self._key(i)[hit.cut :] != "اليوم":
            return None
        number = self._numbers.get(i + 1)
        ordinal = number is not None and number.kind == "ordinal"
        weekday = self._weekday(i + 1, apart=True, first=False)
        other = self._key(i + 1) in word_set("no_today", "after") or self._relation(i + 1)
        if weekday is None and (
            ordinal
            or other
            or hit.preposition
            or self._key(i - 1) in word_set("no_today", "before") | {"في", "هذا", "ذلك"}
        ):
            return None
        return Read(i + 1, Parts(deictic=0))

    def _weekday(self, i: int, *, apart: bool, first: bool) -> Read | None:
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
        if self._key(j - 1) in word_set("no_weekday", "after"):
            return None
        stop = j + 1
        if bracket:
            return (
                Read(stop + 1, Parts(weekday=hit.entry.value)) if self._key(stop) == ")" else None
            )
        if second := self._second_weekday(i, stop):
            return Read(second, Parts(weekday=hit.entry.value, open=True))
        return Read(stop, Parts(weekday=hit.entry.value))

    def _second_weekday(self, i: int, stop: int) -> int | None:
        """The end of ``ليل الأحد الاثنين``, ``الأحد/الاثنين``, ``الأحد إلى الاثنين``."""
        at_night = self._plain(i - 1, "daypart") or self._hit(i - 1, "daypart")
        joint = self._key(stop) in ("/", *DASHES) or (self._key(stop) == "الي" and at_night)
        second = self._plain(stop + 1 if joint else stop, "weekdays")
        if second is None or not (joint or at_night):
            return None
        return stop + 2 if joint else stop + 1
