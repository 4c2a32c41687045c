"""Hours and the day they belong to: الساعة الثالثة من عصر أمس، 13,30 ت غ، التاسعة والنصف مساء.

An interval holds days, so an hour with its day is that day with the grain ``hour``; an hour alone
leans on a day named elsewhere and has no value. A zone stays outside, except the letters ت غ
(Greenwich), which agencies write as part of the hour.
"""

from __future__ import annotations

import re
from dataclasses import replace

from coalition_ie.dates.distances import Distances
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.view import Read, because, word_set

_CLOCK = re.compile(r"\d{1,2}(?:[.,\u060c\u066b]\d{2})?")
_HOURS_OF_DAY = 24


class Hours(Distances):
    """Forms that name an hour of the clock."""

    def _hour(self, i: int) -> Read | None:
        """``[الساعة] العاشرة [والنصف] [صباحا | من صباح أمس | بعد الظهر] [ت غ]``."""
        hit = self._hit(i, "period")
        headed = hit is not None and self._bare(i) in ("ساعة", "ساعه") and hit.article
        stop = self._clock(i + 1) if headed else self._spoken_hour(i)
        if stop is None:
            return None
        return self._hour_of_day(stop, headed=headed)

    def _clock(self, i: int) -> int | None:
        """Behind the number of the hour: words, ``13,30`` or ``13:30``."""
        hit = self._hit(i, "opener")
        i += hit is not None and hit.entry.value == "article"
        number = self._count(i)
        if number is not None and 0 <= number.value <= _HOURS_OF_DAY:
            stop = number.stop
        elif i < len(self.tokens) and _CLOCK.fullmatch(self.key(i)):
            stop = i + 1
        else:
            return None
        if self.key(stop) == ":" and self.key(stop + 1).isdigit():
            stop += 2
        return self._behind_part(stop)

    def _spoken_hour(self, i: int) -> int | None:
        """An ordinal that names an hour without the word: ``التاسعة والنصف``, ``الثانية ظهرا``."""
        number = self._ordinal(i)
        adjective = self.key(i - 1).startswith(("ال", "لل", "وال", "بال"))  # للمرة الثانية
        if number is None or (adjective and not number.cut) or not 1 <= number.value <= 12:
            return None
        if self.key(number.stop - 1)[-1:] not in "ةه" and self.key(i)[-1:] not in "ةهي":
            return None
        stop = self._behind_part(number.stop)
        timed = stop > number.stop or self._time_of_day(stop) > stop
        # في الثالثة فجر الاثنين; without a preposition it may be the third of something.
        of = self.key(stop) == "من" or self._behind(i, "preposition_of_hour")
        part = self._hit(stop + (self.key(stop) == "من"), "daypart")
        return stop if timed or (of and part is not None) else None

    def _behind_part(self, i: int) -> int:
        """Behind ``والنصف``, ``وعشر دقائق``, ``إلا ربعا``."""
        if self._in(i, "hour_part"):
            return i + 1
        if self.key(i) == "الا":
            return i + 2 if self.key(i + 1) in ("ربعا", "الربع", "ثلثا", "الثلث") else i
        j = i + (self.key(i) == "و")
        number = self._numbers.get(j)
        joined = j > i or (number is not None and number.cut > 0)
        if number is not None and joined and self._unit(number.stop, "minute", article=False):
            return number.stop + 1
        return i

    def _time_of_day(self, i: int) -> int:
        """Behind ``صباحا``, ``بعد الظهر``, ``قبل الظهر``, ``بعد منتصف الليل``."""
        if self._plain(i, "adverb") or self.key(i) == "مساء":
            return i + 1
        if self.key(i) in ("بعد", "قبل", "عند"):
            if self._in(i + 1, "behind_noon"):
                return i + 2
            if (self.key(i + 1), self.key(i + 2)) == ("منتصف", "الليل"):
                return i + 3
        return i

    def _hour_of_day(self, stop: int, *, headed: bool) -> Read:
        """With the day that follows, apart or behind من."""
        day = self._day_of_hour(stop)
        if day is None:
            stop = self._time_of_day(stop)
            if (self.key(stop), self.key(stop + 1)) == ("ت", "غ"):
                stop += 2
            day = self._day_of_hour(stop)
        if day is None:
            return because(stop, "anaphoric")
        return Read(day.stop, replace(day.parts, hour=True))

    def _day_of_hour(self, stop: int) -> Read | None:
        j = stop + (self.key(stop) == "من")
        hit = self._plain(j, "daypart", "deictic", "period", "weekday", "opener")
        if hit is None or (self.key(j) == "مساء" and self._plain(j + 1) is None):
            return None
        if hit.entry.role == "daypart" and hit.article:
            return None
        return self._day(j)

    def _lone_part(self, i: int) -> Read | None:
        """``عصرا``, ``فجرا``: a time of a day that is named elsewhere."""
        if self._plain(i, "adverb") is None or self._bare(i) in word_set("manner"):
            return None
        if self._in(i + 1, "blown"):
            return None  # فجرا نفسيهما is a verb
        return because(i + 1, "anaphoric")

    def _with_hour(self, read: Read) -> Read:
        """``أمس الساعة العاشرة``: a day with the hour behind it."""
        hit = self._plain(read.stop, "period")
        if hit is None or not hit.article or self._bare(read.stop) not in ("ساعة", "ساعه"):
            return read
        stop = self._clock(read.stop + 1)
        if stop is None:
            return read
        parts = Parts(reason=read.parts.reason) if read.parts.reason else read.parts
        return Read(self._time_of_day(stop), replace(parts, hour=True))
