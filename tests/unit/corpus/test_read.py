"""Sets of documents: by the manifest, and side by side for scoring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coalition_ie.corpus.read import read_annotations, read_pairs, read_readings
from coalition_ie.errors import FormatError
from coalition_ie.formats.jsonl import write_jsonl
from tests.samples import ANN, DOCUMENT, TEXT
from tests.unit.conftest import Folders


def test_documents_come_with_what_the_manifest_says(folders: Folders) -> None:
    sample, original = read_annotations(folders.annotations, texts=folders.texts)
    assert sample.document == replace(DOCUMENT, published=date(2016, 7, 20))
    assert (original.entry.split, original.document.doc_id) == ("dev", "original")


def test_a_text_that_is_not_at_hand_is_asked_for(folders: Folders) -> None:
    with pytest.raises(FormatError, match=r"'sample': .*can be had at https://example.org/"):
        list(read_annotations(folders.annotations))


def test_a_wrong_manifest_is_refused(folders: Folders) -> None:
    folders.change_entry(0, split=...)
    with pytest.raises(
        FormatError, match=r"manifest.json:\d+: document 0: object missing required field 'split'"
    ):
        list(read_annotations(folders.annotations, texts=folders.texts))


def _lines(path: Path, *names: str) -> Path:
    lines = [write_jsonl(replace(DOCUMENT, doc_id=name, events=())) for name in names]
    path.write_text("".join(lines), "utf-8")
    return path


def test_pairs_are_made_by_id_and_the_rest_is_named(folders: Folders, tmp_path: Path) -> None:
    gold = folders.annotations / "documents"
    pairs = read_pairs(gold, _lines(tmp_path / "p.jsonl", "other", "sample"))
    assert [document.doc_id for document in (*pairs.gold, *pairs.predicted)] == ["sample"] * 2
    assert pairs.unscored == ("other",)
    # The brat folder has no text; the predictions bring it.
    assert pairs.gold[0].text == TEXT


def test_readings_are_those_of_documents_that_are_named_and_read_twice(tmp_path: Path) -> None:
    first = _lines(tmp_path / "first.jsonl", "a", "b", "c", "d")
    second = _lines(tmp_path / "second.jsonl", "d", "c", "b")
    readings = read_readings(first, second, {"a", "b", "d"})
    assert [document.doc_id for document in readings.gold] == ["b", "d"]
    assert [document.doc_id for document in readings.predicted] == ["b", "d"]
    with pytest.raises(FormatError, match=r"first.jsonl, .*second.jsonl: expected two readings"):
        read_readings(first, second, {"a"})


def test_without_any_text_the_surfaces_stand_in(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "sample.ann").write_text(ANN.splitlines(keepends=True)[1], "utf-8")
    pairs = read_pairs(folders.annotations / "documents", tmp_path)
    assert pairs.gold[0].mentions == DOCUMENT.mentions
    assert pairs.predicted[0].mentions == DOCUMENT.mentions[:1]
    assert pairs.gold[0].text == pairs.predicted[0].text


def test_a_folder_with_a_manifest_can_be_gold(folders: Folders, tmp_path: Path) -> None:
    predicted = _lines(tmp_path / "p.jsonl", "sample", "original")
    pairs = read_pairs(folders.annotations, predicted, texts=folders.texts)
    assert [document.doc_id for document in pairs.gold] == ["sample", "original"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("other",), "got none for 'sample'"),
        (("sample", "sample"), "expected documents with ids of their own, got 'sample'"),
        ((None,), "expected documents with ids of their own, got None"),
    ],
)
def test_documents_without_a_partner_or_a_name_are_refused(
    folders: Folders, tmp_path: Path, names: tuple[str, ...], message: str
) -> None:
    with pytest.raises(FormatError, match=message):
        read_pairs(folders.annotations / "documents", _lines(tmp_path / "p.jsonl", *names))
