"""Make a checkpoint's scores mean what they say, and show how far they do.

    python -m training.calibrate --model work/default --texts ../shared > work/calibration.json

The temperature (`coalition_ie.tagger.reader.CheckpointOptions`) with the least log-loss of "is this
mention right, exact span and label" on ``--fit`` is written into the checkpoint's ``config.json``.
Then, on ``--split``: the reliability table (mentions by score, the share that is right, and the
expected calibration error), and what a threshold on the score makes of precision and recall.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from coalition_ie import Document
from coalition_ie.arabic.reading import Reading
from coalition_ie.tagger.model import TransformerTagger
from training.examples import annotated
from training.options import command

TEMPERATURES = tuple(round(0.8 + 0.2 * i, 1) for i in range(12))
BORDERS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)

Judged = tuple[float, bool]
"""A mention's score and whether it is right."""


def judged(tagger: TransformerTagger, gold: Sequence[Document], temperature: float) -> list[Judged]:
    """Every mention tagged in the texts of ``gold``."""
    tagger.reader.options = replace(tagger.reader.options, temperature=temperature)
    found = []
    for document, mentions in zip(gold, tagger.tag([Reading(d.text) for d in gold]), strict=True):
        right = {(m.start, m.end, m.label) for m in document.mentions}
        found += [(m.score, (m.start, m.end, m.label) in right) for m in mentions]
    return found


def log_loss(found: Sequence[Judged]) -> float:
    """Mean negative log-probability of what is the case; scores are kept off 0 and 1."""
    kept = [(min(max(score, 1e-4), 1 - 1e-4), right) for score, right in found]
    return -sum(math.log(score if right else 1 - score) for score, right in kept) / len(kept)


def reliability(found: Sequence[Judged]) -> dict[str, object]:
    """Mentions by score, with the expected calibration error (Guo et al. 2017)."""
    rows, error = [], 0.0
    for low, high in pairwise(BORDERS):
        inside = [(s, r) for s, r in found if low <= s < high or s == high == 1.0]
        if inside:
            score = sum(s for s, _ in inside) / len(inside)
            right = sum(r for _, r in inside) / len(inside)
            error += abs(score - right) * len(inside) / len(found)
            rows.append(
                {"low": low, "high": high, "n": len(inside), "score": score, "right": right}
            )
    return {"rows": rows, "expected_calibration_error": error}


def sweep(found: Sequence[Judged], gold: int) -> list[dict[str, float]]:
    """Precision, recall and F1 of the mentions at or above each threshold."""
    rows = []
    for threshold in THRESHOLDS:
        kept = [right for score, right in found if score >= threshold]
        right = sum(kept)
        precision, recall = right / max(1, len(kept)), right / gold
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        rows.append({"threshold": threshold, "precision": precision, "recall": recall, "f1": f1})
    return rows


def main(argv: list[str] | None = None) -> None:
    model = {"type": Path, "required": True, "help": "folder; its config is changed"}
    parser = command(__doc__, "annotations", "texts", model=model, split={"default": ["test"]})
    parser.add_argument("--fit", nargs="+", default=["dev"], help="splits to fit on")
    args = parser.parse_args(argv)
    fit, report = (annotated(args.annotations, args.texts, s) for s in (args.fit, args.split))
    tagger = TransformerTagger.from_pretrained(args.model)
    best = min(TEMPERATURES, key=lambda t: log_loss(judged(tagger, fit, t)))
    before, after = (judged(tagger, report, t) for t in (1.0, best))
    path = args.model / "config.json"
    config = json.loads(path.read_text("utf-8"))
    config["coalition_ie"]["temperature"] = best
    path.write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", "utf-8")
    gold = sum(len(document.mentions) for document in report)
    print(
        json.dumps(
            {
                "temperature": best,
                "before": reliability(before),
                "after": reliability(after),
                "sweep": sweep(after, gold),
            }
        )
    )


if __name__ == "__main__":
    main()
