"""Print the JSON Schema of a document: what a line of JSON lines holds.

examples:
  coalition-ie schema
  coalition-ie schema > document.schema.json
"""

from __future__ import annotations

import argparse
import json

import coalition_ie.types
from coalition_ie.cli.talk import Talk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: the subcommand takes no arguments."""


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Print it."""
    print(json.dumps(coalition_ie.types.document_schema(), ensure_ascii=False, indent=2))
