"""Documents as brat standoff, read strictly and written so that reading gives the same document.

Mentions are spans labelled PER, ORG, LOC or TROOP; a trigger is a span labelled with its event's
type; a time expression one labelled DATE. A TROOP's value is a note ``low=560 high=560
unit=person`` (``high=null`` where open), with ``kind=soldier``, ``approximate=true``,
``additional=true`` and ``total=true`` where they are said; a date's is ``start=2016-07-20
end=2016-07-20 grain=day``. The attribute ``Status`` of an event may be missing: ``actual``.

What the files do not hold: scores, normalised names, sentences and evidence of predictions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from coalition_ie.errors import FormatError
from coalition_ie.formats.examine import (
    DATE,
    ROLE_NAMES,
    ROLES_BY_NAME,
    examine,
    mention_lines,
    note_values,
)
from coalition_ie.formats.standoff import EventLine, SpanLine, Standoff
from coalition_ie.ontology import ROLES
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
    standoff, problems = examine(ann, text)
    if problems:
        line, message = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise FormatError(f"document {doc_id!r}: line {line}: {message}{more}")
    values = note_values(standoff)
    spans: dict[str, Mention | TimeExpression] = {}
    spans |= {s.id: _mention(s, values.get(s.id)) for s in mention_lines(standoff)}
    spans |= {s.id: _time(s, values.get(s.id)) for s in standoff.spans.values() if s.label == DATE}
    status = {line.target: line.value for line in standoff.attributes.values()}
    return Document(
        text=text,
        mentions=tuple(span for span in spans.values() if isinstance(span, Mention)),
        events=tuple(
            _event(line, standoff, spans, status.get(line.id, "actual"))
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
    valued = [(ids[key], note) for key in keys if (note := _note(key[1]))]
    notes = [f"#{i}\tAnnotatorNotes {name}\t{note}" for i, (name, note) in enumerate(valued, 1)]
    return "".join(f"{line}\n" for line in (*spans, *events, *statuses, *notes))


def _mention(line: SpanLine, value: Figure | Interval | None) -> Mention:
    return Mention(
        start=line.start,
        end=line.end,
        text=line.surface,
        label=line.label,
        figure=value if isinstance(value, Figure) else None,
    )


def _time(line: SpanLine, value: Figure | Interval | None) -> TimeExpression:
    return TimeExpression(
        start=line.start,
        end=line.end,
        text=line.surface,
        value=value if isinstance(value, Interval) else None,
    )


def _event(
    line: EventLine,
    standoff: Standoff,
    spans: Mapping[str, Mention | TimeExpression],
    status: str,
) -> Event:
    at = standoff.spans[line.trigger]
    trigger = Span(start=at.start, end=at.end, text=at.surface)
    fillers: dict[str, Any] = dict.fromkeys(ROLES, ())
    for name, target in line.arguments:
        fillers[ROLES_BY_NAME[name]] += (spans[target],)
    return Event(type=line.type, trigger=trigger, status=status, **fillers)


def _span_keys(document: Document) -> list[_Key]:
    # A dict keeps one of each: events may share a trigger or a date.
    keys: dict[_Key, None] = {(mention.label, mention): None for mention in document.mentions}
    for event in document.events:
        keys[event.type, event.trigger] = None
        keys.update({(DATE, time): None for time in event.dates})
    for label, span in keys:
        if "\n" in span.text or "\r" in span.text:
            raise FormatError(
                f"document {document.doc_id!r}: {label} at {span.start}:{span.end} "
                f"{span.text!r} crosses a line break, which brat standoff cannot hold"
            )
    return sorted(keys, key=lambda key: (key[1].start, key[1].end, key[0]))


def _arguments(event: Event, ids: Mapping[_Key, str]) -> str:
    fields: list[str] = []
    for role in ROLES:
        for i, argument in enumerate(getattr(event, role), 1):
            label = argument.label if isinstance(argument, Mention) else DATE
            number = "" if i == 1 else str(i)
            fields.append(f" {ROLE_NAMES[role]}{number}:{ids[label, argument]}")
    return "".join(fields)


def _note(span: Span) -> str:
    if isinstance(span, Mention) and span.figure is not None:
        figure = span.figure
        high = "null" if figure.high is None else figure.high
        kind = "" if figure.kind == figure.unit else f" kind={figure.kind}"
        flags = ("approximate", "additional", "total")
        said = "".join(f" {flag}=true" for flag in flags if getattr(figure, flag))
        return f"low={figure.low} high={high} unit={figure.unit}{kind}{said}"
    if isinstance(span, TimeExpression) and span.value is not None:
        value = span.value
        return f"start={value.start} end={value.end} grain={value.grain}"
    return ""
