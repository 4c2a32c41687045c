"""Numbers: the cases as specification, digits, and that spans index the raw text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from coalition_ie.text.digits import digits_value
from coalition_ie.text.numerals import find_numbers
from tests.unit.text.cases import cases, text_of


@pytest.mark.parametrize("case", cases("numbers"), ids=text_of)
def test_numbers_of_a_text(case: dict[str, Any]) -> None:
    found = find_numbers(case["text"])
    assert [[n.text, n.value] for n in found] == case["numbers"], case["source"]
    assert {n.kind for n in found} <= {case["kind"]}
    assert all(case["text"][n.start : n.end] == n.text for n in found)


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
