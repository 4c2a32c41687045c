"""Put a trained checkpoint into the form in which it ships, with its model card.

    python -m training.publish --model work/default --encoder work/encoder/model \\
        --card training/card.md --out coalition_ie/models/default

Weights are written as safetensors in half precision; what training leaves behind stays out. The
card is ``training/card.md`` with ``{placeholders}`` filled from ``run.json``, from the encoder's
``pretraining.json`` and from the score files given by ``--scores NAME=FILE`` (what
``training.evaluate --json`` printed; several files under one name are several seeds),
``--calibration`` and ``--robustness``, so that no figure of this model is typed by hand.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer

from coalition_ie.events.heads import EventHeads
from training.export import export
from training.joint import JOINT
from training.markdown import shown, table
from training.options import command

LARGEST = 40_000_000
"""Bytes that the shipped folder may have."""

SHARES = ("precision", "recall", "f1")

EVENTS = {
    "triggers": "triggers",
    "arguments": "arguments",
    "arguments_by_head": "arguments by head",
    "tuples": "whole tuples",
}
"""Scores of events in ``training.evaluate``'s JSON, and what the card calls them."""


def scores(found: dict[str, Any]) -> str:
    """What ``training.evaluate --json`` printed, as a Markdown table."""
    if "spans" not in found:
        rows = {"mentions": found["micro"], **found["labels"]}
        return table(
            ("what", "precision", "recall", "F1", "gold"),
            ((name, *(row[key] for key in SHARES), row["support"]) for name, row in rows.items()),
        )
    spans, bounds = found["spans"], found["spans"]["intervals"]
    named = {"mentions": spans["mentions"], **spans["labels"]}
    named |= {words: spans[field] for field, words in EVENTS.items()}
    fields = {words: field for field, words in EVENTS.items()} | {"mentions": "mentions"}
    lines = [
        (name, *(row[key] for key in SHARES), row["gold"], between(bounds.get(fields.get(name))))
        for name, row in named.items()
    ]
    status = spans["status"]
    lines.append(
        (
            "status, of right triggers",
            "",
            "",
            status["accuracy"],
            status["total"],
            between(bounds.get("status")),
        )
    )
    return table(("what", "precision", "recall", "F1", "gold", "95 % of F1"), lines)


def between(bounds: dict[str, float] | None) -> str:
    """An interval."""
    return "" if bounds is None else f"{shown(bounds['low'])}-{shown(bounds['high'])}"


def micro(found: dict[str, Any]) -> float:
    """The micro F1 of mentions in what ``training.evaluate --json`` printed."""
    return float((found["spans"]["mentions"] if "spans" in found else found["micro"])["f1"])


def reliability(found: dict[str, Any]) -> dict[str, str]:
    """The errors and the table of what ``training.calibrate`` printed before and after."""
    before, after = found["before"], found["after"]
    earlier = {(row["low"], row["high"]): row["right"] for row in before["rows"]}
    rows = (
        (
            f"{row['low']}-{row['high']}",
            row["n"],
            row["score"],
            row["right"],
            earlier.get((row["low"], row["high"])),
        )
        for row in after["rows"]
    )
    return {
        "error_before": shown(before["expected_calibration_error"]),
        "error_after": shown(after["expected_calibration_error"]),
        "reliability": table(("score", "found", "mean score", "right", "right before"), rows),
    }


def calibration(found: dict[str, Any]) -> dict[str, str]:
    """What ``training.calibrate`` printed: temperatures, thresholds, errors and tables."""
    events = found["events"]
    sweep = ((str(row["threshold"]), *(row[key] for key in SHARES)) for row in found["sweep"])
    columns = [f"{name}_{share}" for name in ("triggers", "arguments") for share in SHARES]
    of_events = ((str(row["threshold"]), *(row[key] for key in columns)) for row in events["sweep"])
    head = [f"{name}, {share}" for name in ("triggers", "arguments") for share in ("P", "R", "F1")]
    return {
        "temperature": str(found["temperature"]),
        **reliability(found),
        "sweep": table(("threshold", "precision", "recall", "F1"), sweep),
        "event_temperatures": ", ".join(f"{k} {v}" for k, v in events["temperatures"].items()),
        "event_thresholds": ", ".join(f"{k} {v}" for k, v in events["thresholds"].items()),
        **{f"event_{name}": text for name, text in reliability(events).items()},
        "event_sweep": table(("threshold", *head), of_events),
    }


