"""Load a checkpoint and run it over texts of any length."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer
from transformers.utils import SAFE_WEIGHTS_INDEX_NAME, logging
from transformers.utils.hub import cached_file

from coalition_ie.arabic.normalise import fold, normal_name
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.words import contracted
from coalition_ie.errors import ModelError, ModelNotFoundError
from coalition_ie.events.heads import CONFIG, WEIGHTS, EventHeads
from coalition_ie.events.link import Linker, States
from coalition_ie.ontology import Label, ontology
from coalition_ie.tagger.decode import Array, Decoder, Range, word_scores
from coalition_ie.tagger.reader import CheckpointOptions, PieceReader, TaggerInput
from coalition_ie.types import Mention

if hasattr(os, "register_at_fork"):
    # A forked child is told of threads that did not come with it, and would wait for them for good.
    os.register_at_fork(after_in_child=partial(torch.set_num_threads, 1))


def default_model() -> Path:
    """The folder of the checkpoint that ships with the package."""
    return Path(str(files("coalition_ie").joinpath("models", "default")))


class LabelledSpan(NamedTuple):
    """A half-open range of the text, a label of the checkpoint, and the marginal of both."""

    start: int
    end: int
    label: str
    score: float
    contracted: bool


class Encoded(NamedTuple):
    """What the encoder makes of a text.

    ``scores`` are log-probabilities of the tags for every piece, shape (pieces, tags); ``states``
    the last layer's for every word, the mean over its pieces, shape (words, hidden).
    """

    input: TaggerInput
    scores: Array
    states: States


class TransformerTagger:
    """Mentions by any `transformers` token-classification checkpoint.

    ``labels`` maps the checkpoint's labels to ours; a label that is not ours (MISC, say) maps to
    None: its spans are decoded, so that they compete, and left out of the result. ``linker`` is
    there where the checkpoint has event heads of ours.
    """

    def __init__(self, model: Any, tokenizer: Any, linker: Linker | None = None) -> None:
        self.model = model.eval()
        self.linker = linker
        self.tags = _tags(model.config)
        self.reader = PieceReader(tokenizer, _options(model.config, tokenizer))
        self.decoder = Decoder(self.tags)
        known = ontology()
        names = sorted({tag[2:] for tag in self.tags if tag != "O"})
        ours: dict[str, Label] = {label: label for label in known.labels}
        self.labels = {n: ours.get(n) or known.aliases.get(n.upper()) for n in names}

    @classmethod
    def from_pretrained(
        cls,
        path_or_id: str | Path | None = None,
        *,
        revision: str | None = None,
        device: str | None = None,
        threads: int | None = None,
    ) -> TransformerTagger:
        """Load a folder or a hub id; without one, the model that ships with the package.

        Weights are read from safetensors only, and no code of a checkpoint is ever run. ``device``
        is as torch names it; without one, the CPU. ``threads`` is on how many of them torch
        computes, in all of this process. A forked process computes on one thread.

        Raises:
            ModelNotFoundError: there is no such folder or hub id, or the hub cannot be reached.
            ModelError: the checkpoint is no IOB2 token classifier, has no safetensors or others
                than its own, weights that are no numbers, or no fast tokenizer that fits them.
        """
        if threads is not None:
            torch.set_num_threads(threads)
        source = str(default_model() if path_or_id is None else path_or_id)
        options: dict[str, Any] = {"revision": revision, "trust_remote_code": False}
        # What is no hub id (it has one slash) can only be a folder; the hub calls it ill-formed.
        if not (Path(source) / "config.json").is_file() and (
            path_or_id is None
            or Path(source).exists()
            or Path(source).is_absolute()
            or source.count("/") != 1
        ):
            raise ModelNotFoundError(
                f"model {source!r}: no checkpoint there, config.json is missing"
            )
        try:
            with _no_progress_bar():
                model, tokenizer = _load(source, options)
                linker = _linker(source, revision, model.config.hidden_size)
            model = model.to(device or "cpu")
        except ModelError:
            raise
        # transformers, safetensors and torch have no common error for a checkpoint that is not fit.
        except Exception as error:
            kind = ModelError if (Path(source) / "config.json").is_file() else ModelNotFoundError
            cause = next(iter(str(error).splitlines()), type(error).__name__)
            raise kind(f"model {source!r}: {cause}") from error
        tagger = cls(model, tokenizer, linker)
        left_out = [name for name, label in tagger.labels.items() if label is None]
        if left_out:
            warnings.warn(
                f"model {source!r} also tags {', '.join(left_out)}: not in the ontology, left out",
                stacklevel=2,
            )
        return tagger

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        """The mentions of each text, in order, never overlapping.

        ``batch_size`` is the number of windows that go through the encoder at once; it changes
        speed and memory, not the answer.
        """
        encoded = self.encode(readings, batch_size=batch_size)
        return [self.mentions(*pair) for pair in zip(readings, encoded, strict=True)]

    def mentions(self, reading: Reading, encoded: Encoded) -> tuple[Mention, ...]:
        """What `spans` finds, under our labels."""
        return tuple(
            Mention(
                start=span.start,
                end=span.end,
                text=surface,
                label=label,
                score=span.score,
                normalized=normal_name(surface, contracted=span.contracted),
            )
            for span in self.spans(reading, encoded)
            if (label := self.labels[span.label]) is not None
            and (surface := reading.text[span.start : span.end])
        )

    def spans(self, reading: Reading, encoded: Encoded) -> list[LabelledSpan]:
        """What `mentions` are made of, under the checkpoint's own labels."""
        scores = word_scores(encoded.scores, encoded.input.word_of, self.tags)
        return [
            _labelled(reading.text, encoded.input, found)
            for found in self.decoder(scores, encoded.input.sentences)
        ]

    def encode(self, readings: Sequence[Reading], *, batch_size: int = 32) -> list[Encoded]:
        """One pass of the encoder over texts of any length."""
        inputs = [self.reader(reading) for reading in readings]
        hidden = self.model.config.hidden_size
        scores = [np.zeros((len(item.pieces), len(self.tags))) for item in inputs]
        states = [np.zeros((len(item.pieces), hidden), np.float32) for item in inputs]
        jobs = [
            (number, window, believed)
            for number, item in enumerate(inputs)
            if item.pieces
            for window, believed in self.reader.windows(len(item.pieces))
        ]
        jobs.sort(key=lambda job: len(job[1]))
        for start in range(0, len(jobs), batch_size):
            batch = jobs[start : start + batch_size]
            pieces = [inputs[n].pieces[window.start : window.stop] for n, window, _ in batch]
            for (n, window, believed), (tags, rows) in zip(batch, self._run(pieces), strict=True):
                inside = slice(believed.start - window.start, believed.stop - window.start)
                scores[n][believed.start : believed.stop] = tags[inside]
                states[n][believed.start : believed.stop] = rows[inside]
        return [
            Encoded(item, tags, _word_means(rows, item.word_of))
            for item, tags, rows in zip(inputs, scores, states, strict=True)
        ]

    def _run(self, windows: Sequence[Sequence[int]]) -> list[tuple[Array, States]]:
        """Log-probabilities and states for windows of pieces, special pieces cut off again."""
        prefix, suffix = self.reader.prefix, self.reader.suffix
        width = max(map(len, windows)) + len(prefix) + len(suffix)
        pad = self.reader.tokenizer.pad_token_id or 0
        ids = torch.full((len(windows), width), pad, dtype=torch.long)
        mask = torch.zeros((len(windows), width), dtype=torch.long)
        for row, window in enumerate(windows):
            full = [*prefix, *window, *suffix]
            ids[row, : len(full)] = torch.tensor(full)
            mask[row, : len(full)] = 1
        device = self.model.device
        with torch.inference_mode():
            out = self.model(
                input_ids=ids.to(device), attention_mask=mask.to(device), output_hidden_states=True
            )
            calibrated = out.logits.float() / self.reader.options.temperature
            log_probs = calibrated.log_softmax(dim=-1).cpu().double().numpy()
            states = out.hidden_states[-1].float().cpu().numpy()
        head = len(prefix)
        return [
            (log_probs[row, head : head + len(window)], states[row, head : head + len(window)])
            for row, window in enumerate(windows)
        ]


