"""Label Studio's JSON tasks, and the labelling configuration that goes with them.

A task is ``{"data": {"text", …}, "annotations": [{"result": […]}]}`` or, to be corrected, with
``"predictions": [{"model_version", "score", "result"}]`` in place of annotations
(https://labelstud.io/guide/task_format and /guide/predictions). A result is a region of type
``labels`` with ``start``, ``end`` and ``text``; under the same id the status of a trigger's event
(``choices``) and the note of a figure or date (``textarea``); and a ``relation`` from region to
region with the roles as its labels: one for two regions, since Label Studio drops a second.
Offsets are code points (Label Studio 1.6 and later; earlier ones counted UTF-16 units).

``doc_id``, ``published`` and ``sha256`` are further fields of ``data``. A task with predictions
alone is refused: nobody has corrected it.

What the form does not hold: normalised names, sentences and evidence of predictions; the scores of
predictions go out and are not read, what people made of them being gold; and the order of fillers
where one fills two roles of an event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any
from xml.sax.saxutils import quoteattr

import msgspec

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.brat.check import ROLE_NAMES
from coalition_ie.formats.notes import DATE, KINDS
from coalition_ie.formats.objects import Item
from coalition_ie.formats.problems import Problem
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

_LABELS, _STATUS, _VALUE, _TEXT = "label", "status", "value", "text"  # names in the configuration
_MODEL = "coalition-ie"

# Label Studio wraps what is one in a list; a field that was emptied again may stay behind as [].
_One = str | Annotated[list[str], msgspec.Meta(min_length=1, max_length=1)]
_OneOrNone = str | Annotated[list[str], msgspec.Meta(max_length=1)]


class _Annotation(msgspec.Struct):
    result: list[dict[str, Any]] | None = None
    was_cancelled: bool | None = None
    ground_truth: bool | None = None


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


class _LabelsResult(msgspec.Struct):
    id: str
    value: _Labels


class _FieldResult(msgspec.Struct):
    id: str
    value: _Field


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
    return task | {"predictions": [{"model_version": _MODEL, "score": score, "result": result}]}


def from_labelstudio(item: Item, *, name: str) -> AnnotatedText:
    """The regions and relations of a task.

    Raises:
        SchemaError: a field is missing or of another type.
        FormatError: the task has no annotation or more than one that may count.
    """
    task = convert(item.data, _Task)
    number, annotation = _annotation(task)
    read = _Results()
    for i, result in enumerate(annotation.result or ()):
        read.add(result, f"annotations[{number}].result[{i}]")
    fields = task.data.named(f"{name}-{item.line if task.id is None else task.id}")
    return AnnotatedText(
        line=item.line,
        regions=tuple(read.regions()),
        relations=tuple(read.relations),
        problems=tuple(
            Problem(item.line, message, fields["doc_id"], "left out") for message in read.others
        ),
        **fields,
    )


def labelling_config() -> str:
    """The labelling configuration (XML) for tasks of `to_labelstudio`."""
    known = ontology()
    events = ",".join(known.events)
    lines = [
        "<View>",
        "  <Style>.htx-text { white-space: pre-wrap; direction: rtl; text-align: right; }</Style>",
        "  <Relations>",
        *(f"    <Relation value={quoteattr(name)}/>" for name in ROLE_NAMES.values()),
        "  </Relations>",
        f'  <Labels name="{_LABELS}" toName="{_TEXT}">',
        *(f"    <Label value={quoteattr(n)}/>" for n in (*known.labels, DATE, *known.events)),
        "  </Labels>",
        f'  <Text name="{_TEXT}" value="$text" granularity="symbol" saveTextResult="yes"/>',
        f'  <Choices name="{_STATUS}" toName="{_TEXT}" choice="single" perRegion="true"',
        f'           visibleWhen="region-selected" whenLabelValue="{events}">',
        *(f"    <Choice value={quoteattr(name)}/>" for name in known.statuses),
        "  </Choices>",
        f'  <TextArea name="{_VALUE}" toName="{_TEXT}" editable="true" perRegion="true"',
        f'            visibleWhen="region-selected" whenLabelValue="{",".join(KINDS)}"',
        '            placeholder="low=300 high=300 unit=person"/>',
        "</View>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _items(region: Region, *, scored: bool) -> Iterator[dict[str, Any]]:
    """A region's results; ``scored`` is whether to tell its score."""
    bounds = {"start": region.start, "end": region.end}
    same = {"id": region.id, "to_name": _TEXT}
    value = {**bounds, "text": region.surface, "labels": [region.label]}
    score = {"score": region.score} if scored else {}
    yield {**same, "from_name": _LABELS, "type": "labels", "value": value, **score}
    if region.label in ontology().events:
        value = {**bounds, "choices": [region.status]}
        yield {**same, "from_name": _STATUS, "type": "choices", "value": value}
    if region.note:
        value = {**bounds, "text": [region.note]}
        yield {**same, "from_name": _VALUE, "type": "textarea", "value": value}


def _relations(relations: Sequence[Relation]) -> list[dict[str, Any]]:
    roles: dict[tuple[str, str], list[str]] = {}
    for relation in relations:
        roles.setdefault((relation.source, relation.target), []).append(relation.role)
    return [
        {"type": "relation", "from_id": a, "to_id": b, "direction": "right", "labels": labels}
        for (a, b), labels in roles.items()
    ]


def _annotation(task: _Task) -> tuple[int, _Annotation]:
    """The annotation that counts: the only one, or the one marked as ground truth."""
    given = [(i, a) for i, a in enumerate(task.annotations or ()) if not a.was_cancelled]
    chosen = [(i, a) for i, a in given if a.ground_truth] if len(given) > 1 else given
    if len(chosen) == 1:
        return chosen[0]
    if not given and task.predictions:
        raise FormatError("expected an annotation, got a prediction that nobody has corrected")
    expected = "one annotation, or one marked as ground truth"
    marked_too = f", {len(chosen)} of them so marked" if given else ""
    raise FormatError(f"expected {expected}, got {len(given)}{marked_too}")


class _Results:
    """What the results of an annotation say; those that are nothing to us are ``others``."""

    def __init__(self) -> None:
        self.labels: list[_LabelsResult] = []
        self.status: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.relations: list[Relation] = []
        self.others: list[str] = []

    def add(self, result: dict[str, Any], at: str) -> None:
        match (result.get("type"), result.get("from_name")):
            case ("labels", _):
                self.labels.append(convert(result, _LabelsResult, at=at))
            case ("relation", _):
                arrow = convert(result, _RelationResult, at=at)
                roles = arrow.labels
                self.relations += [Relation(arrow.from_id, arrow.to_id, role) for role in roles]
            case ("choices", "status"):
                chosen = convert(result, _FieldResult, at=at)
                self.status[chosen.id] = "".join(chosen.value.choices)
            case ("textarea", "value"):
                written = convert(result, _FieldResult, at=at)
                self.notes[written.id] = "".join(written.value.text).strip()
            case (kind, _):
                self.others.append(f"{at}.type {quoted(kind)}")

    def regions(self) -> Iterator[Region]:
        for one in self.labels:
            yield Region(
                id=one.id,
                label="".join(one.value.labels),
                start=one.value.start,
                end=one.value.end,
                surface=one.value.text,
                note=self.notes.get(one.id, ""),
                status=self.status.get(one.id) or ACTUAL,
            )
