"""The published tokenizer reads raw text as the library reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import AutoTokenizer

from coalition_ie.arabic.reading import Reading
from coalition_ie.tagger.reader import CheckpointOptions, PieceReader
from tests.checkpoints import bert_tokenizer
from training.raw import behind_proclitics, read_raw

TEXTS = ("قصف سوريا وسوريا وبسوريا بسوريا، ثم وصل", "والعراق ولبنان ولبنان ووصل ثم وادي بشكل")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tokenizer whose pieces are the words of the texts."""
    words = {word.key for text in TEXTS for word in Reading(text).words}
    bert_tokenizer(sorted(words)).save_pretrained(tmp_path)
    return tmp_path


def test_words_are_known_that_stand_behind_proclitics_twice() -> None:
    assert behind_proclitics(TEXTS) == ["سوريا", "لبنان"]


def test_raw_text_is_folded_and_its_proclitics_parted(folder: Path) -> None:
    read_raw(folder, TEXTS)
    raw = AutoTokenizer.from_pretrained(folder)
    pieces = raw.tokenize("وبسوريا وَالعراق ولبنان وادي بشكل")
    assert pieces == ["و", "ب", "سوريا", "و", "العراق", "و", "لبنان", "وادي", "بشكل"]


def test_the_library_reads_the_same_pieces_as_before(folder: Path) -> None:
    options = CheckpointOptions(normalisation="fold", split_clitics=True)
    before = PieceReader(AutoTokenizer.from_pretrained(folder), options)
    read_raw(folder, TEXTS)
    after = PieceReader(AutoTokenizer.from_pretrained(folder), options)
    for text in TEXTS:
        assert after(Reading(text)).pieces == before(Reading(text)).pieces
