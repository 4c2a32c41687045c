"""One document a line, as the JSON of ``Document.to_dict``: the form that holds everything."""

from __future__ import annotations

from collections.abc import Iterator

from coalition_ie.errors import CoalitionError, FormatError
from coalition_ie.formats.objects import Item, json_line, parse_lines
from coalition_ie.formats.problems import Problem, ReadDocument
from coalition_ie.types import Document


def write_jsonl(document: Document) -> str:
    """The line of ``document``, with its line break.

    Raises:
        FormatError: the document holds two surrogates that would be read back as one character.
    """
    return json_line(document.to_dict(), doc_id=document.doc_id) + "\n"


def parse_jsonl(content: str) -> Iterator[ReadDocument | Problem]:
    """The document of each line, or why it is none; blank lines are passed over."""
    for item in parse_lines(content):
        yield item if isinstance(item, Problem) else _document(item)


def read_jsonl(content: str, *, name: str) -> Iterator[Document]:
    """The documents of ``content``, one a line; blank lines are passed over.

    Raises:
        FormatError: a line is no JSON, or no document; the message gives ``name`` and the line.
    """
    for found in parse_jsonl(content):
        if isinstance(found, Problem):
            raise FormatError(str(found._replace(file=name)))
        if found.document is not None:
            yield found.document


def _document(item: Item) -> ReadDocument | Problem:
    try:
        return ReadDocument(Document.from_dict(item.data), (), item.line)
    except CoalitionError as error:
        return Problem(item.line, str(error))
