"""Options that several commands take, each declared once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

SHARED: dict[str, dict[str, Any]] = {
    "annotations": {
        "type": Path,
        "default": HERE.parent / "annotations",
        "help": "folder with a manifest",
    },
    "texts": {"type": Path, "help": "folder of the texts that are not in the repository"},
    "model": {"help": "folder or hub id of a checkpoint; the shipped one without it"},
    "split": {"nargs": "+", "help": "splits of the manifest to score"},
    "seed": {"type": int, "default": 1, "help": "what it draws at random is a function of this"},
    "out": {"type": Path, "required": True, "help": "folder that is written"},
}


def count(given: str) -> int:
    """A whole number from 1, as an option's type."""
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {given!r}")
    return int(given)


def command(
    docstring: str | None, *shared: str, **changed: dict[str, Any]
) -> argparse.ArgumentParser:
    """The parser of a command, with the options of `SHARED` that it names.

    A keyword takes an option as well, and changes some of its settings.
    """
    parser = argparse.ArgumentParser(description=str(docstring).splitlines()[0])
    for name in (*shared, *changed):
        parser.add_argument(f"--{name}", **SHARED[name] | changed.get(name, {}))
    return parser
