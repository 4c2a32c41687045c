"""Scores as a command: two sets compared, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from coalition_ie.cli import OK, PROBLEMS
from coalition_ie.formats.jsonl import write_jsonl
from tests.samples import DOCUMENT
from tests.unit.cli.conftest import Run


def test_two_sets_are_compared(brat_folder: Path, tmp_path: Path, run: Run) -> None:
    predicted = tmp_path / "predicted.jsonl"
    fewer = replace(DOCUMENT, mentions=DOCUMENT.mentions[:4], events=())
    extra = replace(DOCUMENT, doc_id="extra")
    predicted.write_text(write_jsonl(fewer) + write_jsonl(extra), "utf-8")
    command = ("score", "--gold", brat_folder, "--predicted", predicted)
    code, out, err = run(*command)
    assert code == OK
    assert "mentions           1.000     0.571     0.727         7         4\n" in out
    assert err == "coalition-ie: 1 not scored, for want of gold: extra\n"
    data = json.loads(run(*command, "--json", "--seqeval").out)
    assert data["spans"]["mentions"]["recall"] == pytest.approx(4 / 7)
    assert data["seqeval"]["micro"]["recall"] == pytest.approx(4 / 7)
    assert data["seqeval"]["mode"] == 'mode="strict", scheme=IOB2'


def test_two_readings_of_gold_documents_stand_beside(
    brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    fewer = replace(DOCUMENT, mentions=DOCUMENT.mentions[:4], events=())
    other = replace(DOCUMENT, doc_id="other")  # read twice as well, but no document of gold
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text(write_jsonl(other) + write_jsonl(DOCUMENT), "utf-8")
    second.write_text(write_jsonl(fewer) + write_jsonl(other), "utf-8")
    command = ("score", "--gold", brat_folder, "--predicted", first, "--agreement", first, second)
    code, out, _ = run(*command)
    assert code == OK
    table, agreement = out.split("\nagreement of two readings: 1 documents")
    assert "mentions           1.000     1.000     1.000         7         7\n" in table
    assert "mentions           1.000     0.571     0.727         7         4\n" in agreement
    data = json.loads(run(*command, "--json").out)
    assert (data["spans"]["documents"], data["agreement"]["documents"]) == (1, 1)
    assert data["agreement"]["mentions"]["recall"] == pytest.approx(4 / 7)


def test_readings_of_other_documents_are_a_problem(
    brat_folder: Path, tmp_path: Path, run: Run
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(write_jsonl(replace(DOCUMENT, doc_id="other")), "utf-8")
    code, out, err = run(
        "score", "--gold", brat_folder, "--predicted", brat_folder, "--agreement", other, other
    )
    assert (code, out) == (PROBLEMS, "")
    assert "expected two readings of a gold document, got none" in err
