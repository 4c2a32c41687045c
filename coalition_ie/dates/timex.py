"""The TIMEX3 tag of an expression: its type, value and mod, from its parts, its days and its words.

After TimeML 1.2.1 and the TIDES standard of 2005: a day with an hour or a part of it is a TIME
(``2016-07-20T14:30``, ``2016-07-20TEV``), every other place in the calendar a DATE, with X for what
is not settled. Where our days are an interval that TIMEX3 has no value for (منذ يومين, يومي السبت
والأحد), the value is that interval as ISO 8601 writes it. What lies at no known distance is a
``PAST_REF`` or a ``FUTURE_REF``.
"""

from __future__ import annotations

from collections.abc import Iterable

from coalition_ie.dates.parts import Clock, Parts, Read
from coalition_ie.dates.view import View
from coalition_ie.types import Grain, Interval, Reason, Timex, TimexMod

_OPEN_VALUES = {
    "minute": "XXXX-XX-XXTXX:XX",
    "hour": "XXXX-XX-XXTXX:XX",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
_SEASONS = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}
_SHARES = {2: "H", 4: "Q"}
_NOON, _MIDNIGHT = 12, 24
_MORNING_HOURS = range(1, 6)  # of ليلا: two at night is no afternoon
_EARLY_AFTERNOON = range(1, 5)  # of ظهرا: الثالثة ظهرا


def timex(
    view: View, first: int, read: Read, value: Interval | None, reason: Reason | None
) -> Timex:
    """The tag of what was read from token ``first`` on, with its days or the reason for none."""
    parts, words = read.parts, range(first, read.stop)
    if parts.timex is not None:
        return parts.timex
    time, mod = time_of_day(view, words, parts.clock), mod_of(view, words)
    if middle := _middle_of_day(view, words, parts):
        time, mod = middle, None
    several = value is not None and value.start != value.end
    if time and not (several and value is not None and (value.end - value.start).days > 1):
        day = _day(parts) if value is None else value.start.isoformat()
        return Timex(type="TIME", value=f"{day}{time}", mod=mod)
    if value is None:
        said = _open_value(view, words, parts, reason)
        return Timex(
            type="TIME" if "T" in said and "_" not in said else "DATE", value=said, mod=mod
        )
    if parts.share is not None and value.grain == "month" and parts.share[1] in _SHARES:
        nth, of = parts.share
        return Timex(type="DATE", value=f"{value.start.year:04}-{_SHARES[of]}{nth}", mod=mod)
    return Timex(type="DATE", value=value.iso(), mod=mod)


def time_of_day(view: View, words: Iterable[int], clock: Clock | None) -> str:
    """``T14:30``, ``TEV``, or nothing; ``clock`` is read by the part of the day named with it."""
    words = list(words)
    part = _daypart(view, words)
    if clock is None:
        return f"T{part}" if part else ""
    hour, stop = _on_the_clock(clock.hour, part), words[-1] + 1
    zone = view.past(stop - 2, "greenwich") == stop or _greenwich(view, stop)
    return f"T{hour:02}:{clock.minute:02}{'Z' if zone else ''}"


def _middle_of_day(view: View, words: range, parts: Parts) -> str:
    """``منتصف الليل`` is the end of a day, ``منتصف النهار`` its noon."""
    if parts.clock is not None or not view.shape(words[0], "middle") or words[0] + 1 not in words:
        return ""
    part = view.hit(words[0] + 1, "daypart")
    middles = {"NI": f"T{_MIDNIGHT}:00", "DT": f"T{_NOON}:00"}
    return "" if part is None else middles.get(part.entry.value, "")


def _greenwich(view: View, i: int) -> bool:
    """Whether ``بتوقيت غرينتش`` stands behind the hour: outside its span, as every zone."""
    return view.says(i, "zone") and view.says(i + 1, "greenwich_itself")


