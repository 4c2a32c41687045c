"""Whether this processor multiplies bfloat16 faster than float32: not all do."""

from __future__ import annotations

import time
from functools import cache
from typing import Literal

import torch

SHAPE = 2048, 256, 1024
"""Rows, inner and outer width of the product that is timed: a layer of our encoder."""

_TIMES = 20


def in_bfloat16(wanted: bool | Literal["auto"]) -> bool:
    """Whether to train in bfloat16: as a config says, or as it is faster here."""
    return _faster() if wanted == "auto" else wanted


@cache
def _faster() -> bool:
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    seconds = {kind: _seconds(kind) for kind in (torch.float32, torch.bfloat16)}
    shown = ", ".join(f"{kind} {1000 * spent:.1f} ms" for kind, spent in seconds.items())
    print(f"a product of {SHAPE}: {shown}")
    return seconds[torch.bfloat16] < seconds[torch.float32]


def _seconds(kind: torch.dtype) -> float:
    """The least time of a product, of several."""
    rows, inner, outer = SHAPE
    one, other = torch.ones(rows, inner, dtype=kind), torch.ones(inner, outer, dtype=kind)
    times = []
    for _ in range(_TIMES):
        begin = time.perf_counter()
        one @ other
        times.append(time.perf_counter() - begin)
    return min(times)
