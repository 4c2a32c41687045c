"""Ordinals and fractions, read at a token."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coalition_ie.arabic.tokens import tokenise
from coalition_ie.numbers.forms import fraction, numbers_a_noun, ordinal
from coalition_ie.numbers.grammar import scan
from coalition_ie.numbers.words import NumberTokens


def words_of(text: str) -> NumberTokens:
    return NumberTokens(tokenise(text))


@pytest.mark.parametrize(
    ("text", "at", "read"),
    [
        ("ثالث هجوم", 0, (3, 1)),
        ("الحادي عشر", 0, (11, 2)),
        ("الخامسة والعشرون", 0, (25, 2)),
        ("الخامسة وعشرون", 0, (5, 1)),
        ("الثالثة بعد المئة", 0, (103, 3)),
        ("الحادي", 0, None),
        ("كانون الأول", 1, None),
        ("أول أمس", 0, None),
        ("الأول من أمس", 0, None),
        ("رابعة", 0, None),
    ],
)
def test_ordinals(text: str, at: int, read: tuple[int, int] | None) -> None:
    found = ordinal(words_of(text), at)
    assert (found and (found.value, found.stop)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("نصف السكان", (Fraction(1, 2), 1)),
        ("ثلثا السكان", (Fraction(2, 3), 1)),
        ("ثلثا", (Fraction(1, 3), 1)),
        ("ثلاثة أرباع", (Fraction(3, 4), 2)),
        ("5 أخماس", (Fraction(1), 2)),
        ("أرباع", None),
        ("خمس", None),
    ],
)
def test_fractions(text: str, read: tuple[Fraction, int] | None) -> None:
    found = fraction(words_of(text), 0)
    assert (found and (found.value, found.stop)) == read


def test_a_fraction_may_be_part_of_a_name() -> None:
    assert not list(scan(words_of("نصف نهائي")))
    assert list(scan(words_of("نصف السكان")))


@pytest.mark.parametrize(
    ("text", "numbered"), [("القرن العشرون", True), ("اليوم الـ15", True), ("عشرون قرنا", False)]
)
def test_a_numbered_noun(text: str, numbered: bool) -> None:
    words = words_of(text)
    assert numbers_a_noun(words, len(words.tokens) - 1) == numbered
