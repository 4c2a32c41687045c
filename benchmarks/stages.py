"""What a batch of articles costs outside the encoder, stage by stage, here and in another checkout.

    python benchmarks/stages.py --texts ../shared/domain --documents 60 [--against FOLDER]

A run is a process of its own that reads the texts once with `Extractor.extract_many`, tables and
model loaded before; checkouts take turns, and medians of ``--runs`` are printed. Seconds are
processor time of the calling thread, so that other programs change little. A stage is the
functions that `STAGES` names, wherever they are called from, less the stages that they call
themselves. ``--pipeline`` also sets `transformers.pipeline`, which does no more than tag, beside
it. Only ratios within one call of this command can be compared between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from inspect import isclass, isfunction, isgeneratorfunction
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parents[1]

STAGES = {
    "reading": ("normalise", "split_words", "tokenise", "split_sentences"),
    "tagging": ("tag", "encode", "mentions"),
    "figures": ("find_figures", "parse_figure"),
    "dates": ("find_dates",),
    "events": ("link",),
    "encoder": ("_run",),
}
"""Functions of ``coalition_ie`` by stage; `TransformerTagger._run` is the encoder."""

OUTSIDE = (*list(STAGES)[:-1], "the rest")


class Clock:
    """Seconds by stage, each without those of the stages called inside it."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.inner = [0.0]
        self.known: dict[Callable[..., Any], Callable[..., Any]] = {}

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, its time counted for ``stage``; for one function always the same."""

        @wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            self.inner.append(0.0)
            begin = time.thread_time()
            try:
                made = function(*args, **options)
                return iter(list(made)) if isgeneratorfunction(function) else made
            finally:
                took = time.thread_time() - begin
                self.spent[stage] += took - self.inner.pop()
                self.inner[-1] += took

        return self.known.setdefault(function, call)

    def wrap(self, place: Any) -> None:
        """Time the functions of a module or class that `STAGES` names."""
        stages = {name: stage for stage, names in STAGES.items() for name in names}
        for name, value in list(vars(place).items()):
            if isfunction(value) and value.__name__ in stages and value not in self.known.values():
                setattr(place, name, self.timed(stages[value.__name__], value))


def measure(texts: list[str], checkout: Path, *, pipeline: bool) -> dict[str, float]:
    """One run in this process: seconds by stage, and the wall-clock time of the whole."""
    import coalition_ie
    from coalition_ie.pipeline import Extractor
    from coalition_ie.tagger.model import default_model

    if checkout not in Path(coalition_ie.__file__).resolve().parents:
        raise SystemExit(f"expected coalition_ie of {checkout}, got {coalition_ie.__file__}")
    extractor = Extractor.from_pretrained()
    extractor.extract((HERE / "examples" / "dispatch.txt").read_text("utf-8"))
    clock = Clock()
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "coalition_ie":
            clock.wrap(module)
            for kind in list(vars(module).values()):
                if isclass(kind) and kind.__module__ == name:
                    clock.wrap(kind)
    begin = time.perf_counter()
    clock.timed("the rest", lambda: list(extractor.extract_many(texts)))()
    seconds = {**clock.spent, "extract_many": time.perf_counter() - begin}
    if pipeline:
        import transformers

        tag = transformers.pipeline(
            "token-classification",
            model=str(default_model()),
            aggregation_strategy="first",
            stride=64,
        )
        begin = time.perf_counter()
        tag(texts, batch_size=32)
        seconds["transformers.pipeline"] = time.perf_counter() - begin
    return seconds


def run(checkout: Path, command: list[str]) -> dict[str, float]:
    """One run in a process that imports the package of ``checkout``."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [sys.executable, __file__, *command, "--measure", str(checkout)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    seconds: dict[str, float] = json.loads(done.stdout)
    seconds["outside the encoder"] = sum(seconds.get(stage, 0.0) for stage in OUTSIDE)
    return seconds


def print_medians(runs: dict[Path, list[dict[str, float]]], words: int) -> None:
    """A row for each stage, a column for each checkout, and their ratio."""
    medians = [{name: median(one[name] for one in of) for name in of[0]} for of in runs.values()]
    rows = [*OUTSIDE, "outside the encoder", "extract_many", "transformers.pipeline"]
    heads = ["here", *(["there", "here / there"] if len(medians) > 1 else [])]
    print(f"{'seconds':24}", *(f"{head:>14}" for head in heads))
    for name in rows:
        found = [row[name] for row in medians if name in row]
        found += [found[0] / found[1]] if len(found) > 1 else []
        if found:
            print(f"{name:24}", *(f"{value:14.3f}" for value in found))
    for name in rows[-2:]:
        if name in medians[0]:
            print(f"{name}: {words / medians[0][name]:.0f} words a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="folder of .txt")
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--against", type=Path, help="another checkout of the repository")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pipeline", action="store_true")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    texts = [p.read_text("utf-8") for p in sorted(args.texts.glob("*.txt"))[: args.documents]]
    if not texts:
        raise SystemExit(f"{args.texts}: expected .txt files, got none")
    if args.measure:
        print(json.dumps(measure(texts, args.measure, pipeline=args.pipeline)))
        return
    command = ["--texts", str(args.texts.resolve()), "--documents", str(args.documents)]
    command += ["--pipeline"] if args.pipeline else []
    runs: dict[Path, list[dict[str, float]]] = {HERE: []}
    if args.against:
        runs[args.against.resolve()] = []
    for _ in range(args.runs):
        for checkout, of in runs.items():
            of.append(run(checkout, command))
    print(f"{len(texts)} documents, medians of {args.runs} runs")
    print_medians(runs, sum(len(text.split()) for text in texts))


if __name__ == "__main__":
    main()
