"""The texts of a manifest's documents, each held against its sha256."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from coalition_ie.corpus.manifest import Entry
from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.files import decode
from coalition_ie.formats.rows import opened


def blocks(path: Path) -> Iterator[str]:
    """The texts of a collection: a UTF-8 file under Zstandard, blank lines between its texts.

    Raises:
        FormatError: the package zstandard is missing, or the file is damaged.
    """
    with opened(path) as stream:
        lines: list[str] = []
        try:
            for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
                if line.strip():
                    lines.append(line.removesuffix("\n"))
                elif lines:
                    yield "\n".join(lines)
                    lines = []
        except UnicodeDecodeError as error:
            raise FormatError(f"{path}: expected UTF-8, got {error}") from error
        if lines:
            yield "\n".join(lines)


class Texts:
    """The texts of the ``entries`` of the manifest in ``folder``.

    ``texts`` is the folder of those that do not ship with it. A collection is read once, when the
    first of its texts is asked for; of it only what the manifest names is kept.
    """

    def __init__(self, entries: Iterable[Entry], folder: Path, texts: Path | None) -> None:
        self._folder, self._texts = folder, texts
        self._wanted: dict[str, set[int]] = {}
        self._read: dict[str, dict[int, str]] = {}
        for entry in entries:
            if entry.text is not None and entry.block is not None:
                self._wanted.setdefault(entry.text, set()).add(entry.block)

    def of(self, entry: Entry) -> str | None:
        """The text of an entry, None where it is not at hand.

        Raises:
            FormatError: it is another text than the manifest names, is no UTF-8, or is missing
                though it ships with the annotations.
        """
        if entry.text_in_repository:
            path = (self._folder / entry.annotation).with_suffix(".txt")
            if not path.is_file():
                raise FormatError(f"document {quoted(entry.id)}: expected its text at {path}")
        elif self._texts is None or not (path := self._texts / (entry.text or "")).is_file():
            return None
        if entry.block is None:
            raw = path.read_bytes()
        else:
            found = self._collection(entry.text or "", path).get(entry.block)
            if found is None:
                raise FormatError(
                    f"document {quoted(entry.id)}: expected block {entry.block} in {path}, got none"
                )
            raw = found.encode()
        if (digest := hashlib.sha256(raw).hexdigest()) != entry.sha256:
            raise FormatError(
                f"document {quoted(entry.id)}: expected sha256 {entry.sha256}, got {digest} of "
                f"{path}"
            )
        return decode(raw, name=str(path))

    def _collection(self, name: str, path: Path) -> dict[int, str]:
        """The blocks of a collection that the manifest names."""
        if name not in self._read:
            wanted = self._wanted[name]
            self._read[name] = {n: text for n, text in enumerate(blocks(path)) if n in wanted}
        return self._read[name]
