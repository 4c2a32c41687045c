"""Label Studio: results, annotations that count, the labelling configuration."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from coalition_ie import Document, Mention
from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.tools.labelstudio import labelling_config
from coalition_ie.ontology import ontology
from tests.samples import DEPLOY, DOCUMENT, FRANCE, SOLDIERS
from tests.unit.formats.tools.exports import data_of, read, told


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


def test_spaces_that_a_browser_drew_as_one_are_no_other_surface() -> None:
    text = "القوات  العراقية"
    forces = Mention(start=0, end=16, text=text, label="ORG")
    data = data_of("labelstudio", Document(text=text, mentions=(forces,)))
    data["annotations"][0]["result"][0]["value"]["text"] = "القوات العراقية"
    found = read("labelstudio", data)
    assert found.documents[0].mentions == (forces,)
    assert "repaired: ORG at 0:16: only the spaces of 'القوات العراقية' differ" in told(found)[0]
