"""Fine-tune an encoder as a tagger, stage by stage, as a TOML config says.

    python -m training.train --config training/configs/default.toml

What a config may say stands in `training.config`. A stage's ``average`` mixes a share of its first
weights into its last ones: what an earlier stage knew and this one forgot comes back in part
(Wortsman et al. 2022, WiSE-FT).

Annotations are taken from characters: a text is split and tokenized exactly as in tagging, windows
cover all of it, and a span that the tokenizer's words cannot express is counted and named. The
result is an ordinary checkpoint (safetensors, tokenizer, config with its `CheckpointOptions`) and
``run.json``: config, data with sha256, losses, minutes.

``--encoder`` and ``--out`` override the config; ``--leave-out ID`` trains without a document, for
leave-one-out scores; ``--seed`` sets another seed.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from pathlib import Path
from typing import Any

import msgspec
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

from coalition_ie.ontology import ontology
from coalition_ie.tagger.reader import PieceReader
from training import augment, config, examples, joint
from training.config import Joint, Model, Stage
from training.options import command
from training.precision import in_bfloat16


def tags_of(labels: list[str]) -> list[str]:
    """IOB2 tags in the order in which the classifier numbers them."""
    return ["O", *(f"{prefix}-{label}" for label in labels for prefix in "BI")]


def load(wanted: Model, encoder_path: str) -> tuple[Any, PieceReader]:
    """The encoder with a fresh classifier, and how it reads."""
    tags = tags_of(wanted.labels or list(ontology().labels))
    options = wanted.reading.checkpoint()
    tokenizer = AutoTokenizer.from_pretrained(encoder_path, use_fast=True, trust_remote_code=False)
    model = AutoModelForTokenClassification.from_pretrained(
        encoder_path,
        use_safetensors=True,
        trust_remote_code=False,
        num_labels=len(tags),
        dtype=torch.float32,
        id2label=dict(enumerate(tags)),
        label2id={tag: i for i, tag in enumerate(tags)},
        **wanted.config,
    )
    model.config.coalition_ie = options.to_dict()
    return model, PieceReader(tokenizer, options)


def read_data(
    stage: Stage, leave_out: str | None, seed: int
) -> tuple[list[examples.Example], dict[str, str]]:
    """A stage's examples, with variants where it says ``augment``, and the files' sha256."""
    chosen = [
        example
        for path in stage.data
        for example in examples.read(Path(path))
        if example.doc_id != leave_out
    ]
    if stage.augment:
        chosen += augment.variants(chosen, stage.augment, seed=seed)
    return chosen, checksums(stage.data)


def checksums(paths: list[str]) -> dict[str, str]:
    """The files' sha256."""
    return {path: hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in paths}


def check_left_out(stages: list[Stage], together: Joint | None, leave_out: str) -> None:
    """A document that no stage reads cannot be left out: a score without it would be false."""
    paths = {Path(path) for stage in stages for path in stage.data}
    read = {example.doc_id for path in paths for example in examples.read(path)}
    if together is not None:
        paths |= set(map(Path, together.data))
        read |= {document.doc_id for document in joint.read(together.data)}
    if leave_out not in read:
        raise SystemExit(f"no document {leave_out!r} to leave out in {', '.join(map(str, paths))}")


def run_stage(
    stage: Stage,
    model: Any,
    reader: PieceReader,
    *,
    out: Path,
    seed: int,
    leave_out: str | None,
) -> dict[str, Any]:
    """Train one stage; return what belongs into ``run.json``."""
    tags = [model.config.id2label[i] for i in range(model.config.num_labels)]
    chosen, sums = read_data(stage, leave_out, seed)
    rows, lost = examples.windows(chosen, reader, tags)
    random.Random(seed).shuffle(rows)
    for span in lost[:20]:
        print(f"not expressible: {span.doc_id}:{span.start} {span.label} {span.surface!r}")
    print(f"stage {stage.name}: {len(chosen)} texts, {len(rows)} windows, {len(lost)} spans lost")
    begin = time.monotonic()
    mixed = stage.average > 0
    before = [weights.detach().clone() for weights in model.parameters()] if mixed else []
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=str(out / "trainer"),
            num_train_epochs=stage.epochs,
            learning_rate=stage.rate,
            per_device_train_batch_size=stage.batch,
            weight_decay=0.01,
            warmup_steps=stage.warmup,
            bf16=in_bfloat16(stage.bf16),
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
        data_collator=DataCollatorForTokenClassification(reader.tokenizer),
    )
    result = trainer.train()
    if mixed:
        for weights, old in zip(model.parameters(), before, strict=True):
            weights.data.lerp_(old, stage.average)
    return {
        "name": stage.name,
        "texts": len(chosen),
        "windows": len(rows),
        "lost": [f"{span.doc_id}:{span.start} {span.label}" for span in lost],
        "sha256": sums,
        "loss": round(result.training_loss, 4),
        "minutes": round((time.monotonic() - begin) / 60, 2),
    }


def main(argv: list[str] | None = None) -> None:
    place = {"required": False, "help": "folder for the checkpoint, instead of the config's"}
    parser = command(__doc__, out=place, seed={"default": None, "help": "instead of the config's"})
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--encoder", help="folder or hub id, instead of the config's")
    parser.add_argument("--leave-out", metavar="ID", help="train without this document")
    parser.add_argument("--stages", nargs="*", help="only these stages")
    args = parser.parse_args(argv)
    try:
        wanted = config.read(args.config, config.Training)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    seed = wanted.train.seed if args.seed is None else args.seed
    out, encoder = args.out or Path(wanted.train.out), args.encoder or wanted.model.encoder
    unknown = set(args.stages or ()) - {stage.name for stage in wanted.stage}
    unknown -= {joint.JOINT} if wanted.joint else set()
    if unknown:
        raise SystemExit(f"{args.config}: no stage {', '.join(sorted(unknown))}")
    stages = [s for s in wanted.stage if args.stages is None or s.name in args.stages]
    together = wanted.joint if args.stages is None or joint.JOINT in args.stages else None
    if args.leave_out is not None:
        check_left_out(stages, together, args.leave_out)
    set_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    # A checkpoint of an earlier stage tells what it went through.
    earlier = Path(encoder) / "run.json"
    done = json.loads(earlier.read_text("utf-8"))["stages"] if earlier.is_file() else []
    model, reader = load(wanted.model, encoder)
    run: dict[str, Any] = {
        "config": msgspec.to_builtins(wanted),
        "seed": seed,
        "leave_out": args.leave_out,
        "stages": done,
    }
    for stage in stages:
        run["stages"].append(
            run_stage(stage, model, reader, out=out, seed=seed, leave_out=args.leave_out)
        )
    if together is not None:
        documents = [d for d in joint.read(together.data) if d.doc_id != args.leave_out]
        heads, done_jointly = joint.run(together, model, reader, documents, seed=seed)
        run["stages"].append(done_jointly | {"sha256": checksums(together.data)})
        heads.save_pretrained(out)
    model.save_pretrained(out)
    reader.tokenizer.save_pretrained(out)
    (out / "run.json").write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
