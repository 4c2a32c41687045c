"""What tests of gold on knowledge share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def manifest() -> dict[str, str]:
    """The sha256 of each document of the corpus."""
    entries = json.loads((ROOT / "annotations" / "manifest.json").read_text("utf-8"))["documents"]
    return {entry["id"]: entry["sha256"] for entry in entries}
