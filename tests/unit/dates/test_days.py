"""Days by their distance from today and by weekday."""

from __future__ import annotations

import pytest

from coalition_ie.dates.days import day
from coalition_ie.dates.find import Rule
from coalition_ie.dates.parts import Parts
from tests.unit.dates.views import Found, read_at

CASES: list[tuple[Rule, str, Found]] = [
    (day, "|أمس", ("أمس", {"deictic": -1})),
    (day, "|أمس الأول", ("أمس الأول", {"deictic": -2})),
    (day, "|أول من أمس", ("أول من أمس", {"deictic": -2})),
    (day, "|بعد غد", ("بعد غد", {"deictic": 2})),
    (day, "|يوم أمس", ("يوم أمس", {"deictic": -1})),
    (day, "|اليوم", ("اليوم", {"deictic": 0})),
    (day, "|اليوم الإثنين", ("اليوم الإثنين", {"deictic": 0, "weekday": 0})),
    (day, "|اليوم (الأحد)", ("اليوم (الأحد)", {"deictic": 0, "weekday": 6})),
    (day, "قناة روسيا |اليوم", None),
    (day, "|اليوم التالي", None),
    (day, "في |اليوم", None),
    (day, "|الأحد", ("الأحد", {"weekday": 6})),
    (day, "|يوم الأحد", ("يوم الأحد", {"weekday": 6})),
    (day, "|الأحد الماضي", ("الأحد الماضي", {"weekday": 6, "shift": -1})),
    (
        day,
        "|الأحد من الأسبوع الماضي",
        ("الأحد من الأسبوع الماضي", {"weekday": 6, "unit": "week", "shift": -1}),
    ),
    (day, "|الأحد 4 تموز", ("الأحد 4 تموز", {"weekday": 6, "day": 4, "month": 7})),
    (day, "صلاة |الجمعة", None),
    (day, "كلا |الاثنين", None),
    (day, "|فجر السبت", ("فجر السبت", {"weekday": 5})),
    (day, "|ليل الأحد الاثنين", ("ليل الأحد الاثنين", {"weekday": 6, "nights": 1})),
    (day, "|الأحد/الاثنين", ("الأحد/الاثنين", {"weekday": 6, "nights": 1})),
    (day, "|يومي السبت والأحد", ("يومي السبت", {"weekday": 5, "listed": (0, 1)})),
    (day, "|يومي السبت والثلاثاء", ("يومي السبت", {"weekday": 5, "listed": (0, 3)})),
    (day, "|ليلة 4 ديسمبر", ("ليلة 4 ديسمبر", {"day": 4, "month": 12})),
    (day, "|الليلة", ("الليلة", {"deictic": 0})),
    (day, "|الليلة الماضية", ("الليلة الماضية", {"deictic": -1})),
    (day, "|الليلة قبل الماضية", ("الليلة قبل الماضية", {"deictic": -2})),
    (day, "عند |الفجر", ("الفجر", {"reason": "anaphoric"})),
    (day, "|الفجر الجديد", None),
    (day, "في |الظهر", None),
    (day, "|الساعات الأولى من فجر السبت", ("الساعات الأولى من فجر السبت", {"weekday": 5})),
    (day, "|ساعة متأخرة من مساء أمس", ("ساعة متأخرة من مساء أمس", {"deictic": -1})),
    (
        day,
        "|صباح اليوم التالي",
        ("صباح اليوم التالي", {"reason": "anaphoric", "lean": ("day", 1, 1)}),
    ),
    (day, "|الأحد صباحا", ("الأحد صباحا", {"weekday": 6})),
    (day, "|الأحد مساء", ("الأحد مساء", {"weekday": 6})),
    (day, "|اليوم 20 من الشهر الجاري", ("اليوم 20 من الشهر الجاري", {"deictic": 0, "day": 20})),
    (
        day,
        "|اليوم (15 رمضان 1437هـ)",
        (
            "اليوم (15 رمضان 1437هـ)",
            {"deictic": 0, "also": Parts(day=15, month=9, year=1437, hijri=True)},
        ),
    ),
    (day, "|اليوم (20 يوليو", ("اليوم", {"deictic": 0})),
    (day, "|الأحد من الأسبوع التالي", ("الأحد من الأسبوع التالي", {"reason": "anaphoric"})),
    (day, "|الأحد من الشهر التالي", ("الأحد", {"weekday": 6})),
    (day, "|الأحد من العام الماضي", ("الأحد", {"weekday": 6})),
    (day, "|الليلة نفسها", ("الليلة نفسها", {"reason": "anaphoric", "lean": ("day", 0, 1)})),
    (day, "بين |الاثنين والأربعاء", ("الاثنين", {"weekday": 0})),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_days(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
