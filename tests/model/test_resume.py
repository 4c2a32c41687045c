"""A run with the model that ships is killed three times: not a byte of its result is another."""

from __future__ import annotations

import signal
from pathlib import Path

from coalition_ie.cli import PROBLEMS, main
from tests.kills import content, killed, write_texts


def test_a_run_that_is_killed_gives_what_a_plain_one_gives(tmp_path: Path) -> None:
    texts, plain, resumed = (tmp_path / name for name in ("texts", "plain", "resumed"))
    write_texts(texts, 60)
    report = plain / "o.jsonl.failed.jsonl"
    command = ["extract", "--quiet", str(texts), "--output"]
    assert main([*command, str(plain / "o.jsonl"), "--report", str(report)]) == PROBLEMS
    codes = killed(texts, resumed / "o.jsonl", [], kills=3, batches=2, seed=5)
    assert codes.count(-signal.SIGKILL) >= 2  # the last may come too late
    assert main([*command, str(resumed / "o.jsonl"), "--resume"]) == PROBLEMS
    assert content(resumed) == content(plain)
