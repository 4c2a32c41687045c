"""Pretrain a small BERT encoder on the shards that corpus.py wrote.

    python training/pretrain.py --corpus work/corpus --out work/encoder --minutes 60

Masked-word modelling: whole words are masked (clitics are words of their own), the loss is
computed on masked pieces only. Windows are drawn at random from the sources by the weights in
``sources.toml``. The learning rate follows the clock: warm-up, then a cosine to zero at
``--minutes``. The same command goes on from the last checkpoint; a longer ``--minutes`` than
before stretches the schedule. ``log.jsonl`` holds step, minutes, pieces seen, loss and speed.

On a CPU under glibc, ``MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=8589934592``
before the command keeps large buffers from going back to the system at every step, which halves
the time of one.
"""

from __future__ import annotations

import argparse
import json
import math
import time
import tomllib
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertForMaskedLM, BertTokenizerFast

HERE = Path(__file__).parent


class Windows:
    """Random windows of pieces; every batch is a function of seed and step, so runs can resume."""

    def __init__(self, corpus: Path, weights: dict[str, float], length: int, seed: int) -> None:
        files = [file for file in sorted(corpus.glob("*.npy")) if file.stem in weights]
        self.arrays = [np.load(file, mmap_mode="r") for file in files]
        sizes = np.array([len(array) * weights[file.stem] for file, array in zip(files, self.arrays, strict=True)])
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
        self.continues = np.array([piece.startswith("##") for piece in pieces])
        self.special = np.zeros(len(tokenizer), dtype=bool)
        self.special[tokenizer.all_special_ids] = True
        self.mask_id, self.size, self.share, self.seed = tokenizer.mask_token_id, len(pieces), share, seed

    def __call__(self, pieces: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
        """The masked input and the positions to predict, both of the shape of ``pieces``."""
        random = np.random.default_rng((self.seed, step, 1))
        word = np.cumsum(~self.continues[pieces], axis=1)
        chosen = np.take_along_axis(random.random((len(pieces), word.max() + 1)) < self.share, word, axis=1)
        chosen &= ~self.special[pieces]
        draw = np.take_along_axis(random.random((len(pieces), word.max() + 1)), word, axis=1)
        masked = np.where(chosen & (draw < 0.8), self.mask_id, pieces)
        noise = random.integers(5, self.size, pieces.shape)  # 0-4 are the special pieces
        return np.where(chosen & (draw >= 0.9), noise, masked), chosen


def build(tokenizer: BertTokenizerFast, args: argparse.Namespace) -> BertForMaskedLM:
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=args.hidden,
        num_hidden_layers=args.layers,
        num_attention_heads=args.hidden // 64,
        intermediate_size=4 * args.hidden,
        max_position_embeddings=512,
        pad_token_id=tokenizer.pad_token_id,
        # No text is seen twice in a small budget, and on a CPU dropout costs a third of the time.
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",  # its backward is several times faster on a CPU at this length
    )
    model = BertForMaskedLM(config)
    vectors = args.corpus / "vectors.npy"
    if vectors.exists():
        start = torch.from_numpy(np.load(vectors).astype(np.float32))
        if start.shape == model.bert.embeddings.word_embeddings.weight.shape:
            model.bert.embeddings.word_embeddings.weight.data.copy_(start)
    return model


def rate(elapsed: float, budget: float, peak: float, warmup: float) -> float:
    """Learning rate after ``elapsed`` of ``budget`` seconds."""
    if elapsed < warmup:
        return peak * elapsed / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * min(1.0, (elapsed - warmup) / (budget - warmup))))


def save(path: Path, model: BertForMaskedLM, optimizer: torch.optim.Optimizer, state: dict[str, float]) -> None:
    """Write the checkpoint beside the old one, then put it in its place."""
    fresh = path.with_suffix(".new")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "state": state}, fresh)
    fresh.replace(path)


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = BertTokenizerFast.from_pretrained(args.corpus / "tokenizer")
    weights = {s["name"]: s["weight"] for s in tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["text"]}
    windows = Windows(args.corpus, weights, args.length, args.seed)
    masker = Masker(tokenizer, args.mask, args.seed)
    model = build(tokenizer, args).to(device)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    state = {"step": 0, "seconds": 0.0, "pieces": 0}
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    budget, model_train = args.minutes * 60.0, model.train()
    before, last, written, losses = state["seconds"], time.monotonic(), state["seconds"], []
    begin = time.monotonic()
    with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
        while state["seconds"] < budget:
            step = int(state["step"])
            inputs, chosen = masker(pieces := windows.batch(step, args.batch), step)
            inputs, chosen, pieces = (torch.from_numpy(x).to(device) for x in (inputs, chosen, pieces))
            for group in optimizer.param_groups:
                group["lr"] = rate(state["seconds"], budget, args.rate, 0.04 * budget)
            with torch.autocast(device, dtype=torch.bfloat16):
                hidden = model_train.bert(input_ids=inputs).last_hidden_state[chosen]
                scores = model_train.cls(hidden)
            loss = torch.nn.functional.cross_entropy(scores.float(), pieces[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.detach())
            state["step"] = step + 1
            state["pieces"] += pieces.numel()
            state["seconds"] = before + time.monotonic() - begin
            if state["step"] % args.log_every == 0:
                now = time.monotonic()
                speed = args.log_every * args.batch * args.length / (now - last)
                mean, last, losses = torch.stack(losses).mean().item(), now, []
                entry = {"step": state["step"], "minutes": round(state["seconds"] / 60, 2),
                         "pieces": state["pieces"], "loss": round(mean, 4), "per_second": round(speed)}
                log.write(json.dumps(entry) + "\n")
                log.flush()
            if state["seconds"] - written > args.save_minutes * 60:
                written = state["seconds"]
                save(checkpoint, model, optimizer, state)
    save(checkpoint, model, optimizer, state)
    model.save_pretrained(args.out / "model")
    tokenizer.save_pretrained(args.out / "model")
    (args.out / "model" / "pretraining.json").write_text(json.dumps(state | {"layers": args.layers, "hidden": args.hidden}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder that corpus.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="in all, resumed runs included")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--length", type=int, default=128, help="pieces of a window")
    parser.add_argument("--batch", type=int, default=32, help="windows of a step")
    parser.add_argument("--mask", type=float, default=0.2, help="share of words masked")
    parser.add_argument("--rate", type=float, default=1e-3, help="peak learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log-every", type=int, default=50)
    parser.add_argument("--save-minutes", type=float, default=5.0)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
