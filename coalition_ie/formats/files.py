"""Texts and annotations from disk, exactly as they stand there, and to disk, whole or not at all.

Line ends are never translated: offsets count the characters of the file.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coalition_ie.errors import FormatError

_TOKEN = re.compile("[0-9a-f]{16}")  # behind the name of a file that is not complete


def decode(raw: bytes, *, name: str) -> str:
    """The text of UTF-8 bytes, a byte order mark included.

    Raises:
        FormatError: the bytes are no UTF-8; the message gives ``name`` and the first bad byte.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = raw[error.start]
        raise FormatError(
            f"{name}: expected UTF-8, got byte 0x{bad:02x} at {error.start}"
        ) from error


def read_text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        FormatError: the file is no UTF-8.
        OSError: the file is not there or may not be read.
    """
    return decode(path.read_bytes(), name=str(path))


def plain_text(annotation: Path, *, texts: Path | None = None) -> str | None:
    """The text of an annotation without a manifest: beside it, or in ``texts``; None if neither."""
    for place in (annotation.parent, texts):
        path = place / f"{annotation.stem}.txt" if place else None
        if path and path.is_file():
            return read_text(path)
    return None


def standoff_files(folder: Path) -> list[Path]:
    """The annotations of a folder without a manifest, sorted.

    Raises:
        FileNotFoundError: it is not there, or holds none.
    """
    folder.stat()  # tells a folder that is not there from an empty one
    found = sorted(folder.glob("*.ann"))
    if not found:
        raise FileNotFoundError(f"expected manifest.json or *.ann in {folder}, got neither")
    return found


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` when all went well, and else leaves nothing.

    Where ``path`` is a link, the file takes the place of what it leads to. A FIFO or a device is
    written into as it is.

    Raises:
        OSError: the folder is not there or may not be written, or the disk is full.
    """
    through = path.exists() and not path.is_file()
    path = path if through else Path(os.path.realpath(path))
    # The name is known before the file is there: whatever stops the writer, it is found again.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with path.open("wb") if through else beside.open("xb") as file:
            yield file
        if not through:
            if path.exists():
                beside.chmod(path.stat().st_mode)
            beside.replace(path)
    except OSError as error:
        if error.errno and error.filename in (None, str(beside)):  # None: a disk that is full
            error.filename = str(path)
        raise
    finally:
        beside.unlink(missing_ok=True)


def remove_unfinished(folder: Path, name: str | None = None) -> None:
    """Remove what `replacing` left in ``folder`` where its process was killed.

    It is what was to become the file ``name``, or any file. Nobody may be writing there.
    """
    for path in folder.glob(".*"):
        meant, _, token = path.name[1:].rpartition(".")
        if meant and name in (None, meant) and _TOKEN.fullmatch(token) and path.is_file():
            path.unlink()


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file, whole or not at all.

    Raises:
        UnicodeEncodeError: the text holds lone surrogates.
        OSError: the folder is not there or may not be written.
    """
    raw = text.encode("utf-8")
    with replacing(path) as file:
        file.write(raw)
