"""Text to `Document`: tag, read figures, link events."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice, repeat
from pathlib import Path
from threading import RLock
from typing import Literal, NamedTuple, Protocol

from coalition_ie.arabic.normalise import normal_name
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.errors import CoalitionError, DayError, LeftOutWarning, TextError, quoted
from coalition_ie.events import link
from coalition_ie.figures import figure_at, find_figures
from coalition_ie.types import Document, Mention

RULE_SCORE = 0.99
"""Score of a figure that the rules found and the tagger did not: the precision of the rules on the
annotated articles and dispatches (training/README.md), not a probability of the tagger."""

LEAST_SCORE = 0.65
"""A figure that the tagger alone finds counts from this score on. Where the rules are silent the
tagger is less sure than it says: exact F1 of TROOP on the development part is 0.918 with all such
figures that have a value, 0.935 from 0.5 on, 0.967 from 0.65 on, 0.956 from 0.9 on, 0.950 with none
(on the training part, which the tagger has seen, 0.990, 0.991, 0.988, 0.965, 0.948)."""

Day = date | str
"""A day as callers give it: a date, a datetime (pandas' Timestamp is one), or ISO 8601."""

OnError = Literal["raise", "skip"]
"""What a text that cannot be read does to the rest: it ends the reading, or is left out."""


class Tagger(Protocol):
    """Anything that finds mentions: a transformer, rules, a wrapper around another system."""

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        """The mentions of each text, in its order, not overlapping."""


class _Given(NamedTuple):
    """A text that was asked for, its place among the others and its name."""

    number: int
    text: str
    doc_id: str | None

    @property
    def name(self) -> str:
        return f"text {self.number}" if self.doc_id is None else f"document {self.doc_id!r}"


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
        self, text: str, *, published: Day | None = None, doc_id: str | None = None
    ) -> Document:
        """Read one text of any length.

        Args:
            text: the raw text; every span of the result points into it as it is.
            published: the day of publication, against which relative dates are resolved, as
                `as_day` takes it.
            doc_id: a name for the document, which errors and output carry.

        Raises:
            TextError: ``text`` is not a str.
            DayError: ``published`` is no day.
        """
        day = as_day(published, doc_id=doc_id)
        return next(self.extract_many([text], published=day, doc_ids=[doc_id]))

    def extract_many(
        self,
        texts: Iterable[str],
        *,
        published: Day | None = None,
        doc_ids: Iterable[str | None] | None = None,
        batch_size: int = 32,
        on_error: OnError = "raise",
    ) -> Iterator[Document]:
        """Read texts lazily and in order; memory holds ``batch_size`` texts at a time.

        A text that cannot be read ends the reading when those before it were given; with
        ``on_error="skip"`` it is left out, and a `LeftOutWarning` names it and the reason. What
        ``texts`` itself raises comes after the texts before it, either way.

        Raises:
            TextError: ``texts`` is one str, or a text is no str.
            DayError: ``published`` is no day.
            ValueError: ``batch_size`` or ``on_error`` is none, or there are more or fewer
                ``doc_ids`` than texts.
        """
        if isinstance(texts, str):
            raise TextError("expected texts, got one str; use extract for a single text")
        if batch_size < 1:
            raise ValueError(f"expected a batch_size of 1 or more, got {batch_size}")
        if on_error not in ("raise", "skip"):
            raise ValueError(f"expected on_error to be 'raise' or 'skip', got {on_error!r}")
        names = repeat(None) if doc_ids is None else doc_ids
        named = zip(texts, names, strict=doc_ids is not None)
        given = (_Given(number, *one) for number, one in enumerate(named))
        return self._read_all(given, as_day(published), batch_size, on_error)

    def _read_all(
        self, given: Iterator[_Given], day: date | None, size: int, on_error: OnError
    ) -> Iterator[Document]:
        stopped = None
        while stopped is None:
            batch = []
            try:
                for one in islice(given, size):
                    batch.append(one)
            except Exception as error:  # the caller's: what came before it is delivered first
                stopped = error
            if batch:
                yield from self._read(batch, day, size, on_error)
            elif stopped is None:
                return
        raise stopped

    def _read(
        self, batch: Sequence[_Given], day: date | None, size: int, on_error: OnError
    ) -> Iterator[Document]:
        """The documents of a batch, which is halved until what cannot be read stands alone."""
        documents: list[Document] = []
        halves: tuple[Sequence[_Given], ...] = ()
        try:
            documents = self._documents(batch, day, size)
        except CoalitionError as error:
            if len(batch) > 1:
                halves = batch[: len(batch) // 2], batch[len(batch) // 2 :]
            elif on_error == "raise":
                raise
            else:
                name = batch[0].name
                reason = str(error).removeprefix(f"{name}: ")
                warnings.warn(f"{name} is left out: {reason}", LeftOutWarning, stacklevel=2)
        yield from documents
        for half in halves:
            yield from self._read(half, day, size, on_error)

    def _documents(self, batch: Sequence[_Given], day: date | None, size: int) -> list[Document]:
        for one in batch:
            if not isinstance(one.text, str):
                raise TextError(f"{one.name}: expected a str, got {type(one.text).__name__}")
        readings = [Reading(one.text) for one in batch]
        tagged = self.tagger.tag(readings, batch_size=size)
        return [
            _document(reading, mentions, day, one.doc_id)
            for reading, one, mentions in zip(readings, batch, tagged, strict=True)
        ]


def as_day(value: Day | None, *, doc_id: str | None = None) -> date | None:
    """The day that is meant: of a datetime its date, of ISO 8601 the same; None and NaT are none.

    >>> as_day("2016-07-20T18:30:00+02:00")
    datetime.date(2016, 7, 20)

    Raises:
        DayError: anything else; ``doc_id`` names the document in its message.
    """
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    # NaT is a datetime without a day; it is not equal to itself.
    if value is None or (isinstance(value, datetime) and value != value):  # noqa: PLR0124
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    where = "" if doc_id is None else f"document {doc_id!r}: "
    raise DayError(
        f"{where}expected published to be a date, a datetime or a string like 2016-07-20, "
        f"got {type(value).__name__} {quoted(value)}"
    )


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
    """Give TROOP mentions their values and put the rules' figures over what the tagger sees there.

    The rules are right about borders and label: nearly all that they find is (`RULE_SCORE`). What
    the tagger alone finds has to have a value and `LEAST_SCORE`.
    """
    text, by_rule = reading.text, find_figures(reading)
    covered = bytearray(len(text))
    for found in by_rule:
        covered[found.start : found.end] = b"\x01" * (found.end - found.start)
    valued = [
        replace(m, figure=figure_at(reading, m.start, m.end)) if m.label == "TROOP" else m
        for m in tagged
    ]
    same = {(m.start, m.end): m for m in valued if m.label == "TROOP"}
    figures = [
        same.get((found.start, found.end))
        or replace(found, score=RULE_SCORE, normalized=normal_name(found.text))
        for found in by_rule
    ]
    others = [
        m
        for m in valued
        if not any(covered[m.start : m.end])
        and (m.label != "TROOP" or (m.figure is not None and m.score >= LEAST_SCORE))
    ]
    return tuple(sorted(figures + others, key=lambda mention: mention.start))


_loading = RLock()
if hasattr(os, "register_at_fork"):
    # A child forked while a model is loaded would wait for it for good.
    os.register_at_fork(
        before=_loading.acquire,
        after_in_parent=_loading.release,
        after_in_child=_loading.release,
    )


@lru_cache(maxsize=2)
def _loaded(model: str | None) -> Extractor:
    return Extractor.from_pretrained(model)


def _extractor(model: str | Path | None) -> Extractor:
    """The extractor of a model, which is loaded once, however many threads ask for it."""
    with _loading:
        return _loaded(None if model is None else str(model))


def extract(
    text: str,
    *,
    published: Day | None = None,
    doc_id: str | None = None,
    model: str | Path | None = None,
) -> Document:
    """Read one text with the default model, which is loaded once, or with ``model``.

    See `Extractor.extract`; ``model`` is a folder or a hub id.
    """
    return _extractor(model).extract(text, published=published, doc_id=doc_id)


def extract_many(
    texts: Iterable[str],
    *,
    published: Day | None = None,
    doc_ids: Iterable[str | None] | None = None,
    model: str | Path | None = None,
    batch_size: int = 32,
    on_error: OnError = "raise",
) -> Iterator[Document]:
    """Read many texts lazily and in order; see `Extractor.extract_many`."""
    return _extractor(model).extract_many(
        texts, published=published, doc_ids=doc_ids, batch_size=batch_size, on_error=on_error
    )
