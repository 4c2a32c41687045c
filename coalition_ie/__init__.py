"""Persons, organisations, places, troop figures and event tuples from Arabic news.

>>> from coalition_ie import Span
>>> Span(start=2, end=7, text="سوريا").end
7
"""

from __future__ import annotations

from coalition_ie.errors import CoalitionError
from coalition_ie.pipeline import Extractor, extract, extract_many
from coalition_ie.types import Document, Event, Figure, Mention, Span, TimeExpression

__all__ = [
    "CoalitionError",
    "Document",
    "Event",
    "Extractor",
    "Figure",
    "Mention",
    "Span",
    "TimeExpression",
    "extract",
    "extract_many",
]

__version__ = "0.1.0"
