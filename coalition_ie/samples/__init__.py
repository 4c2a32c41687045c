"""Texts to try things on: one dispatch, and twelve with annotations; all written for this project.

They are CC0 and fiction: persons and events in them are invented, and so are the days on which the
twelve are said to have been published. Nine of them belong to the training part of the corpus,
three (``meta["split"]`` "dev" or "test") do not.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from coalition_ie.formats.jsonl import read_jsonl
from coalition_ie.types import Document


def text() -> str:
    """The dispatch that the README reads."""
    return _read("dispatch.txt")


def documents() -> tuple[Document, ...]:
    """The twelve, with the mentions, dates and events that the corpus has, by day."""
    return tuple(read_jsonl(_read("dispatches.jsonl"), name="dispatches.jsonl"))


def rows() -> list[dict[str, Any]]:
    """The twelve without their annotations, as `coalition_ie.extract_many` takes them."""
    return [{"text": one.text, "id": one.doc_id, "published": one.published} for one in documents()]


def _read(name: str) -> str:
    return files("coalition_ie.samples").joinpath(name).read_text("utf-8")
