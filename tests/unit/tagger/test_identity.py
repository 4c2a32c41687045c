"""Checkpoints are told apart by what they hold, and sent to processes by where they lie."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from coalition_ie.errors import ModelNotFoundError
from coalition_ie.tagger.identity import identity
from coalition_ie.tagger.model import TransformerTagger


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What looks like a checkpoint."""
    (tmp_path / "config.json").write_text("{}", "utf-8")
    (tmp_path / "model.safetensors").write_bytes(bytes(100))
    (tmp_path / "README.md").write_text("a card", "utf-8")
    return tmp_path


def test_other_weights_are_another_checkpoint_and_another_card_is_not(folder: Path) -> None:
    first = identity(folder)
    (folder / "README.md").write_text("another card", "utf-8")
    assert identity(str(folder)) == first
    (folder / "model.safetensors").write_bytes(bytes(99) + b"1")
    second = identity(folder)
    (folder / "model.safetensors").rename(folder / "other.safetensors")
    assert len({first, second, identity(folder), identity(None)}) == 4


def test_what_is_no_checkpoint_is_an_error() -> None:
    with pytest.raises(ModelNotFoundError, match="model 'not/a/checkpoint'"):
        identity("not/a/checkpoint")


def test_a_checkpoint_is_pickled_as_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = TransformerTagger.__new__(TransformerTagger)
    tagger.source = {"path_or_id": "some/where", "revision": "1", "device": "cpu"}
    raw = pickle.dumps(tagger)
    asked: list[object] = []

    def load(path_or_id: object = None, **options: object) -> str:
        asked.append((path_or_id, options))
        return "loaded"

    monkeypatch.setattr(TransformerTagger, "from_pretrained", load)
    assert pickle.loads(raw) == "loaded"
    assert asked == [("some/where", {"threads": 1, "revision": "1", "device": "cpu"})]
