"""Numbers and time expressions as commands: texts and rows in, spans out, no model."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.cli import OK, PROBLEMS, USAGE
from coalition_ie.numbers import FORMS, KINDS
from tests.unit.cli.conftest import Run

TEXT = "الرصيد -٤٥٠ ريالا في 3 مايو 2016، وهو ثلث المبلغ"


@pytest.fixture
def account(tmp_path: Path) -> Path:
    path = tmp_path / "account.txt"
    path.write_text(TEXT, "utf-8")
    return path


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_numbers_as_json_lines(account: Path, run: Run) -> None:
    code, out, err = run("numbers", account)
    assert (code, err) == (OK, "")
    first, *_, last = lines(out)
    assert first == {
        "doc_id": "account",
        "start": 7,
        "end": 11,
        "text": "-٤٥٠",
        "value": -450,
        "exact": "-450",
        "kind": "cardinal",
        "scale": 1,
    }
    assert (last["exact"], last["kind"]) == ("1/3", "fraction")
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in lines(out))


def test_dates_as_json_lines(account: Path, run: Run) -> None:
    (found,) = lines(run("dates", account).out)
    assert TEXT[found["start"] : found["end"]] == found["text"] == "3 مايو 2016"
    assert found["value"] == {"start": "2016-05-03", "end": "2016-05-03", "grain": "day"}
    assert (found["doc_id"], found["reason"]) == ("account", None)


def test_what_is_not_wanted_is_left_out(account: Path, run: Run) -> None:
    out = run("numbers", account, "--without", "fraction", "--without", "sign").out
    assert [one["exact"] for one in lines(out)] == ["450", "3", "2016"]
    code, out, err = run("numbers", account, "--without", "money")
    assert (code, out) == (USAGE, "")
    assert all(name in err for name in (*KINDS, *FORMS))


@pytest.mark.parametrize(
    ("command", "columns", "first"),
    [
        ("numbers", "start,end,text,value,exact,kind,scale", "7,11,'-٤٥٠,-450,-450,cardinal,1"),
        (
            "dates",
            "start,end,text,value_start,value_end,value_grain,reason,timex_type,timex_value",
            "21,32,3 مايو 2016,2016-05-03,2016-05-03,day,,DATE,2016-05-03",
        ),
    ],
)
def test_a_table(command: str, columns: str, first: str, account: Path, run: Run) -> None:
    code, out, _ = run(command, account, "--format", "csv")
    assert code == OK
    assert out.splitlines()[:2] == [f"doc_id,{columns}", f"account,{first}"]
    tsv = run(command, account, "--format", "tsv").out
    assert list(csv.reader(io.StringIO(tsv), delimiter="\t")) == list(csv.reader(io.StringIO(out)))


@pytest.mark.parametrize(
    ("command", "notes"), [("numbers", ["-450 cardinal", "1/3"]), ("dates", ["2016-05-03"])]
)
def test_a_table_for_people(command: str, notes: list[str], account: Path, run: Run) -> None:
    head, *rest = run(command, account, "--format", "table").out.splitlines()
    assert head == "account"
    assert all(any(note in line for line in rest) for note in notes)
    assert all(TEXT[slice(*map(int, line.split()[:2]))] in line for line in rest)


def test_rows_with_columns_and_days_of_their_own(tmp_path: Path, run: Run) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("n,body,day\na,وصل أمس 5 ضيوف,2016-07-20\nb,عاد أمس,\n", "utf-8")
    names = ("--text-column", "body", "--id-column", "n", "--published-column", "day")
    assert [one["doc_id"] for one in lines(run("numbers", rows, *names).out)] == ["a"]
    found = lines(run("dates", rows, *names, "--published", "2020-02-02").out)
    days = [(one["doc_id"], one["value"]["start"]) for one in found]
    assert days == [("a", "2016-07-19"), ("b", "2020-02-01")]


def test_a_row_with_a_bad_day_does_not_stop_the_rest(tmp_path: Path, run: Run) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id": "a", "text": "أمس", "published": "soon"}\n{"id": "b", "text": "في 2016"}\n', "utf-8"
    )
    code, out, err = run("dates", rows)
    assert code == PROBLEMS
    assert [one["doc_id"] for one in lines(out)] == ["b"]
    assert "document 'a'" in err and "'soon'" in err


def test_a_folder_and_a_file_of_output(account: Path, tmp_path: Path, run: Run) -> None:
    place = tmp_path / "out" / "found.csv"
    place.parent.mkdir()
    code, out, err = run("numbers", account.parent, "--pattern", "*.txt", "--output", place)
    assert (code, out, err) == (OK, "", "")
    assert len(place.read_text("utf-8").splitlines()) == 5


@pytest.mark.parametrize("place", ["found", "found.xml", "found.csv"])
def test_an_output_that_tells_no_form_is_wrong_use(
    place: str, account: Path, tmp_path: Path, run: Run
) -> None:
    code, out, err = run("numbers", account, "--format", "jsonl", "--output", tmp_path / place)
    assert (code, out) == (USAGE, "")
    assert "expected a file whose name ends in .jsonl" in err


LIGHT = """
import sys
from coalition_ie.cli import main
assert main([sys.argv[1], sys.argv[2]]) == 0
heavy = {"torch", "transformers", "numpy", "onnxruntime", "tokenizers", "coalition_ie.tagger.model"}
assert not heavy & set(sys.modules)
"""


@pytest.mark.parametrize("command", ["numbers", "dates"])
def test_no_model_is_loaded(command: str, account: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", LIGHT, command, str(account)],
        stdout=subprocess.DEVNULL,
        check=True,
    )
