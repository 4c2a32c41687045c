"""Check annotations, name every problem by file and line, and count what is annotated.

examples:
  coalition-ie check corrected
  coalition-ie check corrected --texts news
  coalition-ie check project-1.json --from labelstudio
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coalition_ie.cli.inputs import add_texts, check_form
from coalition_ie.cli.talk import PROBLEMS, Talk, one_line
from coalition_ie.corpus.check import check_paths
from coalition_ie.formats.forms import READERS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        default=[Path("annotations")],
        help="folders and files (default: annotations)",
    )
    parser.add_argument("--from", dest="source", choices=READERS, help="form of the files")
    add_texts(parser)


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Print the problems and the counts."""
    for path in arguments.paths:
        check_form(path, arguments.source)
    report = check_paths(arguments.paths, texts=arguments.texts, form=arguments.source)
    for problem in report.problems:
        print(one_line(str(problem)))
        talk.code = PROBLEMS
    print(report.to_text(), end="")
