"""What lies nowhere in the calendar: sets (كل يوم اثنين، مرتين في الأسبوع), durations (ثلاثة أيام).

They have no days, only a TIMEX3 tag: of a set what comes again, of a duration its length as ISO
8601 writes it (``P3D``, ``PT1H30M``; with TIDES' ``E`` and ``C`` for decades and centuries, and X
for a number that is not said). A unit without a number is a length behind لمدة and its like only.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.dates.distances import qualified
from coalition_ie.dates.hours import with_hour
from coalition_ie.dates.parts import Parts, Read, Unit
from coalition_ie.dates.timex import mod_of, time_of_day
from coalition_ie.dates.view import View
from coalition_ie.types import Timex

_LETTERS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "E",
    "century": "C",
}
_SMALLER = {"minute": (60, "second"), "hour": (60, "minute"), "year": (12, "month")}
_CLOCKED = ("second", "minute", "hour")
_LONGEST = 4  # lengths joined to one: years, months, days, hours


class Length(NamedTuple):
    """So many units up to token ``stop``; ``many`` is None where the number is not said."""

    stop: int
    many: Fraction | None
    unit: str


def period_of(many: Fraction | None, unit: str) -> dict[str, str]:
    """The number of each unit that ISO 8601 writes: a year and a half are ``1Y`` and ``6M``."""
    if many is None:
        return {unit: "X"}
    whole, rest = divmod(many, 1)
    if rest and unit in _SMALLER:
        times, smaller = _SMALLER[unit]
        parts = {unit: str(whole)} if whole else {}
        return parts | period_of(rest * times, smaller)
    return {unit: str(int(whole)) if not rest else f"{float(many):g}"}


def iso_period(parts: dict[str, str]) -> str:
    """``P3D``, ``P1Y6M``, ``PT1H30M``."""
    days = "".join(n + _LETTERS[unit] for unit, n in parts.items() if unit not in _CLOCKED)
    hours = "".join(n + _LETTERS[unit] for unit, n in parts.items() if unit in _CLOCKED)
    return f"P{days}{'T' if hours else ''}{hours}"


def duration(view: View, i: int) -> Read | None:
    """``[نحو] ثلاثة أيام``, ``سنة وثلاثة أشهر``, ``ساعة ونصف``, ``نصف ساعة``, ``[لمدة] شهر``."""
    j, _ = qualified(view, i)
    length = _length(view, j, begins=j == i)
    if length is None:
        return None
    numbered = length.many is not None and (length.stop > j + 1 or view.shape(j, "dual"))
    parts, stop = period_of(length.many, length.unit), length.stop
    for _ in range(_LONGEST - 1):
        more = _length(view, stop + (view.key(stop) == "و"), begins=view.key(stop) != "و")
        if view.key(stop)[:1] != "و" or more is None or more.many is None or more.unit in parts:
            break
        parts, stop = parts | period_of(more.many, more.unit), more.stop
    hit, joined = view.hit(i, "period"), stop > length.stop
    belongs = hit is not None and hit.preposition == "ل" and not hit.article
    if not (numbered or joined or belongs or j > i or view.behind(i, "for_length")):
        return None
    stop = view.skip(stop, "about", "whole")
    tag = Timex(type="DURATION", value=iso_period(parts), mod=mod_of(view, range(i, stop)))
    return Read(stop, Parts(timex=tag))


def _length(view: View, i: int, *, begins: bool) -> Length | None:
    """A number and its unit, proclitics only where the length ``begins``."""
    if (part := _part_of_unit(view, i, begins=begins)) is not None:
        return part
    number = view.numbers.get(i)
    at = i if number is None else number.stop
    apart = view.key(i - 1) == "/" and view.glued(i)  # 1/2 ساعة
    if apart or (number is not None and number.kind not in ("cardinal", "fraction")):
        return None
    unit = _unit(view, at, cut=at == i and begins)
    if unit is None or (unit == "second" and number is None):
        return None
    many = _one_or_two(view, at) if number is None else Fraction(number.value)
    if many == 0 or (number is None and not _stands_alone(view, at)):
        return None
    return _with_part(view, Length(view.skip(at + 1, "one"), many, unit))


def _unit(view: View, i: int, *, cut: bool) -> str | None:
    """The unit at ``i`` without an article; ``cut``: proclitics may stand before it."""
    hit = view.hit(i, "period")
    if hit is None:
        return "second" if view.says(i, "second") else None
    return None if hit.article or not (hit.plain or cut) else str(hit.entry.value)


def _one_or_two(view: View, i: int) -> Fraction | None:
    """How many a unit without a number is; a plural does not say."""
    return None if view.shape(i, "plural") else Fraction(2 if view.shape(i, "dual") else 1)


def _stands_alone(view: View, i: int) -> bool:
    """Whether a unit without a number is a length: neither يومي nor أيام المعركة."""
    defined = view.shape(i, "plural") and view.key(i + 1).startswith(ARTICLE)
    return not defined and not view.shape(i, "not_alone", "pair")


def _part_of_unit(view: View, i: int, *, begins: bool) -> Length | None:
    """``نصف ساعة``, ``ربع ساعة``."""
    share, unit = view.hit(i, "share"), view.unit(i + 1, article=False)
    if share is None or unit is None or share.article or not (share.plain or begins):
        return None
    several = view.shape(i + 1, "plural", "dual")
    return None if several else Length(i + 2, Fraction(1, _share(view, i)), unit)


def _with_part(view: View, length: Length) -> Length:
    """With ``ونصف`` behind it, and the unit that may be said again: عام ونصف العام."""
    stop, many, unit = length
    if many is None or not view.says(stop, "hour_part") or view.says(stop, "definite_part"):
        return length
    again = view.unit(stop + 1, article=True) == unit
    return Length(stop + 1 + again, many + Fraction(1, _share(view, stop)), unit)


def _share(view: View, i: int) -> int:
    """The denominator of نصف، ثلث، ربع at ``i``."""
    return 2 if view.shape(i, "half_hour") else 3 if view.shape(i, "third_hour") else 4


def recurring(view: View, i: int) -> Read | None:
    """``كل يوم اثنين``, ``يوميا``, ``مرتين في الأسبوع``, ``أيام الجمعة``."""
    hit = view.hit(i)
    role = None if hit is None else hit.entry.role
    if role == "every":
        return _every(view, i + 1)
    if role == "rate" and hit is not None:
        return _set(i + 1, iso_period({hit.entry.value: "1"}))
    return _days_of_week(view, i) or _times(view, i)


def _set(stop: int, value: str, *, freq: str | None = None) -> Read:
    quant = "EVERY" if freq is None or (value == "P1W" and freq.endswith("D")) else None
    return Read(stop, Parts(timex=Timex(type="SET", value=value, quant=quant, freq=freq)))


def _every(view: View, i: int) -> Read | None:
    """What stands behind كل: a weekday, a part of the day, a month, a season, a length."""
    day = view.unit(i, article=False) == "day"
    weekday = view.plain(i + day, "weekday")
    if weekday is not None and (day or not weekday.article):
        return _timed(view, i, Read(i + day + 1, Parts(weekday=weekday.entry.value)))
    named = _every_named(view, i)
    length = _length(view, i, begins=False)
    if named is not None or length is None or length.many is None:
        return named
    if day:
        return _timed(view, i, Read(length.stop, Parts(deictic=0)))
    return _set(length.stop, iso_period(period_of(length.many, length.unit)))


def _every_named(view: View, i: int) -> Read | None:
    """``[كل] صباح``, ``[كل] مساء جمعة``, ``[كل] يناير``, ``[كل] صيف``."""
    hit = view.plain(i, "daypart", "month", "season")
    if hit is None or hit.article:
        return None
    role, value = hit.entry
    if role == "daypart":
        weekday = view.plain(i + 1, "weekday")
        if weekday is not None:
            return _timed(view, i, Read(i + 2, Parts(weekday=weekday.entry.value)))
        return _set(i + 1, f"XXXX-XX-XXT{value}") if view.shape(i, "part_alone") else None
    return _set(i + 1, f"XXXX-{value:02}" if role == "month" else f"XXXX-{_SEASON_NAMES[value]}")


_SEASON_NAMES = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}


def _timed(view: View, first: int, read: Read) -> Read:
    """A day that comes again, with its hour or part of the day."""
    stop = read.stop
    if view.says(stop, "evening") or view.plain(stop, "adverb"):
        stop += 1
    read = with_hour(view, Read(stop, read.parts))
    time = time_of_day(view, range(first, read.stop), read.parts.clock)
    weekday = read.parts.weekday
    if weekday is None:
        return _set(read.stop, f"XXXX-XX-XX{time}" if time else "P1D")
    return _set(read.stop, f"XXXX-WXX-{weekday + 1}{time}")


def _days_of_week(view: View, i: int) -> Read | None:
    """``أيام الجمعة``, ``أيام الأحد والثلاثاء والخميس``: three days of each week."""
    hit = view.hit(i, "period")
    if hit is None or hit.entry.value != "day" or hit.article or not view.shape(i, "plural"):
        return None
    days: list[int] = []
    j = i + 1
    while (day := view.definite(j, "weekday") if not days else view.hit(j, "weekday")) is not None:
        if days and not (day.conjunction and day.article):
            break
        days.append(day.entry.value)
        j += 1
    if not days or view.definite(j, "relation", "unplaced") or view.count(j) is not None:
        return None
    if len(days) == 1:
        return _set(j, f"XXXX-WXX-{days[0] + 1}")
    return _set(j, "P1W", freq=f"{len(days)}D")


def _times(view: View, i: int) -> Read | None:
    """``مرتين في الأسبوع``, ``ثلاث مرات يوميا``, ``مرة كل أسبوعين``."""
    number = view.count(i)
    at = i if number is None else number.stop
    hit = view.hit(at, "times")
    if hit is None or hit.article:
        return None
    many = int(number.value) if number is not None else hit.entry.value
    stop = view.skip(at + 1, "one")
    rate = view.plain(stop, "rate")
    if rate is not None:
        return _set(stop + 1, iso_period({rate.entry.value: "1"}), freq=f"{many}X")
    if view.hit(stop, "every") is not None:
        length = _length(view, stop + 1, begins=False)
        if length is None or length.many is None:
            return None
        value = iso_period(period_of(length.many, length.unit))
        return _set(length.stop, value, freq=f"{many}X")
    unit: Unit | None = view.unit(stop + 1, article=True) if view.says(stop, "in") else None
    if (
        unit is None
        or view.shape(stop + 1, "plural", "dual")
        or view.relation(stop + 2) is not None
    ):
        return None
    return _set(stop + 2, iso_period({unit: "1"}), freq=f"{many}X")
