"""Spans and what they denote: figures, mentions, intervals, time expressions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, get_args

from coalition_ie.errors import SchemaError, SpanError, quoted
from coalition_ie.ontology import Kind, Label, Unit, one_of, ontology

Grain = Literal["hour", "day", "week", "month", "season", "year"]
GRAINS: tuple[Grain, ...] = get_args(Grain)
"""The values of `Grain`, from the finest to the coarsest."""

Reason = Literal[
    "relative", "anaphoric", "open", "ambiguous", "contradictory", "no such day", "out of range"
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a time expression has no value.

relative: it leans on the day of publication, which was not given; anaphoric: it leans on another
time of the text (the same day, two days before the attack); open: its length is not said (months
ago); ambiguous: it has several readings; contradictory: its parts exclude each other (a weekday
that the date does not have); no such day: 30 February; out of range: outside the calendars known.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range ``[start, end)`` of code points and the surface that stands there."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"expected 0 <= start < end, got start={self.start} end={self.end}")
        if len(self.text) != self.end - self.start:
            raise SpanError(
                f"span {self.start}:{self.end} is {self.end - self.start} code points long, "
                f"its text {quoted(self.text)} is {len(self.text)}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The value of a TROOP mention: how many persons or formations, and of which kind.

    ``low`` and ``high`` are inclusive bounds; ``high`` is None where the wording leaves it open
    (more than 300). ``approximate`` says that the wording does (about 300). ``unit`` is ``person``
    or a formation; ``kind`` says more of persons where the counted noun does (soldier, trainer …)
    and is the unit elsewhere. ``additional`` are those that come on top of others already there
    (560 more soldiers); a ``total`` is what a count comes to (bringing their number to 4647).
    Both are said by the words around the figure, and both are False where none says it.

    >>> Figure(low=3, high=3, unit="brigade").kind
    'brigade'
    """

    low: int
    high: int | None
    unit: Unit = "person"
    approximate: bool = False
    kind: Kind | Unit | Literal[""] = ""
    additional: bool = False
    total: bool = False

    def __post_init__(self) -> None:
        if {type(self.low), type(self.high)} - {int, type(None)} or self.low is None:
            low, high = quoted(self.low), quoted(self.high)
            raise SchemaError(f"expected whole numbers, got low={low} high={high}")
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise SchemaError(f"expected 0 <= low <= high, got low={self.low} high={self.high}")
        one_of(ontology().units, self.unit, what="unit")
        # Files of before there were kinds have none: there, and where none is said, it is the unit.
        object.__setattr__(self, "kind", self.kind or self.unit)
        kinds = ontology().kinds if self.unit == "person" else ()
        one_of((self.unit, *kinds), self.kind, what=f"kind of a {self.unit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A tagged span.

    ``label`` is PER, ORG, LOC or TROOP; ``score`` the probability that the tagger gives the span
    (in [0, 1]; 1.0 for gold); ``normalized`` the name as one would look it up: without tashkeel
    and tatweel, ``لتحالف`` cut from ``للتحالف`` restored to ``التحالف``. A TROOP mention has a
    ``figure`` where its wording could be read, every other label has None.
    """

    label: Label
    score: float = 1.0
    normalized: str = ""
    figure: Figure | None = None

    def __post_init__(self) -> None:
        # Named parent: zero-argument super() fails in a slotted dataclass (CPython issue 90562).
        Span.__post_init__(self)
        one_of(ontology().labels, self.label, what="label")
        if not 0.0 <= self.score <= 1.0:
            raise SchemaError(f"score {self.score!r} is not in [0, 1]")
        if self.figure is not None and self.label != "TROOP":
            said = f"{quoted(self.text)} is {self.label}"
            raise SchemaError(f"only TROOP mentions have a figure, {said}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What a time expression denotes: the days from ``start`` to ``end``, both inclusive.

    ``grain`` is the unit that the wording names. With ``hour`` the days are those in which the
    hours lie: an interval does not count hours.
    """

    start: date
    end: date
    grain: Grain

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise SchemaError(f"interval ends on {self.end}, before its start {self.start}")
        one_of(GRAINS, self.grain, what="grain")

    def iso(self) -> str:
        """The days as TIMEX3 writes them, by ISO 8601 where it has a form; several as first/last.

        >>> Interval(start=date(2016, 7, 11), end=date(2016, 7, 17), grain="week").iso()
        '2016-W28'
        >>> Interval(start=date(1990, 1, 1), end=date(1999, 12, 31), grain="year").iso()
        '199'
        """
        # A Hijri month, or all from a month on to a day (منذ شهرين), is told by its days.
        grain = self.grain if self._whole() else "day"
        first, last = _iso(self.start, grain), _iso(self.end, grain)
        years = self.end.year - self.start.year + 1
        if grain == "season":
            return first  # winter has the year in which it begins
        if grain == "year":
            # Decades and centuries are shortened years: 199, 19 (1901 to 2000).
            if years == 10 and self.start.year % 10 == 0:
                return first[:3]
            if years == 100 and self.start.year % 100 == 1:
                return first[:2]
        return first if first == last else f"{first}/{last}"

    def _whole(self) -> bool:
        """Whether the days are whole weeks, months or years of the Gregorian calendar."""
        if self.grain == "week":
            return self.start.weekday() == 0 and self.end.weekday() == _SUNDAY
        begins = self.start.day == 1 and (self.grain != "year" or self.start.month == 1)
        after = self.end.toordinal() + 1
        ends = after > date.max.toordinal() or date.fromordinal(after).day == 1
        return begins and ends and (self.grain != "year" or self.end.month == _DECEMBER)


_SUNDAY, _DECEMBER = 6, 12
_SEASONS = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}
"""TIMEX3's names of the meteorological seasons, by the first of their months."""


