"""Exported graphs (ONNX), which point into the weights of the checkpoint that they lie beside.

`training.export` makes them: a graph holds operations alone and names the places of its weights in
the checkpoint's own safetensors, so that nothing is stored twice, and ONNX Runtime needs neither
torch nor transformers. A graph says the sha256 of those weights; beside others it is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from coalition_ie.errors import ModelError

WEIGHTS, SHA256 = "coalition_ie.weights", "coalition_ie.sha256"
"""Metadata of a graph: the file of its weights, and their sha256."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Graph:
    """A graph that can be asked, from any number of threads at once: each call computes on one."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Threads are the caller's: those of a session spin for work where others need the core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        # ONNX Runtime has an error of its own for every way to be damaged.
        except Exception as error:
            cause = next(iter(str(error).splitlines()), type(error).__name__)
            raise ModelError(f"graph {str(path)!r}: {cause}") from error
        said = session.get_modelmeta().custom_metadata_map
        weights = path.parent / said.get(WEIGHTS, "")
        found = hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else None
        if found is None or found != said.get(SHA256):
            raise ModelError(
                f"graph {str(path)!r}: expected the weights that it was exported from, got others: "
                "export it anew (python -m training.export) or remove it"
            )
        self._session: Any = session

    def __call__(self, *inputs: NDArray[Any]) -> Sequence[Floats]:
        """The outputs for inputs in the order in which the graph has them."""
        names = (one.name for one in self._session.get_inputs())
        made: Sequence[Floats] = self._session.run(None, dict(zip(names, inputs, strict=True)))
        return made
