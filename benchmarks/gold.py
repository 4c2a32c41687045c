"""Stand-off gold of `annotations/knowledge`: lines of id, sha256 and items, and their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coalition_ie.corpus.read import read_annotations
from coalition_ie.types import Document

ANNOTATIONS = Path(__file__).parent.parent / "annotations"


def gold(path: Path, texts: Path) -> Iterator[tuple[dict[str, Any], Document]]:
    """The lines of a file with the annotated documents that they are about.

    Raises:
        SystemExit: a text is not the one that was read.
    """
    lines = {line["id"]: line for line in map(json.loads, path.read_text("utf-8").splitlines())}
    sums = {name: line["sha256"] for name, line in lines.items()}
    for name, document in annotated(sums, texts):
        yield lines[name], document


def annotated(sums: Mapping[str, str], texts: Path) -> Iterator[tuple[str, Document]]:
    """The annotated documents of the ids in ``sums``, which holds the sha256 of each text.

    Raises:
        SystemExit: a text is not the one that was read.
    """
    chosen = read_annotations(ANNOTATIONS, texts=texts, chosen=lambda entry: entry.id in sums)
    for entry, document in chosen:
        if sums[entry.id] != entry.sha256:
            raise SystemExit(f"{entry.id}: expected sha256 {sums[entry.id]}, got {entry.sha256}")
        yield entry.id, document
