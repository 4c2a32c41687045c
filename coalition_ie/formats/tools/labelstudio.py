"""Label Studio's JSON tasks, and the labelling configuration that goes with them.

A task is ``{"data": {"text", …}, "annotations": [{"result": […]}]}`` or, to be corrected, with
``"predictions": [{"model_version", "score", "result"}]`` in place of annotations
(https://labelstud.io/guide/task_format and /guide/predictions). A result is a region of type
``labels`` with ``start``, ``end`` and ``text``; under the same id the status of a trigger's event
(``choices``) and the note of a figure or date (``textarea``); and a ``relation`` from region to
region with the roles as its labels: one for two regions, since Label Studio drops a second.
Offsets are code points (Label Studio 1.6 and later; earlier ones counted UTF-16 units).

``doc_id``, ``published`` and ``sha256`` are further fields of ``data``. A task with predictions
alone is refused: nobody has corrected it. Of several annotations that which is marked as ground
truth counts, or each is the reading of who completed it (`readings_of_labelstudio`).

What the form does not hold: normalised names, sentences and evidence of predictions; the scores of
predictions go out and are not read, what people made of them being gold; and the order of fillers
where one fills two roles of an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from string import Template
from typing import Annotated, Any, Generic, TypeVar
from xml.sax.saxutils import quoteattr

import msgspec

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.brat.check import ROLE_NAMES
from coalition_ie.formats.notes import DATE, KINDS
from coalition_ie.formats.objects import Item
from coalition_ie.formats.tools.regions import (
    ACTUAL,
    AnnotatedText,
    Region,
    Relation,
    TextFields,
    text_fields,
    to_regions,
)
from coalition_ie.ontology import ontology
from coalition_ie.types import Document
from coalition_ie.types.wire import convert

# Label Studio wraps what is one in a list; a field that was emptied again may stay behind as [].
_One = str | Annotated[list[str], msgspec.Meta(min_length=1, max_length=1)]
_OneOrNone = str | Annotated[list[str], msgspec.Meta(max_length=1)]


class _Annotation(msgspec.Struct):
    result: list[dict[str, Any]] | None = None
    was_cancelled: bool | None = None
    ground_truth: bool | None = None
    completed_by: Any = None


class _Task(msgspec.Struct):
    data: TextFields
    id: int | str | None = None
    annotations: list[_Annotation] | None = None
    predictions: list[Any] | None = None


class _Labels(msgspec.Struct):
    start: int
    end: int
    labels: _One
    text: str | None = None


class _Field(msgspec.Struct):
    choices: _OneOrNone = ""
    text: _OneOrNone = ""


_Value = TypeVar("_Value")


class _Result(msgspec.Struct, Generic[_Value]):
    id: str
    value: _Value


class _RelationResult(msgspec.Struct):
    from_id: str
    to_id: str
    labels: Annotated[list[str], msgspec.Meta(min_length=1)]


def to_labelstudio(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The task of a document: an annotation, or with a ``score`` a prediction to be corrected."""
    given = to_regions(document)
    result = [item for region in given.regions for item in _items(region, scored=score is not None)]
    result += _relations(given.relations)
    task: dict[str, Any] = {"data": text_fields(given)}
    if score is None:
        return task | {"annotations": [{"result": result}]}
    return task | {
        "predictions": [{"model_version": "coalition-ie", "score": score, "result": result}]
    }


def from_labelstudio(item: Item, name: str) -> AnnotatedText:
    """The regions and relations of a task.

    Raises:
        SchemaError: a field is missing or of another type.
        FormatError: the task has no annotation or more than one that may count.
    """
    task = convert(item.data, _Task)
    return _annotated(task, item, name, *_annotation(task))


def readings_of_labelstudio(item: Item, name: str) -> Iterator[AnnotatedText]:
    """A reading for each annotation of a task that was not cancelled, with its annotator.

    Raises:
        SchemaError: a field is missing or of another type.
        FormatError: the task has no annotation that may count.
    """
    task = convert(item.data, _Task)
    for number, annotation in _counting(task) or [_annotation(task)]:
        annotator = _annotator(annotation.completed_by)
        yield _annotated(task, item, name, number, annotation)._replace(annotator=annotator)


