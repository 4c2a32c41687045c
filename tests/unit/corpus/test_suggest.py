"""The order of suggestions, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from coalition_ie import Document
from coalition_ie.corpus.suggest import rank, uncertainty
from tests.samples import BAGHDAD, DOCUMENT, FRANCE, STRIKE, TEXT
from tests.strategies import documents


def scored(*scores: float) -> Document:
    mentions = [replace(m, score=s) for m, s in zip((BAGHDAD, FRANCE), scores, strict=False)]
    return Document(text=TEXT, mentions=tuple(mentions))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), 0.0),
        ((1.0,), 0.0),
        ((0.75,), 0.5),  # margin 0.75 - 0.25
        ((0.5,), 1.0),  # as likely as not
        ((0.2,), 1.0),  # less likely than not is no surer
        ((1.0, 0.75), 0.25),
    ],
)
def test_the_uncertainty_is_the_mean_of_one_less_the_margin(
    scores: tuple[float, ...], expected: float
) -> None:
    assert uncertainty(scored(*scores)) == pytest.approx(expected)


def test_events_count_beside_mentions() -> None:
    strike = replace(STRIKE, score=0.75)
    document = replace(DOCUMENT, events=(strike,))
    assert uncertainty(document) == pytest.approx(0.5 / 8)


def test_the_least_certain_come_first_and_equals_keep_their_order() -> None:
    given_order = [scored(1.0), scored(0.6), scored(), scored(0.9)]
    ranked = rank(given_order)
    assert [suggestion.document for suggestion in ranked] == [
        given_order[1],
        given_order[3],
        given_order[0],
        given_order[2],
    ]
    assert ranked[0].score == pytest.approx(0.2)


@given(documents())
def test_uncertainty_lies_between_nought_and_one(document: Document) -> None:
    assert 0.0 <= uncertainty(document) <= 1.0
