"""What goes in and comes out: spans, mentions, figures, time expressions, events, documents.

All are frozen and check themselves when built. Offsets count Unicode code points of the text as
the caller gave it and are half-open: ``text[span.start:span.end] == span.text``, always. Plain
dicts exist only at the JSON edge (`Document.to_dict`, `Document.from_dict`).
"""

from __future__ import annotations

from coalition_ie.ontology import EventType, Kind, Label, Role, Status, Unit
from coalition_ie.types.document import (
    SCHEMA_VERSION,
    Absence,
    Document,
    Event,
    Evidence,
    digest,
    document_schema,
)
from coalition_ie.types.values import (
    GRAINS,
    REASONS,
    TIMEX_TYPES,
    Figure,
    Grain,
    Interval,
    Mention,
    Reason,
    Span,
    TimeExpression,
    Timex,
    TimexMod,
    TimexType,
)

__all__ = [
    "GRAINS",
    "REASONS",
    "SCHEMA_VERSION",
    "TIMEX_TYPES",
    "Absence",
    "Document",
    "Event",
    "EventType",
    "Evidence",
    "Figure",
    "Grain",
    "Interval",
    "Kind",
    "Label",
    "Mention",
    "Reason",
    "Role",
    "Span",
    "Status",
    "TimeExpression",
    "Timex",
    "TimexMod",
    "TimexType",
    "Unit",
    "digest",
    "document_schema",
]