def _iso(day: date, grain: Grain) -> str:
    """The ``grain`` in which a day lies."""
    if grain == "year":
        return f"{day.year:04}"
    if grain == "month":
        return f"{day.year:04}-{day.month:02}"
    if grain == "season":
        return f"{day.year:04}-{_SEASONS.get(day.month, 'XX')}"
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()


TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TIMEX_TYPES: tuple[TimexType, ...] = get_args(TimexType)
"""The types of TIMEX3 (TimeML 1.2.1): a day or longer, less than a day, a length, what recurs."""

TimexMod = Literal[
    "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"
]
TIMEX_MODS: tuple[TimexMod, ...] = get_args(TimexMod)
"""Those values of TIMEX3's attribute ``mod`` that wordings are given here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """The attributes of a TIMEX3 tag (TimeML 1.2.1, after ISO 8601 and TIDES 2005).

    ``value`` has X where a digit is not settled (``XXXX-WXX-1``, a Monday); of several days,
    months or years it is the ISO 8601 interval ``first/last``, for which TIMEX3 has no value of
    its own. ``mod`` is what the wording adds (``MID``, ``APPROX``); ``quant`` and ``freq`` are
    those of a SET (``EVERY``; ``2X``, twice in each ``value``).

    >>> Timex(type="DURATION", value="P3D", mod="APPROX").attributes()
    {'type': 'DURATION', 'value': 'P3D', 'mod': 'APPROX'}
    """

    type: TimexType
    value: str
    mod: TimexMod | None = None
    quant: str | None = None
    freq: str | None = None

    def __post_init__(self) -> None:
        one_of(TIMEX_TYPES, self.type, what="type of a TIMEX3 tag")
        if self.mod is not None:
            one_of(TIMEX_MODS, self.mod, what="mod of a TIMEX3 tag")

    def attributes(self) -> dict[str, str]:
        """Those that are set, by their names in TIMEX3."""
        names = ("type", "value", "mod", "quant", "freq")
        return {name: said for name in names if (said := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Span):
    """A span that names a time.

    ``value`` is None where it is not settled, and ``reason``, one of `REASONS`, then says why.
    Both are None for durations and sets, which lie nowhere in the calendar, and in annotations,
    which mark spans alone. ``timex`` says the same as a TIMEX3 tag and more: hours, parts of the
    day, lengths; it is None in annotations and in files of before it was there.
    """

    label: ClassVar[Literal["DATE"]] = "DATE"  # no field: JSON has none
    value: Interval | None = None
    reason: Reason | None = None
    timex: Timex | None = None

    def to_timex3(self) -> dict[str, str]:
        """The attributes of its TIMEX3 tag: type and value, and mod, quant, freq where they are.

        Without ``timex`` they are those of ``value``; of a bare span the value is empty.

        >>> from coalition_ie.dates import find_dates
        >>> find_dates("في تموز/يوليو 2016")[0].to_timex3()
        {'type': 'DATE', 'value': '2016-07'}
        """
        if self.timex is not None:
            return self.timex.attributes()
        value = "" if self.value is None else self.value.iso()
        return Timex(type="DATE", value=value).attributes()

    def to_dict(self) -> dict[str, Any]:
        """The expression in JSON's types: start, end, text, value, reason, and timex.

        ``value`` is None or has start, end and grain; ``timex`` is what `to_timex3` gives.

        >>> from coalition_ie.dates import find_dates
        >>> find_dates("في يوليو 2016")[0].to_dict()["value"]
        {'start': '2016-07-01', 'end': '2016-07-31', 'grain': 'month'}
        """
        value, days = self.value, None
        if value is not None:
            start, end = value.start.isoformat(), value.end.isoformat()
            days = {"start": start, "end": end, "grain": value.grain}
        said = {"start": self.start, "end": self.end, "text": self.text}
        return said | {"value": days, "reason": self.reason, "timex": self.to_timex3()}

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        if self.reason is None:
            return
        one_of(REASONS, self.reason, what="reason")
        if self.value is not None:
            raise SchemaError(f"{quoted(self.text)} has both a value and a reason to have none")
