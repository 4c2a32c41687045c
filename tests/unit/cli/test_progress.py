"""How far a reading is: a bar where people look, lines elsewhere."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from coalition_ie.cli.progress import Bar, Lines, progress
from coalition_ie.cli.talk import Talk
from tests.unit.cli.conftest import Run


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def talk_on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error is a terminal, standard output is not; pytest sets its own before a test."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return stream


def test_a_bar_tells_files_documents_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = talk_on_terminal(monkeypatch)
    pytest.importorskip("rich", reason="is of the extra cli")
    talk = Talk()
    with progress(talk, 3, output=None) as shown:
        assert isinstance(shown, Bar)
        for number in (1, 2, 3):
            shown.file(number, "a.txt")
            shown.document(number)
        talk.say("a line goes above it")
    drawn = terminal.getvalue()
    assert "3/3 files" in drawn
    assert "3 documents" in drawn
    assert " a second" in drawn
    assert "coalition-ie: a line goes above it" in drawn
    assert "a.txt" not in drawn


def test_one_file_of_rows_has_no_end_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = talk_on_terminal(monkeypatch)
    pytest.importorskip("rich", reason="is of the extra cli")
    with progress(Talk(), 1, output=None) as shown:
        shown.file(1, "a.csv")
        shown.document(0)
    assert "1 documents" in terminal.getvalue()
    assert "None" not in terminal.getvalue()


@pytest.mark.usefixtures("asked")
def test_files_are_done_with_their_last_document(
    river: Path, bank: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = river.with_name("rows.jsonl")
    rows.write_text('{"text": "دجلة", "id": 1}\n{"text": "دجلة", "id": 2}\n', "utf-8")
    files: list[int] = []
    monkeypatch.setattr(Lines, "document", lambda self, number: files.append(number))
    run("extract", river, rows, bank)
    assert files == [1, 1, 1, 3]


def test_lines_stand_where_the_data_goes_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = talk_on_terminal(monkeypatch)
    monkeypatch.setattr(sys, "stdout", Terminal())
    with progress(Talk(), 2, output=None) as shown:
        assert isinstance(shown, Lines)
        shown.file(1, "a.txt")
    assert terminal.getvalue() == "coalition-ie: 1/2 a.txt\n"
    pytest.importorskip("rich", reason="is of the extra cli")
    with progress(Talk(), 2, output=Path("found.jsonl")) as shown:
        assert isinstance(shown, Bar)


def test_lines_stand_in_where_rich_is_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    talk_on_terminal(monkeypatch)
    for name in ("rich", "rich.console", "rich.progress"):
        monkeypatch.setitem(sys.modules, name, None)
    with progress(Talk(), 2, output=None) as shown:
        assert isinstance(shown, Lines)


def test_who_is_quiet_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = talk_on_terminal(monkeypatch)
    with progress(Talk(quiet=True), 2, output=None) as shown:
        shown.file(1, "a.txt")
        shown.document(1)
    assert terminal.getvalue() == ""


def test_lines_tell_rate_and_time_left_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = 100.0
    shown = Lines(Talk(), 50, clock=lambda: now)
    shown.resumed(20, 10)  # by another run: neither rate nor time left has them
    for number in range(1, 11):
        now += 8.0
        shown.document(10 + number)
    assert capsys.readouterr().err.splitlines() == [
        "coalition-ie: 14/50 files, 4 documents, 0.1 a second, 0:04:48 left",
        "coalition-ie: 18/50 files, 8 documents, 0.1 a second, 0:04:16 left",
    ]


def test_lines_of_one_file_of_rows_tell_the_rate(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    shown = Lines(Talk(), 1, clock=lambda: now)
    for _ in range(61):
        now += 0.5
        shown.document(0)
    assert capsys.readouterr().err == "coalition-ie: 60 documents, 2.0 a second\n"


def test_a_bar_that_goes_on_counts_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = talk_on_terminal(monkeypatch)
    pytest.importorskip("rich", reason="is of the extra cli")
    with progress(Talk(), 60, output=None) as shown:
        assert isinstance(shown, Bar)
        shown.resumed(50, 50)
        shown.document(51)
        task = shown.drawn.tasks[0]
        assert (task.completed, shown.documents - shown.before) == (51, 1)
    assert "51/60 files, 51 documents" in terminal.getvalue()
