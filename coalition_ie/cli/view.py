"""Draw documents as one HTML page that opens from disk: texts, events, evidence and filters.

examples:
  coalition-ie view news.jsonl --output news.html
  coalition-ie extract article.txt --output article.html
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coalition_ie.cli.outputs import put_all
from coalition_ie.cli.talk import Talk
from coalition_ie.formats.files import read_text
from coalition_ie.formats.jsonl import read_jsonl


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON lines of extract")
    parser.add_argument("--output", type=Path, metavar="PAGE", help="default: standard output")


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Write the page."""
    documents = (
        (document, None)
        for file in arguments.files
        for document in read_jsonl(read_text(file), name=str(file))
    )
    put_all(documents, "html", arguments.output, talk)
