"""Standoff records to a document; the records have been examined and fit the text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from coalition_ie.formats.brat.examine import ROLES_BY_NAME, mention_lines, note_values
from coalition_ie.formats.brat.standoff import EventLine, SpanLine, Standoff
from coalition_ie.formats.notes import DATE, Value
from coalition_ie.ontology import ROLES, Status, one_of, ontology
from coalition_ie.types import Document, Event, Figure, Interval, Mention, Span, TimeExpression


def document_of(
    standoff: Standoff, text: str, *, doc_id: str | None, published: date | None
) -> Document:
    """The document that ``standoff`` describes, events in the order of its records.

    Raises:
        CoalitionError: the records do not fit; `coalition_ie.formats.brat.examine` says why.
    """
    values = note_values(standoff)
    spans: dict[str, Mention | TimeExpression] = {}
    spans |= {s.id: _mention(s, values.get(s.id)) for s in mention_lines(standoff)}
    spans |= {s.id: _time(s, values.get(s.id)) for s in standoff.spans.values() if s.label == DATE}
    statuses = ontology().statuses
    status = {
        line.target: one_of(statuses, line.value, what="status")
        for line in standoff.attributes.values()
    }
    times = [span for span in spans.values() if isinstance(span, TimeExpression)]
    return Document(
        text=text,
        mentions=tuple(span for span in spans.values() if isinstance(span, Mention)),
        dates=tuple(sorted(times, key=lambda time: (time.start, time.end))),
        events=tuple(
            _event(line, standoff, spans, status.get(line.id, "actual"))
            for line in standoff.events.values()
        ),
        doc_id=doc_id,
        published=published,
    )


def _mention(line: SpanLine, value: Value | None) -> Mention:
    return Mention(
        start=line.start,
        end=line.end,
        text=line.surface,
        label=one_of(ontology().labels, line.label, what="label"),
        figure=value if isinstance(value, Figure) else None,
    )


def _time(line: SpanLine, value: Value | None) -> TimeExpression:
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
    status: Status,
) -> Event:
    at = standoff.spans[line.trigger]
    trigger = Span(start=at.start, end=at.end, text=at.surface)
    fillers: dict[str, Any] = dict.fromkeys(ROLES, ())
    for name, target in line.arguments:
        fillers[ROLES_BY_NAME[name]] += (spans[target],)
    kind = one_of(ontology().events, line.type, what="event type")
    return Event(type=kind, trigger=trigger, status=status, **fillers)
