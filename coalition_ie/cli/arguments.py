"""What the command ``coalition-ie`` takes: subcommands, options and their values."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from coalition_ie.formats.forms import READERS, WRITERS


def command_parser() -> argparse.ArgumentParser:
    """The parser of the command; its result has the subcommand's name as ``command``."""
    parser = argparse.ArgumentParser(
        prog="coalition-ie",
        description="Persons, organisations, places, troop figures and events in Arabic news.",
    )
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    _add_extract(commands.add_parser("extract", help="read texts, write what they say"))
    _add_suggest(commands.add_parser("suggest", help="pre-annotate texts, least certain first"))
    _add_check(commands.add_parser("check", help="check annotations and count them"))
    _add_convert(commands.add_parser("convert", help="turn annotations into another form"))
    _add_score(commands.add_parser("score", help="score predicted annotations against gold"))
    return parser


def _add_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("jsonl", "table", "brat"), default="jsonl")
    _add_reading(parser)
    _add_output(parser)


def _add_suggest(parser: argparse.ArgumentParser) -> None:
    _add_reading(parser)
    _add_target(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[Path("annotations")],
        help="folders and files (default: annotations)",
    )
    parser.add_argument("--from", dest="source", choices=READERS, help="form of the files")
    _add_texts(parser)


def _add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="annotations, or a folder of them"
    )
    parser.add_argument(
        "--from", dest="source", choices=READERS, help="default: as the files' names say"
    )
    _add_target(parser)
    parser.add_argument(
        "--text",
        type=Path,
        help="the raw text of the one FILE (brat: by default its name with .txt)",
    )
    parser.add_argument(
        "--label",
        action="append",
        type=_label,
        metavar="OLD=NEW",
        help="rename a label, or drop it (OLD=); of a conll file name all",
    )
    _add_texts(parser)


def _add_score(parser: argparse.ArgumentParser) -> None:
    for name in ("--gold", "--predicted"):
        parser.add_argument(name, type=Path, required=True, help="folder of brat files, or .jsonl")
    parser.add_argument("--seqeval", action="store_true", help="add seqeval's strict scores")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    _add_texts(parser)


def _add_texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the raw texts are")


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="UTF-8 text, - for standard input")
    parser.add_argument("--model", help="folder or hub id of a checkpoint (default: the shipped)")
    parser.add_argument("--device", help="where torch computes: cpu, cuda, …")
    parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="day of publication")


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", dest="format", choices=WRITERS, help="default: as the name of --output says"
    )
    _add_output(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        type=Path,
        metavar="PLACE",
        help="a file (its name has an ending) for all, or a folder for a file per document",
    )


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected YYYY-MM-DD, got {iso!r}") from error


def _label(pair: str) -> tuple[str, str | None]:
    old, equals, new = pair.partition("=")
    if not (old and equals):
        raise argparse.ArgumentTypeError(f"expected OLD=NEW or OLD=, got {pair!r}")
    return old, new or None
