"""When an event was done, and where that is said: sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from coalition_ie.dates.find import find_dates
from coalition_ie.knowledge.when import times
from coalition_ie.types import Document, Event, Span
from coalition_ie.types.knowledge import EventTime

WEDNESDAY = date(2016, 7, 20)


def event(text: str, word: str, *, dated: str = "", **more: object) -> Event:
    start = text.index(word)
    found = find_dates(text, published=WEDNESDAY)
    dates = tuple(time for time in found if time.text == dated)
    assert not dated or dates
    trigger = Span(start=start, end=start + len(word), text=word)
    return Event(type="STRIKE", trigger=trigger, dates=dates, **more)  # type: ignore[arg-type]


def timed(
    text: str, *events: Event, published: date | None = WEDNESDAY
) -> tuple[EventTime | None, ...]:
    dates = find_dates(text, published=published) if published else ()
    return times(Document(text=text, dates=dates, events=events, published=published))


@pytest.mark.parametrize(
    ("text", "dated", "day", "source", "said"),
    [
        ("قصفت المدفعية الميناء أمس.", "أمس", 19, "clause", None),
        ("قال الناطق الثلاثاء إن المدفعية قصفتها الاثنين.", "الاثنين", 18, "clause", 19),
        ("أعلن الناطق الثلاثاء أن المدفعية قصفت الميناء.", "", 19, "sentence", 19),
        ("قصفت المدفعية الميناء.", "", 20, "published", None),
        ("وصل الوفد الاثنين.\nقصفت المدفعية الميناء.", "", 18, "paragraph", None),
        ("المدفعية قصفت الميناء\nوقعت الغارة الاثنين.", "", 18, "paragraph", None),
    ],
)  # fmt: skip
def test_where_a_time_comes_from(
    text: str, dated: str, day: int, source: str, said: int | None
) -> None:
    (found,) = timed(text, event(text, "قصفت", dated=dated))
    assert found is not None
    assert (found.value.start.day, found.source) == (day, source)
    assert (found.said and found.said.start.day) == said


def test_plans_and_background_have_no_day_that_nobody_said() -> None:
    plan = "ستستأنف الطائرات ضرباتها على الميناء."
    assert timed(plan, event(plan, "ضرباتها", status="planned")) == (None,)
    before = "وكانت الطائرات قد قصفت الميناء."
    assert timed(before, event(before, "قصفت")) == (None,)


def test_another_mention_of_the_event_lends_its_time() -> None:
    text = "قصفت الطائرات الميناء الأحد. وأكد شهود أن الطائرات قصفت الميناء."
    first = event(text, "قصفت", dated="الأحد")
    at = text.rindex("قصفت")
    second = Event(type="STRIKE", trigger=Span(start=at, end=at + 4, text="قصفت"))
    found = timed(text, first, second)[1]
    assert found is not None and found.source == "earlier" and found.value.start.day == 17


def test_without_a_day_of_publication_only_full_dates_are_told() -> None:
    text = "قصفت المدفعية الميناء."
    assert timed(text, event(text, "قصفت"), published=None) == (None,)


def test_no_events_no_times() -> None:
    assert times(Document(text="لا خبر")) == ()
