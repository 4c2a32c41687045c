"""Which forms of a lemma are recognised as its forms, and which strings are not."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.normalise import fold
from coalition_ie.events.inflection import Analysis, analyses, paradigms, stems, verb_stems


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
        ("زار/يزور", "زار زارت زرنا زرنه يزور يزر تزر يزرها يزرن ستزور"),
        ("أصيب/يصاب", "أصيب أصيبوا يصاب يصب تصب"),
        ("عاون/يعاون", "عاون يعاون"),
        ("تلقى/يتلقى", "تلقى تلقاه يتلقى يتلقاها يتلق يتلقون"),
        ("توفي/يتوفى", "توفي توفيت توفوا يتوفى"),
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
        ("verbs", "أبدى/يبدي", "تبدأ"),
        ("verbs", "عاون/يعاون", "يعن"),
        ("verbs", "زار/يزور", "سيزر"),
        ("verbs", "فر/يفر", "سافر"),
        ("nouns", "حرب", "الحربي"),
        ("nouns", "هجوم", "الهجوما"),
        ("participles", "محاصر", "المحاصرو"),
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


@pytest.mark.parametrize("kind", ["verbs", "passives", "nouns", "participles", "forms"])
@pytest.mark.parametrize("lemma", ["قصف/يقصف", "التقى/يلتقي", "غارة", "لقاء", "قتلى", "محاصر"])
def test_every_stem_has_a_paradigm_that_puts_the_word_together(kind: str, lemma: str) -> None:
    for paradigm, stem in stems(kind, [lemma]):
        shape = paradigms()[paradigm]
        for prefix in shape.prefixes:
            for suffix in shape.bare | shape.bound:
                for parts in analyses(prefix + stem + suffix, {stem: [paradigm]}):
                    assert parts.prefix + parts.stem + parts.suffix == prefix + stem + suffix
                    assert parts.suffix.endswith(parts.enclitic)


def test_a_passive_is_spelled_apart_where_it_is_weak() -> None:
    assert verb_stems("أجرى/يجري")[:2] == (("past weak", "اجر"), ("present weak", "جر"))
    assert verb_stems("أجري/يجرى")[0] == ("past weak i", "اجر")
