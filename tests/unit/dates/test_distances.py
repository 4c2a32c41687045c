"""Lengths of time that name a time."""

from __future__ import annotations

import pytest

from coalition_ie.dates.distances import counted_period, length_from_now, length_from_then
from coalition_ie.dates.find import Rule
from tests.unit.dates.views import Found, read_at

PLANNED = {"unit": "day", "planned": "anaphoric"}
CASES: list[tuple[Rule, str, Found]] = [
    (length_from_now, "قبل |ثلاثة أيام", ("ثلاثة أيام", {"unit": "day", "ago": 3})),
    (length_from_now, "منذ |شهرين", ("شهرين", {"unit": "month", "ago": 2, "reach": True})),
    (length_from_now, "بعد |يومين", ("يومين", {**PLANNED, "ago": -2, "lean": ("day", 2, 1)})),
    (
        length_from_now,
        "خلال |أسبوع",
        ("أسبوع", {"unit": "week", "ago": -1, "reach": True, "planned": "ambiguous"}),
    ),
    (length_from_now, "منذ |شهور", ("شهور", {"reason": "open"})),
    (
        length_from_now,
        "منذ |أكثر من شهرين",
        ("أكثر من شهرين", {"unit": "month", "ago": 2, "reach": True}),
    ),
    (length_from_now, "قبل |أكثر من شهرين", ("أكثر من شهرين", {"reason": "open"})),
    (length_from_now, "منذ |أقل من شهرين", ("أقل من شهرين", {"reason": "open"})),
    (length_from_now, "قبل |نحو عام ونصف", ("نحو عام ونصف", {"unit": "month", "ago": 18})),
    (length_from_now, "قبل |يومين ونصف", ("يومين ونصف", {"reason": "open"})),
    (length_from_now, "قبل |ما يقارب شهرين", ("ما يقارب شهرين", {"unit": "month", "ago": 2})),
    (length_from_now, "قبل |ما لا يقل عن شهرين", ("ما لا يقل عن شهرين", {"reason": "open"})),
    (length_from_now, "قبل |عقد", None),
    (
        length_from_now,
        "بعد |يومين من الآن",
        ("يومين من الآن", {"unit": "day", "ago": -2, "exact": True}),
    ),
    (length_from_now, "بعد |يومين من المعارك", ("يومين", {"reason": "anaphoric"})),
    (length_from_now, "خلال |شهر من المعارك", None),
    (length_from_now, "سيطروا عليها خلال |أقل من ثلاثة أشهر", None),
    (length_from_now, "قتلوا في غضون |ما يزيد على عامين", None),
    (length_from_now, "خلال |أكثر من شهر من المعارك", None),
    (length_from_now, "سيعودون خلال |أقل من شهر", ("أقل من شهر", {"reason": "open"})),
    (length_from_now, "خلال |أقل من شهر سيعودون", ("أقل من شهر", {"reason": "open"})),
    (length_from_now, "خلال |أقل من شهر من الآن", ("أقل من شهر من الآن", {"reason": "open"})),
    (
        length_from_now,
        "خلال |نحو شهر",
        ("نحو شهر", {"unit": "month", "ago": -1, "reach": True, "planned": "ambiguous"}),
    ),
    (length_from_now, "بعد |أقل من شهر على الهجوم", ("أقل من شهر", {"reason": "anaphoric"})),
    (length_from_now, "في |أقل من ثلاثة أشهر", None),
    (length_from_now, "استمرت المعارك |أكثر من عامين", None),
    (length_from_now, "بعد |يوم", ("يوم", {**PLANNED, "ago": -1})),
    (length_from_now, "يوما بعد |يوم", None),
    (length_from_now, "قبل |اليوم", None),
    (length_from_now, "لمدة |يومين", None),
    (
        length_from_then,
        "قبل ذلك |بيومين",
        ("بيومين", {"reason": "anaphoric", "lean": ("day", -2, 1)}),
    ),
    (length_from_then, "قبل ذلك |يومين", None),
    (length_from_then, "قبل |يومين", None),
    (
        counted_period,
        "|الـ48 ساعة الماضية",
        ("الـ48 ساعة الماضية", {"unit": "hour", "count": 48, "shift": -1}),
    ),
    (
        counted_period,
        "|الخمسة أيام المقبلة",
        ("الخمسة أيام المقبلة", {"unit": "day", "count": 5, "shift": 1}),
    ),
    (counted_period, "|خمسة أيام مقبلة", None),
    (counted_period, "|الخمسة أيام", None),
    (
        length_from_then,
        "بعدها ب |3 سنوات",
        ("3 سنوات", {"reason": "anaphoric", "lean": ("year", 3, 1)}),
    ),
    (length_from_now, "قبل |أكثر شهرين", None),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_lengths(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
