"""Where documents go: the form that a place tells, and what cannot be written there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coalition_ie import Document, Mention
from coalition_ie.cli import OK, PROBLEMS, USAGE
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.forms import SUFFIXES
from coalition_ie.formats.jsonl import write_jsonl
from tests.samples import DOCUMENT, TEXT
from tests.unit.cli.conftest import Run

B = replace(DOCUMENT, doc_id="b")


def documents(path: Path, *written: Document) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(map(write_jsonl, written)), "utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "place", "expected"),
    [
        ("extract", "x.md", "for a file a name that ends in .jsonl, .table.txt, .html"),
        ("extract", "x.conll", "for a file a name that ends in .jsonl, .table.txt, .html"),
        ("extract --format jsonl", "x.csv", "for jsonl a name that ends in .jsonl"),
        ("extract --format jsonl", "x.ann", "for jsonl a name that ends in .jsonl"),
        ("extract --format jsonl", "x.doccano.jsonl", "for jsonl a name that ends in .jsonl"),
        ("suggest", "x.csv", f"for a file a name that ends in {', '.join(SUFFIXES.values())}"),
        ("suggest --to labelstudio", "x.json", "for labelstudio a name that ends in .labelstudio"),
        ("convert", "x.txt", f"for a file a name that ends in {', '.join(SUFFIXES.values())}"),
        ("convert --to brat", "x.jsonl", "for brat a name that ends in .ann"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_names_that_tell_no_form_or_another_are_refused(
    arguments: str, place: str, expected: str, tmp_path: Path, run: Run
) -> None:
    source, out = documents(tmp_path / "d.jsonl", DOCUMENT), tmp_path / place
    code, _, err = run(*arguments.split(), source, "--output", out)
    assert code == USAGE
    assert f"coalition-ie: {out}: expected a folder, or {expected}" in err
    assert not out.exists()


def test_a_name_without_an_ending_and_a_folder_that_is_there_are_folders(
    tmp_path: Path, run: Run
) -> None:
    source = documents(tmp_path / "d.jsonl", DOCUMENT, B)
    (tmp_path / "v1.0").mkdir()
    for folder in (tmp_path / "new", tmp_path / "v1.0"):
        assert run("convert", source, "--to", "table", "--output", folder).code == OK
        assert [p.name for p in sorted(folder.iterdir())] == ["b.table.txt", "sample.table.txt"]


def test_several_documents_as_brat_need_a_folder(tmp_path: Path, run: Run) -> None:
    command = ("convert", documents(tmp_path / "d.jsonl", DOCUMENT, B), "--to", "brat")
    code, _, err = run(*command)
    assert code == USAGE
    assert "2 documents as brat need --output FOLDER" in err
    assert run(*command, "--output", tmp_path / "o").code == OK
    assert read_brat((tmp_path / "o" / "b.ann").read_text("utf-8"), TEXT, doc_id="sample")


def test_documents_of_one_id_are_written_once(tmp_path: Path, run: Run) -> None:
    source = documents(tmp_path / "d.jsonl", DOCUMENT, B)
    code, out, err = run("convert", source, source, "--to", "jsonl")
    assert (code, out) == (PROBLEMS, source.read_text("utf-8"))
    assert "coalition-ie: document 'sample': expected an id of its own" in err


@pytest.mark.parametrize("name", ["../b", "a/b", "", ".", "a\0b", "\ud800"])
def test_ids_that_make_no_file_of_their_own_are_refused(
    name: str, tmp_path: Path, run: Run
) -> None:
    source = documents(tmp_path / "d.jsonl", DOCUMENT, replace(DOCUMENT, doc_id=name))
    code, _, err = run("convert", source, "--to", "brat", "--output", tmp_path / "o")
    assert code == PROBLEMS
    assert "expected ids that make file names of their own" in err


def test_a_surrogate_that_utf8_cannot_hold_is_one_line_and_the_rest_is_written(
    tmp_path: Path, run: Run
) -> None:
    lone = Mention(start=0, end=1, text="\ud800", label="LOC")
    broken = Document(text="\ud800", mentions=(lone,), doc_id="d")
    source, folder = documents(tmp_path / "d.jsonl", broken, DOCUMENT), tmp_path / "o"
    code, _, err = run("convert", source, "--to", "brat", "--output", folder)
    assert code == PROBLEMS
    assert "document 'd': expected characters that UTF-8 holds, got '\\ud800'" in err
    assert sorted(path.stem for path in folder.glob("*.ann")) == ["sample"]
    assert sorted(path.stem for path in folder.glob("*.txt")) == ["sample"]
