"""The file of a ledger: one SQLite database that every program with SQLite can read.

Tables: ``documents`` (id, digest, day of publication, number of the document that it copies),
``events`` (a row each, see `coalition_ie.knowledge.rows`), ``claims`` (what was said, where, and
why it belongs to its event), ``meta`` (the version of this layout). Lists are JSON.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from coalition_ie.errors import FormatError
from coalition_ie.knowledge.claims import Count, Days, Party, Profile, Spot
from coalition_ie.knowledge.rows import COLUMNS, Kept, LedgerRow

LEDGER_VERSION: Final = 1
"""Version of the layout; raised when a program of the old one would misread the new one."""

_LISTS = ("actors", "actor_ids", "targets", "target_ids", "differs")
_DAYS = ("first", "last", "first_told", "last_told")
_CLAIM = ("actors", "targets", "spots", "days", "counts", "names", "why")  # as JSON

_SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, published TEXT,
  source INTEGER NOT NULL REFERENCES documents (number), story BLOB NOT NULL, runs BLOB NOT NULL
);
CREATE TABLE events (
  number INTEGER PRIMARY KEY, {", ".join(f'"{name}"' for name in COLUMNS)},
  profile TEXT NOT NULL, stories TEXT NOT NULL, UNIQUE (id)
);
CREATE TABLE claims (
  event INTEGER NOT NULL REFERENCES events (number),
  document INTEGER NOT NULL REFERENCES documents (number),
  position INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, type TEXT NOT NULL,
  status TEXT NOT NULL, "trigger" TEXT NOT NULL, sentence TEXT NOT NULL, actors TEXT NOT NULL,
  targets TEXT NOT NULL, spots TEXT NOT NULL, days TEXT, counts TEXT NOT NULL, fate TEXT NOT NULL,
  names TEXT NOT NULL, speaker TEXT NOT NULL, score REAL NOT NULL, likeness REAL NOT NULL,
  why TEXT NOT NULL, PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX claims_of_event ON claims (event);
INSERT INTO meta VALUES ('ledger_version', '{LEDGER_VERSION}');
"""


class Filed(NamedTuple):
    """A document as the file has it."""

    id: str
    sha256: str
    source: int
    story: array[int]
    runs: array[int]


