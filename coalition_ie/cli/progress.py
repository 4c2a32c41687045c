"""How far the reading of many inputs is: a bar on a terminal, plain lines elsewhere.

The bar needs rich (the extra ``cli``); without it there are the lines. Where the data itself goes
to the terminal a bar would tear it, so there are lines too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coalition_ie.cli.talk import Talk

if TYPE_CHECKING:
    import rich.progress

_BETWEEN = 30.0  # seconds between two lines that say how far it is


class Progress(Protocol):
    """Is told what is read."""

    def file(self, number: int, name: str) -> None:
        """The file of this number, from 1, is opened."""

    def document(self, files: int) -> None:
        """A document more is done, and with it so many files."""

    def resumed(self, documents: int, files: int) -> None:
        """So many were done by another run; the rate is of those that come now."""


class Lines:
    """A line for each of several files, and from time to time one that says how far it is."""

    def __init__(
        self, talk: Talk, files: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.talk, self.files, self.clock = talk, files, clock
        self.documents = self.before = 0
        self.begun = self.told = clock()

    def file(self, number: int, name: str) -> None:
        """Say it."""
        if self.files > 1:
            self.talk.say(f"{number}/{self.files} {name}")

    def document(self, files: int) -> None:
        """Count it, and say how far it is if that was last said a while ago."""
        self.documents += 1
        now = self.clock()
        if now - self.told < _BETWEEN:
            return
        self.told = now
        elapsed = now - self.begun
        parts = [f"{self.documents} documents", f"{self.documents / elapsed:.1f} a second"]
        if self.files > 1:
            parts.insert(0, f"{files}/{self.files} files")
            if files > self.before:
                left = (self.files - files) * elapsed / (files - self.before)
                parts.append(f"{timedelta(seconds=round(left))} left")
        self.talk.say(", ".join(parts))

    def resumed(self, documents: int, files: int) -> None:
        """Begin to count; the rate has none of the model's loading before."""
        self.before = files
        self.begun = self.told = self.clock()


class Bar:
    """Files, documents, documents a second and the time left, on one line that is drawn anew."""

    def __init__(self, drawn: rich.progress.Progress, files: int) -> None:
        self.drawn = drawn
        self.documents = self.before = 0
        # A single file of rows does not tell how many it holds.
        self.files = files if files > 1 else None
        self.task = drawn.add_task("", total=self.files, documents=0, rate="-")

    def file(self, number: int, name: str) -> None:
        """Nothing: it waits for the model."""

    def document(self, files: int) -> None:
        """Count it."""
        self.documents += 1
        told = f"{files}/{self.files} files, " if self.files else ""
        elapsed = self.drawn.tasks[0].elapsed or 0.0
        rate = f"{(self.documents - self.before) / elapsed:.1f}" if elapsed else "-"
        self.drawn.update(
            self.task, completed=files, description=told, documents=self.documents, rate=rate
        )

    def resumed(self, documents: int, files: int) -> None:
        """Begin from there: neither the rate nor the time left has what was done before."""
        self.documents = self.before = documents
        self.drawn.reset(self.task, completed=files, documents=documents, rate="-")


@contextmanager
def progress(talk: Talk, files: int, *, output: Path | None) -> Iterator[Progress]:
    """What is told of so many files, as long as the context lasts."""
    drawn = None if talk.quiet or not _on_terminal(output) else _drawn()
    if drawn is None:
        yield Lines(talk, files)
        return
    with drawn:
        yield Bar(drawn, files)


def _on_terminal(output: Path | None) -> bool:
    """Whether people look at the talk, and not at the data beside it."""
    return sys.stderr.isatty() and (output is not None or not sys.stdout.isatty())


def _drawn() -> rich.progress.Progress | None:
    """A bar that is not drawn yet, None without rich. Lines of `Talk` go above it."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    except ModuleNotFoundError:
        return None
    return Progress(
        BarColumn(),
        TextColumn("{task.description}{task.fields[documents]} documents"),
        TextColumn("{task.fields[rate]} a second"),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr, markup=False, highlight=False),
        redirect_stdout=False,
        transient=True,
    )
