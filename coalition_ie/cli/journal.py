"""What a run has done so far, in a file beside its output, so that another can go on from there.

The first line says what run it is: its options and its inputs. Each line after it is a batch: for
every input, in order, what it was (a digest) and what came of it, a document or a failure. A batch
stands there before any of it is written to the output. A run that is killed leaves at most one line
that is not whole: that is cut off, and its batch is read again as a whole, since in another batch
the last digit of a score may be another.

The texts are not in it. They are read again, and have to be what they were: then the output is
that of a run that was never disturbed. The outputs themselves are written anew from the journal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from coalition_ie.cli.failures import Failure
from coalition_ie.cli.talk import UsageError
from coalition_ie.formats.objects import json_line
from coalition_ie.formats.rows import Columns, Row
from coalition_ie.types import Document

FORM = 1
"""The form of the file; a run of a version with another begins anew."""

_SHOWN = 3  # inputs that a message names


class Entry(NamedTuple):
    """What an input was, None for one that could not be read, and what came of it."""

    digest: str | None
    outcome: Mapping[str, Any] | Failure

    @classmethod
    def of(cls, row: Row | None, outcome: Document | Failure) -> Entry:
        """The entry of a row; what its document takes from the row itself is left out.

        Raises:
            FormatError: the document holds what JSON cannot.
        """
        if isinstance(outcome, Failure):
            return cls(None if row is None else digest(row), outcome)
        assert row is not None
        kept = replace(outcome, meta={}).to_dict()
        del kept["text"]
        json_line(kept, doc_id=outcome.doc_id)
        return cls(digest(row), kept)

    def document(self, row: Row) -> Document:
        """The document again, with the text and the other columns of its row."""
        assert not isinstance(self.outcome, Failure)
        rest = {name: value for name, value in row.items() if name not in Columns._fields}
        return replace(Document.from_dict({**self.outcome, "text": row["text"]}), meta=rest)


def digest(row: Row) -> str:
    """What tells a row from another: 16 digits of the sha256 of all that it holds."""
    return hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Journal:
    """The open file. First `replay` what is done, to its end, then `append` what is new."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def replay(self) -> Iterator[list[Entry]]:
        """The batches that are done; what follows the last whole one is cut off."""
        good = self.file.tell()
        for line in iter(self.file.readline, b""):
            batch = _batch(line)
            if batch is None:
                break
            good += len(line)
            yield batch
        self.file.seek(good)
        self.file.truncate()

    def append(self, batch: Sequence[Entry]) -> None:
        """Enter a batch: afterwards it is done, whatever happens to this process."""
        _put(self.file, [{"of": of, **_as_json(outcome)} for of, outcome in batch])


@contextmanager
def opened(path: Path, options: Mapping[str, Any], inputs: Sequence[str]) -> Iterator[Journal]:
    """The journal at ``path``, begun if there is none; it goes when all went well.

    Raises:
        UsageError: it is that of a run with other options or inputs, or of one that goes on.
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with path.open("r+b") as file:
        _lock(file, path)
        head = {"form": FORM, "options": dict(options), "inputs": list(inputs)}
        first = file.readline()
        begun = _parsed(first) if first.endswith(b"\n") else None
        if begun is None:  # none, or one that was killed as it began
            file.seek(0)
            file.truncate()
            _put(file, head)
        elif differences := list(_differences(begun, json.loads(json.dumps(head)))):
            raise UsageError(
                f"{path}: expected the run that is to be resumed, got one with another "
                f"{'; '.join(differences)}; without that file it begins anew"
            )
        yield Journal(file)
        path.unlink(missing_ok=True)


def _put(file: BinaryIO, data: Any) -> None:
    file.write(json.dumps(data).encode() + b"\n")
    file.flush()


def _as_json(outcome: Mapping[str, Any] | Failure) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        return {"failure": outcome._asdict()}
    return {"document": outcome}


def _parsed(line: bytes) -> Any:
    with suppress(ValueError):
        return json.loads(line)
    return None


def _batch(line: bytes) -> list[Entry] | None:
    """The entries of a line; None where it is not whole."""
    if not line.endswith(b"\n") or not isinstance(given := _parsed(line), list):
        return None
    try:
        return [
            Entry(one["of"], Failure(**one["failure"]) if "failure" in one else one["document"])
            for one in given
        ]
    except (KeyError, TypeError):
        return None


def _differences(then: Any, now: Mapping[str, Any]) -> Iterator[str]:
    """What another run was asked for, in words."""
    if not isinstance(then, dict) or then.get("form") != now["form"]:
        yield "form of journal"
        return
    for name, value in now["options"].items():
        if (before := then["options"].get(name)) != value:
            yield f"{name} ({before} then, {value} now)"
    if then["inputs"] != now["inputs"]:
        yield f"list of inputs ({_changed(then['inputs'], now['inputs'])})"


def _changed(then: Sequence[str], now: Sequence[str]) -> str:
    before, after = set(then), set(now)
    parts = [
        f"{len(names)} {what}: {', '.join(names[:_SHOWN])}{' …' * (len(names) > _SHOWN)}"
        for what, names in (
            ("gone", [name for name in then if name not in after]),
            ("new", [name for name in now if name not in before]),
        )
        if names
    ]
    return "; ".join(parts) or "the same in another order"


def _lock(file: BinaryIO, path: Path) -> None:
    """Keep a second run out; a run that is killed leaves no lock behind."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UsageError(f"{path}: another run that writes there goes on") from error
