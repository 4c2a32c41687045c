"""Years, decades and centuries, each form at its place and beside what it is not."""

from __future__ import annotations

import pytest

from coalition_ie.dates.find import Rule
from coalition_ie.dates.years import bare_year, century, decade, named_year
from tests.unit.dates.views import Found, read_at

CASES: list[tuple[Rule, str, Found]] = [
    (named_year, "|عام 2014", ("عام 2014", {"year": 2014})),
    (named_year, "|العام الهجري 1437", ("العام الهجري 1437", {"hijri": True, "year": 1437})),
    (named_year, "|عامي 2006 و2007", ("عامي 2006", {"year": 2006})),
    (named_year, "|عام 1400", ("عام 1400", {"reason": "ambiguous"})),
    (named_year, "|عام 2,014", None),
    (named_year, "|العام الدراسي 2014", ("العام الدراسي 2014", {"reason": "ambiguous"})),
    (named_year, "|عام ،1945", ("عام ،1945", {"year": 1945})),
    (named_year, "|أعوام 2012 و2014 و2016", ("أعوام 2012", {"year": 2012})),
    (named_year, "|عام القتال", None),
    (bare_year, "منذ |2014", ("2014", {"year": 2014})),
    (bare_year, "في |2014", ("2014", {"year": 2014})),
    (bare_year, "في |2014 جنديا", None),
    (bare_year, "في |2014 دولار", None),
    (bare_year, "بين |2014 و2016", ("2014 و2016", {"year": 2014, "last_year": 2016})),
    (bare_year, "|2014-2016", ("2014-2016", {"year": 2014, "last_year": 2016})),
    (bare_year, "في |1437هـ", ("1437هـ", {"hijri": True, "year": 1437})),
    (bare_year, "قرب |2014", None),
    (bare_year, "منذ |14", None),
    (
        decade,
        "|تسعينيات القرن الماضي",
        ("تسعينيات القرن الماضي", {"decade": 90, "unit": "century", "shift": -1}),
    ),
    (
        decade,
        "|ثمانينات القرن العشرين",
        ("ثمانينات القرن العشرين", {"year": 1980, "last_year": 1989}),
    ),
    (decade, "في |الثمانينيات", ("الثمانينيات", {"year": 1980, "last_year": 1989})),
    (decade, "|الثمانينيات", None),
    (decade, "في |الأربعينيات من العمر", None),
    (decade, "|عقد التسعينيات", ("عقد التسعينيات", {"year": 1990, "last_year": 1999})),
    (century, "|القرن العشرين", ("القرن العشرين", {"year": 1901, "last_year": 2000})),
    (century, "|القرن الماضي", ("القرن الماضي", {"unit": "century", "shift": -1})),
    (century, "|القرن الثالث", ("القرن الثالث", {"reason": "ambiguous"})),
    (century, "|القرن الثالث الميلادي", ("القرن الثالث الميلادي", {"year": 201, "last_year": 300})),
    (
        century,
        "|القرن الثالث قبل الميلاد",
        ("القرن الثالث قبل الميلاد", {"reason": "out of range"}),
    ),
    (century, "|القرن الثالث الهجري", ("القرن الثالث الهجري", {"reason": "out of range"})),
    (century, "|القرن الجديد", None),
    (named_year, "|عام 2014-القتال", ("عام 2014", {"year": 2014})),
    (named_year, "|عام 2014-2012", ("عام 2014", {"year": 2014})),
    (named_year, "|عامي 2016 و2015", ("عامي 2016", {"year": 2016})),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_years(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
