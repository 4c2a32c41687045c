"""doccano, Label Studio and Prodigy: what their own files look like, and each kind of damage."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from coalition_ie import Document, Mention, Span
from coalition_ie.formats.forms import READERS, WRITERS, Imported, Source
from coalition_ie.formats.tools.labelstudio import labelling_config
from coalition_ie.formats.tools.prodigy import settings
from coalition_ie.formats.tools.regions import status_labels
from coalition_ie.ontology import ontology
from tests.samples import BAGHDAD, DEPLOY, DOCUMENT, FRANCE, SOLDIERS, TEXT

Change = Callable[[dict[str, Any]], object]


def data_of(form: str, document: Document = DOCUMENT) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(WRITERS[form](document).content)
    return data


def read(form: str, *items: dict[str, Any], **options: Any) -> Imported:
    content = "".join(f"{json.dumps(item)}\n" for item in items)
    if form == "labelstudio":
        content = json.dumps(items)
    return READERS[form](Source(content, "f", "f", **options))


def told(found: Imported) -> list[str]:
    return [str(problem) for problem in found.problems]


def put(data: dict[str, Any], *path: str | int, to: Any) -> None:
    """Set what stands at a path of keys and positions; ``...`` takes it away."""
    *way, last = path
    place: Any = data
    for step in way:
        place = place[step]
    if to is ...:
        del place[last]
    else:
        place[last] = to


# A file as each tool exports it, written by hand after the tool's documentation.
DOCCANO = {
    "id": 41,
    "text": "وصل كارتر إلى بغداد",
    "entities": [
        {"id": 801, "label": "PER", "start_offset": 4, "end_offset": 9},
        {"id": 807, "label": "VISIT:planned", "start_offset": 0, "end_offset": 3},
        {"id": 802, "label": "LOC", "start_offset": 14, "end_offset": 19},
    ],
    "relations": [
        {"id": 7, "from_id": 807, "to_id": 801, "type": "Actor"},
        {"id": 9, "from_id": 802, "to_id": 807, "type": "Place"},
    ],
    "Comments": [],
}
PRODIGY = {
    "text": "وصل كارتر إلى بغداد",
    "_input_hash": 1,
    "_task_hash": 2,
    "tokens": [
        {"text": "وصل", "start": 0, "end": 3, "id": 0, "ws": True, "disabled": False},
        {"text": "كارتر", "start": 4, "end": 9, "id": 1, "ws": True, "disabled": False},
        {"text": "إلى", "start": 10, "end": 13, "id": 2, "ws": True, "disabled": False},
        {"text": "بغداد", "start": 14, "end": 19, "id": 3, "ws": False, "disabled": False},
    ],
    "spans": [
        {"start": 4, "end": 9, "token_start": 1, "token_end": 1, "label": "PER", "type": "span"},
        {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "VISIT:planned"},
        {"start": 14, "end": 19, "token_start": 3, "token_end": 3, "label": "LOC"},
    ],
    "relations": [
        {
            "head": 0,
            "child": 1,
            "head_span": {"start": 0, "end": 3, "label": "VISIT:planned"},
            "child_span": {"start": 4, "end": 9, "label": "PER"},
            "label": "Actor",
        },
        {"head": 3, "child": 0, "label": "Place"},
    ],
    "answer": "accept",
}


def _result(name: str, kind: str, value: dict[str, Any], origin: str) -> dict[str, Any]:
    at = {"id": name, "from_name": origin, "to_name": "text", "type": kind, "origin": "manual"}
    return {**at, "value": value}


LABEL_STUDIO = {
    "id": 41,
    "data": {"text": "وصل كارتر إلى بغداد"},
    "annotations": [
        {
            "id": 5,
            "was_cancelled": False,
            "ground_truth": False,
            "result": [
                _result("p", "labels", {"start": 4, "end": 9, "labels": ["PER"]}, "label"),
                _result("v", "labels", {"start": 0, "end": 3, "labels": ["VISIT"]}, "label"),
                _result("v", "choices", {"start": 0, "end": 3, "choices": ["planned"]}, "status"),
                _result("l", "labels", {"start": 14, "end": 19, "labels": ["LOC"]}, "label"),
                {"type": "relation", "from_id": "v", "to_id": "p", "labels": ["Actor"]},
                {"type": "relation", "from_id": "l", "to_id": "v", "labels": ["Place"]},
            ],
        }
    ],
    "predictions": [],
}
EXPORTS = {"doccano": DOCCANO, "labelstudio": LABEL_STUDIO, "prodigy": PRODIGY}


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


@pytest.mark.parametrize("name", ["label", "labels"])
def test_a_doccano_project_without_relations_is_read(name: str) -> None:
    rows = [[0, 3, "VISIT"], [4, 9, "PER"]]
    found = read("doccano", {"text": "وصل كارتر", name: rows})
    assert [mention.text for mention in found.documents[0].mentions] == ["كارتر"]
    assert found.documents[0].events[0].trigger.text == "وصل"


def test_doccano_counts_units_of_utf16() -> None:
    text = "😀 بغداد"
    at = Mention(start=2, end=7, text="بغداد", label="LOC")
    data = data_of("doccano", Document(text=text, mentions=(at,)))
    assert (data["entities"][0]["start_offset"], data["entities"][0]["end_offset"]) == (3, 8)
    assert read("doccano", data).documents[0].mentions == (at,)


def test_a_value_in_doccano_follows_its_span_only() -> None:
    data = data_of("doccano")
    put(data, "entities", 3, "end_offset", to=61)
    put(data, "entities", 3, "text", to=TEXT[53:61])
    found = read("doccano", data)
    assert found.documents[0].mentions[3].figure is None
    note = "low=300 high=300 unit=person approximate=true"
    assert told(found) == [
        f"f:1: document 'sample': left out: value '{note}': no TROOP is at 53:65 any more"
    ]


def test_label_studio_has_one_relation_for_two_regions() -> None:
    both = replace(DEPLOY, targets=(FRANCE,))
    data = data_of("labelstudio", replace(DOCUMENT, events=(both,)))
    result = data["annotations"][0]["result"]
    assert [item["labels"] for item in result if item["type"] == "relation"] == [
        ["Actor", "Target"],
        ["Place"],
        ["Troop"],
    ]


def test_a_suggestion_for_label_studio_is_a_prediction_that_no_reader_takes_for_gold() -> None:
    france = replace(FRANCE, score=0.5)
    document = replace(DOCUMENT, mentions=(france,), events=())
    data = json.loads(WRITERS["labelstudio"](document, score=0.25).content)
    (prediction,) = data["predictions"]
    assert "annotations" not in data
    assert (prediction["score"], prediction["model_version"]) == (0.25, "coalition-ie")
    assert prediction["result"][0]["score"] == 0.5
    found = read("labelstudio", data)
    assert found.documents == ()
    assert told(found) == [
        "f:1: document 'sample': expected an annotation, got a prediction that nobody has corrected"
    ]


def test_of_several_annotations_the_ground_truth_counts() -> None:
    data = data_of("labelstudio")
    gold = data["annotations"][0]
    cancelled = {"result": [], "was_cancelled": True}
    data["annotations"] = [cancelled, gold]
    assert read("labelstudio", data).documents == (DOCUMENT,)
    data["annotations"] = [{"result": []}, gold | {"ground_truth": True}]
    assert read("labelstudio", data).documents == (DOCUMENT,)
    data["annotations"] = [{"result": []}, gold]
    expected = "expected one annotation, or one marked as ground truth"
    assert told(read("labelstudio", data))[0].endswith(f"{expected}, got 2, 0 of them so marked")
    data["annotations"] = [cancelled]
    assert told(read("labelstudio", data))[0].endswith(f"{expected}, got 0")


def test_what_else_a_label_studio_project_asks_is_left_out_and_told() -> None:
    data = data_of("labelstudio")
    rating = {"id": "r", "type": "rating", "from_name": "clear", "value": {"rating": 3}}
    data["annotations"][0]["result"].insert(0, rating)
    found = read("labelstudio", data)
    assert found.documents == (DOCUMENT,)
    assert "left out: annotations[0].result[0].type 'rating'" in told(found)[0]


def test_an_emptied_field_of_label_studio_is_no_value() -> None:
    data = data_of("labelstudio")
    for item in data["annotations"][0]["result"]:
        if item["type"] == "textarea":
            item["value"]["text"] = []
    (document,) = read("labelstudio", data).documents
    assert document.mentions[3] == replace(SOLDIERS, figure=None)


def test_the_labelling_configuration_names_the_whole_ontology() -> None:
    root = ElementTree.fromstring(labelling_config())
    known = ontology()
    values = {tag: [it.get("value") for it in root.iter(tag)] for tag in ("Label", "Choice")}
    assert values["Label"] == [*known.labels, "DATE", *known.events]
    assert values["Choice"] == list(known.statuses)
    names = {it.get("name") for it in root.iter() if it.get("name")}
    results = data_of("labelstudio")["annotations"][0]["result"]
    used = {item[key] for item in results for key in ("from_name", "to_name") if key in item}
    assert used == names


def test_labels_for_tools_without_a_field_for_the_status() -> None:
    labels = status_labels()
    assert len(labels) == len(set(labels)) == 4 + 1 + 12 * 3
    assert {"PER", "DATE", "VISIT", "VISIT:denied"} <= set(labels)


def test_prodigy_shows_the_score_of_a_suggestion_and_it_awaits_an_answer() -> None:
    data = json.loads(WRITERS["prodigy"](DOCUMENT, score=0.25).content)
    assert data["meta"] == {"score": 0.25}
    assert "answer" not in data
    assert data_of("prodigy")["answer"] == "accept"


def test_a_task_that_nobody_answered_is_refused() -> None:
    data = json.loads(WRITERS["prodigy"](DOCUMENT, score=0.25).content)
    found = read("prodigy", data)
    assert found.documents == ()
    assert "expected an accepted task, got one that nobody has answered" in told(found)[0]


def test_the_settings_of_prodigy_name_every_label_and_role() -> None:
    settings_ = json.loads(settings())
    assert settings_["labels"] == ["Actor", "Target", "Place", "Troop", "Date"]
    data = data_of("prodigy")
    assert {span["label"] for span in data["spans"]} <= set(settings_["relations_span_labels"])


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_task_that_was_not_accepted_is_refused(answer: str) -> None:
    found = read("prodigy", data_of("prodigy") | {"answer": answer})
    assert found.documents == ()
    assert f"expected an accepted task, got the answer '{answer}'" in told(found)[0]


def test_prodigy_may_drop_the_ids_of_spans() -> None:
    data = data_of("prodigy")
    ends = [item[end] for item in data["relations"] for end in ("head_span", "child_span")]
    for span in [*data["spans"], *ends]:
        del span["id"]
    assert read("prodigy", data).documents == (DOCUMENT,)


def test_id_and_day_of_publication_travel_and_their_lack_is_told_apart() -> None:
    document = replace(DOCUMENT, doc_id=None, published=date(2016, 7, 20))
    for form in EXPORTS:
        assert read(form, data_of(form, document)).documents == (document,)


# --- damage: where each form has the span of بغداد, its label, its surface -----------------------

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


def test_spaces_that_a_browser_drew_as_one_are_no_other_surface() -> None:
    text = "القوات  العراقية"
    forces = Mention(start=0, end=16, text=text, label="ORG")
    data = data_of("labelstudio", Document(text=text, mentions=(forces,)))
    data["annotations"][0]["result"][0]["value"]["text"] = "القوات العراقية"
    found = read("labelstudio", data)
    assert found.documents[0].mentions == (forces,)
    assert "repaired: ORG at 0:16: only the spaces of 'القوات العراقية' differ" in told(found)[0]


def test_lines_and_elements_are_found_behind_damage_and_named() -> None:
    other = replace(DOCUMENT, doc_id="other")
    good, also = (WRITERS["doccano"](document).content for document in (DOCUMENT, other))
    found = READERS["doccano"](Source(f"\ufeff{good}\r\n{{\n[1]\n{also}", "f", "f"))
    assert found.documents == (DOCUMENT, other)
    assert found.lines == (1, 5)
    assert [(problem.line, problem.message[:24]) for problem in found.problems] == [
        (3, "expected JSON, got '{' ("),
        (4, "expected an object, got "),
    ]
    task, last = (WRITERS["labelstudio"](document).content for document in (DOCUMENT, other))
    found = READERS["labelstudio"](Source(f"[\n{task},\n3,\n\n{last}\n]\n", "f", "f"))
    assert found.documents == (DOCUMENT, other)
    assert found.lines == (2, 5)
    assert told(found) == ["f:3: expected an object, got 3"]
    assert READERS["labelstudio"](Source(task, "f", "f")).documents == (DOCUMENT,)
    broken = READERS["labelstudio"](Source(f"[\n{task},\n", "f", "f"))
    assert broken.documents == ()
    assert told(broken)[0].startswith("f:3: expected JSON (")


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
