"""What commands are to read: texts for the model, and annotations of a known form."""

from __future__ import annotations

import argparse
import codecs
import glob
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coalition_ie.cli.talk import UsageError
from coalition_ie.formats import rows
from coalition_ie.formats.forms import READERS, SUFFIXES
from coalition_ie.formats.read import form_in
from coalition_ie.pipeline import Extractor
from coalition_ie.tagger import ENGINES

_STDIN = "-"

COLUMNS = {"text": "texts", "id": "documents' ids", "published": "days of publication"}
"""Columns that are read, and what they hold."""


def add_texts(parser: argparse.ArgumentParser) -> None:
    """The folder of the texts that annotations do not hold."""
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the raw texts are")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """The texts to read and the model that reads them, for `reading.outcomes`."""
    add_sources(parser)
    add_model(parser)
    parser.add_argument(
        "--threshold", type=_share, metavar="SCORE", help="least score of an event, 0 to 1"
    )
    parser.add_argument(
        "--workers",
        type=_count,
        metavar="N",
        help="read in N processes, each on one thread (default: in this one)",
    )


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The texts to read, for `sources`, and their day of publication."""
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
    parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="day of publication")


def add_model(parser: argparse.ArgumentParser) -> None:
    """The model and what it computes on, for `loaded`."""
    parser.add_argument("--model", help="folder or hub id of a checkpoint (default: the shipped)")
    parser.add_argument("--device", help="where torch computes: cpu, cuda, …")
    parser.add_argument("--threads", type=_count, metavar="N", help="on how many threads")
    parser.add_argument("--engine", choices=ENGINES, help="what computes (default: what is there)")


def loaded(arguments: argparse.Namespace) -> Extractor:
    """The model that is asked for.

    Raises:
        ModelError: there is none, or it cannot serve.
    """
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
            documents' id: it has to tell them apart; or threads are asked for beside workers.
    """
    given = vars(arguments)  # not every command has a model
    if given.get("workers") and given.get("threads"):
        raise UsageError("expected --threads or --workers, got both: a worker has one thread")
    found = [one for name in arguments.files for one in _files(name, arguments.pattern)]
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
