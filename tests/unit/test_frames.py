"""Frames in and out, of both libraries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coalition_ie import frames
from coalition_ie.errors import FormatError
from coalition_ie.types.records import COLUMNS, KINDS
from tests.samples import DOCUMENT

LIBRARIES = ("pandas", "polars")
TABLE = {"body": ["نص", "آخر"], "id": [1, 2], "published": ["2016-07-20", None], "url": ["x", "y"]}


def library(name: str) -> Any:
    return pytest.importorskip(name, reason="is of the extra tables")


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_frame_gives_rows(name: str) -> None:
    first, second = frames.rows(library(name).DataFrame(TABLE), text="body")
    assert first == {"text": "نص", "id": 1, "published": "2016-07-20", "url": "x"}
    assert (second["text"], second["url"]) == ("آخر", "y")


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_frame_without_the_text_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match="column 'text', got 'body', 'id'"):
        list(frames.rows(library(name).DataFrame(TABLE)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LIBRARIES)
def test_documents_give_frames_of_the_same_columns_however_few(name: str, kind: str) -> None:
    library(name)
    documents = [
        replace(DOCUMENT, published=date(2016, 7, 20), meta={"url": "x"}),
        replace(DOCUMENT, doc_id="other"),
    ]
    make = getattr(frames, kind)
    table, empty = make(documents, library=name), make([], library=name)
    assert list(empty.columns) == list(COLUMNS[kind])  # type: ignore[index]
    assert list(table.columns) == [*COLUMNS[kind], "meta_url"]  # type: ignore[index]
    assert [str(table[c].dtype) for c in empty.columns] == [str(t) for t in empty.dtypes]
    assert len(table) == 2 * len(getattr(DOCUMENT, kind))


@pytest.mark.parametrize("name", LIBRARIES)
def test_cells_are_those_of_the_records(name: str) -> None:
    library(name)
    table = frames.events([DOCUMENT], library=name)  # type: ignore[arg-type]
    row = table.iloc[1].to_dict() if name == "pandas" else table.row(1, named=True)
    wanted = DOCUMENT.to_records()[1]
    for column in ("event_id", "actors", "troops_low", "troops_high", "status", "trigger_start"):
        assert row[column] == wanted[column]
