"""Ledgers as files: CSV, Parquet, JSON lines, GeoJSON.

CSV has a row an event; lists are joined by `` | ``, and a cell that a spreadsheet would read as a
formula gets an apostrophe. Parquet has the same columns with real lists. JSON lines hold the claims
too, under ``said``. GeoJSON (RFC 7946) has the rows that have coordinates.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from coalition_ie.errors import FormatError
from coalition_ie.formats.files import replacing
from coalition_ie.knowledge.ledger import Ledger
from coalition_ie.knowledge.rows import COLUMNS, LedgerRow

EXPORTS: Mapping[str, str] = {
    "csv": ".csv",
    "parquet": ".parquet",
    "jsonl": ".jsonl",
    "geojson": ".geojson",
}
"""Name of a form to the end of its files' names."""

_GROUP = 5000  # rows of a Parquet file that are written at once
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(ledger: Ledger, place: Path) -> None:
    """Write a ledger to a file in the form that its name tells.

    Raises:
        FormatError: the name tells no form, or the package that writes Parquet is missing.
        OSError: the place may not be written.
    """
    form = {ending: form for form, ending in EXPORTS.items()}.get(place.suffix.lower())
    if form is None:
        endings = ", ".join(EXPORTS.values())
        raise FormatError(f"{place}: expected a name that ends in {endings}")
    place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place) as file:
        put(ledger, form, file)


def put(ledger: Ledger, form: str, file: BinaryIO) -> None:
    """Write a ledger in a form of `EXPORTS`."""
    _WRITERS[form](ledger, file)


def _csv(ledger: Ledger, file: BinaryIO) -> None:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in ledger.rows():
        writer.writerow([_cell(getattr(row, name)) for name in COLUMNS])
        file.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()
    file.write(line.getvalue().encode())


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = " | ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value.isoformat() if isinstance(value, date) else value


def _jsonl(ledger: Ledger, file: BinaryIO) -> None:
    for record in ledger.records():
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def _geojson(ledger: Ledger, file: BinaryIO) -> None:
    file.write(b'{"type": "FeatureCollection", "features": [')
    mark = b"\n"
    for row in ledger.rows():
        if row.latitude is None or row.longitude is None:
            continue
        told = row.to_dict()
        point = {"type": "Point", "coordinates": [told.pop("longitude"), told.pop("latitude")]}
        feature = {
            "type": "Feature",
            "id": told.pop("id"),
            "geometry": point,
            "properties": told,
        }
        file.write(mark + json.dumps(feature, ensure_ascii=False).encode())
        mark = b",\n"
    file.write(b"\n]}\n")


def _parquet(ledger: Ledger, file: BinaryIO) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        expected = "expected the package pyarrow to write Parquet"
        raise FormatError(f'{expected}: pip install "coalition-ie[tables]"') from error
    lists, days = pa.list_(pa.string()), pa.date32()
    numbers = ("low", "high", "claims", "documents", "sources")
    shares = ("latitude", "longitude", "score", "likeness")
    types = {
        **dict.fromkeys(("actors", "actor_ids", "targets", "target_ids", "differs"), lists),
        **dict.fromkeys(("first", "last", "first_told", "last_told"), days),
        **dict.fromkeys(numbers, pa.int64()),
        **dict.fromkeys(shares, pa.float64()),
    }
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in _groups(ledger.rows()):
            given = {name: [_listed(getattr(row, name)) for row in rows] for name in COLUMNS}
            writer.write_table(pa.table(given, schema=schema))


def _groups(rows: Iterator[LedgerRow]) -> Iterator[list[LedgerRow]]:
    while group := list(islice(rows, _GROUP)):
        yield group


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


_WRITERS: Mapping[str, Callable[[Ledger, BinaryIO], None]] = {
    "csv": _csv,
    "parquet": _parquet,
    "jsonl": _jsonl,
    "geojson": _geojson,
}
