"""The event heads: triggers, roles and status over the states of an encoder.

Words of a sentence (a padded batch of s sentences of m words) carry the mean of their pieces'
states, what the lexicon says of them and the tag of their candidate. One layer of attention reads
them together and gives each word its trigger type. For each trigger the sentence is read once more
by narrower layers that see where the trigger stands (after TagPrime, Hsu et al. 2023): they give
its status, and the role of every candidate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self, cast

import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from coalition_ie.errors import ModelError
from coalition_ie.events.exported import CONFIG, WEIGHTS, HeadsConfig
from coalition_ie.events.inputs import KINDS, Asked
from coalition_ie.graphs import Floats

FAR = 40
"""Words from the trigger at which distances stop to differ."""


def _number(apart: Tensor, reach: int) -> Tensor:
    """The row of an embedding for a distance in words, which counts no further than ``reach``."""
    return apart.clamp(-reach, reach) + reach


class Layer(nn.Module):
    """Attention and a gated feed-forward, each behind its normalisation; relative positions."""

    def __init__(self, width: int, heads: int, reach: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.reach = heads, reach
        self.before_attention = nn.LayerNorm(width)
        self.before_mixing = nn.LayerNorm(width)
        self.project = nn.Linear(width, 3 * width, bias=False)
        self.merge = nn.Linear(width, width, bias=False)
        self.bias = nn.Embedding(2 * reach + 1, heads)
        self.widen = nn.Linear(width, 4 * width, bias=False)
        self.narrow = nn.Linear(2 * width, width, bias=False)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.bias.weight)

    def forward(self, x: Tensor, mask: Tensor, at: Tensor | None = None) -> Tensor:
        """States (n, m, width), mask (n, m) of real words.

        With ``at`` (n, k) the states of those places alone, (n, k, width).
        """
        n, m, width = x.shape
        before = self.before_attention(x)
        key, value = self._by_head(before, 1), self._by_head(before, 2)
        places = torch.arange(m, device=x.device)
        if at is None:
            query = self._by_head(before, 0)
            bias = self.bias(_number(places[None, :] - places[:, None], self.reach))[None]
        else:
            x = _at(x, at)
            query = self._by_head(_at(before, at), 0)
            bias = self.bias(_number(places - at[..., None], self.reach))
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
        scores = (scores + bias.permute(0, 3, 1, 2)).masked_fill(~mask[:, None, None, :], -1e4)
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(n, -1, width)
        x = x + self.dropout(self.merge(mixed))
        value, gate = self.widen(self.before_mixing(x)).chunk(2, -1)
        mixed = self.narrow(value * nn.functional.gelu(gate))
        return x + cast(Tensor, self.dropout(mixed))

    def _by_head(self, x: Tensor, part: int) -> Tensor:
        """Queries (part 0), keys (1) or values (2) of states (n, k, width), (n, heads, k, …)."""
        n, k, width = x.shape
        weight = self.project.weight[part * width : (part + 1) * width]
        made = nn.functional.linear(x, weight)
        return made.view(n, k, self.heads, width // self.heads).transpose(1, 2)


def _at(x: Tensor, places: Tensor) -> Tensor:
    """Of states (n, m, width) those at places (n, k)."""
    return x.gather(1, places[..., None].expand(-1, -1, x.shape[-1]))


class EventHeads(HeadsConfig, nn.Module):
    """Triggers of words, roles and status for triggers."""

    def __init__(
        self,
        *,
        hidden: int,
        features: list[str],
        types: list[str],
        roles: list[str],
        statuses: list[str],
        width: int = 256,
        narrow: int = 128,
        layers: int = 1,
        primed: int = 2,
        dropout: float = 0.1,
        temperatures: Mapping[str, float] | None = None,
        thresholds: Mapping[str, float] | None = None,
    ) -> None:
        nn.Module.__init__(self)
        config = {
            "hidden": hidden,
            "features": features,
            "types": types,
            "roles": roles,
            "statuses": statuses,
            "width": width,
            "narrow": narrow,
            "layers": layers,
            "primed": primed,
            "dropout": dropout,
            "temperatures": dict(temperatures or {}),
            "thresholds": dict(thresholds or {}),
        }
        HeadsConfig.__init__(self, config)
        tags = 2 * len(KINDS) + 1
        self.from_encoder = nn.Linear(hidden, width)
        self.of_lexicon = nn.EmbeddingBag(len(features) + 1, width, mode="sum", padding_idx=0)
        self.of_tag = nn.Embedding(tags, width)
        self.reading = nn.ModuleList(Layer(width, 4, 32, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.trigger = nn.Sequential(
            nn.Linear(width, width),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(width, len(types) + 1),
        )
        self.to_narrow = nn.Linear(width, narrow)
        self.of_trigger = nn.Linear(width, narrow)
        self.of_type = nn.Embedding(len(types) + 1, narrow)
        self.of_distance = nn.Embedding(2 * FAR + 1, narrow)
        self.of_kind = nn.Embedding(tags, narrow)
        self.primed = nn.ModuleList(Layer(narrow, 4, 32, dropout) for _ in range(primed))
        self.primed_norm = nn.LayerNorm(narrow)
        self.role = nn.Sequential(
            nn.Linear(5 * narrow, 2 * narrow),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(2 * narrow, len(roles) + 1),
        )
        self.status = nn.Sequential(
            nn.Linear(2 * narrow, narrow),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(narrow, len(statuses)),
        )
        self.dropout = nn.Dropout(dropout)
        # As large as what they are added to; small ones are not seen for thousands of steps.
        for part in (self.of_lexicon, self.of_tag, self.of_type, self.of_distance, self.of_kind):
            nn.init.normal_(part.weight, std=0.5)

    @classmethod
    def from_pretrained(cls, folder: Path) -> Self:
        """The heads that `save_pretrained` wrote.

        Raises:
            ModelError: a file is damaged or the weights are not those that the config says.
        """
        try:
            heads = cls(**json.loads((folder / CONFIG).read_text("utf-8")))
            weights = {name: w.float() for name, w in load_file(folder / WEIGHTS).items()}
            heads.load_state_dict(weights)
            broken = [name for name, w in weights.items() if not w.isfinite().all()]
            if broken:
                raise ValueError(f"expected numbers, got nan or infinity in {broken[0]}")
        # json, torch and safetensors have no common error for a file that is not fit.
        except Exception as error:
            cause = next(iter(str(error).splitlines()), type(error).__name__)
            raise ModelError(f"event heads of {str(folder)!r}: {cause}") from error
        return heads.eval()

    def save_pretrained(self, folder: Path) -> None:
        """Write config and weights (in half precision) into a checkpoint's folder."""
        folder.mkdir(parents=True, exist_ok=True)
        config = json.dumps(self.config, indent=1, ensure_ascii=False)
        (folder / CONFIG).write_text(config + "\n", "utf-8")
        save_file(
            {k: v.half().contiguous() for k, v in self.state_dict().items()}, folder / WEIGHTS
        )

    def read(self, states: Tensor, lexicon: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Words (s, m, hidden), features (s, m, f), tags (s, m), mask (s, m) to (s, m, width)."""
        s, m, f = lexicon.shape
        known = self.of_lexicon(lexicon.reshape(s * m, f)).view(s, m, -1)
        x = self.dropout(self.from_encoder(states) + known + self.of_tag(tags))
        for layer in self.reading:
            x = layer(x, mask)
        return cast(Tensor, self.norm(x))

    def prime(  # noqa: PLR0917 - tensors that go together
        self,
        words: Tensor,
        tags: Tensor,
        mask: Tensor,
        kinds: Tensor,
        sentence: Tensor,
        place: Tensor,
        kind: Tensor,
        wanted: Tensor | None = None,
    ) -> Tensor:
        """Sentences read for each of t triggers: (t, m, narrow).

        ``kinds`` (s, m) is the trigger type of every word; ``sentence``, ``place`` and ``kind``
        (t,) say where each trigger stands and its type. With ``wanted`` (t, k) only the states of
        those words are right and the others 0, which spares most of the last layer.
        """
        m = words.shape[1]
        centre = words[sentence, place]
        apart = torch.arange(m, device=words.device)[None] - place[:, None]
        x = (
            self.to_narrow(words)[sentence]
            + self.of_kind(tags)[sentence]
            + self.of_type(kinds)[sentence]
            + self.of_distance(_number(apart, FAR))
            + (self.of_trigger(centre) + self.of_type(kind))[:, None]
        )
        x, seen = self.dropout(x), mask[sentence]
        *layers, last = self.primed
        for layer in layers:
            x = layer(x, seen)
        if wanted is None:
            return cast(Tensor, self.primed_norm(last(x, seen)))
        made = self.primed_norm(last(x, seen, wanted))
        return torch.zeros_like(x).scatter(1, wanted[..., None].expand_as(made), made)

    def decide(  # noqa: PLR0917 - tensors that go together
        self,
        primed: Tensor,
        place: Tensor,
        kind: Tensor,
        trigger: Tensor,
        first: Tensor,
        last: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Status (t, statuses) and roles (p, roles + 1) for p pairs of trigger and candidate.

        ``trigger`` (p,) numbers the trigger of each pair, whose candidate has words
        ``[first, last)``.
        """
        t = torch.arange(place.shape[0], device=place.device)
        centre = primed[t, place]
        status = self.status(torch.cat([centre, self.of_type(kind)], -1))
        pair = torch.cat(
            [
                self.of_distance(_number(first - place[trigger], FAR)),
                primed[trigger, first],
                primed[trigger, last - 1],
                centre[trigger],
                self.of_type(kind)[trigger],
            ],
            -1,
        )
        return status, self.role(pair)

    def find(
        self, states: Floats, lexicon: NDArray[Any], tags: NDArray[Any], mask: NDArray[Any]
    ) -> tuple[Floats, Floats]:
        """As `coalition_ie.events.exported.Heads.find`."""
        with torch.inference_mode():
            words = self.read(*map(torch.from_numpy, (states, lexicon, tags, mask)))
            return words.numpy(), self.trigger(words).numpy()

    def judge(
        self,
        words: Floats,
        tags: NDArray[Any],
        mask: NDArray[Any],
        kinds: NDArray[Any],
        asked: Asked,
    ) -> tuple[Floats, Floats]:
        """As `coalition_ie.events.exported.Heads.judge`."""
        with torch.inference_mode():
            sentence, place, kind, wanted, *pairs = map(torch.from_numpy, asked)
            read, tag, real, types = map(torch.from_numpy, (words, tags, mask, kinds))
            primed = self.prime(read, tag, real, types, sentence, place, kind, wanted)
            status, roles = self.decide(primed, place, kind, *pairs)
            return status.numpy(), roles.numpy()
