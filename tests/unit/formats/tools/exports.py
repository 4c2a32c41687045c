"""A file as each tool exports it, written by hand after the tool's documentation."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from coalition_ie import Document
from coalition_ie.formats.forms import READERS, WRITERS, Imported, Source
from tests.samples import DOCUMENT

Change = Callable[[dict[str, Any]], object]


def data_of(form: str, document: Document = DOCUMENT) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(WRITERS[form](document).content)
    return data


def read(form: str, *items: dict[str, Any], **options: Any) -> Imported:
    content = "".join(f"{json.dumps(item)}\n" for item in items)
    if form == "labelstudio":
        content = json.dumps(items)
    return READERS[form](Source(content, "f", "f", **options))


def told(found: Imported) -> list[str]:
    return [str(problem) for problem in found.problems]


def put(data: dict[str, Any], *path: str | int, to: Any) -> None:
    """Set what stands at a path of keys and positions; ``...`` takes it away."""
    *way, last = path
    place: Any = data
    for step in way:
        place = place[step]
    if to is ...:
        del place[last]
    else:
        place[last] = to


# A file as each tool exports it, written by hand after the tool's documentation.
DOCCANO = {
    "id": 41,
    "text": "وصل كارتر إلى بغداد",
    "entities": [
        {"id": 801, "label": "PER", "start_offset": 4, "end_offset": 9},
        {"id": 807, "label": "VISIT:planned", "start_offset": 0, "end_offset": 3},
        {"id": 802, "label": "LOC", "start_offset": 14, "end_offset": 19},
    ],
    "relations": [
        {"id": 7, "from_id": 807, "to_id": 801, "type": "Actor"},
        {"id": 9, "from_id": 802, "to_id": 807, "type": "Place"},
    ],
    "Comments": [],
}


PRODIGY = {
    "text": "وصل كارتر إلى بغداد",
    "_input_hash": 1,
    "_task_hash": 2,
    "tokens": [
        {"text": "وصل", "start": 0, "end": 3, "id": 0, "ws": True, "disabled": False},
        {"text": "كارتر", "start": 4, "end": 9, "id": 1, "ws": True, "disabled": False},
        {"text": "إلى", "start": 10, "end": 13, "id": 2, "ws": True, "disabled": False},
        {"text": "بغداد", "start": 14, "end": 19, "id": 3, "ws": False, "disabled": False},
    ],
    "spans": [
        {"start": 4, "end": 9, "token_start": 1, "token_end": 1, "label": "PER", "type": "span"},
        {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "VISIT:planned"},
        {"start": 14, "end": 19, "token_start": 3, "token_end": 3, "label": "LOC"},
    ],
    "relations": [
        {
            "head": 0,
            "child": 1,
            "head_span": {"start": 0, "end": 3, "label": "VISIT:planned"},
            "child_span": {"start": 4, "end": 9, "label": "PER"},
            "label": "Actor",
        },
        {"head": 3, "child": 0, "label": "Place"},
    ],
    "answer": "accept",
}


def _result(name: str, kind: str, value: dict[str, Any], origin: str) -> dict[str, Any]:
    at = {"id": name, "from_name": origin, "to_name": "text", "type": kind, "origin": "manual"}
    return {**at, "value": value}


LABEL_STUDIO = {
    "id": 41,
    "data": {"text": "وصل كارتر إلى بغداد"},
    "annotations": [
        {
            "id": 5,
            "was_cancelled": False,
            "ground_truth": False,
            "result": [
                _result("p", "labels", {"start": 4, "end": 9, "labels": ["PER"]}, "label"),
                _result("v", "labels", {"start": 0, "end": 3, "labels": ["VISIT"]}, "label"),
                _result("v", "choices", {"start": 0, "end": 3, "choices": ["planned"]}, "status"),
                _result("l", "labels", {"start": 14, "end": 19, "labels": ["LOC"]}, "label"),
                {"type": "relation", "from_id": "v", "to_id": "p", "labels": ["Actor"]},
                {"type": "relation", "from_id": "l", "to_id": "v", "labels": ["Place"]},
            ],
        }
    ],
    "predictions": [],
}


EXPORTS = {"doccano": DOCCANO, "labelstudio": LABEL_STUDIO, "prodigy": PRODIGY}
