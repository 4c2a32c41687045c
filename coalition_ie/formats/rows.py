"""Texts to be read: plain ones, and rows of JSON lines, CSV, TSV or Parquet, compressed or not.

A row is a dict with the keys ``text``, ``id`` and ``published``, whatever its file calls them, and
with every other column as it stands there. A row that cannot be read is a `Problem`; the others
are read. Memory holds a line, or a batch of a Parquet file.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.objects import parse_json
from coalition_ie.formats.problems import Problem

Row = dict[str, Any]

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "text": (".txt",),
    "jsonl": (".jsonl", ".ndjson", ".json"),
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "parquet": (".parquet", ".pq"),
}
"""Name of a form to the ends of its files' names; ``.gz`` or ``.zst`` may follow."""

COMPRESSED = (".gz", ".zst")
"""Ends of the names of compressed files."""

_BATCH = 256  # rows of a Parquet file that are held at once
_LONGEST_CELL = 2**31 - 1  # characters, the most that csv takes on every platform
_SEEN = 20  # lines of a text that are looked at for what it looks like
_NAME = 3  # words of a column's name


class Columns(NamedTuple):
    """What a file calls the columns that are read."""

    text: str = "text"
    id: str = "id"
    published: str = "published"


class Origin(NamedTuple):
    """What is to be read, its name for messages, how, and the encoding of its characters."""

    name: str
    form: str
    columns: Columns = Columns()
    encoding: str = "utf-8"


def form_of(name: str) -> str | None:
    """The form that the end of a file's name tells, None if none does.

    >>> form_of("news/2016.csv.gz")
    'csv'
    """
    bare, _ = _cut(name, COMPRESSED)
    return next((form for form, ends in SUFFIXES.items() if _cut(bare, ends)[1]), None)


def stem_of(name: str) -> str:
    """A file's name without the end that tells its form, and without its compression's."""
    bare, _ = _cut(name, COMPRESSED)
    return _cut(bare, tuple(end for ends in SUFFIXES.values() for end in ends))[0]


