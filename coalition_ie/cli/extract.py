"""Read Arabic texts and write the persons, organisations, places, figures and events in them.

examples:
  coalition-ie extract article.txt --published 2016-07-21 --format table
  coalition-ie extract news/ --output news.jsonl
  coalition-ie extract news.csv --text-column body --output events.csv
  coalition-ie extract news/ --ray 16 --output documents/
"""

from __future__ import annotations

import argparse

from coalition_ie.cli.inputs import add_reading, predicted, sources
from coalition_ie.cli.outputs import add_output, check_room, output_form, put_all, put_tables
from coalition_ie.cli.talk import Talk
from coalition_ie.formats.tables import TABLES
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
    with predicted(arguments, talk, found) as documents:
        if form in TABLES:
            put_tables(documents, form, arguments.table, arguments.output, talk)
        else:
            alone = ((document, None) for document in documents)
            put_all(alone, form, arguments.output, talk)
