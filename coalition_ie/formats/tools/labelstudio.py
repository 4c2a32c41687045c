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

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.examine import ROLE_NAMES
from coalition_ie.formats.notes import DATE, KINDS
from coalition_ie.formats.objects import Item, take, take_if, take_objects
from coalition_ie.formats.problems import Problem
from coalition_ie.formats.tools.regions import (
    ACTUAL,
    Marked,
    Region,
    Relation,
    about,
    marked,
    take_about,
)
from coalition_ie.ontology import ontology
from coalition_ie.types import Document

_LABELS, _STATUS, _VALUE, _TEXT = "label", "status", "value", "text"  # names in the configuration
_MODEL = "coalition-ie"


def to_labelstudio(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The task of a document: an annotation, or with a ``score`` a prediction to be corrected."""
    given = marked(document)
    result = [item for region in given.regions for item in _items(region, told=score is not None)]
    result += _relations(given.relations)
    task: dict[str, Any] = {"data": {"text": document.text, **about(given)}}
    if score is None:
        return task | {"annotations": [{"result": result}]}
    return task | {"predictions": [{"model_version": _MODEL, "score": score, "result": result}]}


def from_labelstudio(item: Item, *, name: str) -> Marked:
    """The regions and relations of a task.

    Raises:
        FormatError: a field is missing or of another type, or the task has no annotation or more
            than one that may count.
    """
    data = take(item.data, "data", dict)
    fields = take_about(data, name=f"{name}-{item.data.get('id', item.line)}", at="data.")
    at, annotation = _annotation(item.data)
    results = take_objects(annotation, "result", at=at)
    sides = _sides(results)
    return Marked(
        line=item.line,
        text=take(data, "text", str, at="data."),
        regions=tuple(_regions(results, sides)),
        relations=tuple(_read_relations(results)),
        problems=tuple(
            Problem(item.line, f"{place}type {result.get('type')!r}", fields["doc_id"], "left out")
            for place, result in results
            if _kind(result) is None
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


def _items(region: Region, *, told: bool) -> Iterator[dict[str, Any]]:
    """A region's results; ``told`` is whether to tell its score."""
    bounds = {"start": region.start, "end": region.end}
    same = {"id": region.id, "to_name": _TEXT}
    value = {**bounds, "text": region.surface, "labels": [region.label]}
    score = {"score": region.score} if told else {}
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


def _annotation(task: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The annotation that counts: the only one, or the one marked as ground truth."""
    given = [
        (at, annotation)
        for at, annotation in take_objects(task, "annotations")
        if not annotation.get("was_cancelled")
    ]
    chosen = [pair for pair in given if pair[1].get("ground_truth")] if len(given) > 1 else given
    if len(chosen) == 1:
        return chosen[0]
    if not given and task.get("predictions"):
        raise FormatError("expected an annotation, got a prediction that nobody has corrected")
    expected = "one annotation, or one marked as ground truth"
    marked_too = f", {len(chosen)} of them so marked" if given else ""
    raise FormatError(f"expected {expected}, got {len(given)}{marked_too}")


def _kind(result: Mapping[str, Any]) -> str | None:
    """What a result is for us; None if nothing."""
    if result.get("type") in ("labels", "relation"):
        return str(result["type"])
    names = {("choices", _STATUS): _STATUS, ("textarea", _VALUE): _VALUE}
    return names.get((result.get("type"), result.get("from_name")))  # type: ignore[arg-type]


def _sides(results: Sequence[tuple[str, dict[str, Any]]]) -> dict[tuple[str, str], str]:
    """Id of a region and ``status`` or ``value`` to what the result says of it."""
    fields = {_STATUS: "choices", _VALUE: "text"}
    sides: dict[tuple[str, str], str] = {}
    for at, result in results:
        if (kind := _kind(result)) in fields:
            value = take(result, "value", dict, at=at)
            # A field that was emptied again may stay behind as [].
            if value.get(fields[str(kind)]) != []:
                said = _only(value, fields[str(kind)], f"{at}value.")
                sides[take(result, "id", str, at=at), str(kind)] = said
    return sides


def _regions(
    results: Sequence[tuple[str, dict[str, Any]]], sides: Mapping[tuple[str, str], str]
) -> Iterator[Region]:
    for at, result in results:
        if _kind(result) == "labels":
            name = take(result, "id", str, at=at)
            value, at_value = take(result, "value", dict, at=at), f"{at}value."
            yield Region(
                id=name,
                label=_only(value, "labels", at_value),
                start=take(value, "start", int, at=at_value),
                end=take(value, "end", int, at=at_value),
                surface=take_if(value, "text", str, None, at=at_value),
                note=sides.get((name, _VALUE), "").strip(),
                status=sides.get((name, _STATUS), ACTUAL),
            )


def _read_relations(results: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[Relation]:
    for at, result in results:
        if _kind(result) == "relation":
            source, target = (take(result, end, str, at=at) for end in ("from_id", "to_id"))
            roles = take_if(result, "labels", list, [], at=at)
            if not roles or not all(isinstance(role, str) for role in roles):
                raise FormatError(f"{at}labels: expected roles, got {roles!r:.60}")
            yield from (Relation(source, target, role) for role in roles)


def _only(value: Mapping[str, Any], name: str, at: str) -> str:
    match value.get(name):
        case [str(said)] | str(said):
            return said
    raise FormatError(f"{at}{name}: expected one string, got {value.get(name)!r:.60}")
