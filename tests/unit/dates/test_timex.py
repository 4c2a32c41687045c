"""TIMEX3 tags: by case, by the examples of the standard, and by what every tag has to be."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from coalition_ie import Document
from coalition_ie.dates import find_dates
from coalition_ie.types import Interval, TimeExpression, Timex
from tests.case_files import cases, text_of

WEDNESDAY = date(2016, 7, 20)


@pytest.mark.parametrize("case", cases("timex"), ids=text_of)
def test_tags_of_a_text(case: dict[str, Any]) -> None:
    options = {key: case[key] for key in ("prefer", "kinds", "dialects") if key in case}
    found = find_dates(case["text"], published=WEDNESDAY, **options)
    tags = [d.to_timex3() for d in found]
    given = [[d.text, tag["value"]] for d, tag in zip(found, tags, strict=True)]
    assert given == case["times"], case["source"]
    for name in ("mod", "freq"):
        if f"{name}s" in case:
            assert [tag.get(name) for tag in tags] == case[f"{name}s"], case["source"]
    assert all(case["text"][d.start : d.end] == d.text for d in found)


# The values that TimeML 1.2.1 and the TIDES standard of 2005 give their own English examples, here
# of Arabic wordings that mean the same. Where TimeML has T12:20 for an hour without a day, TIDES'
# X stands for the day.
STANDARD = [
    ("في الجمعة 1 أكتوبر 1999", {"type": "DATE", "value": "1999-10-01"}),
    ("في أكتوبر 1963", {"type": "DATE", "value": "1963-10"}),
    ("في 2 ديسمبر", {"type": "DATE", "value": "XXXX-12-02"}),
    ("في صيف 1964", {"type": "DATE", "value": "1964-SU"}),
    ("في مطلع عام 2000", {"type": "DATE", "value": "2000", "mod": "START"}),
    ("في تسعينيات القرن العشرين", {"type": "DATE", "value": "199"}),
    ("في القرن العشرين", {"type": "DATE", "value": "19"}),
    ("في الساعة 9 صباح الجمعة 1 أكتوبر 1999", {"type": "TIME", "value": "1999-10-01T09:00"}),
    ("صباح 31 يناير", {"type": "TIME", "value": "XXXX-01-31TMO"}),
    ("الساعة الحادية عشرة صباحا", {"type": "TIME", "value": "XXXX-XX-XXT11:00"}),
    ("الساعة الثانية عشرة والثلث", {"type": "TIME", "value": "XXXX-XX-XXT12:20"}),
    ("شهرين", {"type": "DURATION", "value": "P2M"}),
    ("48 ساعة", {"type": "DURATION", "value": "PT48H"}),
    ("ثلاثة أسابيع", {"type": "DURATION", "value": "P3W"}),
    ("ما لا يزيد على 60 يوما", {"type": "DURATION", "value": "P60D", "mod": "EQUAL_OR_LESS"}),
    ("مرتين في الشهر", {"type": "SET", "value": "P1M", "freq": "2X"}),
    ("يوميا", {"type": "SET", "value": "P1D", "quant": "EVERY"}),
    ("كل ثلاثاء", {"type": "SET", "value": "XXXX-WXX-2", "quant": "EVERY"}),
]


@pytest.mark.parametrize(("text", "tag"), STANDARD, ids=[text for text, _ in STANDARD])
def test_the_examples_of_the_standard_have_its_values(text: str, tag: dict[str, str]) -> None:
    (found,) = find_dates(text, kinds=["DATE", "TIME", "DURATION", "SET"])
    assert found.to_timex3() == tag


@pytest.mark.parametrize(
    ("start", "end", "grain", "value"),
    [
        (date(2016, 7, 20), date(2016, 7, 20), "day", "2016-07-20"),
        (date(2016, 1, 1), date(2016, 1, 3), "day", "2016-01-01/2016-01-03"),
        (date(2018, 12, 31), date(2019, 1, 6), "week", "2019-W01"),
        (date(2016, 2, 1), date(2016, 2, 29), "month", "2016-02"),
        (date(2016, 6, 6), date(2016, 7, 5), "month", "2016-06-06/2016-07-05"),
        (date(2014, 1, 1), date(2015, 12, 31), "year", "2014/2015"),
        (date(2014, 12, 1), date(2015, 2, 28), "season", "2014-WI"),
        (date(1901, 1, 1), date(2000, 12, 31), "year", "19"),
        (date.max, date.max, "day", "9999-12-31"),
        (date(9999, 12, 1), date.max, "month", "9999-12"),
    ],
)
def test_days_are_written_as_iso_writes_them(
    start: date, end: date, grain: Any, value: str
) -> None:
    assert Interval(start=start, end=end, grain=grain).iso() == value


def test_a_dictionary_says_what_the_expression_says() -> None:
    (found,) = find_dates("وصلوا أمس الساعة 14:30", published=WEDNESDAY)
    said = found.to_dict()
    assert json.loads(json.dumps(said)) == said
    assert said == {
        "start": 6,
        "end": 22,
        "text": "أمس الساعة 14:30",
        "value": {"start": "2016-07-19", "end": "2016-07-19", "grain": "hour"},
        "reason": None,
        "timex": {"type": "TIME", "value": "2016-07-19T14:30"},
    }


def test_a_bare_span_has_a_tag_too() -> None:
    span = TimeExpression(start=0, end=3, text="أمس")
    assert span.to_timex3() == {"type": "DATE", "value": ""}
    day = Interval(start=WEDNESDAY, end=WEDNESDAY, grain="day")
    valued = TimeExpression(start=0, end=3, text="أمس", value=day)
    assert valued.to_timex3() == {"type": "DATE", "value": "2016-07-20"}


@pytest.mark.parametrize(
    "given", [{"type": "AGE", "value": "P3Y"}, {"type": "DATE", "value": "2016", "mod": "MIDDLE"}]
)
def test_a_tag_has_the_values_of_the_standard(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="none of"):
        Timex(**given)


@pytest.mark.parametrize(
    ("options", "message"), [({"prefer": "next"}, "prefer"), ({"kinds": ["AGE"]}, "AGE")]
)
def test_options_that_do_not_exist_are_refused(options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        find_dates("أمس", **options)


def test_values_are_of_the_forms_of_the_standard() -> None:
    day = r"[\dX]{4}(-[\dX]{2}(-[\dX]{2})?|-W[\dX]{2}(-[1-7])?|-(SP|SU|FA|WI)|-[QH][1-4])?"
    time = r"(T([\dX]{2}:[\dX]{2}Z?|MO|MI|AF|EV|NI|DT))?"
    period = r"P([\dX.]+[YMWDEC])*(T([\dX.]+[HMS])+)?"
    form = re.compile(rf"({day}{time}|{day}/{day}|\d{{2,3}}|XX|XXX|{period}|PAST_REF|FUTURE_REF)")
    for case in [*cases("timex"), *cases("dates")]:
        found = find_dates(case["text"], kinds=["DATE", "TIME", "DURATION", "SET"], dialects=True)
        assert [d.text for d in found if not form.fullmatch(d.to_timex3()["value"])] == []


def test_a_document_keeps_the_tags_in_json() -> None:
    text = "وصلوا أمس الساعة 14:30 في منتصف الشهر"
    document = Document(text=text, dates=find_dates(text, published=WEDNESDAY))
    assert document.dates[0].timex is not None
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document
