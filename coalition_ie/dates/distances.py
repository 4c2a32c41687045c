"""Lengths of time that name a time: قبل ثلاثة أيام، منذ شهور، خلال أسبوعين، قبل ذلك بعامين.

A length by itself is no date (annotation guidelines §4); behind قبل and منذ it counts from the day
of publication, behind بعد and خلال it does so in a clause about the future. The span begins behind
the preposition, with the words of approximation, which leave the value as it is; a comparison
(أكثر من شهرين) leaves it open but for منذ أكثر من.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from coalition_ie.dates.days import Days
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.units import Unit
from coalition_ie.dates.view import Read, because, word_set

_HALF_YEAR = 6


class _Length(NamedTuple):
    stop: int
    unit: Unit
    many: int | None
    """How many, None where it is not said, or only bounded."""


class Distances(Days):
    """Forms that give a length of time."""

    def _distance(self, i: int) -> Read | None:
        """``[نحو] ثلاثة أيام`` behind قبل، منذ، بعد، خلال, and behind قبل ذلك with ب."""
        if self._behind(i, "then") or (self.key(i - 1) == "ب" and self._behind(i - 1, "then")):
            return self._from_then(i)
        hit = self._hits[i]
        if hit is not None and not hit.plain and i not in self._numbers:
            return None
        if not self._behind(i, "ago", "since", "ahead", "within"):
            return None
        length = self._length(i)
        return None if length is None else self._placed_length(i, length)

    def _from_then(self, i: int) -> Read | None:
        """``قبلها ب[يومين]``, ``بعد ذلك ب[ثلاث سنوات]``."""
        number = self._numbers.get(i)
        apart = self.key(i - 1) == "ب"
        glued = self._hits[i] is not None or (number is not None and number.cut > 0)
        length = self._length(i) if apart or (glued and self.key(i)[0] == "ب") else None
        return None if length is None else because(length.stop, "anaphoric")

    def _placed_length(self, i: int, length: _Length) -> Read | None:
        stop = length.stop
        ahead, within = self._behind(i, "ahead"), self._behind(i, "within")
        if self._in(stop, "from_then_ahead" if ahead else "from_then"):
            if self._in(stop + 1, "from_now"):
                stop += 2
            elif within:
                return None  # خلال شهر من المعارك is how long they lasted
            else:
                return because(stop, "anaphoric")
        if length.many is None:
            return because(stop, "anaphoric" if ahead else "open")
        sign = -1 if ahead or within else 1
        parts = Parts(
            unit=length.unit,
            ago=sign * length.many,
            reach=within or self._behind(i, "since"),
            planned="anaphoric" if ahead else "ambiguous" if within else None,
        )
        return Read(stop, parts)

    def _length(self, i: int) -> _Length | None:
        """``[أكثر من | نحو] [ثلاثة] أيام [ونصف] [عدة | مضت]``."""
        j, vague = self._qualified(i)
        number = self._count(j)
        if number is not None and (number.kind != "cardinal" or number.value < 1):
            return None
        at = j if number is None else number.stop
        hit = self._hit(at, "period")
        if hit is None or not (hit.plain or (at == i and hit.preposition == "ب")):
            return None
        before = self._hit(i - 2, "period") if at == i and self.key(i - 1) == "بعد" else None
        if before is not None and before.entry == hit.entry:
            return None  # يوما بعد يوم
        # قرابة السنة، نحو الشهر: a year, a month; else the article names one.
        if hit.article and (j == i or number is not None):
            return None
        word = self._bare(at)
        count = 2 if word in word_set("dual") else 1
        if number is not None:
            count = int(number.value)
        elif word in word_set("plural"):
            vague = True
        elif word in word_set("not_alone"):
            return None
        stop, unit = at + 1, hit.entry.value
        if self._in(stop, "half"):
            stop += 1
            again = self._unit(stop, unit, article=True)  # عام ونصف العام
            stop += again and self._relation(stop + 1) is None
            # A year and a half are eighteen months; half of what is shorter settles no day.
            vague = vague or unit != "year"
            unit, count = "month", count * 12 + _HALF_YEAR
        stop += self._in(stop, "quality")
        stop += self._in(stop, "passed")
        return _Length(stop, unit, None if vague else count)

    def _qualified(self, i: int) -> tuple[int, bool]:
        """Behind the words of approximation and comparison, and whether one leaves it open.

        منذ أكثر من شهرين does not: it has been so for these two months at least.
        """
        j, vague = i, False
        open_ones = word_set("bounds") - (word_set("more") if self._behind(i, "since") else set())
        if self.key(i) == "ما":  # ما يقارب، ما لا يقل عن
            while self._in(j := j + 1, "amounts"):
                vague = vague or self._bare(j) in open_ones
            return (j, vague) if j > i + 1 else (i, False)
        while (hit := self._plain(j, "approximate", "several", "compared")) is not None:
            vague = vague or hit.entry.role == "several" or self._bare(j) in open_ones
            j += 1
            if hit.entry.role == "compared":
                if self.key(j) not in ("من", "علي"):
                    return i, False
                j += 1
        return j, vague

    def _counted_period(self, i: int) -> Read | None:
        """``الـ48 ساعة الماضية``, ``الخمسة أيام المقبلة``, ``آخر ثلاثة أيام``."""
        hit = self._hit(i, "opener")
        article = hit is not None and hit.entry.value == "article"
        number = self._count(i + article)
        if number is None or not (article or number.article) or number.value < 1:
            return None
        unit = self._plain(number.stop, "period")
        if unit is None or unit.article:
            return None
        placed = self._placed(i, number.stop + 1, unit.entry.value, int(number.value))
        if placed is None or placed.parts.unit is None:
            return placed
        return Read(placed.stop, replace(placed.parts, count=int(number.value)))
