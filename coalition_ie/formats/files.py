"""Texts and annotations from disk, exactly as they stand there.

Line ends are never translated: offsets count the characters of the file.
"""

from __future__ import annotations

from pathlib import Path

from coalition_ie.errors import FormatError


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
