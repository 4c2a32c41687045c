"""Texts that stand in a collection."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coalition_ie.corpus.read import read_annotations
from coalition_ie.errors import FormatError
from tests.samples import TEXT
from tests.unit.conftest import Folders

zstandard = pytest.importorskip("zstandard", reason="is of the extra train")

NAME = "news.txt.zst"
BLOCK = TEXT.rstrip("\n")  # a collection keeps no line end behind a text


def collect(folders: Folders, *texts: str) -> Path:
    """Puts the texts into a collection, and lets the first document be its second block."""
    path = folders.texts / NAME
    path.write_bytes(zstandard.compress("\n\n".join(texts).encode()))
    sha256 = hashlib.sha256(BLOCK.encode()).hexdigest()
    folders.change_entry(0, text=NAME, block=1, sha256=sha256)
    return path


def test_a_text_is_a_block_of_its_collection(folders: Folders) -> None:
    collect(folders, "قبل\nسطر", BLOCK, "بعد")
    sample, _ = read_annotations(folders.annotations, texts=folders.texts)
    assert sample.document.text == BLOCK


def test_a_collection_that_is_not_the_one_meant_is_refused(folders: Folders) -> None:
    collect(folders, TEXT)
    with pytest.raises(FormatError, match=r"'sample': expected block 1 in .*, got none"):
        list(read_annotations(folders.annotations, texts=folders.texts))
    collect(folders, TEXT, "نص آخر")
    with pytest.raises(FormatError, match=r"'sample': expected sha256 .*, got .* of .*news"):
        list(read_annotations(folders.annotations, texts=folders.texts))
    collect(folders).write_bytes(b"no collection")
    with pytest.raises(FormatError, match=r"news.txt.zst: expected UTF-8 under Zstandard, got"):
        list(read_annotations(folders.annotations, texts=folders.texts))
