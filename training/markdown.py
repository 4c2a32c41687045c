"""Tables as the cards have them."""

from __future__ import annotations

from collections.abc import Iterable


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; the first column is text, fractions have three places, None is a dash."""
    names = list(head)
    lines: list[Iterable[object]] = [names, ["---"] * len(names), *rows]
    return "\n".join(map(_line, lines))


def _line(cells: Iterable[object]) -> str:
    return " ".join(f"| {cell}" if cell != "" else "|" for cell in map(shown, cells)) + " |"


def shown(value: object) -> str:
    """A cell of a table."""
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
