"""What computes an encoder: an exported graph here, torch in `coalition_ie.tagger.pretrained`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple, Protocol

from coalition_ie.errors import ModelError
from coalition_ie.events.exported import FIND, ExportedHeads
from coalition_ie.events.link import Linker
from coalition_ie.graphs import Floats, Graph, Ints
from coalition_ie.tagger import EngineName
from coalition_ie.tagger.checkpoint import CONFIG, StoredTokenizer, options_of, tags_of
from coalition_ie.tagger.reader import PieceReader

GRAPHS = {"onnx": "model.onnx", "onnx-int8": "model.int8.onnx"}
"""The graph of an encoder, by engine."""

CELLS = 1024
"""Pieces, padding included, that go through an encoder at once on a processor: what is computed in
between stays in its cache. With 4096 the same articles took a fifth longer."""

MOST_THREADS = 8
"""Threads that are used at most where nobody says how many."""


class Engine(Protocol):
    """An encoder with its classifier."""

    name: EngineName
    hidden: int
    threads: int
    """Calls that may usefully run side by side."""

    cells: int
    """Pieces that should go through at once."""

    def run(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Logits (b, n, tags) and states (b, n, hidden) for ids and mask of pieces (b, n)."""


class Loaded(NamedTuple):
    """A checkpoint that is ready: what computes it, reads for it, links by it."""

    engine: Engine
    reader: PieceReader
    tags: tuple[str, ...]
    linker: Linker | None


class OnnxEngine:
    """The graph of a checkpoint's folder; a call computes on the thread that it comes from."""

    cells = CELLS

    def __init__(self, folder: Path, name: EngineName, *, hidden: int, threads: int) -> None:
        self.name, self.hidden, self.threads = name, hidden, threads
        self._graph = Graph(folder / GRAPHS[name])

    def run(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """As `Engine.run`."""
        logits, states = self._graph(ids, mask)
        return logits, states


def has_graph(folder: Path, name: EngineName = "onnx") -> bool:
    """Whether a checkpoint was exported for this engine."""
    return (folder / GRAPHS[name]).is_file()


def exported(folder: Path, name: EngineName, *, threads: int | None) -> Loaded:
    """The checkpoint of a folder by its graphs.

    Raises:
        ModelError: a file is damaged or missing, or goes with other weights.
    """
    source = str(folder)
    if not has_graph(folder, name):
        raise ModelError(
            f"model {source!r}: expected {GRAPHS[name]} for engine {name!r}, got none: "
            "python -m training.export makes it"
        )
    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
        tokenizer = StoredTokenizer.read(folder)
        hidden, longest = config["hidden_size"], config["max_position_embeddings"]
        labels = {int(number): label for number, label in config["id2label"].items()}
    # tokenizers has no error of its own.
    except Exception as error:
        raise ModelError(f"model {source!r}: {error}") from error
    options = options_of(config.get("coalition_ie"), name=source, longest=longest)
    engine = OnnxEngine(folder, name, hidden=hidden, threads=threads or usable_threads())
    linker = Linker(ExportedHeads(folder)) if (folder / FIND).is_file() else None
    reader = PieceReader(tokenizer, options)
    return Loaded(engine, reader, tags_of(labels, name=source), linker)


def usable_threads() -> int:
    """The cores that this process may use, but for one on which the caller goes on, at most
    `MOST_THREADS`."""
    known = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1
    return max(1, min(cores - 1, MOST_THREADS))
