"""Prodigy's JSONL with spans, tokens and relations (Prodigy 1.10 and later).

A line is a task as https://prodi.gy/docs/api-interfaces describes it for ``relations`` and
``spans_manual``: ``"tokens": [{"text", "start", "end", "id", "ws"}]``, ``"spans": [{"start", "end",
"token_start", "token_end", "label"}]`` with the last token included, ``"relations": [{"head",
"child", "head_span", "child_span", "label"}]``, where head and child are the last tokens of their
spans. Offsets are code points. The tokens are words of ours, cut further where a span begins or
ends, since Prodigy takes spans at borders of tokens only; they make up the text with a space after
each that has ``ws``, as in spaCy.

``doc_id``, ``published``, ``sha256``, the ``note`` of a figure or date and the ``id`` of a span are
fields of ours, which Prodigy keeps. Annotate with ``mark`` and ``--view-id relations``, which shows
tasks exactly as they are, set up by `settings`; ``rel.manual`` would cut the text into spaCy's
tokens. A task without the answer "accept" is refused: nobody stands for it.

What the form does not hold: scores (one for the document excepted), normalised names, sentences and
evidence of predictions. Where Prodigy drops the ids of spans, two events of one type and status on
one trigger become one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.brat.check import ROLES_BY_NAME
from coalition_ie.formats.objects import Item
from coalition_ie.formats.tools.regions import (
    AnnotatedText,
    Region,
    Relation,
    TextFields,
    split_label,
    status_label,
    status_labels,
    text_fields,
    to_regions,
)
from coalition_ie.types import Document
from coalition_ie.types.wire import convert


class _Span(msgspec.Struct):
    label: str
    start: int
    end: int
    token_end: int | None = None
    text: str | None = None
    id: str | None = None
    note: str | None = None


class _Relation(msgspec.Struct):
    label: str
    head: int | None = None
    child: int | None = None
    head_span: _Span | None = None
    child_span: _Span | None = None


class _Task(TextFields):
    answer: str | None = None
    spans: list[_Span] | None = None
    relations: list[_Relation] | None = None
    annotator: str | None = msgspec.field(default=None, name="_annotator_id")
    session: str | None = msgspec.field(default=None, name="_session_id")


def to_prodigy(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The task of a document; ``score`` goes into its ``meta``, which Prodigy shows."""
    given = to_regions(document)
    tokens = _tokens(document.text, given.regions)
    starts = {token["start"]: token["id"] for token in tokens}
    ends = {token["end"]: token["id"] for token in tokens}
    spans = {region.id: _span(region, starts, ends) for region in given.regions}
    relations = [
        {
            "head": spans[relation.source]["token_end"],
            "child": spans[relation.target]["token_end"],
            "head_span": spans[relation.source],
            "child_span": spans[relation.target],
            "label": relation.role,
        }
        for relation in given.relations
    ]
    data = {"tokens": tokens, "spans": list(spans.values()), "relations": relations}
    outcome = {"answer": "accept"} if score is None else {"meta": {"score": score}}
    return text_fields(given) | data | outcome


def from_prodigy(item: Item, name: str) -> AnnotatedText:
    """The regions and relations of a task.

    Raises:
        SchemaError: a field is missing or of another type.
        FormatError: a relation's end is no span, or the task was not accepted (``db-out`` gives
            every task its answer).
    """
    task = convert(item.data, _Task)
    if task.answer != "accept":
        answer = f"the answer {quoted(task.answer)}"
        got = "one that nobody has answered" if task.answer is None else answer
        raise FormatError(f"expected an accepted task, got {got}")
    spans = task.spans or []
    # A span drawn in Prodigy has no id: its number must not be that of another, which has.
    regions = [_region(span, f"#{i}") for i, span in enumerate(spans)]
    relations = _relations(task.relations or [], spans, regions)
    given = task.annotated(f"{name}-{item.line}", item.line, regions, relations)
    return given._replace(annotator=task.annotator or task.session)


def settings() -> str:
    """The settings of Prodigy (JSON) for tasks of `to_prodigy`: labels of relations and spans."""
    labels = {"labels": list(ROLES_BY_NAME), "relations_span_labels": status_labels()}
    return f"{json.dumps(labels)}\n"


def _tokens(text: str, regions: Sequence[Region]) -> list[dict[str, Any]]:
    starts = {region.start for region in regions}
    ends = {region.end for region in regions}
    words = Reading(text).words
    borders = {0, len(text)} | starts | ends
    borders.update(border for word in words for border in (word.start, word.end))
    tokens: list[dict[str, Any]] = []
    for start, end in pairwise(sorted(borders)):
        # A space that a span begins or ends with is a token, for the span to have a border there.
        if text[start:end] == " " and tokens and start not in starts and end not in ends:
            tokens[-1]["ws"] = True
        else:
            token = {"text": text[start:end], "start": start, "end": end, "id": len(tokens)}
            tokens.append(token | {"ws": False})
    return tokens


def _span(region: Region, starts: Mapping[int, int], ends: Mapping[int, int]) -> dict[str, Any]:
    return {
        "start": region.start,
        "end": region.end,
        "token_start": starts[region.start],
        "token_end": ends[region.end],
        "label": status_label(region.label, region.status),
        "text": region.surface,
        "id": region.id,
        **({"note": region.note} if region.note else {}),
    }


def _region(span: _Span, name: str) -> Region:
    label, status = split_label(span.label)
    name = name if span.id is None else span.id
    return Region(name, label, span.start, span.end, span.text, span.note or "", status)


def _relations(
    relations: Sequence[_Relation], spans: Sequence[_Span], regions: Sequence[Region]
) -> Iterator[Relation]:
    """The relations between regions: an end is one by its id, its place, or its last token."""
    ids = {region.id for region in regions}
    places: dict[tuple[int, int, str], str] = {}
    lasts: dict[int | None, str] = {}
    for span, region in zip(spans, regions, strict=True):
        places.setdefault((span.start, span.end, span.label), region.id)
        lasts[span.token_end] = region.id

    def end(token: int | None, span: _Span | None, at: str) -> str:
        if span is None:
            if token is None or token not in lasts:
                raise FormatError(f"{at}: expected the last token of a span, got {quoted(token)}")
            return lasts[token]
        if span.id in ids:
            return str(span.id)
        if name := places.get((span.start, span.end, span.label)):
            return name
        where = f"{span.start}:{span.end}"
        raise FormatError(f"{at}_span: no span of {quoted(span.label)} is at {where}")

    for i, one in enumerate(relations):
        source = end(one.head, one.head_span, f"relations[{i}].head")
        yield Relation(source, end(one.child, one.child_span, f"relations[{i}].child"), one.label)
