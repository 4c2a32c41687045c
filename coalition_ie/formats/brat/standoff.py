"""The lines of a brat standoff file as records, each with the number of its line.

The format is brat's (Stenetorp et al. 2012, https://brat.nlplab.org/standoff.html), of which this
project uses four kinds of lines::

    T1  ORG 10 24  …                   a span: label, half-open code points, its surface
    E1  MEET:T5 Actor:T1 Actor2:T2      an event: type and trigger, then roles
    A1  Status E1 planned               an attribute of an event
    #1  AnnotatorNotes T3  low=560 …   a note: here the value of a figure or of a date

(a tab stands where two spaces are). What the lines mean together is
`coalition_ie.formats.brat.document`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from coalition_ie.errors import SchemaError, quoted
from coalition_ie.formats.notes import NOTE, parse_note
from coalition_ie.formats.offsets import FileSpan
from coalition_ie.formats.problems import Problem

FILLER = "\0"
"""What stands in a placeholder text where no annotation says what the text holds."""


@dataclass(frozen=True, slots=True)
class SpanLine(FileSpan):
    """``T1<TAB>LABEL START END<TAB>surface``; the label may be an event type or DATE."""

    surface: str
    line: int

    @property
    def named(self) -> str:
        """The span for messages: its label and surface."""
        return f"{self.label} {quoted(self.surface)}"

    @property
    def where(self) -> str:
        """Its surface and offsets, likewise."""
        return f"{quoted(self.surface)} at {self.start}:{self.end}"


class EventLine(NamedTuple):
    """``E1<TAB>TYPE:T1 Role:T2 …``; arguments as (role name without its number, id)."""

    line: int
    id: str
    type: str
    trigger: str
    arguments: Sequence[tuple[str, str]]


class AttributeLine(NamedTuple):
    """``A1<TAB>Name TARGET value``."""

    line: int
    id: str
    name: str
    target: str
    value: str


class NoteLine(NamedTuple):
    """``#1<TAB>AnnotatorNotes TARGET<TAB>key=value …``."""

    line: int
    id: str
    target: str
    values: Mapping[str, str]


Record = SpanLine | EventLine | AttributeLine | NoteLine
_R = TypeVar("_R", SpanLine, EventLine, AttributeLine, NoteLine)


class Standoff(NamedTuple):
    """The records of one file by id, in the file's order, and what is wrong with them.

    `parse_standoff` tells which lines could not be read, `coalition_ie.formats.brat.check` all.
    """

    spans: Mapping[str, SpanLine]
    events: Mapping[str, EventLine]
    attributes: Mapping[str, AttributeLine]
    notes: Mapping[str, NoteLine]
    problems: tuple[Problem, ...]


# At most eight digits: no text has 100 million code points, a slip of the keyboard may.
_OFFSET = "[0-9]{1,8}"
# First letter of a line to its pattern, its form for messages, and what makes the record of it.
_GRAMMAR: Mapping[str, tuple[str, str, Callable[..., Record]]] = {
    "T": (
        rf"(T[0-9]+)\t(\S+) ({_OFFSET}) ({_OFFSET})\t((?s:.+))",
        "T1<TAB>LABEL START END<TAB>surface",
        lambda n, id_, label, start, end, s: SpanLine(id_, label, int(start), int(end), s, n),
    ),
    "E": (
        r"(E[0-9]+)\t([^\s:]+):(T[0-9]+)((?: [^\s:]+:\S+)*) *",
        "E1<TAB>TYPE:T1 Role:T2 …",
        lambda n, id_, kind, at, rest: EventLine(n, id_, kind, at, _arguments(rest)),
    ),
    "A": (r"(A[0-9]+)\t(\S+) (\S+) (\S+)", "A1<TAB>Status E1 value", AttributeLine),
    "#": (
        rf"(#[0-9]+)\tAnnotatorNotes (\S+)\t({NOTE.pattern}) *",
        "#1<TAB>AnnotatorNotes T1<TAB>key=value …",
        lambda n, id_, target, values: NoteLine(n, id_, target, parse_note(values)),
    ),
}
# brat numbers a role from its second argument on: Actor, Actor2, Actor3.
_NUMBERED = re.compile(r"^(\D+)[0-9]+\Z")


def parse_standoff(ann: str) -> Standoff:
    """Read the lines of ``ann``; what cannot be read is among the result's ``problems``."""
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for number, line in _lines(ann):
        try:
            record = _parse_line(number, line)
            if record.id in records:
                raise SchemaError(f"{record.id} stands in line {records[record.id].line} already")
            records[record.id] = record
        except SchemaError as error:
            problems.append(Problem(number, str(error)))
    return Standoff(
        spans=_of_kind(records, SpanLine),
        events=_of_kind(records, EventLine),
        attributes=_of_kind(records, AttributeLine),
        notes=_of_kind(records, NoteLine),
        problems=tuple(problems),
    )


def placeholder_text(*anns: str) -> str:
    """A text that holds what the surfaces of ``anns`` say and `FILLER` elsewhere.

    It stands in for a text that may not be passed on: offsets and surfaces can be compared and
    scored without it. Where two surfaces disagree the first counts, and reading the other against
    the result reports it.
    """
    spans = [span for ann in anns for span in parse_standoff(ann).spans.values()]
    usable = [span for span in spans if span.end - span.start == len(span.surface)]
    characters = [FILLER] * max((span.end for span in usable), default=0)
    for span in reversed(usable):
        characters[span.start : span.end] = span.surface
    return "".join(characters)


def _lines(ann: str) -> Iterator[tuple[int, str]]:
    # Not splitlines(): a surface may hold U+2028 and its kin.
    for number, line in enumerate(ann.split("\n"), 1):
        if line := line.removesuffix("\r"):
            yield number, line


def _parse_line(number: int, line: str) -> Record:
    if line[0] not in _GRAMMAR:
        raise SchemaError(f"expected a line of kind {', '.join(_GRAMMAR)}, got {quoted(line)}")
    pattern, form, record = _GRAMMAR[line[0]]
    if (match := re.fullmatch(pattern, line)) is None:
        raise SchemaError(f"expected {form}, got {quoted(line)}")
    return record(number, *match.groups())


def _arguments(fields: str) -> tuple[tuple[str, str], ...]:
    pairs = (field.partition(":") for field in fields.split())
    return tuple((_NUMBERED.sub(r"\1", role), target) for role, _, target in pairs)


def _of_kind(records: Mapping[str, Record], kind: type[_R]) -> dict[str, _R]:
    return {name: record for name, record in records.items() if isinstance(record, kind)}
