"""Hours and the day they belong to: الساعة الثالثة من عصر أمس، 13,30 ت غ، التاسعة والنصف مساء.

An interval holds days, so an hour with its day is that day with the grain ``hour``; an hour alone
leans on a day named elsewhere and has no value. A zone stays outside, except the letters ت غ
(Greenwich), which agencies write as part of the hour.
"""

from __future__ import annotations

import re
from dataclasses import replace

from coalition_ie.arabic.characters import ARTICLE, CONTRACTION
from coalition_ie.dates.days import day
from coalition_ie.dates.parts import Read, because
from coalition_ie.dates.view import View

_CLOCK = re.compile(r"\d{1,2}(?:[.,\u060c\u066b]\d{2})?")
_HOURS_OF_DAY = 24
_DEFINITE = (ARTICLE, CONTRACTION, "و" + ARTICLE, "ب" + ARTICLE)
_FEMININE = ("ة", "ه")


def hour(view: View, i: int) -> Read | None:
    """``[الساعة] العاشرة [والنصف] [صباحا | من صباح أمس | بعد الظهر] [ت غ]``."""
    hit = view.hit(i, "period")
    headed = hit is not None and hit.article and view.shape(i, "hour")
    stop = _clock(view, i + 1) if headed else _spoken_hour(view, i)
    if stop is None:
        return None
    read = _day_of_hour(view, stop)
    if read is None:
        stop = view.past(_time_of_day(view, stop), "greenwich")
        read = _day_of_hour(view, stop)
    if read is None:
        return because(stop, "anaphoric")
    return Read(read.stop, replace(read.parts, hour=True))


def with_hour(view: View, read: Read) -> Read:
    """``أمس الساعة العاشرة``: a day with the hour behind it."""
    hour_word = view.definite(read.stop, "period") and view.shape(read.stop, "hour")
    stop = _clock(view, read.stop + 1) if hour_word else None
    if stop is None:
        return read
    return Read(_time_of_day(view, stop), replace(read.parts, hour=True))


def _clock(view: View, i: int) -> int | None:
    """Behind the number of the hour: words, ``13,30`` or ``13:30``."""
    i = view.behind_article(i)
    number = view.count(i)
    if number is not None and 0 <= number.value <= _HOURS_OF_DAY:
        stop = number.stop
    elif _CLOCK.fullmatch(view.key(i)):
        stop = i + 1
    else:
        return None
    if view.key(stop) == ":" and view.key(stop + 1).isdigit():
        stop += 2
    return _behind_part(view, stop)


def _spoken_hour(view: View, i: int) -> int | None:
    """An ordinal that names an hour without the word: ``التاسعة والنصف``, ``الثانية ظهرا``."""
    number = view.ordinal(i)
    if number is None or not 1 <= number.value <= 12:
        return None
    if view.key(i - 1).startswith(_DEFINITE) and not number.cut:
        return None  # للمرة الثانية
    feminine = view.key(number.stop - 1).endswith(_FEMININE)
    if not feminine and not view.key(i).endswith((*_FEMININE, "ي")):
        return None
    stop = _behind_part(view, number.stop)
    if stop > number.stop or _time_of_day(view, stop) > stop:
        return stop
    # في الثالثة فجر الاثنين; without a preposition it may be the third of something.
    part = view.skip(stop, "of")
    of = part > stop or view.behind(i, "preposition_of_hour")
    return stop if of and view.hit(part, "daypart") else None


def _behind_part(view: View, i: int) -> int:
    """Behind ``والنصف``, ``وعشر دقائق``, ``إلا ربعا``."""
    if view.says(i, "hour_part"):
        return i + 1
    if view.says(i, "except"):
        return i + 2 if view.says(i + 1, "excepted") else i
    j = i + (view.key(i) == "و")
    number = view.numbers.get(j)
    if number is None or not (j > i or number.cut > 0):
        return i
    return number.stop + 1 if view.unit(number.stop, article=False) == "minute" else i


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
    hit = view.plain(j, "daypart", "deictic", "period", "weekday", "opener")
    if hit is None or (view.says(j, "evening") and view.plain(j + 1) is None):
        return None
    return None if hit.entry.role == "daypart" and hit.article else day(view, j)


def adverb(view: View, i: int) -> Read | None:
    """``عصرا``, ``فجرا``: a time of a day that is named elsewhere."""
    if view.plain(i, "adverb") is None or view.shape(i, "manner"):
        return None
    if view.says(i + 1, "blown"):
        return None  # فجرا نفسيهما is a verb
    return because(i + 1, "anaphoric")
