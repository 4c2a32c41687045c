"""What the dispatches cover, counted: prints the block between the marks in annotations/README.md.

    python -m training.coverage

``annotations/dispatches/coverage.tsv`` says what each text was written for; here it is what they
hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from coalition_ie import Document
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.files import read_text
from coalition_ie.ontology import ontology
from training.markdown import table
from training.options import HERE

DISPATCHES = HERE.parent / "annotations" / "dispatches"
REPEATED = 8
"""Words of a sequence that may not stand in two dispatches."""

WORDINGS = {
    "Western digits": r"[0-9]",
    "Arabic-Indic digits": r"[\u0660-\u0669]",
    "Persian digits": r"[\u06f0-\u06f9]",
    "digits with a scale word": r"\d+ ?(ألف|آلاف|الف|مليون|مئة|مائة)",
    "numerals in words, or duals and plurals that are the number": r"^[^\d]*$",
}
SIGNS = {
    "tashkeel (a tanwin alone too)": r"[\u064b-\u0652]",
    "tatweel": "\u0640",
    "«…»": "«",
    "“…”": "“",
    '"…"': '"',
    "'…'": r"(?<!\w)'(?=\w)",
    "‘…’": "‘",
    "HTML leftovers": r"&[a-z#0-9]+;|</?[a-zA-Z]+",
}


def dispatches(folder: Path = DISPATCHES) -> list[Document]:
    """The documents of the dispatches, whose texts lie beside them."""
    return [
        read_brat(file.read_text("utf-8"), read_text(file.with_suffix(".txt")), doc_id=file.stem)
        for file in sorted(folder.glob("*.ann"))
    ]


def events(documents: list[Document]) -> Iterator[tuple[object, ...]]:
    """Events by type and status."""
    counts = Counter((event.type, event.status) for d in documents for event in d.events)
    for kind in ontology().events:
        yield kind, *(counts[kind, status] for status in ontology().statuses)


def figures(documents: list[Document]) -> Iterator[tuple[str, int]]:
    """Figures by wording and by kind of value."""
    found = [(m.text, m.figure) for d in documents for m in d.mentions if m.figure is not None]
    for name, pattern in WORDINGS.items():
        yield name, sum(bool(re.search(pattern, surface)) for surface, _ in found)
    values = [figure for _, figure in found]
    apart = sum(f.high is not None and f.high != f.low for f in values)
    yield "bounds apart (ranges, vague plurals)", apart
    yield "open above (more than, at least)", sum(f.high is None for f in values)
    yield "approximate", sum(f.approximate for f in values)
    yield "formations", sum(f.unit != "person" for f in values)


def texts(documents: list[Document]) -> Iterator[tuple[str, int]]:
    """Texts by what they hold."""
    for name, pattern in SIGNS.items():
        yield name, sum(bool(re.search(pattern, d.text)) for d in documents)
    yield "no event", sum(not d.events for d in documents)
    yield "no mention of any kind", sum(not d.mentions for d in documents)


def repeated(documents: list[Document]) -> float:
    """Share of the sequences of `REPEATED` words that stand in more than one text."""
    of_text = []
    for document in documents:
        words = document.text.split()
        of_text.append({tuple(words[i : i + REPEATED]) for i in range(len(words) - REPEATED + 1)})
    times = Counter(sequence for sequences in of_text for sequence in sequences)
    shared = sum(times[sequence] > 1 for sequences in of_text for sequence in sequences)
    return shared / max(1, sum(map(len, of_text)))


def block() -> str:
    """The tables of the dataset card."""
    documents = dispatches()
    head = (f"events of the {len(documents)} dispatches", *ontology().statuses)
    parts = [
        table(head, events(documents)),
        table(("figures", ""), figures(documents)),
        table(("texts with", ""), texts(documents)),
        f"Sequences of {REPEATED} words in more than one text: {repeated(documents):.1%}.",
    ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(block())
