"""Spans and what they denote: figures, mentions, intervals, time expressions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, get_args

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Span):
    """A span that names a time.

    ``value`` is None where it is not settled, and ``reason``, one of `REASONS`, then says why;
    both are None in annotations, which mark spans alone.
    """

    label: ClassVar[Literal["DATE"]] = "DATE"  # no field: JSON has none
    value: Interval | None = None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        if self.reason is None:
            return
        one_of(REASONS, self.reason, what="reason")
        if self.value is not None:
            raise SchemaError(f"{quoted(self.text)} has both a value and a reason to have none")
