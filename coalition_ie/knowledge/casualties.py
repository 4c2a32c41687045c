"""Casualties: how many persons were killed, wounded, captured, missing or driven out.

The casualties of a text, and those of each event of a document. Reading a sentence is
`coalition_ie.knowledge.losses`; what counts as a casualty and with which bounds is the annotation
guidelines' section on casualties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.arabic.tokens import start_of
from coalition_ie.figures.nouns import figure_tokens
from coalition_ie.knowledge.losses import Losses
from coalition_ie.knowledge.people import People, tells, told
from coalition_ie.types import Document, Event
from coalition_ie.types.knowledge import Casualty

_NEAR = 20  # events of a sentence, on either side of a casualty, that may own it
_OWNERS = frozenset(("CASUALTY", "STRIKE", "BATTLE", "CAPTURE", "SIEGE", "DEPLOY", "WITHDRAW"))
"""Types of events that cost people."""


class _Found(NamedTuple):
    casualty: Casualty
    sentence: tuple[int, int]
    cue: tuple[int, int]
    """The word that says what became of them: the trigger of their event, if it is one."""


def find_casualties(text: str) -> list[Casualty]:
    """The casualties of ``text`` in order; one figure of dead and wounded together gives two.

    >>> [(c.text, c.outcome, c.victims, c.low) for c in find_casualties(
    ...     "قتل 20 مدنيا بينهم 5 أطفال وأصيب 15 آخرون")]
    [('20 مدنيا', 'killed', 'civilian', 20), ('15 آخرون', 'wounded', 'civilian', 15)]
    """
    return [found.casualty for found in _find(text)]


def casualties(document: Document) -> tuple[tuple[Casualty, ...], ...]:
    """The casualties of each event of a document, in the order of its events.

    Each belongs to one event of its sentence: the one whose trigger says what became of them, else
    the nearest killing or arrest, else the nearest fight. Others are in `document_casualties`.
    """
    owned: list[list[Casualty]] = [[] for _ in document.events]
    for casualty, owner in _owned(document):
        if owner is not None:
            owned[owner].append(casualty)
    return tuple(map(tuple, owned))


def document_casualties(document: Document) -> tuple[Casualty, ...]:
    """The casualties of a document that belong to none of its events."""
    return tuple(casualty for casualty, owner in _owned(document) if owner is None)


def _find(text: str) -> Iterator[_Found]:
    for start, end in split_sentences(text):
        if not told(text[start:end]):
            continue
        reading = Reading(text[start:end])
        if not tells(reading.once(figure_tokens)):
            continue
        people = People(reading)
        for loss in Losses(people).read():
            group, tokens = loss.group, people.tokens
            first = start_of(reading.text, tokens[group.first], cut=group.cut)
            stop = tokens[group.stop - 1].end
            cue = tokens[loss.cue]
            casualty = Casualty(
                start=start + first,
                end=start + stop,
                text=reading.text[first:stop],
                outcome=loss.outcome,
                victims=loss.victims,
                low=group.low,
                high=group.high,
                approximate=group.approximate,
            )
            yield _Found(casualty, (start, end), (start + cue.start, start + cue.end))


def _owned(document: Document) -> Iterator[tuple[Casualty, int | None]]:
    """The casualties of a document, each with the position of its event, None without one."""
    events = document.events
    order = sorted(range(len(events)), key=lambda n: events[n].trigger.start)
    starts = [events[n].trigger.start for n in order]
    for found in _find(document.text):
        first, stop = (bisect_left(starts, at) for at in found.sentence)
        at = bisect_left(starts, found.cue[0])
        around = order[max(first, at - _NEAR) : min(stop, at + _NEAR)]
        near = [n for n in around if events[n].type in _OWNERS]
        owner = min(near, key=lambda n: _distance(found, events[n]), default=None)
        yield found.casualty, owner


def _distance(found: _Found, event: Event) -> tuple[int, int]:
    """How far an event is from owning a casualty: by the word that says it, its type, its place."""
    start, end = found.cue
    trigger = event.trigger
    said = trigger.start < end and start < trigger.end
    kind = 0 if said else 1 if event.type == "CASUALTY" else 2
    return kind, abs(trigger.start - start)
