"""doccano: rows and entities, UTF-16 units, values beside their spans."""

from __future__ import annotations

import pytest

from coalition_ie import Document, Mention
from tests.samples import TEXT
from tests.unit.formats.tools.exports import data_of, put, read, told


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


def test_a_line_without_spans_is_a_text_and_one_without_their_field_is_refused() -> None:
    for fields in ({"entities": []}, {"entities": None}, {"label": []}):
        (document,) = read("doccano", {"text": "وصل", **fields}).documents
        assert document.mentions == ()
    found = read("doccano", {"text": "وصل", "spans": []})
    assert told(found) == ["f:1: expected entities, label or labels, got ['text', 'spans']"]
