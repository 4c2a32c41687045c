"""Turn annotations into another form; what the form cannot hold is named.

examples:
  coalition-ie convert project-1.json --from labelstudio --to brat --output corrected
  coalition-ie convert corrected --texts news --output corrected.prodigy.jsonl
  coalition-ie convert gold.conll --label PERS=PER --label MISC= --output gold.jsonl
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coalition_ie.cli.inputs import add_texts, check_form
from coalition_ie.cli.outputs import add_output, check_room, output_form, put_all
from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.corpus.manifest import MANIFEST
from coalition_ie.corpus.read import read_annotations
from coalition_ie.errors import FormatError
from coalition_ie.formats.files import read_text, standoff_files
from coalition_ie.formats.forms import READERS, read_file
from coalition_ie.types import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="annotations, or a folder of them"
    )
    parser.add_argument(
        "--from", dest="source", choices=READERS, help="default: as the files' names say"
    )
    add_output(parser)
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
    form = output_form(arguments)
    if arguments.text and (len(arguments.files) > 1 or arguments.files[0].is_dir()):
        raise UsageError("--text is the text of one FILE; for several there is --texts FOLDER")
    documents: list[Document] = []
    for path in arguments.files:
        try:
            documents += _read(path, arguments, talk)
        except FormatError as error:
            talk.report(error, str(path))
    if not documents:
        talk.fail("there is no document to write")
        return
    check_room(len(documents), form, arguments.output)
    put_all(((document, None) for document in documents), form, arguments.output, talk)


def _read(path: Path, arguments: argparse.Namespace, talk: Talk) -> tuple[Document, ...]:
    """The documents of a file or of a folder; what is wrong is told."""
    if (path / MANIFEST).is_file():
        return tuple(one.document for one in read_annotations(path, texts=arguments.texts))
    if path.is_dir():
        return tuple(d for file in standoff_files(path) for d in _read(file, arguments, talk))
    check_form(path, arguments.source)
    text = read_text(arguments.text) if arguments.text else None
    labels = dict(arguments.label) if arguments.label else None
    _, read = read_file(
        path, form=arguments.source, text=text, texts=arguments.texts, label_map=labels
    )
    for problem in read.problems:
        tell = talk.fail if problem.outcome == "refused" else talk.say
        tell(str(problem))
    return read.documents
