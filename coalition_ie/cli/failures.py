"""Documents that failed: which, why, and the report that lists them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coalition_ie.cli.talk import PROBLEMS
from coalition_ie.formats.files import replacing


class Failure(NamedTuple):
    """A document that could not be read or written: its id, where it is known, file and reason.

    ``code`` is the exit code that goes with it.
    """

    id: str | None
    file: str | None
    reason: str
    code: int = PROBLEMS


Note = Callable[[Failure], None]
"""Takes a failure down."""


def reason(said: str, file: str) -> str:
    """A message without the name of its file, which stands beside it.

    >>> reason("a.csv:7: expected 3 cells, got 2", "a.csv"), reason("a.txt: no UTF-8", "a.txt")
    ('line 7: expected 3 cells, got 2', 'no UTF-8')
    """
    rest = said.removeprefix(file)
    if rest == said or rest[:1] != ":":
        return said
    return rest[2:] if rest[1:2] == " " else f"line {rest[1:]}"


@contextmanager
def reported(path: Path | None, *, always: bool) -> Iterator[Note]:
    """What takes failures down in a file of JSON lines, which is there when all is done.

    Without a failure the file is there only if it is to be ``always``; an older one goes.
    """
    if path is None:
        yield lambda failure: None
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    failed = False

    def note(failure: Failure) -> None:
        nonlocal failed
        failed = True
        told = {name: value for name, value in failure._asdict().items() if name != "code"}
        line = json.dumps(told, ensure_ascii=False)
        # Names of files may hold bytes that are no UTF-8: their escapes are JSON's too.
        file.write(f"{line}\n".encode("utf-8", "backslashreplace"))

    with replacing(path) as file:
        yield note
    if not failed and not always:
        path.unlink()
