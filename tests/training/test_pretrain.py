"""Masks of pretraining: whole words, always the same number of positions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from transformers import BertTokenizerFast

from training import pretrain


@pytest.fixture
def tokenizer(tmp_path: Path) -> BertTokenizerFast:
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"ابتثج", *(f"##{c}" for c in "ابتثج")]
    (tmp_path / "vocab.txt").write_text("\n".join(pieces), "utf-8")
    return BertTokenizerFast(str(tmp_path / "vocab.txt"))


@pytest.mark.parametrize("step", range(5))
def test_masks_cover_whole_words(tokenizer: BertTokenizerFast, step: int) -> None:
    pieces = np.random.default_rng(step).integers(5, 15, (4, 32))
    pieces[:, 0] = 3  # a special piece
    masked, where = pretrain.Masker(tokenizer, 0.25, seed=1)(pieces, step)
    assert len(where) == int(0.25 * pieces.size)
    assert masked.shape == pieces.shape
    chosen = np.zeros(pieces.size, dtype=bool)
    chosen[where] = True
    assert (masked.flatten()[~chosen] == pieces.flatten()[~chosen]).all()
    chosen = chosen.reshape(pieces.shape)
    assert not chosen[:, 0].any()
    continues = pieces[:, 2:] >= 10
    assert (chosen[:, 2:] == chosen[:, 1:-1])[continues].all()
    share = (masked == tokenizer.mask_token_id).sum() / len(set(where.tolist()))
    assert 0.5 < share <= 1.0


def test_masks_are_a_function_of_seed_and_step(tokenizer: BertTokenizerFast) -> None:
    pieces = np.random.default_rng(0).integers(5, 15, (4, 32))

    def masked(seed: int, step: int) -> list[int]:
        return list(pretrain.Masker(tokenizer, 0.25, seed=seed)(pieces, step)[1])

    assert masked(1, 7) == masked(1, 7)
    assert masked(1, 7) != masked(1, 8)
    assert masked(1, 7) != masked(2, 7)


def test_the_rate_warms_up_and_falls_to_nothing() -> None:
    rates = [pretrain.rate(t, 100.0, 1e-3, 4.0) for t in (0, 2, 4, 52, 100)]
    assert rates == pytest.approx([0, 5e-4, 1e-3, 5e-4, 0])
