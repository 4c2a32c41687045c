"""IOB2 tags to spans and back, and what counts as valid.

The scheme is Tjong Kim Sang & Veenstra 1999 ("Representing Text Chunks", IOB2): ``B-ORG`` opens
a mention, ``I-ORG`` goes on with it, ``O`` is outside. Reading is strict: an ``I-`` that goes on
with nothing is an error here. Files written by other conventions pass through `repair` first,
which counts what it changes.

Spans are ``(start, end, label)`` over units, half-open; what the units are (words, pieces) is the
caller's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coalition_ie.errors import SchemaError, SpanError, quoted

OUTSIDE = "O"
"""The tag of a unit that belongs to no mention."""

UnitSpan = tuple[int, int, str]
"""``(start, end, label)`` over units, half-open."""


class Repaired(NamedTuple):
    """Valid tags and the positions at which they differ from what was read."""

    tags: tuple[str, ...]
    positions: tuple[int, ...]


class Aligned(NamedTuple):
    """Spans over units, and the spans over characters whose borders no unit shares."""

    spans: tuple[UnitSpan, ...]
    lost: tuple[UnitSpan, ...]


def split_tag(tag: str) -> tuple[str, str]:
    """Prefix and label of a tag: ``B-ORG`` gives ``("B", "ORG")``, ``O`` gives ``("O", "")``.

    Raises:
        SchemaError: it is no IOB2 tag.
    """
    prefix, hyphen, label = tag.partition("-")
    if tag == OUTSIDE or (prefix in ("B", "I") and hyphen and label):
        return prefix, label
    raise SchemaError(f"expected O, B-LABEL or I-LABEL, got {quoted(tag)}")


def valid_transition(previous: str | None, tag: str) -> bool:
    """Whether ``tag`` may follow ``previous``; None stands for the begin of the sequence.

    >>> valid_transition("B-ORG", "I-ORG"), valid_transition(None, "I-ORG")
    (True, False)
    """
    _, label_before = split_tag(OUTSIDE if previous is None else previous)
    prefix, label = split_tag(tag)
    return prefix != "I" or label == label_before


def repair(tags: Iterable[str]) -> Repaired:
    """Turn every ``I-`` that may not stand where it stands into ``B-`` of its label.

    This is how CoNLL 2003 (IOB1), conlleval and seqeval's default mode read such a tag: it opens
    a mention. So an IOB1 file comes out as the same mentions in IOB2.

    >>> repair(["I-LOC", "I-LOC", "O"])
    Repaired(tags=('B-LOC', 'I-LOC', 'O'), positions=(0,))
    """
    repaired: list[str] = []
    positions: list[int] = []
    for i, tag in enumerate(tags):
        if valid_transition(repaired[-1] if repaired else None, tag):
            repaired.append(tag)
        else:
            repaired.append(f"B-{split_tag(tag)[1]}")
            positions.append(i)
    return Repaired(tuple(repaired), tuple(positions))


def tags_to_spans(tags: Sequence[str]) -> tuple[UnitSpan, ...]:
    """The mentions that valid IOB2 tags describe, in order.

    >>> tags_to_spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"])
    ((0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC'))

    Raises:
        SchemaError: a tag is none, or may not follow the one before it (see `repair`).
    """
    spans: list[UnitSpan] = []
    previous: str | None = None
    for i, tag in enumerate(tags):
        if not valid_transition(previous, tag):
            before = quoted(previous or "the begin")
            raise SchemaError(f"tag {i}: {quoted(tag)} may not follow {before}")
        prefix, label = split_tag(tag)
        if prefix == "B":
            spans.append((i, i + 1, label))
        elif prefix == "I":
            spans[-1] = (spans[-1][0], i + 1, label)
        previous = tag
    return tuple(spans)


def spans_to_tags(spans: Iterable[UnitSpan], length: int) -> tuple[str, ...]:
    """The IOB2 tags of ``length`` units in which ``spans`` are the mentions.

    >>> spans_to_tags([(1, 3, "ORG")], 4)
    ('O', 'B-ORG', 'I-ORG', 'O')

    Raises:
        SpanError: a span is empty, lies outside the units, or overlaps another.
        SchemaError: a label is empty.
    """
    tags = [OUTSIDE] * length
    for start, end, label in spans:
        if not label:
            raise SchemaError(f"span {start}:{end} has an empty label")
        if not 0 <= start < end <= length:
            raise SpanError(f"expected 0 <= start < end <= {length}, got {start}:{end}")
        if any(tag != OUTSIDE for tag in tags[start:end]):
            raise SpanError(f"span {start}:{end} {label} overlaps another")
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tuple(tags)


def align(spans: Iterable[UnitSpan], units: Sequence[tuple[int, int]]) -> Aligned:
    """Express spans over characters as spans over units, given each unit's ``(start, end)``.

    A span that does not begin where a unit begins and end where a unit ends cannot be tagged; it
    is returned among ``lost``, as given, so that the caller can count and name it.

    >>> align([(2, 7, "LOC"), (3, 7, "LOC")], [(0, 1), (2, 5), (5, 7)])
    Aligned(spans=((1, 3, 'LOC'),), lost=((3, 7, 'LOC'),))
    """
    # The first of several units that share a begin: a byte-level piece is part of a character.
    starts = {start: i for i, (start, _) in reversed(list(enumerate(units)))}
    ends = {end: i + 1 for i, (_, end) in enumerate(units)}
    found: list[UnitSpan] = []
    lost: list[UnitSpan] = []
    for start, end, label in spans:
        if start in starts and end in ends:
            found.append((starts[start], ends[end], label))
        else:
            lost.append((start, end, label))
    return Aligned(tuple(found), tuple(lost))
