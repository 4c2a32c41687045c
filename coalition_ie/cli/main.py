"""Persons, organisations, places, troop figures and events in Arabic news.

Data goes to standard output, talk to standard error. The exit code is 0 when all went well, 1
when the data has problems, 2 when the command was used wrongly (an unknown option, a file or a
model that is not there, a place that cannot be written), 130 or 143 when it was stopped.

examples:
  coalition-ie extract article.txt --format table
  coalition-ie convert corrected --to jsonl
  coalition-ie extract --help
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import NoReturn

from coalition_ie import __version__
from coalition_ie.cli.talk import PROBLEMS, REPORTED, Talk

COMMANDS = {
    "extract": "read texts, write what they say",
    "numbers": "find numbers in texts, without a model",
    "dates": "find time expressions in texts, without a model",
    "view": "draw documents as an HTML page",
    "ledger": "join the events of many documents in a ledger",
    "serve": "a page on this machine for pasting an article",
    "suggest": "pre-annotate texts, least certain first",
    "check": "check annotations and count them",
    "convert": "turn annotations into another form",
    "score": "score predicted annotations against gold",
    "schema": "print the JSON Schema of a document",
    "completion": "print a script for a shell to complete with",
}
"""Subcommands, each the name of a module beside this one, and what the help says of them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (by default the process's arguments); returns the exit code.

    Raises:
        SystemExit: the arguments do not parse, or only help was asked for, or SIGTERM came.
    """
    _write_utf8()
    arguments = _parse(sys.argv[1:] if argv is None else argv)
    talk = Talk(quiet=arguments.quiet)
    try:
        with _ended_by_sigterm():
            arguments.run(arguments, talk)
            sys.stdout.flush()
    except BrokenPipeError:
        talk.fail("the reader of the output went away", PROBLEMS)
        _drop_output()
    except REPORTED as error:
        # The files that are read are named in their errors, so here it is what was written.
        talk.report(error, str(getattr(arguments, "output", None) or "standard output"))
        _drop_output()
    except KeyboardInterrupt:
        talk.fail("interrupted", 128 + signal.SIGINT)
    return talk.code


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, and as ``run`` the subcommand; only its module is imported."""
    return parser_of(argv[:1]).parse_args(argv)


def parser_of(names: Collection[str]) -> argparse.ArgumentParser:
    """The parser with all subcommands; those named are imported and have their arguments."""
    parser = argparse.ArgumentParser(prog="coalition-ie")
    _explain(parser, __doc__)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if name in names:
            module = import_module(f"coalition_ie.cli.{name}")
            module.add_arguments(command)
            command.add_argument("--quiet", action="store_true", help="say problems alone")
            command.set_defaults(run=module.run)
            _explain(command, module.__doc__)
    return parser


def _explain(parser: argparse.ArgumentParser, docstring: str | None) -> None:
    """Take a module's docstring for the help, its first paragraph above the arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description, _, parser.epilog = (docstring or "").partition("\n\n")


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """SIGTERM ends what runs as an error does, so that a half-written file is removed."""
    if threading.current_thread() is not threading.main_thread():  # no other may set handlers
        yield
        return

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _drop_output() -> None:
    """Give up what standard output cannot take: Python flushes it once more at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_utf8() -> None:
    # Names of files may hold bytes that are no UTF-8: shown as escapes, in talk alone.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n", errors=errors)
