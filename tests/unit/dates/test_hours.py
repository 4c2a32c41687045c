"""Hours of the clock and times of the day."""

from __future__ import annotations

import pytest

from coalition_ie.dates.find import Rule
from coalition_ie.dates.hours import adverb, hour
from tests.unit.dates.views import Found, read_at

ALONE = {"reason": "anaphoric", "lean": ("day", 0, 0)}
CASES: list[tuple[Rule, str, Found]] = [
    (hour, "|الساعة العاشرة", ("الساعة العاشرة", {**ALONE, "clock": (10, 0)})),
    (
        hour,
        "|الساعة العاشرة صباح أمس",
        ("الساعة العاشرة صباح أمس", {"deictic": -1, "hour": True, "clock": (10, 0)}),
    ),
    (
        hour,
        "|الساعة الثالثة من عصر أمس",
        ("الساعة الثالثة من عصر أمس", {"deictic": -1, "hour": True, "clock": (3, 0)}),
    ),
    (
        hour,
        "|الساعة 13:30 ت غ أمس",
        ("الساعة 13:30 ت غ أمس", {"deictic": -1, "hour": True, "clock": (13, 30)}),
    ),
    (
        hour,
        "|الساعة العاشرة إلا ربعا",
        ("الساعة العاشرة إلا ربعا", {**ALONE, "clock": (9, 45)}),
    ),
    (
        hour,
        "|الساعة العاشرة وعشر دقائق",
        ("الساعة العاشرة وعشر دقائق", {**ALONE, "clock": (10, 10)}),
    ),
    (
        hour,
        "|التاسعة والنصف مساء",
        ("التاسعة والنصف مساء", {**ALONE, "clock": (9, 30)}),
    ),
    (hour, "|الثانية ظهرا", ("الثانية ظهرا", {**ALONE, "clock": (2, 0)})),
    (hour, "للمرة |الثانية ظهرا", None),
    (
        hour,
        "في |الثالثة فجر الاثنين",
        ("الثالثة فجر الاثنين", {"weekday": 0, "hour": True, "clock": (3, 0)}),
    ),
    (hour, "|الثالثة", None),
    (adverb, "|عصرا", ("عصرا", {"reason": "anaphoric"})),
    (adverb, "|ليلا", None),
    (adverb, "|فجرا نفسيهما", None),
    (
        hour,
        "|الساعة العاشرة إلا قليلا",
        ("الساعة العاشرة", {**ALONE, "clock": (10, 0)}),
    ),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_hours(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
