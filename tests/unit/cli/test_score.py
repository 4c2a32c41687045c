"""Scores as a command: two sets compared, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from coalition_ie.cli import OK
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
