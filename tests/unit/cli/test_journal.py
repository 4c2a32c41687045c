"""The journal of a run: what is cut off of it, and which run it is that may go on from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Mention
from coalition_ie.cli.failures import Failure
from coalition_ie.cli.journal import Entry, digest, opened
from coalition_ie.cli.talk import UsageError
from coalition_ie.errors import FormatError

OPTIONS = {"--published": "2016-07-20", "--threshold": None}
INPUTS = ["a.txt", "b.txt"]
ROW = {"text": "ضفة دجلة", "id": "bank", "published": None, "nr": 7, "day": (2016, 7)}
RIVER = Mention(start=4, end=8, text="دجلة", label="LOC", score=0.1 + 0.2)
DOCUMENT = Document(
    text="ضفة دجلة", doc_id="bank", mentions=(RIVER,), meta={"nr": 7, "day": (2016, 7)}
)
FAILURE = Failure("bad", "bad.txt", "expected UTF-8", 2)
BATCH = [Entry.of(ROW, DOCUMENT), Entry.of(None, FAILURE)]


class StoppedError(Exception):
    """What ends a run before its end."""


def entered(
    path: Path,
    batches: Sequence[Sequence[Entry]] = (),
    options: dict[str, Any] = OPTIONS,
    inputs: Sequence[str] = INPUTS,
) -> list[list[Entry]]:
    """What is done in a run, which then enters ``batches`` and is stopped."""
    done: list[list[Entry]] = []

    def run() -> None:
        with opened(path, options, inputs) as journal:
            done.extend(journal.replay())
            for batch in batches:
                journal.append(batch)
            raise StoppedError

    with pytest.raises(StoppedError):
        run()
    return done


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of two batches."""
    place = tmp_path / "out" / "news.jsonl.part"
    assert entered(place, [BATCH, BATCH[1:]]) == []
    return place


def test_what_is_entered_is_found_again(path: Path) -> None:
    done = entered(path, [BATCH])
    assert done == [BATCH, BATCH[1:]]
    assert entered(path) == [BATCH, BATCH[1:], BATCH]
    # The columns of the row are its own objects, which JSON would have changed.
    assert done[0][0].document(ROW) == DOCUMENT
    assert done[0][0].document(ROW).meta["day"] == (2016, 7)


def test_a_journal_goes_when_all_went_well(path: Path) -> None:
    with opened(path, OPTIONS, INPUTS) as journal:
        list(journal.replay())
    assert not path.exists()


def test_a_tail_that_is_not_whole_is_cut_off(path: Path) -> None:
    raw = path.read_bytes()
    head, first, second = raw.splitlines(keepends=True)
    for length in range(len(raw)):
        path.write_bytes(raw[:length])
        whole = [BATCH, BATCH[1:]][: (length >= len(head + first)) + (length == len(raw))]
        assert entered(path) == whole
        kept = head + b"".join([first, second][: len(whole)])
        assert path.read_bytes() == kept  # so that what is entered next stands on a line of its own


@pytest.mark.parametrize(
    "tail", [b"\0" * 64 + b"\n", b"{}\n", b'[{"of": null}]\n', b"[1]\n", b'[{"failure": {}}]\n']
)
def test_a_line_that_is_no_batch_ends_what_is_done(tail: bytes, path: Path) -> None:
    path.write_bytes(path.read_bytes() + tail + b"[]\n")
    assert entered(path, [BATCH]) == [BATCH, BATCH[1:]]
    assert entered(path) == [BATCH, BATCH[1:], BATCH]


@pytest.mark.parametrize(
    ("options", "inputs", "message"),
    [
        ({"--published": None}, INPUTS, r"--published \(2016-07-20 then, None now\)"),
        ({"--threshold": 0.5}, INPUTS, r"--threshold \(None then, 0.5 now\)"),
        ({}, ["b.txt", "a.txt"], r"list of inputs \(the same in another order\)"),
        ({}, ["a.txt"], r"list of inputs \(1 gone: b.txt\)"),
        ({}, [*"cdef", *INPUTS], r"list of inputs \(4 new: c, d, e …\)"),
        ({}, ["a.txt", "c"], r"list of inputs \(1 gone: b.txt; 1 new: c\)"),
        ({"--threshold": 0.5}, ["a.txt"], r"--threshold .* now\); list of inputs \("),
    ],
)
def test_another_run_is_refused_and_told_what_differs(
    options: dict[str, Any], inputs: list[str], message: str, path: Path
) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError, match=message), opened(path, OPTIONS | options, inputs):
        pytest.fail("it goes on from another run")
    assert path.read_bytes() == before


@pytest.mark.parametrize("first", [b"[]\n", b'{"form": 0}\n', b"3\n"])
def test_a_file_of_another_form_is_refused(first: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.part"
    path.write_bytes(first)
    with pytest.raises(UsageError, match="form of journal"), opened(path, OPTIONS, INPUTS):
        pytest.fail("it goes on from what it cannot read")
    assert path.read_bytes() == first


def test_two_runs_at_once_are_refused(path: Path) -> None:
    pytest.importorskip("fcntl", reason="locks files where there is one")
    with opened(path, OPTIONS, INPUTS) as journal:
        list(journal.replay())
        with (
            pytest.raises(UsageError, match="another run that writes there goes on"),
            opened(path, OPTIONS, INPUTS),
        ):
            pytest.fail("two write into one journal")


@pytest.mark.parametrize(
    "change", [{"text": "ضفة"}, {"nr": "7"}, {"nr": 7.0}, {"published": ""}, {"more": None}]
)
def test_any_change_of_a_row_is_seen(change: dict[str, Any]) -> None:
    assert digest(ROW) == digest(dict(ROW)) != digest(ROW | change)


def test_lone_surrogates_are_kept_and_pairs_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.part"
    lone, pair = "\ud800 نص", "\ud83d\ude00"
    for text in (lone, pair):
        row = {"text": text, "id": "x", "published": None}
        mention = Mention(start=0, end=len(text), text=text, label="LOC")
        document = Document(text=text, doc_id="x", mentions=(mention,))
        if text == pair:
            with pytest.raises(FormatError, match="JSON cannot hold"):
                Entry.of(row, document)
        else:
            entered(path, [[Entry.of(row, document)]])
            assert entered(path)[0][0].document(row) == document


def test_a_batch_is_one_line(path: Path) -> None:
    lines = path.read_text("ascii").splitlines()
    assert [type(json.loads(line)) for line in lines] == [dict, list, list]
