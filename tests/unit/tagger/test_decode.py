"""Decoding against brute force: every valid reading of a short sentence, weighed one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from coalition_ie.iob import tags_to_spans, valid_transition
from coalition_ie.tagger.decode import Decoder, word_scores

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def readings(length: int) -> list[tuple[str, ...]]:
    return [
        tags
        for tags in product(TAGS, repeat=length)
        if all(valid_transition(a, b) for a, b in zip((None, *tags), tags, strict=False))
    ]


@pytest.mark.parametrize("length", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(8))
def test_best_reading_and_marginals_equal_brute_force(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(0, 2, (length, len(TAGS)))
    weights = {
        tags: float(sum(scores[i, TAGS.index(tag)] for i, tag in enumerate(tags)))
        for tags in readings(length)
    }
    total = sum(np.exp(weight) for weight in weights.values())
    best = max(weights, key=weights.__getitem__)
    found = Decoder(TAGS)(scores, [(0, length)])
    assert [(r.first, r.last, r.label) for r in found] == list(tags_to_spans(best))
    for first, last, label, score in found:
        among = [
            np.exp(weight)
            for tags, weight in weights.items()
            if (first, last, label) in tags_to_spans(tags)
        ]
        assert score == pytest.approx(sum(among) / total)


def test_sentences_of_all_lengths_are_decoded_apart() -> None:
    scores = np.random.default_rng(3).normal(0, 2, (12, len(TAGS)))
    sentences = [(0, 5), (5, 6), (6, 12)]
    decoder = Decoder(TAGS)
    together = decoder(scores, sentences)
    apart = [
        (first + r.first, first + r.last, r.label, pytest.approx(r.score))
        for first, last in sentences
        for r in decoder(scores[first:last], [(0, last - first)])
    ]
    assert [tuple(r) for r in together] == apart


def test_the_pieces_of_a_word_speak_together() -> None:
    log_probs = np.log(np.array([[0.1, 0.8, 0.02, 0.05, 0.03], [0.1, 0.05, 0.8, 0.02, 0.03]]))
    one = word_scores(log_probs, (0, 0), TAGS)
    assert one.shape == (1, 5)
    assert TAGS[int(one.argmax())] == "B-PER"
    assert one[0, 1] == pytest.approx(np.log(0.8) * 2)
    assert word_scores(np.zeros((0, 5)), (), TAGS).shape == (0, 5)
