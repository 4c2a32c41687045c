"""Put a trained checkpoint into the form in which it ships, with its model card.

    python training/publish.py --model work/default --encoder work/encoder/model \\
        --card training/card.md --out coalition_ie/models/default

Weights are written as safetensors in half precision; what training leaves behind stays out. The
card is ``training/card.md`` with ``{placeholders}`` filled from ``run.json``, from the encoder's
``pretraining.json`` and from the score files given by ``--scores NAME=FILE`` (what
``evaluate.py --json`` printed; several files under one name are several seeds), ``--calibration``
and ``--robustness``, so that no figure of this model is typed by hand.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer

LARGEST = 40_000_000
"""Bytes that the shipped folder may have."""


HEAD = "| what | precision | recall | F1 | gold |\n| --- | --- | --- | --- | --- |"


def table(scores: dict[str, Any]) -> str:
    """What ``evaluate.py --json`` printed, as a Markdown table."""
    if "spans" in scores:
        spans = scores["spans"]
        rows = {"mentions": spans["mentions"], **spans["labels"]}
        rows |= {name: spans[name] for name in ("triggers", "arguments")}
    else:
        rows = {"mentions": scores["micro"], **scores["labels"]}
    return "\n".join([HEAD, *(_row(name, row) for name, row in rows.items())])


def micro(scores: dict[str, Any]) -> float:
    """The micro F1 of mentions in what ``evaluate.py --json`` printed."""
    found = scores["spans"]["mentions"] if "spans" in scores else scores["micro"]
    return float(found["f1"])


def reliability(calibration: dict[str, Any]) -> str:
    """What ``calibrate.py`` found, before and after, as a Markdown table."""
    before = {(row["low"], row["high"]): row for row in calibration["before"]["rows"]}
    lines = ["| score | mentions | mean score | right | right before |", "| --- " * 5 + "|"]
    for row in calibration["after"]["rows"]:
        known = before.get((row["low"], row["high"]))
        cells = (
            row["n"],
            _share(row["score"]),
            _share(row["right"]),
            _share(known and known["right"]),
        )
        lines.append(f"| {row['low']}-{row['high']} | " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def sweep(calibration: dict[str, Any]) -> str:
    """Precision and recall by threshold as a Markdown table."""
    lines = ["| threshold | precision | recall | F1 |", "| --- | --- | --- | --- |"]
    for row in calibration["sweep"]:
        shares = " | ".join(_share(row[key]) for key in ("precision", "recall", "f1"))
        lines.append(f"| {row['threshold']} | {shares} |")
    return "\n".join(lines)


def robustness(scores: dict[str, float]) -> str:
    """What ``robustness.py`` printed as a Markdown table."""
    clean = scores["clean"]
    lines = ["| text | F1 of mentions | against clean, in points |", "| --- | --- | --- |"]
    lines += [
        f"| {name} | {_share(f1)} | {100 * (f1 - clean):+.1f} |" for name, f1 in scores.items()
    ]
    return "\n".join(lines)


def _row(name: str, row: dict[str, Any]) -> str:
    shares = " | ".join(_share(row[key]) for key in ("precision", "recall", "f1"))
    return f"| {name} | {shares} | {row.get('gold', row.get('support'))} |"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def card(
    template: str,
    run: dict[str, Any],
    pretraining: dict[str, Any],
    scores: dict[str, list[dict[str, Any]]],
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
        "stages": "\n".join(_stage(stage) for stage in run["stages"]),
        **{f"scores_{name}": table(files[0]) for name, files in scores.items()},
        **{
            f"f1_{name}": " / ".join(_share(micro(f)) for f in files)
            for name, files in scores.items()
        },
        **extra,
    }
    try:
        return template.format(**values)
    except KeyError as missing:
        raise SystemExit(f"model card: no value for {missing}") from missing


def _stage(stage: dict[str, Any]) -> str:
    cells = (stage["name"], stage["texts"], stage["windows"], len(stage["lost"]), stage["loss"])
    return "| " + " | ".join(map(str, (*cells, stage["minutes"]))) + " |"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with pretraining.json")
    parser.add_argument("--card", type=Path, required=True)
    parser.add_argument("--scores", nargs="*", default=[], metavar="NAME=FILE")
    parser.add_argument("--calibration", type=Path, help="what calibrate.py printed")
    parser.add_argument("--robustness", type=Path, help="what robustness.py printed")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    fresh = args.out.with_name(args.out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    model = AutoModelForTokenClassification.from_pretrained(args.model, dtype=torch.float16)
    model.save_pretrained(fresh)
    AutoTokenizer.from_pretrained(args.model).save_pretrained(fresh)
    run = json.loads((args.model / "run.json").read_text("utf-8"))
    pretraining = json.loads((args.encoder / "pretraining.json").read_text("utf-8"))
    size = sum(file.stat().st_size for file in fresh.iterdir())
    if size > LARGEST:
        raise SystemExit(f"{fresh}: {size} bytes, expected at most {LARGEST}")
    scores: dict[str, list[dict[str, Any]]] = {}
    for name, file in (pair.split("=", 1) for pair in args.scores):
        scores.setdefault(name, []).append(json.loads(Path(file).read_text("utf-8")))
    extra = {}
    if args.calibration:
        calibration = json.loads(args.calibration.read_text("utf-8"))
        errors = [calibration[when]["expected_calibration_error"] for when in ("before", "after")]
        extra |= {
            "temperature": str(calibration["temperature"]),
            "error_before": _share(errors[0]),
            "error_after": _share(errors[1]),
            "reliability": reliability(calibration),
            "sweep": sweep(calibration),
        }
    if args.robustness:
        extra["robustness"] = robustness(json.loads(args.robustness.read_text("utf-8")))
    text = card(args.card.read_text("utf-8"), run, pretraining, scores, extra=extra, size=size)
    (fresh / "README.md").write_text(text, "utf-8")
    record = json.dumps(run | {"pretraining": pretraining}, indent=1, ensure_ascii=False)
    (fresh / "run.json").write_text(record + "\n", "utf-8")
    shutil.rmtree(args.out, ignore_errors=True)
    fresh.rename(args.out)
    sys.stdout.write(f"{args.out}: {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
