"""A folder of annotations as the repository has it, small, with its folder of texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.samples import ANN, TEXT

DISPATCH = "تسلح كندا البشمركة.\n"
DISPATCH_ANN = """\
T1\tAID 0 4\tتسلح
T2\tLOC 5 9\tكندا
T3\tORG 10 18\tالبشمركة
E1\tAID:T1 Actor:T2 Target:T3
"""


class Folders(NamedTuple):
    """The folder of annotations and that of the texts it does not hold."""

    annotations: Path
    texts: Path

    def change(self, path: str, change: Callable[[str], str]) -> None:
        """Rewrite a file of the annotations."""
        file = self.annotations / path
        file.write_bytes(change(file.read_text("utf-8")).encode("utf-8"))

    def change_entry(self, i: int, **fields: Any) -> None:
        """Set fields of a document of the manifest; ``...`` takes one away."""
        file = self.annotations / "manifest.json"
        manifest = json.loads(file.read_text("utf-8"))
        entry = manifest["documents"][i] | fields
        manifest["documents"][i] = {k: v for k, v in entry.items() if v is not ...}
        file.write_text(json.dumps(manifest, indent=1), "utf-8")


def _entry(name: str, content: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": name,
        "annotation": f"{fields['set']}/{name}.ann",
        "sha256": hashlib.sha256(content.encode("utf-8")).hexdigest(),
        "publisher": None,
        "published": None,
        "source": "https://example.org/",
        "annotators": 2,
        "split": "train",
        **fields,
    }


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Two documents: one whose text lies elsewhere, one whose text ships."""
    made = Folders(tmp_path / "annotations", tmp_path / "texts")
    entries = [
        _entry("sample", TEXT, set="documents", text="press/s.txt", published="2016-07-20"),
        _entry("original", DISPATCH, set="dispatches", text_in_repository=True, split="dev"),
    ]
    files = {
        made.annotations / "documents" / "sample.ann": ANN,
        made.annotations / "dispatches" / "original.ann": DISPATCH_ANN,
        made.annotations / "dispatches" / "original.txt": DISPATCH,
        made.texts / "press" / "s.txt": TEXT,
        made.annotations / "manifest.json": json.dumps(
            {"schema_version": 1, "documents": entries}, indent=1
        ),
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    return made
