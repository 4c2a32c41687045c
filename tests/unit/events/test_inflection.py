"""Which forms of a lemma are recognised as its forms, and which strings are not."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.normalise import fold
from coalition_ie.events.inflection import PARADIGMS, Analysis, analyses, stems
from coalition_ie.events.lexicon import senses, verb_classes


def forms(kind: str, lemma: str, word: str) -> list[Analysis]:
    table: dict[str, list[str]] = {}
    for paradigm, stem in stems(kind, [lemma]):
        table.setdefault(stem, []).append(paradigm)
    return list(analyses(fold(word), table))


@pytest.mark.parametrize(
    ("lemma", "words"),
    [
        (
            "قصف/يقصف",
            "قصف قصفت قصفوا قصفتا قصفنا قصفه قصفتها يقصف تقصف يقصفون ستقصف سنقصف يقصفونها",
        ),
        ("التقى/يلتقي", "التقى التقت التقوا التقاه التقته يلتقي سيلتقي يلتقون تلتقيه يلتق"),
        ("غزا/يغزو", "غزا غزت غزوا غزاها يغزو سيغزو يغزون يغزوها"),
        ("بدأ/يبدأ", "بدأ بدأت بدأوا يبدأ ستبدأ يبدأون"),
        ("استعاد/يستعيد", "استعاد استعادت استعادوا استعادتها يستعيد ستستعيد يستعيدونها"),
    ],
)
def test_verbs(lemma: str, words: str) -> None:
    for word in words.split():
        assert forms("verbs", lemma, word), word


@pytest.mark.parametrize(
    ("lemma", "words"),
    [
        ("هجوم", "هجوم الهجوم هجوما هجومين هجومها هجومهم"),
        ("غارة", "غارة الغارة غارات الغارات غارتان غارتين غاراتها غارته"),
        ("لقاء", "لقاء اللقاء لقاءات لقائه لقاؤهما"),
        ("قتلى", "قتلى القتلى قتلاهم"),
    ],
)
def test_nouns(lemma: str, words: str) -> None:
    for word in words.split():
        assert forms("nouns", lemma, word), word


@pytest.mark.parametrize(
    ("kind", "lemma", "word"),
    [
        ("verbs", "قصف/يقصف", "القصف"),
        ("verbs", "بدأ/يبدأ", "بدت"),
        ("nouns", "غارة", "الغاراتها"),
        ("nouns", "لقاء", "لقا"),
    ],
)
def test_no_form(kind: str, lemma: str, word: str) -> None:
    assert not forms(kind, lemma, word)


def test_what_a_form_tells() -> None:
    assert forms("verbs", "قصف/يقصف", "سيقصف")[0].future
    assert not forms("verbs", "قصف/يقصف", "يقصف")[0].future
    assert forms("verbs", "شن/يشن", "شنها")[0].enclitic == "ها"
    assert forms("nouns", "هجوم", "الهجوم")[0].definite


def test_an_analysis_puts_the_word_together_again() -> None:
    for word in ("ستقصفها", "غاراتهم", "الجرحي", "استعادتها"):
        for sense in senses(word):
            parts = sense.analysis
            assert parts.prefix + parts.stem + parts.suffix == word
            assert parts.paradigm in PARADIGMS


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


def test_voice() -> None:
    assert {sense.voice for sense in senses("حوصر")} == {"passive"}
    assert {sense.voice for sense in senses("حاصر") if sense.kind == "verb"} == {"either"}


def test_classes_of_steering_verbs() -> None:
    assert "light" in verb_classes("شنت")
    assert "report" in verb_classes("قالت")
    assert "demand" in verb_classes("طالبت")
    assert verb_classes("كتاب") == frozenset()
