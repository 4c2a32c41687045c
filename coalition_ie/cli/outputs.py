"""What commands write: documents in a form, to standard output or to a place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from coalition_ie.cli.failures import Failure, Note
from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.errors import FormatError
from coalition_ie.formats import tables
from coalition_ie.formats.forms import ONE_FILE_EACH, SUFFIXES, WRITERS
from coalition_ie.formats.read import form_of
from coalition_ie.formats.write import is_file, is_own_name, opened
from coalition_ie.types import Document
from coalition_ie.types.records import Kind

_SUFFIXES = {**SUFFIXES, **tables.TABLES}


def add_output(
    parser: argparse.ArgumentParser, forms: Collection[str] = WRITERS, *, flag: str = "--to"
) -> None:
    """The place to write to, and under ``flag`` the form: one of ``forms``."""
    default = "default: as the name of --output says"
    parser.add_argument(flag, dest="format", choices=forms, help=default)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="PLACE",
        help="a file (its name has an ending) for all, or a folder for a file per document",
    )


def output_form(
    arguments: argparse.Namespace, forms: Collection[str] = WRITERS, *, default: str | None = None
) -> str:
    """The form to write: what is asked for, or else what the name of the output tells.

    Raises:
        UsageError: the name has another ending than the form's, or nothing tells the form.
    """
    form: str | None = arguments.format
    place: Path | None = arguments.output
    if place and place.suffix and is_file(place):
        named = form_of(place, _SUFFIXES)
        if named not in (allowed := [form] if form else forms):
            ending = f"{form or 'a file'} a name that ends in {_endings(allowed)}"
            raise UsageError(f"{place}: expected a folder, or for {ending}")
        form = named
    if (form := form or default) is None:
        expected = f"--to FORMAT, or an --output whose name tells it ({_endings(forms)})"
        raise UsageError(f"expected {expected}")
    return form


def _endings(forms: Iterable[str]) -> str:
    return ", ".join(_SUFFIXES[form] for form in forms)


def put_tables(
    documents: Iterable[Document], form: str, kind: Kind, place: Path | None, talk: Talk
) -> None:
    """Write the rows of the documents; no two documents under one id come here."""
    with tables.opened(place, form, kind, sys.stdout.buffer) as put:
        told: set[str] = set()
        for document in documents:
            for note in put(document):
                if note not in told:
                    talk.say(f"{document.doc_id}: {note}")
                told.add(note)


def check_room(count: int, form: str, place: Path | None) -> None:
    """Raise `UsageError` for several documents in one file of a form that holds one."""
    if form in ONE_FILE_EACH and count > 1 and (place is None or is_file(place)):
        raise UsageError(f"{count} documents as {form} need --output FOLDER")


def put_all(
    documents: Iterable[tuple[Document, float | None]],
    form: str,
    place: Path | None,
    talk: Talk,
    note: Note = lambda failure: None,
) -> None:
    """Write every document that can be written, with its score; no two under one id.

    ``note`` takes down those that cannot.
    """
    written: set[str] = set()
    with opened(place, form, sys.stdout.write) as put:
        for i, (document, score) in enumerate(documents):
            name = f"document-{i}" if document.doc_id is None else document.doc_id
            try:
                if document.doc_id in written:
                    raise FormatError(f"document {name!r}: expected an id of its own")
                content, notes = WRITERS[form](document, score=score)
                put(name, content, document)
            except (FormatError, UnicodeEncodeError) as error:
                said, code = talk.report(error, f"document {name!r}")
                note(Failure(document.doc_id, None, said, code))
            else:
                written.add(name)
                if notes:
                    talk.say(f"{name}: {'; '.join(notes)}")


def put_readings(
    readings: Iterable[tuple[str, Document]], form: str, folder: Path, talk: Talk
) -> None:
    """Write each annotator's documents into a set of their own, which is called after them.

    A set is one file in ``folder`` or, in a form of one document a file, a folder in it.
    """
    sets: dict[str, list[Document]] = {}
    for annotator, document in readings:
        sets.setdefault(annotator, []).append(document)
    for annotator, documents in sets.items():
        if not is_own_name(annotator):
            talk.fail(f"expected an annotator whose name makes a file name, got {annotator!r}")
            continue
        place = folder / annotator
        if form in ONE_FILE_EACH:
            place.mkdir(parents=True, exist_ok=True)  # else what follows a dot would be an ending
        else:
            place = folder / f"{annotator}{SUFFIXES[form]}"
        talk.say(f"{place}: {len(documents)} documents")
        put_all(((document, None) for document in documents), form, place, talk)
