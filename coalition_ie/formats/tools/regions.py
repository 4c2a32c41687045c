"""Labelled regions and the relations between them: what doccano, Label Studio and Prodigy share.

A document becomes regions (its mentions, the time expressions of its events, a trigger for each
event) and relations from triggers to their arguments, named as in brat (Actor, Target, Place,
Troop, Date). A trigger's label is its event's type; where a tool has no field for the status, type
and status are one label: ``DEPLOY:planned``, and ``DEPLOY`` for what is actual.
`coalition_ie.formats.tools.settle` goes the other way.

What regions do not hold: the normalised names, sentences and evidence of predictions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from coalition_ie.formats.brat.examine import ROLE_NAMES
from coalition_ie.formats.notes import DATE, span_note
from coalition_ie.formats.objects import take_day, take_if
from coalition_ie.formats.offsets import digest
from coalition_ie.formats.problems import Problem
from coalition_ie.ontology import ontology
from coalition_ie.types import Document, Mention, Span

ACTUAL = "actual"
"""The status that goes without saying."""


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled span of a foreign file.

    ``surface`` is None where the file gives none; ``note`` is the value of a figure or of a date,
    ``status`` that of a trigger's event, ``score`` that of a predicted mention or event.
    """

    id: str
    label: str
    start: int
    end: int
    surface: str | None = None
    note: str = ""
    status: str = ACTUAL
    score: float = 1.0


class Relation(NamedTuple):
    """A role between two regions, one of which is a trigger."""

    source: str
    target: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with regions and relations, as a foreign file has it in ``line``.

    ``sha256`` is the digest of the text for which the regions were made, where the file tells it;
    ``problems`` are those met in reading the file.
    """

    line: int
    text: str
    regions: tuple[Region, ...]
    relations: tuple[Relation, ...] = ()
    doc_id: str | None = None
    published: date | None = None
    sha256: str | None = None
    problems: tuple[Problem, ...] = ()


def marked(document: Document) -> Marked:
    """The regions and relations of a document: those of the text in its order, then the triggers.

    A time expression of several events is one region; events of one trigger have a region each.
    """
    times = [(DATE, time) for event in document.events for time in event.dates]
    spans = [(mention.label, mention) for mention in document.mentions]
    numbers = {key: str(i) for i, key in enumerate(dict.fromkeys([*spans, *times]))}
    regions = [_region(name, label, span) for (label, span), name in numbers.items()]
    relations: list[Relation] = []
    for event in document.events:
        trigger = replace(
            _region(str(len(regions)), event.type, event.trigger),
            status=event.status,
            score=event.score,
        )
        regions.append(trigger)
        for role, argument in event.arguments():
            label = argument.label if isinstance(argument, Mention) else DATE
            relations.append(Relation(trigger.id, numbers[label, argument], ROLE_NAMES[role]))
    return Marked(
        line=1,
        text=document.text,
        regions=tuple(regions),
        relations=tuple(relations),
        doc_id=document.doc_id,
        published=document.published,
        sha256=digest(document.text),
    )


def about(given: Marked) -> dict[str, Any]:
    """The fields that travel with a text through a tool and say which text it is."""
    published = None if given.published is None else given.published.isoformat()
    return {"doc_id": given.doc_id, "published": published, "sha256": given.sha256}


def take_about(data: Mapping[str, Any], *, name: str, at: str = "") -> dict[str, Any]:
    """What `about` wrote, as fields of `Marked`; ``name`` is the id of a text without one.

    Raises:
        FormatError: a field is of another type.
    """
    return {
        "doc_id": take_if(data, "doc_id", str, None if "doc_id" in data else name, at=at),
        "published": take_day(data, "published", at=at),
        "sha256": take_if(data, "sha256", str, None, at=at),
    }


def status_label(region: Region) -> str:
    """The label of a region in a form that has no field for the status of events."""
    return region.label if region.status == ACTUAL else f"{region.label}:{region.status}"


def split_label(label: str) -> tuple[str, str]:
    """Label and status of a region in such a form.

    >>> split_label("DEPLOY:planned"), split_label("ORG")
    (('DEPLOY', 'planned'), ('ORG', 'actual'))
    """
    kind, colon, status = label.partition(":")
    return (kind, status) if colon and kind in ontology().events else (label, ACTUAL)


def status_labels() -> tuple[str, ...]:
    """Every label that `status_label` can give, for setting up a tool."""
    known = ontology()
    triggers = [
        status_label(Region("", kind, 0, 0, status=status))
        for kind in known.events
        for status in known.statuses
    ]
    return (*known.labels, DATE, *triggers)


def _region(name: str, label: str, span: Span) -> Region:
    score = span.score if isinstance(span, Mention) else 1.0
    return Region(
        name, label, span.start, span.end, surface=span.text, note=span_note(span), score=score
    )
