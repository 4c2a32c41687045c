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
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.examine import ROLES_BY_NAME
from coalition_ie.formats.objects import Item, take, take_if, take_objects
from coalition_ie.formats.tools.regions import (
    Marked,
    Region,
    Relation,
    about,
    marked,
    split_label,
    status_label,
    status_labels,
    take_about,
)
from coalition_ie.types import Document


def to_prodigy(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The task of a document; ``score`` goes into its ``meta``, which Prodigy shows."""
    given = marked(document)
    tokens = _tokens(document.text, given.regions)
    spans = {region.id: _span(region, tokens) for region in given.regions}
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
    outcome = {"answer": "accept"} if score is None else {"meta": {"score": score}}
    return {
        "text": document.text,
        "tokens": tokens,
        "spans": list(spans.values()),
        "relations": relations,
        **about(given),
        **outcome,
    }


def from_prodigy(item: Item, *, name: str) -> Marked:
    """The regions and relations of a task.

    Raises:
        FormatError: a field is missing or of another type, a relation's end is no span, or the
            task was not accepted (``db-out`` gives every task its answer).
    """
    data = item.data
    answer = take_if(data, "answer", str, None)
    if answer != "accept":
        got = "one that nobody has answered" if answer is None else f"the answer {answer!r}"
        raise FormatError(f"expected an accepted task, got {got}")
    spans = take_objects(data, "spans")
    # A span drawn in Prodigy has no id: its number must not be that of another, which has.
    regions = [_region(span, f"#{i}", at) for i, (at, span) in enumerate(spans)]
    last = {span.get("token_end"): region for (_, span), region in zip(spans, regions, strict=True)}
    return Marked(
        line=item.line,
        text=take(data, "text", str),
        regions=tuple(regions),
        relations=tuple(
            Relation(
                source=_end(relation, "head", regions, last, at),
                target=_end(relation, "child", regions, last, at),
                role=take(relation, "label", str, at=at),
            )
            for at, relation in take_objects(data, "relations")
        ),
        **take_about(data, name=f"{name}-{item.line}"),
    )


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
            told = {"text": text[start:end], "start": start, "end": end, "id": len(tokens)}
            tokens.append(told | {"ws": False})
    return tokens


def _span(region: Region, tokens: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    inside = [t["id"] for t in tokens if region.start <= t["start"] < region.end]
    return {
        "start": region.start,
        "end": region.end,
        "token_start": inside[0],
        "token_end": inside[-1],
        "label": status_label(region),
        "text": region.surface,
        "id": region.id,
        **({"note": region.note} if region.note else {}),
    }


def _region(span: Mapping[str, Any], name: str, at: str) -> Region:
    label, status = split_label(take(span, "label", str, at=at))
    return Region(
        id=take_if(span, "id", str, name, at=at),
        label=label,
        start=take(span, "start", int, at=at),
        end=take(span, "end", int, at=at),
        surface=take_if(span, "text", str, None, at=at),
        note=take_if(span, "note", str, "", at=at),
        status=status,
    )


def _end(
    relation: Mapping[str, Any],
    name: str,
    regions: Sequence[Region],
    last: Mapping[Any, Region],
    at: str,
) -> str:
    """The id of the region at an end: by its id, its offsets and label, or its last token."""
    span = take_if(relation, f"{name}_span", dict, None, at=at)
    if span is None:
        number = take(relation, name, int, at=at)
        if number not in last:
            raise FormatError(f"{at}{name}: expected the last token of a span, got {number}")
        return last[number].id
    if span.get("id") in {region.id for region in regions}:
        return str(span["id"])
    place = f"{at}{name}_span."
    start, end = (take(span, side, int, at=place) for side in ("start", "end"))
    label = take_if(span, "label", str, "", at=place)
    for region in regions:
        if (region.start, region.end, status_label(region)) == (start, end, label):
            return region.id
    raise FormatError(f"{at}{name}_span: no span of {label!r} is at {start}:{end}")
