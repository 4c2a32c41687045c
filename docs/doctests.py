"""The reference shows doctests as code; Markdown would take them for quotations."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"(?:^>>> .*\n?)(?:^.*\S.*\n?)*", re.MULTILINE)


class Fenced(griffe.Extension):
    """Puts a fence around each example and around each indented drawing."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of a module, class, function or attribute."""
        if obj.docstring:
            obj.docstring.value = _EXAMPLE.sub(fenced, obj.docstring.value)


def fenced(found: re.Match[str]) -> str:
    """An example between fences."""
    return f"\n```python\n{found[0].rstrip()}\n```\n"
