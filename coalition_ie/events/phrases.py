"""A chunk of a sentence, and what its words show about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coalition_ie.events.lexicon import particles
from coalition_ie.events.units import Unit
from coalition_ie.types import Mention

_NISBA = ("ي", "ية", "يا", "يتين", "يين")


@dataclass(slots=True)
class Chunk:
    """``kind`` is np, date, verb, comp, rel, sub, comma, stop or coord (before a verb or clause).

    ``trigger`` is the unit of the event word that the chunk consists of, if any; the chunk of an
    event noun is its own, the phrase behind it is the next chunk.
    """

    kind: str
    first: int
    last: int
    preposition: str = ""
    mentions: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    trigger: int | None = None
    date: int | None = None
    closed: bool = False
    oriented: bool = False
    coordinated: bool = False
    pronoun: bool = False


def titled(chunk: Chunk) -> bool:
    """Whether a phrase begins with a title, so that a person's name may follow its body's."""
    return bool(chunk.keys) and chunk.keys[0] in particles().sets["titles"]


def counted(chunk: Chunk, mentions: Sequence[Mention]) -> bool:
    """Whether a phrase ends in a figure, which an adjective without article may follow."""
    return bool(chunk.mentions) and mentions[chunk.mentions[-1]].label == "TROOP"


def describes(unit: Unit, before: Sequence[Chunk]) -> bool:
    """Whether a word is the adjective of the event noun right before it (غارات جوية)."""
    if not before or before[-1].kind != "np":
        return False
    last, sets = before[-1], particles().sets
    if last.trigger is None or last.mentions:
        return False
    nisba = unit.key.endswith(_NISBA) and len(unit.key) > 3
    noun = unit.key in sets["agents"] or unit.key in sets["forces"]
    return unit.key in sets["adjectives"] or (nisba and not noun)
