"""Conversion as a command: from any form to any, what is lost, and what is damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from coalition_ie.cli import OK, PROBLEMS, USAGE
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


@pytest.mark.parametrize("form", ["brat", "cas", "doccano", "jsonl", "labelstudio", "prodigy"])
def test_from_any_form_to_any_by_the_names_of_files(
    form: str, brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    place = tmp_path / f"sample{SUFFIXES[form]}"
    assert run("convert", brat_folder / "sample.ann", "--output", place).code == OK
    assert run("convert", place, "--to", "brat") == (OK, ANN, "")


def test_an_export_of_a_tool_is_read_under_the_name_that_the_tool_gave_it(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "project-1-at-2026-01-02-03-04-0a1b2c3d.json"
    path.write_text(f"[{WRITERS['labelstudio'](DOCUMENT).content}]", "utf-8")
    assert run("convert", path, "--to", "jsonl") == (OK, write_jsonl(DOCUMENT), "")
    path.write_text('[{"text": "x"}]', "utf-8")
    code, out, err = run("convert", path, "--to", "jsonl")
    assert (code, out) == (USAGE, "")
    assert "expected --from FORM, or a name that ends in" in err


FEWER = replace(DOCUMENT, mentions=DOCUMENT.mentions[:4], events=(), dates=())


def read_twice(path: Path, *annotators: object) -> Path:
    """A task of Label Studio with the readings of two people."""
    one, other = (json.loads(WRITERS["labelstudio"](it).content) for it in (DOCUMENT, FEWER))
    results = (one["annotations"][0], other["annotations"][0])
    pairs = zip(results, annotators, strict=True)
    task = one | {"annotations": [result | {"completed_by": who} for result, who in pairs]}
    path.write_text(json.dumps([task]), "utf-8")
    return path


def test_two_readings_of_a_task_are_two_sets_that_agreement_takes(
    brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    path, folder = read_twice(tmp_path / "project-1.json", 1, 2), tmp_path / "readings"
    code, out, err = run("convert", path, "--readings", folder)
    assert (code, out) == (OK, "")
    sets = [folder / "annotator-1.jsonl", folder / "annotator-2.jsonl"]
    assert sorted(folder.iterdir()) == sets
    assert [place.read_text("utf-8") for place in sets] == [*map(write_jsonl, (DOCUMENT, FEWER))]
    assert f"coalition-ie: {sets[0]}: 1 documents\n" in err
    command = ("score", "--gold", brat_folder, "--predicted", sets[0], "--agreement", *sets)
    code, out, _ = run(*command)
    assert code == OK
    _, agreement = out.split("\nagreement of two readings: 1 documents")
    assert "mentions           1.000     0.571     0.727         7         4\n" in agreement


def test_a_set_of_a_form_of_one_document_a_file_is_a_folder(
    brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    by = {"id": 1, "email": "anna@example.org"}
    path, folder = read_twice(tmp_path / "project-1.json", by, 2), tmp_path / "readings"
    assert run("convert", path, "--to", "brat", "--readings", folder).code == OK
    sets = [folder / "anna@example.org", folder / "annotator-2"]
    assert (sets[0] / "sample.ann").read_text("utf-8") == ANN
    command = ("score", "--gold", brat_folder, "--predicted", sets[0], "--agreement", *sets)
    assert run(*command).code == OK


def test_files_of_two_annotators_are_two_sets(tmp_path: Path, run: Run) -> None:
    for name, document in (("anna", DOCUMENT), ("omar", FEWER)):
        content = WRITERS["doccano"](document).content
        (tmp_path / f"{name}.jsonl").write_text(content, "utf-8")
    files = (tmp_path / "anna.jsonl", tmp_path / "omar.jsonl")
    folder = tmp_path / "readings"
    assert run("convert", *files, "--to", "doccano", "--readings", folder).code == OK
    assert sorted(path.name for path in folder.iterdir()) == [
        "anna.doccano.jsonl",
        "omar.doccano.jsonl",
    ]
    # Unless readings are asked for, a second reading is a problem.
    code, out, err = run("convert", *files, "--to", "jsonl")
    assert (code, out) == (PROBLEMS, write_jsonl(DOCUMENT))
    assert "document 'sample': expected an id of its own" in err


def test_an_annotator_whose_name_leaves_the_folder_is_refused(tmp_path: Path, run: Run) -> None:
    path, folder = read_twice(tmp_path / "project-1.json", "..", "anna"), tmp_path / "readings"
    code, _, err = run("convert", path, "--to", "brat", "--readings", folder)
    assert code == PROBLEMS
    assert "expected an annotator whose name makes a file name, got '..'" in err
    assert [child.name for child in folder.iterdir()] == ["anna"]


def test_readings_stand_instead_of_an_output(tmp_path: Path, run: Run) -> None:
    path = read_twice(tmp_path / "project-1.json", 1, 2)
    places = ("--readings", tmp_path / "r", "--output", tmp_path / "o")
    code, _, err = run("convert", path, *places)
    assert code == USAGE
    assert "--readings FOLDER stands instead of --output" in err


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
