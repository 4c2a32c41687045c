"""JSON lines: readable, complete, and clear about damage."""

from __future__ import annotations

import json

import pytest

from coalition_ie import Document
from coalition_ie.errors import FormatError
from coalition_ie.formats.jsonl import read_jsonl, write_jsonl
from tests.samples import DOCUMENT

LINE = write_jsonl(DOCUMENT)


def damaged(old: str, new: str) -> str:
    assert old in LINE
    return LINE.replace(old, new).strip()


def test_a_line_holds_everything_and_stays_readable() -> None:
    assert "سامي الراوي" in LINE
    assert LINE.count("\n") == 1
    assert json.loads(LINE) == DOCUMENT.to_dict()
    assert list(read_jsonl(LINE + "\n" + LINE, name="f")) == [DOCUMENT, DOCUMENT]


def test_a_lone_surrogate_survives_as_an_escape() -> None:
    document = Document(text="قبل \udc00\ud800 بعد \u2028")
    line = write_jsonl(document)
    assert "\\udc00\\ud800" in line
    line.encode("utf-8")
    assert list(read_jsonl(line, name="f")) == [document]


def test_a_pair_of_surrogates_that_would_melt_is_refused() -> None:
    with pytest.raises(FormatError, match=r"document 'd': JSON cannot hold .* as two code points"):
        write_jsonl(Document(text="\ud83d\ude00", doc_id="d"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "expected JSON, got '{'"),
        ("[" * 100_000, "expected JSON"),
        ("[]", r"expected an object, got \[\]"),
        ("{}", "expected schema_version 1, got None"),
        (
            damaged('"PER"', '"PRE"'),
            r"mentions\[0\].label: expected PER, .*, got 'PRE'",
        ),
        (damaged('"start": 27', '"start": 28'), "span 28:32 is 4 code points"),
        (damaged('"start": 27', '"start": 27, "start": 27'), "an object with 'start' twice"),
        (damaged('"doc_id": "sample"', '"doc_id": 7'), "doc_id: expected str . null, got 7"),
        (damaged('"mentions": [', '"mentions": 3, "m": ['), "mentions: expected array, got 3"),
        (damaged('"text": "وصل ال', '"txet": "وصل ال'), "object missing required field 'text'"),
        ('{"text": "a", "text": "b"}', "expected an object, got an object with 'text' twice"),
    ],
)
def test_damage_is_named_with_its_line(line: str, message: str) -> None:
    with pytest.raises(FormatError, match=f"^f:3: .*{message}"):
        list(read_jsonl(f"{LINE}\n{line}\n", name="f"))
