"""Periods, their parts, and seasons: الشهر الماضي، الأيام الثلاثة المقبلة، مطلع العام، صيف 2014."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coalition_ie.arabic.characters import DASHES
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.units import Unit
from coalition_ie.dates.view import Read, because, date_table, word_set
from coalition_ie.dates.years import Years

_CLOSE_UNITS = ("week", "month", "year", "decade", "century")


class Periods(Years):
    """Forms that name a stretch of time by its unit."""

    def _period(self, i: int) -> Read | None:
        """``الشهر الماضي``, ``هذا العام``, ``الأيام والأسابيع [الثلاثة] المقبلة``."""
        hit = self._hit(i, "period")
        if hit is None:
            return self._pointed(i)
        if not hit.article or hit.entry.value == "minute":
            return None
        if self._in(i + 1, "same"):
            return because(i + 2, "anaphoric")
        j, plural = i + 1, self._shape(i, "plural")
        also = self._hit(j, "period")
        mixed = also is not None and bool(also.conjunction) and also.article and plural
        j += mixed
        j += self._in(j, "other_year") and not plural
        j += self._in(j, "few") and self._count(j + 1) is not None
        count, j = self._count_of(i, j)
        if count == 1 and (twice := self._twice(j)) is not None:
            return Read(j + 2, Parts(unit=hit.entry.value, shift=twice))
        placed = self._placed(i, j, hit.entry.value, None if mixed else count)
        # خلال العام is this year, unless an adjective makes another of it: خلال العام الثاني.
        own = self._behind(i, "within") and not self.key(i + 1).startswith("ال")
        own = own and self._count(i + 1) is None
        return placed or (self._own_period(i) if own else None)

    def _twice(self, i: int) -> int | None:
        """The shift of ``قبل الماضي`` and ``بعد المقبل`` behind a period."""
        shift, side = self._relation(i + 1), {"قبل": -1, "بعد": 1}.get(self.key(i))
        return 2 * side if side is not None and side == shift else None

    def _count_of(self, i: int, j: int) -> tuple[int | None, int]:
        """How many units are meant, None where that is open, and where the wording goes on."""
        number = self._count(j + bool(self._hit(j, "opener") and self._bare(j) == "ال"))
        if number is not None and number.value > 0:
            return int(number.value), number.stop
        j += self._in(j, "few")
        return 2 if self._shape(i, "dual") else None if self._shape(i, "plural") else 1, j

    def _placed(self, i: int, j: int, unit: Unit, count: int | None) -> Read | None:
        """The relation behind the unit, and the year that it may repeat."""
        hit = self._plain(j, "relation", "unplaced")
        if hit is None or not hit.article:
            return None
        stop = j + 1 + self._in(j + 1, "few")
        counted = count is not None and (count > 1 or j > i + 1)
        if hit.entry.value == "anaphoric":
            return because(stop, "anaphoric")
        # السنوات الخمس الأخيرة are the last five; the last of an unsaid number is not settled.
        shift = -1 if hit.entry.value == "last" else int(hit.entry.value)
        if count is None or (counted and shift == 0) or (unit == "hour" and count == 1):
            return because(stop, "open")
        if self._in(j - 1, "other_year") or (hit.entry.role == "unplaced" and not counted):
            return because(stop, "ambiguous")
        year = self._year_number(stop) if unit == "year" and not counted else None
        if year is not None:
            return Read(year.stop, replace(year.parts, year_shift=shift))
        return Read(stop, Parts(unit=unit, count=count, shift=shift))

    def _shape(self, i: int, name: str) -> bool:
        return self._bare(i) in word_set(name)

    def _pointed(self, i: int) -> Read | None:
        """``هذا العام``, ``ذلك اليوم``, ``نفس الشهر``; هذه الأيام is a vague adverb."""
        opener = self._hit(i, "opener")
        if opener is None or opener.article or opener.entry.value not in ("this", "that"):
            return None
        hit = self._plain(i + 1, "period", "daypart", "season", "weekday")
        if hit is None or not hit.article or self._shape(i + 1, "plural"):
            return None
        if hit.entry.role == "daypart" and not self._shape(i + 1, "part_alone"):
            return None  # هذا العصر is this age
        if opener.entry.value == "that":
            return because(i + 2, "anaphoric")
        if hit.entry.value == "day":  # في هذا اليوم is that of which the text speaks
            told = opener.preposition or self._behind_word(i, "في")
            return because(i + 2, "anaphoric") if told else Read(i + 2, Parts(deictic=0))
        return self._this(i + 2, hit.entry.role, hit.entry.value)

    def _this(self, stop: int, role: str, value: Any) -> Read | None:
        if role == "daypart":
            return Read(stop, Parts(deictic=0))
        if role == "season":
            return Read(stop, Parts(season=_months_of(value), shift=0))
        if role == "weekday":
            return Read(stop, Parts(weekday=int(value), unit="week", shift=0))
        if value in ("minute", "hour"):
            return None
        return Read(stop, Parts(unit=value, shift=0))

    def _own_period(self, i: int) -> Read | None:
        """``نهاية العام``: behind a part the period is that of publication."""
        hit = self._plain(i, "period")
        if hit is None or not hit.article or hit.entry.value not in _CLOSE_UNITS:
            return None
        second = self._ordinal(i + 1)  # نهاية الأسبوع الثاني
        if self._shape(i, "plural") or self._shape(i, "dual") or (second and not second.cut):
            return None
        if self._in(i + 1, "other_year"):
            return because(i + 2, "ambiguous")
        return Read(i + 1, Parts(unit=hit.entry.value, shift=0))

    def _season(self, i: int, *, company: bool = False) -> Read | None:
        """``صيف [عام] 2014``, ``خريف العام الجاري``, ``الخريف [الماضي]``."""
        hit = self._hit(i, "season")
        if hit is None:
            return None
        read = Read(i + 1, Parts(season=_months_of(hit.entry.value)))
        if not hit.article:
            read = self._in_two_years(self._with_year(read))
            return read if read.stop > i + 1 else None
        related = self._related(read)
        if related.stop == i + 1:
            related = self._with_year(read)
        if related.stop > i + 1 or company:
            return related
        # الربيع العربي and the like: an adjective makes a name of it.
        named = self.key(i + 1).startswith("ال")
        return None if named or not self._behind(i, "preposition_of_time") else related

    def _in_two_years(self, read: Read) -> Read:
        """``شتاء 2013-2014``, ``شتاء 2013/2014``: the year behind is that in which it ends."""
        first, last = read.parts.season or (0, 0)
        if last >= first or self.key(read.stop) not in ("/", *DASHES):
            return read
        ends = self._year_number(read.stop + 1)
        year = None if ends is None else ends.parts.year
        follows = year is not None and read.parts.year == year - 1
        return Read(ends.stop, read.parts) if ends is not None and follows else read

    def _with_year(self, read: Read) -> Read:
        """With ``2014``, ``لعام 2014``, ``من العام الماضي`` behind a month or season."""
        sign = self.key(read.stop)
        signed = sign in ("/", *DASHES) and self.glued(read.stop + 1) and self.glued(read.stop)
        j = read.stop + (signed or sign in ("من", "،", ","))
        hit = self._hits[j] if j < len(self._hits) else None
        by_proclitic = hit is not None and (hit.conjunction or hit.preposition not in ("", "ل"))
        if by_proclitic or (hit is not None and hit.entry.role not in ("period", "opener")):
            return read
        year = self._year_number(j, hijri=read.parts.hijri)
        if year is None and hit is not None:
            year = self._year(j)
        if year is not None and year.parts.last_year is None:
            return self._of_year(read, year)
        period = self._period(j) if hit is not None and hit.plain else None
        if period is None or (period.parts.reason is None and period.parts.unit != "year"):
            return read
        if self._unit(j, "year", article=True) or self._unit(j + 1, "year", article=True):
            return self._of_year(read, period)
        return read

    def _of_year(self, read: Read, year: Read) -> Read:
        if year.parts.reason is not None:
            return because(year.stop, year.parts.reason)
        parts = replace(
            read.parts,
            year=year.parts.year,
            year_shift=year.parts.shift if year.parts.year is None else None,
            hijri=read.parts.hijri or year.parts.hijri,
        )
        return Read(year.stop, parts)

    def _share(self, i: int) -> int | None:
        """Behind ``الربع الأول من``, ``الأسبوع الثاني من``, ``الأشهر الستة الأولى من``."""
        hit = self._hit(i, "share", "period")
        if hit is None or not hit.article:
            return None
        number = self._count(i + 1)
        cardinal = number is not None and number.kind == "cardinal"
        j = number.stop if number is not None and cardinal else i + 1
        ordinal = self._ordinal(j)
        last = self._plain(j, "unplaced")
        if ordinal is None and (last is None or last.entry.value != "last"):
            return None
        j = ordinal.stop if ordinal is not None else j + 1
        return j + 1 if self.key(j) == "من" else None


def _months_of(season: str) -> tuple[int, int]:
    first, last = date_table()["seasons"][season]
    return first, last
