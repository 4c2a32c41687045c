"""What a folded word may mean: trigger, steering verb."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.normalise import fold
from coalition_ie.events.lexicon import future, senses, verb_classes
from coalition_ie.events.tables import Row, particles, rows


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
def test_classes_of_particles(word: str, expected: str) -> None:
    assert expected in verb_classes(word)
    assert verb_classes("كتاب") == frozenset()


@pytest.mark.parametrize("name", particles().verbs)
def test_every_verb_of_a_class_is_of_it(name: str) -> None:
    for verb in particles().verbs[name]:
        forms = [form for form in verb.split("/") if form]
        assert any(name in verb_classes(fold(form)) for form in forms), verb


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_every_lemma_of_a_row_is_of_it(row: Row) -> None:
    for lemma in (*row.verbs, *row.passives, *row.nouns, *row.participles, *row.forms):
        forms = [form for form in lemma.split("/") if form]
        assert any(row in {s.row for s in senses(fold(form))} for form in forms), lemma


@pytest.mark.parametrize("word", ["الحربي", "الاجتماعي", "هجومي", "تعد", "يعد", "وفر", "عدن"])
def test_no_trigger(word: str) -> None:
    assert senses(fold(word)) == ()


def test_a_past_that_begins_like_the_future_is_of_its_own_verb_alone() -> None:
    assert {sense.analysis.stem for sense in senses("سافر")} == {"سافر"}
    assert {sense.analysis.stem for sense in senses("ساعد")} == {"ساعد"}


@pytest.mark.parametrize("word", ["بينهم", "بينها", "بينهما"])
def test_a_preposition_with_its_pronoun_is_no_verb(word: str) -> None:
    assert verb_classes(word) == frozenset()


def test_begins_is_not_shows() -> None:
    assert verb_classes(fold("تبدأ")) == {"light"}
    assert "report" in verb_classes(fold("تبدي"))


@pytest.mark.parametrize(
    ("word", "marked"),
    [
        ("ستقصف", True),
        ("سيلتقي", True),
        ("ستعلن", True),
        ("سيحتفل", False),  # a verb of neither table
        ("سيطر", False),
        ("سيطرت", False),
        ("سيسيطر", True),
        ("سافر", False),
        ("قصف", False),
    ],
)
def test_the_future(word: str, marked: bool) -> None:
    assert future(word) is marked
