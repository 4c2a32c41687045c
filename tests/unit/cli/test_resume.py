"""Runs that are killed and resumed: at the end there is what an undisturbed run gives."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Extractor
from coalition_ie.cli import OK, PROBLEMS, USAGE, reading
from coalition_ie.errors import LeftOutWarning
from tests.unit.cli.conftest import RiverExtractor, Run

ROOT = Path(__file__).parents[3]

# The command, which ends itself with SIGKILL at a call of a function, of Python or of C: anywhere
# between two steps that change a file. Without such a number it tells how many calls there were.
DYING = """
import os, signal, sys, types
last, batch, *arguments = sys.argv[1:]
known = types.SimpleNamespace(identity=lambda model: "one")
sys.modules["coalition_ie.tagger.identity"] = known  # else torch is loaded, for nothing
from coalition_ie import Extractor
from coalition_ie.cli import extract, main, reading
from tests.unit.cli.test_resume import ShyExtractor
Extractor.from_pretrained = lambda *_, **__: ShyExtractor()
reading._BATCH = int(batch)
calls, run = 0, extract.run

def count(frame, event, argument):
    global calls
    calls += 1
    if calls == int(last):
        os.kill(os.getpid(), signal.SIGKILL)

def counted(*given):
    sys.setprofile(count)
    try:
        run(*given)
    finally:
        sys.setprofile(None)

