"""What keeps standoff records from being a document: every problem, with its line.

Here the records are held against the text, the ontology and one another; the records may be the
lines of a brat file or those made of another form. What the annotation guidelines ask beyond that
is `coalition_ie.corpus.guidelines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise

from coalition_ie.errors import SchemaError, quoted
from coalition_ie.formats.brat.standoff import EventLine, SpanLine, Standoff, parse_standoff
from coalition_ie.formats.notes import DATE, KINDS, Value, note_value
from coalition_ie.formats.problems import Problem
from coalition_ie.ontology import ROLES, Role, ontology

ROLE_NAMES: Mapping[Role, str] = {role: role.removesuffix("s").capitalize() for role in ROLES}
"""Role of an event to its name in the files: ``actors`` is ``Actor``."""

ROLES_BY_NAME: Mapping[str, Role] = {name: role for role, name in ROLE_NAMES.items()}
"""Name of a role in the files to the role."""


def check_standoff(ann: str, text: str) -> Standoff:
    """The records of ``ann`` and all that keeps them from being a document, sorted by line."""
    standoff = parse_standoff(ann)
    found = (*_line_break_problems(standoff, text), *record_problems(standoff, text))
    return standoff._replace(problems=tuple(sorted((*standoff.problems, *found))))


def record_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    """What keeps records, of whatever form, from being a document over ``text``."""
    yield from _span_problems(standoff, text)
    for check in (_event_problems, _attribute_problems, _note_problems):
        yield from check(standoff)


def note_values(standoff: Standoff) -> dict[str, Value]:
    """Id of a TROOP or DATE span to the value its note gives, where the note can be read."""
    values: dict[str, Value] = {}
    for note in standoff.notes.values():
        span = standoff.spans.get(note.target)
        with suppress(SchemaError):
            if span is not None and span.label in KINDS:
                values[span.id] = note_value(span.label, note.values)
    return values


def event_at(standoff: Standoff, event: EventLine) -> str:
    """An event for messages: its type, and its trigger with the offsets, where there is one."""
    trigger = standoff.spans.get(event.trigger)
    return f"{event.type} {trigger.where}" if trigger else event.type


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
            message = f"label {quoted(span.label)} is none of {', '.join(known)}: {span.where}"
            yield Problem(span.line, message)
        if not 0 <= span.start < span.end <= len(text):
            expected = f"expected 0 <= start < end <= {len(text)}"
            yield Problem(span.line, f"{span.label}: {expected}, got {span.start} {span.end}")
        elif found != span.surface:
            there = f"the text has {quoted(found)} at {span.start}:{span.end}"
            yield Problem(span.line, f"{there}, the line {quoted(span.surface)}")
    for first, second in pairwise(mention_lines(standoff)):
        if second.start < first.end:
            under = f"{first.label} {first.where} of line {first.line}"
            yield Problem(second.line, f"{second.label} {second.where} overlaps {under}")


def _line_break_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    for span in standoff.spans.values():
        found = text[span.start : span.end]
        if found == span.surface and ("\n" in found or "\r" in found):
            yield Problem(span.line, f"{quoted(found)} crosses a line break")


def _event_problems(standoff: Standoff) -> Iterator[Problem]:
    for event in standoff.events.values():
        trigger = standoff.spans.get(event.trigger)
        if event.type not in ontology().events:
            known = ", ".join(ontology().events)
            yield Problem(event.line, f"event type {quoted(event.type)} is none of {known}")
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
            yield Problem(span.line, f"{span.named} belongs to no event")


def _argument_problems(
    standoff: Standoff, event: EventLine, name: str, target: str
) -> Iterator[Problem]:
    role = ROLES_BY_NAME.get(name)
    if role is None:
        message = f"role {quoted(name)} is none of {', '.join(ROLES_BY_NAME)}"
        yield Problem(event.line, f"{message}: {event_at(standoff, event)}")
        return
    allowed = ontology().roles[role] or {DATE}
    span = standoff.spans.get(target)
    if span is None:
        yield Problem(event.line, f"{name} of {event.id} names {target}, which is no span")
    elif span.label not in allowed:
        takes = f"{role} takes {', '.join(sorted(allowed))}: {event_at(standoff, event)}"
        yield Problem(event.line, f"{name} of {event.id} is {span.named}; {takes}")


def _attribute_problems(standoff: Standoff) -> Iterator[Problem]:
    statuses = ", ".join(ontology().statuses)
    seen: dict[str, int] = {}
    for line in standoff.attributes.values():
        if line.name != "Status":
            yield Problem(line.line, f"expected the attribute Status, got {quoted(line.name)}")
        elif line.target not in standoff.events:
            yield Problem(line.line, f"Status of {line.target}, which is no event")
        elif line.value not in ontology().statuses:
            yield Problem(line.line, f"status {quoted(line.value)} is none of {statuses}")
        elif line.target in seen:
            yield Problem(line.line, f"{line.target} has a status in line {seen[line.target]}")
        seen.setdefault(line.target, line.line)


def _note_problems(standoff: Standoff) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for note in standoff.notes.values():
        span = standoff.spans.get(note.target)
        if span is None or span.label not in KINDS:
            got = span.named if span else f"{note.target}, which is no span"
            yield Problem(note.line, f"a note belongs to {' or '.join(KINDS)}, got {got}")
        elif note.target in seen:
            yield Problem(note.line, f"{note.target} has a note in line {seen[note.target]}")
        else:
            try:
                note_value(span.label, note.values)
            except SchemaError as error:
                yield Problem(note.line, f"{span.named}: {error}")
        seen.setdefault(note.target, note.line)