class Store:
    """An open file, or one in memory.

    Raises:
        FormatError: the file is no ledger, or one of another version.
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._name = str(path) if path else ":memory:"
        try:
            self._db = sqlite3.connect(self._name)
        except sqlite3.OperationalError as error:
            raise OSError(f"{self._name}: {error}") from error
        try:
            self._check()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise FormatError(f"{self._name}: expected a ledger, got {error}") from error
        except FormatError:
            self._db.close()
            raise

    def _check(self) -> None:
        tables = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master")}
        if not tables:
            self._db.executescript(_SCHEMA)
            return
        if "meta" not in tables:
            raise FormatError(f"{self._name}: expected a ledger, got another database")
        found = self._db.execute("SELECT value FROM meta WHERE name = 'ledger_version'").fetchone()
        if found != (str(LEDGER_VERSION),):
            got = found[0] if found else "none"
            raise FormatError(f"{self._name}: expected ledger_version {LEDGER_VERSION}, got {got}")

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._db.close()

    def commit(self) -> None:
        """Make what was written last."""
        self._db.commit()

    def documents(self) -> Iterator[Filed]:
        """The documents in the order in which they came."""
        asked = "SELECT id, sha256, source, story, runs FROM documents ORDER BY number"
        for name, sha256, source, story, runs in self._db.execute(asked):
            yield Filed(name, sha256, source, array("I", story), array("I", runs))

    def profiles(self) -> Iterator[tuple[str, Profile, list[int]]]:
        """Of each event its id, its profile, and the numbers of articles that tell of it."""
        asked = "SELECT id, profile, stories FROM events ORDER BY number"
        for name, profile, stories in self._db.execute(asked):
            yield name, Profile.from_json(json.loads(profile)), json.loads(stories)

    def put_document(self, number: int, filed: Filed, published: date | None) -> None:
        """Enter a document."""
        day = published.isoformat() if published else None
        blobs = filed.story.tobytes(), filed.runs.tobytes()
        row = (number, filed.id, filed.sha256, day, filed.source, *blobs)
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def put_claims(self, event: int, document: int, claims: Iterable[Kept]) -> None:
        """Enter the claims of a document on one event."""
        self._db.executemany(
            f"INSERT INTO claims VALUES ({', '.join('?' * 20)})",
            [(event, document, *(_json(claim, name) for name in _KEPT)) for claim in claims],
        )

    def put_event(
        self, number: int, row: LedgerRow, profile: Profile, stories: Sequence[int]
    ) -> None:
        """Enter or replace an event's row."""
        known = [_cell(getattr(row, name)) for name in COLUMNS]
        kept = _dumps(profile.to_json()), _dumps(list(stories))
        marks = ", ".join("?" * (len(known) + 3))
        self._db.execute(f"INSERT OR REPLACE INTO events VALUES ({marks})", (number, *known, *kept))

    def claims(self, event: int, name: str) -> list[Kept]:
        """The claims of an event in the order of their documents."""
        columns = ", ".join(f'c."{name}"' for name in _KEPT)
        asked = (
            f"SELECT d.id, s.id, d.published, {columns} FROM claims c "
            "JOIN documents d ON d.number = c.document JOIN documents s ON s.number = d.source "
            "WHERE c.event = ? ORDER BY c.document, c.position"
        )
        return [_kept(name, row) for row in self._db.execute(asked, (event,))]

    def rows(self) -> Iterator[tuple[int, LedgerRow]]:
        """Every row with its number."""
        columns = ", ".join(f'"{name}"' for name in COLUMNS)
        for number, *cells in self._db.execute(f"SELECT number, {columns} FROM events"):
            yield number, _row(dict(zip(COLUMNS, cells, strict=True)))

    def row(self, name: str) -> tuple[int, LedgerRow] | None:
        """The row with this id and its number."""
        columns = ", ".join(f'"{column}"' for column in COLUMNS)
        asked = f"SELECT number, {columns} FROM events WHERE id = ?"
        found = self._db.execute(asked, (name,)).fetchone()
        if found is None:
            return None
        return found[0], _row(dict(zip(COLUMNS, found[1:], strict=True)))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        found: tuple[int] = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()
        return found[0]


# Of a claim what its table holds beside event and document, in the order of its columns.
_KEPT = tuple(
    name for name in Kept._fields if name not in ("event", "document", "source", "published")
)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json(claim: Kept, name: str) -> Any:
    value = getattr(claim, name)
    return _dumps(value) if name in _CLAIM and value is not None else value


def _kept(event: str, row: Sequence[Any]) -> Kept:
    document, source, published, *cells = row
    given = dict(zip(_KEPT, cells, strict=True))
    read: dict[str, Any] = {n: json.loads(given[n]) if given[n] else None for n in _CLAIM}
    given.update(
        actors=tuple(Party(*one) for one in read["actors"]),
        targets=tuple(Party(*one) for one in read["targets"]),
        spots=tuple(Spot(*one) for one in read["spots"]),
        counts=tuple(Count(*one) for one in read["counts"]),
        days=Days(*read["days"]) if read["days"] else None,
        names=tuple((key, called) for key, called in read["names"]),
        why=tuple(read["why"]),
    )
    day = date.fromisoformat(published) if published else None
    return Kept(event=event, document=document, source=source, published=day, **given)


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return _dumps(value)
    return value.isoformat() if isinstance(value, date) else value


def _row(cells: dict[str, Any]) -> LedgerRow:
    for name in _LISTS:
        cells[name] = tuple(json.loads(cells[name]))
    for name in _DAYS:
        cells[name] = date.fromisoformat(cells[name]) if cells[name] else None
    return LedgerRow(**cells)
