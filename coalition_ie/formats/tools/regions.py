"""Labelled regions and the relations between them: what doccano, Label Studio and Prodigy share.

A document becomes regions (its mentions, the time expressions of its events, a trigger for each
event) and relations from triggers to their arguments, named as in brat (Actor, Target, Place,
Troop, Date). A trigger's label is its event's type; where a tool has no field for the status, type
and status are one label: ``DEPLOY:planned``, and ``DEPLOY`` for what is actual.

Regions of a foreign file become the records that brat files are read into, so that every form is
held to the same rules. They are repaired where it is proven how, else refused. A document is read
whole or not at all: a lost mention would be taken for a place where nothing stands.

What regions do not hold: time expressions of no event; the normalised names, sentences and
evidence of predictions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import msgspec

from coalition_ie.errors import CoalitionError, SchemaError, quoted
from coalition_ie.formats.brat.check import ROLE_NAMES, record_problems
from coalition_ie.formats.brat.document import document_from_standoff
from coalition_ie.formats.brat.standoff import (
    AttributeLine,
    EventLine,
    NoteLine,
    SpanLine,
    Standoff,
)
from coalition_ie.formats.notes import DATE, parse_note, span_note
from coalition_ie.formats.offsets import (
    CODE_POINTS,
    Counting,
    FileSpan,
    describe,
    place,
    restore,
)
from coalition_ie.formats.problems import LabelMap, Outcome, Problem, ReadDocument
from coalition_ie.ontology import ontology
from coalition_ie.types import Document, Mention, Span, TimeExpression, digest

# What was found on the way, in the order in which it is told.
_Log = list[tuple[str, Outcome]]

ACTUAL = "actual"
"""The status that goes without saying."""


@dataclass(frozen=True, slots=True)
class Region(FileSpan):
    """A labelled span of a foreign file.

    ``note`` is the value of a figure or of a date, ``status`` that of a trigger's event, ``score``
    that of a predicted mention or event.
    """

    note: str = ""
    status: str = ACTUAL
    score: float = 1.0


class Relation(NamedTuple):
    """A role between two regions, one of which is a trigger."""

    source: str
    target: str
    role: str


class AnnotatedText(NamedTuple):
    """A text with regions and relations, as a foreign file has it in ``line``.

    ``sha256`` is the digest of the text for which the regions were made, where the file tells it;
    ``left_out`` is what the file says and we have no place for; ``annotator`` whose regions they
    are, where the file tells that.
    """

    line: int
    text: str
    doc_id: str | None
    published: date | None
    sha256: str | None
    regions: Sequence[Region]
    relations: Sequence[Relation]
    left_out: Sequence[str] = ()
    annotator: str | None = None


class TextFields(msgspec.Struct, kw_only=True):
    """A text in a tool's file, and the fields that travel with it and say which text it is."""

    text: str
    doc_id: str | msgspec.UnsetType | None = msgspec.UNSET
    published: date | None = None
    sha256: str | None = None

    def annotated(
        self,
        name: str,
        line: int,
        regions: Sequence[Region],
        relations: Iterable[Relation],
        left_out: Iterable[str] = (),
    ) -> AnnotatedText:
        """The text with what was found in it; ``name`` is the id of a text without one."""
        doc_id = name if self.doc_id is msgspec.UNSET else self.doc_id
        given = (self.text, doc_id, self.published, self.sha256)
        return AnnotatedText(line, *given, regions, tuple(relations), tuple(left_out))


def text_fields(given: AnnotatedText) -> dict[str, Any]:
    """`TextFields` as JSON holds them."""
    fields = {name: getattr(given, name) for name in TextFields.__struct_fields__}
    return dict(msgspec.to_builtins(fields))


def to_regions(document: Document) -> AnnotatedText:
    """The regions and relations of a document: those of the text in its order, then the triggers.

    A time expression of several events is one region; events of one trigger have a region each.
    """
    spans: dict[Mention | TimeExpression, None] = dict.fromkeys(document.mentions)
    spans |= dict.fromkeys(time for event in document.events for time in event.dates)
    numbers = {span: str(i) for i, span in enumerate(spans)}
    regions = [_region(numbers[span], span.label, span, note=span_note(span)) for span in spans]
    relations: list[Relation] = []
    for event in document.events:
        name = str(len(regions))
        known = {"status": event.status, "score": event.score}
        regions.append(_region(name, event.type, event.trigger, **known))
        for role, argument in event.arguments():
            relations.append(Relation(name, numbers[argument], ROLE_NAMES[role]))
    text, sha256 = document.text, digest(document.text)
    return AnnotatedText(1, text, document.doc_id, document.published, sha256, regions, relations)


def from_regions(
    given: AnnotatedText, *, native: Counting = CODE_POINTS, label_map: LabelMap | None = None
) -> ReadDocument:
    """The document that regions and relations describe, and every problem on the way.

    ``native`` is how the form counts offsets; ``label_map`` renames labels.
    """
    log: _Log = [(message, "left out") for message in given.left_out]
    placed = place(_renamed(given.regions, label_map or {}, log), given.text, native=native)
    log += [(message, outcome) for _, message, outcome in placed.remarks]
    document = None if _refused(log) else _document(placed.spans, given, log)
    problems = (Problem(given.line, message, given.doc_id, outcome) for message, outcome in log)
    return ReadDocument(document, tuple(problems), given.line, given.annotator)