def seeds(files: list[dict[str, Any]]) -> str:
    """Several seeds side by side, with their mean, as a Markdown table."""
    rows = []
    for field in ("mentions", *EVENTS, "status"):
        share = "accuracy" if field == "status" else "f1"
        found = [f["spans"][field][share] for f in files if "spans" in f]
        if found:
            rows.append((EVENTS.get(field, field), *found, sum(found) / len(found)))
    head = ("F1", *(f"seed {i + 1}" for i in range(len(files))), "mean")
    return table(head, rows)


def robustness(found: dict[str, float]) -> str:
    """What ``training.robustness`` printed as a Markdown table."""
    rows = ((name, f1, f"{100 * (f1 - found['clean']):+.1f}") for name, f1 in found.items())
    return table(("text", "F1 of mentions", "against clean, in points"), rows)


def stages(run: dict[str, Any]) -> str:
    """What each stage of fine-tuning read and how it went, as a Markdown table."""
    return table(
        ("stage", "texts", "last loss", "minutes"),
        (
            (
                s["name"],
                s["texts"],
                json.dumps(s["loss"][-1] if s["name"] == JOINT else s["loss"]),
                str(s["minutes"]),
            )
            for s in run["stages"]
        ),
    )


def shipped(files: list[dict[str, Any]], run: dict[str, Any]) -> dict[str, Any]:
    """Of the scores of several seeds, from 1 on, those of the seed that ships."""
    return files[run["seed"] - 1] if len(files) > 1 else files[0]


def card(
    template: str,
    run: dict[str, Any],
    pretraining: dict[str, Any],
    scored: dict[str, list[dict[str, Any]]],
    *,
    extra: dict[str, str],
    size: int,
) -> str:
    """The model card; a placeholder without a value is an error that names it."""
    values: dict[str, Any] = {
        "seed": run["seed"],
        "megabytes": f"{size / 1e6:.1f}",
        "pieces": f"{pretraining['pieces'] / 1e6:.1f}",
        "pretraining_minutes": f"{pretraining['seconds'] / 60:.0f}",
        "layers": pretraining["layers"],
        "hidden": pretraining["hidden"],
        "stages": stages(run),
        **{f"scores_{name}": scores(shipped(files, run)) for name, files in scored.items()},
        **{f"f1_{name}": " / ".join(shown(micro(f)) for f in fs) for name, fs in scored.items()},
        **{f"seeds_{name}": seeds(files) for name, files in scored.items() if len(files) > 1},
        **extra,
    }
    try:
        return template.format(**values)
    except KeyError as missing:
        raise SystemExit(f"model card: no value for {missing}") from missing


def main(argv: list[str] | None = None) -> None:
    parser = command(__doc__, "out", model={"type": Path, "required": True, "help": "folder"})
    parser.add_argument("--encoder", type=Path, required=True, help="folder with pretraining.json")
    parser.add_argument("--card", type=Path, required=True)
    parser.add_argument("--scores", nargs="*", default=[], metavar="NAME=FILE")
    parser.add_argument("--calibration", type=Path, help="what training.calibrate printed")
    parser.add_argument("--robustness", type=Path, help="what training.robustness printed")
    args = parser.parse_args(argv)
    fresh = args.out.with_name(args.out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    AutoModelForTokenClassification.from_pretrained(
        args.model, dtype=torch.float16
    ).save_pretrained(fresh)
    AutoTokenizer.from_pretrained(args.model).save_pretrained(fresh)
    EventHeads.from_pretrained(args.model).save_pretrained(fresh)
    run = json.loads((args.model / "run.json").read_text("utf-8"))
    pretraining = json.loads((args.encoder / "pretraining.json").read_text("utf-8"))
    export(fresh)
    size = sum(file.stat().st_size for file in fresh.iterdir())
    if size > LARGEST:
        raise SystemExit(f"{fresh}: {size} bytes, expected at most {LARGEST}")
    scored: dict[str, list[dict[str, Any]]] = {}
    for name, file in (pair.split("=", 1) for pair in args.scores):
        scored.setdefault(name, []).append(json.loads(Path(file).read_text("utf-8")))
    extra: dict[str, str] = {}
    if args.calibration:
        extra |= calibration(json.loads(args.calibration.read_text("utf-8")))
    if args.robustness:
        extra["robustness"] = robustness(json.loads(args.robustness.read_text("utf-8")))
    text = card(args.card.read_text("utf-8"), run, pretraining, scored, extra=extra, size=size)
    (fresh / "README.md").write_text(text, "utf-8")
    record = json.dumps(run | {"pretraining": pretraining}, indent=1, ensure_ascii=False)
    (fresh / "run.json").write_text(record + "\n", "utf-8")
    shutil.rmtree(args.out, ignore_errors=True)
    fresh.rename(args.out)
    sys.stdout.write(f"{args.out}: {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
