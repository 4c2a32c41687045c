"""Read Arabic texts and write the persons, organisations, places, figures and events in them.

examples:
  coalition-ie extract article.txt --published 2016-07-21 --format table
  coalition-ie extract news/ --output news.jsonl --workers 2 --resume
  coalition-ie extract news.csv --text-column body --output events.csv
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from coalition_ie import __version__
from coalition_ie.cli import journal
from coalition_ie.cli.failures import Failure, Note, reported
from coalition_ie.cli.inputs import Source, add_reading, sources
from coalition_ie.cli.outputs import add_output, check_room, output_form, put_all, put_tables
from coalition_ie.cli.reading import Outcome, outcomes
from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.formats.files import remove_unfinished
from coalition_ie.formats.rows import Columns
from coalition_ie.formats.tables import TABLES
from coalition_ie.types import Document
from coalition_ie.types.records import KINDS

_FORMS = ("jsonl", "table", "html", "brat", *TABLES)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    add_reading(parser)
    add_output(parser, _FORMS, flag="--format")
    parser.add_argument(
        "--table",
        choices=KINDS,
        default="events",
        help="the rows of a single csv, tsv or parquet (default: events); a folder gets all",
    )
    parser.add_argument(
        "--ray",
        type=int,
        metavar="N",
        help="read Parquet or JSON lines with N workers of a Ray cluster (RAY_ADDRESS, else this "
        "machine) into a folder of Parquet, a row a document",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="keep what is done in PLACE.part until all is, and go on from there if it is there",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="JSON lines of id, file and reason for each document that failed (default: none; with "
        "--resume PLACE.failed.jsonl, if one fails)",
    )


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Write each document as soon as it is read."""
    if arguments.ray is not None:
        from coalition_ie.cli.cluster import extract_on_ray

        extract_on_ray(arguments, talk)
        return
    form = output_form(arguments, _FORMS, default="jsonl")
    found = sources(arguments)
    if form not in TABLES:
        check_room(len(found), form, arguments.output)
    place = _place(arguments, found) if arguments.resume else None
    report: Path | None = arguments.report
    if place and report is None:
        report = place.with_name(f"{place.name}.failed.jsonl")
    with ExitStack() as stack:
        done = None
        if place:
            done = stack.enter_context(_journal(arguments, form, found, place))
            for path in (place, report):
                if path is not None:
                    remove_unfinished(path.parent, path.name)
            if place.is_dir():
                remove_unfinished(place)
        note = stack.enter_context(reported(report, always=arguments.report is not None))
        read = stack.enter_context(outcomes(arguments, talk, found, done))
        documents = _noted(read, note)
        if form in TABLES:
            put_tables(documents, form, arguments.table, arguments.output, talk)
        else:
            alone = ((document, None) for document in documents)
            put_all(alone, form, arguments.output, talk, note)


def _noted(read: Iterator[Outcome], note: Note) -> Iterator[Document]:
    """The documents; the failures are noted."""
    for outcome in read:
        if isinstance(outcome, Failure):
            note(outcome)
        else:
            yield outcome


def _place(arguments: argparse.Namespace, found: Sequence[Source]) -> Path:
    """Where the output of a run that can be resumed goes, links followed."""
    output: Path | None = arguments.output
    if output is None or (output.exists() and not output.is_file() and not output.is_dir()):
        raise UsageError("--resume needs an --output that is a file or a folder")
    if any(source.path is None for source in found):
        raise UsageError("--resume needs inputs that can be read again, got standard input")
    return Path(os.path.realpath(output))


def _journal(
    arguments: argparse.Namespace, form: str, found: Sequence[Source], place: Path
) -> AbstractContextManager[journal.Journal]:
    """The journal of the run: its options are all that changes a byte of the output."""
    from coalition_ie.tagger.identity import identity  # with tokenizers, so only when needed

    same = ("encoding", "published", "threshold", "device", "engine")
    options = {
        "version": __version__,
        "model": identity(arguments.model),
        "--format": form,
        "--table": arguments.table if form in TABLES else None,
        "--from": arguments.form,
        "--threads": 1 if arguments.workers else arguments.threads,
        **{f"--{name}-column": getattr(arguments, f"{name}_column") for name in Columns._fields},
        **{f"--{name}": getattr(arguments, name) for name in same},
        "--published": arguments.published and arguments.published.isoformat(),
    }
    inputs = [source.name for source in found]
    return journal.opened(place.with_name(f"{place.name}.part"), options, inputs)
