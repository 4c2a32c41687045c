"""What keeps standoff lines from being a document: every problem, with its line.

Here the lines are held against the text, the ontology and one another. What the annotation
guidelines ask beyond that is `coalition_ie.formats.guidelines`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import NamedTuple, cast

from coalition_ie.errors import SchemaError
from coalition_ie.formats.standoff import (
    EventLine,
    NoteLine,
    Problem,
    SpanLine,
    Standoff,
    parse_standoff,
)
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.types import Figure, Grain, Interval

DATE = "DATE"
"""Label of the spans that are time expressions."""

ROLE_NAMES: Mapping[str, str] = {role: role.removesuffix("s").capitalize() for role in ROLES}
"""Role of an event to its name in the files: ``actors`` is ``Actor``."""

ROLES_BY_NAME: Mapping[str, str] = {name: role for role, name in ROLE_NAMES.items()}
"""Name of a role in the files to the role."""

_LINE_BREAKS = "\n\r"


class Examined(NamedTuple):
    """The records of a file and all that keeps them from being a document."""

    standoff: Standoff
    problems: tuple[Problem, ...]


def examine(ann: str, text: str) -> Examined:
    """Read ``ann`` against ``text`` and collect every problem, sorted by line."""
    standoff = parse_standoff(ann)
    problems = [*standoff.problems]
    for check in (_span_problems, _event_problems, _attribute_problems, _note_problems):
        problems += check(standoff, text)
    return Examined(standoff, tuple(sorted(problems)))


def note_values(standoff: Standoff) -> dict[str, Figure | Interval]:
    """Id of a TROOP or DATE span to the value its note gives, where the note can be read."""
    values: dict[str, Figure | Interval] = {}
    for note in standoff.notes.values():
        span = standoff.spans.get(note.target)
        with suppress(SchemaError):
            if span is not None and span.label in _NOTES:
                values[span.id] = _note_value(span, note)
    return values


def mention_lines(standoff: Standoff) -> tuple[SpanLine, ...]:
    """The spans that are mentions, in the order of the text."""
    known = ontology().labels
    spans = (span for span in standoff.spans.values() if span.label in known)
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _span_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    known = (*ontology().labels, *ontology().events, DATE)
    for span in standoff.spans.values():
        found = text[span.start : span.end]
        if span.label not in known:
            yield Problem(span.line, f"label {span.label!r} is none of {', '.join(known)}")
        if not span.start < span.end <= len(text):
            yield Problem(
                span.line,
                f"expected 0 <= start < end <= {len(text)}, got {span.start} {span.end}",
            )
        elif found != span.surface:
            yield Problem(
                span.line,
                f"the text has {found!r} at {span.start}:{span.end}, the line {span.surface!r}",
            )
        elif any(mark in found for mark in _LINE_BREAKS):
            yield Problem(span.line, f"{found!r} crosses a line break")
    for first, second in pairwise(mention_lines(standoff)):
        if second.start < first.end:
            yield Problem(
                second.line,
                f"{second.label} {second.surface!r} overlaps {first.label} {first.surface!r} "
                f"of line {first.line}",
            )


def _event_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    for event in standoff.events.values():
        trigger = standoff.spans.get(event.trigger)
        if event.type not in ontology().events:
            known = ", ".join(ontology().events)
            yield Problem(event.line, f"event type {event.type!r} is none of {known}")
        if trigger is None or trigger.label != event.type:
            got = f"a span of {trigger.label}" if trigger else "no span"
            yield Problem(
                event.line, f"trigger {event.trigger} of {event.type} is {got}, not of {event.type}"
            )
        for name, target in event.arguments:
            yield from _argument_problems(standoff, event, name, target)
    used = {event.trigger for event in standoff.events.values()}
    used |= {target for event in standoff.events.values() for _, target in event.arguments}
    for span in standoff.spans.values():
        if span.id not in used and (span.label == DATE or span.label in ontology().events):
            yield Problem(span.line, f"{span.label} {span.surface!r} belongs to no event")


def _argument_problems(
    standoff: Standoff, event: EventLine, name: str, target: str
) -> Iterator[Problem]:
    role = ROLES_BY_NAME.get(name)
    if role is None:
        yield Problem(event.line, f"role {name!r} is none of {', '.join(ROLES_BY_NAME)}")
        return
    allowed = ontology().roles[role] or {DATE}
    span = standoff.spans.get(target)
    if span is None:
        yield Problem(event.line, f"{name} of {event.id} names {target}, which is no span")
    elif span.label not in allowed:
        takes = ", ".join(sorted(allowed))
        yield Problem(
            event.line,
            f"{name} of {event.id} is {span.label} {span.surface!r}; {role} takes {takes}",
        )


def _attribute_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    statuses = ontology().statuses
    seen: dict[str, int] = {}
    for line in standoff.attributes.values():
        if line.name != "Status":
            yield Problem(line.line, f"expected the attribute Status, got {line.name!r}")
        elif line.target not in standoff.events:
            yield Problem(line.line, f"Status of {line.target}, which is no event")
        elif line.value not in statuses:
            yield Problem(line.line, f"status {line.value!r} is none of {', '.join(statuses)}")
        elif line.target in seen:
            yield Problem(line.line, f"{line.target} has a status in line {seen[line.target]}")
        seen.setdefault(line.target, line.line)


def _note_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for note in standoff.notes.values():
        span = standoff.spans.get(note.target)
        if span is None or span.label not in _NOTES:
            got = f"{span.label} {span.surface!r}" if span else f"{note.target}, which is no span"
            yield Problem(note.line, f"a note belongs to {' or '.join(_NOTES)}, got {got}")
        elif note.target in seen:
            yield Problem(note.line, f"{note.target} has a note in line {seen[note.target]}")
        else:
            try:
                _note_value(span, note)
            except SchemaError as error:
                yield Problem(note.line, f"{span.label} {span.surface!r}: {error}")
        seen.setdefault(note.target, note.line)


def _note_value(span: SpanLine, note: NoteLine) -> Figure | Interval:
    return _NOTES[span.label](note.values)


_FLAGS = ("approximate", "additional", "total")


def _figure(values: Mapping[str, str]) -> Figure:
    needed = {"low", "high", "unit"}
    flags = {flag: values.get(flag, "false") for flag in _FLAGS}
    known = needed | {"kind", *_FLAGS}
    if not needed <= set(values) <= known or set(flags.values()) - {"true", "false"}:
        raise SchemaError(
            "expected low=INTEGER high=INTEGER|null unit=UNIT [kind=KIND] [approximate=true|false] "
            "[additional=true|false] [total=true|false], got " + _pairs(values)
        )
    high = values["high"]
    return Figure(
        low=_integer(values["low"]),
        high=None if high == "null" else _integer(high),
        unit=values["unit"],
        kind=values.get("kind", ""),
        **{flag: value == "true" for flag, value in flags.items()},
    )


def _interval(values: Mapping[str, str]) -> Interval:
    if set(values) != {"start", "end", "grain"}:
        raise SchemaError(f"expected start=DAY end=DAY grain=GRAIN, got {_pairs(values)}")
    start, end = _day(values["start"]), _day(values["end"])
    return Interval(start=start, end=end, grain=cast(Grain, values["grain"]))


def _day(iso: str) -> date:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        day = None
    # fromisoformat() also takes 20160720 and 2016-W29-3.
    if day is None or day.isoformat() != iso:
        raise SchemaError(f"expected a day as YYYY-MM-DD, got {iso!r}")
    return day


_NOTES: Mapping[str, Callable[[Mapping[str, str]], Figure | Interval]] = {
    "TROOP": _figure,
    DATE: _interval,
}


def _integer(digits: str) -> int:
    # int() would also take ٥٦٠, +560 and 5_60, which no other reader of the file does.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 30):
        raise SchemaError(f"expected a whole number in digits 0-9, got {digits!r}")
    return int(digits)


def _pairs(values: Mapping[str, str]) -> str:
    return " ".join(f"{key}={value}" for key, value in values.items())
