"""IOB2: the table of transitions, and what is refused."""

from __future__ import annotations

import pytest

from coalition_ie.errors import CoalitionError, SchemaError, SpanError
from coalition_ie.iob import (
    Repaired,
    align,
    repair,
    spans_to_tags,
    split_tag,
    tags_to_spans,
    valid_transition,
)


@pytest.mark.parametrize(
    ("previous", "tag", "valid"),
    [
        (None, "O", True),
        (None, "B-ORG", True),
        (None, "I-ORG", False),
        ("O", "O", True),
        ("O", "B-ORG", True),
        ("O", "I-ORG", False),
        ("B-ORG", "O", True),
        ("B-ORG", "B-ORG", True),
        ("B-ORG", "B-LOC", True),
        ("B-ORG", "I-ORG", True),
        ("B-ORG", "I-LOC", False),
        ("I-ORG", "O", True),
        ("I-ORG", "B-ORG", True),
        ("I-ORG", "I-ORG", True),
        ("I-ORG", "I-LOC", False),
    ],
)
def test_which_tag_may_follow_which(previous: str | None, tag: str, valid: bool) -> None:
    assert valid_transition(previous, tag) is valid


@pytest.mark.parametrize(
    ("tag", "parts"),
    [("O", ("O", "")), ("B-LOC", ("B", "LOC")), ("I-Water-Body", ("I", "Water-Body"))],
)
def test_a_tag_is_a_prefix_and_a_label(tag: str, parts: tuple[str, str]) -> None:
    assert split_tag(tag) == parts


@pytest.mark.parametrize("tag", ["", "B", "B-", "I-", "b-LOC", "L-LOC", "O-LOC", "LOC", "BLOC"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(SchemaError, match="expected O, B-LABEL or I-LABEL"):
        split_tag(tag)


@pytest.mark.parametrize(
    ("tags", "repaired", "positions"),
    [
        ([], (), ()),
        (["B-LOC", "I-LOC"], ("B-LOC", "I-LOC"), ()),
        (["O", "I-LOC", "I-LOC"], ("O", "B-LOC", "I-LOC"), (1,)),
        (["B-PER", "I-LOC"], ("B-PER", "B-LOC"), (1,)),
        # CoNLL 2003 writes B- only where two mentions of a label touch.
        (["I-LOC", "B-LOC", "O", "I-PER"], ("B-LOC", "B-LOC", "O", "B-PER"), (0, 3)),
    ],
)
def test_repair_opens_a_mention_at_a_stray_tag(
    tags: list[str], repaired: tuple[str, ...], positions: tuple[int, ...]
) -> None:
    assert repair(tags) == Repaired(repaired, positions)


def test_reading_is_strict_and_says_where() -> None:
    with pytest.raises(SchemaError, match="tag 1: 'I-LOC' may not follow 'B-PER'"):
        tags_to_spans(["B-PER", "I-LOC"])
    with pytest.raises(SchemaError, match="tag 0: 'I-LOC' may not follow 'the begin'"):
        tags_to_spans(["I-LOC"])


def test_touching_mentions_stay_apart() -> None:
    tags = spans_to_tags([(2, 3, "LOC"), (0, 2, "LOC")], 4)
    assert tags == ("B-LOC", "I-LOC", "B-LOC", "O")
    assert tags_to_spans(tags) == ((0, 2, "LOC"), (2, 3, "LOC"))


@pytest.mark.parametrize(
    ("spans", "error", "message"),
    [
        ([(0, 2, "LOC"), (1, 3, "PER")], SpanError, "overlaps"),
        ([(1, 1, "LOC")], SpanError, "expected 0 <= start < end <= 3, got 1:1"),
        ([(2, 4, "LOC")], SpanError, "got 2:4"),
        ([(-1, 2, "LOC")], SpanError, "got -1:2"),
        ([(0, 1, "")], SchemaError, "empty label"),
    ],
)
def test_spans_that_no_tags_describe_are_refused(
    spans: list[tuple[int, int, str]], error: type[CoalitionError], message: str
) -> None:
    with pytest.raises(error, match=message):
        spans_to_tags(spans, 3)


def test_align_counts_what_begins_or_ends_inside_a_unit() -> None:
    units = [(0, 1), (1, 6), (7, 9)]
    spans = [(1, 6, "LOC"), (0, 9, "ORG"), (0, 5, "PER"), (7, 8, "PER")]
    assert align(spans, units) == (
        ((1, 2, "LOC"), (0, 3, "ORG")),
        ((0, 5, "PER"), (7, 8, "PER")),
    )


def test_align_takes_every_piece_of_a_character() -> None:
    # A byte-level tokenizer gives one character several pieces with the same offsets.
    assert align([(0, 1, "LOC")], [(0, 1), (0, 1), (1, 2)]).spans == ((0, 2, "LOC"),)
