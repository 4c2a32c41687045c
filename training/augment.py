"""Variants of annotated texts: other names in their spans, and the noise of the press.

A variant is made from an example and a random generator alone, so a seed gives the same variants
again. Spans follow the text; what a text holds outside its spans is never made into a name.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.config import Augment
from training.examples import Example

Edit = tuple[int, int, str]
"""Characters ``start`` to ``end`` become the string."""

QUOTES = ('"', '"'), ("“", "”"), ("«", "»"), ("'", "'"), ("‘", "’"), ("(", ")")
"""The pairs that Arabic newspapers put around names and speech."""

LEFTOVERS = ("&nbsp;", "&quot;", "<br>", "<p>", "</p>", "&#8230;", "\u200f", "\xa0")
"""What is left of pages in collected texts."""

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile('["“«]([^"“”«»\n]{1,80})["”»]')


@dataclass(frozen=True, slots=True)
class Lists:
    """Names to put into spans: words of personal names, places, organisations."""

    given: Sequence[str]
    family: Sequence[str]
    places: Sequence[str]
    organisations: Sequence[str]

    @classmethod
    def read(cls, path: Path, chosen: Iterable[Example]) -> Lists:
        """What `training.prepare` wrote, and the organisations of the examples themselves."""
        own = {e.text[start:end] for e in chosen for start, end, label in e.spans if label == "ORG"}
        return cls(**json.loads(path.read_text("utf-8")), organisations=sorted(own))


def edited(example: Example, edits: Iterable[Edit]) -> Example:
    """``example`` with ``edits``, which do not overlap, made; spans grow or shrink with theirs."""
    text, last, starts, ends = [], 0, {}, {}
    borders = sorted({b for start, end, _ in example.spans for b in (start, end)})
    length = 0
    for start, end, new in [*sorted(edits), (len(example.text), len(example.text), "")]:
        while borders and borders[0] <= start:
            border = borders.pop(0)
            ends[border] = length + border - last
            # What is put in where a span starts stands before it.
            starts[border] = ends[border] + (len(new) if border == start == end else 0)
        text += [example.text[last:start], new]
        length += start - last + len(new)
        last = end
        while borders and borders[0] <= end:
            starts[borders[0]] = ends[borders[0]] = length
            borders.pop(0)
    spans = tuple((starts[start], ends[end], label) for start, end, label in example.spans)
    return Example(example.doc_id, "".join(text), spans)


def with_names(example: Example, lists: Lists, draw: random.Random, share: float) -> Example:
    """Other names of the same kind in about ``share`` of the spans, the same for the same name."""
    chosen: dict[tuple[str, str], str | None] = {}
    edits = []
    for start, end, label in example.spans:
        surface = example.text[start:end]
        key = surface, label
        if key not in chosen:
            chosen[key] = _name(surface, label, lists, draw) if draw.random() < share else None
        new = chosen[key]
        if new is not None:
            edits.append((start, end, new))
    return edited(example, edits)


def _name(surface: str, label: str, lists: Lists, draw: random.Random) -> str | None:
    """A name in the place of ``surface``, None where none of the lists fits."""
    words = surface.split()
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    if label in ("PER", "PERS") and len(words) <= 3:
        return " ".join([*(draw.choice(lists.given) for _ in words[1:]), draw.choice(lists.family)])
    if label == "LOC" and len(words) == 1:
        return draw.choice(lists.places)
    if label == "ORG" and len(words) > 1 and lists.organisations:
        return draw.choice(lists.organisations)
    return None


def with_noise(example: Example, draw: random.Random, share: float) -> Example:
    """About ``share`` of the words glued to the next, misspelled at the end, or beside a leftover;
    and all pairs of quotation marks of one other kind."""
    edits: list[Edit] = []
    opening, closing = draw.choice(QUOTES)
    for match in _QUOTED.finditer(example.text):
        edits += [
            (match.start(), match.start() + 1, opening),
            (match.end() - 1, match.end(), closing),
        ]
    text = example.text
    for match in _WORD.finditer(text):
        if draw.random() >= share or text[match.end() : match.end() + 1] != " ":
            continue
        end, kind = match.end(), draw.random()
        if kind < 0.5:
            edits.append((end, end + 1, ""))
        elif kind < 0.8 and text[end - 1] in "ةهىي":
            edits.append((end - 1, end, {"ة": "ه", "ه": "ة", "ى": "ي", "ي": "ى"}[text[end - 1]]))
        elif not any(start <= end < stop for start, stop, _ in example.spans):
            edits.append((end, end + 1, f" {draw.choice(LEFTOVERS)} "))
    return edited(example, edits)


def variants(chosen: Sequence[Example], wanted: Augment, *, seed: int) -> list[Example]:
    """As many variants of every example as are wanted."""
    lists, draw = Lists.read(Path(wanted.lists), chosen), random.Random(seed)
    return [
        with_noise(with_names(example, lists, draw, wanted.names), draw, wanted.noise)
        for _ in range(wanted.copies)
        for example in chosen
    ]
