"""What reading a file of annotations gives: its document, and what was found wrong, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from coalition_ie.errors import quoted
from coalition_ie.types import Document

Outcome = Literal["refused", "repaired", "left out"]
"""What reading did: the document is not read, is read changed, or is read without a part."""

LabelMap = Mapping[str, str | None]
"""Label of a file to ours, or to None for one that is left out."""


class Problem(NamedTuple):
    """Something wrong in a file, its line (counted from 1), and what reading did about it.

    ``document`` is the id of the document it stands in, where the file holds several; ``file``
    the name of the file, where the reader knew it. ``str`` gives ``file:line: message``, in which
    all is visible and a message of more than 1,000 characters is cut.
    """

    line: int
    message: str
    document: str | None = None
    outcome: Outcome = "refused"
    file: str = ""

    def __str__(self) -> str:
        document = "" if self.document is None else f"document {quoted(self.document)}: "
        outcome = "" if self.outcome == "refused" else f"{self.outcome}: "
        message = visible(self.message[:1000])
        return f"{self.file}:{self.line}: {document}{outcome}{message[:1000]}"


class ReadDocument(NamedTuple):
    """A document as it was read, None if it was refused, what was found, the line it begins in.

    ``annotator`` is whose reading it is, where the file tells that.
    """

    document: Document | None
    problems: tuple[Problem, ...]
    line: int = 1
    annotator: str | None = None


def visible(text: str) -> str:
    """``text`` with every character that does not print as its escape.

    >>> visible("ج\\u202eب")
    'ج\\\\u202eب'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
