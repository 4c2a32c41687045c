"""Events of a text with given mentions; time expressions are found by the library itself."""

from __future__ import annotations

from collections.abc import Sequence

from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.events import link as link_reading
from coalition_ie.types import Event, Mention


def link(text: str, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    reading = Reading(text)
    return link_reading(reading, mentions, find_dates(reading))
