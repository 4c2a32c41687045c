"""The schema as a command."""

from __future__ import annotations

import json

import pytest

import coalition_ie.types
from coalition_ie.cli import OK
from tests.unit.cli.conftest import Run


def test_the_schema_is_printed_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = {"title": "Document", "description": "نص"}
    monkeypatch.setattr(coalition_ie.types, "document_schema", lambda: schema, raising=False)
    code, out, err = run("schema")
    assert (code, err) == (OK, "")
    assert json.loads(out) == schema
    assert "نص" in out
