"""Checkpoints by torch and transformers: any token classifier, on any device."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer
from transformers.utils import SAFE_WEIGHTS_INDEX_NAME, logging
from transformers.utils.hub import cached_file

from coalition_ie.errors import ModelError, ModelNotFoundError
from coalition_ie.events.exported import CONFIG, WEIGHTS
from coalition_ie.events.heads import EventHeads
from coalition_ie.events.link import Linker
from coalition_ie.graphs import Floats, Ints
from coalition_ie.tagger import EngineName
from coalition_ie.tagger.checkpoint import options_of, tags_of
from coalition_ie.tagger.engines import CELLS, Loaded
from coalition_ie.tagger.reader import PieceReader

CELLS_OF_MEMORY = 24_000
"""Bytes of a device's free memory for each piece that goes through an encoder at once and each
number of its hidden state: some forty arrays of four bytes, times what attention adds."""

if hasattr(os, "register_at_fork"):
    # A forked child is told of threads that did not come with it, and would wait for them for good.
    os.register_at_fork(after_in_child=partial(torch.set_num_threads, 1))


class TorchEngine:
    """A model of transformers; on a GPU in bfloat16, which its scores bear."""

    name: EngineName = "torch"
    threads = 1  # torch has threads of its own

    def __init__(self, model: Any) -> None:
        self.model = model.eval()
        self.hidden = int(model.config.hidden_size)
        self.cells = CELLS
        self._half = model.device.type == "cuda"
        if self._half:
            free, _ = torch.cuda.mem_get_info(model.device)
            self.cells = max(CELLS, free // (CELLS_OF_MEMORY * max(1, self.hidden // 256)))

    def run(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """As `coalition_ie.tagger.engines.Engine.run`."""
        device = self.model.device
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, self._half):
            out = self.model(
                input_ids=torch.from_numpy(ids).to(device),
                attention_mask=torch.from_numpy(mask).to(device),
                output_hidden_states=True,
            )
            logits, states = out.logits.float(), out.hidden_states[-1].float()
            return logits.cpu().numpy(), states.cpu().numpy()


def of_model(model: Any, tokenizer: Any, linker: Linker | None = None) -> Loaded:
    """A model and a tokenizer of transformers, ready to tag."""
    config = model.config
    name = str(config.name_or_path)
    stored = getattr(config, "coalition_ie", None)
    options = options_of(stored, name=name, longest=_longest(config, tokenizer))
    reader = PieceReader(tokenizer, options)
    return Loaded(TorchEngine(model), reader, tags_of(config.id2label, name=name), linker)


def pretrained(
    source: str, *, revision: str | None, device: str | None, threads: int | None
) -> Loaded:
    """The checkpoint of a folder or a hub id.

    Raises:
        ModelNotFoundError: the hub has no such id, or cannot be reached.
        ModelError: the checkpoint is no IOB2 token classifier, has no safetensors or others than
            its own, weights that are no numbers, or no fast tokenizer that fits them.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    options: dict[str, Any] = {"revision": revision, "trust_remote_code": False}
    try:
        with _no_progress_bar():
            model, tokenizer = _load(source, options)
            linker = _linker(source, revision, model.config.hidden_size)
        return of_model(model.to(device or "cpu"), tokenizer, linker)
    except ModelError:
        raise
    # transformers, safetensors and torch have no common error for a checkpoint that is not fit.
    except Exception as error:
        kind = ModelError if (Path(source) / "config.json").is_file() else ModelNotFoundError
        cause = next(iter(str(error).splitlines()), type(error).__name__)
        raise kind(f"model {source!r}: {cause}") from error


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    """Keep transformers from drawing a bar on the caller's terminal while it reads weights."""
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _load(source: str, options: dict[str, Any]) -> tuple[Any, Any]:
    """Model and tokenizer, complete and without any code of the checkpoint's own."""
    config = AutoConfig.from_pretrained(source, **options)
    _check_files(source, config)
    tokenizer = AutoTokenizer.from_pretrained(source, use_fast=True, **options)
    if not tokenizer.get_vocab().keys() - set(tokenizer.all_special_tokens):
        raise ModelError(f"model {source!r}: expected a tokenizer, got one without vocabulary")
    model, report = AutoModelForTokenClassification.from_pretrained(
        source,
        config=config,
        use_safetensors=True,
        dtype=torch.float32,
        output_loading_info=True,
        **options,
    )
    if report["missing_keys"]:
        missing = ", ".join(sorted(report["missing_keys"])[:4])
        raise ModelError(f"model {source!r}: its weights lack {missing}")
    for name, weights in model.named_parameters():
        if not weights.isfinite().all():
            raise ModelError(f"model {source!r}: expected numbers, got nan or infinity in {name}")
    rows, highest = len(model.get_input_embeddings().weight), max(tokenizer.get_vocab().values())
    if highest >= rows:
        raise ModelError(
            f"model {source!r}: expected pieces below {rows}, the rows of its embedding, "
            f"got piece {highest} from its tokenizer"
        )
    return model, tokenizer


def _linker(source: str, revision: str | None, hidden: int) -> Linker | None:
    """The event heads beside a checkpoint of ours, None where there are none."""
    found = [
        cached_file(source, name, revision=revision, _raise_exceptions_for_missing_entries=False)
        for name in (CONFIG, WEIGHTS)
    ]
    if found == [None, None]:
        return None
    if None in found:
        raise ModelError(f"model {source!r}: expected {CONFIG} and {WEIGHTS}, got one of them")
    heads = EventHeads.from_pretrained(Path(str(found[0])).parent)
    if heads.config["hidden"] != hidden:
        raise ModelError(
            f"model {source!r}: expected event heads over {hidden} numbers a word, as its encoder "
            f"gives, got {heads.config['hidden']}"
        )
    return Linker(heads)


def _check_files(source: str, config: Any) -> None:
    """Refuse a checkpoint that makes transformers read code, or weights other than its own."""
    folder = Path(source)
    if "/" in str(getattr(config, "_attn_implementation", None) or ""):
        raise ModelError(f"model {source!r}: its config names attention code, which is never run")
    if getattr(config, "transformers_weights", None) is not None:
        raise ModelError(
            f"model {source!r}: expected weights in model.safetensors, its config names "
            f"{config.transformers_weights!r}"
        )
    if (folder / "adapter_config.json").is_file():
        raise ModelError(f"model {source!r}: expected a whole model, got an adapter of another")
    index = folder / SAFE_WEIGHTS_INDEX_NAME
    if index.is_file():
        named = set(json.loads(index.read_text("utf-8"))["weight_map"].values())
        for name in named - {file.name for file in folder.glob("*.safetensors")}:
            raise ModelError(
                f"model {source!r}: expected its index to name .safetensors files of its folder, "
                f"got {name!r}"
            )


def _longest(config: Any, tokenizer: Any) -> int:
    """Pieces that the encoder can read at once, at most 512."""
    positions = getattr(config, "max_position_embeddings", 512)
    if config.model_type in ("roberta", "xlm-roberta", "camembert"):
        positions -= (config.pad_token_id or 0) + 1  # their positions begin behind the padding's
    return int(min(512, tokenizer.model_max_length, positions))
