"""doccano's JSONL for sequence labelling with relations (doccano 1.6 and later).

A line is ``{"text", "entities": [{"id", "label", "start_offset", "end_offset"}], "relations":
[{"from_id", "to_id", "type"}]}``, as doccano's own example for relation extraction has it
(github.com/doccano/doccano, backend/data_import/pipeline). A project without relations exports
``"label": [[start, end, label]]`` instead, older versions ``"labels"``; both are read. The project
has to allow overlapping spans and to use relation labelling.

doccano counts UTF-16 units, unless the project counts grapheme clusters, which would count a letter
with its tashkeel as one: leave that off. Columns that it does not know it keeps and exports again:
``doc_id``, ``published``, ``sha256``, and ``values``, the notes on figures and dates as ``[start,
end, label, note]``, since an entity has no field for them. An entity's ``text`` is for us alone.

What the form does not hold: scores (one for the document excepted), normalised names, sentences and
evidence of predictions. A value is lost when its span is moved in doccano.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from coalition_ie.formats.notes import KINDS
from coalition_ie.formats.objects import Item, take, take_if, take_objects, take_rows
from coalition_ie.formats.offsets import UTF16
from coalition_ie.formats.problems import Problem
from coalition_ie.formats.tools.regions import (
    Marked,
    Region,
    Relation,
    about,
    marked,
    split_label,
    status_label,
    take_about,
)
from coalition_ie.types import Document

_Key = tuple[int, int, str]


def to_doccano(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The object of a document; ``score`` is kept as a column of its own."""
    given = marked(document)
    at = UTF16.borders(document.text)
    entities = [
        {
            "id": int(region.id),
            "label": status_label(region),
            "start_offset": at[region.start],
            "end_offset": at[region.end],
            "text": region.surface,
        }
        for region in given.regions
    ]
    relations = [
        {"id": i, "from_id": int(r.source), "to_id": int(r.target), "type": r.role}
        for i, r in enumerate(given.relations)
    ]
    values = [
        [at[region.start], at[region.end], region.label, region.note]
        for region in given.regions
        if region.label in KINDS
    ]
    return {
        "text": document.text,
        "entities": entities,
        "relations": relations,
        **about(given),
        "values": values,
        **({} if score is None else {"score": score}),
    }


def from_doccano(item: Item, *, name: str) -> Marked:
    """The regions and relations of a line.

    Raises:
        FormatError: a field is missing or of another type.
    """
    data = item.data
    fields = take_about(data, name=f"{name}-{data.get('id', item.line)}")
    values = _values(data)
    return Marked(
        line=item.line,
        text=take(data, "text", str),
        regions=tuple(_with_values(_regions(data), values)),
        relations=tuple(
            Relation(
                source=str(take(relation, "from_id", int, at=at)),
                target=str(take(relation, "to_id", int, at=at)),
                role=take(relation, "type", str, at=at),
            )
            for at, relation in take_objects(data, "relations")
        ),
        problems=tuple(
            Problem(item.line, message, fields["doc_id"], "left out") for message in _unused(values)
        ),
        **fields,
    )


def _regions(data: dict[str, Any]) -> Iterator[Region]:
    for i, (at, entity) in enumerate(take_objects(data, "entities")):
        label, status = split_label(take(entity, "label", str, at=at))
        yield Region(
            id=str(take_if(entity, "id", int, i, at=at)),
            label=label,
            start=take(entity, "start_offset", int, at=at),
            end=take(entity, "end_offset", int, at=at),
            surface=take_if(entity, "text", str, None, at=at),
            status=status,
        )
    if "entities" not in data:
        yield from _label_regions(data)


def _label_regions(data: dict[str, Any]) -> Iterator[Region]:
    name = next((name for name in ("label", "labels") if name in data), "entities")
    for i, (start, end, text) in enumerate(take_rows(data, name, start=int, end=int, label=str)):
        label, status = split_label(text)
        yield Region(str(i), label, start, end, status=status)


def _values(data: dict[str, Any]) -> dict[_Key, list[str]]:
    values: dict[_Key, list[str]] = {}
    if data.get("values") is not None:
        rows = take_rows(data, "values", start=int, end=int, label=str, note=str)
        for start, end, label, note in rows:
            values.setdefault((start, end, label), []).append(note)
    return values


def _with_values(regions: Iterator[Region], values: dict[_Key, list[str]]) -> Iterator[Region]:
    """Give each region the first value left for its span and label."""
    for region in regions:
        notes = values.get((region.start, region.end, region.label))
        yield replace(region, note=notes.pop(0)) if notes else region


def _unused(values: dict[_Key, list[str]]) -> Iterator[str]:
    """What is left once the regions have theirs; to be asked for after them."""
    for (start, end, label), notes in values.items():
        for note in filter(None, notes):
            yield f"value {note!r}: no {label} is at {start}:{end} any more"
