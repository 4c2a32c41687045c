"""Frames of pandas or polars: rows to read from them, and tables of what was found.

    import pandas as pd
    from coalition_ie import extract_many, frames

    events = frames.events(extract_many(frames.rows(pd.read_csv("news.csv"))))

Columns are those of `coalition_ie.types.records`. Neither library is imported before it is asked
for; both come with the extra ``frames``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from coalition_ie.errors import FormatError
from coalition_ie.types import Document
from coalition_ie.types.records import COLUMNS, RECORDS, Kind, Record

Library = Literal["pandas", "polars"]


def rows(
    frame: Any, *, text: str = "text", id: str = "id", published: str = "published"
) -> Iterator[dict[str, Any]]:
    """The rows of a pandas or polars frame, as `coalition_ie.extract_many` takes them.

    ``text``, ``id`` and ``published`` name the frame's columns; the last two may be missing. Other
    columns are carried through.

    Raises:
        FormatError: the frame has no column ``text``.
    """
    names = {text: "text", id: "id", published: "published"}
    if text not in frame.columns:
        got = ", ".join(map(repr, frame.columns))
        raise FormatError(f"expected a frame with a column {text!r}, got {got}")
    each = frame.iter_rows(named=True) if hasattr(frame, "iter_rows") else _pandas_rows(frame)
    for row in each:
        yield {names.get(name, name): value for name, value in row.items()}


def events(documents: Iterable[Document], *, library: Library = "pandas") -> Any:
    """A frame with a row for each event of the documents."""
    return _frame("events", documents, library)


def mentions(documents: Iterable[Document], *, library: Library = "pandas") -> Any:
    """A frame with a row for each mention of the documents."""
    return _frame("mentions", documents, library)


def dates(documents: Iterable[Document], *, library: Library = "pandas") -> Any:
    """A frame with a row for each time expression of the documents."""
    return _frame("dates", documents, library)


def _pandas_rows(frame: Any) -> Iterator[dict[str, Any]]:
    names = [str(name) for name in frame.columns]
    for row in frame.itertuples(index=False, name=None):
        cells = (value.item() if hasattr(value, "item") else value for value in row)
        yield dict(zip(names, cells, strict=True))


def _frame(kind: Kind, documents: Iterable[Document], library: Library) -> Any:
    records = [record for document in documents for record in RECORDS[kind](document)]
    carried = dict.fromkeys(name for record in records for name in record)
    others = [name for name in carried if name not in COLUMNS[kind]]
    build = _polars if library == "polars" else _pandas
    return build(records, COLUMNS[kind], others)


_PANDAS: Mapping[type, str] = {
    str: "object",
    int: "Int64",
    float: "float64",
    bool: "boolean",
    date: "datetime64[s]",
}


def _pandas(records: list[Record], columns: Mapping[str, type], others: list[str]) -> Any:
    import pandas as pd

    made = {
        name: pd.Series([record[name] for record in records], dtype=_PANDAS[kind])
        for name, kind in columns.items()
    }
    made |= {name: pd.Series([record.get(name) for record in records]) for name in others}
    return pd.DataFrame(made)


def _polars(records: list[Record], columns: Mapping[str, type], others: list[str]) -> Any:
    import polars as pl

    made = {
        name: pl.Series(name, [record[name] for record in records], dtype=_polars_type(kind))
        for name, kind in columns.items()
    }
    made |= {
        name: pl.Series(name, [record.get(name) for record in records], strict=False)
        for name in others
    }
    return pl.DataFrame(made)


def _polars_type(kind: type) -> Any:
    import polars as pl

    return {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}[kind]
