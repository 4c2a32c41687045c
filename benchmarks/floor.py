"""The least time an encoder could take: its multiplications over the rate of this machine.

Used by ``benchmarks/side_by_side.py``. A piece has to pass all linear layers once, which is a
multiplication and an addition for each weight, and its attention has to see the pieces of its text
within the window: two more products of the width for each of them. Embeddings are looked up, norms
and activations left out, windows do not overlap, nothing is padded. The rate is that of torch
multiplying matrices of these shapes in float32, in processor time over the number of threads, so
that other programs change little; an engine in fewer bits can stay under this floor.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

ROWS = 2048
"""Pieces multiplied at once: enough that more of them are not faster."""

LEAST = 0.15
"""Processor seconds that each shape is measured for; its best time counts."""

Shapes = Counter[tuple[int, int]]


def shapes_of(model: Any) -> Shapes:
    """How many linear layers of each (in, out) a model has."""
    from torch.nn import Linear

    layers = (layer for layer in model.modules() if isinstance(layer, Linear))
    return Counter((layer.in_features, layer.out_features) for layer in layers)


def contexts_of(config: Any) -> list[int]:
    """How many pieces the attention of each layer sees at most."""
    window = getattr(config, "coalition_ie", {}).get("window", config.max_position_embeddings)
    kinds = getattr(config, "layer_types", None) or ["full_attention"] * config.num_hidden_layers
    return [window if kind == "full_attention" else config.local_attention + 1 for kind in kinds]


def operations(model: Any, lengths: Sequence[int]) -> int:
    """Multiplications and additions for texts of these numbers of pieces."""
    weights = sum(size * of * count for (size, of), count in shapes_of(model).items())
    width, contexts = model.config.hidden_size, contexts_of(model.config)
    seen = sum(n * min(n, context) for n in lengths for context in contexts)
    return 2 * (weights * sum(lengths) + 2 * width * seen)


def rate(shapes: Shapes) -> float:
    """Operations a second of torch in float32, on the threads it is set to."""
    import torch

    done = spent = 0.0
    for (size, of), count in shapes.items():
        rows, weight = torch.rand(ROWS, size), torch.rand(size, of)
        torch.mm(rows, weight)  # the first call sets up
        times: list[float] = []
        while sum(times) < LEAST:
            begin = time.process_time()
            torch.mm(rows, weight)
            times.append(time.process_time() - begin)
        spent += count * min(times) / torch.get_num_threads()
        done += count * 2 * ROWS * size * of
    return done / spent
