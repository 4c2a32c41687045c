"""The ledger: one row for each event over all documents, with everything that was said of it.

    ledger = Ledger.from_documents(documents)      # of extract, or enriched
    ledger.add(more)                               # ids of rows stay as they are
    for row in ledger.rows(): ...
    ledger.claims(row.id)                          # who said what of it, and why it is here

Documents are taken one after another: each event joins the likeliest row or begins a new one
(`coalition_ie.knowledge.clusters`), and nothing that was joined is parted later. A row's id comes
from its first claim (document, trigger), so that it stays when more is added, and two ledgers that
begin with the same documents agree. An article that copies another one is no source of its own.

Work and memory grow with the number of documents. All is kept in one SQLite file
(`coalition_ie.knowledge.store`), in memory where no path is given; a ledger of an existing file
goes on where it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from coalition_ie.errors import SchemaError, quoted
from coalition_ie.knowledge.actor_tables import Tables
from coalition_ie.knowledge.claims import Claim, claims
from coalition_ie.knowledge.clusters import Chain, Joined, Match, Rows, chains
from coalition_ie.knowledge.enrich import Enriched, enrich
from coalition_ie.knowledge.rows import Kept, LedgerRow, summary
from coalition_ie.knowledge.store import Filed, Store
from coalition_ie.knowledge.stories import Copies, runs, story
from coalition_ie.types import Document
from coalition_ie.types.document import digest


class Ledger:
    """Events over documents, in a file or in memory.

    ``tables`` are the actors' tables that documents are enriched with, by default those of the
    package.

    Raises:
        FormatError: the file is no ledger, or one of another version.
        OSError: it cannot be opened.
    """

    def __init__(self, path: str | Path | None = None, *, tables: Tables | None = None) -> None:
        self._store = Store(Path(path) if path else None)
        self._tables = tables
        self._rows, self._copies = Rows(), Copies()
        self._ids: list[str] = []
        self._digests: dict[str, str] = {}
        self._sources: list[str] = []
        self._changed: dict[int, None] = {}
        filed = list(self._store.documents())
        self._copies.restore((one.runs, one.source) for one in filed)
        for one in filed:
            self._digests[one.id] = one.sha256
            self._sources.append(one.id)
        self._stories = [one.story for one in filed]
        for name, profile, numbers in self._store.profiles():
            self._rows.restore(profile, {n: self._stories[n] for n in numbers})
            self._ids.append(name)

    @classmethod
    def from_documents(
        cls,
        documents: Iterable[Document | Enriched],
        path: str | Path | None = None,
        *,
        tables: Tables | None = None,
    ) -> Self:
        """A ledger of these documents."""
        ledger = cls(path, tables=tables)
        ledger.add(documents)
        return ledger

    def add(self, documents: Iterable[Document | Enriched]) -> int:
        """Take in further documents, in their order; how many of them were new.

        A document that the ledger has, by its id or, where it has none, its text, is passed over.

        Raises:
            SchemaError: a document's id is that of another text.
        """
        try:
            return sum(map(self._add, documents))
        finally:  # what came before an error is kept
            self._write()

    def _add(self, given: Document | Enriched) -> bool:
        document = given.document if isinstance(given, Enriched) else given
        text = digest(document.text)
        name = document.doc_id or text[:16]
        if (known := self._digests.get(name)) is not None:
            if known != text:
                raise SchemaError(
                    f"document {quoted(name)}: expected the text that the ledger has under this "
                    "id, got another one"
                )
            return False
        enriched = given if isinstance(given, Enriched) else enrich(given, tables=self._tables)
        number, sample, about = len(self._sources), runs(document.text), story(document.text)
        source = self._copies.add(sample)
        self._digests[name] = text
        self._sources.append(name)
        self._stories.append(about)
        filed = Filed(name, text, source, about, sample)
        self._store.put_document(number, filed, document.published)
        taken: list[int] = []
        for chain in chains(claims(enriched)):
            match = self._rows.match(chain.profile, about, taken)
            row = self._enter(chain, match, number)
            taken.append(row)
            kept = [_kept(joined, self._ids[row]) for joined in _explained(chain, match)]
            self._store.put_claims(row, number, kept)
            self._changed[row] = None
        return True

    def _enter(self, chain: Chain, match: Match | None, number: int) -> int:
        about = {number: self._stories[number]}
        if match is not None:
            self._rows.extend(match.row, chain.profile, about)
            return match.row
        self._ids.append(_id(chain.members[0].claim))
        return self._rows.add(chain.profile, about)

    def _write(self) -> None:
        """Sum up the rows that changed."""
        for row in self._changed:
            found = summary(self._store.claims(row, self._ids[row]))
            self._store.put_event(row, found, self._rows.profiles[row], self._rows.stories_of(row))
        self._changed.clear()
        self._store.commit()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def documents(self) -> int:
        """How many documents it has."""
        return len(self._sources)

    def rows(self) -> Iterator[LedgerRow]:
        """The events, in the order of their first claims."""
        for _, row in self._store.rows():
            yield row

    def claims(self, id: str) -> list[Kept]:
        """What was said of an event, document by document.

        Raises:
            KeyError: no row has this id.
        """
        if (found := self._store.row(id)) is None:
            raise KeyError(id)
        return self._store.claims(found[0], id)

    def records(self) -> Iterator[dict[str, Any]]:
        """Each row as JSON-safe fields, with its claims under ``said``."""
        for number, row in self._store.rows():
            said = [claim.to_dict() for claim in self._store.claims(number, row.id)]
            yield {**row.to_dict(), "said": said}

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


def _id(claim: Claim) -> str:
    """An id of a row from its first claim: what comes later does not change it."""
    told = f"{claim.document}\n{claim.start}\n{claim.type}\n{claim.position}"
    return "e" + sha256(told.encode()).hexdigest()[:12]


def _explained(chain: Chain, match: Match | None) -> Iterator[Joined]:
    """The members of a chain; the first says why the chain is in its row."""
    first, *others = chain.members
    if match is None:
        yield first
    else:
        yield Joined(first.claim, match.score, match.why)
    yield from others


def _kept(joined: Joined, event: str) -> Kept:
    claim = joined.claim
    return Kept(
        event=event,
        document=claim.document,
        source="",  # the file knows it by the document
        published=None,
        position=claim.position,
        start=claim.start,
        end=claim.end,
        type=claim.type,
        status=claim.status,
        trigger=claim.trigger,
        sentence=claim.sentence,
        actors=claim.actors,
        targets=claim.targets,
        spots=claim.spots,
        days=claim.days,
        counts=claim.counts,
        fate=claim.fate,
        names=claim.names,
        speaker=claim.speaker,
        score=claim.score,
        likeness=round(joined.score, 4),
        why=joined.why,
    )
