"""Documents as brat standoff, read strictly and written so that reading gives the same document.

Mentions are spans labelled PER, ORG, LOC or TROOP; a trigger is a span labelled with its event's
type; a time expression one labelled DATE. The values of figures and dates are notes
(`coalition_ie.formats.notes`). The attribute ``Status`` of an event may be missing: ``actual``.

What the files do not hold: scores, normalised names, time expressions of no event, sentences and
evidence of predictions, the document's id and day of publication, and spans that cross a line
break (refused when writing).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.brat.check import (
    ROLE_NAMES,
    ROLES_BY_NAME,
    check_standoff,
    mention_lines,
    note_values,
    record_problems,
)
from coalition_ie.formats.brat.standoff import EventLine, SpanLine, Standoff, parse_standoff
from coalition_ie.formats.notes import DATE, Value, span_note
from coalition_ie.formats.offsets import place
from coalition_ie.formats.problems import Problem, ReadDocument
from coalition_ie.ontology import ROLES, one_of, ontology
from coalition_ie.types import Document, Event, Figure, Interval, Mention, Span, TimeExpression

_Key = tuple[str, Span]


def read_brat(
    ann: str, text: str, *, doc_id: str | None = None, published: date | None = None
) -> Document:
    """The document that the standoff lines ``ann`` describe in ``text``.

    Raises:
        FormatError: a line cannot be read, or does not fit the text, the ontology or the other
            lines; the message names the document and the first such line.
    """
    standoff = check_standoff(ann, text)
    if standoff.problems:
        first, *others = standoff.problems
        more = f" (and {len(others)} more)" if others else ""
        name = f"document {quoted(doc_id)}"
        raise FormatError(f"{name}: line {first.line}: {first.message}{more}")
    return document_from_standoff(standoff, text, doc_id=doc_id, published=published)


def parse_brat(ann: str, text: str, *, doc_id: str | None = None) -> ReadDocument:
    """As `read_brat`, but spans whose surfaces prove another counting are moved.

    All that is wrong comes with the document, which is None where it cannot be read.
    """
    standoff = parse_standoff(ann)
    placed = place(list(standoff.spans.values()), text)
    moved = standoff._replace(spans={line.id: line for line in placed.spans})
    remarks = [
        Problem(placed.spans[number].line, message, None, outcome)
        for number, message, outcome in placed.remarks
        if outcome == "repaired"  # what is refused is told by `record_problems`
    ]
    found = [*remarks, *standoff.problems, *record_problems(moved, text)]
    problems = tuple(sorted(problem._replace(document=doc_id) for problem in found))
    if any(problem.outcome == "refused" for problem in problems):
        return ReadDocument(None, problems)
    document = document_from_standoff(moved, text, doc_id=doc_id, published=None)
    return ReadDocument(document, problems)


def document_from_standoff(
    standoff: Standoff, text: str, *, doc_id: str | None, published: date | None
) -> Document:
    """The document that records describe, events in their order.

    Raises:
        CoalitionError: the records do not fit; `coalition_ie.formats.brat.check` says why.
    """
    values = note_values(standoff)
    times = [line for line in standoff.spans.values() if line.label == DATE]
    lines = (*mention_lines(standoff), *times)
    fillers = {line.id: _filler(line, values.get(line.id)) for line in lines}
    statuses = {line.target: line.value for line in standoff.attributes.values()}
    return Document(
        text=text,
        mentions=tuple(filler for filler in fillers.values() if isinstance(filler, Mention)),
        events=tuple(
            _event(line, standoff, fillers, statuses.get(line.id, "actual"))
            for line in standoff.events.values()
        ),
        doc_id=doc_id,
        published=published,
    )


def write_brat(document: Document) -> str:
    """The standoff lines of ``document``: spans in the text's order, events in the document's.

    Raises:
        FormatError: a span crosses a line break, which a line of standoff cannot hold.
    """
    keys = _span_keys(document)
    ids = {key: f"T{i}" for i, key in enumerate(keys, 1)}
    spans = [f"{ids[label, s]}\t{label} {s.start} {s.end}\t{s.text}" for label, s in keys]
    events = [
        f"E{i}\t{event.type}:{ids[event.type, event.trigger]}{_arguments(event, ids)}"
        for i, event in enumerate(document.events, 1)
    ]
    statuses = [f"A{i}\tStatus E{i} {e.status}" for i, e in enumerate(document.events, 1)]
    valued = [(ids[key], note) for key in keys if (note := span_note(key[1]))]
    notes = [f"#{i}\tAnnotatorNotes {name}\t{note}" for i, (name, note) in enumerate(valued, 1)]
    return "".join(f"{line}\n" for line in (*spans, *events, *statuses, *notes))


def _filler(line: SpanLine, value: Value | None) -> Mention | TimeExpression:
    at: dict[str, Any] = {"start": line.start, "end": line.end, "text": line.surface}
    if line.label == DATE:
        return TimeExpression(**at, value=value if isinstance(value, Interval) else None)
    label = one_of(ontology().labels, line.label, what="label")
    return Mention(**at, label=label, figure=value if isinstance(value, Figure) else None)


def _event(
    line: EventLine,
    standoff: Standoff,
    fillers: Mapping[str, Mention | TimeExpression],
    status: str,
) -> Event:
    at = standoff.spans[line.trigger]
    roles: dict[str, Any] = dict.fromkeys(ROLES, ())
    for name, target in line.arguments:
        roles[ROLES_BY_NAME[name]] += (fillers[target],)
    return Event(
        type=one_of(ontology().events, line.type, what="event type"),
        trigger=Span(start=at.start, end=at.end, text=at.surface),
        status=one_of(ontology().statuses, status, what="status"),
        **roles,
    )


def _span_keys(document: Document) -> list[_Key]:
    # A dict keeps one of each: events may share a trigger or a date.
    keys: dict[_Key, None] = {(mention.label, mention): None for mention in document.mentions}
    for event in document.events:
        keys[event.type, event.trigger] = None
        keys.update({(DATE, time): None for time in event.dates})
    for label, span in keys:
        if "\n" in span.text or "\r" in span.text:
            raise FormatError(
                f"document {quoted(document.doc_id)}: {label} at {span.start}:{span.end} "
                f"{quoted(span.text)} crosses a line break, which brat standoff cannot hold"
            )
    return sorted(keys, key=lambda key: (key[1].start, key[1].end, key[0]))


def _arguments(event: Event, ids: Mapping[_Key, str]) -> str:
    fields: list[str] = []
    for role in ROLES:
        for i, argument in enumerate(getattr(event, role), 1):
            number = "" if i == 1 else i
            fields.append(f" {ROLE_NAMES[role]}{number}:{ids[argument.label, argument]}")
    return "".join(fields)
