"""Months by name and the days of a month."""

from __future__ import annotations

import pytest

from coalition_ie.dates.find import Rule
from coalition_ie.dates.months import calendar_day, month
from tests.unit.dates.views import Found, read_at

CASES: list[tuple[Rule, str, Found]] = [
    (month, "في |أيار/مايو", ("أيار/مايو", {"month": 5})),
    (month, "|أيار", None),
    (month, "في |مارس", ("مارس", {"month": 3})),
    (month, "منذ |مارس", ("مارس", {"month": 3})),
    (month, "|شهر مارس", ("شهر مارس", {"month": 3})),
    (month, "|شهري مايو ويونيو", ("شهري مايو", {"month": 5})),
    (month, "بين |يناير ومارس", ("يناير ومارس", {"month": 1, "last_month": 3})),
    (month, "من |يناير إلى مارس", ("يناير إلى مارس", {"month": 1, "last_month": 3})),
    (month, "|كانون الثاني 2015", ("كانون الثاني 2015", {"month": 1, "year": 2015})),
    (month, "|يونيو (حزيران) الماضي", ("يونيو (حزيران) الماضي", {"month": 6, "shift": -1})),
    (month, "|أبريل القادم 2018", ("أبريل القادم 2018", {"month": 4, "year": 2018})),
    (month, "|يناير من العام الماضي", ("يناير من العام الماضي", {"month": 1, "year_shift": -1})),
    (month, "|رمضان 1437هـ", ("رمضان 1437هـ", {"month": 9, "hijri": True, "year": 1437})),
    (month, "|رمضان المبارك", ("رمضان المبارك", {"month": 9, "hijri": True})),
    (month, "منذ |رجب", None),
    (calendar_day, "|20 يناير 2016", ("20 يناير 2016", {"day": 20, "month": 1, "year": 2016})),
    (
        calendar_day,
        "|الخامس والعشرين من يناير",
        ("الخامس والعشرين من يناير", {"day": 25, "month": 1}),
    ),
    (calendar_day, "|أول أيام رمضان", ("أول أيام رمضان", {"day": 1, "month": 9, "hijri": True})),
    (calendar_day, "|غرة رمضان", ("غرة رمضان", {"day": 1, "month": 9, "hijri": True})),
    (calendar_day, "|الـ20 من يوليو", ("الـ20 من يوليو", {"day": 20, "month": 7})),
    (calendar_day, "|10 و15 يوليو", ("10", {"day": 10, "month": 7})),
    (calendar_day, "|10 و11 يوليو", ("10", {"day": 10, "month": 7})),
    (calendar_day, "بين |10 و15 يوليو", ("10 و15 يوليو", {"day": 10, "last_day": 15, "month": 7})),
    (calendar_day, "|10-15 يوليو", ("10-15 يوليو", {"day": 10, "last_day": 15, "month": 7})),
    (
        calendar_day,
        "|20 من الشهر الجاري",
        ("20 من الشهر الجاري", {"day": 20, "unit": "month", "shift": 0}),
    ),
    (calendar_day, "ثورة |25 يناير", None),
    (calendar_day, "|32 يناير", None),
    (calendar_day, "|2 - صفر", None),
    (month, "في |يونيو (حزيران 2014", ("يونيو", {"month": 6})),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_months(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
