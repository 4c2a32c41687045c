"""Time expressions: spans by the guidelines, values only where they are settled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition_ie import Document
from coalition_ie.dates.find import find_dates
from coalition_ie.types import TimeExpression
from tests.case_files import cases, text_of

WEDNESDAY = date(2016, 7, 20)


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


def test_a_document_keeps_values_and_reasons_in_json() -> None:
    document = Document(text="وصلوا أمس", published=WEDNESDAY)
    (found,) = find_dates(document.text)
    with pytest.raises(Exception, match="both a value and a reason"):
        TimeExpression(
            start=0, end=3, text="أمس", value=find_dates("عام 2014")[0].value, reason=found.reason
        )
    with pytest.raises(Exception, match="none of relative"):
        TimeExpression(start=0, end=3, text="أمس", reason="unknown")  # type: ignore[arg-type]
