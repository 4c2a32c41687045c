"""The joint stage: mention tags, triggers, roles and status over one encoder, trained together.

Documents go through the encoder in windows that follow each other, the first of them shorter at
random, so that no border is always the same; the heads read every sentence of them. A text counts
in its own words or, by the share ``vary``, as a variant with other names and typing errors
(`training.augment`). So that the heads bear what tagging will give them, a few candidates are left
out and a few false ones put in. Losses are means over pieces, words, triggers and pairs of trigger
and candidate, added up by `WEIGHTS`. At the end of every epoch all that the next one depends on is
written (`training.states`), so that a killed run goes on from there.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from coalition_ie import Document
from coalition_ie.arabic.reading import Reading
from coalition_ie.events.heads import EventHeads
from coalition_ie.events.inputs import (
    KINDS,
    features_of_words,
    padded,
    sentences_of,
    span_of,
    tags_of,
)
from coalition_ie.events.link import allowed_roles
from coalition_ie.formats.jsonl import read_jsonl
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.tagger.reader import PieceReader
from coalition_ie.types import Mention, TimeExpression
from training import augment, states
from training.config import Joint
from training.examples import IGNORED, Example, align

JOINT = "joint"
"""What ``--stages`` and ``run.json`` call this stage."""

WEIGHTS = {"tag": 1.0, "trigger": 1.0, "role": 1.0, "status": 0.15}
"""What each loss weighs; chosen so that none of them drowns the others at the start."""

LEFT_OUT, PUT_IN = 0.03, 0.08
"""Share of candidates that a sentence loses, and of sentences that get a false one: about what the
tagger misses and invents on the development part."""

_BUCKETS = (12, 20, 32, 48, 72, 110, 256)  # words: sentences padded together
_TYPES: list[str] = list(ontology().events)
_STATUSES: list[str] = list(ontology().statuses)
_NONE, _NO_ROLE = len(_TYPES), len(ROLES)

Spans = list[tuple[int, int, str]]


class Annotated(msgspec.Struct, frozen=True):
    """A text, its spans (mentions, DATE, TRIGGER) and its events over the spans' positions."""

    doc_id: str
    text: str
    spans: Spans
    events: list[tuple[int, str, str, list[tuple[str, int]]]]
    """Position of the trigger, type, status, and role and position of each argument."""

    @classmethod
    def of(cls, document: Document) -> Annotated:
        """An annotated document."""
        place: dict[tuple[int, int, str], int] = {}
        spans: tuple[Mention | TimeExpression, ...] = (*document.mentions, *document.dates)
        for span in spans:
            place.setdefault((span.start, span.end, span.label), len(place))
        events: list[tuple[int, str, str, list[tuple[str, int]]]] = []
        for event in document.events:
            trigger = (event.trigger.start, event.trigger.end, "TRIGGER")
            arguments: list[tuple[str, int]] = [
                (role, place[a.start, a.end, a.label]) for role, a in event.arguments()
            ]
            at = place.setdefault(trigger, len(place))
            events.append((at, event.type, event.status, arguments))
        return cls(str(document.doc_id), document.text, list(place), events)

    def example(self) -> Example:
        """The mentions alone."""
        named = ontology().labels
        return Example(
            self.doc_id, self.text, tuple(sorted(s for s in self.spans if s[2] in named))
        )

    def varied(
        self, lists: augment.Lists, draw: random.Random, names: float, noise: float
    ) -> Annotated:
        """The text with other names and with typing errors."""
        order = sorted(range(len(self.spans)), key=lambda i: (self.spans[i][0], -self.spans[i][1]))
        example = Example(self.doc_id, self.text, tuple(self.spans[i] for i in order))
        example = augment.with_noise(augment.with_names(example, lists, draw, names), draw, noise)
        spans = dict(zip(order, example.spans, strict=True))
        return Annotated(
            self.doc_id, example.text, [spans[i] for i in range(len(order))], self.events
        )


class Trigger(NamedTuple):
    """A gold event: numbers of its type and status, and of the role of each candidate."""

    type: int
    status: int
    roles: Mapping[tuple[int, int, int], int]


@dataclass(frozen=True, slots=True)
class Item:
    """A text as numbers: pieces with tags, words with features, candidates, triggers."""

    pieces: Sequence[int]
    tags: Sequence[int]
    word_of: Sequence[int]
    features: Sequence[Sequence[int]]
    sentences: Sequence[tuple[int, int]]
    candidates: Sequence[tuple[int, int, int]]
    triggers: Mapping[int, Trigger]


