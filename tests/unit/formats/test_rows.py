"""Rows of texts: every form and compression, columns by name, and what is no row."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.errors import FormatError
from coalition_ie.formats import rows
from coalition_ie.formats.problems import Problem

TABLE = [
    {"text": "وصل كارتر،\nأمس", "id": "a", "published": "2016-07-20", "url": "x"},
    {"text": "قال: \"لا\"", "id": "b", "published": "", "url": "y"},
]  # fmt: skip


def as_csv(table: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, table[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(table)
    return file.getvalue().encode()


def as_parquet(table: list[dict[str, Any]]) -> bytes:
    pa = pytest.importorskip("pyarrow", reason="is of the extra tables")
    file = io.BytesIO()
    pytest.importorskip("pyarrow.parquet").write_table(pa.Table.from_pylist(table), file)
    return file.getvalue()


def as_jsonl(table: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table).encode()


def compressed(raw: bytes, end: str) -> bytes:
    if end == ".gz":
        return gzip.compress(raw)
    if end == ".zst":
        made: bytes = pytest.importorskip("zstandard", reason="is of the extra tables").compress(
            raw
        )
        return made
    return raw


def read(path: Path, **options: Any) -> list[rows.Row | Problem]:
    form = rows.form_of(path.name) or "text"
    with rows.opened(path) as stream:
        return list(rows.read_rows(stream, rows.Origin(path.name, form, **options)))


@pytest.mark.parametrize("end", ["", ".gz", ".zst"])
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("news.csv", as_csv),
        ("news.CSV", lambda table: "\ufeff".encode() + as_csv(table, ";")),
        ("news.tsv", lambda table: as_csv(table, "\t")),
        ("news.jsonl", as_jsonl),
        ("news.json", lambda table: json.dumps(table, indent=1).encode()),
        ("news.parquet", as_parquet),
    ],
)
def test_a_table_reads_the_same_in_every_form(
    name: str, write: Any, end: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}{end}"
    path.write_bytes(compressed(write(TABLE), end))
    assert read(path) == TABLE


def test_columns_are_read_by_the_names_they_have(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(as_jsonl([{"body": "نص", "date": "2016-07-20", "text": 3, "id": None}]))
    columns = rows.Columns(text="body", published="date")
    # Their text is another column, which is carried through; without an id, one is made.
    wanted = {"text": "نص", "published": "2016-07-20", "text_": 3, "id": "news-1"}
    assert read(path, columns=columns) == [wanted]


def test_a_text_is_one_row_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "river.txt.gz"
    path.write_bytes(gzip.compress("على\r\nنهر".encode()))
    assert read(path) == [{"text": "على\r\nنهر", "id": "river", "published": None}]


@pytest.mark.parametrize(
    ("name", "raw", "line", "message"),
    [
        ("a.jsonl", b'{"text": "a"}\n{"text": 1}\n', 2, "expected a text in column 'text', got 1"),
        ("a.jsonl", b"\n[1]\n", 2, "expected an object, got [1]"),
        ("a.jsonl", b"{\n", 1, "expected JSON, got '{'"),
        ("a.csv", b"text,id\na,b\nc\n", 3, "expected 2 cells, got 1"),
        ("a.json", b"[3]", 1, "expected an object, got 3"),
    ],
)
def test_a_row_that_is_none_is_a_problem_of_its_own(
    name: str, raw: bytes, line: int, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    (problem,) = (row for row in read(path) if isinstance(row, Problem))
    assert problem.line == line
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.csv", "body\nنص\n".encode(), "a.csv: expected a column 'text', got 'body'; --text-col"),
        ("a.csv", b"", "a.csv: expected a column 'text', got nothing"),
        ("a.csv", b'text\n"a', "a.csv:2: unexpected end of data"),
        ("a.txt", "نص".encode("cp1256"), "a.txt: expected UTF-8, got byte 0xe4 at 0"),
        ("a.csv.gz", gzip.compress(b"text\n" + b"a\n" * 999)[:30], "a.csv.gz: expected a whole"),
        ("a.parquet", b"PAR1", "a.parquet: expected Parquet, got"),
    ],
)
def test_a_file_that_is_damaged_is_refused(
    name: str, raw: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="is of the extra tables")
    with pytest.raises(FormatError) as raised:
        read(path)
    assert str(raised.value).startswith(message)


def test_damage_under_zstandard_is_told(tmp_path: Path) -> None:
    pytest.importorskip("zstandard", reason="is of the extra tables")
    path = tmp_path / "a.csv.zst"
    path.write_bytes(b"no Zstandard")
    with pytest.raises(FormatError, match=r"a\.csv\.zst: expected UTF-8 under Zstandard, got"):
        read(path)


def test_the_likely_encoding_is_named(tmp_path: Path) -> None:
    pytest.importorskip("charset_normalizer", reason="is of the extra tables")
    path = tmp_path / "a.txt"
    text = "وصل وزير الدفاع الأميركي إلى بغداد في زيارة لم يعلن عنها من قبل، والتقى رئيس الوزراء."
    path.write_bytes(text.encode("cp1256"))
    with pytest.raises(FormatError, match=r"it may be cp1256: try --encoding cp1256"):
        read(path)
    assert read(path, encoding="cp1256")[0] == {"text": text, "id": "a", "published": None}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('{"text": "نص"}\n{"text": "نص"}', "jsonl"),
        ('[\n {"text": "نص"}\n]', "jsonl"),
        ("id,text,date\n1,نص,2016\n2,نص,2017", "csv"),
        ('id;text;date\n1;"a;b";2016', "csv"),
        ("id\ttext\n1\tنص", "tsv"),
        ("[قال] الوزير إن القوات وصلت.\nثم غادرت.", None),
        ("وصل كارتر، ثم غادر، ثم عاد.\nوالتقى العبادي، والجبوري، ومعصوم.", None),
        ("Paris, London, Rome", None),
        ("قال كارتر من بغداد, ثم غادر, وعاد\nوقال العبيدي, وهو هناك, إنه باق", None),
        ("", None),
    ],
)
def test_what_looks_like_rows(text: str, form: str | None) -> None:
    assert rows.looks_like(text) == form
