"""Batches of columns in, rows of documents out; what needs a cluster is in tests/cluster."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Extractor, samples
from coalition_ie.distributed import BatchExtractor, arrow_schema
from coalition_ie.errors import DayError, FormatError

pa = pytest.importorskip("pyarrow", reason="is of the extras ray and tables")

ROOT = Path(__file__).parents[2]
ROWS = [{**row, "paper": "ours", "number": i} for i, row in enumerate(samples.rows()[:5])]


@pytest.fixture(scope="module")
def read() -> BatchExtractor:
    return BatchExtractor()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(Extractor.from_pretrained(threads=1).extract_many(ROWS))


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def rows_of(batch: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(batch, values, strict=True)) for values in zip(*batch.values(), strict=True)]


def test_importing_it_loads_nothing_heavy() -> None:
    code = """
import sys, coalition_ie.distributed
assert not {"pyarrow", "ray", "torch", "numpy", "pandas"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def named(data: Any, kind: Any) -> Iterator[tuple[set[str], set[str]]]:
    """Of every object the names that it has and those that its Arrow type has."""
    if isinstance(data, dict):
        yield set(data), {kind.field(i).name for i in range(kind.num_fields)}
        for name, value in data.items():
            yield from named(value, kind.field(name).type)
    elif isinstance(data, list):
        for value in data:
            yield from named(value, kind.value_type)


def test_the_schema_has_every_field_of_a_document(documents: list[Document]) -> None:
    schema = arrow_schema(pa.table(columns(ROWS)).schema)
    objects = [
        pair
        for document in documents
        for pair in named({**document.to_dict(), "error": None}, pa.struct(list(schema)))
    ]
    assert len(objects) > 500
    assert [pair for pair in objects if pair[0] != pair[1]] == []


def test_the_schema_leaves_out_a_meta_without_columns() -> None:
    few = pa.schema([("text", pa.string()), ("id", pa.int64())])
    wanted = [*Document(text="نص").to_dict(), "error"]
    assert arrow_schema().names == [name for name in wanted if name != "meta"]
    assert arrow_schema(few) == arrow_schema()
    carried = arrow_schema(few.append(pa.field("day", pa.timestamp("s"))))
    assert carried.field("meta").type == pa.struct([("day", pa.timestamp("s"))])


def test_a_table_gives_a_table_of_the_same_documents(
    read: BatchExtractor, documents: list[Document]
) -> None:
    given = pa.Table.from_pylist(ROWS)
    found = read(given)
    assert found.schema == arrow_schema(given.schema)
    assert [Document.from_dict(row) for row in found.to_pylist()] == documents
    assert found.column("published").to_pylist() == [row["published"] for row in ROWS]


def test_a_record_batch_gives_a_table_too(read: BatchExtractor, documents: list[Document]) -> None:
    found = read(pa.RecordBatch.from_pylist(ROWS[:1]))
    assert [Document.from_dict(row) for row in found.to_pylist()] == documents[:1]


def test_a_dict_of_lists_gives_one(read: BatchExtractor, documents: list[Document]) -> None:
    found = read(columns(ROWS))
    assert list(found) == arrow_schema(pa.table(columns(ROWS)).schema).names
    assert [Document.from_dict(row) for row in rows_of(found)] == documents


def test_arrays_of_numpy_and_frames_of_pandas_are_batches(
    read: BatchExtractor, documents: list[Document]
) -> None:
    pd = pytest.importorskip("pandas", reason="is of the extra tables")
    frame = pd.DataFrame(ROWS).assign(published=lambda made: pd.to_datetime(made["published"]))
    for batch in (frame, {name: frame[name].to_numpy() for name in frame}):
        assert [Document.from_dict(row) for row in rows_of(read(batch))] == documents


def test_rows_that_cannot_be_read_keep_their_place_and_say_why(
    read: BatchExtractor, documents: list[Document]
) -> None:
    many = "9" * 25
    batch = columns(ROWS)
    batch["text"][1], batch["text"][3] = None, f"أرسلت تركيا {many} جندي إلى سوريا."
    batch["id"][1] = None
    batch["published"] = [str(day) for day in batch["published"]]
    batch["published"][4] = "20/7/2016"
    found = rows_of(read(batch))
    names = [row["id"] for row in ROWS]
    assert [row["error"] for row in found] == [
        None,
        "expected a str, got NoneType",
        None,
        f"document {names[3]!r}: expected figures of 64 bits, got '{many} جندي' at 12",
        f"document {names[4]!r}: expected published to be a date, a datetime or a string like "
        "2016-07-20, got str '20/7/2016'",
    ]
    assert [Document.from_dict(found[i]) for i in (0, 2)] == [documents[0], documents[2]]
    assert (found[4]["text"], found[4]["published"]) == (ROWS[4]["text"], None)
    assert found[3]["published"] == ROWS[3]["published"]
    assert [row["meta"]["number"] for row in found] == [0, 1, 2, 3, 4]
    assert found[1]["mentions"] is None


def test_rows_without_a_day_have_that_of_the_settings() -> None:
    read = BatchExtractor(published=datetime(2016, 7, 11, 9), threshold=0.5)
    (row,) = rows_of(read({"text": ["وصل كارتر أمس إلى بغداد."]}))
    assert (row["published"], row["doc_id"]) == (date(2016, 7, 11), None)
    assert row["dates"][0]["value"]["start"] == date(2016, 7, 10)
    with pytest.raises(DayError, match="11/7"):
        BatchExtractor(published="11/7")


def test_a_pickle_holds_its_settings_alone() -> None:
    pickled = pickle.dumps(BatchExtractor(published="2016-07-11", threshold=1.0))
    assert len(pickled) < 1000
    (row,) = rows_of(pickle.loads(pickled)({"text": ["وصل كارتر أمس إلى بغداد."]}))
    assert row["dates"][0]["value"]["start"] == date(2016, 7, 10)
    assert row["events"] == []  # of a score of 1


def test_a_column_without_values_is_one_of_strings_unless_said(read: BatchExtractor) -> None:
    empty = pa.table({"text": ["نص"], "seen": pa.nulls(1)})
    assert read(empty).schema.field("meta").type == pa.struct([("seen", pa.string())])
    said = BatchExtractor(columns=pa.schema([("text", pa.string()), ("seen", pa.int64())]))
    assert said(empty).schema.field("meta").type == pa.struct([("seen", pa.int64())])


def test_no_rows_give_none(read: BatchExtractor) -> None:
    found = read(pa.table({"text": pa.array([], pa.string())}))
    assert (found.num_rows, found.schema) == (0, arrow_schema())


def test_what_is_no_batch_of_texts_is_refused(read: BatchExtractor) -> None:
    with pytest.raises(FormatError, match="expected a column 'text', got 'body', 'id'"):
        read({"body": ["نص"], "id": [1]})
    with pytest.raises(FormatError, match="column 'id': expected values of one type"):
        read({"text": ["نص", "آخر"], "id": [1, "b"]})
