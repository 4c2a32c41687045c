"""Annotated texts as training reads them, and their way to pieces and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from coalition_ie import Document, iob
from coalition_ie.arabic.reading import Reading
from coalition_ie.corpus.manifest import Entry
from coalition_ie.corpus.read import read_annotations
from coalition_ie.formats.conll import Sentence
from coalition_ie.tagger.reader import PieceReader, TaggerInput

IGNORED = -100
"""The label that the loss leaves out, as torch has it."""

GROUP = 8
"""Sentences of a ``word TAG`` file joined to one text, so that each is read in company."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and its labelled spans ``(start, end, label)``: characters, half-open, in order."""

    doc_id: str
    text: str
    spans: tuple[tuple[int, int, str], ...]

    def __post_init__(self) -> None:
        for start, end, label in self.spans:
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"{label} {start}:{end} is outside the text")

    @classmethod
    def of(cls, document: Document) -> Example:
        """The mentions of an annotated document."""
        spans = tuple((m.start, m.end, m.label) for m in document.mentions)
        return cls(str(document.doc_id), document.text, spans)


@dataclass(frozen=True, slots=True)
class Lost:
    """A span that a tokenizer's words cannot express."""

    doc_id: str
    start: int
    surface: str
    label: str


def joined(
    sentences: Sequence[Sentence],
) -> Iterator[tuple[str, list[list[tuple[int, int]]]]]:
    """Groups of sentences as texts, one space between words, with each sentence's word ranges."""
    for start in range(0, len(sentences), GROUP):
        text = ""
        offsets: list[list[tuple[int, int]]] = []
        for sentence in sentences[start : start + GROUP]:
            offsets.append([])
            for word in sentence.words:
                offsets[-1].append((len(text), len(text) + len(word)))
                text += word + " "
            text = text[:-1] + "\n"
        yield text, offsets


def annotated(
    folder: Path,
    texts: Path | None,
    splits: Iterable[str],
    chosen: Callable[[Entry], bool] = lambda entry: True,
) -> list[Document]:
    """The annotated documents of some splits, those that are ``chosen``; none is an error."""

    def wanted(entry: Entry) -> bool:
        return entry.split in splits and chosen(entry)

    found = [document for _, document in read_annotations(folder, texts=texts, chosen=wanted)]
    if not found:
        raise SystemExit(f"{folder}: no such document of split {' or '.join(splits)}")
    return found


def write(examples: Iterable[Example], path: Path) -> int:
    """Write JSON lines; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [msgspec.json.encode(example) + b"\n" for example in examples]
    path.write_bytes(b"".join(lines))
    return len(lines)


def read(path: Path) -> Iterator[Example]:
    """Read what `write` wrote; a line that is no example is an error that names it."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield msgspec.json.decode(line, type=Example)
            except msgspec.MsgspecError as error:
                raise ValueError(f"{path}:{number}: {error}") from None


def align(
    example: Example, encoded: TaggerInput, tags: Sequence[str]
) -> tuple[list[int], list[Lost]]:
    """The tag of every piece, and the spans that begin or end inside a word.

    The words of a lost span get `IGNORED`: the loss should not call them O.
    """
    found, missed = iob.align(example.spans, [(word.start, word.end) for word in encoded.words])
    of_word: list[tuple[int, int]] = [(tags.index("O"),) * 2 for _ in encoded.words]
    lost: list[Lost] = []
    for start, end, label in missed:
        lost.append(Lost(example.doc_id, start, example.text[start:end], label))
        for i, touched in enumerate(encoded.words):
            if touched.start < end and start < touched.end:
                of_word[i] = (IGNORED, IGNORED)
    for first, last, label in found:
        begin, inside = tags.index(f"B-{label}"), tags.index(f"I-{label}")
        for i in range(first, last):
            of_word[i] = (begin if i == first else inside, inside)
    labels: list[int] = []
    previous = -1
    for word in encoded.word_of:
        labels.append(of_word[word][0 if word != previous else 1])
        previous = word
    return labels, lost


def windows(
    examples: Iterable[Example], reader: PieceReader, tags: Sequence[str]
) -> tuple[list[dict[str, list[int]]], list[Lost]]:
    """Training rows ``input_ids``, ``attention_mask``, ``labels`` for whole texts, nothing cut.

    Windows follow each other without overlap (tagging needs both sides of a piece, training sees
    all positions anyway), so each piece counts in the loss once.
    """
    rows: list[dict[str, list[int]]] = []
    all_lost: list[Lost] = []
    for example in examples:
        encoded = reader(Reading(example.text))
        labels, lost = align(example, encoded, tags)
        all_lost += lost
        room = reader.options.window - len(reader.prefix) - len(reader.suffix)
        for start in range(0, len(encoded.pieces), room):
            inside = labels[start : start + room]
            pieces = [*reader.prefix, *encoded.pieces[start : start + room], *reader.suffix]
            padded = [IGNORED] * len(reader.prefix) + inside + [IGNORED] * len(reader.suffix)
            rows.append(
                {"input_ids": pieces, "attention_mask": [1] * len(pieces), "labels": padded}
            )
    return rows, all_lost
