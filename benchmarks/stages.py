"""Seconds of `extract_many` by stage: its functions wrapped, each without the stages it calls.

Used by ``benchmarks/side_by_side.py``. Seconds are processor time of the thread that a function
runs on, so that other programs change little; the encoder has to compute on it alone, hence one.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from inspect import isclass, isfunction, isgeneratorfunction
from typing import Any

STAGES = {
    "reading": ("normalise", "split_words", "tokenise", "split_sentences", "PieceReader._words"),
    "tokenising": ("PieceReader.__call__",),
    "encoder": ("TransformerTagger._run",),
    "decoding": ("TransformerTagger.mentions",),
    "figures": ("with_figures",),
    "dates": ("find_dates",),
    "events": ("Linker.link",),
    "document": ("as_given", "document_of", "Document.__post_init__"),
}
"""Functions of ``coalition_ie`` by stage, under their qualified names."""

REST = "the rest"
"""What no stage counts."""

PACKAGE = "coalition_ie"
"""Whose functions are wrapped."""


class Clock:
    """Seconds by stage, each without those of the stages called inside it."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._of_thread = threading.local()
        self.known: dict[Callable[..., Any], Callable[..., Any]] = {}

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, its time counted for ``stage``; for one function always the same."""

        @wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            inner = self._of_thread.__dict__.setdefault("inner", [0.0])
            inner.append(0.0)
            begin = time.thread_time()
            try:
                made = function(*args, **options)
                return iter(list(made)) if isgeneratorfunction(function) else made
            finally:
                took = time.thread_time() - begin
                self.spent[stage] += took - inner.pop()
                inner[-1] += took

        return self.known.setdefault(function, call)

    def _wrap(self, place: Any) -> None:
        """Time the functions of a module or class that `STAGES` names."""
        stages = {name: stage for stage, names in STAGES.items() for name in names}
        for name, value in list(vars(place).items()):
            if not isfunction(value) or value in self.known.values():
                continue
            if value.__qualname__ in stages and value.__module__.split(".")[0] == PACKAGE:
                setattr(place, name, self.timed(stages[value.__qualname__], value))

    def wrap_all(self) -> list[str]:
        """Time all that is loaded of the package; returns the names of `STAGES` that it lacks."""
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] == PACKAGE:
                self._wrap(module)
                for kind in list(vars(module).values()):
                    if isclass(kind) and kind.__module__ == name:
                        self._wrap(kind)
        found = {function.__qualname__ for function in self.known}
        return [name for names in STAGES.values() for name in names if name not in found]


def seconds_of(work: Callable[[], object]) -> tuple[dict[str, float], list[str]]:
    """Seconds of ``work`` by stage, `REST` last, and the names of `STAGES` that were not found.

    The package stays wrapped: for a process that does nothing else.
    """
    clock = Clock()
    missing = clock.wrap_all()
    clock.timed(REST, work)()
    return {stage: clock.spent[stage] for stage in (*STAGES, REST)}, missing