def labelling_config() -> str:
    """The labelling configuration (XML) for tasks of `to_labelstudio`."""
    known = ontology()
    return Template(files(__package__).joinpath("labelstudio.xml").read_text("utf-8")).substitute(
        relations=_listed("Relation", ROLE_NAMES.values()),
        labels=_listed("Label", (*known.labels, DATE, *known.events)),
        statuses=_listed("Choice", known.statuses),
        events=",".join(known.events),
        kinds=",".join(KINDS),
    )


def _listed(tag: str, values: Iterable[str]) -> str:
    return "\n".join(f"    <{tag} value={quoteattr(value)}/>" for value in values)


def _items(region: Region, *, scored: bool) -> Iterator[dict[str, Any]]:
    """A region's results; ``scored`` is whether to tell its score."""
    bounds = {"start": region.start, "end": region.end}
    same = {"id": region.id, "to_name": "text"}
    value = {**bounds, "text": region.surface, "labels": [region.label]}
    score = {"score": region.score} if scored else {}
    yield {**same, "from_name": "label", "type": "labels", "value": value, **score}
    if region.label in ontology().events:
        value = {**bounds, "choices": [region.status]}
        yield {**same, "from_name": "status", "type": "choices", "value": value}
    if region.note:
        value = {**bounds, "text": [region.note]}
        yield {**same, "from_name": "value", "type": "textarea", "value": value}


def _relations(relations: Sequence[Relation]) -> list[dict[str, Any]]:
    roles: dict[tuple[str, str], list[str]] = {}
    for relation in relations:
        roles.setdefault((relation.source, relation.target), []).append(relation.role)
    return [
        {"type": "relation", "from_id": a, "to_id": b, "direction": "right", "labels": labels}
        for (a, b), labels in roles.items()
    ]


def _annotated(
    task: _Task, item: Item, name: str, number: int, annotation: _Annotation
) -> AnnotatedText:
    own_name = f"{name}-{item.line if task.id is None else task.id}"
    return task.data.annotated(own_name, item.line, *_read(annotation, f"annotations[{number}]"))


def _annotator(by: Any) -> str | None:
    """Who completed an annotation: a number in an export, in some with the address of the user."""
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    return f"annotator-{by}" if isinstance(by, int) else by if isinstance(by, str) else None


def _counting(task: _Task) -> list[tuple[int, _Annotation]]:
    return [(i, a) for i, a in enumerate(task.annotations or ()) if not a.was_cancelled]


def _annotation(task: _Task) -> tuple[int, _Annotation]:
    """The annotation that counts: the only one, or the one marked as ground truth."""
    given = _counting(task)
    chosen = [(i, a) for i, a in given if a.ground_truth] if len(given) > 1 else given
    if len(chosen) == 1:
        return chosen[0]
    if not given and task.predictions:
        raise FormatError("expected an annotation, got a prediction that nobody has corrected")
    expected = "one annotation, or one marked as ground truth"
    marked_too = f", {len(chosen)} of them so marked" if given else ""
    raise FormatError(f"expected {expected}, got {len(given)}{marked_too}")


def _read(annotation: _Annotation, at: str) -> tuple[list[Region], list[Relation], list[str]]:
    """What the results of an annotation say, and which of them are nothing to us."""
    labelled: list[tuple[str, _Labels]] = []
    status: dict[str, str] = {}
    notes: dict[str, str] = {}
    relations: list[Relation] = []
    others: list[str] = []
    for i, result in enumerate(annotation.result or ()):
        here = f"{at}.result[{i}]"
        match (result.get("type"), result.get("from_name")):
            case ("labels", _):
                region = convert(result, _Result[_Labels], at=here)
                labelled.append((region.id, region.value))
            case ("relation", _):
                arrow = convert(result, _RelationResult, at=here)
                ends = (arrow.from_id, arrow.to_id)
                relations += [Relation(*ends, role) for role in arrow.labels]
            case ("choices", "status"):
                field = convert(result, _Result[_Field], at=here)
                status[field.id] = "".join(field.value.choices)
            case ("textarea", "value"):
                field = convert(result, _Result[_Field], at=here)
                notes[field.id] = "".join(field.value.text).strip()
            case (kind, _):
                others.append(f"{here}.type {quoted(kind)}")
    regions: list[Region] = []
    for name, value in labelled:
        label, note = "".join(value.labels), notes.get(name, "")
        bounds = (value.start, value.end)
        regions.append(Region(name, label, *bounds, value.text, note, status.get(name) or ACTUAL))
    return regions, relations, others
