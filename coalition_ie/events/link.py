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
from coalition_ie.events.units import split_units
from coalition_ie.ontology import ROLES
from coalition_ie.types import Event, Evidence, Mention, Span, TimeExpression


def link(
    reading: Reading, mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> tuple[Event, ...]:
    """The events of a text, in the order of their triggers.

    Args:
        reading: the text that the mentions and dates point into.
        mentions: in the text's order, not overlapping.
        dates: likewise.
    """
    events: list[Event] = []
    for start, end in reading.sentences:
        inside = _between(reading.words, start, end)
        found = _candidates(reading.text, inside, mentions, dates)
        # One span for all events of the sentence: a copy of a long one for each would add up.
        whole = _span(reading.text, start, end)
        events += (_event(reading.text, whole, one, mentions, dates) for one in found)
    return tuple(events)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _between(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    low = bisect_left(words, start, key=lambda word: word.start)
    high = bisect_left(words, end, key=lambda word: word.start)
    return words[low:high]


def _candidates(
    text: str,
    words: Sequence[Word],
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> list[Candidate]:
    """The events of one sentence: those with an argument."""
    units = split_units(text, words, mentions, dates)
    if not any(unit.kind in {"mention", "date"} for unit in units):
        return []
    mark_triggers(units)
    if not any(unit.trigger for unit in units):
        return []
    clauses = Clauses(units, split_chunks(units, mentions), mentions)
    kept = merge(find_candidates(clauses))
    lend(kept)
    return [event for event in kept if not event.empty]


def _event(
    text: str,
    whole: Span,
    found: Candidate,
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> Event:
    trigger = _span(text, *found.span)
    arguments: dict[str, tuple[Mention | TimeExpression, ...]] = {}
    evidence = [Evidence(role="trigger", span=trigger, rule=found.sense.row.id)]
    score = 1.0
    for role in ROLES:
        source: Sequence[Mention | TimeExpression] = dates if role == "dates" else mentions
        fillers = sorted(found.fillers(role).items())
        arguments[role] = tuple(source[i] for i, _ in fillers)
        for i, rule in fillers:
            span = _span(text, source[i].start, source[i].end)
            evidence.append(Evidence(role=role, span=span, rule=rule))
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
