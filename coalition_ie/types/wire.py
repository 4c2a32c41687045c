"""The JSON form of documents, declared once: for reading, for writing, and as a JSON Schema.

Mentions, time expressions, spans, evidence and absences have in JSON the fields of their types. An
event differs from its type: it names its mentions by their positions in the document, and its
sentence by start and end. Objects with fields that are not declared are refused, except the
document itself, which may come to hold more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from coalition_ie.errors import SchemaError, quoted
from coalition_ie.ontology import ROLES, EventType, Status
from coalition_ie.types.document import SCHEMA_VERSION, Absence, Document, Event, Evidence
from coalition_ie.types.values import Mention, Span, TimeExpression

_T = TypeVar("_T")
_MENTION_ROLES = tuple(role for role in ROLES if role != "dates")

Positions = list[Annotated[int, Meta(ge=0, description="position of a mention in mentions")]]
Offsets = Annotated[
    list[int], Meta(min_length=2, max_length=2, description="start and end of the sentence")
]


class EventForm(Struct, kw_only=True, forbid_unknown_fields=True):
    """Who did what to whom, where, when, with how many: a trigger and its arguments."""

    type: EventType
    trigger: Span
    actors: Positions
    targets: Positions
    places: Positions
    troops: Positions
    dates: list[TimeExpression]
    status: Status = "actual"
    score: float = 1.0
    sentence: Offsets | None = None
    evidence: list[Evidence]
    absent: list[Absence] = []


class DocumentForm(Struct, kw_only=True):
    """A text with its mentions and time expressions, in the text's order, and its events.

    Offsets count Unicode code points and are half-open. Where ``dates`` are missing, as in files
    of version 0.1, they are those of the events.
    """

    schema_version: Literal[1]
    doc_id: str | None = None
    published: Annotated[date | None, Meta(description="day of publication")] = None
    meta: Annotated[dict[str, Any], Meta(description="other columns of its row")] = {}
    provenance: Annotated[str, Meta(description="version, checkpoint, engine that read it")] = ""
    text: str
    mentions: list[Mention]
    dates: list[TimeExpression] = []
    events: list[EventForm]


def convert(data: object, kind: type[_T], *, at: str = "", strict: bool = True) -> _T:
    """JSON as it was parsed, as the struct or dataclass ``kind``; true and false are no numbers.

    ``at`` is where it stands, for messages; where it is not ``strict``, strings say numbers too.

    Raises:
        SchemaError: it does not fit; the message says where, what was expected and what was got.
    """
    try:
        return msgspec.convert(data, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise SchemaError(_message(error, data, kind, at)) from error
    except UnicodeEncodeError as error:
        raise SchemaError(f"a key or value holds a lone surrogate: {error}") from error


def write(document: Document, *, natively: Iterable[type] = ()) -> dict[str, Any]:
    """What `Document.to_dict` gives; values of the types ``natively`` stay what they are."""
    position = {mention: i for i, mention in enumerate(document.mentions)}
    given = _with_lists(document) | {"events": [_event_form(e, position) for e in document.events]}
    form = DocumentForm(schema_version=SCHEMA_VERSION, **given)
    return dict(msgspec.to_builtins(form, builtin_types=natively))


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the `Document` that `write` wrote.

    Raises:
        SchemaError: as `convert`; a field is unknown, or a position none of a mention.
        SpanError: the text is shorter than a sentence of it.
    """
    form = convert(data, DocumentForm)
    for name in ("mentions", "dates", "events"):
        _refuse_unknown(getattr(form, name), data.get(name, ()), name)

    @cache
    def sentence(start: int, end: int) -> Span:
        # Events share their sentences: a copy of the text for each would be quadratic.
        return Span(start=start, end=end, text=form.text[start:end])

    given = _with_tuples(form)
    del given["schema_version"]
    given["events"] = tuple(_event(event, form.mentions, sentence) for event in form.events)
    return given


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `write` gives."""
    made = msgspec.json.schema(DocumentForm)
    for name, part in made["$defs"].items():
        # What a docstring says before its example, in one line.
        part["description"] = " ".join(part["description"].partition(">>>")[0].split())
        part["additionalProperties"] = name == DocumentForm.__name__
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _with_lists(value: Document | Event) -> dict[str, Any]:
    """The fields of a dataclass, with lists for tuples as JSON has them."""
    given = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in given.items()}


def _with_tuples(form: DocumentForm | EventForm) -> dict[str, Any]:
    """The other way round."""
    given = msgspec.structs.asdict(form)
    return {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}


def _event_form(event: Event, position: Mapping[Mention, int]) -> EventForm:
    given = _with_lists(event)
    for role in _MENTION_ROLES:
        given[role] = [position[mention] for mention in given[role]]
    if event.sentence is not None:
        given["sentence"] = [event.sentence.start, event.sentence.end]
    return EventForm(**given)


def _event(
    form: EventForm, mentions: Sequence[Mention], sentence: Callable[[int, int], Span]
) -> Event:
    given = _with_tuples(form)
    for role in _MENTION_ROLES:
        if (last := max(given[role], default=-1)) >= len(mentions):
            said = f"expected the position of one of {len(mentions)} mentions, got {quoted(last)}"
            raise SchemaError(f"{form.type} on {quoted(form.trigger.text)}: {said}")
        given[role] = tuple(mentions[at] for at in given[role])
    if form.sentence is not None:
        given["sentence"] = sentence(*form.sentence)
    return Event(**given)


def _refuse_unknown(value: object, data: Any, place: str) -> None:
    """msgspec passes over what a dataclass does not have; here it is refused as in a struct."""
    if isinstance(value, list):
        for i, (item, raw) in enumerate(zip(value, data, strict=True)):
            _refuse_unknown(item, raw, f"{place}[{i}]")
    elif isinstance(data, Mapping):
        kind: Any = type(value)
        known = [f.name for f in fields(kind)] if is_dataclass(kind) else kind.__struct_fields__
        for name, raw in data.items():
            if name not in known:
                raise SchemaError(f"{place}: {quoted(name)} is none of {', '.join(known)}")
            _refuse_unknown(getattr(value, name), raw, f"{place}.{name}")


def _message(error: msgspec.ValidationError, data: Any, kind: type, at: str) -> str:
    """Where it went wrong, what was expected, and what stands there."""
    message, found, path = str(error).rpartition(" - at `$")
    message, path = (message, path.rstrip("`")) if found else (path, "")
    place = f"{at}{path}".removeprefix(".")
    if error.__cause__ is None:  # else a type refused its values, and its message says all
        with suppress(LookupError, TypeError):
            for name, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
                data = data[name or int(number)]
        if message.startswith("Invalid enum value"):
            message = f"expected {', '.join(_closed_set(kind, path))}"
        message = message.replace("Invalid RFC3339 encoded date", "expected YYYY-MM-DD")
        message = re.sub("(?s)(?<=field )`(.*)`", lambda name: quoted(name[1]), message)
        message = re.sub(", got `.*`$", "", message).replace("`", "")
        message = f"{message[0].lower()}{message[1:]}, got {quoted(data)}"
    return f"{place}: {message}" if place else message


def _closed_set(kind: type, path: str) -> list[str]:
    """The names that the literals at ``path`` in ``kind`` take, in the order of their types."""
    parts: list[Any] = [kind]
    for name in re.findall(r"\.(\w+)", path):
        hints = [get_type_hints(part).get(name) for part in parts if isinstance(part, type)]
        parts = [part for hint in hints for part in _parts(hint)]
    literals = [part for part in parts if get_origin(part) is Literal]
    return [str(value) for literal in literals for value in get_args(literal) if value != ""]


def _parts(hint: Any) -> Iterator[Any]:
    """A type and all that it is made of: ``list[X] | None`` gives X too."""
    yield hint
    for part in get_args(hint):
        yield from _parts(part)
