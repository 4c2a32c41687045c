"""Hours of the clock and times of the day."""

from __future__ import annotations

import pytest

from coalition_ie.dates.find import Rule
from coalition_ie.dates.hours import adverb, hour
from tests.unit.dates.views import Found, read_at

CASES: list[tuple[Rule, str, Found]] = [
    (hour, "|الساعة العاشرة", ("الساعة العاشرة", {"reason": "anaphoric"})),
    (hour, "|الساعة العاشرة صباح أمس", ("الساعة العاشرة صباح أمس", {"deictic": -1, "hour": True})),
    (
        hour,
        "|الساعة الثالثة من عصر أمس",
        ("الساعة الثالثة من عصر أمس", {"deictic": -1, "hour": True}),
    ),
    (hour, "|الساعة 13:30 ت غ أمس", ("الساعة 13:30 ت غ أمس", {"deictic": -1, "hour": True})),
    (hour, "|الساعة العاشرة إلا ربعا", ("الساعة العاشرة إلا ربعا", {"reason": "anaphoric"})),
    (hour, "|الساعة العاشرة وعشر دقائق", ("الساعة العاشرة وعشر دقائق", {"reason": "anaphoric"})),
    (hour, "|التاسعة والنصف مساء", ("التاسعة والنصف مساء", {"reason": "anaphoric"})),
    (hour, "|الثانية ظهرا", ("الثانية ظهرا", {"reason": "anaphoric"})),
    (hour, "للمرة |الثانية ظهرا", None),
    (hour, "في |الثالثة فجر الاثنين", ("الثالثة فجر الاثنين", {"weekday": 0, "hour": True})),
    (hour, "|الثالثة", None),
    (adverb, "|عصرا", ("عصرا", {"reason": "anaphoric"})),
    (adverb, "|ليلا", None),
    (adverb, "|فجرا نفسيهما", None),
    (hour, "|الساعة العاشرة إلا قليلا", ("الساعة العاشرة", {"reason": "anaphoric"})),
]


@pytest.mark.parametrize(("rule", "marked", "found"), CASES)
def test_hours(rule: Rule, marked: str, found: Found) -> None:
    assert read_at(rule, marked) == found
