"""What the annotation guidelines ask of standoff lines beyond being readable.

`coalition_ie.formats.brat.check` reports what keeps a file from being a document; the problems
here leave it one, but no gold. Each rule names its section of the guidelines.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.errors import quoted
from coalition_ie.formats.brat.check import ROLES_BY_NAME, event_at, mention_lines, note_values
from coalition_ie.formats.brat.standoff import EventLine, SpanLine, Standoff
from coalition_ie.formats.problems import Problem


def guideline_problems(standoff: Standoff, text: str | None) -> Iterator[Problem]:
    """Every breach of the guidelines that a machine can see; None for a text that is not at hand.

    Without the text it cannot be seen whether arguments stand in their trigger's sentence.
    """
    for span in standoff.spans.values():
        yield from _span_problems(span)
    valued = note_values(standoff)
    for span in mention_lines(standoff):
        if span.label == "TROOP" and span.id not in valued:
            yield Problem(span.line, f"{span.named} has no value (§2)")
    triggers = {event.trigger for event in standoff.events.values()}
    for span in standoff.spans.values():
        if span.id in triggers and len(span.surface.split()) > 1:
            yield Problem(span.line, f"trigger {quoted(span.surface)} is more than one word (§3)")
    yield from _event_problems(standoff)
    if text is not None:
        yield from _sentence_problems(standoff, text)


def _span_problems(span: SpanLine) -> Iterator[Problem]:
    what = span.named
    if span.surface != span.surface.strip():
        yield Problem(span.line, f"{what} begins or ends with a space (§2)")
    elif len(span.surface.splitlines()) > 1:
        yield Problem(span.line, f"{what} crosses a line break (§1)")
    letters = [character for character in span.surface if character.isalpha()]
    if letters and not any(unicodedata.name(c, "").startswith("ARABIC") for c in letters):
        yield Problem(span.line, f"{what} is not in Arabic script (§1)")


def _event_problems(standoff: Standoff) -> Iterator[Problem]:
    seen: dict[tuple[str, int, int], EventLine] = {}
    for event in standoff.events.values():
        where = event_at(standoff, event)
        if not event.arguments:
            yield Problem(event.line, f"{where} has no argument (§3)")
        for name, target in sorted(set(event.arguments)):
            if event.arguments.count((name, target)) > 1:
                yield Problem(event.line, f"{where} has {target} twice as {name} (§3)")
        if trigger := standoff.spans.get(event.trigger):
            first = seen.setdefault((event.type, trigger.start, trigger.end), event)
            if first is not event:
                what = f"the trigger of {event.type} in line {first.line}"
                yield Problem(event.line, f"{quoted(trigger.surface)} is {what} (§3)")


def _sentence_problems(standoff: Standoff, text: str) -> Iterator[Problem]:
    starts = [start for start, _ in split_sentences(text)]
    for event in standoff.events.values():
        trigger = standoff.spans.get(event.trigger)
        for name, target in event.arguments:
            span = standoff.spans.get(target)
            if trigger is None or span is None or name not in ROLES_BY_NAME:
                continue
            if bisect_right(starts, trigger.start) != bisect_right(starts, span.start):
                sentence = f"the sentence of {quoted(trigger.surface)}"
                what = f"{name} {quoted(span.surface)} is not in {sentence} (§3)"
                yield Problem(event.line, what)
