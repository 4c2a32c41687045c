"""Flat tables of documents: CSV, TSV and Parquet, written while documents come.

A table has the columns of `coalition_ie.types.records` and those that the first document's row
carried through; what later rows have beyond them is named in a note. Spreadsheets read a cell that
begins with =, +, - or @ as a formula: such a text gets an apostrophe in CSV and TSV, as OWASP
advises (CSV injection).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from coalition_ie.errors import FormatError
from coalition_ie.formats.files import replacing
from coalition_ie.types import Document
from coalition_ie.types.records import COLUMNS, KINDS, RECORDS, Kind, Record

TABLES: Mapping[str, str] = {"csv": ".csv", "tsv": ".tsv", "parquet": ".parquet"}
"""Name of a form of tables to the end of its files' names."""

Put = Callable[[Document], list[str]]
"""Writes a document's rows; returns what of them was left out."""

_GROUP = 5000  # rows of a Parquet file that are written at once
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def opened(place: Path | None, form: str, kind: Kind, stream: BinaryIO) -> Iterator[Put]:
    """Where to put documents: a table of ``kind`` in a file or, without a place, in ``stream``.

    A folder gets one table of each kind.

    Raises:
        FormatError: the package that writes Parquet is missing.
        OSError: the place may not be written.
    """
    with ExitStack() as stack:
        if place is None:
            targets = {kind: stream}
        elif place.suffix and not place.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            targets = {kind: stack.enter_context(replacing(place))}
        else:
            place.mkdir(parents=True, exist_ok=True)
            targets = {
                each: stack.enter_context(replacing(place / f"{each}{TABLES[form]}"))
                for each in KINDS
            }
        writers = [
            stack.enter_context(_WRITERS[form](each, target)) for each, target in targets.items()
        ]
        yield lambda document: [note for write in writers for note in write(document)]


class _Rows:
    """The columns of a table, settled by its first document."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.columns: dict[str, type] = {}

    def of(self, document: Document) -> tuple[list[Record], list[str]]:
        """A document's rows, and the columns of its own that the table does not have."""
        if not self.columns:
            carried = {f"meta_{name}": type(value) for name, value in document.meta.items()}
            self.columns = {**COLUMNS[self.kind], **carried}
        extra = [name for name in document.meta if f"meta_{name}" not in self.columns]
        notes = [f"column {name!r} left out: the first row has none" for name in extra]
        return list(RECORDS[self.kind](document)), notes

    def settled(self) -> dict[str, type]:
        """The columns; those of no document, where none came."""
        return self.columns or dict(COLUMNS[self.kind])


@contextmanager
def _csv(kind: Kind, file: BinaryIO, *, delimiter: str = ",") -> Iterator[Put]:
    rows = _Rows(kind)
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\n")
    headed = False

    def flush() -> None:
        file.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()

    def put(document: Document) -> list[str]:
        nonlocal headed
        records, notes = rows.of(document)
        if not headed:
            writer.writerow(rows.columns)
            headed = True
        for record in records:
            writer.writerow([cell(record.get(name)) for name in rows.columns])
        flush()
        return notes

    yield put
    if not headed:
        writer.writerow(rows.settled())
        flush()


def cell(value: Any) -> Any:
    """A value as a cell of CSV and TSV has it: no formula, and truth in small letters.

    >>> cell("=1+1"), cell(True), cell("-1.5")
    ("'=1+1", 'true', '-1.5')
    """
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    if isinstance(value, bool):
        return str(value).lower()
    return value


@contextmanager
def _tsv(kind: Kind, file: BinaryIO) -> Iterator[Put]:
    with _csv(kind, file, delimiter="\t") as put:
        yield put


@contextmanager
def _parquet(kind: Kind, file: BinaryIO) -> Iterator[Put]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        expected = "expected the package pyarrow to write Parquet"
        raise FormatError(f'{expected}: pip install "coalition-ie[tables]"') from error
    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    types[date] = pa.date32()
    rows, waiting = _Rows(kind), list[Record]()
    writer: Any = None

    def flush() -> None:
        nonlocal writer
        columns = rows.settled()
        schema = pa.schema([(name, types.get(of, pa.string())) for name, of in columns.items()])
        if writer is None:
            writer = parquet.ParquetWriter(file, schema, compression="zstd")
        given = {
            name: [_typed(record.get(name), of) for record in waiting]
            for name, of in columns.items()
        }
        writer.write_table(pa.table(given, schema=schema))
        waiting.clear()

    def put(document: Document) -> list[str]:
        records, notes = rows.of(document)
        waiting.extend(records)
        if len(waiting) >= _GROUP:
            flush()
        return notes

    try:
        yield put
        flush()
    finally:
        if writer is not None:
            writer.close()


def _typed(value: Any, kind: type) -> Any:
    """A cell as its column holds it; one of another type than the first row's becomes None."""
    if value is None or isinstance(value, kind):
        return value
    if kind is float and isinstance(value, int):
        return float(value)
    return str(value) if kind not in (int, float, bool, date) else None


_WRITERS: Mapping[str, Callable[[Kind, BinaryIO], Any]] = {
    "csv": _csv,
    "tsv": _tsv,
    "parquet": _parquet,
}
