"""The trigger lexicon and the particles, read from their tables when first needed."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from coalition_ie.arabic.normalise import fold
from coalition_ie.errors import SchemaError
from coalition_ie.events.inflection import Analysis, analyses, stems
from coalition_ie.ontology import EventType, ontology

RESUMPTIVE = frozenset({"في", "خلال"})
"""Prepositions whose pronoun, behind a verb, refers to the noun that its clause describes."""

_VERBAL = {"verbs": "either", "passives": "passive"}
_NOUNS = ("nouns", "participles", "forms")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the neighbours of a trigger mean: roles, or mixed roles settled by the filler's label.

    ``prepositions`` maps a preposition to the role of its noun; "" is no role. ``modified`` is the
    role of the noun before a participle; ``victims`` says that the noun itself counts those whom
    the event befell (قتلى), ``agentive`` that who announces it does it.
    """

    subject: str
    object: str
    genitive: str
    prepositions: Mapping[str, str]
    modified: str = ""
    victims: bool = False
    agentive: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of ``triggers.toml``: lemmas that behave alike, with their guards."""

    number: int
    type: EventType
    frame: Frame
    next: frozenset[str]
    next_not: frozenset[str]
    previous: frozenset[str]
    previous_not: frozenset[str]
    needs: tuple[str, ...]
    without: tuple[str, ...]
    requires: tuple[str, ...]


class Sense(NamedTuple):
    """One reading of a word as a trigger."""

    row: Row
    kind: str
    """``verb``, ``noun`` or ``participle``."""
    voice: str
    """``either`` where the unvowelled spelling leaves it open, else ``passive``."""
    analysis: Analysis


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("coalition_ie.events").joinpath(name).read_text("utf-8"))


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


@cache
def _frames() -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    raw = _read("frames.toml")
    del raw["mixed"]
    common = {fold(k): v for k, v in raw.pop("common").items()}
    return raw, common


def _frame(event_type: str, changes: Mapping[str, Any]) -> Frame:
    frames, common = _frames()
    base = frames[event_type]
    prepositions = common | {
        fold(k): v for source in (base, changes) for k, v in source.get("prepositions", {}).items()
    }
    merged = {k: v for k, v in (base | dict(changes)).items() if k != "prepositions"}
    merged.setdefault("agentive", event_type != "CASUALTY")
    return Frame(prepositions=prepositions, **merged)


def _row(number: int, raw: Mapping[str, Any]) -> Row:
    return Row(
        number=number,
        type=raw["type"],
        frame=_frame(raw["type"], raw.get("frame", {})),
        next=frozenset(_folded(raw.get("next", []))),
        next_not=frozenset(_folded(raw.get("next_not", []))),
        previous=frozenset(_folded(raw.get("previous", []))),
        previous_not=frozenset(_folded(raw.get("previous_not", []))),
        needs=_folded(raw.get("needs", [])),
        without=_folded(raw.get("without", [])),
        requires=tuple(raw.get("requires", [])),
    )


@cache
def _mixed() -> dict[str, dict[str, str]]:
    mixed: dict[str, dict[str, str]] = _read("frames.toml")["mixed"]
    return mixed


def mixed_roles(spec: str) -> Mapping[str, str]:
    """Label of a filler to the role that ``spec``, a role or mixed role of a frame, gives it."""
    return _mixed()[spec]


Readings = dict[str, dict[str, list[tuple[Row, str, str]]]]


@cache
def _trigger_stems() -> Readings:
    """Stem to paradigm to what a word of that stem and paradigm may mean."""
    found: Readings = defaultdict(lambda: defaultdict(list))
    for number, raw in enumerate(_read("triggers.toml")["row"]):
        if raw["type"] not in ontology().events:
            raise SchemaError(f"triggers.toml, row {number}: unknown event type {raw['type']!r}")
        row = _row(number, raw)
        for kind in (*_VERBAL, *_NOUNS):
            voice = _VERBAL.get(kind, "")
            name = "verb" if kind in _VERBAL else kind.removesuffix("s")
            for paradigm, stem in stems(kind, raw.get(kind, [])):
                found[stem][paradigm].append((row, "noun" if name == "form" else name, voice))
    return dict(found)


@lru_cache(maxsize=65536)
def senses(key: str) -> tuple[Sense, ...]:
    """Every reading of a folded word as a trigger, in the order of the table."""
    table = _trigger_stems()
    found: dict[tuple[int, str, str], Sense] = {}
    for analysis in analyses(key, table):
        for row, kind, voice in table[analysis.stem][analysis.paradigm]:
            found.setdefault((row.number, kind, voice), Sense(row, kind, voice, analysis))
    return tuple(found[k] for k in sorted(found))


@dataclass(frozen=True, slots=True)
class Particles:
    """The closed classes of ``particles.toml``, folded."""

    sets: Mapping[str, frozenset[str]]
    compounds: Mapping[tuple[str, ...], str]
    """Words that work as one preposition, to the preposition under which frames know them."""
    anaphors: Mapping[str, tuple[str, ...]]
    """Generic noun to what the name it stands for must hold."""
    pronouns: Mapping[str, str]
    """A preposition with its pronoun (عليها) to the preposition."""
    verbs: Mapping[str, Mapping[str, list[str]]]
    """Stem to paradigm to classes, of the verbs that steer."""


@cache
def particles() -> Particles:
    """The function words, nouns and verbs that steer the linker."""
    raw = _read("particles.toml")
    verbs: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, lemmas in raw["verbs"].items():
        for paradigm, stem in stems("verbs", lemmas):
            verbs[stem][paradigm].append(name)
    compounds = {
        variant: fold(canonical)
        for canonical, variants in raw["compounds"].items()
        for text in (canonical, *variants)
        for variant in _variants(fold(text))
    }
    return Particles(
        sets={k: frozenset(_folded(v)) for k, v in (raw["sets"] | raw["names"]).items()},
        compounds=compounds,
        pronouns={fold(k): fold(v) for k, v in raw["pronouns"].items()},
        anaphors={fold(k): _folded(v) for k, v in raw["anaphors"].items()},
        verbs=dict(verbs),
    )


def _variants(text: str) -> list[tuple[str, ...]]:
    """``ب رصاص`` stands in the text as one word or, where the splitter cuts, as two."""
    words = tuple(text.split())
    if len(words) > 1 and len(words[0]) == 1:
        return [words, (words[0] + words[1], *words[2:])]
    return [words]


@lru_cache(maxsize=65536)
def verb_classes(key: str) -> frozenset[str]:
    """The classes of ``particles.toml`` that a folded word may belong to as a verb."""
    table = particles().verbs
    return frozenset(name for a in analyses(key, table) for name in table[a.stem][a.paradigm])


@lru_cache(maxsize=65536)
def verb_enclitic(key: str) -> bool:
    """Whether a folded verb form carries an object pronoun (شنها، نفذته)."""
    return any(a.enclitic for a in analyses(key, particles().verbs))
