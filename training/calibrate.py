"""Make a checkpoint's scores mean what they say, and show how far they do.

    python -m training.calibrate --model work/default --texts ../shared > work/calibration.json

The temperature (`coalition_ie.tagger.reader.CheckpointOptions`) with the least log-loss of "is this
mention right, exact span and label" on ``--fit`` is written into the checkpoint's ``config.json``.
The event heads, where there are some, get a temperature each for trigger, role and status in the
same way, and the thresholds with the best mean F1 of triggers and arguments (``events.json``).
Then, on ``--split``: the reliability table (mentions, and events, by score, the share that is
right, and the expected calibration error), and what a threshold on the score makes of precision
and recall.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from coalition_ie import Document, Extractor
from coalition_ie.arabic.reading import Reading
from coalition_ie.events.exported import CONFIG
from coalition_ie.events.link import Linker
from coalition_ie.ontology import ROLES
from coalition_ie.scoring import score
from coalition_ie.tagger.model import TransformerTagger
from coalition_ie.types import Event
from training.examples import annotated
from training.options import command

TEMPERATURES = tuple(round(0.8 + 0.2 * i, 1) for i in range(12))
BORDERS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
HEADS = "trigger", "role", "status"
SHARES = "precision", "recall", "f1"
LIKELY = 0.1
"""Events below this score are not judged when temperatures are fitted."""

EVENT_THRESHOLDS = (0.3, 0.4, 0.5, 0.6)
THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)

Judged = tuple[float, bool]
"""A mention's score and whether it is right."""


class Mentions:
    """The mentions of some documents under given temperatures, encoded once."""

    def __init__(self, tagger: TransformerTagger, gold: Sequence[Document]) -> None:
        tagger.reader.options = replace(tagger.reader.options, temperature=1.0)
        self.tagger, self.gold = tagger, gold
        self.readings = [Reading(document.text) for document in gold]
        self.encoded = tagger.encode(self.readings)

    def judged(self, temperature: float) -> list[Judged]:
        """Every mention tagged."""
        warmer = [one.scores / temperature for one in self.encoded]
        warmer = [scores - np.logaddexp.reduce(scores, axis=1, keepdims=True) for scores in warmer]
        encoded = [e._replace(scores=s) for e, s in zip(self.encoded, warmer, strict=True)]
        found = []
        tagged = self.tagger.mentions(self.readings, encoded)
        for document, mentions in zip(self.gold, tagged, strict=True):
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


class Events:
    """The events of some documents under given temperatures and thresholds, encoded once."""

    def __init__(self, extractor: Extractor, linker: Linker, gold: Sequence[Document]) -> None:
        self.gold, self.linker = gold, linker
        self.texts = extractor.texts([replace(d, mentions=(), events=()) for d in gold])

    def found(self, threshold: float) -> list[Document]:
        """What is linked from the tagged mentions, down to a score."""
        linked = self.linker.link(self.texts, threshold=threshold)
        return [
            replace(document, mentions=tuple(text.mentions), dates=tuple(text.dates), events=events)
            for document, text, events in zip(self.gold, self.texts, linked, strict=True)
        ]

    def judged(self, head: str, temperature: float) -> list[Judged]:
        """What one head says, with its score and whether it is right.

        A role or status is judged where trigger and type are right.
        """
        self.linker.heads.config["temperatures"][head] = temperature
        found: list[Judged] = []
        for document, gold in zip(self.found(LIKELY), self.gold, strict=True):
            known = {(e.type, e.trigger.start): e for e in gold.events}
            for event in document.events:
                found += _judgements(head, event, known.get((event.type, event.trigger.start)))
        return found

    def f1(self, trigger: float, role: float) -> float:
        """The mean F1 of triggers and arguments at these thresholds."""
        self.linker.least_role = role
        scored = score(self.gold, self.found(trigger))
        return ((scored.triggers.f1 or 0.0) + (scored.arguments.f1 or 0.0)) / 2

    def sweep(self) -> list[dict[str, float]]:
        """Triggers and arguments at or above each score."""
        rows = []
        for threshold in THRESHOLDS[1:]:
            scored = score(self.gold, self.found(threshold))
            row = {"threshold": threshold}
            for name in ("triggers", "arguments"):
                tally = getattr(scored, name)
                row |= {f"{name}_{share}": getattr(tally, share) for share in SHARES}
            rows.append(row)
        return rows


def _judgements(head: str, event: Event, gold: Event | None) -> Iterator[Judged]:
    if head == "trigger":
        yield event.score, gold is not None
    elif gold is not None:
        there = {(role, a.start, a.end) for role, a in gold.arguments()}
        for one in event.evidence:
            if head == "status" == one.role:
                yield one.score, event.status == gold.status
            elif head == "role" and one.role in ROLES:
                yield one.score, (one.role, one.span.start, one.span.end) in there


def calibrate_events(
    extractor: Extractor, fit: Sequence[Document], report: Sequence[Document], folder: Path
) -> dict[str, Any]:
    """Fit the heads of a checkpoint, write what was found into its ``events.json``, and show it."""
    linker = extractor.events.linker
    if linker is None:
        return {}
    fitted = Events(extractor, linker, fit)
    before = Events(extractor, linker, report).judged("trigger", 1.0)
    config = linker.heads.config
    for head in HEADS:
        best = min(TEMPERATURES, key=lambda t: log_loss(fitted.judged(head, t)))
        config["temperatures"][head] = best
    grid = [(t, r) for t in EVENT_THRESHOLDS for r in EVENT_THRESHOLDS]
    trigger, role = max(grid, key=lambda pair: fitted.f1(*pair))
    config["thresholds"] = {"trigger": trigger, "role": role}
    linker.least_role = role
    (folder / CONFIG).write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", "utf-8")
    shown = Events(extractor, linker, report)
    return {
        "temperatures": config["temperatures"],
        "thresholds": config["thresholds"],
        "before": reliability(before),
        "after": reliability(shown.judged("trigger", config["temperatures"]["trigger"])),
        "sweep": shown.sweep(),
    }


def main(argv: list[str] | None = None) -> None:
    model = {"type": Path, "required": True, "help": "folder; its config is changed"}
    parser = command(__doc__, "annotations", "texts", model=model, split={"default": ["test"]})
    parser.add_argument("--fit", nargs="+", default=["dev"], help="splits to fit on")
    args = parser.parse_args(argv)
    fit, report = (annotated(args.annotations, args.texts, s) for s in (args.fit, args.split))
    tagger = TransformerTagger.from_pretrained(args.model)
    fitted, shown = Mentions(tagger, fit), Mentions(tagger, report)
    best = min(TEMPERATURES, key=lambda t: log_loss(fitted.judged(t)))
    before, after = shown.judged(1.0), shown.judged(best)
    path = args.model / "config.json"
    config = json.loads(path.read_text("utf-8"))
    config["coalition_ie"]["temperature"] = best
    path.write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", "utf-8")
    tagger.reader.options = replace(tagger.reader.options, temperature=best)
    events = calibrate_events(Extractor(tagger=tagger), fit, report, args.model)
    gold = sum(len(document.mentions) for document in report)
    print(
        json.dumps(
            {
                "temperature": best,
                "before": reliability(before),
                "after": reliability(after),
                "sweep": sweep(after, gold),
                "events": events,
            }
        )
    )


if __name__ == "__main__":
    main()
