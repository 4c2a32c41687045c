"""Mentions to events: the engine that applies the rule tables sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.words import Word
from coalition_ie.events.candidates import Candidate
from coalition_ie.events.chunks import split_chunks
from coalition_ie.events.clauses import Clauses
from coalition_ie.events.roles import find_candidates
from coalition_ie.events.sharing import lend, merge
from coalition_ie.events.status import status_of
from coalition_ie.events.triggers import mark_triggers
from coalition_ie.events.units import Unit, split_units
from coalition_ie.ontology import ROLES
from coalition_ie.types import Event, Evidence, Mention, Span, TimeExpression


def link(
    reading: Reading, mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> tuple[Event, ...]:
    """The events of a text, in the order of their triggers.

    Mentions and dates point into the text and stand in its order, without overlap.
    """
    text, words = reading.text, reading.words
    events: list[Event] = []
    for start, end in reading.sentences:
        low = bisect_left(words, start, key=lambda word: word.start)
        high = bisect_left(words, end, key=lambda word: word.start)
        units = split_units(text, words[low:high], mentions, dates)
        found = _candidates(units, mentions)
        # One span for all events of the sentence: a copy of a long one for each would add up.
        whole = Span(start=start, end=end, text=text[start:end])
        events += (_event(text, whole, one, dates) for one in found)
    return tuple(events)


def _candidates(units: Sequence[Unit], mentions: Sequence[Mention]) -> list[Candidate]:
    """The events of one sentence: those with an argument."""
    if not any(unit.kind in {"mention", "date"} for unit in units):
        return []
    mark_triggers(units)
    if not any(unit.senses for unit in units):
        return []
    clauses = Clauses(units, split_chunks(units, mentions), mentions)
    kept = merge(find_candidates(clauses))
    lend(kept)
    return [event for event in kept if not event.empty]


def _span_of(part: Span | Unit | Word, text: str) -> Span:
    """Where a mention or word stands, and no more of it."""
    return Span(start=part.start, end=part.end, text=text[part.start : part.end])


def _event(text: str, whole: Span, found: Candidate, dates: Sequence[TimeExpression]) -> Event:
    trigger = _span_of(found.word, text)
    arguments: dict[str, tuple[Mention | TimeExpression, ...]] = {}
    evidence = [Evidence(role="trigger", span=trigger, rule=found.sense.row.id)]
    score = 1.0
    source: Sequence[Mention | TimeExpression]
    for role in ROLES:
        source = dates if role == "dates" else found.clauses.mentions
        fillers = sorted(found.fillers(role).items())
        arguments[role] = tuple(source[i] for i, _ in fillers)
        for i, rule in fillers:
            evidence.append(Evidence(role=role, span=_span_of(source[i], text), rule=rule))
            score *= getattr(source[i], "score", 1.0)
    status, rule = status_of(found)
    evidence.append(Evidence(role="status", span=trigger, rule=rule))
    return Event(
        type=found.type,
        trigger=trigger,
        **arguments,  # type: ignore[arg-type]
        status=status,
        score=score,
        sentence=whole,
        evidence=tuple(evidence),
    )
