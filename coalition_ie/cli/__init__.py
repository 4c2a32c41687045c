"""The command ``coalition-ie``: a module for each subcommand, and what they share.

A subcommand's module has `add_arguments` and `run`, and its docstring is what its help says. What
goes in is in `inputs`, what comes of it in `reading`, what goes out in `outputs`, what failed in
`failures`, what a run that is killed leaves to the next in `journal`, what is said in `talk`.
"""

from __future__ import annotations

from coalition_ie.cli.main import main
from coalition_ie.cli.talk import OK, PROBLEMS, USAGE

__all__ = ["OK", "PROBLEMS", "USAGE", "main"]
