"""The reading of inputs by the model: what comes of each, a document or a failure, in order."""

from __future__ import annotations

import argparse
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain, islice

from coalition_ie.cli.failures import Failure
from coalition_ie.cli.inputs import Source, loaded
from coalition_ie.cli.items import Item, items
from coalition_ie.cli.journal import Entry, Journal, digest
from coalition_ie.cli.progress import Progress, progress
from coalition_ie.cli.talk import OK, PROBLEMS, Talk, UsageError
from coalition_ie.errors import FormatError, LeftOutWarning
from coalition_ie.formats import rows
from coalition_ie.pipeline import Extractor
from coalition_ie.types import Document

Outcome = Document | Failure
"""What comes of an input."""

_BATCH = 32  # rows that are read together, and entered into the journal at once


@contextmanager
def outcomes(
    arguments: argparse.Namespace,
    talk: Talk,
    found: Sequence[Source],
    journal: Journal | None = None,
) -> Iterator[Iterator[Outcome]]:
    """What the model finds in the files, one after the other; how far it is, is told meanwhile.

    What is in ``journal`` is not read by the model, and what is new is entered there.
    """
    extractor = None if journal else loaded(arguments)  # with a journal it may have nothing to do
    with progress(talk, len(found), output=arguments.output) as shown:
        run = _Run(arguments, talk, shown, found)
        with closing(run.outcomes(extractor, journal)) as given:
            yield given


class _Run:
    """A run over inputs; ``waiting`` are the items on which the model has not answered."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        talk: Talk,
        shown: Progress,
        found: Sequence[Source],
    ) -> None:
        self.arguments, self.talk, self.shown, self.found = arguments, talk, shown, found
        self.replaying = False
        self.items = items(arguments, talk, shown, found, silent=lambda: self.replaying)
        self.waiting: deque[Item] = deque()
        self.done = self.files = 0

    def outcomes(
        self, extractor: Extractor | None, journal: Journal | None
    ) -> Generator[Outcome, None, None]:
        """All of them, first those of the journal."""
        if journal is not None:
            yield from self._replayed(journal)
        size = 1 if journal is None else _BATCH
        batch: list[tuple[Item, Outcome]] = []
        count = 0
        for item, outcome in self._resolved(self._documents(extractor, alone=journal is not None)):
            batch.append((item, outcome))
            count += item.row is not None
            if count == size:
                yield from self._entered(batch, journal)
                batch, count = [], 0
        yield from self._entered(batch, journal)

    def _entered(
        self, batch: Iterable[tuple[Item, Outcome]], journal: Journal | None
    ) -> Iterator[Outcome]:
        """The outcomes of a batch, which stand in the journal before they go anywhere else."""
        if journal is not None:
            entries = []
            for item, outcome in batch:
                try:
                    entries.append(Entry.of(item.row, outcome))
                except FormatError as error:
                    said, code = self.talk.report(error, item.file)
                    failure = Failure(_id(item), item.file, said, code)
                    entries.append(Entry.of(item.row, failure))
            journal.append(entries)
            batch = [
                (item, entry.outcome if isinstance(entry.outcome, Failure) else outcome)
                for (item, outcome), entry in zip(batch, entries, strict=True)
            ]
        for item, outcome in batch:
            if isinstance(outcome, Document):
                self.shown.document(item.files)
            yield outcome

    def _replayed(self, journal: Journal) -> Iterator[Outcome]:
        """What is done, each outcome held against its input."""
        self.replaying = True
        done = failed = 0
        for entry in chain.from_iterable(journal.replay()):
            item = next(self.items, None)
            if item is None:
                raise UsageError("the inputs hold less than the run to be resumed has read in them")
            changed = item.row is None or digest(item.row) != entry.digest
            if changed and entry.digest is not None:
                raise UsageError(
                    f"{item.file}: document {_id(item)!r}: expected what the run to be resumed "
                    "read there, got something else"
                )
            done, self.files = done + 1, item.files
            if isinstance(entry.outcome, Failure):
                failed += 1
                self.talk.code = max(self.talk.code, entry.outcome.code)
                yield entry.outcome
            elif item.row is not None:
                yield entry.document(item.row)
        self.replaying = False
        if done:
            self.talk.say(f"resumed: {done} documents are done, {failed} of them failed")
        self.done = done - failed

    def _documents(self, extractor: Extractor | None, *, alone: bool) -> Iterator[Document]:
        """What the model makes of the rows; where batches are to stand ``alone``, one after the
        other, so that those of a run that goes on from any of them are the same."""
        given = self._rows()
        if (first := next(given, None)) is None:
            return
        given = chain([first], given)
        workers = self.arguments.workers
        extractor = extractor or loaded(self.arguments)
        self.shown.resumed(self.done, self.files)  # from here on time counts
        read = partial(
            extractor.extract_many,
            published=self.arguments.published,
            on_error="skip",
            threshold=self.arguments.threshold,
            workers=workers,
        )
        if alone and not workers:  # those of workers do so always
            while batch := list(islice(given, _BATCH)):
                yield from read(batch)
        else:
            yield from read(given)

    def _resolved(self, documents: Iterator[Document]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with what came of it, those that could not be read in their places."""
        for found in self._heard(documents):
            yield from self._unread()
            item = self.waiting.popleft()
            assert _id(item) == found.doc_id, f"expected {_id(item)!r}, got {found.doc_id!r}"
            if isinstance(found, LeftOutWarning):
                yield item, Failure(_id(item), item.file, found.reason)
            else:
                yield item, found
        yield from self._unread()

    def _unread(self) -> Iterator[tuple[Item, Failure]]:
        while self.waiting and (failure := self.waiting[0].failure) is not None:
            yield self.waiting.popleft(), failure

    def _heard(self, documents: Iterator[Document]) -> Iterator[Document | LeftOutWarning]:
        """The documents, and those left out; a warning on the way is a line."""
        left_out: list[LeftOutWarning] = []

        def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
            gone = isinstance(message, LeftOutWarning)
            self.talk.fail(str(message), PROBLEMS if gone else OK)
            if isinstance(message, LeftOutWarning):
                left_out.append(message)

        with warnings.catch_warnings():
            warnings.simplefilter("always", LeftOutWarning)
            warnings.showwarning = show
            for document in documents:
                yield from left_out
                left_out.clear()
                yield document
            yield from left_out

    def _rows(self) -> Iterator[rows.Row]:
        """The rows for the model. Files are read some way ahead of it."""
        for item in self.items:
            self.waiting.append(item)
            if item.row is not None:
                yield dict(item.row)


def _id(item: Item) -> str | None:
    if item.row is not None:
        return str(item.row["id"])
    return None if item.failure is None else item.failure.id
