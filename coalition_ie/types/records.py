"""Documents as flat rows: one for each event, mention or time expression.

A cell holds what `COLUMNS` says of its column, or None. Several fillers of a role stand in one
cell, parted by `BETWEEN`, and so do their offsets, ``start:end`` in code points of the text.
Columns that a document's row carried through (`Document.meta`) come last, ``meta_`` before their
names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args

from coalition_ie.ontology import ontology
from coalition_ie.types.document import Document, Event, digest
from coalition_ie.types.values import Interval, Mention, Span, TimeExpression

Kind = Literal["events", "mentions", "dates"]
"""What the rows of a table are."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The values of `Kind`."""

BETWEEN = " | "
"""Between the fillers of one role: no name holds it."""

Record = dict[str, Any]

_HEAD: dict[str, type] = {"doc_id": str, "published": date}
_INTERVAL: dict[str, type] = {"from": date, "to": date, "grain": str}

COLUMNS: Mapping[Kind, Mapping[str, type]] = {
    "events": {
        **_HEAD,
        **dict.fromkeys(("event_id", "type", "plover", "plover_mode", "status"), str),
        "score": float,
        **dict.fromkeys(("trigger", "actors", "targets", "places", "troops"), str),
        "troops_low": int,
        "troops_high": int,
        "troops_unit": str,
        "dates": str,
        **{f"date_{name}": kind for name, kind in _INTERVAL.items()},
        "date_source": str,
        "participants": int,
        "rules": str,
        "sentence": str,
        **dict.fromkeys(("sentence_start", "sentence_end", "trigger_start", "trigger_end"), int),
        **dict.fromkeys(
            ("actor_spans", "target_spans", "place_spans", "troop_spans", "date_spans"), str
        ),
    },
    "mentions": {
        **_HEAD,
        **dict.fromkeys(("label", "text", "name"), str),
        "score": float,
        "low": int,
        "high": int,
        "unit": str,
        "kind": str,
        "approximate": bool,
        "start": int,
        "end": int,
    },
    "dates": {**_HEAD, "text": str, **_INTERVAL, "reason": str, "start": int, "end": int},
}
"""The columns of each kind of table, in their order, and what their cells hold."""


def event_ids(document: Document) -> list[str]:
    """Names of its events that are the same whenever the same text gives the same triggers and
    types.

    Each begins with eight digits of the text's sha256, so that it is of no other text either.
    """
    text = digest(document.text)[:8]
    return [f"{text}-{event.type}-{event.trigger.start}" for event in document.events]


def events(document: Document) -> Iterator[Record]:
    """A row for each event.

    ``troops_low`` and ``troops_high`` add up the event's figures, totals left out (`Figure`); they
    are None without a figure, where one has no value, or where persons and formations meet, and
    ``troops_high`` also where a bound is open. ``date_from`` and ``date_to`` come from the text
    (``date_source`` "text") or, where the event has no date with a value, are the day of
    publication (``date_source`` "published"): the day of the report, not of the deed.
    """
    for event, name in zip(document.events, event_ids(document), strict=True):
        trigger, sentence = event.trigger, event.sentence
        rules = [one.rule for one in event.evidence if one.rule]
        yield {
            **_head(document),
            "event_id": name,
            "type": event.type,
            "plover": ontology().plover[event.type],
            "plover_mode": ontology().modes[event.type] or None,
            "status": event.status,
            "score": event.score,
            "trigger": trigger.text,
            "actors": _names(event.actors),
            "targets": _names(event.targets),
            "places": _names(event.places),
            "troops": _names(event.troops),
            **_troops(event.troops),
            "dates": _texts(event.dates),
            **_when(event, document),
            "participants": len(event.actors) + len(event.targets),
            "rules": BETWEEN.join(rules) or None,
            "sentence": None if sentence is None else sentence.text,
            "sentence_start": None if sentence is None else sentence.start,
            "sentence_end": None if sentence is None else sentence.end,
            "trigger_start": trigger.start,
            "trigger_end": trigger.end,
            "actor_spans": _spans(event.actors),
            "target_spans": _spans(event.targets),
            "place_spans": _spans(event.places),
            "troop_spans": _spans(event.troops),
            "date_spans": _spans(event.dates),
            **_rest(document),
        }


def mentions(document: Document) -> Iterator[Record]:
    """A row for each mention, with the value of its figure."""
    for mention in document.mentions:
        figure = mention.figure
        yield {
            **_head(document),
            "label": mention.label,
            "text": mention.text,
            "name": mention.normalized or mention.text,
            "score": mention.score,
            "low": None if figure is None else figure.low,
            "high": None if figure is None else figure.high,
            "unit": None if figure is None else figure.unit,
            "kind": None if figure is None else figure.kind,
            "approximate": None if figure is None else figure.approximate,
            "start": mention.start,
            "end": mention.end,
            **_rest(document),
        }


def dates(document: Document) -> Iterator[Record]:
    """A row for each time expression, with its value or the reason why it has none."""
    for time in document.dates:
        yield {
            **_head(document),
            "text": time.text,
            **_interval(time.value),
            "reason": time.reason,
            "start": time.start,
            "end": time.end,
            **_rest(document),
        }


RECORDS: Mapping[Kind, Callable[[Document], Iterator[Record]]] = {
    "events": events,
    "mentions": mentions,
    "dates": dates,
}
"""What makes the rows of each kind of table."""


def _head(document: Document) -> Record:
    return {"doc_id": document.doc_id, "published": document.published}


def _rest(document: Document) -> Record:
    """The columns that were carried through, under names that meet none of ours."""
    return {f"meta_{name}": value for name, value in document.meta.items()}


def _names(fillers: Iterable[Mention]) -> str | None:
    """The fillers as one would look them up."""
    return BETWEEN.join(one.normalized or one.text for one in fillers) or None


def _texts(fillers: Iterable[Span]) -> str | None:
    return BETWEEN.join(one.text for one in fillers) or None


def _spans(fillers: Iterable[Span]) -> str | None:
    return BETWEEN.join(f"{one.start}:{one.end}" for one in fillers) or None


def _troops(fillers: Iterable[Mention]) -> Record:
    values = [one.figure for one in fillers]
    figures = [figure for figure in values if figure is not None and not figure.total]
    units = {figure.unit for figure in figures}
    low = high = unit = None
    if len(units) == 1 and None not in values:
        (unit,) = units
        low = sum(figure.low for figure in figures)
        bounds = [figure.high for figure in figures]
        high = None if None in bounds else sum(bound for bound in bounds if bound is not None)
    return {"troops_low": low, "troops_high": high, "troops_unit": unit}


def _when(event: Event, document: Document) -> Record:
    """When it was: by its first time expression with a value, or else when it was published."""
    said: TimeExpression | None = next((time for time in event.dates if time.value), None)
    if said is not None:
        return {**_interval(said.value, "date_"), "date_source": "text"}
    day = document.published
    if day is None:
        return {**_interval(None, "date_"), "date_source": None}
    interval = Interval(start=day, end=day, grain="day")
    return {**_interval(interval, "date_"), "date_source": "published"}


def _interval(value: Interval | None, prefix: str = "") -> Record:
    return {
        f"{prefix}from": None if value is None else value.start,
        f"{prefix}to": None if value is None else value.end,
        f"{prefix}grain": None if value is None else value.grain,
    }
