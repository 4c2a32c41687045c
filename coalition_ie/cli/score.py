"""Score predicted annotations against gold.

examples:
  coalition-ie score --gold corrected --predicted news.jsonl
  coalition-ie score --gold corrected --predicted news.jsonl --seqeval --json
  coalition-ie score --gold corrected --predicted news.jsonl --agreement anna omar
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from coalition_ie.cli.inputs import add_texts
from coalition_ie.cli.talk import Talk
from coalition_ie.corpus.read import read_pairs, read_readings
from coalition_ie.scoring import Scores, TagScores, score, score_words, tables


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    for name in ("--gold", "--predicted"):
        parser.add_argument(name, type=Path, required=True, help="folder of brat files, or .jsonl")
    parser.add_argument(
        "--agreement",
        nargs=2,
        type=Path,
        metavar=("FIRST", "SECOND"),
        help="add the scores of the second of two readings of gold documents against the first",
    )
    parser.add_argument("--seqeval", action="store_true", help="add seqeval's strict scores")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    add_texts(parser)


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Print the scores."""
    pairs = read_pairs(arguments.gold, arguments.predicted, texts=arguments.texts)
    if pairs.unscored:
        count, names = len(pairs.unscored), ", ".join(pairs.unscored)
        talk.say(f"{count} not scored, for want of gold: {names}")
    results: dict[str, Scores | TagScores] = {"spans": score(pairs.gold, pairs.predicted)}
    if arguments.agreement:
        first, second = arguments.agreement
        read = {document.doc_id for document in pairs.gold}
        readings = read_readings(first, second, read, texts=arguments.texts)
        results["agreement"] = score(readings.gold, readings.predicted)
    if arguments.seqeval:
        results["seqeval"] = score_words(pairs.gold, pairs.predicted)
    if arguments.json:
        print(json.dumps({name: scores.to_dict() for name, scores in results.items()}, indent=2))
    else:
        print(tables(results), end="")
