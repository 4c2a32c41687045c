"""Numbers in Arabic text; needs no torch."""

from coalition_ie.numbers.find import Number, find_numbers

__all__ = ["Number", "find_numbers"]
