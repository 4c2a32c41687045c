"""What commands read: texts for the model, and annotations of a known form."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import tee
from pathlib import Path

from coalition_ie.cli.talk import OK, PROBLEMS, Talk, UsageError
from coalition_ie.errors import FormatError, LeftOutWarning
from coalition_ie.formats.files import decode
from coalition_ie.formats.forms import READERS, SUFFIXES, form_of
from coalition_ie.pipeline import Extractor
from coalition_ie.types import Document

_STDIN = "-"


def add_texts(parser: argparse.ArgumentParser) -> None:
    """The folder of the texts that annotations do not hold."""
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the raw texts are")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """The texts to read and the model that reads them, for `predicted`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="UTF-8 text, - for standard input")
    parser.add_argument("--model", help="folder or hub id of a checkpoint (default: the shipped)")
    parser.add_argument("--device", help="where torch computes: cpu, cuda, …")
    parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="day of publication")
    parser.add_argument(
        "--threshold", type=_share, metavar="SCORE", help="least score of an event, 0 to 1"
    )


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
    """Raise `UsageError` for a file of which neither ``form`` nor its name tells how to read it."""
    if path.is_file() and (form or form_of(path)) not in READERS:
        endings = ", ".join(SUFFIXES[reader] for reader in READERS)
        raise UsageError(f"{path}: expected --from FORM, or a name that ends in {endings}")


def predicted(arguments: argparse.Namespace, talk: Talk) -> Iterator[Document]:
    """What the model finds in the files, one after the other.

    Raises:
        UsageError: files have one name, which is their documents' id: it has to tell them apart.
    """
    counts = Counter(map(_text_id, arguments.files))
    if alike := [file for file in arguments.files if counts[_text_id(file)] > 1]:
        raise UsageError(f"expected files with names of their own, got {', '.join(alike)}")
    extractor = Extractor.from_pretrained(arguments.model, device=arguments.device)
    texts, names = tee(_named_texts(arguments.files, talk))
    documents = extractor.extract_many(
        (text for _, text in texts),
        published=arguments.published,
        doc_ids=(name for name, _ in names),
        on_error="skip",
        threshold=arguments.threshold,
    )
    return _reported(documents, talk)


def _reported(documents: Iterator[Document], talk: Talk) -> Iterator[Document]:
    """The documents; a warning on the way is a line, and a document left out is a problem."""

    def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        talk.fail(str(message), PROBLEMS if issubclass(category, LeftOutWarning) else OK)

    with warnings.catch_warnings():
        warnings.simplefilter("always", LeftOutWarning)
        warnings.showwarning = show
        yield from documents


def _named_texts(files: Sequence[str], talk: Talk) -> Iterator[tuple[str, str]]:
    """The texts that can be read; what cannot is reported, and the rest goes on."""
    for i, file in enumerate(files, 1):
        if len(files) > 1:
            talk.say(f"{i}/{len(files)} {file}")
        try:
            raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
            text = decode(raw, name=file)
        except (FormatError, OSError) as error:
            talk.report(error, file)
        else:
            yield _text_id(file), text


def _text_id(file: str) -> str:
    return "stdin" if file == _STDIN else Path(file).stem
