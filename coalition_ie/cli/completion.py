"""Print a script that completes commands, options and files in a shell; needs the extra cli.

examples:
  coalition-ie completion bash > ~/.local/share/bash-completion/completions/coalition-ie
  coalition-ie completion zsh > _coalition-ie
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from coalition_ie.cli.main import COMMANDS, parser_of
from coalition_ie.cli.talk import Talk, UsageError

SHELLS = ("bash", "zsh")
"""Shells whose scripts are written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument("shell", choices=SHELLS, help="the shell that is to complete")


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Print it."""
    try:
        import shtab
    except ModuleNotFoundError as error:
        raise UsageError('completion needs: pip install "coalition-ie[cli]"') from error
    parser = parser_of(COMMANDS)
    for action in _options(parser):
        if action.type is Path or action.dest == "files":
            action.complete = shtab.FILE
    print(shtab.complete(parser, shell=arguments.shell))


def _options(parser: argparse.ArgumentParser) -> list[Any]:
    """What the parser and those of its subcommands take; argparse has no public way to ask."""
    found: list[Any] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [one for command in action.choices.values() for one in _options(command)]
        else:
            found.append(action)
    return found
