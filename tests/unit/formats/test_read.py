"""Which form a file has, by its name or its content, and whose reading it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.errors import FormatError
from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.read import form_in, form_of, read_by_annotator, read_file
from tests.samples import ANN, DOCUMENT, TEXT
from tests.unit.formats.tools.exports import DOCCANO, EXPORTS, LABEL_STUDIO, PRODIGY, data_of

FEWER = replace(DOCUMENT, mentions=DOCUMENT.mentions[:4], events=(), dates=())


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.ann", "brat"),
        ("a.cas.json", "cas"),
        ("a.conll", "conll"),
        ("a.doccano.jsonl", "doccano"),
        ("a.inline.txt", "inline"),
        ("a.jsonl", "jsonl"),
        ("project-3.labelstudio.json", "labelstudio"),
        ("a.prodigy.jsonl", "prodigy"),
        ("a.json", None),
        ("a.txt", None),
    ],
)
def test_the_name_of_a_file_tells_its_form(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("project-1-at-2026-01-02-03-04-0a1b2c3d.json", [LABEL_STUDIO], "labelstudio"),
        ("export.json", [LABEL_STUDIO], "labelstudio"),
        ("task.json", LABEL_STUDIO, "labelstudio"),
        ("admin.jsonl", DOCCANO, "doccano"),
        ("all.jsonl", {"id": 1, "text": "x", "label": [[0, 1, "PER"]]}, "doccano"),
        ("all.jsonl", {"id": 1, "text": "x", "labels": []}, "doccano"),
        ("news.jsonl", PRODIGY, "prodigy"),
        ("admin.json", data_of("cas"), "cas"),
        ("d.jsonl", DOCUMENT.to_dict(), "jsonl"),
        ("d.json", DOCUMENT.to_dict(), "jsonl"),
        # What the content does not tell, the name does, or nothing.
        ("d.jsonl", {"text": "x"}, "jsonl"),
        ("d.jsonl", [], "jsonl"),
        ("d.json", {"text": "x"}, None),
        ("d.json", [], None),
        # Of two forms neither is guessed; what cannot be read is not taken for another form.
        ("d.jsonl", {"text": "x", "label": "A", "answer": "accept"}, None),
        ("min.json", [{"text": "x", "label": [], "annotation_id": 1}], None),
        # A name of our own is believed.
        ("d.prodigy.jsonl", DOCCANO, "prodigy"),
    ],
)
def test_where_the_name_does_not_tell_the_content_does(
    name: str, content: Any, form: str | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(content), "utf-8")
    assert form_in(path) == form
    path.write_text("\ufeff\n " + json.dumps(content, indent=2), "utf-8")
    assert form_in(path) == form


def test_a_first_object_of_any_length_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps({"text": "ا" * 10**6, "entities": []}, ensure_ascii=False), "utf-8")
    assert form_in(path) == "doccano"


@pytest.mark.parametrize("content", [b"", b"{", b"[[", b"\xff\xfe", b"null", b"[" * 10**5])
def test_what_is_damaged_tells_no_form(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert form_in(path) is None
    with pytest.raises(FormatError, match=r"x\.json: expected a form, or a name that ends in"):
        read_file(path)


@pytest.mark.parametrize("form", EXPORTS)
def test_what_tools_call_their_files_is_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / ("export.json" if form == "labelstudio" else "all.jsonl")
    content = WRITERS[form](DOCUMENT).content
    path.write_text(f"[{content}]" if form == "labelstudio" else content, "utf-8")
    assert read_file(path) == (form, ((DOCUMENT,), (), (1,)))


def annotated(*by: Any) -> dict[str, Any]:
    """A task that each of some people annotated, the second and later ones with less."""
    tasks = [data_of("labelstudio", DOCUMENT if i == 0 else FEWER) for i in range(len(by))]
    made = [
        task["annotations"][0] | {"completed_by": who} for task, who in zip(tasks, by, strict=True)
    ]
    return tasks[0] | {"annotations": made}


def test_annotators_of_one_task_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "project-1.json"
    omar = {"id": 2, "email": "omar@example.org", "first_name": ""}
    path.write_text(json.dumps([annotated(1, omar)]), "utf-8")
    found = read_by_annotator(path)
    assert {who: read.documents for who, read in found.items()} == {
        "annotator-1": (DOCUMENT,),
        "omar@example.org": (FEWER,),
    }
    # Unless readings are asked for, which of them counts is not guessed.
    _, read = read_file(path)
    assert read.documents == ()
    assert "expected one annotation, or one marked as ground truth, got 2" in str(read.problems[0])


def test_one_annotator_has_one_reading_of_a_task(tmp_path: Path) -> None:
    path = tmp_path / "project-1.json"
    path.write_text(json.dumps([annotated(1, 1), {"data": {"text": "x"}}]), "utf-8")
    found = read_by_annotator(path)
    assert found["annotator-1"].documents == (DOCUMENT,)
    assert "expected an id of its own, got that of line 1" in str(found["annotator-1"].problems[0])
    assert "got 0" in str(found["project-1"].problems[0])


def test_files_are_called_after_their_annotators(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name in ("anna", "omar"):
        (folder / f"{name}.jsonl").write_text(json.dumps(DOCCANO), "utf-8")
        ((who, read),) = read_by_annotator(folder / f"{name}.jsonl").items()
        assert (who, read.documents[0].doc_id) == (name, "export-41")


def test_folders_are_where_files_hold_one_document(tmp_path: Path) -> None:
    folder = tmp_path / "anna"
    folder.mkdir()
    (folder / "sample.ann").write_text(ANN, "utf-8")
    (folder / "sample.txt").write_text(TEXT, "utf-8")
    ((who, read),) = read_by_annotator(folder / "sample.ann").items()
    assert (who, read.documents) == ("anna", (DOCUMENT,))


def test_prodigy_tells_its_annotators(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [data_of("prodigy") | {"_annotator_id": "news-anna"}]
    lines.append(data_of("prodigy", FEWER) | {"_session_id": "news-omar"})
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    found = read_by_annotator(path)
    assert {who: read.documents for who, read in found.items()} == {
        "news-anna": (DOCUMENT,),
        "news-omar": (FEWER,),
    }
