"""Regions and relations of a foreign file to a document: repaired where proven, else refused.

They become the records that brat files are read into, so that every form is held to the same
rules. A document is read whole or not at all: one region that cannot be repaired refuses it, since
a lost mention would be taken for a place where nothing stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coalition_ie.errors import CoalitionError, SchemaError
from coalition_ie.formats.brat.examine import record_problems
from coalition_ie.formats.brat.records import document_of
from coalition_ie.formats.brat.standoff import (
    AttributeLine,
    EventLine,
    NoteLine,
    SpanLine,
    Standoff,
)
from coalition_ie.formats.notes import parse_note
from coalition_ie.formats.offsets import CODE_POINTS, Counting, digest, place, restore, told
from coalition_ie.formats.problems import LabelMap, Outcome, Problem, Settled
from coalition_ie.formats.tools.regions import Marked, Region, Relation, marked
from coalition_ie.ontology import ontology
from coalition_ie.types import Document


def settle(
    given: Marked, *, native: Counting = CODE_POINTS, label_map: LabelMap | None = None
) -> Settled:
    """The document that regions and relations describe, and every problem on the way.

    ``native`` is how the form counts offsets; ``label_map`` renames labels.
    """
    log = _Log(given)
    placed = place(_renamed(given.regions, label_map or {}, log), given.text, native=native)
    for remark in placed.remarks:
        log.add(remark.message, remark.outcome)
    document = None if log.refused else _document(placed.spans, given, log)
    return Settled(document, tuple(log.problems), given.line)


def standoff_of(document: Document, *, line: int = 1) -> Standoff:
    """The records of a document, all in one line of its file."""
    given = replace(marked(document), line=line)
    return _records(given.regions, given, _Log(given))


class _Log:
    """The problems of one document."""

    def __init__(self, given: Marked) -> None:
        self.line, self.doc_id = given.line, given.doc_id
        self.problems = list(given.problems)

    @property
    def refused(self) -> bool:
        return any(problem.outcome == "refused" for problem in self.problems)

    def add(self, message: str, outcome: Outcome = "refused") -> None:
        self.problems.append(Problem(self.line, message, self.doc_id, outcome))


def _document(regions: Sequence[Region], given: Marked, log: _Log) -> Document | None:
    text, regions = _restored(given, regions, log)
    for name, count in Counter(region.id for region in regions).items():
        if count > 1:
            log.add(f"{count} regions have the id {name!r}")
    standoff = _records(regions, given, log)
    found = record_problems(standoff, text)
    log.problems += [problem._replace(document=given.doc_id) for problem in found]
    if log.refused:
        return None
    try:
        return document_of(standoff, text, doc_id=given.doc_id, published=given.published)
    except CoalitionError as error:
        log.add(str(error))
        return None


def _renamed(regions: Iterable[Region], label_map: LabelMap, log: _Log) -> list[Region]:
    kept: list[Region] = []
    for region in regions:
        label = label_map.get(region.label, region.label)
        if label is None:
            log.add(told(region), "left out")
        else:
            kept.append(replace(region, label=label))
    return kept


def _restored(given: Marked, regions: Sequence[Region], log: _Log) -> tuple[str, Sequence[Region]]:
    """The text as its sha256 says, and the regions in it."""
    text, sha256 = given.text, given.sha256
    if sha256 is None or digest(text) == sha256:
        return text, regions
    restored = restore(text, sha256)
    if restored is None:
        log.add(f"expected a text of sha256 {sha256}, got one of {digest(text)}")
        return text, regions
    log.add("the text's line ends had been changed and are as its sha256 says again", "repaired")
    original, counting = restored
    at = counting.borders(text)
    return original, [
        replace(
            region,
            start=at[region.start],
            end=at[region.end],
            surface=original[at[region.start] : at[region.end]],
        )
        for region in regions
    ]


def _records(regions: Sequence[Region], given: Marked, log: _Log) -> Standoff:
    line, types = given.line, ontology().events
    triggers = [region for region in regions if region.label in types]
    arguments = _arguments(regions, given, log)
    return Standoff(
        spans={
            r.id: SpanLine(line, r.id, r.label, r.start, r.end, r.surface or "") for r in regions
        },
        events={
            r.id: EventLine(line, r.id, r.label, r.id, tuple(arguments[r.id])) for r in triggers
        },
        attributes={r.id: AttributeLine(line, r.id, "Status", r.id, r.status) for r in triggers},
        notes={r.id: NoteLine(line, r.id, r.id, _note(r, log)) for r in regions if r.note},
        problems=(),
    )


def _arguments(
    regions: Sequence[Region], given: Marked, log: _Log
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
            log.add(f"{relation.role} of a region that is left out", "left out")
        elif len(triggers) != 1:
            log.add(_stray(relation, known))
        else:
            other = ends[1] if triggers[0] == ends[0] else ends[0]
            arguments[triggers[0]].append((relation.role, other))
    return arguments


def _stray(relation: Relation, known: Mapping[str, Region]) -> str:
    ends = (relation.source, relation.target)
    a, b = (told(known[end]) if end in known else f"{end!r}, which is no region" for end in ends)
    return f"{relation.role} joins {a} and {b}: expected one trigger among them"


def _note(region: Region, log: _Log) -> dict[str, str]:
    try:
        return parse_note(region.note)
    except SchemaError as error:
        log.add(f"{told(region)}: {error}")
        return {}
