"""The check as a command: what it counts, the problems it names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coalition_ie.cli import OK, PROBLEMS
from coalition_ie.formats.forms import SUFFIXES, WRITERS
from tests.samples import ANN, DOCUMENT
from tests.unit.cli.conftest import Run

COUNTED = "mentions 7 (PER 1, ORG 1, LOC 4, TROOP 1)\n"


def test_it_says_what_it_counted(brat_folder: Path, run: Run) -> None:
    code, out, _ = run("check", brat_folder)
    assert code == OK
    assert COUNTED in out


def test_it_names_each_problem(brat_folder: Path, run: Run) -> None:
    path = brat_folder / "sample.ann"
    path.write_text(ANN.replace("E3 denied", "E3 no").replace("LOC 27", "LOC 26"), "utf-8")
    code, out, _ = run("check", brat_folder)
    assert code == PROBLEMS
    assert f"{path}:3: the text has" in out
    assert f"{path}:17: status 'no' is none of" in out
    assert out.endswith("problems 2\n")


def test_a_problem_is_a_short_line(brat_folder: Path, run: Run) -> None:
    (brat_folder / "sample.ann").write_text("T1\tLOC 0 4\t" + "ا" * 200_000, "utf-8")
    lines = run("check", brat_folder).out.splitlines()
    assert lines[0].startswith(f"{brat_folder / 'sample.ann'}:1: ")
    assert max(map(len, lines)) <= 400


@pytest.mark.parametrize("form", ["doccano", "inline", "jsonl", "labelstudio", "prodigy"])
def test_it_reads_every_form(form: str, tmp_path: Path, run: Run) -> None:
    path, renamed = tmp_path / f"d{SUFFIXES[form]}", tmp_path / "renamed"
    path.write_text(WRITERS[form](DOCUMENT).content, "utf-8")
    code, out, _ = run("check", path)
    assert code == OK
    assert out.startswith(f"documents 1 ({form} 1)\n")
    assert COUNTED in out
    lone = replace(DOCUMENT, events=(replace(DOCUMENT.events[0], actors=(), places=(), dates=()),))
    renamed.write_text(WRITERS[form](lone).content.replace("PER", "PRE"), "utf-8")
    code, out, _ = run("check", renamed, "--from", form)
    assert code == PROBLEMS
    assert f"{renamed}:1: " in out


def test_it_holds_other_forms_to_the_guidelines(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "d.prodigy.jsonl"
    bare = replace(DOCUMENT, events=(replace(DOCUMENT.events[2], actors=(), places=()),))
    path.write_text("\n" + WRITERS["prodigy"](bare).content, "utf-8")
    code, out, _ = run("check", path)
    assert code == PROBLEMS
    assert f"{path}:2: document 'sample': STRIKE 'تقصف' at 104:108 has no" in out
