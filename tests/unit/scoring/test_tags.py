"""seqeval: each mode means what its name says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coalition_ie import Document, Mention
from coalition_ie.errors import SchemaError
from coalition_ie.scoring import TagScore, score, score_tags, score_words
from tests.samples import BAGHDAD, DOCUMENT, FRANCE, TEXT

GOLD = [["B-ORG", "I-ORG", "O"], ["B-LOC", "O"]]
STRAY = [["I-ORG", "I-ORG", "O"], ["B-LOC", "O"]]


def test_strict_refuses_a_stray_tag_that_the_default_forgives() -> None:
    strict, default = score_tags(GOLD, STRAY), score_tags(GOLD, STRAY, mode="default")
    assert strict.mode == 'mode="strict", scheme=IOB2'
    assert strict.labels["ORG"] == TagScore(precision=0.0, recall=0.0, f1=0.0, support=1)
    assert strict.micro == TagScore(precision=1.0, recall=0.5, f1=pytest.approx(2 / 3), support=2)
    assert default.mode == "default mode"
    assert default.micro == TagScore(precision=1.0, recall=1.0, f1=1.0, support=2)


@pytest.mark.parametrize("tags", [[], [[]], [["O", "O"]]])
def test_nothing_to_find_is_no_error(tags: list[list[str]]) -> None:
    scores = score_tags(tags, tags)
    assert (scores.micro.support, scores.labels) == (0, {})


@pytest.mark.parametrize(
    ("predicted", "message"),
    [
        ([["O"]], "expected 2 predicted sentences, got 1"),
        ([["O", "O", "O"], ["O"]], "sentence 1: expected 2 tags, got 1"),
        ([["O", "O", "ORG"], ["O", "O"]], "expected O, B-LABEL or I-LABEL, got 'ORG'"),
    ],
)
def test_what_cannot_be_compared_is_refused(predicted: list[list[str]], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        score_tags(GOLD, predicted)


def test_over_words_it_says_the_same_as_over_characters() -> None:
    predicted = replace(DOCUMENT, mentions=(BAGHDAD, replace(FRANCE, label="ORG")), events=())
    words, spans = score_words([DOCUMENT], [predicted]), score([DOCUMENT], [predicted])
    assert words.micro.support == spans.mentions.gold == 7
    assert words.micro.f1 == pytest.approx(spans.mentions.f1)
    assert words.lost == 0


def test_what_words_cannot_express_is_counted() -> None:
    inside = Mention(start=28, end=32, text=TEXT[28:32], label="LOC")
    scores = score_words([Document(text=TEXT, mentions=(inside,))], [Document(text=TEXT)])
    assert (scores.lost, scores.micro.support) == (1, 0)
    assert "gold mentions without tags: 1" in scores.to_text()


def test_scores_are_json_and_a_table_headed_by_the_mode() -> None:
    scores = score_tags(GOLD, STRAY)
    assert json.loads(json.dumps(scores.to_dict()))["labels"]["LOC"]["f1"] == 1.0
    first, _, micro, *_ = scores.to_text().splitlines()
    assert 'seqeval, mode="strict", scheme=IOB2' in first
    assert micro.split() == ["micro", "1.000", "0.500", "0.667", "2"]
