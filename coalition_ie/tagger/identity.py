"""What tells a checkpoint from another, whatever it is called."""

from __future__ import annotations

import hashlib
from pathlib import Path

from coalition_ie.errors import ModelNotFoundError
from coalition_ie.tagger.checkpoint import default_model

_PART = 1 << 20  # bytes that are read at once


def identity(path_or_id: str | Path | None = None) -> str:
    """The commit of a hub id, or of a folder 16 digits of the sha256 of its files but notes.

    Raises:
        ModelNotFoundError: there is no checkpoint.
    """
    folder = default_model() if path_or_id is None else Path(path_or_id)
    if not folder.is_dir():
        from transformers.utils.hub import cached_file  # a hub id needs torch anyway

        try:
            found = cached_file(str(path_or_id), "config.json")
        except OSError as error:
            cause = next(iter(str(error).splitlines()), type(error).__name__)
            raise ModelNotFoundError(f"model {str(path_or_id)!r}: {cause}") from error
        return Path(str(found)).parent.name  # the hub's cache has a folder for each commit
    told = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix != ".md":
            told.update(f"{path.name}:{path.stat().st_size}\n".encode())
            with path.open("rb") as file:
                while part := file.read(_PART):
                    told.update(part)
    return told.hexdigest()[:16]
