"""What a word may mean: its readings as a trigger, its classes as a verb that steers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from coalition_ie.arabic.memory import remembered
from coalition_ie.events.inflection import Analysis, analyses, stems
from coalition_ie.events.tables import Row, particles, rows

_KINDS = {
    "verbs": ("verb", "either"),
    "passives": ("verb", "passive"),
    "nouns": ("noun", ""),
    "participles": ("participle", ""),
    "forms": ("noun", ""),
}  # key of a row to kind and voice of what stands under it


class Sense(NamedTuple):
    """One reading of a word as a trigger."""

    row: Row
    kind: str
    """``verb``, ``noun`` or ``participle``."""
    voice: str
    """``either`` where the unvowelled spelling leaves it open, else ``passive``."""
    analysis: Analysis


@cache
def _triggers() -> Mapping[str, Mapping[str, list[tuple[int, str, str]]]]:
    """Stem to paradigm to (place of the row, kind, voice) of what such a word may mean."""
    found: dict[str, dict[str, list[tuple[int, str, str]]]] = defaultdict(lambda: defaultdict(list))
    for place, row in enumerate(rows()):
        for key, reading in _KINDS.items():
            for paradigm, stem in stems(key, getattr(row, key)):
                found[stem][paradigm].append((place, *reading))
    return dict(found)


def _read(key: str, table: Mapping[str, Collection[str]]) -> Iterator[Analysis]:
    """The analyses of a word; a preposition with its pronoun (بينهم) is no verb with its object."""
    prepositions = particles().prepositions
    for analysis in analyses(key, table):
        if not (analysis.enclitic and key.removesuffix(analysis.enclitic) in prepositions):
            yield analysis


@remembered
def senses(key: str) -> tuple[Sense, ...]:
    """Every reading of a folded word as a trigger, in the order of the table."""
    table = _triggers()
    found: dict[tuple[int, str, str], Analysis] = {}
    for analysis in _read(key, table):
        for reading in table[analysis.stem][analysis.paradigm]:
            found.setdefault(reading, analysis)
    return tuple(
        Sense(rows()[place], kind, voice, analysis)
        for (place, kind, voice), analysis in sorted(found.items())
    )


@cache
def _steering() -> Mapping[str, Mapping[str, list[str]]]:
    """Stem to paradigm to classes, of the verbs that steer."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, lemmas in particles().verbs.items():
        for paradigm, stem in stems("verbs", lemmas):
            found[stem][paradigm].append(name)
    return dict(found)


@remembered
def verb_classes(key: str) -> frozenset[str]:
    """The classes of ``particles.toml`` that a folded word may belong to as a verb."""
    table = _steering()
    return frozenset(name for a in _read(key, table) for name in table[a.stem][a.paradigm])


@remembered
def future(key: str) -> bool:
    """Whether a folded verb has the future marker: ستقصف, but not سيطر, whose past it begins.

    A verb of neither table is none.
    """
    readings = [
        *(sense.analysis for sense in senses(key) if sense.kind == "verb"),
        *_read(key, _steering()),
    ]
    return bool(readings) and all(analysis.future for analysis in readings)