def _daypart(view: View, words: Iterable[int]) -> str:
    """TIMEX3's part of the day, by the last word that names one."""
    found = ""
    for i in words:
        hit = view.hit(i, "daypart", "adverb")
        if hit is not None:
            found = str(hit.entry.value)
        elif view.says(i, "evening"):
            found = "EV"
        if view.says(i, "noon", "noon_itself") and view.says(i - 1, "beside_noon"):
            after, before = view.opener(i - 1) == "after", view.says(i - 1, "before")
            found = "AF" if after else "MO" if before else "MI"
    return found


def _on_the_clock(hour: int, part: str) -> int:
    """The hour of the day; without a part of it, the hour as it is said."""
    if hour > _NOON or not part:
        return hour
    if hour == _NOON:
        return {"MO": 0, "NI": _MIDNIGHT, "EV": _MIDNIGHT}.get(part, hour)
    late = part in ("AF", "EV") or (part == "NI" and hour not in _MORNING_HOURS)
    return hour + _NOON if late or (part == "MI" and hour in _EARLY_AFTERNOON) else hour


def mod_of(view: View, words: range) -> TimexMod | None:
    """The part of a period, or the words of approximation and comparison before a length."""
    first = words[0]
    if (part := view.hit(first, "part")) is not None:
        return part.entry.value  # type: ignore[no-any-return]  # the table's, checked by Timex
    middle = view.shape(first, "middle_of_month") and first + 1 in words
    month = view.definite(first + 1, "period") or view.hit(first + 1, "month", "hijri")
    if middle and month:
        return "MID"
    return next((mod for i in words if (mod := _bound(view, i)) is not None), None)


def _bound(view: View, i: int) -> TimexMod | None:
    """What a word of approximation or comparison says of the length behind it."""
    less = view.shape(i, "less")
    if view.plain(i, "compared"):
        return "LESS_THAN" if less else "MORE_THAN"
    if view.says(i, "amounts") and view.shape(i, "less", "more"):
        if view.says(i - 1, "not"):
            return "EQUAL_OR_MORE" if less else "EQUAL_OR_LESS"
        return "LESS_THAN" if less else "MORE_THAN"
    return "APPROX" if view.plain(i, "approximate") or view.says(i, "about") else None


def _day(parts: Parts) -> str:
    """A day that is not settled, with what is known of it."""
    if parts.day is None or parts.hijri:
        return "XXXX-XX-XX" if parts.weekday is None else f"XXXX-WXX-{parts.weekday + 1}"
    return f"XXXX-{'XX' if parts.month is None else f'{parts.month:02}'}-{parts.day:02}"


def _open_value(view: View, words: range, parts: Parts, reason: Reason | None) -> str:
    if parts.weekday is not None or parts.day is not None or parts.deictic is not None:
        return _day(parts)
    if parts.season is not None:
        return f"XXXX-{_SEASONS[parts.season]}"
    if parts.month is not None:
        return "XXXX-XX" if parts.hijri else f"XXXX-{parts.month:02}"
    if reason == "open":
        coming = any(view.relation(i) == 1 for i in words) or view.coming(words[0])
        ahead = coming or view.behind(words[0], "after")
        return "FUTURE_REF" if ahead else "PAST_REF"
    units = (hit.entry.value for i in words if (hit := view.hit(i, "period")) is not None)
    return _OPEN_VALUES.get(parts.unit or next(units, "day"), "XXXX-XX-XX")


def grain_of(parts: Parts) -> Grain | None:
    """The grain of what ``parts`` name, valued or not; None where the wording does not say."""
    day = (parts.day, parts.weekday, parts.deictic)
    if any(part is not None for part in day):
        return "day"
    if parts.month is not None:
        return "month"
    if parts.season is not None:
        return "season"
    if parts.unit in ("day", "week", "month"):
        return parts.unit
    return "year" if parts.year is not None or parts.unit == "year" else None
