"""The command ``coalition-ie``."""

from __future__ import annotations

from coalition_ie.cli.main import OK, PROBLEMS, USAGE, main

__all__ = ["OK", "PROBLEMS", "USAGE", "main"]
