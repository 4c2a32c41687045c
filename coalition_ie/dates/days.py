"""Days as news names them: اليوم الإثنين، أول من أمس، فجر السبت، ليل الأحد/الاثنين."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import DASHES
from coalition_ie.arabic.lexicon import Hit
from coalition_ie.dates.months import Months
from coalition_ie.dates.numeric import read_numeric
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.view import DateWord, Read, because, word_set


class Days(Months):
    """Forms that name a day by its distance from today or by its weekday."""

    def _dated(self, i: int) -> Read | None:
        """A day of the calendar in words or digits."""
        if i >= len(self.tokens):
            return None
        return read_numeric(self.tokens, i) or self._calendar(i)

    def _plain_day(self, i: int) -> Read | None:
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is not None and not hit.plain:
            return None
        return self._day(i) or self._dated(i)

    def _day(self, i: int) -> Read | None:
        """``[فجر] اليوم، الإثنين 4 تموز``: part of the day, today, weekday, date, as they come."""
        night = self._hit(i, "daypart")
        if night is not None and night.article:
            return self._named_part(i, night)
        hours = self._behind_hours(i)
        if hours > i and (part := self._plain(hours, "daypart")) is not None and part.article:
            return self._named_part(hours, part) or because(hours + 1, "anaphoric")
        j = self._behind_daypart(i)
        if j > i and self._hit(j, "deictic", "period", "weekday", "opener") is None:
            return self._dated(j)  # ليلة 4 ديسمبر
        return self._today_and_weekday(i, j)

    def _today_and_weekday(self, i: int, j: int) -> Read | None:
        parts, named = Parts(), False
        deictic = self._deictic(j, first=j == i)
        if deictic is not None:
            parts, j, named = deictic.parts, deictic.stop, True
        weekday = self._weekday(j, at=i, apart=named, first=j == i)
        if weekday is not None:
            parts = replace(weekday.parts, deictic=parts.deictic)
            j, named = weekday.stop, True
        if not named:
            return self._dated(j) or self._other_day(j) if j > i else None
        read = self._with_date(Read(j, parts))
        if read.stop == j and weekday is not None and deictic is None:
            read = self._of_week(read)
        return self._with_adverb(read)

    def _other_day(self, i: int) -> Read | None:
        """``[صباح] اليوم التالي``, ``[مساء] ذلك اليوم``: a day named elsewhere."""
        read = self._period(i) if "day" in (self._unit_of(i), self._unit_of(i + 1)) else None
        return read if read is not None and read.parts.reason == "anaphoric" else None

    def _with_date(self, read: Read) -> Read:
        """With the date that follows: ``الأحد 4 تموز``, ``اليوم (4 تموز)``, ``السبت، 4/7/2015``."""
        sign = self.key(read.stop)
        at = read.stop + (sign in ("،", ",", "("))
        hit = self._hits[at] if at < len(self._hits) else None
        date = self._dated(at) if hit is None or hit.plain else None
        if date is None or date.parts.last_day is not None or read.parts.nights:
            return read
        if date.parts.reason is not None:
            return read
        stop = date.stop
        if sign == "(":
            if self.key(stop) != ")":
                return read
            stop += 1
        weekday, deictic = read.parts.weekday, read.parts.deictic
        if deictic is not None and date.parts.hijri:
            return Read(stop, replace(read.parts, also=date.parts))
        if date.parts.unit is not None and deictic is not None:
            return Read(stop, replace(read.parts, day=date.parts.day))
        return Read(stop, replace(date.parts, weekday=weekday, deictic=deictic))

    def _of_week(self, read: Read) -> Read:
        """``الأحد الماضي``, ``الأحد من الأسبوع الماضي``."""
        week = self._period(read.stop + 1) if self.key(read.stop) == "من" else None
        if week is not None and week.parts.unit == "week" and week.parts.count == 1:
            return Read(week.stop, replace(read.parts, unit="week", shift=week.parts.shift))
        if week is not None and week.parts.reason is not None:
            weekly = self._unit(read.stop + 1, "week", article=True)
            return because(week.stop, week.parts.reason) if weekly else read
        return self._related(read)

    def _with_adverb(self, read: Read) -> Read:
        """``الأحد صباحا``, ``أمس مساء``."""
        adverb = self._plain(read.stop, "adverb")
        bare = self.key(read.stop) == "مساء" and self._plain(read.stop + 1) is None
        return Read(read.stop + 1, read.parts) if adverb or bare else read

    def _named_part(self, i: int, hit: Hit[DateWord]) -> Read | None:
        """``الليلة الماضية``, ``الليلة``, ``الليلة قبل الماضية``, ``عند الفجر``."""
        if self._in(i + 1, "same") or self._plain(i + 1, "unplaced"):
            return because(i + 2, "anaphoric")
        shift = self._relation(i + 1)
        if shift is not None:
            return Read(i + 2, Parts(deictic=min(shift, 0)))
        if self.key(i + 1) == "قبل" and self._relation(i + 2) == -1:
            return Read(i + 3, Parts(deictic=-2))
        early = self._in(i + 1, "early")
        if not hit.plain or (self.key(i + 1).startswith("ال") and not early):
            return None  # الفجر الجديد is a name
        return self._alone(i, i + 1 + early)

    def _alone(self, i: int, stop: int) -> Read | None:
        """``الليلة``; ``عند الفجر``; not في الظهر, which may be a back, nor في العصر, an age."""
        if self._bare(i) in ("ليلة", "ليله"):
            return Read(stop, Parts(deictic=0))
        sure = self._bare(i) in word_set("part_alone")
        known = self._behind(i, "preposition_of_hour") and (sure or not self._behind_word(i, "في"))
        return because(stop, "anaphoric") if known else None

    def _behind_daypart(self, i: int) -> int:
        """Behind ``[الساعات الأولى من] فجر``, ``[بعد] ظهر``, ``منتصف ليل``."""
        j = self._behind_hours(i)
        opener = self._hit(j, "opener")
        if opener is not None and opener.entry.value == "after" and self._afternoon(j + 1):
            return j + 2
        if self._hit(j, "daypart") and not self.key(j).startswith("ال"):
            return j + 1
        return j if j > i and self.key(j - 1) == "من" else i

    def _afternoon(self, i: int) -> bool:
        return self.key(i) in ("ظهر", "زوال", "عصر")

    def _behind_hours(self, i: int) -> int:
        """Behind ``الساعات الأولى من``, ``ساعة متأخرة من`` and ``ساعات``."""
        hit = self._hit(i, "period")
        if hit is None or hit.entry.value != "hour":
            return i
        share = self._share(i) if self._bare(i) == "ساعات" else None
        if share is not None and self._unit_of(share) in ("", "day"):
            return share
        late = self.key(i + 1) in ("متاخرة", "متاخره", "مبكرة", "مبكره")
        if late and self.key(i + 2) == "من":
            return i + 3
        return i + 1 if self._plain(i + 1, "daypart") else i

    def _deictic(self, i: int, *, first: bool) -> Read | None:
        hit = self._hit(i, "deictic", "period", "opener")
        if hit is None or not (first or hit.plain) or self._follows(i, "no_today_before"):
            return None
        if hit.entry.role == "opener":
            return self._twice_removed(i, hit)
        if hit.entry.role == "deictic":
            before = self.key(i + 1) == "الاول" and hit.entry.value == -1
            return Read(i + 1 + before, Parts(deictic=-2 if before else hit.entry.value))
        if self._bare(i) == "يوم" and not hit.article and self._plain(i + 1, "deictic"):
            return self._deictic(i + 1, first=False)  # يوم أمس
        return self._today(i, hit)

    def _twice_removed(self, i: int, hit: Hit[DateWord]) -> Read | None:
        """``أول أمس``, ``أول من أمس``, ``بعد غد``."""
        j = i + 2 if self.key(i + 1) == "من" else i + 1
        after = self._plain(j, "deictic")
        if after is None or hit.article:
            return None
        shift = 2 * after.entry.value
        fits = self._bare(i) == "اول" if shift < 0 else hit.entry.value == "after"
        return Read(j + 1, Parts(deictic=shift)) if fits else None

    def _today(self, i: int, hit: Hit[DateWord]) -> Read | None:
        if hit.entry.value != "day" or not hit.article or self.key(i)[hit.cut :] != "اليوم":
            return None
        weekday = self._weekday(i + 1, at=i + 1, apart=True, first=False)
        ordinal = self._ordinal(i + 1)
        other = self._in(i + 1, "no_today_after") or self._in(i + 1, "same")
        other = other or self._hit(i + 1, "relation", "unplaced") is not None
        other = other or (ordinal is not None and ordinal.cut == 0)
        if weekday is None and (other or hit.preposition or self._behind(i, "not_today")):
            return None
        return Read(i + 1, Parts(deictic=0))

    def _weekday(self, i: int, *, at: int, apart: bool, first: bool) -> Read | None:
        """``[يوم] الأحد``, ``الأحد/ الاثنين``, after a deictic also behind a comma or bracket."""
        sign = self.key(i)
        j = i + 1 if apart and sign in ("،", ",", "(") else i
        bracket = sign == "(" and j > i
        head = self._hit(j, "period")
        pair = False
        if head is not None and head.entry.value == "day" and not head.article:
            if not (head.plain or (first and j == i)):
                return None
            pair = self._bare(j) in word_set("pair")
            j += 1
        hit = self._hit(j, "weekday")
        if hit is None or not hit.article or not (hit.plain or (first and j == i)):
            return None
        if not self._is_weekday(j, hit):
            return None
        stop, parts = j + 1, Parts(weekday=hit.entry.value)
        if bracket:
            return Read(stop + 1, parts) if self.key(stop) == ")" else None
        return self._two_days(at, stop, parts, pair=pair)

    def _is_weekday(self, i: int, hit: Hit[DateWord]) -> bool:
        """Neither صلاة الجمعة nor الاثنين, the two."""
        if self._follows(i, "no_weekday"):
            return False
        if hit.entry.value == 0 and self._in(i - 1, "two"):
            after = self._hit(i + 1, "weekday")
            return self.key(i - 1) == "بين" and after is not None and bool(after.conjunction)
        return True

    def _two_days(self, at: int, stop: int, parts: Parts, *, pair: bool) -> Read:
        """``ليل الأحد الاثنين``, ``الأحد/الاثنين``, ``يومي الأحد والاثنين``."""
        at_night = self._hit(at, "daypart", "part") is not None
        sign = self.key(stop)
        joint = sign in ("/", *DASHES) or (sign in ("الي", "علي") and at_night)
        second = self._hit(stop + 1 if joint else stop, "weekday")
        if second is None or not second.article:
            return Read(stop, parts)
        if second.plain and (joint or at_night):
            stop += 2 if joint else 1
        elif second.conjunction == "و" and not second.preposition and pair:
            stop += 1
        else:
            return Read(stop, parts)
        nights = (second.entry.value - (parts.weekday or 0)) % 7
        if pair and nights > 1 and not self._behind_word(at, "بين"):
            return because(stop, "ambiguous")  # two days apart are no interval
        return Read(stop, replace(parts, nights=nights))
