"""UIMA CAS: what it holds comes back, in the counting of UIMA; what others add; damage."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from coalition_ie import Document, Mention
from coalition_ie.errors import FormatError
from coalition_ie.formats.forms import READERS, WRITERS, Imported, Source
from coalition_ie.formats.tools.cas import type_system
from coalition_ie.formats.write import opened
from tests.samples import DOCUMENT, FRANCE, STRIKE, VISIT

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"

FACES = Document(
    text="😀 بغداد 😀 دجلة",
    mentions=(
        Mention(start=2, end=7, text="بغداد", label="LOC"),
        Mention(start=10, end=14, text="دجلة", label="LOC"),
    ),
    doc_id=None,
    published=date(2016, 7, 20),
)


def read(content: str | dict[str, Any]) -> Imported:
    content = content if isinstance(content, str) else json.dumps(content)
    return READERS["cas"](Source(content, "f", "f"))


def data_of(document: Document) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(WRITERS["cas"](document).content)
    return data


def of_type(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [fs for fs in data["%FEATURE_STRUCTURES"] if fs["%TYPE"].endswith(name)]


def added(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """The CAS with one more annotation over its first five characters."""
    data["%TYPES"][kind] = {"%NAME": kind, "%SUPER_TYPE": "uima.tcas.Annotation"}
    one = {"%ID": 999, "%TYPE": kind, "@sofa": 1, "begin": 0, "end": 5}
    data["%FEATURE_STRUCTURES"].append(one)
    data["%VIEWS"]["_InitialView"]["%MEMBERS"].append(999)
    return data


@pytest.mark.parametrize("document", [DOCUMENT, FACES, Document(text="", doc_id="empty")])
def test_a_document_comes_back(document: Document) -> None:
    content, notes = WRITERS["cas"](document)
    assert notes == ()
    assert read(content) == ((document,), (), (1,))


def test_events_keep_their_order_and_fillers_theirs() -> None:
    turned = replace(STRIKE, actors=(), targets=(FRANCE,), places=())
    document = replace(DOCUMENT, events=(turned, STRIKE, VISIT))
    assert read(data_of(document)).documents == (document,)


def test_offsets_are_utf_16_units_in_the_file() -> None:
    mentions = of_type(data_of(FACES), "Mention")
    assert [(fs["begin"], fs["end"]) for fs in mentions] == [(3, 8), (12, 16)]


def test_what_it_lets_fall_is_told() -> None:
    france = replace(FRANCE, score=0.5, normalized="فرنسا")
    document = Document(text=DOCUMENT.text, mentions=(france,))
    assert WRITERS["cas"](document).notes == (
        "1 scores left out",
        "1 normalised names left out",
    )


def test_words_of_another_program_are_passed_over_and_its_annotations_told() -> None:
    assert read(added(data_of(DOCUMENT), TOKEN)) == ((DOCUMENT,), (), (1,))
    found = read(added(data_of(DOCUMENT), NER))
    assert found.documents == (DOCUMENT,)
    assert list(map(str, found.problems)) == [
        f"f:1: document 'sample': left out: 1 of {NER}",
    ]


def test_a_document_of_another_program_is_called_after_its_file() -> None:
    data = data_of(DOCUMENT)
    (source,) = of_type(data, "Source")
    data["%FEATURE_STRUCTURES"].remove(source)
    data["%VIEWS"]["_InitialView"]["%MEMBERS"].remove(source["%ID"])
    assert read(data).documents == (replace(DOCUMENT, doc_id="f"),)


def put(kind: str, **features: Any) -> dict[str, Any]:
    data = data_of(FACES if "begin" in features else DOCUMENT)
    of_type(data, kind)[0].update(features)
    return data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (put("Mention", begin=1), "expected offsets at characters of the text, got: "),
        (put("Mention", begin=99), "expected offsets at characters of the text, got: "),
        (put("Mention", label="CITY"), "label 'CITY' is none of PER, ORG"),
        (put("Mention", label=None), "Mention 3.label: expected str, got None"),
        (put("Trigger", label="PER", status=None), "expected one trigger among them"),
        (put("Trigger", status="perhaps"), "status 'perhaps' is none of actual, planned, denied"),
        (put("Link", role="Agent"), "role 'Agent' is none of Actor"),
        (put("Link", role=None), "role: expected str, got None"),
        (put("Link", **{"@target": 1}), "names 1, which is no span"),
        (put("Source", sha256="0" * 64), "expected a text of sha256 '000"),
        (put("Sofa", sofaString=None), "text: expected str, got None"),
        ({"%FEATURE_STRUCTURES": []}, "expected a UIMA CAS in JSON, got "),
    ],
    ids=lambda it: it[:40] if isinstance(it, str) else "",
)
def test_damage_is_told_and_never_crashes(data: dict[str, Any], message: str) -> None:
    found = read(data)
    assert found.documents == ()
    assert any(message in str(problem) for problem in found.problems), found.problems


def test_half_a_pair_is_refused() -> None:
    with pytest.raises(FormatError, match=r"document 'x': UIMA cannot hold '\\ud800', half a pair"):
        WRITERS["cas"](Document(text="بغداد \ud800", doc_id="x"))


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    content = WRITERS["cas"](DOCUMENT).content
    monkeypatch.setitem(sys.modules, "cassis", None)
    needed = 'expected the package dkpro-cassis for UIMA CAS: pip install "coalition-ie[cas]"'
    with pytest.raises(FormatError) as raised:
        WRITERS["cas"](DOCUMENT)
    assert str(raised.value) == needed
    assert [problem.message for problem in read(content).problems] == [needed]


def test_the_layers_stand_beside(tmp_path: Path) -> None:
    with opened(tmp_path, "cas", print) as put_one:
        put_one("a", WRITERS["cas"](DOCUMENT).content, DOCUMENT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.cas.json", "cas.xml"]
    assert (tmp_path / "cas.xml").read_text("utf-8") == type_system()
    root = ElementTree.fromstring(type_system().encode("utf-8"))
    named = {element.text for element in root.iter() if element.tag.endswith("}name")}
    assert {"webanno.custom.Mention", "webanno.custom.Trigger", "status", "arguments"} <= named
