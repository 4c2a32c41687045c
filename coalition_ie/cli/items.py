"""The rows of the inputs, one after the other, whatever reads them then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO, NamedTuple

from coalition_ie.cli.failures import Failure, reason
from coalition_ie.cli.inputs import Source
from coalition_ie.cli.progress import Progress
from coalition_ie.cli.talk import PROBLEMS, Talk, told_of
from coalition_ie.errors import FormatError
from coalition_ie.formats import rows
from coalition_ie.formats.problems import Problem


class Item(NamedTuple):
    """A row or why there is none, its file, and how many files are done when it is."""

    row: rows.Row | None
    failure: Failure | None
    file: str
    files: int


def items(
    arguments: argparse.Namespace,
    talk: Talk,
    shown: Progress,
    found: Sequence[Source],
    *,
    silent: Callable[[], bool] = lambda: False,
) -> Iterator[Item]:
    """All rows; one that cannot be read is reported, unless ``silent``, and the rest goes on."""
    seen: set[str] = set()
    names = rows.Columns._fields
    columns = rows.Columns(*(getattr(arguments, f"{name}_column") for name in names))
    for i, source in enumerate(found, 1):
        form = source.form(arguments)
        origin = rows.Origin(source.name, form, columns, arguments.encoding)
        files = i if form == "text" else i - 1

        def failed(said: str, id: str | None, code: int = PROBLEMS) -> Item:
            if not silent():
                talk.fail(said, code)
            name = source.name  # noqa: B023 - called before the next
            return Item(None, Failure(id, name, reason(said, name), code), name, files)  # noqa: B023

        if not silent():
            shown.file(i, source.name)
        try:
            for row in _read(source, origin, asked=arguments.form is not None):
                if isinstance(row, Problem):
                    yield failed(str(row._replace(file=source.name)), row.document)
                elif row["id"] in seen:
                    said = f"document {row['id']!r}: expected an id of its own"
                    yield failed(f"{source.name}: {said}", row["id"])
                else:
                    seen.add(row["id"])
                    yield Item(row, None, source.name, files)
        except (FormatError, OSError) as error:
            said, code = told_of(error, source.name)
            yield failed(said, source.id if form == "text" else None, code)


def _read(source: Source, origin: rows.Origin, *, asked: bool) -> Iterator[rows.Row | Problem]:
    """The rows of one file; what seems to be rows is no text unless it was said to be one."""
    with ExitStack() as stack:
        if source.path is None:
            stream: BinaryIO = sys.stdin.buffer
        else:
            stream = stack.enter_context(rows.opened(source.path))
        for row in rows.read_rows(stream, origin):
            if origin.form == "text" and isinstance(row, dict):
                row["id"] = source.id
                if not asked and (form := rows.looks_like(row["text"])):
                    raise FormatError(
                        f"{source.name}: expected a text, got what looks like {form}: say "
                        f"--from {form}, or --from text if it is one"
                    )
            yield row
