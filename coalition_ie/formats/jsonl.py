"""One document a line, as the JSON of ``Document.to_dict``: the form that holds everything.

Arabic stays readable; only lone surrogates, which UTF-8 cannot hold, are written as escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from coalition_ie.errors import CoalitionError, FormatError
from coalition_ie.types import Document

_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def write_jsonl(document: Document) -> str:
    """The line of ``document``, with its line break.

    Raises:
        FormatError: the document holds two surrogates that would be read back as one character.
    """
    line = json.dumps(document.to_dict(), ensure_ascii=False)
    if pair := _PAIR.search(line):
        raise FormatError(
            f"document {document.doc_id!r}: JSON cannot hold {pair[0]!r} as two code points"
        )
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n"


def read_jsonl(content: str, *, name: str) -> Iterator[Document]:
    """The documents of ``content``, one a line; blank lines are passed over.

    Raises:
        FormatError: a line is no JSON, or no document; the message gives ``name`` and the line.
    """
    # Not splitlines(): a string in JSON may hold U+2028 and its kin as they are.
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield _document(line, f"{name}:{number}")


def _document(line: str, place: str) -> Document:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{place}: expected JSON, got {line[:40]!r} ({error})") from error
    if not isinstance(data, dict):
        raise FormatError(f"{place}: expected an object, got {type(data).__name__}")
    try:
        return Document.from_dict(data)
    except (CoalitionError, TypeError, ValueError) as error:
        raise FormatError(f"{place}: {error}") from error
