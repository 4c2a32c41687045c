"""Time expressions: spans by the guidelines, values only where they are settled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition_ie.text.dates import find_dates
from coalition_ie.types import TimeExpression
from tests.unit.text.cases import cases, text_of

WEDNESDAY = date(2016, 7, 20)


def shown(found: TimeExpression) -> list[object]:
    value = found.value
    if value is None:
        return [found.text, None]
    return [found.text, [value.start.isoformat(), value.end.isoformat(), value.grain]]


@pytest.mark.parametrize("case", cases("dates"), ids=text_of)
def test_dates_of_a_text(case: dict[str, Any]) -> None:
    found = find_dates(case["text"], published=WEDNESDAY)
    assert [shown(d) for d in found] == case["dates"], case["source"]
    assert all(case["text"][d.start : d.end] == d.text for d in found)


@pytest.mark.parametrize("case", cases("dates"), ids=text_of)
def test_spans_do_not_depend_on_the_day_of_publication(case: dict[str, Any]) -> None:
    spans = [(d.start, d.end) for d in find_dates(case["text"], published=WEDNESDAY)]
    assert [(d.start, d.end) for d in find_dates(case["text"])] == spans


@pytest.mark.parametrize("text", ["أمس", "الشهر الماضي", "قبل ثلاثة أيام", "خريف العام الجاري"])
def test_without_a_day_of_publication_what_is_relative_stays_open(text: str) -> None:
    (found,) = find_dates(text)
    assert found.value is None


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_do_not_break_it(published: date) -> None:
    text = "أمس وغدا والشهر الماضي والعام المقبل وقبل 900 سنة والجمعة الماضي والصيف المقبل"
    assert len(find_dates(text, published=published)) == 7
