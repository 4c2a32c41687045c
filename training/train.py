"""Fine-tune an encoder as a tagger, stage by stage, as a TOML config says.

    python training/train.py --config training/configs/default.toml

A stage may read files of several annotation schemes (``scheme``; ``share`` of a file's texts). Then
each scheme has a classifier of its own on the one encoder, so that conventions do not fight; what
is saved is that of the first scheme named.

Annotations are taken from characters: a text is split and tokenized exactly as in tagging, windows
cover all of it, and a span that the tokenizer's words cannot express is counted and named. The
result is an ordinary checkpoint (safetensors, tokenizer, config with its `Reading`) and
``run.json``: config, data with sha256, losses, minutes.

``--encoder`` and ``--out`` override the config; ``--leave-out ID`` trains without a document, for
leave-one-out scores; ``--seed`` sets another seed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
import tomllib
from pathlib import Path
from typing import Any

import augment
import torch
from datasets import Dataset
from transformers import (
    AutoModelForTokenClassification,
    AutoTokenizer,
    DataCollatorForTokenClassification,
    Trainer,
    TrainingArguments,
    set_seed,
)

import examples
from coalition_ie.ontology import ontology
from coalition_ie.tagger.encode import Encoder, Reading


def tags_of(labels: list[str]) -> list[str]:
    """IOB2 tags in the order in which the classifier numbers them."""
    return ["O", *(f"{prefix}-{label}" for label in labels for prefix in "BI")]


def load(config: dict[str, Any], encoder_path: str) -> tuple[Any, Encoder]:
    """The encoder with a fresh classifier, and how it reads."""
    wanted = config["model"]
    tags = tags_of(wanted.get("labels") or list(ontology().labels))
    reading = Reading(**wanted["reading"])
    tokenizer = AutoTokenizer.from_pretrained(encoder_path, use_fast=True, trust_remote_code=False)
    model = AutoModelForTokenClassification.from_pretrained(
        encoder_path,
        use_safetensors=True,
        trust_remote_code=False,
        num_labels=len(tags),
        dtype=torch.float32,
        id2label=dict(enumerate(tags)),
        label2id={tag: i for i, tag in enumerate(tags)},
        **wanted.get("config", {}),
    )
    model.config.coalition_ie = reading.to_dict()
    return model, Encoder(tokenizer, reading)


def read_data(
    stage: dict[str, Any], leave_out: str | None, seed: int
) -> tuple[dict[str, list[examples.Example]], dict[str, str]]:
    """A stage's examples by annotation scheme, and the files' sha256.

    ``share`` of a file is drawn at random; where the stage says ``augment``, the texts of its first
    scheme get variants.
    """
    chosen: dict[str, list[examples.Example]] = {}
    sums: dict[str, str] = {}
    for source in stage["data"]:
        path = Path(source["path"])
        sums[source["path"]] = hashlib.sha256(path.read_bytes()).hexdigest()
        read = [example for example in examples.read(path) if example.doc_id != leave_out]
        drawn = random.Random(seed).sample(read, round(len(read) * source.get("share", 1)))
        chosen.setdefault(source.get("scheme", "own"), []).extend(drawn)
    if "augment" in stage:
        first = next(iter(chosen.values()))
        first += augment.variants(first, **stage["augment"], seed=seed)
    return chosen, sums


def check_left_out(stages: list[dict[str, Any]], leave_out: str) -> None:
    """A document that no stage reads cannot be left out: a score without it would be false."""
    paths = {Path(source["path"]) for stage in stages for source in stage["data"]}
    if not any(example.doc_id == leave_out for path in paths for example in examples.read(path)):
        raise SystemExit(f"no document {leave_out!r} to leave out in {', '.join(map(str, paths))}")


class SchemeTrainer(Trainer):
    """A classifier for each annotation scheme, side by side in one layer.

    The label of a piece is its tag, plus the number of tags for each scheme before its own.
    """

    def __init__(self, tags: int, schemes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tags = tags
        self._repeat_classifier(schemes)

    def _repeat_classifier(self, times: int) -> None:
        old = self.model.classifier
        new = torch.nn.Linear(old.in_features, self.tags * times)
        new.weight.data = old.weight.data[: self.tags].repeat(times, 1)
        new.bias.data = old.bias.data[: self.tags].repeat(times)
        self.model.classifier = new

    def compute_loss(self, model: Any, inputs: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The cross-entropy of each piece's tag among the tags of its scheme."""
        labels = inputs.pop("labels")
        scores = model(**inputs).logits.unflatten(-1, (-1, self.tags))
        scheme = (labels.clamp(min=0) // self.tags)[..., None, None]
        own = scores.take_along_dim(scheme.expand(-1, -1, 1, self.tags), dim=2).flatten(0, 2)
        wanted = labels.where(labels < 0, labels % self.tags).flatten()
        return torch.nn.functional.cross_entropy(own.float(), wanted)

    def keep_first(self) -> None:
        """Leave the classifier of the first scheme alone."""
        self._repeat_classifier(1)


def run_stage(
    stage: dict[str, Any],
    model: Any,
    encoder: Encoder,
    *,
    out: Path,
    seed: int,
    leave_out: str | None,
) -> dict[str, Any]:
    """Train one stage; return what belongs into ``run.json``."""
    tags = [model.config.id2label[i] for i in range(model.config.num_labels)]
    chosen, sums = read_data(stage, leave_out, seed)
    rows: list[dict[str, list[int]]] = []
    lost: list[examples.Lost] = []
    for scheme, texts in enumerate(chosen.values()):
        its_rows, its_lost = examples.windows(texts, encoder, tags)
        for row in its_rows:
            row["labels"] = [x if x < 0 else x + scheme * len(tags) for x in row["labels"]]
        rows += its_rows
        lost += its_lost
    random.Random(seed).shuffle(rows)
    counts = {scheme: len(texts) for scheme, texts in chosen.items()}
    for span in lost[:20]:
        print(f"not expressible: {span.doc_id}:{span.start} {span.label} {span.surface!r}")
    print(
        f"stage {stage['name']}: texts {counts}, {len(rows)} windows, {len(lost)} spans lost"
    )
    begin = time.monotonic()
    trainer = SchemeTrainer(
        tags=len(tags),
        schemes=len(chosen),
        model=model,
        args=TrainingArguments(
            output_dir=str(out / "trainer"),
            num_train_epochs=stage["epochs"],
            learning_rate=stage["rate"],
            per_device_train_batch_size=stage["batch"],
            weight_decay=0.01,
            warmup_steps=stage.get("warmup", 0.1),
            lr_scheduler_type=stage.get("schedule", "linear"),
            bf16=stage.get("bf16", True),
            logging_steps=100,
            save_strategy="no",
            report_to=[],
            seed=seed,
            data_seed=seed,
            dataloader_pin_memory=False,
            use_cpu=not torch.cuda.is_available(),
            disable_tqdm=True,
            train_sampling_strategy="group_by_length",
        ),
        train_dataset=Dataset.from_list(rows),
        data_collator=DataCollatorForTokenClassification(encoder.tokenizer),
    )
    result = trainer.train()
    trainer.keep_first()
    return {
        "name": stage["name"],
        "texts": counts,
        "windows": len(rows),
        "lost": [f"{span.doc_id}:{span.start} {span.label}" for span in lost],
        "sha256": sums,
        "loss": round(result.training_loss, 4),
        "minutes": round((time.monotonic() - begin) / 60, 2),
    }


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--encoder", help="folder or hub id, instead of the config's")
    parser.add_argument(
        "--out", type=Path, help="folder for the checkpoint, instead of the config's"
    )
    parser.add_argument("--leave-out", metavar="ID", help="train without this document")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--stages", nargs="*", help="only these stages")
    args = parser.parse_args(argv)
    config = tomllib.loads(args.config.read_text("utf-8"))
    seed = config["train"]["seed"] if args.seed is None else args.seed
    out = args.out or Path(config["train"]["out"])
    unknown = set(args.stages or ()) - {stage["name"] for stage in config["stage"]}
    if unknown:
        raise SystemExit(f"{args.config}: no stage {', '.join(sorted(unknown))}")
    stages = [s for s in config["stage"] if args.stages is None or s["name"] in args.stages]
    if args.leave_out is not None:
        check_left_out(stages, args.leave_out)
    set_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    # A checkpoint of an earlier stage tells what it went through.
    earlier = Path(args.encoder or config["model"]["encoder"]) / "run.json"
    done = json.loads(earlier.read_text("utf-8"))["stages"] if earlier.is_file() else []
    model, encoder = load(config, args.encoder or config["model"]["encoder"])
    run: dict[str, Any] = {
        "config": config,
        "seed": seed,
        "leave_out": args.leave_out,
        "stages": done,
    }
    for stage in stages:
        run["stages"].append(
            run_stage(stage, model, encoder, out=out, seed=seed, leave_out=args.leave_out)
        )
    model.save_pretrained(out)
    encoder.tokenizer.save_pretrained(out)
    (out / "run.json").write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
