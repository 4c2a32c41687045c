"""Small checkpoints made on the spot: nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkpoints import save
from tests.linking import small_heads


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint that finds the planted words, reads as the default model does, has heads."""
    reading = {"normalisation": "fold", "split_clitics": True, "window": 32}
    folder = save(tmp_path_factory.mktemp("planted"), planted=True, coalition_ie=reading)
    small_heads(hidden=64).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random checkpoint of AraBERT's architecture and tokenizer kind, without our config."""
    return save(tmp_path_factory.mktemp("foreign") / "bert-base-arabertv02", planted=False)
