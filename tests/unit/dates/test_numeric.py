"""Dates in digits."""

from __future__ import annotations

import pytest

from coalition_ie.dates.find import Rule
from coalition_ie.dates.numeric import numeric
from tests.unit.dates.views import Found, read_at

CASES: list[tuple[Rule, str, Found]] = [
    (numeric, "|20/1/2016", ("20/1/2016", {"day": 20, "month": 1, "year": 2016})),
    (numeric, "|2016-01-20", ("2016-01-20", {"day": 20, "month": 1, "year": 2016})),
    (numeric, "|٢٠.١.٢٠١٦", ("٢٠.١.٢٠١٦", {"day": 20, "month": 1, "year": 2016})),
    (numeric, "|1/20/2016", ("1/20/2016", {"day": 20, "month": 1, "year": 2016})),
    (
        numeric,
        "|15/10/1436هـ",
        ("15/10/1436هـ", {"day": 15, "month": 10, "hijri": True, "year": 1436}),
    ),
    (numeric, "|20 / 1 / 2016", ("20 / 1 / 2016", {"day": 20, "month": 1, "year": 2016})),
    (numeric, "|20/1/16", ("20/1/16", {"reason": "ambiguous"})),
    (numeric, "|20-1-16", None),
    (numeric, "|20/13/2016", None),
    (numeric, "|20/1", None),
    (numeric, "|20/1-2016", None),
    (numeric, "|20/1/3016", None),
    (numeric, "|20/1/2016-", ("20/1/2016", {"day": 20, "month": 1, "year": 2016})),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_dates_in_digits(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