def item_of(
    annotated: Annotated, reader: PieceReader, tags: Sequence[str], heads: EventHeads
) -> Item:
    """What the model reads of a text, and what it shall find there."""
    encoded = reader(Reading(annotated.text))
    words = encoded.words
    labels, _ = align(annotated.example(), encoded, tags)
    starts, ends = [word.start for word in words], [word.end for word in words]
    at: dict[int, tuple[int, int, int]] = {}
    for place, (start, end, label) in enumerate(annotated.spans):
        first, last = span_of(starts, ends, start, end)
        if label in KINDS and first < last:
            at[place] = first, last, KINDS.index(label)
    triggers: dict[int, Trigger] = {}
    for place, kind, status, arguments in annotated.events:
        _, last = span_of(starts, ends, *annotated.spans[place][:2])
        roles = {at[i]: ROLES.index(role) for role, i in arguments if i in at}
        found = Trigger(_TYPES.index(kind), _STATUSES.index(status), roles)
        triggers.setdefault(last - 1, found)
    return Item(
        encoded.pieces,
        labels,
        encoded.word_of,
        [heads.numbers_of(names) for names in features_of_words(words)],
        sentences_of(encoded.sentences),
        sorted(at.values()),
        triggers,
    )


class _Sentence(NamedTuple):
    """Words ``[first, last)`` of an item whose words begin at ``offset`` in the batch."""

    item: Item
    offset: int
    first: int
    last: int


class Part(NamedTuple):
    """Sentences of similar length, padded: shapes as in `coalition_ie.events.heads`.

    ``words`` (s, m) numbers the batch's words, ``types`` (s, m) their trigger types. ``triggers``
    (t, 4) are sentence, place, type, status; ``pairs`` (p, 5) trigger, first and last word of the
    candidate, its role, its kind.
    """

    words: Tensor
    lexicon: Tensor
    tags: Tensor
    mask: Tensor
    types: Tensor
    triggers: Tensor
    pairs: Tensor


class Batch(NamedTuple):
    """Windows of some texts, and their sentences by length.

    ``places`` are the positions of the texts' pieces in the flattened windows, ``word_of`` the word
    of each, of ``words`` in all.
    """

    ids: Tensor
    mask: Tensor
    labels: Tensor
    places: Tensor
    word_of: Tensor
    words: int
    parts: list[Part]


