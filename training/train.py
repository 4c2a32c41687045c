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
leave-one-out scores; ``--seed`` sets another seed. ``--epochs N`` and ``--limit N`` make a trial of
N epochs and N documents in every stage. ``--eval-every N`` scores annotated documents after every N
epochs: F1 of mentions, in the joint stage of events too, printed and kept in ``run.json``. A run
that was killed goes on with ``--resume`` and the same options (`training.states`).

Several processes share the steps of a stage where ``torchrun`` or ``accelerate launch`` starts
them, one for each GPU; the joint stage, a loop of its own, takes one process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import torch
from accelerate import PartialState
from datasets import Dataset
from transformers import (
    AutoModelForTokenClassification,
    AutoTokenizer,
    DataCollatorForTokenClassification,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
    set_seed,
)

from coalition_ie import Document
from coalition_ie.events.exported import CONFIG
from coalition_ie.events.heads import EventHeads
from coalition_ie.formats.jsonl import read_jsonl
from coalition_ie.ontology import ontology
from coalition_ie.tagger.reader import PieceReader
from training import augment, config, evaluate, examples, joint, states
from training.config import Joint, Model, Stage, Training
from training.options import command, count


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
    stage: Stage, leave_out: str | None, seed: int, limit: int | None
) -> tuple[list[examples.Example], dict[str, str]]:
    """A stage's examples, at most ``limit``, with variants where it says ``augment``, and the
    files' sha256."""
    chosen = [
        example
        for path in stage.data
        for example in examples.read(Path(path))
        if example.doc_id != leave_out
    ][:limit]
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


class _AtEnds(TrainerCallback):
    """At the end of every epoch: log the loss since the last line, and score where it is due."""

    def __init__(self, scored: Callable[[], dict[str, Any]] | None, every: int) -> None:
        self.scored, self.every = scored, every

    def on_epoch_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Scores stand in the log, which the Trainer keeps in its checkpoints."""
        control.should_log = state.global_step > 0
        epoch = round(state.epoch or 0)
        if self.scored is not None and epoch % self.every == 0:
            scores = {"epoch": epoch, **self.scored()}
            line: dict[str, Any] = {"step": state.global_step, "scores": scores}
            state.log_history.append(line)
            print(f"scores: {scores}", flush=True)


def mean_loss(log: list[dict[str, Any]]) -> float:
    """The mean over all steps; a line of the Trainer's log has that since the line before it."""
    last, total = 0, 0.0
    for line in log:
        if "loss" in line:
            total += line["loss"] * (line["step"] - last)
            last = line["step"]
    return total / max(1, last)


class Run(NamedTuple):
    """What all stages of a run share.

    Stages go on from the states that are ``kept``; they read at most ``limit`` documents and none
    that is left out. ``gold`` is scored after ``every`` so many epochs.
    """

    kept: states.States
    seed: int
    leave_out: str | None
    limit: int | None
    gold: list[Document] | None
    every: int


def run_stage(stage: Stage, model: Any, reader: PieceReader, run: Run) -> dict[str, Any]:
    """Train one stage; return what belongs into ``run.json``."""
    kept, seed, gold = run.kept, run.seed, run.gold
    if done := states.load(kept.done(stage.name)):
        model.load_state_dict(done["model"])
        torch.set_rng_state(done["torch"])
        print(f"stage {stage.name}: was done")
        return dict(done["told"])
    tags = [model.config.id2label[i] for i in range(model.config.num_labels)]
    chosen, sums = read_data(stage, run.leave_out, seed, run.limit)
    rows, lost = examples.windows(chosen, reader, tags)
    random.Random(seed).shuffle(rows)
    for span in lost[:20]:
        print(f"not expressible: {span.doc_id}:{span.start} {span.label} {span.surface!r}")
    print(f"stage {stage.name}: {len(chosen)} texts, {len(rows)} windows, {len(lost)} spans lost")
    begin = time.monotonic()
    mixed = stage.average > 0
    before = [weights.detach().clone() for weights in model.parameters()] if mixed else []
    scored = None if gold is None else lambda: evaluate.in_training(model, reader, gold)
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=str(kept.folder(stage.name)),
            num_train_epochs=stage.epochs,
            learning_rate=stage.rate,
            per_device_train_batch_size=stage.batch,
            weight_decay=0.01,
            warmup_steps=stage.warmup,
            bf16=kept.in_bfloat16(stage.bf16),
            logging_steps=100,
            save_strategy="epoch",
            save_total_limit=1,
            report_to=[],
            seed=seed,
            data_seed=seed,
            dataloader_pin_memory=False,
            use_cpu=not torch.cuda.is_available(),
            disable_tqdm=not sys.stderr.isatty(),
            train_sampling_strategy="group_by_length",
        ),
        train_dataset=Dataset.from_list(rows),
        data_collator=DataCollatorForTokenClassification(reader.tokenizer),
        callbacks=[_AtEnds(scored, run.every)],
    )
    last = kept.checkpoint(stage.name)
    trainer.train(resume_from_checkpoint=last)
    if last is not None and trainer.state.global_step == int(last.rpartition("-")[2]):
        trainer._load_rng_state(last)  # which it does itself where an epoch is left
    log = trainer.state.log_history
    if mixed:
        for weights, old in zip(model.parameters(), before, strict=True):
            weights.data.lerp_(old, stage.average)
    told = {
        "name": stage.name,
        "texts": len(chosen),
        "windows": len(rows),
        "lost": [f"{span.doc_id}:{span.start} {span.label}" for span in lost],
        "sha256": sums,
        "loss": round(mean_loss(log), 4),
        "minutes": round((time.monotonic() - begin) / 60, 2),
    }
    if scores := [line["scores"] for line in log if "scores" in line]:
        told["scores"] = scores
    random_state = torch.get_rng_state()
    if kept.writes:
        done = {"model": model.state_dict(), "torch": random_state, "told": told}
        states.save(kept.done(stage.name), done)
    return told


