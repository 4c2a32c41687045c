"""The event heads as exported graphs: what answers where torch is not there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from coalition_ie.errors import ModelError
from coalition_ie.events.inputs import FEATURES, Asked
from coalition_ie.graphs import Floats, Graph

CONFIG, WEIGHTS = "events.json", "events.safetensors"
"""The files of the heads, beside those of the checkpoint whose states they read."""

FIND, JUDGE = "events.find.onnx", "events.judge.onnx"
"""The graphs of the heads."""


class HeadsConfig:
    """What ``events.json`` says of the heads: their sizes, names, temperatures and thresholds."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = dict(config)
        self.numbers = {name: i + 1 for i, name in enumerate(config["features"])}

    def numbers_of(self, features: Iterable[str]) -> list[int]:
        """The numbers of those features that the heads were trained with, at most `FEATURES`."""
        return [self.numbers[name] for name in features if name in self.numbers][:FEATURES]

    def temperature(self, head: str) -> float:
        """What divides the logits of ``trigger``, ``role`` or ``status`` (Guo et al. 2017)."""
        return float(self.config["temperatures"].get(head, 1.0))


class Heads(Protocol):
    """Event heads that can be asked; `coalition_ie.events.heads` says what is computed."""

    config: dict[str, Any]

    def numbers_of(self, features: Iterable[str]) -> list[int]:
        """As `HeadsConfig.numbers_of`."""

    def temperature(self, head: str) -> float:
        """As `HeadsConfig.temperature`."""

    def find(
        self, states: Floats, lexicon: NDArray[Any], tags: NDArray[Any], mask: NDArray[Any]
    ) -> tuple[Floats, Floats]:
        """Words as they are read (s, m, width), and the logits of their trigger types."""

    def judge(
        self,
        words: Floats,
        tags: NDArray[Any],
        mask: NDArray[Any],
        kinds: NDArray[Any],
        asked: Asked,
    ) -> tuple[Floats, Floats]:
        """Logits of the status of each trigger and of the role of each pair."""


class ExportedHeads(HeadsConfig):
    """`Heads` by the graphs of a checkpoint's folder.

    Raises:
        ModelError: a file is damaged, or the weights are not those that were exported.
    """

    def __init__(self, folder: Path) -> None:
        try:
            super().__init__(json.loads((folder / CONFIG).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"event heads of {str(folder)!r}: {error}") from error
        self._find, self._judge = Graph(folder / FIND), Graph(folder / JUDGE)

    def find(
        self, states: Floats, lexicon: NDArray[Any], tags: NDArray[Any], mask: NDArray[Any]
    ) -> tuple[Floats, Floats]:
        """As `Heads.find`."""
        words, types = self._find(states, lexicon, tags, mask)
        return words, types

    def judge(
        self,
        words: Floats,
        tags: NDArray[Any],
        mask: NDArray[Any],
        kinds: NDArray[Any],
        asked: Asked,
    ) -> tuple[Floats, Floats]:
        """As `Heads.judge`."""
        status, roles = self._judge(words, tags, mask, kinds, *asked)
        return status, roles
