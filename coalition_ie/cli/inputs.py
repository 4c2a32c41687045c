"""What commands read: texts for the model, and annotations of a known form."""

from __future__ import annotations

import argparse
import codecs
import glob
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coalition_ie.cli.progress import Progress, progress
from coalition_ie.cli.talk import OK, PROBLEMS, Talk, UsageError
from coalition_ie.errors import FormatError, LeftOutWarning
from coalition_ie.formats import rows
from coalition_ie.formats.forms import READERS, SUFFIXES
from coalition_ie.formats.problems import Problem
from coalition_ie.formats.read import form_in
from coalition_ie.pipeline import Extractor
from coalition_ie.tagger import ENGINES
from coalition_ie.types import Document

_STDIN = "-"

COLUMNS = {"text": "texts", "id": "documents' ids", "published": "days of publication"}
"""Columns that are read, and what they hold."""


def add_texts(parser: argparse.ArgumentParser) -> None:
    """The folder of the texts that annotations do not hold."""
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the raw texts are")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """The texts to read and the model that reads them, for `predicted`."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="INPUT",
        help="a text, a file of rows (.jsonl .csv .tsv .parquet, also .gz or .zst), a folder, "
        "a pattern like 'news/**/*.txt', or - for standard input",
    )
    parser.add_argument(
        "--from",
        dest="form",
        choices=rows.SUFFIXES,
        help="what the inputs are (default: as their names say, else text)",
    )
    parser.add_argument("--pattern", default="*", help="which files of a folder (default: all)")
    for name in rows.Columns._fields:
        help = f"the column of the {COLUMNS[name]} (default: {name})"
        parser.add_argument(f"--{name}-column", default=name, metavar="NAME", help=help)
    parser.add_argument("--encoding", type=_encoding, default="utf-8", help="default: UTF-8")
    add_model(parser)
    parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="day of publication")
    parser.add_argument(
        "--threshold", type=_share, metavar="SCORE", help="least score of an event, 0 to 1"
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """The model and what it computes on, for `loaded`."""
    parser.add_argument("--model", help="folder or hub id of a checkpoint (default: the shipped)")
    parser.add_argument("--device", help="where torch computes: cpu, cuda, …")
    parser.add_argument("--threads", type=_count, metavar="N", help="on how many threads")
    parser.add_argument("--engine", choices=ENGINES, help="what computes (default: what is there)")


def loaded(arguments: argparse.Namespace) -> Extractor:
    """The model that is asked for."""
    return Extractor.from_pretrained(
        arguments.model,
        device=arguments.device,
        threads=arguments.threads,
        engine=arguments.engine,
    )


def _count(given: str) -> int:
    if given.isdecimal() and (number := int(given)) >= 1:
        return number
    raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {given!r}")


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise argparse.ArgumentTypeError(f"expected an encoding, got {name!r}") from error


def _share(given: str) -> float:
    with suppress(ValueError):
        if 0 <= (share := float(given)) <= 1:
            return share
    raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got {given!r}")


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected YYYY-MM-DD, got {iso!r}") from error


def check_form(path: Path, form: str | None) -> None:
    """Raise `UsageError` for a file of which ``form``, name and content do not tell the form."""
    if path.is_file() and (form or form_in(path)) not in READERS:
        endings = ", ".join(SUFFIXES[reader] for reader in READERS)
        raise UsageError(
            f"{path}: expected --from FORM, or a name that ends in {endings}, or JSON as one form "
            "has it"
        )


def sources(arguments: argparse.Namespace) -> list[Source]:
    """The files that are meant, in the order of the arguments, a folder's in that of their names.

    Raises:
        UsageError: a pattern or a folder holds none, or texts have one name, which is their
            documents' id: it has to tell them apart.
    """
    found = [one for given in arguments.files for one in _files(given, arguments.pattern)]
    counts = Counter(one.id for one in found if one.form(arguments) == "text")
    if alike := [one.name for one in found if counts[one.id] > 1]:
        raise UsageError(f"expected files with names of their own, got {', '.join(alike)}")
    return found


class Source(NamedTuple):
    """A file that is to be read, None for standard input, and the id of a text in it."""

    path: Path | None
    id: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return _STDIN if self.path is None else str(self.path)

    def form(self, arguments: argparse.Namespace) -> str:
        """What it is: as the arguments say, else as its name does, else a text."""
        return arguments.form or rows.form_of(self.name) or "text"


def _files(given: str, pattern: str) -> Iterator[Source]:
    if given == _STDIN:
        yield Source(None, "stdin")
        return
    path = Path(given)
    if path.is_dir():
        inside = [each for each in sorted(path.rglob(pattern)) if each.is_file()]
        known = [each for each in inside if pattern != "*" or rows.form_of(each.name)]
        if not known:
            raise UsageError(f"{given}: expected texts or rows in this folder, got none")
        for each in known:
            yield Source(each, rows.stem_of(each.relative_to(path).as_posix()))
    elif glob.has_magic(given) and not path.exists():
        matching = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - as the shell has it
        if not matching:
            raise UsageError(f"{given}: expected files that fit this pattern, got none")
        for name in matching:
            yield Source(Path(name), rows.stem_of(Path(name).name))
    else:
        yield Source(path, rows.stem_of(path.name))


@contextmanager
def predicted(
    arguments: argparse.Namespace, talk: Talk, found: Sequence[Source]
) -> Iterator[Iterator[Document]]:
    """What the model finds in the files, one after the other; how far it is, is told meanwhile."""
    extractor = loaded(arguments)
    done: dict[str, int] = {}
    with progress(talk, len(found), output=arguments.output) as shown:
        documents = extractor.extract_many(
            _rows(found, arguments, talk, shown, done),
            published=arguments.published,
            on_error="skip",
            threshold=arguments.threshold,
        )
        yield _counted(_reported(documents, talk), shown, done)


def _counted(
    documents: Iterator[Document], shown: Progress, done: Mapping[str, int]
) -> Iterator[Document]:
    """The documents; ``done`` says how many files are when one is, by its id."""
    for document in documents:
        shown.document(done[str(document.doc_id)])
        yield document


def _reported(documents: Iterator[Document], talk: Talk) -> Iterator[Document]:
    """The documents; a warning on the way is a line, and a document left out is a problem."""

    def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        talk.fail(str(message), PROBLEMS if issubclass(category, LeftOutWarning) else OK)

    with warnings.catch_warnings():
        warnings.simplefilter("always", LeftOutWarning)
        warnings.showwarning = show
        yield from documents


def _rows(
    found: Sequence[Source],
    arguments: argparse.Namespace,
    talk: Talk,
    shown: Progress,
    done: dict[str, int],
) -> Iterator[rows.Row]:
    """The rows that can be read, entered into ``done``; what cannot is reported, and the rest goes
    on. Files are read some way ahead of the model."""
    columns = rows.Columns(*(getattr(arguments, f"{name}_column") for name in rows.Columns._fields))
    for i, source in enumerate(found, 1):
        shown.file(i, source.name)
        origin = rows.Origin(source.name, source.form(arguments), columns, arguments.encoding)
        try:
            for row in _read(source, origin, asked=arguments.form is not None):
                if isinstance(row, Problem):
                    talk.fail(str(row._replace(file=source.name)))
                elif row["id"] in done:
                    talk.fail(f"{source.name}: document {row['id']!r}: expected an id of its own")
                else:
                    done[row["id"]] = i if origin.form == "text" else i - 1
                    yield row
        except (FormatError, OSError) as error:
            talk.report(error, source.name)


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
