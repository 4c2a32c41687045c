"""Wordings around a quantity, and what they do to it."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.wordings import Wordings


def read(text: str) -> tuple[Wordings, int]:
    """The wordings of a text and the place of its number."""
    words = Wordings.of(Reading(text))
    return words, next(i for i in range(len(words.tokens)) if words.kind(i) == "digits")


@pytest.mark.parametrize(
    ("text", "effect", "first"),
    [
        ("وصل نحو 300", "approximate", 1),
        ("وصل بنحو 300", "approximate", 1),
        ("وصل أكثر من 300", "at_least", 1),
        ("وصل ما لا يقل عن 300", "at_least", 1),
        ("وصل أقل من 300", "at_most", 1),
    ],
)
def test_a_wording_before_the_number_is_inside(text: str, effect: str, first: int) -> None:
    words, at = read(text)
    found = words.wording(at)
    assert found is not None
    assert (found[0].effect, found[0].inside, found[1]) == (effect, True, first)


@pytest.mark.parametrize("text", ["وصل 300", "من بين 300", "وصل أكثر 300"])
def test_without_a_wording(text: str) -> None:
    words, at = read(text)
    assert words.wording(at) is None


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("لا يتجاوز عددهم 90", "at_most"),
        ("يزيد عددهم على 90", "at_least"),
        ("يزيد عددهم 90", ""),
        ("بلغ عددهم 90", ""),
        ("لا يتجاوز طولهم 90", ""),
    ],
)
def test_a_predicate_with_its_subject_between(text: str, effect: str) -> None:
    words, at = read(text)
    assert words.predicate(at) == effect


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("300 جندي على الأقل", "at_least"),
        ("300 جندي على الأكثر", "at_most"),
        ("300 جندي تقريبا", "approximate"),
        ("300 جندي، على الأقل", ""),
        ("300 جندي من الجيش العراقي على الأقل", ""),
    ],
)
def test_a_wording_behind(text: str, effect: str) -> None:
    assert read(text)[0].after(1) == effect


@pytest.mark.parametrize(
    ("text", "additional"),
    [
        ("أرسل 300 جندي أميركي إضافي", True),
        ("أرسل 300 جندي في مهمة إضافية", False),
        ("قرر إضافة 300 جندي", True),
        ("رفع عديد القوة ب300 جندي", True),
        ("وصل ب300 جندي", False),
        ("قوة إضافية قوامها 300 جندي", True),
    ],
)
def test_what_comes_on_top(text: str, additional: bool) -> None:
    words, at = read(text)
    assert words.additional(at, at + 2, cut=0) == additional


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("ليصل العدد إلى 300 جندي", True),
        ("ارتفع عدد القوات إلى 300 جندي", True),
        ("ارتفع سعر النفط إلى 300 جندي", False),
        ("مجموعهم 300 جندي", True),
        ("أرسل 300 جندي في المجموع", True),
        ("ليصل غدا، 300 جندي", False),
    ],
)
def test_what_a_count_comes_to(text: str, total: bool) -> None:
    words, at = read(text)
    assert words.total(at, at + 2) == total
