"""What commands share that find spans by rules: texts in, a row for each span out, no model."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from coalition_ie.cli.inputs import add_sources, sources
from coalition_ie.cli.items import items
from coalition_ie.cli.progress import progress
from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.errors import CoalitionError
from coalition_ie.formats.files import replacing
from coalition_ie.formats.problems import visible
from coalition_ie.formats.rows import Row
from coalition_ie.formats.tables import cell

SUFFIXES = {"jsonl": ".jsonl", "table": ".txt", "csv": ".csv", "tsv": ".tsv"}
"""Name of a form to the end of its files' names; ``table`` is for people."""

_DELIMITERS = {"csv": ",", "tsv": "\t"}
_HEAD = "doc_id"

Record = Mapping[str, Any]
"""A span in JSON's types, with start, end and text; what it denotes may be an object in it."""


class Finder(NamedTuple):
    """What a command finds: the spans of a row, the columns of a table, and a note for people."""

    find: Callable[[Row], Iterable[Record]]
    columns: Sequence[str]
    note: Callable[[Record], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The texts, and where and how to write."""
    add_sources(parser)
    help = "default: as the name of --output says, else jsonl"
    parser.add_argument("--format", choices=SUFFIXES, help=help)
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")


def put_spans(arguments: argparse.Namespace, talk: Talk, finder: Finder) -> None:
    """Write the spans of all texts as they are read; a text that cannot be read is a problem."""
    form, found = _form(arguments), sources(arguments)
    with ExitStack() as stack:
        place: Path | None = arguments.output
        out: BinaryIO = (
            sys.stdout.buffer if place is None else stack.enter_context(replacing(place))
        )
        shown = stack.enter_context(progress(talk, len(found), output=place))
        out.write(_header(form, finder).encode())
        for item in items(arguments, talk, shown, found):
            if (row := item.row) is None:
                continue
            try:
                records = list(finder.find(row))
            except CoalitionError as error:
                talk.report(error, f"document {row['id']!r}")
            else:
                out.write("".join(_lines(form, finder, row["id"], records)).encode())
            shown.document(item.files)


def _form(arguments: argparse.Namespace) -> str:
    form: str | None = arguments.format
    place: Path | None = arguments.output
    if place is None:
        return form or "jsonl"
    named = next((name for name, end in SUFFIXES.items() if place.suffix == end), None)
    if place.is_dir() or named is None or form not in (None, named):
        ends = SUFFIXES[form] if form else ", ".join(SUFFIXES.values())
        raise UsageError(f"{place}: expected a file whose name ends in {ends}")
    return named


def _header(form: str, finder: Finder) -> str:
    return _line(form, [_HEAD, *finder.columns]) if form in _DELIMITERS else ""


def _lines(form: str, finder: Finder, doc_id: str, records: Iterable[Record]) -> Iterator[str]:
    """The lines of one document. For people Arabic stands at the end, where it moves nothing."""
    if form == "table":
        yield f"{visible(doc_id)}\n"
    for record in records:
        if form == "jsonl":
            yield json.dumps({_HEAD: doc_id, **record}, ensure_ascii=False) + "\n"
        elif form == "table":
            span, note = f"{record['start']:>8}{record['end']:>8}", finder.note(record)
            yield f"{span}  {note:<30}{visible(record['text'])}\n"
        else:
            flat = dict(_flat(record))
            yield _line(form, [doc_id, *(flat.get(name) for name in finder.columns)])


def _flat(record: Record, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a span; those of an object in it under both names, ``value_start``."""
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}_")
        else:
            yield f"{prefix}{name}", value


def _line(form: str, cells: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=_DELIMITERS[form], lineterminator="\n").writerow(map(cell, cells))
    return line.getvalue()
