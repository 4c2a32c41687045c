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
from typing import Any

import msgspec

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.notes import KINDS
from coalition_ie.formats.objects import Item
from coalition_ie.formats.offsets import UTF16
from coalition_ie.formats.tools.regions import (
    AnnotatedText,
    Region,
    Relation,
    TextFields,
    split_label,
    status_label,
    text_fields,
    to_regions,
)
from coalition_ie.types import Document
from coalition_ie.types.wire import convert


class _Entity(msgspec.Struct):
    label: str
    start_offset: int
    end_offset: int
    id: int | None = None
    text: str | None = None


class _Relation(msgspec.Struct):
    from_id: int
    to_id: int
    type: str


class _Line(TextFields):
    id: int | str | None = None
    entities: list[_Entity] | None = None
    relations: list[_Relation] | None = None
    values: list[tuple[int, int, str, str]] | None = None


_Key = tuple[int, int, str]


def to_doccano(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The object of a document; ``score`` is kept as a column of its own."""
    given = to_regions(document)
    at = UTF16.borders(document.text)
    entities = [
        {
            "id": int(region.id),
            "label": status_label(region.label, region.status),
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
    valued = [region for region in given.regions if region.label in KINDS]
    values = [[at[r.start], at[r.end], r.label, r.note] for r in valued]
    data = {"entities": entities, "relations": relations, "values": values}
    return text_fields(given) | data | ({} if score is None else {"score": score})


def from_doccano(item: Item, name: str) -> AnnotatedText:
    """The regions and relations of a line.

    Raises:
        SchemaError: a field is missing or of another type.
    """
    line = convert(item.data, _Line)
    notes: dict[_Key, list[str]] = {}
    for start, end, label, note in line.values or ():
        notes.setdefault((start, end, label), []).append(note)
    own_name = f"{name}-{item.line if line.id is None else line.id}"
    regions = list(_regions(line, item.data, notes))
    relations = (Relation(str(r.from_id), str(r.to_id), r.type) for r in line.relations or ())
    unused = [
        f"value {quoted(note)}: no {label} is at {start}:{end} any more"
        for (start, end, label), left in notes.items()
        for note in filter(None, left)
    ]
    return line.annotated(own_name, item.line, regions, relations, unused)


def _regions(line: _Line, data: dict[str, Any], notes: dict[_Key, list[str]]) -> Iterator[Region]:
    """The regions, each with the first note left for its span and label."""
    entities = line.entities or [] if "entities" in data else _entities(data)
    for i, entity in enumerate(entities):
        label, status = split_label(entity.label)
        start, end = entity.start_offset, entity.end_offset
        left = notes.get((start, end, label))
        note = left.pop(0) if left else ""
        name = str(i if entity.id is None else entity.id)
        yield Region(name, label, start, end, entity.text, note, status)


def _entities(data: dict[str, Any]) -> list[_Entity]:
    """The entities of a line without the field, as projects without relations export them."""
    for name in ("label", "labels"):
        if name in data:
            rows = convert(data[name], list[tuple[int, int, str]], at=name)
            return [_Entity(label, start, end) for start, end, label in rows]
    raise FormatError(f"expected entities, label or labels, got {quoted(list(data))}")