def _cut(name: str, ends: tuple[str, ...]) -> tuple[str, str]:
    """A name parted before the one of ``ends`` that it has, in whatever case."""
    end = next((end for end in ends if name.lower().endswith(end)), "")
    return name[: len(name) - len(end)], end


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, decompressed as its name says.

    Raises:
        FormatError: the package that reads ``.zst`` is missing, or such a file is damaged.
        OSError: it is not there or may not be read.
    """
    with path.open("rb") as file:
        if path.suffix.lower() == ".gz":
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file))
        elif path.suffix.lower() == ".zst":
            zstandard = _needed("zstandard", path.name)
            try:
                yield cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(file))
            except zstandard.ZstdError as error:
                raise FormatError(f"{path}: expected UTF-8 under Zstandard, got {error}") from error
        else:
            yield file


def read_rows(stream: BinaryIO, origin: Origin) -> Iterator[Row | Problem]:
    """The rows of a file of `SUFFIXES`; a text is one row.

    A row without an id is called after its file and its number, from 1.

    Raises:
        FormatError: the file is damaged as a whole: its bytes are of another encoding, its header
            lacks the text, or the package that reads its form is missing.
    """
    stem = stem_of(Path(origin.name).name)
    if origin.form == "text":
        yield {"text": _text(stream, origin), "id": stem, "published": None}
        return
    for number, row in enumerate(_READERS[origin.form](stream, origin), 1):
        yield row if isinstance(row, Problem) else _named(row, number, stem, origin)


def looks_like(text: str) -> str | None:
    """The form of rows that a text seems to have, None for one that seems to be prose.

    JSON begins with a bracket and has a whole value in its first line; a table has a first line of
    short names, and the same number of tabs, commas or semicolons, at least one tab or two of the
    others, in each of its first lines, of which there are two or more. (Arabic prose has a comma of
    its own, and clauses that are longer than names.)
    """
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SEEN]
    if lines and lines[0].lstrip()[0] in "[{":
        first = parse_json(lines[0])
        whole = parse_json(text) if isinstance(first, Problem) else first
        if isinstance(whole, (dict, list)):
            return "jsonl"
    if len(lines) < 2:
        return None
    for sign, least, form in (("\t", 1, "tsv"), (",", 2, "csv"), (";", 2, "csv")):
        table = list(csv.reader(lines, delimiter=sign))
        counts = {len(row) - 1 for row in table}
        named = all(len(name.split()) <= _NAME for name in table[0])
        if named and len(counts) == 1 and counts.pop() >= least:
            return form
    return None


def _named(row: Row, number: int, stem: str, origin: Origin) -> Row | Problem:
    """A row with its text, id and day under our names."""
    ours = {theirs: name for name, theirs in origin.columns._asdict().items()}
    named: Row = {}
    for column, value in row.items():
        # A column that has one of our names and is another is carried through under its own.
        name = ours.get(column, column)
        named[f"{name}_" if name in Columns._fields and column not in ours else name] = value
    if not isinstance(text := named.get("text"), str):
        got = quoted(text) if "text" in named else f"columns {', '.join(map(repr, row))}"
        return Problem(number, f"expected a text in column {origin.columns.text!r}, got {got}")
    given = named.get("id")
    named["id"] = f"{stem}-{number}" if given in (None, "") else str(given)
    named.setdefault("published", None)
    return named


def _text(stream: BinaryIO, origin: Origin) -> str:
    raw = stream.read()
    try:
        return raw.decode(origin.encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(error, raw, origin) from error


def _lines(stream: BinaryIO, origin: Origin) -> Iterator[str]:
    """The lines of a file, with their ends as they are."""
    text = io.TextIOWrapper(stream, origin.encoding, newline="")
    try:
        yield from text
    except UnicodeDecodeError as error:
        raise _undecodable(error, bytes(error.object), origin) from error
    except (OSError, EOFError) as error:  # what gzip says of a damaged file
        raise FormatError(f"{origin.name}: expected a whole file, got {error}") from error
    finally:
        with suppress(ValueError):  # closed already, where reading was given up
            text.detach()  # whoever opened the stream closes it


def _undecodable(error: UnicodeDecodeError, raw: bytes, origin: Origin) -> FormatError:
    bad = raw[error.start]
    message = f"{origin.name}: expected {origin.encoding.upper()}, got byte 0x{bad:02x}"
    likely = _likely_encoding(raw)
    hint = f"; it may be {likely}: try --encoding {likely}" if likely else ""
    return FormatError(f"{message} at {error.start}{hint}")


def _likely_encoding(raw: bytes) -> str | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    best = from_bytes(raw[:100_000]).best()
    return None if best is None or best.encoding == "utf_8" else str(best.encoding)


def _read_json(stream: BinaryIO, origin: Origin) -> Iterator[Row | Problem]:
    """An object a line, or one array of objects."""
    lines = _lines(stream, origin)
    for number, line in enumerate(lines, 1):
        bare = line.removeprefix("\ufeff").strip() if number == 1 else line.strip()
        if number == 1 and bare.startswith("["):
            yield from _read_array(bare + "".join(lines))
            return
        if bare:
            yield _object(number, parse_json(bare, line=number))


def _read_array(content: str) -> Iterator[Row | Problem]:
    data = parse_json(content)
    if isinstance(data, Problem):
        yield data
        return
    for number, one in enumerate(data, 1):
        yield _object(number, one)


def _object(number: int, data: Any) -> Row | Problem:
    if isinstance(data, (dict, Problem)):
        return data
    return Problem(number, f"expected an object, got {quoted(data)}")


def _read_csv(delimiter: str) -> Callable[[BinaryIO, Origin], Iterator[Row | Problem]]:
    def read(stream: BinaryIO, origin: Origin) -> Iterator[Row | Problem]:
        csv.field_size_limit(_LONGEST_CELL)
        given = _lines(stream, origin)
        first = next(given, "")
        # Where the comma is the decimal sign, spreadsheets part cells with a semicolon.
        sign = ";" if delimiter == "," and first.count(";") > first.count(",") else delimiter
        lines = csv.reader(chain([first], given), delimiter=sign, strict=True)
        try:
            header = [name.removeprefix("\ufeff").strip() for name in next(lines, [])]
            if origin.columns.text not in header:
                got = ", ".join(map(repr, header)) or "nothing"
                raise FormatError(
                    f"{origin.name}: expected a column {origin.columns.text!r}, got {got}"
                    "; --text-column names another"
                )
            for cells in lines:
                if not cells:
                    continue
                if len(cells) != len(header):
                    said = f"expected {len(header)} cells, got {len(cells)}"
                    yield Problem(lines.line_num, said)
                    continue
                yield dict(zip(header, cells, strict=True))
        except csv.Error as error:
            raise FormatError(f"{origin.name}:{lines.line_num}: {error}") from error

    return read


def _read_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Row | Problem]:
    arrow = _needed("pyarrow", origin.name)
    parquet = _needed("pyarrow.parquet", origin.name)
    try:
        seekable = stream if stream.seekable() else io.BytesIO(stream.read())
        file = parquet.ParquetFile(seekable)
        if origin.columns.text not in file.schema_arrow.names:
            got = ", ".join(map(repr, file.schema_arrow.names))
            raise FormatError(
                f"{origin.name}: expected a column {origin.columns.text!r}, got {got}"
                "; --text-column names another"
            )
        for batch in file.iter_batches(_BATCH):
            yield from batch.to_pylist()
    except arrow.ArrowException as error:
        raise FormatError(f"{origin.name}: expected Parquet, got {error}") from error


def _needed(package: str, name: str) -> Any:
    """A package of the extra ``tables``."""
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError as error:
        expected = f"expected the package {package.partition('.')[0]} to read it"
        raise FormatError(f'{name}: {expected}: pip install "coalition-ie[tables]"') from error


_READERS: Mapping[str, Callable[[BinaryIO, Origin], Iterator[Row | Problem]]] = {
    "jsonl": _read_json,
    "csv": _read_csv(","),
    "tsv": _read_csv("\t"),
    "parquet": _read_parquet,
}