def to_standoff(document: Document, *, line: int = 1) -> Standoff:
    """The records of a document, all in one line of its file."""
    given = to_regions(document)._replace(line=line)
    return _records(given.regions, given, [])


def status_label(label: str, status: str) -> str:
    """The label of a region in a form that has no field for the status of events."""
    return label if status == ACTUAL else f"{label}:{status}"


def split_label(label: str) -> tuple[str, str]:
    """Label and status of a region in such a form.

    >>> split_label("DEPLOY:planned"), split_label("ORG")
    (('DEPLOY', 'planned'), ('ORG', 'actual'))
    """
    kind, colon, status = label.partition(":")
    return (kind, status) if colon and kind in ontology().events else (label, ACTUAL)


def status_labels() -> tuple[str, ...]:
    """Every label that `status_label` can give, for setting up a tool."""
    known = ontology()
    triggers = (status_label(kind, status) for kind in known.events for status in known.statuses)
    return (*known.labels, DATE, *triggers)


def _refused(log: _Log) -> bool:
    return any(outcome == "refused" for _, outcome in log)


def _region(name: str, label: str, span: Span, **known: Any) -> Region:
    known = {"score": getattr(span, "score", 1.0), **known}
    return Region(name, label, span.start, span.end, span.text, **known)


def _document(regions: Sequence[Region], given: AnnotatedText, log: _Log) -> Document | None:
    text, regions = _restored(given, regions, log)
    for name, count in Counter(region.id for region in regions).items():
        if count > 1:
            log.append((f"{count} regions have the id {quoted(name)}", "refused"))
    standoff = _records(regions, given, log)
    log += [(problem.message, problem.outcome) for problem in record_problems(standoff, text)]
    if _refused(log):
        return None
    try:
        return document_from_standoff(
            standoff, text, doc_id=given.doc_id, published=given.published
        )
    except CoalitionError as error:
        log.append((str(error), "refused"))
        return None


def _renamed(regions: Iterable[Region], label_map: LabelMap, log: _Log) -> list[Region]:
    kept: list[Region] = []
    for region in regions:
        label = label_map.get(region.label, region.label)
        if label is None:
            log.append((describe(region), "left out"))
        else:
            kept.append(replace(region, label=label))
    return kept


def _restored(
    given: AnnotatedText, regions: Sequence[Region], log: _Log
) -> tuple[str, Sequence[Region]]:
    """The text as its sha256 says, and the regions in it."""
    text, sha256 = given.text, given.sha256
    if sha256 is None or digest(text) == sha256:
        return text, regions
    restored = restore(text, sha256)
    if restored is None:
        message = f"expected a text of sha256 {quoted(sha256)}, got one of {digest(text)}"
        log.append((message, "refused"))
        return text, regions
    repaired = "the text's line ends had been changed and are as its sha256 says again"
    log.append((repaired, "repaired"))
    original, counting = restored
    at = counting.borders(text)
    moved = [replace(region, start=at[region.start], end=at[region.end]) for region in regions]
    return original, [replace(r, surface=original[r.start : r.end]) for r in moved]


def _records(regions: Sequence[Region], given: AnnotatedText, log: _Log) -> Standoff:
    line, types = given.line, ontology().events
    triggers = [region for region in regions if region.label in types]
    arguments = _arguments(regions, given, log)
    spans = [SpanLine(r.id, r.label, r.start, r.end, r.surface or "", line) for r in regions]
    return Standoff(
        spans={span.id: span for span in spans},
        events={r.id: EventLine(line, r.id, r.label, r.id, arguments[r.id]) for r in triggers},
        attributes={r.id: AttributeLine(line, r.id, "Status", r.id, r.status) for r in triggers},
        notes={r.id: NoteLine(line, r.id, r.id, _note(r, log)) for r in regions if r.note},
        problems=(),
    )


def _arguments(
    regions: Sequence[Region], given: AnnotatedText, log: _Log
) -> dict[str, list[tuple[str, str]]]:
    """Id of each trigger to roles and ids of what fills them."""
    known = {region.id: region for region in regions}
    dropped = {region.id for region in given.regions} - known.keys()
    arguments: dict[str, list[tuple[str, str]]] = {
        region.id: [] for region in regions if region.label in ontology().events
    }
    for relation in given.relations:
        # People draw an arrow either way; one of its ends is the event.
        ends = (relation.source, relation.target)
        triggers = [end for end in ends if end in arguments]
        if dropped.intersection(ends):
            log.append((f"{relation.role} of a region that is left out", "left out"))
        elif len(triggers) != 1:
            a, b = (
                describe(known[end]) if end in known else f"{quoted(end)}, which is no region"
                for end in ends
            )
            message = f"{relation.role} joins {a} and {b}: expected one trigger among them"
            log.append((message, "refused"))
        else:
            other = ends[1] if triggers[0] == ends[0] else ends[0]
            arguments[triggers[0]].append((relation.role, other))
    return arguments


def _note(region: Region, log: _Log) -> dict[str, str]:
    try:
        return parse_note(region.note)
    except SchemaError as error:
        log.append((f"{describe(region)}: {error}", "refused"))
        return {}
