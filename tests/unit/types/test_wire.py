"""The JSON form: what is written fits the schema and is read back, damage is named by its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from coalition_ie import Document, Event, Span, TimeExpression
from coalition_ie.errors import CoalitionError, SchemaError
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.ontology import ontology
from coalition_ie.types import Absence, Evidence, Interval, document_schema
from tests.samples import DEPLOY, DOCUMENT, STRIKE, SUNDAY, TEXT, VISIT
from tests.strategies import documents

DISPATCHES = Path(__file__).parents[3] / "annotations" / "dispatches"
SCHEMA = document_schema()

_VALUE = Interval(start=date(2016, 7, 17), end=date(2016, 7, 17), grain="day")
_SUNDAY = replace(SUNDAY, value=_VALUE)
_AT_ERBIL = Span(start=69, end=74, text=TEXT[69:74])
_ERBIL = TimeExpression(start=69, end=74, text=TEXT[69:74], reason="open")
FULL = replace(
    DOCUMENT,
    published=date(2016, 7, 20),
    dates=(_SUNDAY, _ERBIL),
    events=(
        replace(
            VISIT,
            dates=(_SUNDAY,),
            score=0.5,
            sentence=Span(start=0, end=39, text=TEXT[:39]),
            evidence=(
                Evidence(role="trigger", span=VISIT.trigger, score=0.5, rule="visit"),
                Evidence(role="status", span=VISIT.trigger, score=0.75, cue=_AT_ERBIL),
            ),
            absent=(
                Absence(role="targets", reason="no-candidate"),
                Absence(role="dates", reason="unlikely", best=_AT_ERBIL, score=0.25),
            ),
        ),
        DEPLOY,
        STRIKE,
    ),
)
"""A document with something in every field."""


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def errors(data: Any, schema: dict[str, Any], place: str = "$") -> Iterator[str]:
    """What of ``data`` does not fit: the part of JSON Schema that ours uses."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if choices := schema.get("anyOf"):
        yield from min((list(errors(data, choice, place)) for choice in choices), key=len)
    elif data not in schema.get("enum", [data]):
        yield f"{place}: none of {schema['enum']}"
    elif "type" in schema and type(data) not in KINDS[schema["type"]]:
        yield f"{place}: no {schema['type']}"
    elif isinstance(data, list):
        if not schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", len(data)):
            yield f"{place}: {len(data)} items"
        for i, item in enumerate(data):
            yield from errors(item, schema["items"], f"{place}[{i}]")
    elif isinstance(data, dict):
        yield from (
            f"{place}: no {name}" for name in schema.get("required", ()) if name not in data
        )
        for name, value in data.items():
            if name in schema.get("properties", {}):
                yield from errors(value, schema["properties"][name], f"{place}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{place}: {name} is unknown"
    elif isinstance(data, int) and data < schema.get("minimum", data):
        yield f"{place}: {data} is too small"


@pytest.mark.parametrize("path", sorted(DISPATCHES.glob("*.ann")), ids=lambda path: path.stem)
def test_the_documents_of_the_dispatches_fit_the_schema(path: Path) -> None:
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    document = read_brat(path.read_bytes().decode("utf-8"), text, doc_id=path.stem)
    assert list(errors(document.to_dict(), SCHEMA)) == []


def test_every_field_fits_the_schema_and_is_in_it() -> None:
    data = FULL.to_dict()
    assert list(errors(data, SCHEMA)) == []
    assert json.loads(json.dumps(data)) == data
    assert data["dates"][1]["reason"] == "open"
    assert list(SCHEMA["$defs"]["DocumentForm"]["properties"]) == list(data)


def test_the_schema_says_what_everything_is() -> None:
    assert all(part["description"] for part in SCHEMA["$defs"].values())
    assert ">>>" not in json.dumps(SCHEMA)
    assert SCHEMA["$defs"]["Mention"]["properties"]["label"]["enum"] == sorted(ontology().labels)


@given(document=documents())
def test_what_is_written_fits_the_schema_and_is_read_back(document: Document) -> None:
    data = document.to_dict()
    assert list(errors(data, SCHEMA)) == []
    assert Document.from_dict(json.loads(json.dumps(data))) == document


def changed(path: str, value: Any) -> dict[str, Any]:
    """The JSON of `FULL` with another value at a path; ``...`` takes one away."""
    data: Any = FULL.to_dict()
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    here = data
    for step in steps:
        here = here[step]
    if value is ...:
        del here[last]
    else:
        here[last] = value
    return dict(data)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("mentions.0.label", "$.mentions[0].label: none of"),
        ("mentions.0.lable", "$.mentions[0]: lable is unknown"),
        ("mentions.3.figure.low", "$.mentions[3].figure.low: no integer"),
        ("events.0.actors", "$.events[0].actors: no array"),
        ("text", "$.text: no string"),
    ],
)
def test_damage_does_not_fit_the_schema(path: str, message: str) -> None:
    assert any(error.startswith(message) for error in errors(changed(path, True), SCHEMA))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("doc_id", 7, "document 7: doc_id: expected str | null, got 7"),
        ("text", ..., "object missing required field 'text'"),
        ("events", None, "events: expected array, got None"),
        ("published", "20 July", "published: expected YYYY-MM-DD, got '20 July'"),
        ("mentions.0.start", True, "mentions[0].start: expected int, got True"),
        ("mentions.0.start", 11.0, "mentions[0].start: expected int, got 11.0"),
        ("mentions.0.start", -3, "mentions[0]: expected 0 <= start < end, got start=-3 end=22"),
        ("mentions.0.end", 10**400, "mentions[0]: span 11:1000"),
        ("mentions.0.label", "PRE", "mentions[0].label: expected PER, ORG, LOC, TROOP, got 'PRE'"),
        ("mentions.0.label", ["PER"], "mentions[0].label: expected str, got ['PER']"),
        ("mentions.0.label", "\ud800", "lone surrogate"),
        ("mentions.0.score", False, "mentions[0].score: expected float, got False"),
        ("mentions.0.score", float("nan"), "mentions[0]: score nan is not in [0, 1]"),
        ("mentions.0.score", 10**400, "mentions[0].score: number out of range, got 1000"),
        ("mentions.0.lable", "PER", "mentions[0]: 'lable' is none of start, end, text, label"),
        ("mentions.0.__init__", 1, "mentions[0]: '__init__' is none of"),
        ("mentions.0.\ud800", 1, "lone surrogate"),
        ("mentions.3.figure.unit", "tank", "mentions[3].figure.unit: expected person, brigade"),
        ("mentions.3.figure.low", None, "mentions[3].figure.low: expected int, got None"),
        ("mentions.3.figure.tanks", 3, "mentions[3].figure: 'tanks' is none of low, high"),
        ("dates.0.value.grain", "minute", "dates[0].value.grain: expected hour, day"),
        ("dates.1.reason", "why", "dates[1].reason: expected relative, anaphoric"),
        ("dates.0.label", "DATE", "dates[0]: 'label' is none of start, end, text, value, reason"),
        ("events.0.type", "PARADE", "events[0].type: expected MEET, VISIT"),
        ("events.0.status", "maybe", "events[0].status: expected actual, planned, denied"),
        ("events.0.actors", [-1], "events[0].actors[0]: expected int >= 0, got -1"),
        ("events.0.actors", [7], "VISIT on 'وصل': expected the position of one of 7 mentions"),
        ("events.0.actors", [3], "VISIT on 'وصل': 'نحو 300 جندي' is TROOP; actors takes LOC"),
        ("events.0.sentence", [0], "events[0].sentence: expected array of length >= 2, got [0]"),
        ("events.0.sentence", [0, 1000], "span 0:1000 is 1000 code points long"),
        ("events.0.trigger.label", "X", "events[0].trigger: 'label' is none of start, end, text"),
        ("events.0.evidence.0.role", "who", "events[0].evidence[0].role: expected actors, targets"),
        ("events.0.evidence.1.cue.end", 75, "is 6 code points long"),
        ("events.0.evidence.1.cue", [69, 74], "events[0].evidence[1].cue: expected object"),
        ("events.0.evidence.0.score", "high", "events[0].evidence[0].score: expected float"),
        ("events.0.absent.0.role", "who", "events[0].absent[0].role: expected actors, targets"),
        ("events.0.absent.0.reason", "why", "events[0].absent[0].reason: expected no-candidate"),
        ("events.0.absent.1.best", 5, "events[0].absent[1].best: expected object"),
        ("events.0.absent.1.why", 5, "'why' is none of role, reason, best, score"),
        ("events.0.colour", "red", "events[0]: object contains unknown field 'colour'"),
        ("events.0.a - at `$b[9]`", 1, "unknown field"),
    ],
)
def test_damage_is_named_with_its_place(path: str, value: Any, message: str) -> None:
    data: Any = changed(path, value)
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        Document.from_dict(data)
    assert isinstance(caught.value, CoalitionError)
    assert str(caught.value).startswith("document ")
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("data", [None, 3, "text", [], [FULL.to_dict()]])
def test_what_is_no_object_is_no_document(data: Any) -> None:
    with pytest.raises(SchemaError, match="expected an object, got"):
        Document.from_dict(data)


def test_a_document_may_hold_more_and_a_file_of_0_1_holds_less() -> None:
    assert Document.from_dict(changed("language", "ar")) == FULL
    old = Document.from_dict(changed("dates", ...))
    assert old == replace(FULL, dates=(_SUNDAY,))
    bare = Document.from_dict(changed("events.0.absent", ...))
    assert bare == replace(FULL, events=(replace(FULL.events[0], absent=()), *FULL.events[1:]))
    del (data := changed("mentions.3.figure.kind", ...))["mentions"][3]["figure"]["total"]
    assert Document.from_dict(data) == FULL


def test_an_event_names_its_mentions_by_their_positions() -> None:
    assert FULL.to_dict()["events"][1]["troops"] == [3]
    assert FULL.to_dict()["events"][0]["sentence"] == [0, 39]


def test_events_share_one_copy_of_their_sentence() -> None:
    sentence = Span(start=0, end=39, text=TEXT[:39])
    events = [Event(type="VISIT", trigger=VISIT.trigger, sentence=sentence) for _ in range(8_000)]
    read = Document.from_dict(Document(text=TEXT, events=tuple(events)).to_dict())
    assert len({id(event.sentence) for event in read.events}) == 1
