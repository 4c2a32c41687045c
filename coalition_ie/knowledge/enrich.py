"""A document and all that is known of it: the one place that puts the knowledge rooms together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from coalition_ie.knowledge.actor_tables import Tables
from coalition_ie.knowledge.actors import actors
from coalition_ie.knowledge.casualties import casualties
from coalition_ie.knowledge.entities import entities
from coalition_ie.knowledge.places import places
from coalition_ie.knowledge.plover import plover
from coalition_ie.knowledge.sources import attributions
from coalition_ie.knowledge.when import times
from coalition_ie.types import Document
from coalition_ie.types.knowledge import Actor, Attribution, Casualty, Entity, EventTime, Plover

_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enriched:
    """A document with its entities, and of each event its time, casualties, speaker and code.

    ``entities`` hold every mention once, with actor and place where these are known; the other
    tuples have an entry for each of ``document.events``, in their order.
    """

    document: Document
    entities: tuple[Entity, ...] = ()
    times: tuple[EventTime | None, ...] = ()
    casualties: tuple[tuple[Casualty, ...], ...] = ()
    attributions: tuple[Attribution | None, ...] = ()
    plover: tuple[Plover, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The document's JSON form, with the entities, and under ``knowledge`` what is known of
        each event."""
        known = zip(self.times, self.casualties, self.attributions, self.plover, strict=True)
        return {
            **self.document.to_dict(),
            "entities": [_plain(entity) for entity in self.entities],
            "knowledge": [
                {
                    "time": _plain(time),
                    "casualties": _plain(lost),
                    "attribution": _plain(said),
                    "plover": _plain(code),
                }
                for time, lost, said, code in known
            ],
        }


def enrich(document: Document, *, tables: Tables | None = None) -> Enriched:
    """What is known of a document's entities and events.

    ``tables`` are the actors' tables, by default those of the package.

    >>> found = enrich(Document(text="لا خبر اليوم"))
    >>> found.entities, found.times
    ((), ())
    """
    who = actors(document, tables=tables)
    where = places(document)
    return Enriched(
        document=document,
        entities=tuple(
            replace(
                entity,
                actor=_usual(who[m] for m in entity.mentions if m in who),
                place=_usual(where[m] for m in entity.mentions if m in where),
            )
            for entity in entities(document)
        ),
        times=times(document),
        casualties=casualties(document),
        attributions=attributions(document),
        plover=tuple(map(plover, document.events)),
    )


def _usual(found: Iterable[_T]) -> _T | None:
    """The commonest, the first of those that are equally common; one with an id before others."""
    counts = Counter(found)
    return max(counts, key=lambda one: (_has_id(one), counts[one]), default=None)


def _has_id(one: object) -> bool:
    return not isinstance(one, Actor) or bool(one.id)


def _plain(value: Any) -> Any:
    """JSON of dataclasses, tuples and days."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
