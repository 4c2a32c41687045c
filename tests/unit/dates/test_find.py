"""Time expressions: spans by the guidelines, values only where they are settled."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates import resolve
from coalition_ie.dates.find import DATED, RULES, expressions, find_dates, part
from coalition_ie.dates.tables import date_table
from coalition_ie.dates.view import view_of
from coalition_ie.types import TimeExpression
from tests.case_files import cases, text_of
from tests.unit.dates.views import Found, read_at

WEDNESDAY = date(2016, 7, 20)
ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "coalition_ie" / "dates"
GUIDELINES = ROOT / "annotations" / "GUIDELINES.md"


def shown(found: TimeExpression) -> list[object]:
    value = found.value
    if value is None:
        return [found.text, found.reason]
    return [found.text, [value.start.isoformat(), value.end.isoformat(), value.grain]]


@pytest.mark.parametrize("case", cases("dates"), ids=text_of)
def test_dates_of_a_text(case: dict[str, Any]) -> None:
    found = find_dates(case["text"], published=WEDNESDAY)
    assert [shown(d) for d in found] == case["dates"], case["source"]
    assert all(case["text"][d.start : d.end] == d.text for d in found)


@pytest.mark.parametrize("case", cases("dates"), ids=text_of)
def test_without_a_day_of_publication_the_spans_are_the_same(case: dict[str, Any]) -> None:
    dated = find_dates(case["text"], published=WEDNESDAY)
    undated = find_dates(case["text"])
    assert [(d.start, d.end) for d in undated] == [(d.start, d.end) for d in dated]
    for without, with_day in zip(undated, dated, strict=True):
        # What leans on publication says so; nothing else changes.
        assert without.reason == "relative" or (without.value, without.reason) == (
            with_day.value,
            with_day.reason,
        )


@pytest.mark.parametrize("text", ["أمس", "الشهر الماضي", "قبل ثلاثة أيام", "خريف العام الجاري"])
def test_without_a_day_of_publication_what_is_relative_says_so(text: str) -> None:
    (found,) = find_dates(text)
    assert (found.value, found.reason) == (None, "relative")


@pytest.mark.parametrize("case", cases("tense"), ids=text_of)
def test_the_clause_decides_between_past_and_future(case: dict[str, Any]) -> None:
    (found,) = find_dates(case["text"], published=WEDNESDAY)
    assert found.value is not None
    assert (found.value.start > WEDNESDAY) is case["future"], case["source"]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_do_not_break_it(published: date) -> None:
    text = "أمس وغدا والشهر الماضي والعام المقبل وقبل 900 سنة والجمعة الماضي والصيف المقبل"
    text += " وفي رمضان وفي القرن الماضي وقبل 12 قرنا والشهرين الماضيين وسيعود الخميس"
    found = find_dates(text, published=published)
    assert len(found) == 12
    assert {d.reason for d in found if d.value is None} == {"out of range"}


@pytest.mark.parametrize("text", ["اليوم الأحد", "أمس السبت", "غدا الاثنين", "يوم الأحد"])
@pytest.mark.parametrize(
    ("published", "written"), [(date.min, None), (date.max, date(9999, 12, 26))]
)
def test_a_day_of_writing_before_the_calendar_is_out_of_range(
    text: str, published: date, written: date | None
) -> None:
    *_, today = find_dates(f"{text}. اليوم", published=published)
    (found,) = find_dates(text, published=published)
    assert (found.value is None, found.reason) == (
        (True, "out of range") if written is None else (False, None)
    )
    if text != "يوم الأحد":  # no today is named with it, so nothing else leans on it
        assert (today.value and today.value.start, today.reason) == (written, found.reason)


def test_a_full_date_needs_no_day_of_writing() -> None:
    today, full = find_dates("اليوم الأحد. في 20 يناير 2016", published=date.min)
    assert (today.reason, full.value and full.value.start) == ("out of range", date(2016, 1, 20))


def test_a_reading_is_viewed_once() -> None:
    reading = Reading("وصلوا أمس")
    assert find_dates(reading) == find_dates("وصلوا أمس")
    assert reading.once(view_of) is reading.once(view_of)


RULE_ROWS = date_table()["rule"]


def test_the_table_lists_the_rules_in_their_order() -> None:
    assert [row["id"] for row in RULE_ROWS] == [rule.__name__ for rule in RULES]


@pytest.mark.parametrize("row", RULE_ROWS, ids=[row["id"] for row in RULE_ROWS])
def test_every_rule_reads_its_example(row: dict[str, Any]) -> None:
    reading, kinds = Reading(row["example"]), [row["kind"]] if "kind" in row else DATED
    assert [e.rule.__name__ for e in expressions(reading.once(view_of), kinds)] == [row["id"]]
    (found,) = find_dates(reading, published=WEDNESDAY, kinds=kinds)
    assert shown(found) == [row["span"], row.get("value") or row.get("reason")]
    if "timex" in row:
        assert found.to_timex3()["value"] == row["timex"]
    elif found.value is not None:
        assert found.to_timex3()["value"].startswith(found.value.iso())


@pytest.mark.parametrize("row", RULE_ROWS, ids=[row["id"] for row in RULE_ROWS])
def test_durations_and_sets_come_only_when_they_are_asked_for(row: dict[str, Any]) -> None:
    found = find_dates(row["example"], published=WEDNESDAY)
    assert {d.timex.type for d in found if d.timex is not None} <= {"DATE", "TIME"}
    assert (row["span"] in [d.text for d in found]) is ("kind" not in row)


@pytest.mark.parametrize("row", RULE_ROWS, ids=[row["id"] for row in RULE_ROWS])
def test_every_rule_serves_a_guideline_and_a_convention(row: dict[str, Any]) -> None:
    assert f"### {row['guideline']}\n" in GUIDELINES.read_text("utf-8")
    assert ("convention" in row) is ("value" in row)
    assert f"- {row.get('convention', 'interval')}: " in str(resolve.__doc__)


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("|مطلع الشهر الجاري", ("مطلع الشهر الجاري", {"unit": "month", "shift": 0})),
        ("|أواخر 2017", ("أواخر 2017", {"year": 2017})),
        ("|أواخر العام الدراسي", ("أواخر العام الدراسي", {"reason": "ambiguous"})),
        ("|الربع الأول من 2016", ("الربع الأول من 2016", {"year": 2016, "share": (1, 4)})),
        ("|منتصف ليل السبت", ("منتصف ليل السبت", {"weekday": 5})),
        ("|منتصف الليل", ("منتصف الليل", {"reason": "anaphoric"})),
        ("|نهاية المطاف", None),
        ("|نهاية بالعام", None),
    ],
)
def test_parts_of_a_period(marked: str, found: Found) -> None:
    assert read_at(part, marked) == found


@pytest.mark.parametrize(
    ("published", "planned", "days"),
    [
        (date(2016, 7, 20), False, [date(2016, 7, 16), date(2016, 7, 17)]),
        (date(2016, 7, 16), False, [date(2016, 7, 9), date(2016, 7, 10)]),
        (date(2016, 7, 17), False, [date(2016, 7, 16), date(2016, 7, 17)]),
        (date(2016, 7, 16), True, [date(2016, 7, 16), date(2016, 7, 17)]),
        (date(2016, 7, 17), True, [date(2016, 7, 23), date(2016, 7, 24)]),
    ],
)
def test_two_weekdays_of_a_list_follow_each_other(
    published: date, planned: bool, days: list[date]
) -> None:
    text = f"{'سيجتمعون' if planned else 'اجتمعوا'} يومي السبت والأحد"
    assert [d.value and d.value.start for d in find_dates(text, published=published)] == days


@pytest.mark.parametrize(
    ("relation", "published", "days"),
    [
        ("الماضيين", date(2016, 7, 17), [date(2016, 7, 9), date(2016, 7, 10)]),
        ("الماضيين", date(2016, 7, 18), [date(2016, 7, 16), date(2016, 7, 17)]),
        ("المقبلين", date(2016, 7, 16), [date(2016, 7, 23), date(2016, 7, 24)]),
        ("المقبلين", date(2016, 7, 15), [date(2016, 7, 16), date(2016, 7, 17)]),
    ],
)
def test_a_relation_places_both_weekdays_of_a_list(
    relation: str, published: date, days: list[date]
) -> None:
    found = find_dates(f"يومي السبت والأحد {relation}", published=published)
    assert [d.value and d.value.start for d in found] == days
    assert found[1].text == f"الأحد {relation}"


HEADED = [
    ("وصول كتيبة\nالخميس 14 يوليو 2016\nغادرت الكتيبة أمس.", date(2016, 7, 13)),
    ("وصول كتيبة\nتاريخ النشر: 14/7/2016\nغادرت الكتيبة أمس.", date(2016, 7, 13)),
    # It was published on the Friday and written on the day before.
    ("الجمعة 15 يوليو 2016\nغادرت اليوم الخميس، وكانت قد وصلت أمس.", date(2016, 7, 13)),
    # With the hour of publication, whose zone is no part of the expression.
    ("الخميس, 14 يوليو, 2016, 14:13 بتوقيت القدس\nغادرت الكتيبة أمس.", date(2016, 7, 13)),
    ("14/7/2016 - 14:13 بتوقيت مكة المكرمة\nغادرت الكتيبة أمس.", date(2016, 7, 13)),
    # No line of its own, not the first time, or not the only such line.
    ("في 14 يوليو 2016 وصلت كتيبة.\nغادرت الكتيبة أمس.", None),
    ("غادرت الكتيبة اليوم.\n14 يوليو 2016\nوكانت قد وصلت أمس", None),
    ("14 يوليو 2016\nوصلنا\n15 يوليو 2016\nغادر القائد أمس", None),
]


@pytest.mark.parametrize(("text", "yesterday"), HEADED, ids=[text for text, _ in HEADED])
def test_a_date_over_the_text_stands_for_that_of_publication(
    text: str, yesterday: date | None
) -> None:
    *_, last = find_dates(text)
    assert last.text == "أمس"
    assert (last.value and last.value.start) == yesterday
    *_, given = find_dates(text, published=date(2018, 1, 5))
    assert given.value is not None and given.value.start.year == 2018


BESIDE = [
    ("الأحد 15 ديسمبر", date(2013, 12, 15)),
    ("يوم الجمعة 3 يناير", date(2014, 1, 3)),
    # No weekday, one that does not agree, and one more than a month away.
    ("15 ديسمبر", None),
    ("السبت 15 ديسمبر", None),
    ("الأربعاء 5 فبراير", None),
]


@pytest.mark.parametrize(("day", "value"), BESIDE, ids=[day for day, _ in BESIDE])
def test_a_full_date_gives_its_year_to_days_beside_it(day: str, value: date | None) -> None:
    first, full = find_dates(f"يفتتح المؤتمر {day}، وتعقد ندوة في السبت 14 ديسمبر 2013.")
    assert full.value is not None
    assert (first.value and first.value.start) == value
    assert value is not None or first.reason == "relative"


def test_a_day_of_the_month_named_has_the_weekday_that_is_named_with_it() -> None:
    for weekday, value in [("الأحد", date(2013, 12, 15)), ("السبت", None)]:
        _, last = find_dates(f"يمتد من 13 ديسمبر 2013 إلى غاية يوم {weekday} 15 منه")
        assert last.text == f"يوم {weekday} 15 منه"
        assert (last.value and last.value.start) == value
    assert last.reason == "contradictory"


def strings(module: ast.Module) -> set[str]:
    """What stands between quotation marks in the code, docstrings left out."""
    said = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(module) if isinstance(node, ast.Constant))
    return {str(node.value) for node in constants if id(node) not in said}


def test_words_stand_in_the_table_and_each_row_is_used() -> None:
    modules = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.glob("*.py")]
    used = set().union(*map(strings, modules))
    words = {word for word in used if re.search("[\u0621-\u064a]{2}", word)}
    assert words == {"يتن"}  # the letters of the imperfect
    table = date_table()
    assert {*table["word"], *table["set"], *table["phrase"]} <= used


def test_a_document_keeps_values_and_reasons_in_json() -> None:
    document = Document(text="وصلوا أمس", published=WEDNESDAY)
    (found,) = find_dates(document.text)
    with pytest.raises(Exception, match="both a value and a reason"):
        TimeExpression(
            start=0, end=3, text="أمس", value=find_dates("عام 2014")[0].value, reason=found.reason
        )
    with pytest.raises(Exception, match="none of relative"):
        TimeExpression(start=0, end=3, text="أمس", reason="unknown")  # type: ignore[arg-type]
