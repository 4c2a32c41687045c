"""What stands around a unit: the questions that gathering units to phrases asks."""

from __future__ import annotations

from collections.abc import Sequence

from coalition_ie.events.lexicon import particles
from coalition_ie.events.units import Unit

_DATELINE = 3  # units: city, colon, medium
_APPOSED = 4  # words that may stand between ``بينهم`` and the name (القيادي في …)
_HEADS = 3  # units in which a list's next member shows its name (وحزب العمال …)


def behind_dateline(units: Sequence[Unit], i: int) -> bool:
    """Whether unit ``i`` may be the medium behind a city and a colon (``عدن: «الخليج»``)."""
    if not 1 < i <= _DATELINE or units[0].mention is None:
        return False
    return any(unit.key in {":", "-"} for unit in units[:i])


def leads_to_name(units: Sequence[Unit], i: int) -> bool:
    """Whether a name stands at ``i``, or behind one or two nouns (وحزب …، وعناصر …)."""
    for unit in units[i : i + _HEADS]:
        if unit.kind == "mention":
            return True
        if unit.kind != "word" or unit.trigger is not None:
            return False
    return False


def between_names(units: Sequence[Unit], i: int) -> bool:
    """Whether unit ``i``, a comma, separates two names of one label."""
    left, right = units[i - 1], units[i + 1]
    return left.mention is not None and right.mention is not None and left.label == right.label


def name_follows(units: Sequence[Unit], i: int) -> bool:
    """Whether a name stands close behind unit ``i`` before any border."""
    for unit in units[i + 1 : i + 1 + _APPOSED]:
        if unit.kind == "mention":
            return True
        if unit.kind != "word":
            return False
    return False


def region_follows(units: Sequence[Unit], i: int) -> bool:
    """Whether a region or a state stands behind the compass: ``جنوب شرقي تركيا``."""
    sets = particles().sets
    for unit in units[i + 1 : i + 4]:
        if unit.key in sets["regions"] or unit.key in sets["states"]:
            return True
        if unit.key not in sets["compass"]:
            return False
    return False
