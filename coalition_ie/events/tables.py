"""The trigger lexicon and the particles beside it, read once into types.

What a table may not hold is an error at once, which names the file, the row, what was expected and
what was got. What tables and fields mean is said at the heads of the TOML files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.errors import SchemaError
from coalition_ie.ontology import EventType, ontology


class Row(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Lemmas that name events of one type in one sense (triggers.toml)."""

    id: str
    type: EventType
    guideline: str
    example: str
    verbs: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def _listing(items: Iterable[str]) -> str:
    return ", ".join(repr(str(item)) for item in items)


def read_row(raw: Mapping[str, Any]) -> Row:
    """A row of triggers.toml.

    Raises:
        SchemaError: the row has an unknown key or type.
    """
    where = f"triggers.toml, row {raw.get('id')!r}"
    if raw.get("type") not in ontology().events:
        known = _listing(ontology().events)
        raise SchemaError(f"{where}: expected a type, one of {known}, got {raw.get('type')!r}")
    try:
        return msgspec.convert(raw, Row)
    except msgspec.ValidationError as error:
        raise SchemaError(f"{where}: {error}") from error


@cache
def rows() -> tuple[Row, ...]:
    """The trigger lexicon, in the order of its table."""
    return tuple(map(read_row, read_table("events", "triggers.toml")["row"]))


class Particles(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Prepositions, and the verbs that steer what depends on them by class (particles.toml)."""

    prepositions: frozenset[str]
    verbs: dict[str, tuple[str, ...]]


@cache
def particles() -> Particles:
    """The words of particles.toml, prepositions folded."""
    raw = read_table("events", "particles.toml")
    try:
        read = msgspec.convert(raw, Particles)
    except msgspec.ValidationError as error:
        raise SchemaError(f"particles.toml: {error}") from error
    return msgspec.structs.replace(read, prepositions=frozenset(map(fold, read.prepositions)))
