"""Signs between digits: thousands, decimals, and what is no single number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coalition_ie.numbers.digits import MAX_DIGITS, digits_value


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("560", 560),
        ("1.234.567", 1234567),
        ("1,234.5", Decimal("1234.5")),
        ("1.234,5", Decimal("1234.5")),
        ("0.500", Decimal("0.5")),
        ("2٫5", Decimal("2.5")),
        ("2.0", 2),
        ("1'500", 1500),
        ("5ر2", Decimal("2.5")),
        ("12,34,56", None),
        ("1" * MAX_DIGITS, int("1" * MAX_DIGITS)),
        ("1" * (MAX_DIGITS + 1), None),
    ],
)
def test_signs_between_digits(digits: str, value: object) -> None:
    assert digits_value(digits) == value


def test_before_a_scale_word_a_single_sign_is_decimal() -> None:
    assert digits_value("1.250") == 1250
    assert digits_value("1.250", decimal=True) == Decimal("1.25")
