"""Labels, event types, roles, statuses, units and kinds, read once from ``ontology.toml``.

The file is read at the first use, never when the package is imported.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

ROLES = ("actors", "targets", "places", "troops", "dates")
"""Roles of an event, in the order in which they are printed; each is a field of ``Event``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The project's ontology; every mapping is read-only and keeps the file's order."""

    labels: Mapping[str, str]
    """Label of a mention to its meaning."""
    roles: Mapping[str, frozenset[str]]
    """Role to the labels of the mentions that may fill it (empty for ``dates``)."""
    statuses: Mapping[str, str]
    units: Mapping[str, str]
    kinds: Mapping[str, str]
    """Kind of persons a figure may count to the nouns that say it."""
    events: Mapping[str, str]
    """Event type to what it covers."""
    plover: Mapping[str, str]
    """Event type to its PLOVER event."""
    aliases: Mapping[str, str]
    """Label of another scheme to ours."""


@cache
def ontology() -> Ontology:
    """The ontology that ships with the package."""
    raw = tomllib.loads(files("coalition_ie").joinpath("ontology.toml").read_text("utf-8"))
    return Ontology(
        labels=MappingProxyType(raw["labels"]),
        roles=MappingProxyType({role: frozenset(raw["roles"][role]) for role in ROLES}),
        statuses=MappingProxyType(raw["statuses"]),
        units=MappingProxyType(raw["units"]),
        kinds=MappingProxyType(raw["kinds"]),
        events=MappingProxyType({k: v["covers"] for k, v in raw["events"].items()}),
        plover=MappingProxyType({k: v["plover"] for k, v in raw["events"].items()}),
        aliases=MappingProxyType(raw["aliases"]),
    )
