"""Text to `Document`: tag, read figures, link events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice, repeat
from pathlib import Path
from typing import Protocol

from coalition_ie.arabic.normalise import normal_name
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.errors import TextError
from coalition_ie.events import link
from coalition_ie.figures import figure_at, find_figures
from coalition_ie.types import Document, Mention

RULE_SCORE = 0.99
"""Score of a figure that the rules found and the tagger did not: the precision of the rules on the
annotated articles and dispatches (training/README.md), not a probability of the tagger."""


class Tagger(Protocol):
    """Anything that finds mentions: a transformer, rules, a wrapper around another system."""

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        """The mentions of each text, in its order, not overlapping."""


class Extractor:
    """A tagger and what is made of its mentions; keep one and use it for many texts.

    >>> Extractor(tagger=my_tagger).extract("…")  # doctest: +SKIP
    """

    def __init__(self, *, tagger: Tagger) -> None:
        self.tagger = tagger

    @classmethod
    def from_pretrained(
        cls,
        path_or_id: str | Path | None = None,
        *,
        revision: str | None = None,
        device: str | None = None,
    ) -> Extractor:
        """An extractor around a checkpoint: a folder, a hub id, or None for the one that ships.

        Raises:
            ModelNotFoundError: there is no such folder or hub id, or the hub cannot be reached.
            ModelError: the checkpoint cannot serve as a tagger.
        """
        from coalition_ie.tagger.model import TransformerTagger  # torch, so only when needed

        return cls(
            tagger=TransformerTagger.from_pretrained(path_or_id, revision=revision, device=device)
        )

    def extract(
        self, text: str, *, published: date | None = None, doc_id: str | None = None
    ) -> Document:
        """Read one text of any length.

        Args:
            text: the raw text; every span of the result points into it as it is.
            published: the day of publication, against which relative dates are resolved.
            doc_id: a name for the document, which errors and output carry.

        Raises:
            TextError: ``text`` is not a str.
        """
        return next(self.extract_many([text], published=published, doc_ids=[doc_id]))

    def extract_many(
        self,
        texts: Iterable[str],
        *,
        published: date | None = None,
        doc_ids: Iterable[str | None] | None = None,
        batch_size: int = 32,
    ) -> Iterator[Document]:
        """Read texts lazily and in order; memory holds ``batch_size`` texts at a time."""
        if isinstance(texts, str):
            raise TextError("expected texts, got one str; use extract for a single text")
        if batch_size < 1:
            raise ValueError(f"expected a batch_size of 1 or more, got {batch_size}")
        names = repeat(None) if doc_ids is None else doc_ids
        named = _checked(zip(texts, names, strict=doc_ids is not None))
        while batch := list(islice(named, batch_size)):
            readings = [Reading(text) for text, _ in batch]
            tagged = self.tagger.tag(readings, batch_size=batch_size)
            for reading, (_, doc_id), mentions in zip(readings, batch, tagged, strict=True):
                yield _document(reading, mentions, published, doc_id)


def _checked(named: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    for number, (text, doc_id) in enumerate(named):
        if not isinstance(text, str):
            name = f"text {number}" if doc_id is None else f"text {number}, {doc_id!r}"
            raise TextError(f"{name}: expected a str, got {type(text).__name__}")
        yield text, doc_id


def _document(
    reading: Reading, tagged: Sequence[Mention], published: date | None, doc_id: str | None
) -> Document:
    mentions = _with_figures(reading, tagged)
    dates = find_dates(reading, published=published)
    return Document(
        text=reading.text,
        mentions=mentions,
        dates=dates,
        events=link(reading, mentions, dates),
        doc_id=doc_id,
        published=published,
    )


def with_events(document: Document) -> Document:
    """``document`` with the events that its own mentions are linked to."""
    reading = Reading(document.text)
    dates = find_dates(reading, published=document.published)
    return replace(document, dates=dates, events=link(reading, document.mentions, dates))


def _with_figures(reading: Reading, tagged: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give TROOP mentions their values and add the figures that only the rules found.

    Where both see a figure and draw its borders differently, the rules are right: nearly all that
    they find is (`RULE_SCORE`).
    """
    text, by_rule = reading.text, find_figures(reading)
    borders, covered = {(found.start, found.end) for found in by_rule}, _covered(text, by_rule)
    mentions = [
        replace(m, figure=figure_at(reading, m.start, m.end)) if m.label == "TROOP" else m
        for m in tagged
        if m.label != "TROOP" or (m.start, m.end) in borders or not any(covered[m.start : m.end])
    ]
    taken = _covered(text, mentions)
    mentions += [
        replace(found, score=RULE_SCORE, normalized=normal_name(found.text))
        for found in by_rule
        if not any(taken[found.start : found.end])
    ]
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _covered(text: str, mentions: Iterable[Mention]) -> bytearray:
    """A 1 for every character of ``text`` inside one of ``mentions``."""
    marks = bytearray(len(text))
    for mention in mentions:
        marks[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return marks


@lru_cache(maxsize=2)
def _extractor(model: str | None) -> Extractor:
    return Extractor.from_pretrained(model)


def extract(
    text: str,
    *,
    published: date | None = None,
    doc_id: str | None = None,
    model: str | Path | None = None,
) -> Document:
    """Read one text with the default model, which is loaded once, or with ``model``.

    See `Extractor.extract`; ``model`` is a folder or a hub id.
    """
    extractor = _extractor(None if model is None else str(model))
    return extractor.extract(text, published=published, doc_id=doc_id)


def extract_many(
    texts: Iterable[str],
    *,
    published: date | None = None,
    model: str | Path | None = None,
    batch_size: int = 32,
) -> Iterator[Document]:
    """Read many texts lazily and in order; see `Extractor.extract_many`."""
    extractor = _extractor(None if model is None else str(model))
    return extractor.extract_many(texts, published=published, batch_size=batch_size)