def run_joint(
    wanted: Joint, model: Any, reader: PieceReader, run: Run, *, encoder: str
) -> tuple[EventHeads, dict[str, Any]]:
    """Train the joint stage; return its heads and what belongs into ``run.json``."""
    documents = [d for d in joint.read(wanted.data) if d.doc_id != run.leave_out][: run.limit]
    heads = known_heads(encoder)

    def scored(model: Any, heads: EventHeads) -> dict[str, Any]:
        return evaluate.in_training(model, reader, run.gold or [], heads)

    heads, told = joint.run(
        wanted,
        model,
        reader,
        documents,
        seed=run.seed,
        kept=run.kept,
        heads=heads,
        scored=None if run.gold is None else scored,
        every=run.every,
    )
    return heads, told | {"sha256": checksums(wanted.data)}


def known_heads(encoder: str) -> EventHeads | None:
    """The event heads in the encoder's folder, no longer calibrated; None where it has none."""
    if not (Path(encoder) / CONFIG).is_file():
        return None
    heads = EventHeads.from_pretrained(Path(encoder))
    heads.config |= {"temperatures": {}, "thresholds": {}}
    return heads


def arguments_parser() -> argparse.ArgumentParser:
    """The options of the command."""
    place = {"required": False, "help": "folder for the checkpoint, instead of the config's"}
    parser = command(__doc__, out=place, seed={"default": None, "help": "instead of the config's"})
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--encoder", help="folder or hub id, instead of the config's")
    parser.add_argument("--leave-out", metavar="ID", help="train without this document")
    parser.add_argument("--stages", nargs="*", help="only these stages")
    parser.add_argument("--epochs", type=count, metavar="N", help="of every stage")
    parser.add_argument("--limit", type=count, metavar="N", help="documents a stage, for a trial")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was killed")
    parser.add_argument(
        "--eval-every", type=count, metavar="N", help="score the documents after every N epochs"
    )
    parser.add_argument(
        "--eval-data", type=Path, metavar="FILE", help="annotated documents, instead of the dev's"
    )
    return parser


def chosen_config(args: argparse.Namespace) -> Training:
    """The config with what the options change of it.

    Raises:
        OSError: it cannot be read.
        ValueError: it holds what cannot be.
        SystemExit: it has not the stages that are asked for.
    """
    wanted = config.read(args.config, Training)
    unknown = set(args.stages or ()) - {stage.name for stage in wanted.stage}
    unknown -= {joint.JOINT} if wanted.joint else set()
    if unknown:
        raise SystemExit(f"{args.config}: no stage {', '.join(sorted(unknown))}")
    for stage in (*wanted.stage, *([wanted.joint] if wanted.joint else ())):
        stage.epochs = args.epochs or stage.epochs
    wanted.train.seed = wanted.train.seed if args.seed is None else args.seed
    wanted.train.out = str(args.out or wanted.train.out)
    wanted.train.dev = str(args.eval_data or wanted.train.dev)
    wanted.model.encoder = args.encoder or wanted.model.encoder
    return wanted


def main(argv: list[str] | None = None) -> None:
    parser = arguments_parser()
    args = parser.parse_args(argv)
    try:
        wanted = chosen_config(args)
        dev = Path(wanted.train.dev)
        gold = list(read_jsonl(dev.read_text("utf-8"), name=str(dev))) if args.eval_every else None
    except (OSError, ValueError) as error:
        parser.error(str(error))
    seed, encoder, out = wanted.train.seed, wanted.model.encoder, Path(wanted.train.out)
    stages = [s for s in wanted.stage if args.stages is None or s.name in args.stages]
    together = wanted.joint if args.stages is None or joint.JOINT in args.stages else None
    processes = PartialState(cpu=not torch.cuda.is_available())
    if together is not None and processes.num_processes > 1:
        parser.error("the joint stage takes one process: train it alone, behind the other --stages")
    if args.leave_out is not None:
        check_left_out(stages, together, args.leave_out)
    told = {"config": msgspec.to_builtins(wanted), "seed": seed, "leave_out": args.leave_out}
    told["limit"] = args.limit
    data = [path for stage in (*stages, *([together] if together else ())) for path in stage.data]
    try:
        decides = told | {"stages": args.stages, "sha256": checksums(data)}
        # Where it is written and what is scored change no weights.
        decides["config"] = {k: v for k, v in told["config"].items() if k != "train"}
        with processes.main_process_first():  # it removes what an earlier run left
            kept = states.States(out, decides, resume=args.resume, writes=processes.is_main_process)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    set_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    # A checkpoint of an earlier stage tells what it went through.
    earlier = Path(encoder) / "run.json"
    done = json.loads(earlier.read_text("utf-8"))["stages"] if earlier.is_file() else []
    model, reader = load(wanted.model, encoder)
    run = Run(kept, seed, args.leave_out, args.limit, gold, args.eval_every or 1)
    for stage in stages:
        done.append(run_stage(stage, model, reader, run))
    if together is not None:
        heads, done_jointly = run_joint(together, model, reader, run, encoder=encoder)
        done.append(done_jointly)
        heads.save_pretrained(out)
    if not kept.writes:
        return
    model.save_pretrained(out)
    reader.tokenizer.save_pretrained(out)
    (out / "run.json").write_text(
        json.dumps(told | {"stages": done}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
    kept.clear()


if __name__ == "__main__":
    main()
