"""Pretrain a small ModernBERT encoder on the shards that `training.corpus` wrote.

    python -m training.pretrain --corpus work/corpus --out work/encoder --minutes 60

Whole words are masked (clitics are words of their own); what is learned from them is the
``--objective`` (`training.objectives`). Windows are drawn at random from the sources by the
weights in ``sources.toml``. The learning rate follows the clock: warm-up, then a cosine to zero at
``--minutes``. The same command goes on from the last checkpoint; a longer ``--minutes`` than
before stretches the schedule. ``log.jsonl`` holds step, minutes, pieces seen, loss and speed.

On a CPU, run it under jemalloc (``LD_PRELOAD=libjemalloc.so.2`` and
``MALLOC_CONF=oversize_threshold:1,dirty_decay_ms:-1,muzzy_decay_ms:-1``): glibc's allocator hands
large buffers back to the system at every step, which doubles the time of one.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from transformers import BertTokenizerFast, ModernBertConfig

from training.config import Sources, read
from training.objectives import OBJECTIVES
from training.options import HERE, command


class Windows:
    """Random windows of pieces; every batch is a function of seed and step, so runs can resume."""

    def __init__(self, corpus: Path, weights: dict[str, float], length: int, seed: int) -> None:
        files = [file for file in sorted(corpus.glob("*.npy")) if file.stem in weights]
        self.arrays = [np.load(file) for file in files]
        sizes = np.array(
            [
                len(array) * weights[file.stem]
                for file, array in zip(files, self.arrays, strict=True)
            ]
        )
        self.shares = sizes / sizes.sum()
        self.length, self.seed = length, seed

    def batch(self, step: int, size: int) -> np.ndarray:
        """``size`` windows of ``length`` pieces, shape (size, length), int64."""
        random = np.random.default_rng((self.seed, step))
        rows = []
        for source in random.choice(len(self.arrays), size, p=self.shares):
            start = random.integers(0, len(self.arrays[source]) - self.length)
            rows.append(self.arrays[source][start : start + self.length])
        return np.stack(rows).astype(np.int64)


class Masker:
    """Whole-word masks: 80 % [MASK], 10 % a random piece, 10 % left, as in BERT."""

    def __init__(self, tokenizer: BertTokenizerFast, share: float, seed: int) -> None:
        pieces = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
        self.starts = np.array([not piece.startswith("##") for piece in pieces])
        self.special = np.zeros(len(pieces), dtype=bool)
        self.special[tokenizer.all_special_ids] = True
        self.mask_id, self.share, self.seed = tokenizer.mask_token_id, share, seed

    def __call__(self, pieces: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
        """The masked input, of the shape of ``pieces``, and the flat positions to predict.

        Always the same number of positions, so that every buffer keeps its shape: words are drawn
        until they would be more, and the first ones stand twice for what is missing.
        """
        random = np.random.default_rng((self.seed, step, 1))
        flat, count = pieces.flatten(), int(self.share * pieces.size)
        starts = self.starts[flat]
        starts[:: pieces.shape[1]] = True  # a window may begin inside a word
        word = np.cumsum(starts) - 1
        order = random.permutation(word[-1] + 1)
        lengths = np.bincount(word, weights=~self.special[flat])[order]
        drawn = np.zeros(len(order), dtype=bool)
        drawn[order[np.cumsum(lengths) <= count]] = True
        where = np.flatnonzero(drawn[word] & ~self.special[flat])
        draw = random.random(len(order))[word[where]]
        masked = flat.copy()
        masked[where[draw < 0.8]] = self.mask_id
        noisy = where[draw >= 0.9]
        masked[noisy] = random.integers(5, len(self.starts), len(noisy))  # 0-4 are special pieces
        return masked.reshape(pieces.shape), np.resize(where, count)


def build(tokenizer: BertTokenizerFast, args: argparse.Namespace) -> torch.nn.Module:
    """A fresh objective whose embeddings are the corpus' vectors and whose bias their frequency."""
    config = ModernBertConfig(
        vocab_size=len(tokenizer),
        hidden_size=args.hidden,
        num_hidden_layers=args.layers,
        num_attention_heads=args.hidden // 64,
        intermediate_size=2 * args.hidden,  # gated, so as large as 3 x hidden without a gate
        max_position_embeddings=512,
        global_attn_every_n_layers=3,
        local_attention=32,
        pad_token_id=tokenizer.pad_token_id,
        cls_token_id=tokenizer.cls_token_id,
        bos_token_id=tokenizer.cls_token_id,
        sep_token_id=tokenizer.sep_token_id,
        eos_token_id=tokenizer.sep_token_id,
        attn_implementation="eager",  # on a CPU its backward is several times faster at this length
    )
    objective = OBJECTIVES[args.objective](config)
    vectors = torch.from_numpy(np.load(args.corpus / "vectors.npy").astype(np.float32))
    objective.encoder.embeddings.tok_embeddings.weight.data.copy_(vectors)
    # Starting from the pieces' frequencies saves the steps in which a model learns only these.
    counts = np.ones(len(tokenizer))
    for file in sorted(args.corpus.glob("news.*.npy")):
        counts += np.bincount(np.load(file), minlength=len(tokenizer))
    for predictor in objective.predictors:
        predictor.decoder.bias.data.copy_(torch.from_numpy(np.log(counts / counts.sum())))
    return objective


