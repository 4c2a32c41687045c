"""Events, documents, and their JSON form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Self

from coalition_ie.errors import CoalitionError, SchemaError, SpanError, TextError
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.types.values import Figure, Interval, Mention, Span, TimeExpression

SCHEMA_VERSION = 1
"""Version of the JSON form; raised when a reader of the old form would misread the new one.

Keys that were added later may be missing: 0.1 files have figures without kind, additional, total.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which rule of the events' tables put ``span`` into ``role`` (or trigger, or status)."""

    role: str
    span: Span
    rule: str

    def __post_init__(self) -> None:
        if self.role not in (*ROLES, "trigger", "status"):
            raise SchemaError(f"evidence for unknown role {self.role!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, where, when, with how many: a trigger and its arguments.

    ``score`` is the product of its mentions' scores; how sure the linking rules are is not in it.
    ``sentence`` is the span it was read from, ``evidence`` has an entry for the trigger, the status
    and each argument; both are empty in gold annotations.
    """

    type: str
    trigger: Span
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    troops: tuple[Mention, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    status: str = "actual"
    score: float = 1.0
    sentence: Span | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        known = ontology()
        if self.type not in known.events:
            raise SchemaError(f"event type {self.type!r} is none of {', '.join(known.events)}")
        if self.status not in known.statuses:
            raise SchemaError(f"status {self.status!r} is none of {', '.join(known.statuses)}")
        if not 0.0 <= self.score <= 1.0:
            raise SchemaError(f"score {self.score!r} is not in [0, 1]")
        for role, argument in self.arguments():
            label = getattr(argument, "label", "DATE")
            if label not in (known.roles[role] or {"DATE"}):
                raise SchemaError(
                    f"{self.type} on {self.trigger.text!r}: {argument.text!r} is {label}; "
                    f"{role} takes {', '.join(sorted(known.roles[role])) or 'dates'}"
                )

    def arguments(self) -> Iterator[tuple[str, Mention | TimeExpression]]:
        """Every argument with its role, role by role."""
        for role in ROLES:
            for argument in getattr(self, role):
                yield role, argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its mentions (in the text's order, never overlapping) and events."""

    text: str
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    doc_id: str | None = None
    published: date | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TextError(f"{self._name}: expected a str, got {type(self.text).__name__}")
        end = 0
        for mention in self.mentions:
            self._check(mention)
            if mention.start < end:
                raise SpanError(
                    f"{self._name}: mention {mention.text!r} at {mention.start} overlaps or "
                    f"precedes the one before it, which ends at {end}"
                )
            end = mention.end
        known = set(self.mentions)
        sentence = None
        for event in self.events:
            self._check(event.trigger)
            for evidence in event.evidence:
                self._check(evidence.span)
            if event.sentence is not None and event.sentence is not sentence:
                self._check(sentence := event.sentence)
            for role, argument in event.arguments():
                self._check(argument)
                if isinstance(argument, Mention) and argument not in known:
                    raise SpanError(
                        f"{self._name}: {event.type} on {event.trigger.text!r} has in {role} "
                        f"{argument.text!r}, which is no mention of the document"
                    )

    @property
    def _name(self) -> str:
        return "document" if self.doc_id is None else f"document {self.doc_id!r}"

    def _check(self, span: Span) -> None:
        found = self.text[span.start : span.end]
        if found != span.text:
            raise SpanError(
                f"{self._name}: at {span.start}:{span.end} expected {span.text!r}, got {found!r}"
            )

    def to_dict(self) -> dict[str, Any]:
        """A JSON-safe dict; events refer to mentions by their position in ``mentions``."""
        position = {mention: i for i, mention in enumerate(self.mentions)}
        return {
            "schema_version": SCHEMA_VERSION,
            "doc_id": self.doc_id,
            "published": _plain(self.published),
            "text": self.text,
            "mentions": [_plain(mention) for mention in self.mentions],
            "events": [
                _plain(event)
                | {"sentence": event.sentence and [event.sentence.start, event.sentence.end]}
                | {
                    role: [position[argument] for argument in getattr(event, role)]
                    for role in _MENTION_ROLES
                }
                for event in self.events
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The document that `to_dict` wrote.

        Raises:
            SchemaError: the object lacks a key, has one too many, or is of another version.
            SpanError: a span does not fit the text.
        """
        if not isinstance(data, Mapping):
            raise SchemaError(f"expected an object, got {type(data).__name__}")
        version = data.get("schema_version")
        if version != SCHEMA_VERSION:
            raise SchemaError(f"expected schema_version {SCHEMA_VERSION}, got {version!r}")
        try:
            mentions = tuple(_mention(item) for item in data["mentions"])
            published = data.get("published")
            return cls(
                text=data["text"],
                mentions=mentions,
                events=tuple(_event(item, data["text"], mentions) for item in data["events"]),
                doc_id=data.get("doc_id"),
                published=None if published is None else date.fromisoformat(published),
            )
        except KeyError as error:
            raise SchemaError(f"document {data.get('doc_id')!r}: missing {error}") from error
        except CoalitionError:
            raise
        except (TypeError, ValueError, AttributeError) as error:
            raise SchemaError(f"document {data.get('doc_id')!r}: ill-formed, {error}") from error


_MENTION_ROLES = tuple(role for role in ROLES if role != "dates")


def _plain(value: Any) -> Any:
    """Dataclasses to dicts, tuples to lists, days to ISO dates."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _mention(data: Mapping[str, Any]) -> Mention:
    figure = data.get("figure")
    return Mention(**{**data, "figure": None if figure is None else Figure(**figure)})


def _time(data: Mapping[str, Any]) -> TimeExpression:
    value = data.get("value")
    if value is not None:
        days = {side: date.fromisoformat(value[side]) for side in ("start", "end")}
        value = Interval(grain=value["grain"], **days)
    return TimeExpression(**{**data, "value": value})


def _event(data: Mapping[str, Any], text: str, mentions: tuple[Mention, ...]) -> Event:
    positions = {role: data[role] for role in _MENTION_ROLES}
    for index in (i for role in _MENTION_ROLES for i in positions[role]):
        if not 0 <= index < len(mentions):
            raise SchemaError(
                f"expected the position of one of {len(mentions)} mentions, got {index}"
            )
    arguments = {role: tuple(mentions[i] for i in positions[role]) for role in _MENTION_ROLES}
    sentence = data.get("sentence")
    converted = {
        "trigger": Span(**data["trigger"]),
        "dates": tuple(_time(item) for item in data["dates"]),
        "sentence": sentence
        and Span(start=sentence[0], end=sentence[1], text=text[slice(*sentence)]),
        "evidence": tuple(Evidence(**{**e, "span": Span(**e["span"])}) for e in data["evidence"]),
    }
    return Event(**{**data, **arguments, **converted})
