"""Read Arabic texts and write the persons, organisations, places, figures and events in them.

examples:
  coalition-ie extract article.txt --published 2016-07-21 --format table
  coalition-ie extract - < article.txt
  coalition-ie extract news/*.txt --output news.jsonl
"""

from __future__ import annotations

import argparse

from coalition_ie.cli.inputs import add_reading, predicted
from coalition_ie.cli.outputs import add_output, check_room, output_form, put_all
from coalition_ie.cli.talk import Talk

_FORMS = ("jsonl", "table", "brat")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    add_reading(parser)
    add_output(parser, _FORMS, flag="--format")


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Write each document as soon as it is read."""
    form = output_form(arguments, _FORMS, default="jsonl")
    check_room(len(arguments.files), form, arguments.output)
    documents = ((document, None) for document in predicted(arguments, talk))
    put_all(documents, form, arguments.output, talk)
