"""Pre-annotations: their order, their scores, and the way back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.cli import OK, PROBLEMS, USAGE
from coalition_ie.formats.forms import SUFFIXES
from tests.unit.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("asked")


def test_the_least_certain_come_first_with_their_scores(bank: Path, river: Path, run: Run) -> None:
    code, out, err = run("suggest", bank, river, "--to", "labelstudio")
    tasks = json.loads(out)
    assert code == OK
    assert [task["data"]["doc_id"] for task in tasks] == ["river", "bank"]
    assert [task["predictions"][0]["score"] for task in tasks] == [0.5, 1.0]
    assert "coalition-ie: river: uncertainty 0.500\n" in err


@pytest.mark.parametrize(
    ("form", "score"),
    [
        ("prodigy", lambda data: data["meta"]["score"]),
        ("doccano", lambda data: data["score"]),
    ],
)
def test_the_score_stands_where_the_form_has_a_place(
    form: str, score: Any, bank: Path, river: Path, run: Run
) -> None:
    place = river.with_name(f"tasks{SUFFIXES[form]}")
    assert run("suggest", bank, river, "--output", place).code == OK
    lines = place.read_text("utf-8").splitlines()
    assert [score(json.loads(line)) for line in lines] == [0.5, 1.0]


def test_nothing_is_written_where_there_is_no_text(tmp_path: Path, run: Run) -> None:
    place = tmp_path / "tasks"
    assert run("suggest", tmp_path, "--to", "brat", "--output", place).code == USAGE
    assert not place.exists()


def test_the_loop_of_the_dataset_card(bank: Path, river: Path, tmp_path: Path, run: Run) -> None:
    """Suggest, correct in the tool, convert back, check."""
    place = tmp_path / "tasks.labelstudio.json"
    assert run("suggest", bank, river, "--output", place).code == OK
    tasks = json.loads(place.read_text("utf-8"))
    # What Label Studio does when a prediction is submitted, here only for one task.
    tasks[0]["annotations"] = [{"id": 1, "result": tasks[0]["predictions"][0]["result"]}]
    export, folder = tmp_path / "project-1.json", tmp_path / "corrected"
    export.write_text(json.dumps(tasks), "utf-8")
    back = run("convert", export, "--from", "labelstudio", "--to", "brat", "--output", folder)
    assert back.code == PROBLEMS
    assert sorted(path.name for path in folder.iterdir()) == [
        "annotation.conf",
        "river.ann",
        "river.txt",
        "visual.conf",
    ]
    assert run("check", folder).code == OK
    assert (folder / "river.ann").read_text("utf-8") == "T1\tLOC 8 12\tدجلة\n"
