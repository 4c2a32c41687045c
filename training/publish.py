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

from training.markdown import shown, table
from training.options import command

LARGEST = 40_000_000
"""Bytes that the shipped folder may have."""

SHARES = ("precision", "recall", "f1")


def scores(found: dict[str, Any]) -> str:
    """What ``training.evaluate --json`` printed, as a Markdown table."""
    if "spans" in found:
        spans = found["spans"]
        rows = {"mentions": spans["mentions"], **spans["labels"]}
        rows |= {name: spans[name] for name in ("triggers", "arguments")}
    else:
        rows = {"mentions": found["micro"], **found["labels"]}
    return table(
        ("what", "precision", "recall", "F1", "gold"),
        (
            (name, *(row[key] for key in SHARES), row.get("gold", row.get("support")))
            for name, row in rows.items()
        ),
    )


def micro(found: dict[str, Any]) -> float:
    """The micro F1 of mentions in what ``training.evaluate --json`` printed."""
    return float((found["spans"]["mentions"] if "spans" in found else found["micro"])["f1"])


def calibration(found: dict[str, Any]) -> dict[str, str]:
    """What ``training.calibrate`` printed: the temperature, the errors and two tables."""
    before, after = found["before"], found["after"]
    earlier = {(row["low"], row["high"]): row["right"] for row in before["rows"]}
    reliability = (
        (
            f"{row['low']}-{row['high']}",
            row["n"],
            row["score"],
            row["right"],
            earlier.get((row["low"], row["high"])),
        )
        for row in after["rows"]
    )
    sweep = ((str(row["threshold"]), *(row[key] for key in SHARES)) for row in found["sweep"])
    return {
        "temperature": str(found["temperature"]),
        "error_before": shown(before["expected_calibration_error"]),
        "error_after": shown(after["expected_calibration_error"]),
        "reliability": table(
            ("score", "mentions", "mean score", "right", "right before"), reliability
        ),
        "sweep": table(("threshold", "precision", "recall", "F1"), sweep),
    }


def robustness(found: dict[str, float]) -> str:
    """What ``training.robustness`` printed as a Markdown table."""
    rows = ((name, f1, f"{100 * (f1 - found['clean']):+.1f}") for name, f1 in found.items())
    return table(("text", "F1 of mentions", "against clean, in points"), rows)


def stages(run: dict[str, Any]) -> str:
    """What each stage of fine-tuning read and how it went, as a Markdown table."""
    head = ("stage", "texts", "windows", "spans lost", "loss", "minutes")
    return table(
        head,
        (
            (s["name"], s["texts"], s["windows"], len(s["lost"]), str(s["loss"]), str(s["minutes"]))
            for s in run["stages"]
        ),
    )


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
        **{f"scores_{name}": scores(files[0]) for name, files in scored.items()},
        **{f"f1_{name}": " / ".join(shown(micro(f)) for f in fs) for name, fs in scored.items()},
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
    model = AutoModelForTokenClassification.from_pretrained(args.model, dtype=torch.float16)
    model.save_pretrained(fresh)
    AutoTokenizer.from_pretrained(args.model).save_pretrained(fresh)
    run = json.loads((args.model / "run.json").read_text("utf-8"))
    pretraining = json.loads((args.encoder / "pretraining.json").read_text("utf-8"))
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
