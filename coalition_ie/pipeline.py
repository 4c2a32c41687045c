"""Text to `Document`: tag, read figures, link events."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice, repeat
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.errors import (
    CoalitionError,
    LeftOutWarning,
    ModelError,
    TextError,
)
from coalition_ie.figures.tagged import with_figures
from coalition_ie.given import Day, Given, Row, as_day, as_given, document_of
from coalition_ie.types import Document, Mention
from coalition_ie.workers import read_in_processes

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from coalition_ie.events.link import Text
    from coalition_ie.tagger import EngineName
    from coalition_ie.tagger.model import TransformerTagger

_AT_ONCE = 16_000  # characters after which a batch is full: enough to fill the encoder's own

OnError = Literal["raise", "skip"]
"""What a text that cannot be read does to the rest: it ends the reading, or is left out."""


class Tagger(Protocol):
    """Anything that finds mentions: a transformer, rules, a wrapper around another system."""

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        """The mentions of each text, in its order, not overlapping."""


class _Wanted(NamedTuple):
    """How texts are to be read."""

    size: int
    on_error: OnError = "raise"
    threshold: float | None = None


class Extractor:
    """A tagger and what is made of its mentions; keep one and use it for many texts.

    ``events`` is the checkpoint whose event heads link the mentions: without one, the tagger itself
    where it has such heads, else the checkpoint that ships, which is loaded when first needed.

    >>> Extractor(tagger=my_tagger).extract("…")  # doctest: +SKIP
    """

    def __init__(self, *, tagger: Tagger, events: TransformerTagger | None = None) -> None:
        self.tagger = tagger
        self._events = events

    @property
    def events(self) -> TransformerTagger:
        """The checkpoint whose heads find the events.

        Raises:
            ModelError: it has none.
        """
        if self._events is None:
            own = getattr(self.tagger, "linker", None) is not None
            self._events = self.tagger if own else _extractor(None).tagger  # type: ignore[assignment]
        if self._events.linker is None:  # type: ignore[union-attr]
            raise ModelError("expected a checkpoint with event heads for events, got one without")
        return self._events  # type: ignore[return-value]

    @property
    def provenance(self) -> str:
        """What its documents say of their making: the version of the library, and the checkpoint
        and engine of the mentions and, where they are others, of the events."""
        from coalition_ie import __version__

        parts = dict.fromkeys(
            getattr(part, "name", type(part).__name__) for part in (self.tagger, self.events)
        )
        return "; ".join((f"coalition_ie {__version__}", *parts))

    @classmethod
    def from_pretrained(
        cls,
        path_or_id: str | Path | None = None,
        *,
        revision: str | None = None,
        device: str | None = None,
        threads: int | None = None,
        engine: EngineName | None = None,
    ) -> Extractor:
        """An extractor around a checkpoint: a folder, a hub id, or None for the one that ships.

        ``device``, ``threads`` and ``engine`` say where, on how many threads and by what it is
        computed, as `coalition_ie.tagger.model.TransformerTagger.from_pretrained` takes them.

        Raises:
            ModelNotFoundError: there is no such folder or hub id, or the hub cannot be reached.
            ModelError: the checkpoint cannot serve as a tagger.
        """
        from coalition_ie.tagger.model import TransformerTagger  # torch, so only when needed

        return cls(
            tagger=TransformerTagger.from_pretrained(
                path_or_id, revision=revision, device=device, threads=threads, engine=engine
            )
        )

    def extract(
        self,
        text: str,
        *,
        published: Day | None = None,
        doc_id: str | None = None,
        threshold: float | None = None,
    ) -> Document:
        """Read one text of any length.

        Args:
            text: the raw text; every span of the result points into it as it is.
            published: the day of publication, against which relative dates are resolved, as
                `as_day` takes it.
            doc_id: a name for the document, which errors and output carry.
            threshold: the least score of an event, in [0, 1]; a higher one gives fewer and surer
                events, without one it is that of the best F1 (the model's card has a table).

        Raises:
            TextError: ``text`` is not a str.
            DayError: ``published`` is no day.
        """
        day = as_day(published, doc_id=doc_id)
        return next(self.extract_many([text], published=day, doc_ids=[doc_id], threshold=threshold))

    def extract_many(
        self,
        texts: Iterable[Row],
        *,
        published: Day | None = None,
        doc_ids: Iterable[str | None] | None = None,
        batch_size: int = 32,
        on_error: OnError = "raise",
        threshold: float | None = None,
        workers: int | None = None,
    ) -> Iterator[Document]:
        """Read texts, or rows of texts, lazily and in order; memory holds two batches, each of
        ``batch_size`` texts, or of fewer where these are long.

        ``published`` and ``doc_ids`` are for those whose row does not say them. What else a row
        holds becomes the ``meta`` of its document.

        A text that cannot be read ends the reading when those before it were given; with
        ``on_error="skip"`` it is left out, and a `LeftOutWarning` names it and the reason. What
        ``texts`` itself raises comes after the texts before it, either way.

        With ``workers`` so many processes read, each on one thread; memory holds two batches for
        each. They begin with the first document and end with the iteration. A script has to call
        it under ``if __name__ == "__main__":``, since each process imports it.

        Raises:
            TextError: ``texts`` is one str, or a text is no str.
            DayError: ``published`` is no day.
            ValueError: ``batch_size``, ``on_error``, ``threshold`` or ``workers`` is none, or there
                are more or fewer ``doc_ids`` than texts.
            WorkerError: the tagger cannot be sent to a process (at once), or a process ended.
        """
        if isinstance(texts, str):
            raise TextError("expected texts, got one str; use extract for a single text")
        if batch_size < 1:
            raise ValueError(f"expected a batch_size of 1 or more, got {batch_size}")
        if on_error not in ("raise", "skip"):
            raise ValueError(f"expected on_error to be 'raise' or 'skip', got {on_error!r}")
        if threshold is not None and not 0 <= threshold <= 1:
            raise ValueError(f"expected a threshold in [0, 1], got {threshold!r}")
        if workers is not None and workers < 1:
            raise ValueError(f"expected workers to be 1 or more, got {workers}")
        names = repeat(None) if doc_ids is None else doc_ids
        named = zip(texts, names, strict=doc_ids is not None)
        day = as_day(published)
        given = (as_given(number, row, name, day) for number, (row, name) in enumerate(named))
        read = partial(self._read_all, wanted=_Wanted(batch_size, on_error, threshold))
        if workers is None:
            return read(given)
        return read_in_processes(read, given, batch_size=batch_size, workers=workers)

    def _read_all(self, given: Iterator[Given], wanted: _Wanted) -> Iterator[Document]:
        """The documents; while one batch is linked, the next one is with the encoder."""
        stopped = None
        ready: Iterator[Document] = iter(())
        with self.events.pool() as pool:
            while stopped is None:
                batch: list[Given] = []
                characters = 0
                try:
                    for one in islice(given, wanted.size):
                        batch.append(one)
                        characters += len(one.text) if isinstance(one.text, str) else 0
                        if characters >= _AT_ONCE:
                            break
                except Exception as error:  # the caller's: what came before is delivered first
                    stopped = error
                begun = self._begun(batch, wanted, pool)
                yield from ready
                ready = begun
                if not batch:
                    break
            yield from ready
        if stopped is not None:
            raise stopped

    def _begun(self, batch: Sequence[Given], wanted: _Wanted, pool: Executor) -> Iterator[Document]:
        """Give a batch to the encoder; the first document asked for waits for it."""
        try:
            documents = [document_of(one) for one in batch]
            texts = self._texts_later(documents, pool, batch_size=wanted.size)
        except CoalitionError as error:
            return self._halved(batch, error, wanted, pool)

        def read() -> Iterator[Document]:
            try:
                found = self._linked(documents, texts(), wanted)
            except CoalitionError as error:
                yield from self._halved(batch, error, wanted, pool)
            else:
                yield from found

        return read()

    def _halved(
        self, batch: Sequence[Given], error: CoalitionError, wanted: _Wanted, pool: Executor
    ) -> Iterator[Document]:
        """The documents of a batch in which something cannot be read, which is halved until that
        stands alone."""
        if len(batch) > 1:
            for half in (batch[: len(batch) // 2], batch[len(batch) // 2 :]):
                yield from self._begun(half, wanted, pool)
        elif wanted.on_error == "raise":
            raise error
        else:
            name = batch[0].name
            reason = str(error).removeprefix(f"{name}: ")
            said, doc_id = f"{name} is left out: {reason}", batch[0].doc_id
            warnings.warn(LeftOutWarning(said, doc_id=doc_id, reason=reason), stacklevel=2)

    def with_events(self, document: Document) -> Document:
        """``document`` with the events that its own mentions are linked to."""
        texts = self.texts([document], mentions=[document.mentions])
        return self._linked([document], texts, _Wanted(1))[0]

    def explain(self, document: Document) -> Document:
        """``document``, as it was extracted, with the cue of every argument in its evidence.

        The cue is the word without which the argument would be least likely.
        """
        assert self.events.linker is not None
        texts = self.texts([document], mentions=[document.mentions])
        return replace(document, events=self.events.linker.explain(texts, [document.events])[0])

    def _linked(
        self, documents: Sequence[Document], texts: Sequence[Text], wanted: _Wanted
    ) -> list[Document]:
        """The documents with the mentions, dates and events of their texts."""
        assert self.events.linker is not None
        provenance = self.provenance
        return [
            replace(
                document,
                mentions=tuple(text.mentions),
                dates=tuple(text.dates),
                events=events,
                provenance=provenance,
            )
            for document, text, events in zip(
                documents,
                texts,
                self.events.linker.link(texts, threshold=wanted.threshold),
                strict=True,
            )
        ]

    def texts(
        self,
        documents: Sequence[Document],
        *,
        batch_size: int = 32,
        mentions: Sequence[Sequence[Mention]] | None = None,
    ) -> list[Text]:
        """What the linker reads: the encoder's states, mentions (tagged or given) and dates."""
        with self.events.pool() as pool:
            return self._texts_later(documents, pool, batch_size=batch_size, mentions=mentions)()

    def _texts_later(
        self,
        documents: Sequence[Document],
        pool: Executor,
        *,
        batch_size: int,
        mentions: Sequence[Sequence[Mention]] | None = None,
    ) -> Callable[[], list[Text]]:
        """As `texts`, while the encoder computes in the pool."""
        from coalition_ie.events.link import Text  # numpy, so only when needed

        readings = [Reading(document.text) for document in documents]
        encoding = self.events.encode_later(readings, pool, batch_size=batch_size)

        def texts() -> list[Text]:
            dates = [
                find_dates(reading, published=document.published)
                for document, reading in zip(documents, readings, strict=True)
            ]
            encoded = encoding()
            if mentions is not None:
                own = mentions
            else:
                if self.tagger is self.events:
                    tagged = self.events.mentions(readings, encoded)
                else:
                    tagged = self.tagger.tag(readings, batch_size=batch_size)
                own = [with_figures(*pair) for pair in zip(readings, tagged, strict=True)]
            parts = zip(readings, encoded, own, dates, strict=True)
            return [Text(r, e.input, e.states, m, d) for r, e, m, d in parts]

        return texts


def with_events(document: Document) -> Document:
    """``document`` with the events that its own mentions are linked to by the default model."""
    return _extractor(None).with_events(document)


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
    threshold: float | None = None,
) -> Document:
    """Read one text with the default model, which is loaded once, or with ``model``.

    See `Extractor.extract`; ``model`` is a folder or a hub id.
    """
    return _extractor(model).extract(text, published=published, doc_id=doc_id, threshold=threshold)


def extract_many(
    texts: Iterable[Row],
    *,
    published: Day | None = None,
    doc_ids: Iterable[str | None] | None = None,
    model: str | Path | None = None,
    batch_size: int = 32,
    on_error: OnError = "raise",
    threshold: float | None = None,
    workers: int | None = None,
) -> Iterator[Document]:
    """Read many texts or rows lazily and in order; see `Extractor.extract_many`."""
    return _extractor(model).extract_many(
        texts,
        published=published,
        doc_ids=doc_ids,
        batch_size=batch_size,
        on_error=on_error,
        threshold=threshold,
        workers=workers,
    )
