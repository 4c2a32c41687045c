"""A sentence as a row of units: wholes, proclitics, compound prepositions, verbs and nouns."""

from __future__ import annotations

import pytest

from tests.linking import parsed


def row(marked: str) -> list[str]:
    return [f"{unit.key}/{unit.kind}" for unit in parsed(marked).units]


@pytest.mark.parametrize(
    ("marked", "units"),
    [
        ("{ORG:وزارة الدفاع} قالت", "وزارة الدفاع/mention قالت/verb"),
        ("وصل {DATE:أمس} إلى {LOC:عمان}", "وصل/word امس/date الي/preposition عمان/mention"),
        ("و{ORG:البشمركة} و{LOC:عدن}", "و/coord البشمركة/mention و/coord عدن/mention"),
        ("قصف ل{ORG:لتحالف}", "قصف/word ل/preposition لتحالف/mention"),
        ("دعم للقوات", "دعم/word ل/preposition القوات/word"),
        ("لم تنشر 5 % منها؛", "لم/neg تنشر/verb 5/number %/number منها/word ؛/stop"),
        ("الذي حيث أن لكن", "الذي/rel حيث/sub ان/comp لكن/sub"),
        ("بلدة، – «الباب» (حلب)", "بلدة/word ،/comma –/comma الباب/word حلب/word"),
    ],
)
def test_kinds(marked: str, units: str) -> None:
    assert " ".join(row(marked)) == units


@pytest.mark.parametrize(
    ("marked", "unit"),
    [
        ("قتل على أيدي {ORG:داعش}", "علي يد/preposition"),
        ("قتل برصاص {ORG:داعش}", "علي يد/preposition"),
        ("علاوة على {LOC:إدلب}", "اضافة/preposition"),
        ("{ORG:التحالف} الذي تقوده {LOC:واشنطن}", "بقيادة/preposition"),
        ("{ORG:الحركة} التي يتزعمها {PER:الصدر}", "بقيادة/preposition"),
    ],
)
def test_words_that_work_as_one_preposition(marked: str, unit: str) -> None:
    assert unit in row(marked)


def test_words_that_only_bind_sentences_are_left_out() -> None:
    assert row("من جهة أخرى قال") == ["قال/verb"]


@pytest.mark.parametrize(
    ("marked", "verbs"),
    [
        ("رد الجيش", ["رد"]),  # a noun as well, but the sentence begins with it
        ("في رد الجيش", []),
        ("قوات تواجه مسلحين", ["تواجه"]),  # spelled as a verb
        ("عملية تحرير البلدة", []),
    ],
)
def test_verbs_are_told_from_nouns(marked: str, verbs: list[str]) -> None:
    assert [unit.key for unit in parsed(marked).units if unit.kind == "verb"] == verbs


def test_a_mention_inside_a_word_is_a_unit() -> None:
    assert row("وسوريا{LOC:والعراق}")[-1] == "والعراق/mention"
