"""Small event heads with random weights, texts as an encoder gives them, and what is linked there.

Nothing is loaded: the state of a word is a function of the word alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn

from coalition_ie import Extractor
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.events.heads import EventHeads
from coalition_ie.events.inputs import features_of
from coalition_ie.events.link import Linker, Text
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.pipeline import Tagger
from coalition_ie.tagger.model import Encoded
from coalition_ie.tagger.reader import CheckpointOptions, PieceReader
from coalition_ie.types import Event, Mention
from tests.checkpoints import bert_tokenizer

_MARK = re.compile(r"\{([A-Z]+):([^}]*)\}")
_READER = PieceReader(
    bert_tokenizer(()), CheckpointOptions(normalisation="fold", split_clitics=True)
)


def small_heads(
    *, hidden: int = 16, trigger: float = 0.0, role: float = 0.0, **fields: Any
) -> EventHeads:
    """Random heads, the same at every call; with thresholds of 0 every word names an event."""
    with torch.random.fork_rng():
        torch.manual_seed(11)
        heads = EventHeads(
            hidden=hidden,
            features=list(features_of("قصفت")),
            types=list(ontology().events),
            roles=list(ROLES),
            statuses=list(ontology().statuses),
            thresholds={"trigger": trigger, "role": role},
            **{"width": 32, "narrow": 16} | fields,
        )
    return heads.eval()


class Triggers(nn.Module):
    """A trigger head that finds ``kind`` at certain words of every sentence, or at all of them."""

    def __init__(self, kind: str, places: Sequence[int] | None, surely: float) -> None:
        super().__init__()
        self.kind, self.places, self.surely = kind, places, surely

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        """Logits of the types and of none, which has 0."""
        known = list(ontology().events)
        types = torch.full((*words.shape[:2], len(known) + 1), -99.0)
        types[..., -1] = 0.0
        every = range(types.shape[1])
        for place in every if self.places is None else set(self.places) & set(every):
            types[:, place, known.index(self.kind)] = self.surely
        return types


def decided(
    heads: EventHeads,
    *,
    kind: str = "STRIKE",
    places: Sequence[int] | None = None,
    surely: float = 9.0,
    roles: Mapping[str, float] | None = None,
) -> EventHeads:
    """The heads, made to find triggers as `Triggers` does.

    ``roles`` makes them give these probabilities to the roles of every candidate, before those
    that it may not fill are ruled out; what is left goes to none.
    """
    heads.trigger = Triggers(kind, places, surely)  # type: ignore[assignment]
    if roles is not None:
        shares = [roles.get(role, 1e-6) for role in ROLES]
        last: Any = heads.role[-1]
        with torch.no_grad():
            last.weight.zero_()
            last.bias.copy_(torch.tensor([*shares, 1 - sum(shares)]).log())
    return heads


def louder(heads: EventHeads) -> EventHeads:
    """The heads, made to change their mind about roles with every word that they see."""
    with torch.no_grad():
        for part in (heads.primed, heads.role):
            for weights in part.parameters():
                weights.mul_(4.0)
    return heads


class SmallEncoder:
    """What `Extractor` asks of the checkpoint that finds the events."""

    def __init__(self, heads: EventHeads | None = None) -> None:
        self.linker = Linker((small_heads() if heads is None else heads).eval())

    @contextmanager
    def pool(self) -> Iterator[Executor]:
        with ThreadPoolExecutor(1) as threads:
            yield threads

    def encode_later(
        self, readings: Sequence[Reading], pool: Executor, *, batch_size: int = 32
    ) -> Callable[[], list[Encoded]]:
        encoded = [self._encoded(reading) for reading in readings]
        return lambda: encoded

    def _encoded(self, reading: Reading) -> Encoded:
        seen = _READER(reading)
        hidden = self.linker.heads.config["hidden"]
        rows = [
            np.random.default_rng(list(word.key.encode("utf-8", "replace"))).standard_normal(hidden)
            for word in seen.words
        ]
        states = np.array(rows, np.float32).reshape(len(rows), hidden)
        return Encoded(seen, np.zeros((len(seen.pieces), 1)), states)

    def text(self, text: str, mentions: Sequence[Mention]) -> Text:
        """A text with given mentions and the time expressions that the library finds."""
        reading = Reading(text)
        seen = self._encoded(reading)
        return Text(reading, seen.input, seen.states, mentions, find_dates(reading))


def reader(tagger: Tagger, heads: EventHeads | None = None) -> Extractor:
    """An extractor around any tagger that needs no checkpoint for its events."""
    return Extractor(tagger=tagger, events=SmallEncoder(heads))  # type: ignore[arg-type]


def read(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """Text and mentions of a sentence whose names are marked as ``{LABEL:surface}``.

    A surface marked as DATE is left to the library.
    """
    text, mentions, done = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        label, surface = match.groups()
        if label != "DATE":
            end = len(text) + len(surface)
            mentions.append(Mention(start=len(text), end=end, text=surface, label=label))
        text += surface
        done = match.end()
    return text + marked[done:], tuple(mentions)


def link(
    text: str, mentions: Sequence[Mention], heads: EventHeads | None = None
) -> tuple[Event, ...]:
    encoder = SmallEncoder(heads)
    (events,) = encoder.linker.link([encoder.text(text, mentions)])
    return events


def link_marked(marked: str, heads: EventHeads | None = None) -> tuple[Event, ...]:
    return link(*read(marked), heads)
