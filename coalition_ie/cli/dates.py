"""Find the time expressions in Arabic texts, with the days that they denote; loads no model.

examples:
  coalition-ie dates article.txt --published 2016-07-21
  coalition-ie dates news.csv --text-column body --output dates.csv
"""

from __future__ import annotations

import argparse
from typing import Any

from coalition_ie.cli.spans import Finder, Record, put_spans
from coalition_ie.cli.spans import add_arguments as add_spans
from coalition_ie.cli.talk import Talk
from coalition_ie.dates import find_dates
from coalition_ie.given import as_day

COLUMNS = (
    *("start", "end", "text", "value_start", "value_end", "value_grain", "reason"),
    *("timex_type", "timex_value"),
)
"""Columns of a table besides the document's id."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    add_spans(parser)


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Write a row for each time expression; a row's own day of publication goes first."""

    def find(row: dict[str, Any]) -> list[Record]:
        published = as_day(row["published"] or None, doc_id=row["id"]) or arguments.published
        return [time.to_dict() for time in find_dates(row["text"], published=published)]

    put_spans(arguments, talk, Finder(find, COLUMNS, _note))


def _note(record: Record) -> str:
    """The days of a time expression, the one day or the first and the last, or why none."""
    value = record["value"]
    if value is None:
        return str(record["reason"] or "")
    days = dict.fromkeys((value["start"], value["end"]))
    return " to ".join(days)
