"""The forms that can be read and written, by name, and what each lets fall.

A form is a row in `READERS` or `WRITERS`. Each reader says what it repaired or left out, each
writer what the form cannot hold, so that nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from coalition_ie.errors import FormatError
from coalition_ie.formats.brat import read_brat, write_brat
from coalition_ie.formats.conll import (
    document_from_sentences,
    read_conll,
    tag_document,
    write_conll,
)
from coalition_ie.formats.jsonl import read_jsonl, write_jsonl
from coalition_ie.formats.table import visible, write_table
from coalition_ie.types import Document


class Source(NamedTuple):
    """A file to be read: its content, its name for messages, the id its document gets.

    ``text`` is the raw text, for forms that do not hold it; ``label_map`` renames labels, None
    drops one.
    """

    content: str
    name: str
    doc_id: str
    text: str | None = None
    label_map: Mapping[str, str | None] | None = None


class Imported(NamedTuple):
    """The documents of a file, and what was repaired or left out in reading it."""

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


class Exported(NamedTuple):
    """A document in a foreign form, and what of it the form does not hold."""

    content: str
    notes: tuple[str, ...] = ()


def _from_brat(source: Source) -> Imported:
    if source.text is None:
        raise FormatError(f"{source.name}: brat standoff needs the text that it belongs to")
    return Imported((read_brat(source.content, source.text, doc_id=source.doc_id),))


def _from_jsonl(source: Source) -> Imported:
    return Imported(tuple(read_jsonl(source.content, name=source.name)))


def _from_conll(source: Source) -> Imported:
    read = read_conll(source.content, name=source.name, label_map=source.label_map)
    notes = [f"{count} mentions of {label} left out" for label, count in read.dropped.items()]
    if read.repaired:
        lines = ", ".join(map(str, read.repaired))
        notes.append(f"{len(read.repaired)} stray I- tags read as B-, in lines {lines}")
    document = document_from_sentences(read.sentences, text=source.text, doc_id=source.doc_id)
    return Imported((document,), tuple(notes))


def _to_brat(document: Document) -> Exported:
    return Exported(write_brat(document), tuple(_predicted_only(document)))


def _to_jsonl(document: Document) -> Exported:
    return Exported(write_jsonl(document))


def _to_conll(document: Document) -> Exported:
    tagged = tag_document(document)
    notes = [
        f"{m.label} {visible(m.text)!r} at {m.start}:{m.end} left out: not at the borders of words"
        for m in tagged.lost
    ]
    figures = sum(mention.figure is not None for mention in document.mentions)
    lost = {"values of figures": figures, "events": len(document.events)}
    notes += [f"{count} {what} left out" for what, count in lost.items() if count]
    return Exported(write_conll(tagged.sentences), tuple(notes))


def _to_table(document: Document) -> Exported:
    return Exported(write_table(document))


def _predicted_only(document: Document) -> Iterator[str]:
    scores = [m.score for m in document.mentions] + [e.score for e in document.events]
    lost = {
        "scores": sum(score != 1.0 for score in scores),
        "normalised names": sum(bool(mention.normalized) for mention in document.mentions),
        "events' sentences": sum(event.sentence is not None for event in document.events),
        "pieces of evidence": sum(len(event.evidence) for event in document.events),
        "dates of publication": int(document.published is not None),
    }
    yield from (f"{count} {what} left out" for what, count in lost.items() if count)


READERS: Mapping[str, Callable[[Source], Imported]] = {
    "brat": _from_brat,
    "conll": _from_conll,
    "jsonl": _from_jsonl,
}
"""Name of a form to its reader.

Raises:
    FormatError: a file cannot be read as such; the message names file or document, and line.
"""

WRITERS: Mapping[str, Callable[[Document], Exported]] = {
    "brat": _to_brat,
    "conll": _to_conll,
    "jsonl": _to_jsonl,
    "table": _to_table,
}
"""Name of a form to its writer."""

SUFFIXES: Mapping[str, str] = {
    "brat": ".ann",
    "conll": ".conll",
    "jsonl": ".jsonl",
    "table": ".table.txt",
}
"""Name of a form to the end of its files' names."""

ONE_FILE_EACH = frozenset({"brat", "conll"})
"""Forms whose files hold one document: several documents need several files."""
