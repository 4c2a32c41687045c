"""Join the events of many documents: a row for each event, with all that was said of it.

examples:
  coalition-ie ledger news.jsonl --output ledger.sqlite
  coalition-ie ledger more.jsonl --output ledger.sqlite   (ids of rows stay as they are)
  coalition-ie ledger ledger.sqlite --output events.geojson
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.formats.jsonl import read_jsonl
from coalition_ie.knowledge.actor_tables import Tables
from coalition_ie.knowledge.exports import EXPORTS, export, put
from coalition_ie.knowledge.ledger import Ledger
from coalition_ie.types import Document

_STORE = (".sqlite", ".db")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="JSON lines of extract, or one ledger (.sqlite) to write in another form",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="PLACE",
        help="a ledger (.sqlite), which is added to where it exists, or a table "
        f"({', '.join(EXPORTS.values())}); default: JSON lines on standard output",
    )
    parser.add_argument(
        "--actors",
        nargs="+",
        type=Path,
        default=[],
        metavar="TABLE",
        help="your own tables of actors, which win over those of the package",
    )


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Make, extend or export a ledger."""
    output: Path | None = arguments.output
    endings = (*_STORE, *EXPORTS.values())
    if output and output.suffix.lower() not in endings:
        raise UsageError(f"{output}: expected a name that ends in {', '.join(endings)}")
    kept = output is not None and output.suffix.lower() in _STORE
    stores = [file for file in arguments.files if file.suffix.lower() in _STORE]
    if stores and (kept or len(arguments.files) > 1):
        raise UsageError(f"{stores[0]}: expected it alone and an --output in another form")
    for file in stores:
        file.stat()  # SQLite would make a new one
    tables = Tables.read(arguments.actors) if arguments.actors else None
    place = stores[0] if stores else output if kept else None
    with Ledger(place, tables=tables) as ledger:
        if not stores:
            new = ledger.add(_documents(arguments.files))
            talk.say(f"{new} new documents of {ledger.documents}, {len(ledger)} events")
        if output is None:
            put(ledger, "jsonl", sys.stdout.buffer)
        elif not kept:
            export(ledger, output)


def _documents(files: list[Path]) -> Iterator[Document]:
    """The documents of the files, line by line: a file may be larger than memory."""
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield from read_jsonl(line, name=f"{file}, line {number}")