def batch_of(items: Sequence[Item], reader: PieceReader, draw: random.Random) -> Batch:
    """Texts side by side."""
    prefix, suffix = list(reader.prefix), list(reader.suffix)
    room = reader.options.window - len(prefix) - len(suffix)
    rows: list[list[int]] = []
    labels: list[list[int]] = []
    places: list[tuple[int, int]] = []
    word_of: list[int] = []
    by_length: dict[int, list[_Sentence]] = defaultdict(list)
    words = 0
    for item in items:
        start, step = 0, draw.choice((room, draw.randint(room // 2, room)))
        while start < len(item.pieces):
            inside = slice(start, start + step)
            places += [(len(rows), len(prefix) + i) for i in range(len(item.pieces[inside]))]
            rows.append([*prefix, *item.pieces[inside], *suffix])
            labels.append(
                [IGNORED] * len(prefix) + list(item.tags[inside]) + [IGNORED] * len(suffix)
            )
            start, step = start + step, room
        word_of += [words + word for word in item.word_of]
        for first, last in item.sentences:
            bucket = next(most for most in _BUCKETS if last - first <= most)
            by_length[bucket].append(_Sentence(item, words, first, last))
        words += len(item.features)
    width = max(map(len, rows))
    pad = reader.tokenizer.pad_token_id or 0
    return Batch(
        torch.tensor([row + [pad] * (width - len(row)) for row in rows]),
        torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows]),
        torch.tensor([row + [IGNORED] * (width - len(row)) for row in labels]),
        torch.tensor([row * width + column for row, column in places]),
        torch.tensor(word_of),
        words,
        [_part(sentences, words, draw) for sentences in by_length.values()],
    )


def _part(sentences: Sequence[_Sentence], nothing: int, draw: random.Random) -> Part:
    """``nothing`` is the number of the word that stands where there is none."""
    shape = len(sentences), max(last - first for _, _, first, last in sentences)
    words = torch.full(shape, nothing)
    types = torch.full(shape, IGNORED)
    given = []
    triggers: list[tuple[int, int, int, int]] = []
    pairs: list[tuple[int, int, int, int, int]] = []
    for row, (item, offset, first, last) in enumerate(sentences):
        length = last - first
        words[row, :length] = torch.arange(offset + first, offset + last)
        types[row, :length] = _NONE
        candidates = _disturbed(item, first, last, draw)
        inside = [(a - first, b - first, kind) for a, b, kind in candidates]
        given.append((tags_of(length, inside), item.features[first:last]))
        for word, trigger in item.triggers.items():
            if not first <= word < last:
                continue
            types[row, word - first] = trigger.type
            pairs += [
                (
                    len(triggers),
                    a - first,
                    b - first,
                    trigger.roles.get((a, b, kind), _NO_ROLE),
                    kind,
                )
                for a, b, kind in candidates
            ]
            triggers.append((row, word - first, trigger.type, trigger.status))
    lexicon, tags, mask = map(torch.from_numpy, padded(given))
    return Part(
        words,
        lexicon,
        tags,
        mask,
        types,
        torch.tensor(triggers, dtype=torch.long).view(-1, 4),
        torch.tensor(pairs, dtype=torch.long).view(-1, 5),
    )


def _disturbed(
    item: Item, first: int, last: int, draw: random.Random
) -> list[tuple[int, int, int]]:
    """The candidates of a sentence, some lost, some false."""
    kept = [
        one
        for one in item.candidates
        if first <= one[0] and one[1] <= last and draw.random() >= LEFT_OUT
    ]
    if draw.random() < PUT_IN:
        begin = draw.randrange(first, last)
        end = min(last, begin + draw.randint(1, 2))
        if not any(a < end and begin < b for a, b, _ in kept):
            kept.append((begin, end, draw.randrange(len(KINDS))))
    return sorted(kept)


def losses(model: Any, heads: EventHeads, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each task."""
    out = model(input_ids=batch.ids, attention_mask=batch.mask, output_hidden_states=True)
    hidden = out.hidden_states[-1]
    pieces = hidden.reshape(-1, hidden.shape[-1])[batch.places].float()
    sums = pieces.new_zeros(batch.words + 1, pieces.shape[-1]).index_add(0, batch.word_of, pieces)
    counts = torch.bincount(batch.word_of, minlength=batch.words + 1).clamp(min=1)
    states = sums / counts[:, None]
    found = {
        "tag": cross_entropy(
            out.logits.float().flatten(0, 1), batch.labels.flatten(), ignore_index=IGNORED
        )
    }
    total: dict[str, Tensor] = {}
    weight: dict[str, float] = defaultdict(float)

    def add(name: str, loss: Tensor, share: float) -> None:
        total[name] = total[name] + loss if name in total else loss
        weight[name] += share

    for part in batch.parts:
        words = heads.read(states[part.words], part.lexicon, part.tags, part.mask)
        types = heads.trigger(words).float().flatten(0, 1)
        add(
            "trigger",
            cross_entropy(types, part.types.flatten(), ignore_index=IGNORED, reduction="sum"),
            int(part.mask.sum()),
        )
        if not len(part.triggers):
            continue
        where, place, kind, wanted = part.triggers.T
        around = torch.where(part.types == IGNORED, _NONE, part.types)
        primed = heads.prime(words, part.tags, part.mask, around, where, place, kind)
        trigger, first, last, role, label = part.pairs.T
        status, roles = heads.decide(primed, place, kind, trigger, first, last)
        add("status", cross_entropy(status.float(), wanted, reduction="sum"), len(wanted))
        if len(role):
            allowed = torch.from_numpy(allowed_roles())[label]
            fitting = roles.float().masked_fill(~allowed, -1e4)
            add("role", cross_entropy(fitting, role, reduction="sum"), len(role))
    return found | {name: loss / weight[name] for name, loss in total.items()}


def fresh_heads(model: Any, documents: Iterable[Annotated], wanted: Joint) -> EventHeads:
    """Untrained heads that know the features which the documents show at least three times."""
    seen = Counter[str]()
    for annotated in documents:
        for names in features_of_words(Reading(annotated.text).words):
            seen.update(names)
    return EventHeads(
        hidden=model.config.hidden_size,
        features=sorted(name for name, times in seen.items() if times >= 3),
        types=_TYPES,
        roles=list(ROLES),
        statuses=_STATUSES,
        width=wanted.width,
        narrow=wanted.narrow,
        layers=wanted.layers,
        primed=wanted.primed,
        dropout=wanted.dropout,
    )


def read(paths: Iterable[str]) -> Iterator[Annotated]:
    """The annotated documents of JSON lines files, as `training.prepare` writes them."""
    for path in paths:
        for document in read_jsonl(Path(path).read_text("utf-8"), name=path):
            yield Annotated.of(document)


Scored = Callable[[Any, EventHeads], dict[str, Any]]
"""Scores of a model and its heads, as `training.evaluate.in_training` gives them."""


class _Learner:
    """Model and heads with their optimizer and schedule: what a step changes."""

    def __init__(self, wanted: Joint, model: Any, heads: EventHeads, *, steps: int) -> None:
        self.model, self.heads = model, heads
        parameters = [
            {"params": list(model.parameters()), "lr": wanted.rate},
            {"params": list(heads.parameters()), "lr": wanted.heads_rate},
        ]
        self.optimizer = torch.optim.AdamW(parameters, weight_decay=0.01, betas=(0.9, 0.98))
        rise = max(1, steps // 10)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise))),
        )

    def step(self, batch: Batch, *, half: bool) -> dict[str, float]:
        """Learn from a batch; return its losses."""
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            found = losses(self.model, self.heads, batch)
        self.optimizer.zero_grad()
        torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*self.model.parameters(), *self.heads.parameters()], 1.0)
        self.optimizer.step()
        self.schedule.step()
        return {name: loss.item() for name, loss in found.items()}

    def train(self) -> None:
        """With dropout, as scoring leaves it off."""
        self.model.train()
        self.heads.train()

    def _parts(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "heads": self.heads,
            "optimizer": self.optimizer,
            "schedule": self.schedule,
        }

    def state(self) -> dict[str, Any]:
        """All that is learned."""
        return {name: part.state_dict() for name, part in self._parts().items()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` said."""
        for name, part in self._parts().items():
            part.load_state_dict(state[name])


def run(
    wanted: Joint,
    model: Any,
    reader: PieceReader,
    documents: Sequence[Annotated],
    *,
    seed: int,
    kept: states.States,
    heads: EventHeads | None = None,
    scored: Scored | None = None,
    every: int = 1,
) -> tuple[EventHeads, dict[str, Any]]:
    """Train ``model`` and fresh ``heads``, or those that are given, from the state that is ``kept``
    or from the begin; return the heads and what belongs into ``run.json``.

    ``scored`` gives the scores that are printed after ``every`` so many epochs.
    """
    draw = random.Random(seed)
    tags = [model.config.id2label[i] for i in range(model.config.num_labels)]
    lists = augment.Lists.read(Path(wanted.lists), [one.example() for one in documents])
    heads = fresh_heads(model, documents, wanted) if heads is None else heads
    model.config._attn_implementation = "eager"  # its backward is several times faster here
    gold = [item_of(one, reader, tags, heads) for one in documents]
    steps = math.ceil(len(gold) / wanted.batch) * wanted.epochs
    learner = _Learner(wanted, model, heads, steps=steps)
    before = [weights.detach().clone() for weights in model.parameters()]
    half = kept.in_bfloat16(wanted.bf16)
    log: list[dict[str, float]] = []
    scores: list[dict[str, Any]] = []
    begin = time.monotonic()
    if state := states.load(kept.joint):
        learner.restore(state["learner"])
        before, log, scores = state["before"], state["loss"], state["scores"]
        begin -= state["seconds"]
        draw.setstate(state["draw"])
        torch.set_rng_state(state["torch"])
        print(f"joint: goes on behind epoch {len(log)}", flush=True)
    for number in range(len(log) + 1, wanted.epochs + 1):
        learner.train()
        sums: dict[str, float] = defaultdict(float)
        items = [
            item_of(one.varied(lists, draw, wanted.names, wanted.noise), reader, tags, heads)
            if draw.random() < wanted.vary
            else item
            for one, item in zip(documents, gold, strict=True)
        ]
        draw.shuffle(items)
        for batch in _batches(items, wanted.batch, f"joint, epoch {number}"):
            for name, loss in learner.step(batch_of(batch, reader, draw), half=half).items():
                sums[name] += loss
        log.append({name: round(wanted.epochs * loss / steps, 4) for name, loss in sums.items()})
        print(f"joint, epoch {number}: {log[-1]}, {time.monotonic() - begin:.0f} s", flush=True)
        if scored is not None and number % every == 0:
            scores.append({"epoch": number} | scored(model, heads))
            print(f"joint, epoch {number}: {scores[-1]}", flush=True)
        state = {"learner": learner.state(), "before": before, "loss": log, "scores": scores}
        state |= {"draw": draw.getstate(), "torch": torch.get_rng_state()}
        states.save(kept.joint, state | {"seconds": time.monotonic() - begin})
    for weights, old in zip(model.parameters(), before, strict=True):
        weights.data.lerp_(old, wanted.average)
    minutes = round((time.monotonic() - begin) / 60, 2)
    return heads.eval(), {
        "name": JOINT,
        "texts": len(gold),
        "bfloat16": half,
        "loss": log,
        "minutes": minutes,
    } | ({"scores": scores} if scores else {})


def _batches(items: Sequence[Item], size: int, name: str) -> Iterator[Sequence[Item]]:
    """The texts, ``size`` at a time, with a bar on a terminal."""
    with tqdm(total=len(items), desc=name, unit=" texts", disable=None, leave=False) as bar:
        for start in range(0, len(items), size):
            yield (batch := items[start : start + size])
            bar.update(len(batch))
