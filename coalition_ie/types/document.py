"""Events, documents, and their JSON form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise
from typing import Any, Final, Literal, Self, get_args

from coalition_ie.errors import CoalitionError, SchemaError, SpanError, TextError, quoted
from coalition_ie.ontology import ROLES, EventType, Role, Status, one_of, ontology
from coalition_ie.types.values import Mention, Span, TimeExpression

AbsenceReason = Literal["no-candidate", "unlikely"]
"""Why a role is empty."""

SCHEMA_VERSION: Final = 1
"""Version of the JSON form; raised when a reader of the old form would misread the new one.

Keys that were added later may be missing: files of 0.1 have no dates but those of events, no meta,
and figures without kind, additional, total.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How sure it is that ``span`` is the event's trigger, its argument, or tells its status.

    ``score`` is a calibrated probability; ``rule`` the id of the row of the trigger lexicon that
    knows the trigger, empty where none does and for what is no trigger. ``cue`` is the word that
    spoke for it most, where it was asked for (`Extractor.explain`).
    """

    role: Role | Literal["trigger", "status"]
    span: Span
    score: float = 1.0
    rule: str = ""
    cue: Span | None = None

    def __post_init__(self) -> None:
        one_of((*ROLES, "trigger", "status"), self.role, what="role of evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Why a role of an event is empty.

    ``no-candidate``: its sentence names nothing that may fill it and fills no other role;
    ``unlikely``: ``best``, the likeliest of what may, has only the probability ``score``.
    """

    role: Role
    reason: AbsenceReason
    best: Span | None = None
    score: float = 0.0

    def __post_init__(self) -> None:
        one_of(ROLES, self.role, what="empty role")
        one_of(get_args(AbsenceReason), self.reason, what="reason of an empty role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, where, when, with how many: a trigger and its arguments.

    ``score`` is the calibrated probability that the trigger names an event of this type.
    ``sentence`` is the span it was read from, ``evidence`` has an entry for the trigger, the status
    and each argument, ``absent`` one for actors, targets, places and dates where nothing fills
    them; all are empty in gold annotations.
    """

    type: EventType
    trigger: Span
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    troops: tuple[Mention, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    status: Status = "actual"
    score: float = 1.0
    sentence: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    absent: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        known = ontology()
        one_of(known.events, self.type, what="event type")
        one_of(known.statuses, self.status, what="status")
        if not 0.0 <= self.score <= 1.0:
            raise SchemaError(f"score {self.score!r} is not in [0, 1]")
        for role, argument in self.arguments():
            if argument.label not in (known.roles[role] or {"DATE"}):
                takes = ", ".join(sorted(known.roles[role])) or "dates"
                raise SchemaError(
                    f"{self.type} on {quoted(self.trigger.text)}: {quoted(argument.text)} is "
                    f"{argument.label}; {role} takes {takes}"
                )

    def arguments(self) -> Iterator[tuple[Role, Mention | TimeExpression]]:
        """Every argument with its role, role by role."""
        for role in ROLES:
            for argument in getattr(self, role):
                yield role, argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its mentions (in the text's order, never overlapping), dates and events.

    ``dates`` are its time expressions in the text's order, whether or not an event uses them;
    where none are given they are those of the events. ``meta`` is what else the row said that the
    text came in, by the names of its columns: carried through as it is, and JSON-safe.
    ``provenance`` is what read it: version, checkpoint and engine; empty in annotations.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    doc_id: str | None = None
    published: date | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)
    provenance: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        name = _named(self.doc_id)
        if not isinstance(self.text, str):
            raise TextError(f"{name}: expected a str, got {type(self.text).__name__}")
        if not self.dates:
            used = dict.fromkeys(time for event in self.events for time in event.dates)
            in_order = sorted(used, key=lambda time: (time.start, time.end))
            object.__setattr__(self, "dates", tuple(in_order))
        self._check_spans(name)
        known = {*self.mentions, *self.dates}
        for event in self.events:
            for role, argument in event.arguments():
                if argument not in known:
                    kind = "time expression" if role == "dates" else "mention"
                    raise SpanError(
                        f"{name}: {event.type} on {quoted(event.trigger.text)} has "
                        f"in {role} {quoted(argument.text)}, which is no {kind} of the document"
                    )

    def _check_spans(self, name: str) -> None:
        # By identity: events share sentences, and to hold each of them against the text once for
        # every event would be quadratic.
        spans: dict[int, Span] = {id(span): span for span in self._spans()}
        for span in spans.values():
            if not self.text.startswith(span.text, span.start):
                found = self.text[span.start : span.end]
                raise SpanError(
                    f"{name}: at {span.start}:{span.end} expected {quoted(span.text)}, "
                    f"got {quoted(found)}"
                )
        for before, span in chain(pairwise(self.mentions), pairwise(self.dates)):
            if span.start < (before.end if isinstance(span, Mention) else before.start):
                raise SpanError(
                    f"{name}: {quoted(span.text)} at {span.start} overlaps or precedes the "
                    f"one before it, which ends at {before.end}"
                )

    def _spans(self) -> Iterator[Span]:
        yield from self.mentions
        yield from self.dates
        for event in self.events:
            yield event.trigger
            yield from (evidence.span for evidence in event.evidence)
            yield from (e.cue for e in event.evidence if e.cue is not None)
            yield from (absence.best for absence in event.absent if absence.best is not None)
            if event.sentence is not None:
                yield event.sentence

    def to_dict(self) -> dict[str, Any]:
        """A JSON-safe dict; events refer to mentions by their position in ``mentions``."""
        from coalition_ie.types import wire

        return wire.write(self)

    def to_records(
        self, kind: Literal["events", "mentions", "dates"] = "events"
    ) -> list[dict[str, Any]]:
        """Flat rows, one for each event, mention or time expression (`coalition_ie.types.records`).

        Raises:
            SchemaError: ``kind`` is none of the three.
        """
        from coalition_ie.types.records import KINDS, RECORDS

        return list(RECORDS[one_of(KINDS, kind, what="table")](self))

    def to_html(self) -> str:
        """A page of its own to read the document on, which opens from disk without a network."""
        from coalition_ie.formats.page import page

        return page([self])

    def _repr_html_(self) -> str:
        """What a notebook shows of it."""
        from coalition_ie.formats.page import framed

        return framed(self.to_html())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The document that `to_dict` wrote.

        Raises:
            SchemaError: the object lacks a key, has one too many, or is of another version.
            SpanError: a span does not fit the text.
        """
        from coalition_ie.types import wire

        if not isinstance(data, Mapping):
            raise SchemaError(f"expected an object, got {quoted(data)}")
        version = data.get("schema_version")
        if version != SCHEMA_VERSION:
            raise SchemaError(f"expected schema_version {SCHEMA_VERSION}, got {quoted(version)}")
        try:
            fields = wire.read(data)
        except CoalitionError as error:
            raise type(error)(f"{_named(data.get('doc_id'))}: {error}") from error
        return cls(**fields)


def digest(text: str) -> str:
    """The sha256 of a text's UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _named(doc_id: object) -> str:
    return "document" if doc_id is None else f"document {quoted(doc_id)}"


def document_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `Document.to_dict` gives."""
    from coalition_ie.types import wire

    return wire.schema()