def rate(elapsed: float, budget: float, peak: float, warmup: float) -> float:
    """Learning rate after ``elapsed`` of ``budget`` seconds."""
    if elapsed < warmup:
        return peak * elapsed / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * min(1.0, (elapsed - warmup) / (budget - warmup))))


class Run:
    """A model, its optimizer and how far they have come; it goes on where its folder left off."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        self.args = args
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokenizer = BertTokenizerFast.from_pretrained(args.corpus / "tokenizer")
        self.masker = Masker(self.tokenizer, args.mask, args.seed)
        self.objective = build(self.tokenizer, args).to(self.device).train()
        self.loss = torch.compile(self.objective)
        self.optimizer = torch.optim.AdamW(
            self.objective.parameters(),
            lr=args.rate,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.step, self.seconds, self.pieces = 0, 0.0, 0
        self.checkpoint = args.out / "checkpoint.pt"
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True, map_location=self.device)
            self.objective.load_state_dict(saved["objective"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step, self.seconds, self.pieces = saved["state"].values()

    @property
    def state(self) -> dict[str, float]:
        """How far the run has come: steps, seconds of training, pieces seen."""
        return {"step": self.step, "seconds": self.seconds, "pieces": self.pieces}

    def save(self) -> None:
        """Write the checkpoint beside the old one, then put it in its place."""
        fresh = self.checkpoint.with_suffix(".new")
        parts = {"objective": self.objective.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(parts | {"state": self.state}, fresh)
        fresh.replace(self.checkpoint)

    def update(self, pieces: np.ndarray, budget: float) -> torch.Tensor:
        """One step on ``pieces``; the loss of its masked positions."""
        inputs, chosen = self.masker(pieces, self.step)
        ids, where, wanted = (
            torch.from_numpy(x).to(self.device) for x in (inputs, chosen, pieces.flatten()[chosen])
        )
        for group in self.optimizer.param_groups:
            group["lr"] = rate(self.seconds, budget, self.args.rate, 0.04 * budget)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            loss = self.loss(ids, where, wanted)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.objective.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        self.pieces += pieces.size
        return loss.detach()

    def publish(self) -> None:
        """The encoder and its tokenizer as an ordinary checkpoint, in half precision."""
        folder = self.args.out / "model"
        self.objective.encoder.half().save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        names = ("objective", "layers", "hidden", "batch", "rate", "seed")
        shape = {name: getattr(self.args, name) for name in names}
        (folder / "pretraining.json").write_text(json.dumps(self.state | shape) + "\n", "utf-8")


def train(args: argparse.Namespace) -> None:
    """Train until the clock says so, logging and saving on the way."""
    args.out.mkdir(parents=True, exist_ok=True)
    sources = read(HERE / "sources.toml", Sources).text
    weights = {source.name: source.weight for source in sources}
    windows = Windows(args.corpus, weights, args.length, args.seed)
    run, budget = Run(args), args.minutes * 60.0
    begin, logged = time.monotonic() - run.seconds, time.monotonic()
    written, losses = run.seconds, []
    with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
        while run.seconds < budget:
            losses.append(run.update(windows.batch(run.step, args.batch), budget))
            run.seconds = time.monotonic() - begin
            if run.step % args.log_every == 0:
                entry = {
                    "step": run.step,
                    "minutes": round(run.seconds / 60, 2),
                    "pieces": run.pieces,
                    "loss": round(torch.stack(losses).mean().item(), 4),
                    "per_second": round(
                        len(losses) * args.batch * args.length / (time.monotonic() - logged)
                    ),
                }
                log.write(json.dumps(entry) + "\n")
                log.flush()
                logged, losses = time.monotonic(), []
            if run.seconds - written > args.save_minutes * 60:
                run.save()
                written = run.seconds
    run.save()
    run.publish()


def main(argv: list[str] | None = None) -> None:
    parser = command(__doc__, "out", "seed")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of training.corpus")
    parser.add_argument(
        "--minutes", type=float, required=True, help="in all, resumed runs included"
    )
    parser.add_argument("--objective", choices=OBJECTIVES, default="masked")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--length", type=int, default=128, help="pieces of a window")
    parser.add_argument("--batch", type=int, default=32, help="windows of a step")
    parser.add_argument("--mask", type=float, default=0.2, help="share of words masked")
    parser.add_argument("--rate", type=float, default=1e-3, help="peak learning rate")
    parser.add_argument("--log-every", type=int, default=100)
    parser.add_argument("--save-minutes", type=float, default=5.0)
    train(parser.parse_args(argv))


if __name__ == "__main__":
    main()
