"""Periods by their relation, pointed at, behind a part, and seasons."""

from __future__ import annotations

import pytest

from coalition_ie.dates.find import Rule
from coalition_ie.dates.periods import own_period, placed_period, pointed_period, season
from tests.unit.dates.views import Found, read_at

CASES: list[tuple[Rule, str, Found]] = [
    (placed_period, "|الشهر الماضي", ("الشهر الماضي", {"unit": "month", "shift": -1})),
    (
        placed_period,
        "|الأيام الثلاثة المقبلة",
        ("الأيام الثلاثة المقبلة", {"unit": "day", "count": 3, "shift": 1}),
    ),
    (placed_period, "|الأيام والأسابيع الماضية", ("الأيام والأسابيع الماضية", {"reason": "open"})),
    (placed_period, "|الأيام القليلة المقبلة", ("الأيام القليلة المقبلة", {"reason": "open"})),
    (placed_period, "|العام قبل الماضي", ("العام قبل الماضي", {"unit": "year", "shift": -2})),
    (placed_period, "|العام الماضي 2014", ("العام الماضي 2014", {"year": 2014, "year_shift": -1})),
    (
        placed_period,
        "|الشهر نفسه",
        ("الشهر نفسه", {"reason": "anaphoric", "lean": ("month", 0, 0)}),
    ),
    (
        placed_period,
        "|الأسبوع التالي",
        ("الأسبوع التالي", {"reason": "anaphoric", "lean": ("week", 1, 0)}),
    ),
    (placed_period, "|الشهر الأخير", ("الشهر الأخير", {"reason": "ambiguous"})),
    (
        placed_period,
        "|السنوات الخمس الأخيرة",
        ("السنوات الخمس الأخيرة", {"unit": "year", "count": 5, "shift": -1}),
    ),
    (placed_period, "|الساعة الماضية", ("الساعة الماضية", {"reason": "open"})),
    (placed_period, "خلال |العام", ("العام", {"unit": "year", "shift": 0})),
    (placed_period, "خلال |العام الثاني", None),
    (placed_period, "|العام الثاني", None),
    (placed_period, "|العام الدراسي الماضي", ("العام الدراسي الماضي", {"reason": "ambiguous"})),
    (pointed_period, "|هذا العام", ("هذا العام", {"unit": "year", "shift": 0})),
    (pointed_period, "|هذا الصيف", ("هذا الصيف", {"season": 6, "shift": 0})),
    (pointed_period, "|هذا الأحد", ("هذا الأحد", {"weekday": 6, "unit": "week", "shift": 0})),
    (pointed_period, "|هذه الليلة", ("هذه الليلة", {"deictic": 0})),
    (pointed_period, "|هذا العصر", None),
    (pointed_period, "|هذا اليوم", ("هذا اليوم", {"deictic": 0})),
    (pointed_period, "في |هذا اليوم", ("هذا اليوم", {"reason": "anaphoric"})),
    (pointed_period, "|ذلك اليوم", ("ذلك اليوم", {"reason": "anaphoric", "lean": ("day", 0, 1)})),
    (pointed_period, "|هذه الأيام", None),
    (pointed_period, "|هذه الساعة", None),
    (own_period, "|العام", ("العام", {"unit": "year", "shift": 0})),
    (own_period, "|العام الدراسي", ("العام الدراسي", {"reason": "ambiguous"})),
    (own_period, "|الأسبوع الثاني", None),
    (own_period, "|الأعوام", None),
    (own_period, "|اليوم", None),
    (season, "|صيف 2014", ("صيف 2014", {"season": 6, "year": 2014})),
    (season, "|شتاء 2013-2014", ("شتاء 2013-2014", {"season": 12, "year": 2013})),
    (season, "|شتاء 2013/2015", ("شتاء 2013", {"season": 12, "year": 2013})),
    (season, "|خريف العام الجاري", ("خريف العام الجاري", {"season": 9, "year_shift": 0})),
    (season, "|الخريف الماضي", ("الخريف الماضي", {"season": 9, "shift": -1})),
    (season, "في |الصيف", ("الصيف", {"season": 6})),
    (season, "في |الربيع العربي", None),
    (season, "|صيف", None),
    (season, "|الصيف الأخير", ("الصيف الأخير", {"reason": "ambiguous"})),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_periods(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
