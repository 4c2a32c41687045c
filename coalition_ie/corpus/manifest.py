"""The manifest of a folder of annotations: which texts they belong to and where these can be had.

``manifest.json`` holds ``{"schema_version": 1, "documents": [...]}``, one object for each
document with the fields of `Entry`. The texts themselves are mostly not passed on: ``text`` is
then a path in a folder the user names (with ``block``, of a collection there), and ``sha256`` tells
whether it is the right text. Where a text ships beside its annotation, ``text_in_repository`` is
true instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from coalition_ie.errors import SchemaError, quoted
from coalition_ie.formats.objects import parse_json
from coalition_ie.formats.problems import Problem
from coalition_ie.types.wire import convert

MANIFEST = "manifest.json"
"""Name of the file in a folder of annotations."""

_NO_PATH = re.compile("[\0\ud800-\udfff]")  # no file system takes them


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document of a manifest.

    Paths are relative and use ``/``: ``annotation`` from the manifest, ``text`` from the folder
    of texts. Where that is a collection, ``.txt.zst`` with a blank line between its texts,
    ``block`` numbers the text among them, from 0. ``source`` says where the text can be had in
    public; ``annotators`` how many people annotated it apart; ``split`` to which part it belongs.
    """

    id: str
    set: str
    annotation: str
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    source: str
    annotators: Annotated[int, Meta(ge=1)]
    split: str
    publisher: str | None
    published: date | None
    text: str | None = None
    block: Annotated[int, Meta(ge=0)] | None = None
    text_in_repository: bool = False

    def __post_init__(self) -> None:
        for name, given in (("annotation", self.annotation), ("text", self.text or "none")):
            path = PurePosixPath(given)
            if not path.name or path.is_absolute() or ".." in path.parts or _NO_PATH.search(given):
                said = f"expected a relative path without .., got {quoted(given)}"
                raise ValueError(f"{name}: {said}")
        if (self.text is None) != self.text_in_repository:
            raise ValueError("expected either a text or text_in_repository: true")
        if self.block is not None and self.text is None:
            raise ValueError("expected a text for the block, got none")


class Manifest(NamedTuple):
    """The entries that can be used, the lines their ids stand in, what is wrong with the others."""

    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]


class _File(Struct):
    schema_version: Literal[1]
    documents: list[Any]


def parse_manifest(content: str) -> Manifest:
    """Read a manifest; everything wrong with it is in the result's ``problems``."""
    data = parse_json(content)
    if isinstance(data, Problem):
        return Manifest((), (), (data,))
    try:
        documents = convert(data, _File).documents
    except SchemaError as error:
        return Manifest((), (), (Problem(1, str(error)),))
    entries: list[Entry] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for i, (line, item) in enumerate(zip(_lines(documents, content), documents, strict=True)):
        try:
            entries.append(convert(item, Entry))
            lines.append(line)
        except SchemaError as error:
            problems.append(Problem(line, f"document {i}: {error}"))
    problems += _repetitions(entries, lines)
    return Manifest(tuple(entries), tuple(lines), tuple(problems))


def _lines(documents: Iterable[Any], content: str) -> Iterator[int]:
    """The line in which the id of each document stands, or else that of the one before it."""
    line, at = 1, 0
    for item in documents:
        name = item.get("id") if isinstance(item, dict) else None
        if isinstance(name, str):
            found = max(at, content.find(json.dumps(name, ensure_ascii=False), at + 1))
            line, at = line + content.count("\n", at, found), found
        yield line


def _repetitions(entries: Iterable[Entry], lines: Sequence[int]) -> Iterator[Problem]:
    for name in ("id", "annotation", "sha256"):
        first: dict[str, int] = {}
        for entry, line in zip(entries, lines, strict=True):
            value = getattr(entry, name)
            if value in first:
                said = f"{name} {quoted(value)} stands in line {first[value]} already"
                yield Problem(line, said)
            first.setdefault(value, line)
