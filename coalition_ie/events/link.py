"""Mentions to events: the engine that applies the rule tables sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.words import Word
from coalition_ie.events.arguments import link_sentence
from coalition_ie.events.chunks import split_chunks
from coalition_ie.events.clauses import Sentence
from coalition_ie.events.draft import Draft
from coalition_ie.events.sharing import settle
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
        events += _sentence_events(reading.text, (start, end), inside, mentions, dates)
    return tuple(events)


def _between(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    low = bisect_left(words, start, key=lambda word: word.start)
    high = bisect_left(words, end, key=lambda word: word.start)
    return words[low:high]


def _sentence_events(
    text: str,
    bounds: tuple[int, int],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> Iterator[Event]:
    units = split_units(text, words, mentions, dates)
    if not any(unit.kind in {"mention", "date"} for unit in units):
        return  # an event needs an argument in its sentence
    mark_triggers(text, units)
    if not any(unit.trigger for unit in units):
        return
    sentence = Sentence(units, split_chunks(units, mentions), mentions)
    drafts = list(link_sentence(sentence))
    # One span for all events of the sentence: a copy of a long one for each would add up.
    whole = Span(start=bounds[0], end=bounds[1], text=text[slice(*bounds)])
    for draft in settle(sentence, drafts):
        yield _event(text, whole, draft, mentions, dates)


def _event(
    text: str,
    whole: Span,
    draft: Draft,
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> Event:
    trigger = Span(start=draft.span[0], end=draft.span[1], text=text[slice(*draft.span)])
    fillers: dict[str, tuple[Mention | TimeExpression, ...]] = {}
    evidence = [
        Evidence(role="trigger", span=trigger, rule=f"triggers.toml row {draft.sense.row.number}")
    ]
    score = 1.0
    for role in ROLES:
        source: Sequence[Mention | TimeExpression] = dates if role == "dates" else mentions
        found = sorted(draft.roles.get(role, {}).items())
        fillers[role] = tuple(source[i] for i, _ in found)
        for i, rule in found:
            span = Span(start=source[i].start, end=source[i].end, text=source[i].text)
            evidence.append(Evidence(role=role, span=span, rule=rule))
            score *= getattr(source[i], "score", 1.0)
    evidence.append(Evidence(role="status", span=trigger, rule=draft.status_rule))
    return Event(
        type=draft.type,
        trigger=trigger,
        **fillers,  # type: ignore[arg-type]
        status=draft.status,
        score=score,
        sentence=whole,
        evidence=tuple(evidence),
    )
