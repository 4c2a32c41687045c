"""The annotations as rows for the Hugging Face library ``datasets``.

    from datasets import load_dataset
    from coalition_ie.corpus.dataset import with_texts

    corpus = load_dataset("annotations")          # splits train, dev, test, blind, fold
    corpus = with_texts(corpus, "folder/of/texts")

A row has the manifest's fields, the rights in its text, mentions with the values of figures, time
expressions, and events that name their arguments by position. ``text`` is None where it may not
be passed on; offsets, surfaces and ``sha256`` are there, and `with_texts` joins them with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coalition_ie.corpus.manifest import Entry
from coalition_ie.corpus.read import read_entries
from coalition_ie.corpus.texts import Texts
from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.brat.standoff import placeholder_text
from coalition_ie.formats.files import read_text
from coalition_ie.types import Document, Mention, Span, TimeExpression

RIGHTS: Mapping[str, str] = {
    "dispatches": "CC0",
    "documents": "the publisher's",
    "SANAD": "CC BY 4.0, as stated there",
    "ANT Corpus": "free for research with citation, as stated there",
    "SaudiNewsNet": "CC BY-NC-SA 4.0",
    "page archived by Airwars": "none stated",
}
"""A set, or how the source of a text begins, to the rights in the text (the dataset card)."""

Row = dict[str, Any]


def rows(folder: Path) -> Iterator[Row]:
    """The documents of a folder with a manifest, in its order; texts only where they ship with it.

    Raises:
        FormatError: manifest or annotations cannot be used, or nothing says the rights in a text.
    """
    for entry, text in read_entries(folder):
        ann = read_text(folder / entry.annotation)
        document = read_brat(ann, placeholder_text(ann) if text is None else text, doc_id=entry.id)
        yield {
            "id": entry.id,
            "set": entry.set,
            "split": entry.split,
            "publisher": entry.publisher,
            "published": None if entry.published is None else entry.published.isoformat(),
            "source": entry.source,
            "rights": _rights(entry),
            "readings": entry.annotators,
            "sha256": entry.sha256,
            "file": entry.text,
            "block": entry.block,
            "text": text,
            **_annotation(document),
        }


def with_texts(dataset: Any, texts: str | Path) -> Any:
    """A dataset, or a dict of them, of `rows` with the texts of the folder ``texts`` filled in.

    A text that is not there stays None.

    Raises:
        FormatError: a text is another than the annotation belongs to.
    """
    parts = dataset.values() if isinstance(dataset, Mapping) else [dataset]
    entries = {row["id"]: _entry(row) for part in parts for row in part}
    known = Texts(entries.values(), Path(), Path(texts))

    def fill(row: Row) -> Row:
        return {"text": row["text"] if row["file"] is None else known.of(entries[row["id"]])}

    # Files may have changed since: what datasets remembers of an earlier call is not asked.
    return dataset.map(fill, load_from_cache_file=False)


def _rights(entry: Entry) -> str:
    for name, rights in RIGHTS.items():
        if entry.set == name or entry.source.startswith(name):
            return rights
    raise FormatError(f"document {entry.id!r}: nothing says the rights in a text of {entry.source}")


def _entry(row: Row) -> Entry:
    """What `Texts` needs of a row."""
    return Entry(
        id=row["id"],
        set=row["set"],
        annotation=f"{row['id']}.ann",
        sha256=row["sha256"],
        source=row["source"],
        annotators=row["readings"],
        split=row["split"],
        publisher=row["publisher"],
        published=None,
        text=row["file"],
        block=row["block"],
        text_in_repository=row["file"] is None,
    )


def _annotation(document: Document) -> Row:
    place: dict[Mention | TimeExpression, int] = {}
    place |= {mention: i for i, mention in enumerate(document.mentions)}
    place |= {time: i for i, time in enumerate(document.dates)}
    return {
        "mentions": [_mention(mention) for mention in document.mentions],
        "dates": [_span(time) for time in document.dates],
        "events": [
            {
                "type": event.type,
                "status": event.status,
                "trigger": _span(event.trigger),
                **{
                    role: [place[one] for one in _fillers(event, role)]
                    for role in ("actors", "targets", "places", "troops", "dates")
                },
            }
            for event in document.events
        ],
    }


def _fillers(event: Any, role: str) -> Iterable[Mention | TimeExpression]:
    found: tuple[Mention | TimeExpression, ...] = getattr(event, role)
    return found


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _mention(mention: Mention) -> Row:
    figure = mention.figure
    return {
        **_span(mention),
        "label": mention.label,
        "low": None if figure is None else figure.low,
        "high": None if figure is None else figure.high,
        "unit": None if figure is None else figure.unit,
        "approximate": None if figure is None else figure.approximate,
    }
