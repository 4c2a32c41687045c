"""Numbers: the cases as specification, digits, and that spans index the raw text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from coalition_ie.figures.nouns import counted_nouns
from coalition_ie.numbers.digits import digits_value
from coalition_ie.numbers.find import find_numbers
from tests.case_files import cases, text_of


@pytest.mark.parametrize("case", cases("numbers"), ids=text_of)
def test_numbers_of_a_text(case: dict[str, Any]) -> None:
    found = find_numbers(case["text"], nouns=counted_nouns())
    expected = [(text, Fraction(value)) for text, value in case["numbers"]]
    assert [(n.text, Fraction(n.value)) for n in found] == expected, case["source"]
    assert {n.kind for n in found} <= {case["kind"]}
    assert all(case["text"][n.start : n.end] == n.text for n in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("560", 560),
        ("2.0", 2),
        ("1,5", Decimal("1.5")),
        ("1.5 مليون", 1500000),
        ("نصف مليون", 500000),
        ("ثلث", Fraction(1, 3)),
        ("ثلاثة ونصف", Fraction(7, 2)),
    ],
)
def test_a_value_is_exact_and_whole_where_it_can_be(text: str, value: object) -> None:
    (found,) = find_numbers(text)
    assert (found.value, type(found.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1.234.567", 1234567),
        ("1,234.5", Decimal("1234.5")),
        ("1.234,5", Decimal("1234.5")),
        ("0.500", Decimal("0.5")),
        ("2٫5", Decimal("2.5")),
        ("1'500", 1500),
        ("12,34,56", None),
        ("1" * 31, None),
    ],
)
def test_signs_between_digits(digits: str, value: object) -> None:
    assert digits_value(digits) == value


def test_the_closing_scale_word_is_told() -> None:
    assert [n.scale for n in find_numbers("20 و31 ألفا")] == [1, 1000]
