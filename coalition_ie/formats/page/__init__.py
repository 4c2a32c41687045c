"""Documents as one HTML page: the text with its mentions, the events beside it, and filters.

The page opens from disk and asks no network: style, script and documents stand in it, and its
content security policy allows nothing else. A document is data in it (JSON in which no tag can
begin), which the script draws as text, so that nothing of a document becomes markup.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from coalition_ie.formats.objects import json_line
from coalition_ie.ontology import ontology
from coalition_ie.types import Document

TITLE = "coalition_ie"
"""Title of a page that is given none."""

BETWEEN = ",\n"
"""Between two documents of a page."""


def page(documents: Iterable[Document], *, title: str = TITLE) -> str:
    """The page of some documents."""
    opening, closing = frame(title)
    return f"{opening}{BETWEEN.join(map(data, documents))}{closing}"


def data(document: Document) -> str:
    """A document as it stands in a page.

    Raises:
        FormatError: as `json_line`.
    """
    return _harmless(json_line(document.to_dict(), doc_id=document.doc_id))


@cache
def frame(title: str = TITLE) -> tuple[str, str]:
    """What stands in a page before its documents and after them."""
    style, script = _asset("page.css"), _asset("page.js")
    known = ontology()
    labels: dict[str, str] = dict(known.labels.items())
    legend = {
        "labels": labels | {"DATE": "a time expression"},
        "statuses": {**known.statuses},
        "events": {**known.events},
    }
    parts = {
        "title": html.escape(title),
        "style": style,
        "script": script,
        "style_hash": _digest(style),
        "script_hash": _digest(script),
        "legend": _harmless(json.dumps(legend, ensure_ascii=False)),
    }
    whole = _asset("page.html")
    for name, value in parts.items():
        whole = whole.replace(f"{{{name}}}", value)
    opening, _, closing = whole.partition("{documents}")
    return opening, closing


def framed(content: str, *, height: int = 640) -> str:
    """A page as a frame within another page: what a notebook shows."""
    return (
        f'<iframe title="{TITLE}" sandbox="allow-scripts" srcdoc="{html.escape(content)}" '
        f'style="width: 100%; height: {height}px; border: 0"></iframe>'
    )


def _harmless(text: str) -> str:
    """JSON in which no tag begins, with U+2028 and U+2029 as escapes."""
    return re.sub("[<\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _digest(content: str) -> str:
    """As a content security policy names inline style and script."""
    return b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("coalition_ie.formats.page").joinpath(name).read_text("utf-8")
