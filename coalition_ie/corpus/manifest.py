"""The manifest of a folder of annotations: which texts they belong to and where these can be had.

``manifest.json`` holds ``{"schema_version": 1, "documents": [...]}``, one object for each
document with the fields of `Entry`. The texts themselves are mostly not passed on: ``text`` is
then a path in a folder the user names, and ``sha256`` tells whether it is the right file. Where a
text ships beside its annotation, ``text_in_repository`` is true instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from coalition_ie.formats.problems import Problem

MANIFEST = "manifest.json"
"""Name of the file in a folder of annotations."""

MANIFEST_VERSION = 1
"""``schema_version`` of the manifests that are read here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of a manifest.

    Paths are relative and use ``/``: ``annotation`` from the manifest, ``text`` from the folder
    of texts. ``source`` says where the text can be had in public; ``annotators`` how many people
    annotated it apart; ``split`` to which part it belongs.
    """

    id: str
    set: str
    annotation: str
    sha256: str
    source: str
    annotators: int
    split: str
    publisher: str | None
    published: date | None
    text: str | None = None
    text_in_repository: bool = False
    line: int = 1
    """Line of the manifest in which the document's id stands."""


class Manifest(NamedTuple):
    """The entries that can be used, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


# Field to the types it may have in JSON; True is no number here, though Python takes it for one.
_FIELDS: Mapping[str, tuple[type, ...]] = {
    "id": (str,),
    "set": (str,),
    "annotation": (str,),
    "sha256": (str,),
    "source": (str,),
    "annotators": (int,),
    "split": (str,),
    "publisher": (str, type(None)),
    "published": (str, type(None)),
}
_OPTIONAL: Mapping[str, tuple[type, ...]] = {
    "text": (str, type(None)),
    "text_in_repository": (bool,),
}
_SHA256_DIGITS = 64


def parse_manifest(content: str) -> Manifest:
    """Read a manifest; everything wrong with it is in the result's ``problems``."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        return Manifest((), (Problem(getattr(error, "lineno", 1), f"expected JSON ({error})"),))
    documents = data.get("documents") if isinstance(data, dict) else None
    if not isinstance(documents, list):
        return Manifest((), (Problem(1, "expected an object with a list of documents"),))
    problems: list[Problem] = []
    if data.get("schema_version") != MANIFEST_VERSION:
        got = data.get("schema_version")
        problems.append(Problem(1, f"expected schema_version {MANIFEST_VERSION}, got {got!r}"))
    entries: list[Entry] = []
    for i, item in enumerate(documents):
        line = _line_of(item, content)
        wrong = [Problem(line, f"document {i}: {message}") for message in _wrong(item)]
        problems += wrong
        if not wrong:
            published = item["published"]
            day = None if published is None else date.fromisoformat(published)
            entries.append(Entry(**{**item, "published": day, "line": line}))
    problems += _repetitions(entries)
    return Manifest(tuple(entries), tuple(problems))


def _line_of(item: Any, content: str) -> int:
    name = item.get("id") if isinstance(item, dict) else None
    at = content.find(json.dumps(name, ensure_ascii=False)) if isinstance(name, str) else -1
    return content.count("\n", 0, max(at, 0)) + 1


def _wrong(item: Any) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"expected an object, got {item!r}"
        return
    ill_typed = False
    for name, types in {**_FIELDS, **_OPTIONAL}.items():
        if name in item and type(item[name]) not in types:
            ill_typed = True
            expected = " or ".join("null" if t is type(None) else t.__name__ for t in types)
            yield f"{name}: expected {expected}, got {item[name]!r}"
    for name in sorted(_FIELDS.keys() - item.keys()):
        yield f"{name} is missing"
    for name in sorted(item.keys() - _FIELDS.keys() - _OPTIONAL.keys()):
        yield f"{name} is no field of a document"
    if not ill_typed:
        yield from _ill_valued(item)


def _ill_valued(item: Mapping[str, Any]) -> Iterator[str]:
    digest = item.get("sha256", "0" * _SHA256_DIGITS)
    if len(digest) != _SHA256_DIGITS or set(digest) - set("0123456789abcdef"):
        yield f"sha256: expected {_SHA256_DIGITS} digits 0-9a-f, got {digest!r}"
    if item.get("annotators", 1) < 1:
        yield f"annotators: expected 1 or more, got {item['annotators']}"
    for name in ("annotation", "text"):
        path = PurePosixPath(item.get(name) or "a")
        if path.is_absolute() or ".." in path.parts:
            yield f"{name}: expected a relative path without .., got {item[name]!r}"
    if (item.get("text") is None) != item.get("text_in_repository", False):
        yield "expected either a text or text_in_repository: true"
    try:
        date.fromisoformat(item.get("published") or "2000-01-01")
    except ValueError:
        yield f"published: expected YYYY-MM-DD, got {item['published']!r}"


def _repetitions(entries: list[Entry]) -> Iterator[Problem]:
    for name in ("id", "annotation", "sha256"):
        seen: dict[str, Entry] = {}
        for entry in entries:
            value = getattr(entry, name)
            first = seen.setdefault(value, entry)
            if first is not entry:
                yield Problem(entry.line, f"{name} {value!r} stands in line {first.line} already")
