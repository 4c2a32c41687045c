"""The forms that can be read and written, by name, and what each lets fall.

A form is a row in `READERS` or `WRITERS`. Each reader says what it repaired, refused or left out,
each writer what the form cannot hold, so that nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, Protocol

from coalition_ie.errors import CoalitionError
from coalition_ie.formats import page
from coalition_ie.formats.brat.document import parse_brat, write_brat
from coalition_ie.formats.conll import (
    document_from_sentences,
    parse_conll,
    tag_document,
    write_conll,
)
from coalition_ie.formats.inline import read_inline, write_inline
from coalition_ie.formats.jsonl import parse_jsonl, write_jsonl
from coalition_ie.formats.objects import Item, json_line, parse_array, parse_lines
from coalition_ie.formats.offsets import CODE_POINTS, UTF16, Counting
from coalition_ie.formats.problems import LabelMap, Problem, ReadDocument, visible
from coalition_ie.formats.table import write_table
from coalition_ie.formats.tools.cas import from_cas, to_cas
from coalition_ie.formats.tools.doccano import from_doccano, to_doccano
from coalition_ie.formats.tools.labelstudio import (
    from_labelstudio,
    readings_of_labelstudio,
    to_labelstudio,
)
from coalition_ie.formats.tools.prodigy import from_prodigy, to_prodigy
from coalition_ie.formats.tools.regions import AnnotatedText, from_regions
from coalition_ie.ontology import ontology
from coalition_ie.types import Document


class Source(NamedTuple):
    """A file to be read: its content, its name for messages, the id its document gets.

    ``text`` is the raw text, for forms that do not hold it; ``label_map`` renames labels, None
    drops one; ``readings`` is whether what several annotators made of a text are documents each.
    """

    content: str
    name: str
    doc_id: str
    text: str | None = None
    label_map: LabelMap | None = None
    readings: bool = False


class Imported(NamedTuple):
    """The documents of a file, and all that was repaired, refused or left out in reading it.

    ``lines`` are those in which the documents begin.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()


class Exported(NamedTuple):
    """A document in a foreign form, and what of it the form does not hold."""

    content: str
    notes: tuple[str, ...] = ()


class Writer(Protocol):
    """Writes one document; with a ``score`` as a suggestion to be corrected, where a form can."""

    def __call__(self, document: Document, *, score: float | None = None) -> Exported:
        """The document in the writer's form."""


_Found = Iterable[ReadDocument | Problem]


def _from_brat(source: Source) -> _Found:
    if source.text is None:
        return [Problem(1, f"expected its text in {source.doc_id}.txt, got none")]
    return [parse_brat(source.content, source.text, doc_id=source.doc_id)]


def _from_conll(source: Source) -> _Found:
    labels = source.label_map or {label: label for label in ontology().labels}
    read = parse_conll(source.content, label_map=labels)
    try:
        document = document_from_sentences(read.sentences, text=source.text, doc_id=source.doc_id)
    except CoalitionError as error:
        return [*read.problems, Problem(1, str(error))]
    refused = any(problem.outcome == "refused" for problem in read.problems)
    return [ReadDocument(None if refused else document, read.problems)]


def _from_tool(
    split: Callable[[str], Iterator[Item | Problem]],
    parse: Callable[[Item, str], AnnotatedText],
    native: Counting = CODE_POINTS,
    readings: Callable[[Item, str], Iterator[AnnotatedText]] | None = None,
) -> Callable[[Source], _Found]:
    """The reader of a tool's file: objects, each with regions and relations.

    ``readings`` parses an object that holds those of several annotators.
    """

    def parsed(item: Item, source: Source) -> Iterator[AnnotatedText]:
        if readings and source.readings:
            yield from readings(item, source.doc_id)
        else:
            yield parse(item, source.doc_id)

    def read(source: Source) -> _Found:
        for item in split(source.content):
            if isinstance(item, Problem):
                yield item
                continue
            try:
                for given in parsed(item, source):
                    yield from_regions(given, native=native, label_map=source.label_map)
            except CoalitionError as error:
                doc_id = _doc_id(item.data) or _doc_id(item.data.get("data"))
                yield Problem(item.line, str(error), doc_id)

    return read