def _word_means(states: States, word_of: Sequence[int]) -> States:
    """The mean of each word's pieces, shape (words, hidden)."""
    if not word_of:
        return states
    words = np.asarray(word_of)
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    sizes = np.diff(starts, append=len(words))
    return np.asarray(np.add.reduceat(states, starts, axis=0) / sizes[:, None], np.float32)


def _labelled(text: str, encoded: TaggerInput, found: Range) -> LabelledSpan:
    words = encoded.words
    start, end = words[found.first].start, words[found.last - 1].end
    lam = (
        found.first > 0
        and words[found.first - 1].clitic
        and fold(text[words[found.first - 1].start : words[found.first - 1].end]) == "ل"
        and contracted(fold(text[start : words[found.first].end]))
    )
    return LabelledSpan(start, end, found.label, round(found.score, 4), lam)


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


def _tags(config: Any) -> tuple[str, ...]:
    """The checkpoint's tags in the order of its outputs, checked to be IOB2."""
    numbers = sorted(config.id2label)
    if numbers != list(range(len(numbers))):
        raise ModelError(
            f"model {config.name_or_path!r}: expected labels numbered from 0 without a gap, "
            f"got {', '.join(map(str, numbers))}"
        )
    tags = tuple(str(config.id2label[i]) for i in numbers)
    labels = {tag[2:] for tag in tags if tag != "O"}
    expected = {"O"} | {f"{prefix}-{label}" for label in labels for prefix in "BI"}
    if not labels or set(tags) != expected or len(set(tags)) != len(tags):
        raise ModelError(
            f"model {config.name_or_path!r}: expected IOB2 tags (O, B-X and I-X for each label), "
            f"got {', '.join(tags)}"
        )
    return tags


def _options(config: Any, tokenizer: Any) -> CheckpointOptions:
    """How the checkpoint reads: from its config, or for a foreign one from what it is."""
    longest = _longest(config, tokenizer)
    stored = getattr(config, "coalition_ie", None)
    if stored is None:
        name = Path(str(config.name_or_path)).name.lower()
        return CheckpointOptions(
            normalisation="arabert" if "arabertv02" in name else "raw", window=longest
        )
    try:
        options = CheckpointOptions(**stored)
    except TypeError as error:
        raise ModelError(f"model {config.name_or_path!r}: its coalition_ie: {error}") from error
    if options.window > longest:
        raise ModelError(
            f"model {config.name_or_path!r}: expected a window of at most {longest} pieces, "
            f"got {options.window}"
        )
    return options


def _longest(config: Any, tokenizer: Any) -> int:
    """Pieces that the encoder can read at once, at most 512."""
    positions = getattr(config, "max_position_embeddings", 512)
    if config.model_type in ("roberta", "xlm-roberta", "camembert"):
        positions -= (config.pad_token_id or 0) + 1  # their positions begin behind the padding's
    return int(min(512, tokenizer.model_max_length, positions))
