"""What the tools share: regions and relations both ways, and each kind of damage."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coalition_ie import Document, Mention, Span
from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.tools.regions import status_labels
from tests.samples import BAGHDAD, DOCUMENT, FRANCE, TEXT
from tests.unit.formats.tools.exports import EXPORTS, data_of, put, read, told


@pytest.mark.parametrize("form", EXPORTS)
def test_what_a_tool_exports_is_read(form: str) -> None:
    found = read(form, EXPORTS[form])
    assert told(found) == []
    (document,) = found.documents
    assert document.doc_id == ("f-1" if form == "prodigy" else "f-41")
    assert [(m.label, m.text) for m in document.mentions] == [("PER", "كارتر"), ("LOC", "بغداد")]
    (event,) = document.events
    assert (event.type, event.trigger.text, event.status) == ("VISIT", "وصل", "planned")
    assert [(role, it.text) for role, it in event.arguments()] == [
        ("actors", "كارتر"),
        ("places", "بغداد"),
    ]


def test_labels_for_tools_without_a_field_for_the_status() -> None:
    labels = status_labels()
    assert len(labels) == len(set(labels)) == 4 + 1 + 12 * 3
    assert {"PER", "DATE", "VISIT", "VISIT:denied"} <= set(labels)


def test_id_and_day_of_publication_travel_and_their_lack_is_told_apart() -> None:
    document = replace(DOCUMENT, doc_id=None, published=date(2016, 7, 20))
    for form in EXPORTS:
        assert read(form, data_of(form, document)).documents == (document,)


BAGHDAD_AT: dict[str, dict[str, tuple[str | int, ...]]] = {
    "doccano": {
        "start": ("entities", 1, "start_offset"),
        "end": ("entities", 1, "end_offset"),
        "label": ("entities", 1, "label"),
        "surface": ("entities", 1, "text"),
        "id": ("entities", 1, "id"),
        "role": ("relations", 0, "type"),
        "text": ("text",),
        "sha256": ("sha256",),
    },
    "labelstudio": {
        "start": ("annotations", 0, "result", 1, "value", "start"),
        "end": ("annotations", 0, "result", 1, "value", "end"),
        "label": ("annotations", 0, "result", 1, "value", "labels"),
        "surface": ("annotations", 0, "result", 1, "value", "text"),
        "id": ("annotations", 0, "result", 1, "id"),
        "role": ("annotations", 0, "result", 15, "labels"),
        "text": ("data", "text"),
        "sha256": ("data", "sha256"),
    },
    "prodigy": {
        "start": ("spans", 1, "start"),
        "end": ("spans", 1, "end"),
        "label": ("spans", 1, "label"),
        "surface": ("spans", 1, "text"),
        "id": ("spans", 1, "id"),
        "role": ("relations", 0, "label"),
        "text": ("text",),
        "sha256": ("sha256",),
    },
}


DAMAGE: list[tuple[str, dict[str, Any], str]] = [
    (
        "past the end",
        {"end": 500},
        "LOC at 27:500: expected a span inside the text, which has 117",
    ),
    ("before the begin", {"start": -1}, "LOC at -1:32: expected a span inside the text"),
    ("turned round", {"start": 32, "end": 27}, "LOC at 32:27: expected a span inside"),
    ("no whole number", {"start": "27"}, "start"),
    ("true is no number", {"start": True}, ": expected int, got True"),
    ("a field is missing", {"end": ...}, "object missing required field 'end"),
    ("unknown label", {"label": "CITY"}, "label 'CITY' is none of PER, ORG, LOC, TROOP"),
    ("unknown label, where", {"label": "CITY"}, "CASUALTY, DATE: 'بغداد' at 27:32"),
    ("another surface", {"surface": "بغدان"}, "the text has 'بغداد' at 27:32, the line 'بغدان'"),
    ("shifted by one", {"start": 26, "end": 31}, "the text has ' بغدا' at 26:31"),
    (
        "overlapping",
        {"start": 12, "end": 32, "surface": TEXT[12:32]},
        "LOC 'امي الراوي إلى بغداد' at 12:32 overlaps PER 'سامي الراوي' at 11:22",
    ),
    ("an id twice", {"id": "0"}, "2 regions have the id '0'"),
    ("unknown role", {"role": "Agent"}, "role 'Agent' is none of Actor, Target"),
    ("unknown role, where", {"role": "Agent"}, "Troop, Date: VISIT 'وصل' at 0:3"),
    ("another text", {"sha256": "0" * 64}, "expected a text of sha256 '000"),
    ("no text", {"text": ...}, "object missing required field 'text', got {"),
    ("a text that is none", {"text": 7}, "text: expected str, got 7"),
]


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize(("fields", "message"), [row[1:] for row in DAMAGE], ids=str)
def test_damage_refuses_its_document_and_is_named(
    form: str, fields: dict[str, Any], message: str
) -> None:
    data = data_of(form)
    lists = form == "labelstudio"
    for name, value in fields.items():
        at = BAGHDAD_AT[form][name]
        held = int(value) if name == "id" and form == "doccano" else value
        put(data, *at, to=[held] if lists and name in ("label", "role") else held)
    sound = data_of(form, replace(DOCUMENT, doc_id="sound"))
    found = read(form, data, sound)
    assert [document.doc_id for document in found.documents] == ["sound"]
    refused = [str(problem) for problem in found.problems if problem.outcome == "refused"]
    assert any(text.startswith("f:1: document 'sample': ") for text in refused)
    assert any(message in text for text in refused), refused


@pytest.mark.parametrize("form", EXPORTS)
def test_a_relation_between_two_mentions_belongs_to_no_event(form: str) -> None:
    data = data_of(form)
    wrong: dict[str, Any] = {
        "doccano": {"from_id": 0, "to_id": 1, "type": "Actor"},
        "labelstudio": {"type": "relation", "from_id": "0", "to_id": "1", "labels": ["Actor"]},
        "prodigy": {"head": 3, "child": 5, "label": "Actor"},
    }[form]
    place = data["annotations"][0]["result"] if form == "labelstudio" else data["relations"]
    place.append(wrong)
    found = read(form, data)
    assert found.documents == ()
    assert (
        "Actor joins PER at 11:22 and LOC at 27:32: expected one trigger among them"
        in told(found)[0]
    )


@pytest.mark.parametrize("form", EXPORTS)
def test_a_relation_to_nowhere_is_refused(form: str) -> None:
    data = data_of(form)
    wrong: dict[str, Any] = {
        "doccano": {"from_id": 0, "to_id": 99, "type": "Actor"},
        "labelstudio": {"type": "relation", "from_id": "0", "to_id": "99", "labels": ["Actor"]},
        "prodigy": {
            "head": 3,
            "child": 5,
            "child_span": {"start": 1, "end": 2, "label": "PER"},
            "label": "Actor",
        },
    }[form]
    place = data["annotations"][0]["result"] if form == "labelstudio" else data["relations"]
    place.append(wrong)
    found = read(form, data)
    assert found.documents == ()
    expected = "no span of 'PER' is at 1:2" if form == "prodigy" else "'99', which is no region"
    assert expected in told(found)[0]


@pytest.mark.parametrize("form", EXPORTS)
def test_labels_can_be_renamed_and_left_out(form: str) -> None:
    data = json.loads(json.dumps(data_of(form)).replace('"PER"', '"PERSON"'))
    found = read(form, data, label_map={"PERSON": "PER"})
    assert found.documents == (DOCUMENT,)
    found = read(form, data, label_map={"PERSON": None})
    assert [m.label for m in found.documents[0].mentions].count("PER") == 0
    assert found.documents[0].events[0].actors == ()
    assert told(found) == [
        "f:1: document 'sample': left out: PERSON at 11:22",
        "f:1: document 'sample': left out: Actor of a region that is left out",
    ]


WINDOWS = Document(
    text="😀\r\nبغداد\r\nأربيل",
    mentions=(
        Mention(start=3, end=8, text="بغداد", label="LOC"),
        Mention(start=10, end=15, text="أربيل", label="LOC"),
    ),
    doc_id="w",
)


@pytest.mark.parametrize("form", ["labelstudio", "prodigy"])
@pytest.mark.parametrize(
    ("offsets", "counting"),
    [
        ([(4, 9), (11, 16)], "UTF-16 units"),
        ([(2, 7), (8, 13)], r"code points, \r\n counted as one"),
        ([(3, 8), (9, 14)], r"UTF-16 units, \r\n counted as one"),
    ],
)
def test_offsets_counted_otherwise_are_moved_and_told(
    form: str, offsets: list[tuple[int, int]], counting: str
) -> None:
    data = data_of(form, WINDOWS)
    place = data["spans"] if form == "prodigy" else data["annotations"][0]["result"]
    for item, (start, end) in zip(place, offsets, strict=True):
        (item if form == "prodigy" else item["value"]).update(start=start, end=end)
    found = read(form, data)
    assert found.documents == (WINDOWS,)
    start, end = next(
        pair for pair, m in zip(offsets, WINDOWS.mentions, strict=True) if pair != (m.start, m.end)
    )
    (message,) = told(found)
    assert message.startswith(
        f"f:1: document 'w': repaired: the 2 spans were counted in {counting}: LOC at {start}:{end}"
    )


@pytest.mark.parametrize("form", ["labelstudio", "prodigy"])
def test_offsets_counted_with_two_for_a_line_end_are_moved(form: str) -> None:
    text = "😀\nبغداد"
    document = Document(text=text, mentions=(replace(BAGHDAD, start=2, end=7),))
    data = data_of(form, document)
    place = data["spans"] if form == "prodigy" else data["annotations"][0]["result"]
    (place[0] if form == "prodigy" else place[0]["value"]).update(start=3, end=8)
    found = read(form, data)
    # Two countings say the same here: one is told.
    assert found.documents == (document,)
    assert found.problems[0].outcome == "repaired"


def test_a_shift_that_no_surface_proves_is_refused() -> None:
    data = data_of("prodigy", WINDOWS)
    data["spans"][0].update(start=4, end=9)  # UTF-16 units; the other span is counted right
    found = read("prodigy", data)
    assert found.documents == ()
    assert "the text has 'غداد\\r' at 4:9, the line 'بغداد'" in told(found)[0]


@pytest.mark.parametrize("form", [*EXPORTS, "jsonl"])
def test_of_two_documents_with_one_id_the_second_is_refused(form: str) -> None:
    """Two annotators of one text, say; documents without an id are no such case."""
    again = data_of(form, replace(DOCUMENT, events=()))
    found = read(form, data_of(form), again)
    assert found.documents == (DOCUMENT,)
    (problem,) = found.problems
    assert (problem.document, problem.outcome) == ("sample", "refused")
    assert "expected an id of its own, got that of line 1" in str(problem)
    nameless = data_of(form, replace(DOCUMENT, doc_id=None))
    assert len(read(form, nameless, nameless).documents) == 2


def test_scores_that_go_out_are_not_told_as_lost() -> None:
    document = replace(DOCUMENT, mentions=(replace(FRANCE, score=0.5),), dates=(), events=())
    assert WRITERS["labelstudio"](document, score=0.5).notes == ()
    assert WRITERS["labelstudio"](document).notes == ("1 scores left out",)
    assert WRITERS["prodigy"](document, score=0.5).notes == ("1 scores left out",)


def test_a_trigger_without_relations_is_an_event_without_arguments() -> None:
    data = {"text": "اجتماع", "entities": [{"label": "MEET", "start_offset": 0, "end_offset": 6}]}
    (document,) = read("doccano", data).documents
    assert document.events[0].trigger == Span(start=0, end=6, text="اجتماع")


def test_a_date_of_no_event_is_refused() -> None:
    data = {"text": "الأحد", "entities": [{"label": "DATE", "start_offset": 0, "end_offset": 5}]}
    assert "DATE 'الأحد' belongs to no event" in told(read("doccano", data))[0]


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("300", "TROOP at 53:65: expected key=value …, got '300'"),
        ("low=300", "TROOP 'نحو 300 جندي': expected low=INTEGER high=INTEGER|null unit=UNIT"),
        ("low=300 high=٣٠٠ unit=person", "high: expected int | null, got '٣٠٠'"),
        ("low=3 high=2 unit=person", "expected 0 <= low <= high"),
    ],
)
def test_a_value_that_is_none_is_refused(note: str, message: str) -> None:
    data = data_of("labelstudio")
    for item in data["annotations"][0]["result"]:
        if item["type"] == "textarea":
            item["value"]["text"] = [note]
    found = read("labelstudio", data)
    assert found.documents == ()
    assert any(message in text for text in told(found)), told(found)


ODD: list[tuple[str, tuple[str | int, ...], Any, str]] = [
    ("doccano", ("entities", 0, "id"), {}, "entities[0].id: expected int | null, got {}"),
    ("doccano", ("entities", 0, "label"), ["PER"], "entities[0].label: expected str, got ['PER']"),
    ("doccano", ("entities",), {}, "entities: expected array | null, got {}"),
    ("doccano", ("entities", 0), 7, "entities[0]: expected object, got 7"),
    ("doccano", ("relations", 0, "from_id"), 0.5, "relations[0].from_id: expected int, got 0.5"),
    ("doccano", ("values", 0), [53], "values[0]: expected array of length 4, got 1, got [53]"),
    ("doccano", ("id",), [[]], "id: expected int | str | null, got [[]]"),
    (
        "labelstudio",
        ("annotations", 0, "result", 0, "id"),
        {},
        "result[0].id: expected str, got {}",
    ),
    (
        "labelstudio",
        ("annotations", 0, "result", 0, "value", "labels"),
        ["PER", "LOC"],
        "value.labels: expected array of length <= 1, got ['PER', 'LOC']",
    ),
    ("labelstudio", ("data", "published"), "2016-02-30", "expected YYYY-MM-DD, got '2016-02-30'"),
    ("labelstudio", ("data",), [], "data: expected object, got []"),
    ("prodigy", ("spans", 0, "token_end"), {}, "spans[0].token_end: expected int | null, got {}"),
    ("prodigy", ("spans", 0, "start"), float("nan"), "spans[0].start: expected int, got nan"),
    ("prodigy", ("relations", 0, "head_span", "id"), {}, "head_span.id: expected str | null"),
    ("prodigy", ("answer",), ["accept"], "answer: expected str | null, got ['accept']"),
    ("prodigy", ("\ud800",), 1, "a key or value holds a lone surrogate"),
]


@pytest.mark.parametrize(("form", "path", "value", "message"), ODD, ids=str)
def test_a_field_of_another_type_is_named_by_its_place(
    form: str, path: tuple[str | int, ...], value: Any, message: str
) -> None:
    data = data_of(form)
    put(data, *path, to=value)
    found = read(form, data, data_of(form, replace(DOCUMENT, doc_id="sound")))
    assert [document.doc_id for document in found.documents] == ["sound"]
    (line,) = told(found)
    assert message in line
    assert line.startswith("f:1: ")


@pytest.mark.parametrize("kind", [{}, [], None, 7, "rating"], ids=repr)
def test_a_result_of_whatever_type_is_left_out_and_told(kind: object) -> None:
    data = data_of("labelstudio")
    data["annotations"][0]["result"].append({"type": kind, "from_name": {}, "value": 3})
    found = read("labelstudio", data)
    assert found.documents == (DOCUMENT,)
    assert told(found)[0].endswith(f"left out: annotations[0].result[24].type {kind!r}")


@pytest.mark.parametrize("form", EXPORTS)
def test_a_message_about_a_megabyte_is_short(form: str) -> None:
    data = data_of(form)
    put(data, *BAGHDAD_AT[form]["surface"], to="ا" * 10**6)
    put(
        data, *BAGHDAD_AT[form]["label"], to=["ب" * 10**6] if form == "labelstudio" else "ب" * 10**6
    )
    found = read(form, data)
    assert found.documents == ()
    assert all(len(line) < 1100 for line in told(found))
