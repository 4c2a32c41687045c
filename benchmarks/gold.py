"""Stand-off gold of `annotations/knowledge`: lines of id, sha256 and items, and their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coalition_ie.corpus.read import read_annotations
from coalition_ie.types import Document

ANNOTATIONS = Path(__file__).parent.parent / "annotations"


def gold(path: Path, texts: Path) -> Iterator[tuple[dict[str, Any], Document]]:
    """The lines of a file with the annotated documents that they are about."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = {line["id"]: line for line in lines}
    chosen = read_annotations(ANNOTATIONS, texts=texts, chosen=lambda entry: entry.id in wanted)
    for entry, document in chosen:
        line = wanted[entry.id]
        if line["sha256"] != entry.sha256:
            raise SystemExit(
                f"{path.name}, document {entry.id}: not the text that was read (sha256)"
            )
        yield line, document
