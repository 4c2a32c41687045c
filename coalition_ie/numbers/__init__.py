"""Numbers in Arabic text; needs no torch."""

from coalition_ie.numbers.find import Number, find_numbers
from coalition_ie.numbers.grammar import KINDS, Kind
from coalition_ie.numbers.words import FORMS, Form

__all__ = ["FORMS", "KINDS", "Form", "Kind", "Number", "find_numbers"]
