"""Cases of ``tests/cases``: one phenomenon a line, with its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def text_of(case: dict[str, Any]) -> str:
    return str(case["text"])