extract.run = counted
code = main(arguments)
print(calls)
sys.exit(code)
"""


class ShyExtractor(RiverExtractor):
    """Leaves out what says كسر (break); ``tried`` are the ids of all that it was given."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def extract_many(self, texts: Any, **options: Any) -> Iterator[Document]:
        import warnings

        for row in texts:
            self.tried.append(row["id"])
            if "كسر" in row["text"]:
                said = f"document {row['id']!r} is left out: broken"
                left_out = LeftOutWarning(said, doc_id=row["id"], reason="broken")
                warnings.warn(left_out, stacklevel=2)
            else:
                yield from super().extract_many([row], **options)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Sixty texts and a table, of which some cannot be read."""
    folder = tmp_path / "news"
    (folder / "late").mkdir(parents=True)
    for i in range(60):
        name = f"late/{i}.txt" if i % 7 == 0 else f"{i}.txt"
        text = "كسر" if i % 11 == 5 else f"عبر {i} جنديا نهر دجلة" * (i % 5)
        (folder / name).write_text(text, "utf-8")
    (folder / "8.txt").write_bytes(b"\xff")
    rows = [f"r{i},ضفة دجلة,2016-07-{i + 1:02},{i * i}" for i in range(9)]
    table = "\n".join(["id,text,published,nr", *rows, "r9,cells", "r4,مرة أخرى,,1"])
    (folder / "table.csv").write_text(table, "utf-8")
    return folder


def content(place: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths in it."""
    files = (path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def failures(report: Path) -> list[dict[str, Any]]:
    """What a report says."""
    return [json.loads(line) for line in report.read_text("utf-8").splitlines()]


def run_until(call: int, *arguments: str | Path, batch: int = 4) -> subprocess.CompletedProcess:
    """Run the command to a call of a function, 0 for to its end."""
    words = [sys.executable, "-c", DYING, str(call), str(batch), *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("output", "form"),
    [("o", "jsonl"), ("o.jsonl", None), ("o.csv", None), ("o", "csv")],
)
def test_a_run_that_is_killed_three_times_ends_as_if_it_never_was(
    output: str, form: str | None, news: Path, tmp_path: Path
) -> None:
    asked = ("extract", news, *(("--format", form) if form else ()))
    plain = tmp_path / "plain" / output
    report = plain.with_name(f"{output}.failed.jsonl")
    ended = run_until(0, *asked, "--output", plain, "--report", report)
    assert ended.returncode == PROBLEMS, ended.stderr.decode()
    calls = int(ended.stdout)
    resumable = (*asked, "--output", tmp_path / "killed" / output, "--resume")
    draw = random.Random(f"{output} {form}")
    for _ in range(3):
        killed = run_until(draw.randrange(calls // 20, calls // 2), *resumable)
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert run_until(0, *resumable).returncode == PROBLEMS
    assert content(tmp_path / "killed") == content(tmp_path / "plain")


@pytest.fixture
def shy(monkeypatch: pytest.MonkeyPatch) -> ShyExtractor:
    """The model of the command, which reads four at a time."""
    extractor = ShyExtractor()
    monkeypatch.setattr(Extractor, "from_pretrained", lambda *_, **__: extractor)
    monkeypatch.setattr(reading, "_BATCH", 4)
    return extractor


def interrupted(
    run: Run, monkeypatch: pytest.MonkeyPatch, after: int, *arguments: str | Path
) -> None:
    """A run that is stopped when it was given so many texts."""
    count = 0
    of = ShyExtractor.extract_many

    def extract_many(self: ShyExtractor, texts: Any, **options: Any) -> Iterator[Document]:
        def some() -> Iterator[Any]:
            nonlocal count
            for row in texts:
                count += 1
                if count > after:
                    raise KeyboardInterrupt
                yield row

        return of(self, some(), **options)

    with monkeypatch.context() as patched:
        patched.setattr(ShyExtractor, "extract_many", extract_many)
        assert run(*arguments).code == 130


def test_what_is_done_or_failed_is_not_tried_again(
    news: Path, tmp_path: Path, run: Run, shy: ShyExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "made" / "o.jsonl"
    command = ("extract", news, "--output", place, "--resume")
    interrupted(run, monkeypatch, 30, *command)
    assert not place.exists()
    assert len(shy.tried) == 30
    code, _, err = run(*command)
    assert code == PROBLEMS
    assert "coalition-ie: resumed: 28 documents are done, 3 of them failed" in err
    # Only the two of the batch that was begun.
    assert sorted(name for name in set(shy.tried[:30]) if shy.tried.count(name) > 1) == sorted(
        shy.tried[28:30]
    )
    assert "document '16' is left out" not in err  # it was said before
    failed = failures(place.parent / "o.jsonl.failed.jsonl")
    assert sum(one["id"] == "16" for one in failed) == 1
    assert {"id": "16", "file": str(news / "16.txt"), "reason": "broken"} in failed
    assert [one["reason"] for one in failed if one["file"] == str(news / "table.csv")] == [
        "line 11: expected 4 cells, got 2",
        "document 'r4': expected an id of its own",
    ]
    assert [one["id"] for one in failed if "UTF-8" in one["reason"]] == ["8"]
    assert sorted(path.name for path in place.parent.iterdir()) == [
        "o.jsonl",
        "o.jsonl.failed.jsonl",
    ]


def test_a_run_that_only_lacks_its_end_loads_no_model(
    news: Path, tmp_path: Path, run: Run, shy: ShyExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "o.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr("coalition_ie.cli.extract.put_all", lambda documents, *_: list(documents))
        patched.setattr("coalition_ie.cli.journal.Path.unlink", lambda *_, **__: None)
        run("extract", news, "--output", place, "--resume")
    assert (tmp_path / "o.jsonl.part").exists() and not place.exists()
    tried = len(shy.tried)
    monkeypatch.setattr(Extractor, "from_pretrained", lambda *_, **__: pytest.fail("loaded"))
    assert run("extract", news, "--output", place, "--resume").code == PROBLEMS
    assert (place.exists(), len(shy.tried)) == (True, tried)


@pytest.mark.parametrize("change", ["text", "gone", "new", "option", "twice"])
def test_another_run_than_the_one_to_be_resumed_is_refused(
    change: str, news: Path, run: Run, shy: ShyExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = news.parent / "made"
    command = ["extract", news, "--output", place, "--resume"]
    interrupted(run, monkeypatch, 30, *command)
    journal = news.parent / "made.part"
    said = ""
    if change == "text":
        (news / "10.txt").write_text("نص آخر", "utf-8")
        said = f"{news / '10.txt'}: document '10': expected what the run to be resumed read there"
    elif change == "gone":
        (news / "10.txt").unlink()
        said = f"another list of inputs (1 gone: {news / '10.txt'})"
    elif change == "new":
        (news / "100.txt").write_text("نص", "utf-8")
        said = f"another list of inputs (1 new: {news / '100.txt'})"
    elif change == "option":
        command += ["--published", "2016-07-20"]
        said = "another --published (None then, 2016-07-20 now)"
    else:  # a batch that is entered twice is not written twice
        head, first, rest = journal.read_bytes().split(b"\n", 2)
        journal.write_bytes(b"\n".join([head, first, first, rest]))
        said = "expected what the run to be resumed read there, got something else"
    before = journal.read_bytes()
    tried = len(shy.tried)
    code, _, err = run(*command)
    assert code == USAGE
    assert said in err
    assert (journal.read_bytes(), len(shy.tried)) == (before, tried)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("extract RIVER --resume", "--resume needs an --output that is a file or a folder"),
        ("extract RIVER - --resume --output O", "got standard input"),
        ("extract RIVER --workers 2 --threads 2", "expected --threads or --workers, got both"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_what_cannot_be_resumed_is_wrong_use(
    arguments: str, message: str, river: Path, tmp_path: Path, run: Run
) -> None:
    places: dict[str, str | Path] = {"RIVER": river, "O": tmp_path / "o.jsonl"}
    code, _, err = run(*(places.get(word, word) for word in arguments.split()))
    assert code == USAGE
    assert message in err


@pytest.mark.usefixtures("asked")
def test_a_report_is_there_where_it_is_asked_for_or_something_failed(
    river: Path, tmp_path: Path, run: Run
) -> None:
    place, report = tmp_path / "o.jsonl", tmp_path / "o.jsonl.failed.jsonl"
    command = ("extract", river, "--output", place)
    report.write_text("of an older run", "utf-8")
    assert run(*command, "--resume").code == OK
    assert not report.exists()
    assert run(*command, "--report", report).code == OK
    assert report.read_bytes() == b""
    missing = tmp_path / "missing.txt"
    assert run("extract", missing, *command[1:], "--report", report).code == USAGE
    assert failures(report) == [
        {"id": "missing", "file": str(missing), "reason": "No such file or directory"}
    ]


@pytest.mark.usefixtures("asked")
def test_a_document_that_cannot_be_written_is_reported(tmp_path: Path, run: Run) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "دجلة", "id": "a/b"}\n{"text": "دجلة", "id": "c"}\n', "utf-8")
    command = ("extract", rows, "--format", "jsonl", "--output", tmp_path / "o", "--resume")
    assert run(*command).code == PROBLEMS
    (failed,) = failures(tmp_path / "o.failed.jsonl")
    assert failed["id"] == "a/b"
    assert "expected ids that make file names of their own" in failed["reason"]
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["c.jsonl"]
