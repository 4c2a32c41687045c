"""Turn annotations into another form; what the form cannot hold is named.

examples:
  coalition-ie convert project-1.json --to brat --readings readings
  coalition-ie convert corrected --texts news --output corrected.prodigy.jsonl
  coalition-ie convert gold.conll --label PERS=PER --label MISC= --output gold.jsonl
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from coalition_ie.cli.inputs import add_texts, check_form
from coalition_ie.cli.outputs import (
    add_output,
    check_room,
    output_form,
    put_all,
    put_readings,
)
from coalition_ie.cli.talk import OK, PROBLEMS, Talk, UsageError
from coalition_ie.corpus.manifest import MANIFEST
from coalition_ie.corpus.read import read_annotations
from coalition_ie.errors import FormatError
from coalition_ie.formats.files import read_text, standoff_files
from coalition_ie.formats.forms import READERS, Imported
from coalition_ie.formats.read import read_by_annotator, read_file
from coalition_ie.types import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="annotations, or a folder of them"
    )
    parser.add_argument(
        "--from", dest="source", choices=READERS, help="default: as names or contents say"
    )
    add_output(parser)
    parser.add_argument(
        "--readings",
        type=Path,
        metavar="FOLDER",
        help="instead of --output: a set for each annotator, as score --agreement takes two",
    )
    parser.add_argument(
        "--text",
        type=Path,
        metavar="FILE",
        help="the raw text of the one FILE (brat: by default its name with .txt)",
    )
    parser.add_argument(
        "--label",
        action="append",
        type=_label,
        metavar="OLD=NEW",
        help="rename a label, or drop it (OLD=); of a conll file name all",
    )
    add_texts(parser)


def _label(pair: str) -> tuple[str, str | None]:
    old, equals, new = pair.partition("=")
    if not (old and equals):
        raise argparse.ArgumentTypeError(f"expected OLD=NEW or OLD=, got {pair!r}")
    return old, new or None


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Read all that can be read, then write it."""
    if arguments.readings and arguments.output:
        raise UsageError("--readings FOLDER stands instead of --output")
    form = output_form(arguments, default="jsonl" if arguments.readings else None)
    if arguments.text and (len(arguments.files) > 1 or arguments.files[0].is_dir()):
        raise UsageError("--text is the text of one FILE; for several there is --texts FOLDER")
    read: list[tuple[str, Document]] = []
    for path in arguments.files:
        try:
            read += tuple(_read(path, arguments, talk))
        except FormatError as error:
            talk.report(error, str(path))
    if not read:
        talk.fail("there is no document to write")
    elif arguments.readings:
        put_readings(read, form, arguments.readings, talk)
    else:
        check_room(len(read), form, arguments.output)
        put_all(((document, None) for _, document in read), form, arguments.output, talk)


def _read(path: Path, arguments: argparse.Namespace, talk: Talk) -> Iterator[tuple[str, Document]]:
    """The documents of a file or of a folder, with their annotators; what is wrong is told."""
    if (path / MANIFEST).is_file():
        for one in read_annotations(path, texts=arguments.texts):
            yield path.resolve().name, one.document
    elif path.is_dir():
        for file in standoff_files(path):
            yield from _read(file, arguments, talk)
    else:
        for annotator, read in _imported(path, arguments).items():
            for problem in read.problems:
                whose = f" ({annotator})" if arguments.readings else ""
                talk.fail(f"{problem}{whose}", PROBLEMS if problem.outcome == "refused" else OK)
            yield from ((annotator, document) for document in read.documents)


def _imported(path: Path, arguments: argparse.Namespace) -> dict[str, Imported]:
    """What a file holds, by annotator where their readings are asked for."""
    check_form(path, arguments.source)
    options = {
        "form": arguments.source,
        "text": read_text(arguments.text) if arguments.text else None,
        "texts": arguments.texts,
        "label_map": dict(arguments.label) if arguments.label else None,
    }
    if arguments.readings:
        return read_by_annotator(path, **options)
    return {"": read_file(path, **options)[1]}
