"""Conversion as a command: from any form to any, what is lost, and what is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition_ie.cli import OK, PROBLEMS
from coalition_ie.formats.forms import SUFFIXES, WRITERS
from coalition_ie.formats.jsonl import read_jsonl, write_jsonl
from coalition_ie.formats.table import write_table
from tests.samples import ANN, DOCUMENT, TEXT
from tests.unit.cli.conftest import Run
from tests.unit.conftest import Folders


def test_there_and_back(brat_folder: Path, tmp_path: Path, run: Run) -> None:
    line = write_jsonl(DOCUMENT)
    source, path = brat_folder / "sample.ann", tmp_path / "d.jsonl"
    assert run("convert", source, "--from", "brat", "--to", "jsonl") == (OK, line, "")
    path.write_text(line, "utf-8")
    assert run("convert", path, "--from", "jsonl", "--to", "brat") == (OK, ANN, "")
    assert run("convert", path, "--from", "jsonl", "--to", "table").out == write_table(DOCUMENT)


@pytest.mark.parametrize("form", ["brat", "doccano", "jsonl", "labelstudio", "prodigy"])
def test_from_any_form_to_any_by_the_names_of_files(
    form: str, brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    place = tmp_path / f"sample{SUFFIXES[form]}"
    assert run("convert", brat_folder / "sample.ann", "--output", place).code == OK
    assert run("convert", place, "--to", "brat") == (OK, ANN, "")


def test_what_is_left_out_is_said(brat_folder: Path, run: Run) -> None:
    _, out, err = run("convert", brat_folder / "sample.ann", "--to", "conll")
    assert "سامي B-PER\n" in out
    assert err == "coalition-ie: sample: 1 values of figures left out; 3 events left out\n"


def test_labels_of_others_are_mapped(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "x.conll"
    path.write_text("سامي I-PERS\nكتاب B-MISC\n", "utf-8")
    command = ("convert", path, "--to", "jsonl", "--label", "PERS=PER")
    code, out, err = run(*command, "--label", "MISC=")
    assert code == OK
    assert json.loads(out)["mentions"][0]["label"] == "PER"
    assert f"{path}:2: left out: 1 of MISC, the first here" in err
    assert f"{path}:1: repaired: a stray I- is read as B-" in err
    code, _, err = run(*command)
    assert code == PROBLEMS
    assert f"{path}:2: label 'MISC' is none of PERS" in err


def test_labels_of_tools_are_renamed_and_those_of_our_own_forms_are_not(
    tmp_path: Path, brat_folder: Path, run: Run
) -> None:
    path = tmp_path / "x.inline.txt"
    path.write_text("[PERSON سامي]", "utf-8")
    options = ("--to", "jsonl", "--label", "PERSON=PER")
    assert json.loads(run("convert", path, *options).out)["mentions"][0]["label"] == "PER"
    code, _, err = run("convert", brat_folder / "sample.ann", *options)
    assert code == PROBLEMS
    assert "the labels of brat cannot be renamed" in err


def test_several_files_into_one(brat_folder: Path, tmp_path: Path, run: Run) -> None:
    for name, content in (("b.ann", ANN), ("b.txt", TEXT)):
        (brat_folder / name).write_bytes(content.encode())
    place = tmp_path / "tasks.labelstudio.json"
    assert run("convert", *sorted(brat_folder.glob("*.ann")), "--output", place).code == OK
    tasks = json.loads(place.read_text("utf-8"))
    assert [task["data"]["doc_id"] for task in tasks] == ["b", "sample"]
    assert place.with_suffix(".xml").is_file()


def test_a_folder_with_a_manifest(folders: Folders, run: Run) -> None:
    command = ("convert", folders.annotations, "--to", "jsonl")
    written = run(*command, "--texts", folders.texts).out
    assert [d.doc_id for d in read_jsonl(written, name="out")] == ["sample", "original"]
    code, _, err = run(*command)
    assert code == PROBLEMS
    assert "document 'sample': expected its text" in err


def test_a_folder_without_a_manifest_and_texts_elsewhere(
    brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    assert run("convert", brat_folder, "--to", "brat") == (OK, ANN, "")
    texts = tmp_path / "texts"
    texts.mkdir()
    (brat_folder / "sample.txt").rename(texts / "sample.txt")
    command = ("convert", brat_folder / "sample.ann", "--to", "brat")
    code, _, err = run(*command)
    assert code == PROBLEMS
    assert "sample.ann:1: expected its text in sample.txt, got none" in err
    assert run(*command, "--texts", texts) == (OK, ANN, "")


def test_sound_documents_are_written_and_the_others_named(tmp_path: Path, run: Run) -> None:
    path, place = tmp_path / "d.doccano.jsonl", tmp_path / "out.jsonl"
    sound = WRITERS["doccano"](DOCUMENT).content
    broken = sound.replace('"PER"', '"PRE"').replace('"doc_id": "sample"', '"doc_id": "b"')
    path.write_text(sound + broken, "utf-8")
    code, _, err = run("convert", path, "--output", place)
    assert code == PROBLEMS
    assert place.read_text("utf-8") == write_jsonl(DOCUMENT)
    assert f"{path}:2: document 'b': label 'PRE' is none of PER" in err
    path.write_text(broken, "utf-8")
    place.write_text("as it was", "utf-8")
    code, _, err = run("convert", path, "--output", place)
    assert code == PROBLEMS
    assert place.read_text("utf-8") == "as it was"
    assert "there is no document to write" in err


def test_a_file_that_is_no_text_does_not_stop_the_rest(
    brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"\xff")
    code, out, err = run("convert", bad, brat_folder / "sample.ann", "--to", "jsonl")
    assert (code, out) == (PROBLEMS, write_jsonl(DOCUMENT))
    assert f"{bad}: expected UTF-8, got byte 0xff at 0" in err


def test_what_was_repaired_is_said(brat_folder: Path, run: Run) -> None:
    (brat_folder / "sample.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    path = brat_folder / "sample.ann"
    code, out, err = run("convert", path, "--to", "jsonl")
    (document,) = read_jsonl(out, name="out")
    assert code == OK
    assert [m.text for m in document.mentions] == [m.text for m in DOCUMENT.mentions]
    assert (
        f"{path}:5: document 'sample': repaired: the 11 spans were counted in code points, "
        "\\r\\n counted as one: DEPLOY at 41:46 is 'ستنشر' at 42:47"
    ) in err
    # To the check, which is strict, it is damage all the same.
    assert run("check", brat_folder).code == PROBLEMS
