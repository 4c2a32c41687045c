"""Events of a text with given mentions; time expressions are found by the library itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.events import link as link_reading
from coalition_ie.events.chunks import split_chunks
from coalition_ie.events.clauses import Clauses
from coalition_ie.events.triggers import mark_triggers
from coalition_ie.events.units import split_units
from coalition_ie.types import Event, Mention

_MARK = re.compile(r"\{([A-Z]+):([^}]*)\}")


def link(text: str, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    reading = Reading(text)
    return link_reading(reading, mentions, find_dates(reading))


def read(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """Text and mentions of a sentence whose names are marked as ``{LABEL:surface}``.

    A surface marked as DATE is left to the library.
    """
    text, mentions, done = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        label, surface = match.groups()
        if label != "DATE":
            end = len(text) + len(surface)
            mentions.append(Mention(start=len(text), end=end, text=surface, label=label))
        text += surface
        done = match.end()
    return text + marked[done:], tuple(mentions)


def link_marked(marked: str) -> tuple[Event, ...]:
    return link(*read(marked))


def parsed(marked: str) -> Clauses:
    """A sentence before its events are linked: units, chunks and the questions about them."""
    text, mentions = read(marked)
    reading = Reading(text)
    units = split_units(text, reading.words, mentions, find_dates(reading))
    mark_triggers(units)
    return Clauses(units, split_chunks(units, mentions), mentions)
