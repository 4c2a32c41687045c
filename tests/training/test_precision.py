"""In which precision training multiplies."""

from __future__ import annotations

import pytest
import torch

from training import precision


@pytest.mark.parametrize(("halves", "expected"), [(0.001, True), (0.003, False)])
def test_auto_takes_what_was_faster(
    halves: float, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(
        precision, "_seconds", {torch.float32: 0.002, torch.bfloat16: halves}.__getitem__
    )
    precision._faster.cache_clear()
    assert precision.in_bfloat16("auto") is expected
    precision._faster.cache_clear()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_config_that_says_it_is_not_measured(
    wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(precision, "_seconds")
    assert precision.in_bfloat16(wanted) is wanted
