"""``dates.toml``, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from coalition_ie.arabic.lexicon import months, read_table


@cache
def date_table() -> dict[str, Any]:
    """``dates.toml``, with the months among its words."""
    table = read_table("dates", "dates.toml")
    return table | {"word": {"month": months()["month"], **table["word"]}}
