"""What a folded word may mean: trigger, steering verb, preposition, stand-in for a name."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.normalise import fold
from coalition_ie.events.lexicon import (
    anaphors,
    compounds,
    pronouns,
    senses,
    verb_classes,
    verb_enclitic,
)
from coalition_ie.events.tables import rows


@pytest.mark.parametrize(
    ("word", "types"),
    [
        ("قصفت", {"STRIKE"}),
        ("وصول", {"VISIT", "DEPLOY"}),
        ("حاصر", {"SIEGE"}),
        ("حوصر", {"SIEGE"}),
        ("كتاب", set()),
    ],
)
def test_types_of_a_word(word: str, types: set[str]) -> None:
    assert {sense.row.type for sense in senses(fold(word))} == types


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("حوصر", {("verb", "passive")}),
        ("حاصرت", {("verb", "either")}),
        ("حصار", {("noun", "")}),
        ("منتشرة", {("participle", "")}),
        ("القبض", {("noun", "")}),
    ],
)
def test_kind_and_voice(word: str, readings: set[tuple[str, str]]) -> None:
    assert {(sense.kind, sense.voice) for sense in senses(fold(word))} == readings


@pytest.mark.parametrize("word", ["حملة", "سقوط", "استهدف", "وصل"])
def test_readings_keep_the_order_of_the_table(word: str) -> None:
    order = [rows().index(sense.row) for sense in senses(fold(word))]
    assert len(order) > 1
    assert order == sorted(order)


@pytest.mark.parametrize("word", ["ستقصفها", "غاراتهم", "الجرحي", "استعادتها"])
def test_an_analysis_puts_the_word_together_again(word: str) -> None:
    for sense in senses(word):
        parts = sense.analysis
        assert parts.prefix + parts.stem + parts.suffix == word


@pytest.mark.parametrize(
    ("word", "expected"),
    [("شنت", "light"), ("قالت", "report"), ("طالبت", "demand"), ("يعتزمون", "intend")],
)
def test_classes_of_steering_verbs(word: str, expected: str) -> None:
    assert expected in verb_classes(word)
    assert verb_classes("كتاب") == frozenset()


@pytest.mark.parametrize(("word", "bears"), [("شنها", True), ("نفذته", True), ("شنت", False)])
def test_object_pronouns(word: str, bears: bool) -> None:
    assert verb_enclitic(word) is bears


@pytest.mark.parametrize(
    ("words", "preposition"),
    [
        ("ب يد", "علي يد"),
        ("بيد", "علي يد"),
        ("من قبل", "علي يد"),
        ("علاوة علي", "اضافة"),
        ("من جهة", ""),
    ],
)
def test_compound_prepositions(words: str, preposition: str) -> None:
    assert compounds()[tuple(words.split())] == preposition


def test_pronouns_and_stand_ins() -> None:
    assert pronouns()["عليها"] == "علي"
    assert "داعش" in anaphors()["التنظيم"]
