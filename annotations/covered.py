"""What the dispatches cover, counted: prints the block between the marks in README.md.

    python annotations/covered.py

``dispatches/coverage.tsv`` says what each text was written for; here it is what they hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from coalition_ie import Document, Mention
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.files import read_text
from coalition_ie.ontology import ontology

HERE = Path(__file__).parent
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


def dispatches() -> list[Document]:
    """The documents of ``dispatches/``, whose texts are here."""
    return [
        read_brat(file.read_text("utf-8"), read_text(file.with_suffix(".txt")), doc_id=file.stem)
        for file in sorted((HERE / "dispatches").glob("*.ann"))
    ]


def events(documents: Iterable[Document]) -> list[str]:
    """A row for each event type: events by status."""
    counts = Counter((event.type, event.status) for d in documents for event in d.events)
    statuses = ontology().statuses
    return [
        f"| {kind} | " + " | ".join(str(counts[kind, status]) for status in statuses) + " |"
        for kind in ontology().events
    ]


def figures(documents: Iterable[Document]) -> list[str]:
    """Figures by wording and by kind of value."""
    mentions = [m for d in documents for m in d.mentions if m.figure is not None]

    def row(name: str, chosen: Iterable[Mention]) -> str:
        return f"| {name} | {len(list(chosen))} |"

    values = [(m, m.figure) for m in mentions if m.figure is not None]
    return [
        *(row(name, (m for m in mentions if re.search(p, m.text))) for name, p in WORDINGS.items()),
        row(
            "bounds apart (ranges, vague plurals)",
            (m for m, f in values if f.high != f.low and f.high),
        ),
        row("open above (more than, at least)", (m for m, f in values if f.high is None)),
        row("approximate", (m for m, f in values if f.approximate)),
        row("formations", (m for m, f in values if f.unit != "person")),
    ]


def texts(documents: Iterable[Document]) -> list[str]:
    """Texts by what they hold."""
    found = list(documents)
    rows = [
        f"| {name} | {sum(bool(re.search(p, d.text)) for d in found)} |"
        for name, p in SIGNS.items()
    ]
    return [
        *rows,
        f"| no event | {sum(not d.events for d in found)} |",
        f"| no mention of any kind | {sum(not d.mentions for d in found)} |",
    ]


def repeated(documents: Iterable[Document]) -> float:
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
    return "\n".join(
        [
            f"| events of the {len(documents)} dispatches | {' | '.join(ontology().statuses)} |",
            "| --- | --- | --- | --- |",
            *events(documents),
            "",
            "| figures | |",
            "| --- | --- |",
            *figures(documents),
            "",
            "| texts with | |",
            "| --- | --- |",
            *texts(documents),
            "",
            f"Sequences of {REPEATED} words in more than one text: {repeated(documents):.1%}.",
        ]
    )


if __name__ == "__main__":
    print(block())
