"""Where documents go: nothing half-written is ever in place."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from coalition_ie import Document
from coalition_ie.errors import FormatError
from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.write import is_file, opened
from tests.samples import ANN, DOCUMENT, TEXT


class FullDiskError(Exception):
    """Stands for whatever stops a writer."""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
@pytest.mark.parametrize("form", ["brat", "jsonl", "labelstudio"])
def test_a_fifo_is_written_through_and_nothing_is_put_beside_it(form: str, tmp_path: Path) -> None:
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert is_file(fifo)
        with opened(fifo, form, print) as put:
            put("a", WRITERS[form](DOCUMENT).content, DOCUMENT)
        read = os.read(reader, 10**5).decode()
    finally:
        os.close(reader)
    assert WRITERS[form](DOCUMENT).content in read
    assert [child.name for child in tmp_path.iterdir()] == ["pipe"]
    assert fifo.is_fifo()


def test_a_place_with_an_ending_is_a_file_unless_a_folder_is_there(tmp_path: Path) -> None:
    assert is_file(tmp_path / "tasks.json")
    assert not is_file(tmp_path / "tasks")
    (tmp_path / "old.d").mkdir()
    assert not is_file(tmp_path / "old.d")


def test_one_document_of_brat_may_be_one_file_with_its_text(tmp_path: Path) -> None:
    with opened(tmp_path / "a.ann", "brat", print) as put:
        put("whatever", ANN, DOCUMENT)
    assert (tmp_path / "a.ann").read_text("utf-8") == ANN
    assert (tmp_path / "a.txt").read_text("utf-8") == TEXT


def put_twice(place: Path | None, form: str, stream: io.StringIO) -> None:
    with opened(place, form, stream.write) as put:
        for name in ("a", "b"):
            document = replace(DOCUMENT, doc_id=name)
            put(name, WRITERS[form](document).content, document)


def test_documents_share_a_file_with_what_sets_up_the_tool(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tasks.labelstudio.json"
    put_twice(path, "labelstudio", io.StringIO())
    tasks = json.loads(path.read_text("utf-8"))
    assert [task["data"]["doc_id"] for task in tasks] == ["a", "b"]
    assert "<Labels " in (tmp_path / "new" / "tasks.labelstudio.xml").read_text("utf-8")


def test_a_stream_gets_the_same(tmp_path: Path) -> None:
    stream = io.StringIO()
    put_twice(None, "labelstudio", stream)
    assert len(json.loads(stream.getvalue())) == 2
    stream = io.StringIO()
    with opened(None, "labelstudio", stream.write):
        pass
    assert json.loads(stream.getvalue()) == []
    stream = io.StringIO()
    put_twice(None, "prodigy", stream)
    assert len(stream.getvalue().splitlines()) == 2


def test_a_folder_gets_a_file_for_each(tmp_path: Path) -> None:
    put_twice(tmp_path / "brat", "brat", io.StringIO())
    assert (tmp_path / "brat" / "b.ann").read_text("utf-8") == ANN
    assert (tmp_path / "brat" / "b.txt").read_text("utf-8") == TEXT
    put_twice(tmp_path / "tasks", "labelstudio", io.StringIO())
    assert sorted(child.name for child in (tmp_path / "tasks").iterdir()) == [
        "a.labelstudio.json",
        "b.labelstudio.json",
        "labelstudio.xml",
    ]
    assert len(json.loads((tmp_path / "tasks" / "a.labelstudio.json").read_text("utf-8"))) == 1


def test_a_file_that_fails_halfway_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with pytest.raises(FullDiskError), opened(path, "jsonl", print) as put:
        put("a", "{}\n", DOCUMENT)
        raise FullDiskError
    assert list(tmp_path.iterdir()) == []


def test_where_the_text_cannot_be_written_its_annotation_is_not_there(tmp_path: Path) -> None:
    unwritable = Document(text="بغداد \ud800", doc_id="a")
    with pytest.raises(UnicodeEncodeError), opened(tmp_path / "a.ann", "brat", print) as put:
        put("a", "", unwritable)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "name"),
    [("brat", "a.txt"), ("cas", "a.xml"), ("labelstudio", "a.xml"), ("prodigy", "a.json")],
)
def test_a_place_with_the_name_of_what_goes_with_it_is_refused(
    form: str, name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    with (
        pytest.raises(FormatError, match=rf"{name}: expected a name that ends in"),
        opened(tmp_path / name, form, print) as put,
    ):
        put("a", "{}", DOCUMENT)
    assert (tmp_path / name).read_text("utf-8") == "mine"


def test_names_that_would_leave_the_folder_are_refused(tmp_path: Path) -> None:
    with opened(tmp_path, "jsonl", print) as put, pytest.raises(FormatError, match=r"'\.\./a'"):
        put("../a", "{}\n", DOCUMENT)
