"""Hours and the day they belong to: الساعة الثالثة من عصر أمس، 13,30 ت غ، التاسعة والنصف مساء.

An interval holds days, so an hour with its day is that day with the grain ``hour``, and the minutes
stand in its TIMEX3 tag; an hour alone leans on a day named elsewhere and has no value. A zone stays
outside, except the letters ت غ (Greenwich), which agencies write as part of the hour.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CONTRACTION, DASHES
from coalition_ie.dates.days import dated, day
from coalition_ie.dates.parts import Clock, Lean, Parts, Read, because
from coalition_ie.dates.timex import grain_of
from coalition_ie.dates.view import View

_CLOCK = re.compile(r"\d{1,2}(?:[.,\u060c\u066b]\d{2})?")
_TWO = 2  # digits of minutes
_HOURS_OF_DAY, _NOON, _MINUTES = 24, 12, 60
_BEFORE_HOUR = DASHES | {"|"}  # 22 أكتوبر 2025 - 12:52
_DEFINITE = (ARTICLE, CONTRACTION, "و" + ARTICLE, "ب" + ARTICLE)
_FEMININE = ("ة", "ه")


class _Said(NamedTuple):
    """A time of day read up to token ``stop``."""

    stop: int
    clock: Clock


def hour(view: View, i: int) -> Read | None:
    """``[الساعة] العاشرة [والنصف] [صباحا | من صباح أمس | بعد الظهر] [ت غ]``."""
    hit = view.hit(i, "period")
    headed = hit is not None and hit.article and view.shape(i, "hour")
    said = _clock(view, i + 1) if headed else _spoken_hour(view, i)
    return None if said is None else _of_day(view, said)


def clock(view: View, i: int) -> Read | None:
    """``14:30``, ``9 صباحا``, ``9:30 من مساء أمس``: digits whose sign or part of day says it."""
    if view.kind(i) != "digits" or (view.kind(i - 1) == "sign" and view.glued(i)):
        return None
    said = _clock(view, i)
    if said is None or said.clock.hour == _HOURS_OF_DAY:
        return None
    colon = _colon(view, i)
    part = _time_of_day(view, said.stop)
    named = part > said.stop and (colon or said.clock.hour <= _NOON)
    # 20:25 may be how a match ended, unless it stands where a time does.
    alone = view.kind(i - 1) in ("", "line") or view.key(i - 1) == ":"
    timed = colon and (
        view.behind(i, "preposition_of_hour", "of", "up_to")
        or (alone and view.kind(said.stop) in ("", "line"))
    )
    return _of_day(view, said) if named or timed else None


def _colon(view: View, i: int) -> bool:
    """Whether digits at ``i`` are joined to two more by a colon."""
    glued = view.key(i + 1) == ":" and view.glued(i + 1) and view.glued(i + 2)
    return glued and view.kind(i + 2) == "digits" and len(view.key(i + 2)) == _TWO


def _of_day(view: View, said: _Said) -> Read:
    """An hour with the day that is named behind it, or alone."""
    stop, clock = said
    read = _day_of_hour(view, stop)
    if read is None:
        stop = view.past(_time_of_day(view, stop), "greenwich")
        read = _day_of_hour(view, stop)
    if read is None:
        return Read(stop, Parts(reason="anaphoric", clock=clock, lean=Lean("day", 0)))
    return Read(read.stop, replace(read.parts, hour=True, clock=clock))


def with_hour(view: View, read: Read) -> Read:
    """``أمس الساعة العاشرة``, ``6 يناير، الساعة 5:16 مساء``: a day with the hour behind it."""
    at = view.skip(read.stop, "comma") if grain_of(read.parts) == "day" else read.stop
    hour_word = view.definite(at, "period") and view.shape(at, "hour")
    said = _clock(view, at + 1) if hour_word else None
    alone = grain_of(read.parts) == "day" and not (read.parts.reason or read.parts.hour)
    if said is None and alone:
        said = _bare_clock(view, read.stop)
        if said is None and (view.key(at) in _BEFORE_HOUR or at > read.stop):
            said = _bare_clock(view, at + (view.key(at) in _BEFORE_HOUR))
    if said is None:
        return read
    stop = view.past(_time_of_day(view, said.stop), "greenwich")
    return Read(stop, replace(read.parts, hour=True, clock=said.clock))


def _bare_clock(view: View, i: int) -> _Said | None:
    """``[أمس] 14:30``, ``[غدا] 9 صباحا``: without the word that heads it, by sign or part."""
    said = _clock(view, i) if view.kind(i) == "digits" else _spoken_hour(view, i)
    if said is None or said.clock.hour == _HOURS_OF_DAY or view.cut(i):
        return None
    return said if _colon(view, i) or _time_of_day(view, said.stop) > said.stop else None


def _clock(view: View, i: int) -> _Said | None:
    """The number of the hour: words, ``13,30`` or ``13:30``."""
    i = view.behind_article(i)
    number, key = view.numbers.get(i), view.key(i)
    if _CLOCK.fullmatch(key) and not key.isdigit():  # 13,30
        hours, minutes = (int(n) for n in re.split(r"\D", key))
        return _said(i + 1, hours, minutes) if hours <= _HOURS_OF_DAY else None
    if number is None or not 0 <= number.value <= _HOURS_OF_DAY:
        return None
    hours, stop = int(number.value), number.stop
    if (rest := (number.value - hours) * _MINUTES) and (view.kind(i) == "word" or key.isdigit()):
        return _Said(stop, Clock(hours, int(rest)))  # ثلاثة ونصف
    if number.value != hours:
        return None
    if view.key(stop) == ":" and view.key(stop + 1).isdigit():
        seconds = view.key(stop + 2) == ":" and view.key(stop + 3).isdigit()
        return _said(stop + (4 if seconds else 2), hours, int(view.key(stop + 1)))
    return _behind_part(view, stop, hours)


def _said(stop: int, hours: int, minutes: int) -> _Said:
    """A time in digits; minutes that no hour has are not read."""
    return _Said(stop, Clock(hours, minutes if minutes < _MINUTES else 0))


def _spoken_hour(view: View, i: int) -> _Said | None:
    """An ordinal that names an hour without the word: ``التاسعة والنصف``, ``الثانية ظهرا``."""
    number = view.ordinal(i)
    if number is None or not 1 <= number.value <= _NOON:
        return None
    if view.key(i - 1).startswith(_DEFINITE) and not number.cut:
        return None  # للمرة الثانية
    feminine = view.key(number.stop - 1).endswith(_FEMININE)
    if not feminine and not view.key(i).endswith((*_FEMININE, "ي")):
        return None
    said = _behind_part(view, number.stop, int(number.value))
    if said.stop > number.stop or _time_of_day(view, said.stop) > said.stop:
        return said
    # في الثالثة فجر الاثنين; without a preposition it may be the third of something.
    part = view.skip(said.stop, "of")
    of = part > said.stop or view.behind(i, "preposition_of_hour")
    return said if of and view.hit(part, "daypart") else None


def _behind_part(view: View, i: int, hours: int) -> _Said:
    """The hour with ``والنصف``, ``و ربع``, ``وعشر دقائق``, ``إلا ربعا`` behind it."""
    if view.says(i, "except"):
        return _taken_from(view, i + 1, hours) or _Said(i, Clock(hours, 0))
    j = i + (view.key(i) == "و")
    if view.says(i, "hour_part") or (j > i and _part_of_hour(view, j)):
        return _Said(j + 1, Clock(hours, _part_of_hour(view, j)))
    number = view.count(j)
    minutes = number is not None and (j > i or number.cut > 0) and number.value < _MINUTES
    if number is None or not minutes or view.unit(number.stop, article=False) != "minute":
        return _Said(i, Clock(hours, 0))
    return _Said(number.stop + 1, Clock(hours, int(number.value)))


def _taken_from(view: View, i: int, hours: int) -> _Said | None:
    """``[إلا] ربعا``, ``[إلا] خمس دقائق``."""
    taken = view.count(i)
    if view.says(i, "excepted"):
        return _before(hours, _part_of_hour(view, i), i + 1)
    if taken is None or view.unit(taken.stop, article=False) != "minute":
        return None
    return _before(hours, int(taken.value), taken.stop + 1)


def _before(hours: int, minutes: int, stop: int) -> _Said:
    """``الثالثة إلا ربعا``: so many minutes before the hour."""
    if not 0 < minutes < _MINUTES:
        return _Said(stop, Clock(hours, 0))
    return _Said(stop, Clock(hours - 1 if hours > 1 else _NOON, _MINUTES - minutes))


def _part_of_hour(view: View, i: int) -> int:
    """The minutes of a half, a third or a quarter of an hour."""
    parts = ((30, "half_hour"), (20, "third_hour"), (15, "quarter_hour"))
    return next((minutes for minutes, name in parts if view.says(i, name)), 0)


def _time_of_day(view: View, i: int) -> int:
    """Behind ``صباحا``, ``بعد الظهر``, ``قبل الظهر``, ``بعد منتصف الليل``."""
    if view.plain(i, "adverb") or view.says(i, "evening"):
        return i + 1
    if not view.says(i, "beside_noon"):
        return i
    stop = max(view.skip(i + 1, "noon_itself"), view.past(i + 1, "midnight"))
    return stop if stop > i + 1 else i


def _day_of_hour(view: View, stop: int) -> Read | None:
    j = view.skip(stop, "of")
    roles = ("daypart", "deictic", "period", "weekday", "opener")
    # الساعة الأولى ليوم أمس: the hour of that day.
    hit = view.plain(j, *roles) or view.hour_of(j, *roles)
    if hit is None or (view.says(j, "evening") and view.plain(j + 1) is None):
        return None
    if hit.entry.role == "daypart" and hit.article:
        return None
    read = day(view, j)
    if read is None and j > stop:  # من يوم 3 مايو
        read = dated(view, j)
    return None if read is None or read.more else read


def adverb(view: View, i: int) -> Read | None:
    """``عصرا``, ``فجرا``: a time of a day that is named elsewhere."""
    if view.plain(i, "adverb") is None or view.shape(i, "manner"):
        return None
    if view.says(i + 1, "blown"):
        return None  # فجرا نفسيهما is a verb
    return because(i + 1, "anaphoric")
