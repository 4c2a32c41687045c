"""What a word may mean: its readings as a trigger, its classes as a verb that steers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
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


@remembered
def senses(key: str) -> tuple[Sense, ...]:
    """Every reading of a folded word as a trigger, in the order of the table."""
    table = _triggers()
    found: dict[tuple[int, str, str], Analysis] = {}
    for analysis in analyses(key, table):
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
    return frozenset(name for a in analyses(key, table) for name in table[a.stem][a.paradigm])


@remembered
def verb_enclitic(key: str) -> bool:
    """Whether a folded verb form carries an object pronoun (شنها، نفذته)."""
    return any(analysis.enclitic for analysis in analyses(key, _steering()))


@cache
def compounds() -> Mapping[tuple[str, ...], str]:
    """Words that work as one preposition, to the preposition under which frames know them.

    ``ب رصاص`` stands in the text as one word or, where the splitter cuts, as two.
    """
    found: dict[tuple[str, ...], str] = {}
    for name, variants in particles().compounds.items():
        for text in filter(None, (fold(name), *variants)):
            first, *rest = text.split()
            found[first, *rest] = fold(name)
            if rest and len(first) == 1:
                found[first + rest[0], *rest[1:]] = fold(name)
    return found


@cache
def pronouns() -> Mapping[str, str]:
    """A preposition with its pronoun (عليها) to the preposition."""
    return {form: word for word, forms in particles().pronouns.items() for form in forms}


@cache
def anaphors() -> Mapping[str, tuple[str, ...]]:
    """Generic noun to beginnings or parts of the name that it stands for."""
    return dict(particles().anaphors.items())
