"""A document for people to read on a terminal.

Each line has at most one piece of Arabic, at its end, so that a terminal which lays out
right-to-left text moves nothing else. Invisible and control characters are shown as escapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition_ie.formats.problems import visible
from coalition_ie.types import Document, Figure, Interval, Span, TimeExpression


def write_table(document: Document) -> str:
    """The mentions and events of ``document``, one span a line."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    name = "" if document.doc_id is None else f"{visible(document.doc_id)}: "
    alone = sum(not (event.actors or event.targets) for event in document.events)
    yield (
        f"{name}{len(document.text)} characters, {len(document.mentions)} mentions, "
        f"{len(document.events)} events, {alone} of them without actor or target"
    )
    for mention in document.mentions:
        value = "" if mention.figure is None else _value(mention.figure)
        yield _line(f"  {mention.label:<8}{mention.score:>6.3f}", mention, value)
    for event in document.events:
        yield _line(f"  {event.type:<8}{event.score:>6.3f}", event.trigger, event.status)
        for role, argument in event.arguments():
            when = argument.value if isinstance(argument, TimeExpression) else None
            yield _line(f"    {role:<12}", argument, "" if when is None else _days(when))


def _line(head: str, span: Span, note: str) -> str:
    return f"{head}{span.start:>8}{span.end:>8}  {note:<24}{visible(span.text)}"


def _days(value: Interval) -> str:
    """The days of a time expression, the one day or the first and the last."""
    return f"{value.start}" if value.start == value.end else f"{value.start} to {value.end}"


def _value(figure: Figure) -> str:
    bounds = {figure.low: f"{figure.low}", None: f"{figure.low} or more"}
    value = bounds.get(figure.high, f"{figure.low} to {figure.high}")
    return f"{'about ' if figure.approximate else ''}{value} {figure.unit}"
