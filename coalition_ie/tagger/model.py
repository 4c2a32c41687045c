"""Load a checkpoint and run it over texts of any length."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, SupportsIndex

import numpy as np

from coalition_ie.arabic.normalise import fold, normal_name
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.words import contracted
from coalition_ie.errors import ModelError, ModelNotFoundError
from coalition_ie.graphs import Floats
from coalition_ie.ontology import Label, ontology
from coalition_ie.tagger import ENGINES, EngineName
from coalition_ie.tagger.checkpoint import CONFIG, default_model
from coalition_ie.tagger.decode import Array, Decoder, Range, word_scores
from coalition_ie.tagger.engines import Loaded, exported, has_graph
from coalition_ie.tagger.reader import TaggerInput
from coalition_ie.types import Mention


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
    states: Floats


class _Job(NamedTuple):
    """A window of a text, and the part of it that is believed."""

    text: int
    window: range
    believed: range


class TransformerTagger:
    """Mentions by any token-classification checkpoint.

    ``labels`` maps the checkpoint's labels to ours; a label that is not ours (MISC, say) maps to
    None: its spans are decoded, so that they compete, and left out of the result. ``linker`` is
    there where the checkpoint has event heads of ours. ``source`` is what it was loaded from;
    pickled, it is that, and not its weights: another process loads it anew, for one thread.
    """

    def __init__(self, loaded: Loaded) -> None:
        self.engine, self.reader, self.tags, self.linker = loaded
        self.source: Mapping[str, Any] | None = None
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
        engine: EngineName | None = None,
    ) -> TransformerTagger:
        """Load a folder or a hub id; without one, the model that ships with the package.

        Weights are read from safetensors only, and no code of a checkpoint is ever run. Without
        ``engine``, a folder with an exported graph is computed by it, everything else, and whatever
        has a ``device`` (as torch names it), by torch. ``threads`` is on how many of them the
        encoder is computed (with torch in all of this process), without it one less than the
        cores that the process may use, at most eight.

        Raises:
            ModelNotFoundError: there is no such folder or hub id, or the hub cannot be reached.
            ModelError: the checkpoint is no IOB2 token classifier, has no safetensors or others
                than its own, weights that are no numbers, or no fast tokenizer that fits them; or
                the engine is not there.
        """
        if engine is not None and engine not in ENGINES:
            raise ModelError(f"expected an engine ({', '.join(ENGINES)}), got {engine!r}")
        source = str(default_model() if path_or_id is None else path_or_id)
        # What is no hub id (it has one slash) can only be a folder; the hub calls it ill-formed.
        if not (Path(source) / CONFIG).is_file() and (
            path_or_id is None
            or Path(source).exists()
            or Path(source).is_absolute()
            or source.count("/") != 1
        ):
            raise ModelNotFoundError(
                f"model {source!r}: no checkpoint there, config.json is missing"
            )
        if engine is None:
            engine = "onnx" if device is None and has_graph(Path(source)) else "torch"
        if engine != "torch":
            if device not in (None, "cpu"):
                raise ModelError(f"expected engine 'torch' for device {device!r}, got {engine!r}")
            tagger = cls(exported(Path(source), engine, threads=threads))
        else:
            try:
                from coalition_ie.tagger.pretrained import pretrained
            except ImportError as error:
                raise ModelError(
                    f"model {source!r}: expected the packages torch and transformers to compute "
                    'it: pip install "coalition-ie[torch]"'
                ) from error
            tagger = cls(pretrained(source, revision=revision, device=device, threads=threads))
        tagger.source = {
            "path_or_id": path_or_id,
            "revision": revision,
            "device": device,
            "engine": engine,
        }
        left_out = [name for name, label in tagger.labels.items() if label is None]
        if left_out:
            warnings.warn(
                f"model {source!r} also tags {', '.join(left_out)}: not in the ontology, left out",
                stacklevel=2,
            )
        return tagger

    @property
    def name(self) -> str:
        """The checkpoint and what computes it, as a document's provenance has them."""
        where = self.source["path_or_id"] if self.source else None
        checkpoint = "the default model" if where is None else Path(where).name
        return f"{checkpoint} by {self.engine.name}"

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        if self.source is None:
            return super().__reduce_ex__(protocol)
        return partial(type(self).from_pretrained, threads=1, **self.source), ()

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        """The mentions of each text, in order, never overlapping.

        ``batch_size`` is the number of windows that go through the encoder at once; it changes
        speed and memory, not the answer.
        """
        return self.mentions(readings, self.encode(readings, batch_size=batch_size))

    def mentions(
        self, readings: Sequence[Reading], encoded: Sequence[Encoded]
    ) -> list[tuple[Mention, ...]]:
        """What `spans` finds in each text, under our labels."""
        return [
            tuple(
                Mention(
                    start=span.start,
                    end=span.end,
                    text=surface,
                    label=label,
                    score=span.score,
                    normalized=normal_name(surface, contracted=span.contracted),
                )
                for span in found
                if (label := self.labels[span.label]) is not None
                and (surface := reading.text[span.start : span.end])
            )
            for reading, found in zip(readings, self.spans(readings, encoded), strict=True)
        ]

    def spans(
        self, readings: Sequence[Reading], encoded: Sequence[Encoded]
    ) -> list[list[LabelledSpan]]:
        """What `mentions` are made of, under the checkpoint's own labels."""
        # Sentences of all texts are decoded side by side, as if the texts were one.
        begins = [0, *accumulate(len(one.input.words) for one in encoded)]
        scores = [word_scores(one.scores, one.input.word_of, self.tags) for one in encoded]
        sentences = [
            (begin + first, begin + last)
            for begin, one in zip(begins, encoded, strict=False)
            for first, last in one.input.sentences
        ]
        spans: list[list[LabelledSpan]] = [[] for _ in encoded]
        if sentences:
            for found in self.decoder(np.concatenate(scores), sentences):
                n = bisect_right(begins, found.first) - 1
                own = found._replace(first=found.first - begins[n], last=found.last - begins[n])
                spans[n].append(_labelled(readings[n].text, encoded[n].input, own))
        return spans

    def encode(self, readings: Sequence[Reading], *, batch_size: int = 32) -> list[Encoded]:
        """One pass of the encoder over texts of any length."""
        with self.pool() as pool:
            return self.encode_later(readings, pool, batch_size=batch_size)()

    @contextmanager
    def pool(self) -> Iterator[Executor]:
        """The threads on which the encoder is computed; what nobody waits for any more is dropped.

        They end with the block, so that no process is forked beside idle ones.
        """
        threads = ThreadPoolExecutor(self.engine.threads)
        try:
            yield threads
        finally:
            threads.shutdown(cancel_futures=True)

    def encode_later(
        self, readings: Sequence[Reading], pool: Executor, *, batch_size: int = 32
    ) -> Callable[[], list[Encoded]]:
        """As `encode`, while the caller goes on: what is returned waits for the result."""
        inputs = [self.reader(reading) for reading in readings]
        jobs = [
            _Job(number, window, believed)
            for number, item in enumerate(inputs)
            for window, believed in self.reader.windows(len(item.pieces))
        ]
        jobs.sort(key=lambda job: len(job.window))
        batches: list[list[_Job]] = []
        for job in jobs:
            # The longest comes last and says how wide the batch is.
            size = min(batch_size, max(1, self.engine.cells // len(job.window)))
            if not batches or len(batches[-1]) >= size:
                batches.append([])
            batches[-1].append(job)
        running: list[Future[tuple[Floats, Floats]]] = [
            pool.submit(self._run, [inputs[n].pieces[w.start : w.stop] for n, w, _ in batch])
            for batch in batches
        ]

        def encoded() -> list[Encoded]:
            scores = [np.zeros((len(item.pieces), len(self.tags))) for item in inputs]
            states = [np.zeros((len(i.pieces), self.engine.hidden), np.float32) for i in inputs]
            head = len(self.reader.prefix)
            for batch, done in zip(batches, running, strict=True):
                log_probs, rows = done.result()
                for row, (n, window, believed) in enumerate(batch):
                    shift = head - window.start
                    inside = slice(believed.start + shift, believed.stop + shift)
                    scores[n][believed.start : believed.stop] = log_probs[row, inside]
                    states[n][believed.start : believed.stop] = rows[row, inside]
            return [
                Encoded(item, tags, _word_means(rows, item.word_of))
                for item, tags, rows in zip(inputs, scores, states, strict=True)
            ]

        return encoded

    def _run(self, windows: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """Log-probabilities and states for windows of pieces, special pieces included."""
        prefix, suffix = self.reader.prefix, self.reader.suffix
        width = max(map(len, windows)) + len(prefix) + len(suffix)
        ids = np.full((len(windows), width), self.reader.tokenizer.pad_token_id or 0, np.int64)
        mask = np.zeros((len(windows), width), np.int64)
        for row, window in enumerate(windows):
            full = [*prefix, *window, *suffix]
            ids[row, : len(full)] = full
            mask[row, : len(full)] = 1
        logits, states = self.engine.run(ids, mask)
        logits = logits / self.reader.options.temperature
        peak = logits.max(-1, keepdims=True)
        total = np.log(np.exp(logits - peak).sum(-1, keepdims=True)) + peak
        return logits - total, states


def _word_means(states: Floats, word_of: Sequence[int]) -> Floats:
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