def _doc_id(data: Any) -> str | None:
    name = data.get("doc_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else None


def _imported(read: Callable[[Source], _Found], source: Source) -> Imported:
    return _collected(read(source), source.name)


def _collected(found: _Found, file: str) -> Imported:
    documents: list[Document] = []
    lines: list[int] = []
    problems: list[Problem] = []
    begins: dict[str, int] = {}
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
            continue
        problems += one.problems
        if (document := one.document) is None:
            continue
        name = document.doc_id
        # Two annotators of one text, say: which of them is right, a reader cannot know.
        if name in begins:
            message = f"expected an id of its own, got that of line {begins[name]}"
            problems.append(Problem(one.line, message, name))
            continue
        if name is not None:
            begins[name] = one.line
        documents.append(document)
        lines.append(one.line)
    located = tuple(problem._replace(file=file) for problem in problems)
    return Imported(tuple(documents), located, tuple(lines))


def _to_text(make: Callable[[Document], str], *held: str, whole: bool = False) -> Writer:
    """The writer of a form that is text: it holds the ``whole`` document, or what is named."""

    def write(document: Document, *, score: float | None = None) -> Exported:
        return Exported(make(document), () if whole else tuple(_lost(document, *held)))

    return write


def _to_conll(document: Document, *, score: float | None = None) -> Exported:
    tagged = tag_document(document)
    notes = [
        f"{m.label} {visible(m.text)!r} at {m.start}:{m.end} left out: not at the borders of words"
        for m in tagged.lost
    ]
    notes += _lost(document)
    return Exported(write_conll(tagged.sentences), tuple(notes))


def _to_tool(
    make: Callable[..., dict[str, Any]], *, end: str = "\n", scored: bool = False
) -> Writer:
    """The writer of a tool's form: an object for each document, and ``end`` behind it.

    ``scored`` is whether mentions and events of a suggestion go out with their scores.
    """

    def write(document: Document, *, score: float | None = None) -> Exported:
        data = make(document, score=score)
        scores = ["scores"] if scored and score is not None else []
        notes = _lost(document, "values of figures", "events", "dates of publication", *scores)
        return Exported(json_line(data, doc_id=document.doc_id) + end, tuple(notes))

    return write


def _lost(document: Document, *held: str) -> Iterator[str]:
    """What a form leaves out of a document, that which it holds excepted."""
    scores = [m.score for m in document.mentions] + [e.score for e in document.events]
    used = {date for event in document.events for date in event.dates}
    counts = {
        "values of figures": sum(mention.figure is not None for mention in document.mentions),
        "events": len(document.events),
        "time expressions of no event": len(set(document.dates) - used),
        "scores": sum(score != 1.0 for score in scores),
        "TIMEX3 tags": sum(date.timex is not None for date in used),
        "normalised names": sum(bool(mention.normalized) for mention in document.mentions),
        "events' sentences": sum(event.sentence is not None for event in document.events),
        "pieces of evidence": sum(len(event.evidence) for event in document.events),
        "reasons of empty roles": sum(len(event.absent) for event in document.events),
        "dates of publication": int(document.published is not None),
    }
    for name, count in counts.items():
        if count and name not in held:
            yield f"{count} {name} left out"


_READERS: Mapping[str, Callable[[Source], _Found]] = {
    "brat": _from_brat,
    "cas": _from_tool(parse_array, from_cas),
    "conll": _from_conll,
    "doccano": _from_tool(parse_lines, from_doccano, UTF16),
    "inline": lambda s: [read_inline(s.content, doc_id=s.doc_id, label_map=s.label_map)],
    "jsonl": lambda source: parse_jsonl(source.content),
    "labelstudio": _from_tool(parse_array, from_labelstudio, readings=readings_of_labelstudio),
    "prodigy": _from_tool(parse_lines, from_prodigy),
}

READERS: Mapping[str, Callable[[Source], Imported]] = {
    form: partial(_imported, read) for form, read in _READERS.items()
}
"""Name of a form to its reader."""


def read_readings(form: str, source: Source, *, unsaid: str) -> dict[str, Imported]:
    """What each annotator's reading of the texts of a file holds, by the annotator's name.

    ``unsaid`` is whose reading it is where the file does not say so; problems of no reading are
    told with it too.
    """
    readings: dict[str, list[ReadDocument | Problem]] = {}
    for one in _READERS[form](source._replace(readings=True)):
        annotator = None if isinstance(one, Problem) else one.annotator
        readings.setdefault(annotator or unsaid, []).append(one)
    return {annotator: _collected(found, source.name) for annotator, found in readings.items()}


WRITERS: Mapping[str, Writer] = {
    "brat": _to_text(write_brat, "values of figures", "events"),
    "cas": _to_tool(to_cas),
    "conll": _to_conll,
    "doccano": _to_tool(to_doccano),
    "html": _to_text(page.data, whole=True),
    "inline": _to_text(write_inline, "values of figures"),
    "jsonl": _to_text(write_jsonl, whole=True),
    "labelstudio": _to_tool(to_labelstudio, end="", scored=True),
    "prodigy": _to_tool(to_prodigy),
    "table": _to_text(write_table, whole=True),
}
"""Name of a form to its writer.

Raises:
    FormatError: the form cannot hold the document at all; the message names it.
"""

SUFFIXES: Mapping[str, str] = {
    "brat": ".ann",
    "cas": ".cas.json",
    "conll": ".conll",
    "doccano": ".doccano.jsonl",
    "html": ".html",
    "inline": ".inline.txt",
    "jsonl": ".jsonl",
    "labelstudio": ".labelstudio.json",
    "prodigy": ".prodigy.jsonl",
    "table": ".table.txt",
}
"""Name of a form to the end of its files' names."""

ONE_FILE_EACH = frozenset({"brat", "cas", "conll", "inline"})
"""Forms whose files hold one document: several documents need several files."""
