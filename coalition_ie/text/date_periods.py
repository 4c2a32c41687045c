"""Periods, seasons, years and distances: الشهر الماضي، صيف 2014، عام 2014، قبل ثلاثة أيام."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.text.date_values import Parts
from coalition_ie.text.date_words import DateTokens, Read, unsettled, word_set
from coalition_ie.text.lookup import bare
from coalition_ie.text.numeral_grammar import Found

YEARS = range(1900, 2101)
"""Four digits outside are a quantity or a Hijri year."""
HIJRI_YEARS = range(1300, 1500)
"""Hijri years of 1882 to 2077; a year only before its era (هـ)."""


class Periods(DateTokens):
    """Forms that name a stretch of time longer than a day, or its distance from today."""

    def _period(self, i: int) -> Read | None:
        """``الشهر الماضي``, ``هذا العام``, ``الأيام والأسابيع [الثلاثة] المقبلة``."""
        hit = self._hit(i, "period")
        if hit is None or not hit.article:
            return self._this(i)
        j, plural = i + 1, self._is_plural(i)
        if (also := self._hit(j, "period")) and also.conjunction and also.article and plural:
            j += 1
        number = self._count(j)
        if number is not None and (relation := self._relation(number.stop)) is not None:
            return Read(relation[0], Parts(open=True))
        j += self._key(j) in ("القليلة", "القليله")
        if (relation := self._relation(j)) is None:
            return None
        stop, shift, is_open = relation
        if self._key(stop) in ("القليلة", "القليله"):
            stop += 1
        return Read(stop, Parts(unit=hit.entry.value, shift=shift, open=is_open or plural))

    def _this(self, i: int) -> Read | None:
        """``هذا العام``; هذا اليوم is left to the reader of days."""
        hit, named = self._hit(i, "opener"), self._plain(i + 1, "period")
        if hit is None or named is None or not named.article:
            return None
        if hit.entry.value not in ("هذا", "هذه") or named.entry.value in ("hour", "day"):
            return None
        return Read(i + 2, Parts(unit=named.entry.value, shift=0))

    def _is_plural(self, i: int) -> bool:
        hit = self._hits[i]
        shapes = word_set("period_shape", "plural") | word_set("period_shape", "dual")
        return hit is not None and bare(self._tokens[i], hit) in shapes

    def _season(self, i: int, *, company: bool = False) -> Read | None:
        """``صيف [عام] 2014``, ``خريف العام الجاري``, ``الخريف [الماضي]``."""
        hit = self._hit(i, "season")
        if hit is None:
            return None
        read = Read(i + 1, Parts(season=hit.entry.value))
        if not hit.article:
            read = self._with_year(read)
            return read if read.stop > i + 1 else None
        related = self._related(read)
        if related.stop > i + 1 or company:
            return related
        follower = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        # الربيع العربي and the like: an adjective makes a name of it.
        named = follower is not None and follower.key.startswith("ال")
        return None if named or not self._preposed(i) else unsettled(related)

    def _with_year(self, read: Read) -> Read:
        """With ``2014``, ``عام 2014``, ``من العام الماضي`` behind a month or season."""
        j = read.stop + 1 if self._key(read.stop) in ("من", "،", ",") else read.stop
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is not None and (not hit.plain or hit.entry.role not in ("period", "opener")):
            return read
        year = self._year(j)
        if year is not None:
            return Read(year.stop, replace(read.parts, year=year.parts.year))
        number = self._count(j)
        if number is not None and self._is_year(number):
            stop, hijri = self._era(number.stop)
            parts = replace(read.parts, year=int(number.value), open=read.parts.open or hijri)
            return Read(stop, parts)
        period = self._period(j)
        if period is not None and period.parts.unit == "year":
            is_open = period.parts.open or read.parts.open
            return Read(
                period.stop, replace(read.parts, year_shift=period.parts.shift, open=is_open)
            )
        return read

    def _year(self, i: int) -> Read | None:
        """``عام 2014``, ``العام 2014م``, ``عامي 2006 و2007``; bare only as in ``منذ 2014``."""
        hit = self._hit(i, "period")
        if hit is None or hit.entry.value != "year":
            return self._bare_year(i)
        number = self._count(i + 1)
        if number is None or not self._is_year(number):
            return None
        year = int(number.value)
        stop, hijri = self._era(number.stop)
        second = self._count(stop + 1) if self._key(stop) == "و" else None
        dual = self._key(i)[hit.cut :] in word_set("period_shape", "dual")
        if dual and second is not None and self._is_year(second):
            last = max(year, int(second.value))
            return Read(second.stop, Parts(year=year, last_year=last, open=hijri))
        return Read(stop, Parts(year=year, open=hijri))

    def _bare_year(self, i: int) -> Read | None:
        """``منذ 2014``; behind other prepositions only where it can count nothing."""
        number = self._count(i)
        if number is None or self._tokens[i].kind != "digits" or number.value not in YEARS:
            return None
        before = self._key(i - 1).removeprefix("و")
        if number.scale > 1 or not self._key(i).isdigit():
            return None
        alone = before in word_set("preposition", "year_if_alone") and self._ends(number.stop)
        if before not in word_set("preposition", "year") and not alone:
            return None
        return Read(number.stop, Parts(year=int(number.value)))

    def _is_year(self, number: Found) -> bool:
        plain = number.kind == "cardinal" and self._key(number.first).find(",") < 0
        return plain and (
            number.value in YEARS or (number.value in HIJRI_YEARS and self._era(number.stop)[1])
        )

    def _era(self, i: int) -> tuple[int, bool]:
        """Behind the letter of the era (م, هـ) and whether it is the Hijri one."""
        key = self._key(i)
        return (i + 1, key == "ه") if key in ("م", "ه") else (i, False)

    def _ends(self, i: int) -> bool:
        """Whether nothing that could be counted follows."""
        if i >= len(self._tokens) or self._tokens[i].kind in ("sign", "line"):
            return True
        words = word_set("preposition", "words") | word_set("preposition", "follow")
        return self._key(i).startswith("و") or self._key(i) in words

    def _distance(self, i: int) -> Read | None:
        """``[نحو] ثلاثة أيام`` behind قبل or منذ, ``شهور`` behind منذ: a length up to today."""
        before = self._key(i - 1).lstrip("وف")
        since = before in word_set("distance", "since")
        is_open = before in word_set("distance", "open")
        if not (since or is_open or before in word_set("distance", "ago")):
            return None
        j = i
        while self._hit(j, "approximate", "several"):
            j, is_open = j + 1, True
        number = self._count(j)
        unit_at = j if number is None else number.stop
        hit = self._plain(unit_at, "period")
        if hit is None or hit.article:
            return None
        count = 2 if self._key(unit_at) in word_set("period_shape", "dual") else 1
        if number is not None:
            count = int(number.value)
        elif self._key(unit_at) in word_set("period_shape", "plural"):
            is_open = True
        stop = unit_at + 1
        stop += number is None and self._key(stop) in ("عدة", "عده")  # منذ أيام عدة
        stop += self._key(stop) in word_set("distance", "passed")  # قبل عام مضى
        parts = Parts(ago=count, unit=hit.entry.value, since=since, open=is_open)
        return self._from_now(Read(stop, parts))

    def _from_now(self, read: Read) -> Read:
        """Open when the distance is counted from something else: قبل يومين من الهجوم."""
        counted_from = self._key(read.stop) in ("من", "علي") or read.parts.unit == "hour"
        return Read(read.stop, replace(read.parts, open=True)) if counted_from else read

    def _counted_period(self, i: int) -> Read | None:
        """``الـ48 ساعة الماضية``, ``الخمسة أيام المقبلة``."""
        number = self._count(i + 1 if self._hit(i, "article") else i)
        if number is None or not (number.first > i or number.article):
            return None
        if (hit := self._plain(number.stop, "period")) is None or hit.article:
            return None
        relation = self._relation(number.stop + 1)
        return None if relation is None else Read(relation[0], Parts(open=True))

    def _hour(self, i: int) -> Read | None:
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
        return Read(stop, Parts(open=True))
