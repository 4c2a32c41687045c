"""Labels, event types, roles, statuses, units and kinds: as types, and with what they mean.

The types let a type checker see a misspelt name; what the names mean is data in ``ontology.toml``,
which is read at the first use, never when the package is imported. A test holds the two together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, TypeVar, get_args

from coalition_ie.errors import SchemaError, quoted

Label = Literal["PER", "ORG", "LOC", "TROOP"]
Role = Literal["actors", "targets", "places", "troops", "dates"]
Status = Literal["actual", "planned", "denied"]
Unit = Literal["person", "brigade", "battalion", "regiment", "company", "division"]
# fmt: off
Kind = Literal[
    "soldier", "serviceman", "fighter", "militant", "rebel", "mercenary", "officer", "commander",
    "police", "guard", "recruit", "trainer", "adviser", "expert", "observer", "engineer", "medic",
    "pilot", "sailor", "paratrooper", "commando", "sniper", "member", "casualty",
]
EventType = Literal[
    "MEET", "VISIT", "AGREE", "AID", "TRAIN", "DEPLOY", "WITHDRAW", "STRIKE", "BATTLE", "CAPTURE",
    "SIEGE", "CASUALTY",
]
# fmt: on

ROLES: tuple[Role, ...] = get_args(Role)
"""Roles of an event, in the order in which they are printed; each is a field of ``Event``."""

_Name = TypeVar("_Name", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The project's ontology; every mapping is read-only and keeps the file's order."""

    labels: Mapping[Label, str]
    """Label of a mention to its meaning."""
    roles: Mapping[Role, frozenset[Label]]
    """Role to the labels of the mentions that may fill it (empty for ``dates``)."""
    statuses: Mapping[Status, str]
    units: Mapping[Unit, str]
    kinds: Mapping[Kind, str]
    """Kind of persons a figure may count to the nouns that say it."""
    events: Mapping[EventType, str]
    """Event type to what it covers."""
    plover: Mapping[EventType, str]
    """Event type to its PLOVER event."""
    modes: Mapping[EventType, str]
    """Event type to the mode of its PLOVER event, empty where the type alone does not tell it."""
    aliases: Mapping[str, Label]
    """Label of another scheme to ours."""


@cache
def ontology() -> Ontology:
    """The ontology that ships with the package."""
    raw = tomllib.loads(files("coalition_ie").joinpath("ontology.toml").read_text("utf-8"))
    events = raw.pop("events")
    tables = raw | {
        "roles": {role: frozenset(raw["roles"][role]) for role in ROLES},
        "events": {name: event["covers"] for name, event in events.items()},
        "plover": {name: event["plover"] for name, event in events.items()},
        "modes": {name: event.get("mode", "") for name, event in events.items()},
    }
    return Ontology(**{name: MappingProxyType(table) for name, table in tables.items()})


def one_of(names: Collection[_Name], name: str, *, what: str) -> _Name:
    """``name`` as the one of ``names`` that it is; ``what`` it is called in messages.

    >>> one_of(ontology().labels, "ORG", what="label")
    'ORG'

    Raises:
        SchemaError: it is none of them.
    """
    for known in names:
        if known == name:
            return known
    raise SchemaError(f"{what} {quoted(name)} is none of {', '.join(names)}")
