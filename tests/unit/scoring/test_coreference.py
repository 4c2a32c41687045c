"""Coreference measures against the published worked examples, and an exhaustive matching."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_ie.scoring.coreference import Clusters, score_entities


def clusters(text: str) -> list[frozenset[str]]:
    return [frozenset(part) for part in text.split()]


# Pradhan et al. 2014, figure 1 and section 4, and the test cases of their reference implementation
# v8.01; recall before precision, as they give them. MUC and B³ of the test cases follow from the
# definitions, since the file gives CEAF only.
@pytest.mark.parametrize(
    ("gold", "predicted", "muc", "b3", "ceaf_e"),
    [
        (
            "abc defg",
            "ab cd fghi",
            (2 / 5, 2 / 5),
            ((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7, (4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8),
            (1.3 / 2, 1.3 / 3),
        ),
        ("a bc def", "a bc def", (1, 1), (1, 1), (1, 1)),
        ("a bc def", "a de", (1 / 3, 1), (7 / 18, 1), (1.8 / 3, 1.8 / 2)),
        (
            "a bc def",
            "a bcx defy z",
            (1, 3 / 5),
            (1, (1 + 4 / 3 + 9 / 4) / 9),
            ((1 + 4 / 5 + 6 / 7) / 3, (1 + 4 / 5 + 6 / 7) / 4),
        ),
        (
            "a bc def",
            "a bcx dy z",
            (1 / 3, 1 / 3),
            ((1 + 2 + 1 / 3) / 6, (1 + 4 / 3 + 1 / 2) / 7),
            (2.2 / 3, 2.2 / 4),
        ),
    ],
)
def test_published_examples(
    gold: str,
    predicted: str,
    muc: tuple[float, float],
    b3: tuple[float, float],
    ceaf_e: tuple[float, float],
) -> None:
    scores = score_entities([(clusters(gold), clusters(predicted))])
    for share, (recall, precision) in zip(scores, (muc, b3, ceaf_e), strict=True):
        assert (share.recall, share.precision) == pytest.approx((recall, precision))
    assert scores.conll == pytest.approx(sum(share.f1 for share in scores) / 3)


def test_singletons_count_for_b3_and_ceaf_only() -> None:
    pair = (clusters("ab c d e"), clusters("ab c d e"))
    wrong = (clusters("ab c d e"), clusters("ac b d e"))
    assert score_entities([pair]).conll == 1.0
    assert score_entities([wrong]).muc.f1 == score_entities([wrong], singletons=False).muc.f1 == 0
    assert score_entities([wrong]).b3.f1 > score_entities([wrong], singletons=False).b3.f1


def test_documents_are_pooled_by_their_counts() -> None:
    large, small = (clusters("abcdefgh"), clusters("abcdefgh")), (clusters("ab"), clusters("a b"))
    assert score_entities([large, small]).muc.recall == 7 / 8


def test_nothing_to_score_is_zero_and_no_error() -> None:
    assert score_entities([]).conll == 0.0


partitions = st.lists(st.integers(0, 4), min_size=1, max_size=7).map(
    lambda owners: [
        frozenset(i for i, o in enumerate(owners) if o == owner) for owner in set(owners)
    ]
)


@given(partitions, partitions)
def test_the_matching_is_the_best_there_is(gold: Clusters, predicted: Clusters) -> None:
    longer, shorter = sorted((list(gold), list(predicted)), key=len, reverse=True)
    best = max(
        sum(
            2 * len(set(a) & set(b)) / (len(a) + len(b))
            for a, b in zip(chosen, shorter, strict=True)
        )
        for chosen in permutations(longer, len(shorter))
    )
    assert score_entities([(gold, predicted)]).ceaf_e.recall * len(gold) == pytest.approx(best)
