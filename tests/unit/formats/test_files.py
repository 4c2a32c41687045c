"""Files are written whole or not at all, and where they were meant to go."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from coalition_ie.formats.files import remove_unfinished, replacing, write_text


class FullDiskError(Exception):
    """Stands for whatever stops a writer."""


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with replacing(path) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"
    assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    path.chmod(0o640)
    with pytest.raises(FullDiskError), replacing(path) as file:
        file.write(b"half")
        raise FullDiskError
    assert path.read_text("utf-8") == "old"
    assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]
    write_text(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


class Terminated(BaseException):
    """What a handler of SIGTERM raises."""


def test_a_writer_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Terminated), replacing(tmp_path / "a.txt") as file:
        file.write(b"half")
        raise Terminated
    assert list(tmp_path.iterdir()) == []

    def stopped(*_: object, **__: object) -> None:
        raise Terminated

    # Stopped as soon as the file is there.
    opened_file = Path.open
    monkeypatch.setattr(Path, "open", lambda *args: (opened_file(*args).close(), stopped()))
    with pytest.raises(Terminated), replacing(tmp_path / "a.txt"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_link_leads_to_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "far" / "b.txt")
    for content in ("new", "old"):
        write_text(link, content)
        assert (tmp_path / "far" / "b.txt").read_text("utf-8") == content
        assert link.is_symlink()
        assert len(list((tmp_path / "far").iterdir())) == 1


def test_a_disk_that_is_full_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(OSError, match=str(path)), replacing(path):
        raise OSError(errno.ENOSPC, "No space left on device")  # as write() does: with no name
    with pytest.raises(FileNotFoundError, match=r"nowhere/a\.txt'$"):
        write_text(tmp_path / "nowhere" / "a.txt", "text")


def test_what_a_killed_writer_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.txt"):
        (left,) = tmp_path.iterdir()
    token = left.name.rpartition(".")[2]
    others = {"a.txt", f".{token}", f"a.txt.{token}", f".a.txt.{token}0", ".a.txt.notes"}
    left_by = {f".a.txt.{token}", f".b.txt.{token}"}
    for name in others | left_by:
        (tmp_path / name).touch()
    (tmp_path / f".c.{token}").mkdir()
    remove_unfinished(tmp_path, "a.txt")
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == others | {
        f".b.txt.{token}"
    }
    remove_unfinished(tmp_path)
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == others
    remove_unfinished(tmp_path / "nowhere")
