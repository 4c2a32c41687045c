"""Numbers in Arabic text; needs no torch."""

from __future__ import annotations

from coalition_ie.numbers.find import Number, find_numbers

__all__ = ["Number", "find_numbers"]
