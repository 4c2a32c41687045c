"""Runs of the command with the model that ships, killed at random moments until they end."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from coalition_ie import samples

COMMAND = (sys.executable, "-m", "coalition_ie", "extract", "--quiet")


def write_texts(folder: Path, count: int) -> None:
    """So many short texts of sentences from the sample articles, and one that is no UTF-8."""
    folder.mkdir()
    draw = random.Random(11)
    lines = [line for row in samples.rows() for line in row["text"].splitlines() if line.strip()]
    for i in range(count):
        text = "\n".join(draw.sample(lines, 2))
        (folder / f"{i:03}.txt").write_text(text, "utf-8")
    (folder / f"{count // 2}bad.txt").write_bytes(b"\xff")


def content(place: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths in it."""
    files = (path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def moments(kills: int, batches: int, draw: random.Random) -> Iterator[tuple[int, float]]:
    """How many batches are entered when a kill comes, in rising order, and so many seconds later.

    Without one the model may still be loading.
    """
    for entered in sorted(draw.randrange(batches) for _ in range(kills)):
        yield entered, draw.uniform(0.0, 0.1 if entered else 4.0)


def entered(journal: Path) -> int:
    """Whole batches of a journal."""
    return max(0, journal.read_bytes().count(b"\n") - 1) if journal.exists() else 0


def kill(command: list[str], journal: Path, batches: int, delay: float) -> int:
    """Run the command, kill it so long after so many batches are entered, give its exit code."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while entered(journal) < batches and process.poll() is None:
            time.sleep(0.01)
        time.sleep(delay)
        process.kill()
    return process.returncode


def killed(
    texts: Path, place: Path, options: list[str], *, kills: int, batches: int, seed: int
) -> list[int]:
    """Kill a run into ``place`` again and again; gives its exit codes."""
    command = [*COMMAND, str(texts), "--output", str(place), "--resume", *options]
    journal = place.with_name(f"{place.name}.part")
    draw = random.Random(seed)
    return [kill(command, journal, *moment) for moment in moments(kills, batches, draw)]
