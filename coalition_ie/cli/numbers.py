"""Find the numbers in Arabic texts, with their values; loads no model.

examples:
  coalition-ie numbers article.txt
  coalition-ie numbers news.csv --text-column body --output numbers.csv
  coalition-ie numbers - --without ordinal --without sign --format table < article.txt
"""

from __future__ import annotations

import argparse

from coalition_ie.cli.spans import Finder, Record, put_spans
from coalition_ie.cli.spans import add_arguments as add_spans
from coalition_ie.cli.talk import Talk
from coalition_ie.numbers import FORMS, KINDS, find_numbers

COLUMNS = ("start", "end", "text", "value", "exact", "kind", "scale")
"""Columns of a table besides the document's id, as `Number.to_dict` names them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    add_spans(parser)
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=(*KINDS, *FORMS),
        metavar="NAME",
        help=f"leave out a kind ({', '.join(KINDS)}) or a form ({', '.join(FORMS)})",
    )


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Write a row for each number."""

    def find(row: dict[str, object]) -> list[Record]:
        found = find_numbers(str(row["text"]), without=arguments.without)
        return [number.to_dict() for number in found]

    put_spans(arguments, talk, Finder(find, COLUMNS, lambda one: f"{one['exact']} {one['kind']}"))
