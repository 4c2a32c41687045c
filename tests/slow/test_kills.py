"""Five hundred texts, ten kills, each form of output, with and without processes.

pytest --override-ini addopts= -q -s tests/slow
"""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from coalition_ie.cli import PROBLEMS
from tests.kills import COMMAND, content, killed, write_texts

TEXTS, KILLS, BATCHES = 500, 10, 16


@pytest.mark.parametrize(
    ("output", "options"),
    [
        ("o", ["--format", "jsonl"]),
        ("o.jsonl", []),
        ("o.jsonl", ["--workers", "2"]),
        ("o.csv", []),
        ("o", ["--format", "parquet"]),
    ],
)
def test_ten_kills(output: str, options: list[str], tmp_path: Path) -> None:
    texts, plain, resumed = (tmp_path / name for name in ("texts", "plain", "resumed"))
    write_texts(texts, TEXTS)
    report = plain / f"{output}.failed.jsonl"
    assert ended(texts, plain / output, "--report", str(report), *options) == PROBLEMS
    codes = killed(texts, resumed / output, options, kills=KILLS, batches=BATCHES, seed=7)
    print(output, *options, codes)
    assert codes.count(-signal.SIGKILL) >= KILLS - 1  # the last may come too late
    assert ended(texts, resumed / output, "--resume", *options) == PROBLEMS
    assert content(resumed) == content(plain)


def ended(texts: Path, place: Path, *options: str) -> int:
    """The exit code of a run that nobody disturbs."""
    command = [*COMMAND, str(texts), "--output", str(place), *options]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
