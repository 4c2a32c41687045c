"""The types refuse what is no document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coalition_ie import Document, Event, Figure, Mention, Span, TimeExpression
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.errors import CoalitionError, SpanError, TextError
from coalition_ie.types import Absence, Evidence, Interval
from tests.linking import reader, small_heads

TEXT = "أرسلت كندا 20 مدربا"
CANADA = Mention(start=6, end=10, text="كندا", label="LOC")
TRAINERS = Mention(start=11, end=19, text="20 مدربا", label="TROOP", figure=Figure(low=20, high=20))
SENT = Span(start=0, end=5, text="أرسلت")
BARE = Event(type="DEPLOY", trigger=SENT)
WRONG = Span(start=6, end=10, text="كنده")
NO_PLACE = Absence(role="places", reason="unlikely", best=WRONG, score=0.2)
CUED = Evidence(role="trigger", span=SENT, cue=WRONG)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Span(start=3, end=3, text=""), "expected 0 <= start < end"),
        (lambda: Span(start=-1, end=0, text="ا"), "expected 0 <= start < end"),
        (lambda: Span(start=0, end=2, text="ابت"), "2 code points long"),
        (lambda: Figure(low=3, high=2), "expected 0 <= low <= high"),
        (lambda: Figure(low=-1, high=None), "expected 0 <= low <= high"),
        (lambda: Figure(low=1, high=1, unit="tank"), "unit 'tank' is none of"),
        (lambda: Mention(start=0, end=1, text="ا", label="GPE"), "label 'GPE' is none of"),
        (lambda: Mention(start=0, end=1, text="ا", label="LOC", score=1.5), "not in"),
        (
            lambda: Mention(start=0, end=1, text="ا", label="LOC", figure=Figure(low=1, high=1)),
            "only TROOP",
        ),
        (
            lambda: Interval(start=date(2016, 2, 1), end=date(2016, 1, 1), grain="day"),
            "before its start",
        ),
        (lambda: Event(type="PARADE", trigger=SENT), "event type 'PARADE'"),
        (lambda: Event(type="DEPLOY", trigger=SENT, status="maybe"), "status 'maybe'"),
        (lambda: Event(type="DEPLOY", trigger=SENT, actors=(TRAINERS,)), "actors takes"),
        (lambda: Event(type="DEPLOY", trigger=SENT, troops=(CANADA,)), "troops takes TROOP"),
        (
            lambda: Evidence(role="colour", span=SENT, rule="x"),
            "role of evidence 'colour' is none of",
        ),
        (lambda: Absence(role="colour", reason="unlikely"), "empty role 'colour' is none of"),
        (lambda: Absence(role="dates", reason="lazy"), "reason of an empty role 'lazy' is none of"),
        (
            lambda: Document(text=TEXT, events=(replace(BARE, absent=(NO_PLACE,)),)),
            "at 6:10 expected 'كنده', got 'كندا'",
        ),
        (
            lambda: Document(text=TEXT, events=(replace(BARE, evidence=(CUED,)),)),
            "at 6:10 expected 'كنده', got 'كندا'",
        ),
        (lambda: Document(text=TEXT, mentions=(TRAINERS, CANADA)), "overlaps or precedes"),
        (lambda: Document(text="غيره", mentions=(CANADA,), doc_id="d1"), "document 'd1': at 6:10"),
        (
            lambda: Document(
                text=TEXT, events=(Event(type="DEPLOY", trigger=SENT, actors=(CANADA,)),)
            ),
            "no mention of the document",
        ),
    ],
)
def test_what_does_not_fit_is_refused(build, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message) as caught:
        build()
    assert isinstance(caught.value, CoalitionError)


def test_a_text_has_to_be_a_str() -> None:
    with pytest.raises(TextError, match="expected a str, got bytes"):
        Document(text=b"x")  # type: ignore[arg-type]


DATE = TimeExpression(start=0, end=5, text="أرسلت")
LATER = TimeExpression(start=11, end=13, text="20", reason="ambiguous")
EVENT = Event(type="DEPLOY", trigger=SENT, dates=(LATER, DATE))


def test_dates_that_are_not_given_are_those_of_the_events_in_the_order_of_the_text() -> None:
    assert Document(text=TEXT, events=(EVENT, EVENT)).dates == (DATE, LATER)
    assert Document(text=TEXT, dates=(LATER,)).dates == (LATER,)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"dates": (LATER, DATE)}, "'أرسلت' at 0 overlaps or precedes the one before it"),
        ({"dates": (DATE,), "events": (EVENT,)}, "has in dates '20', which is no time expression"),
        (
            {"dates": (TimeExpression(start=0, end=5, text="ارسلت"),)},
            "document 'd': at 0:5 expected 'ارسلت', got 'أرسلت'",
        ),
    ],
)
def test_dates_have_to_fit_the_text_and_the_events(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SpanError, match=message):
        Document(text=TEXT, doc_id="d", **fields)


class Nothing:
    """A tagger that finds no mention, so that no event uses a date."""

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        return [() for _ in readings]


def test_a_document_that_was_read_holds_its_dates_with_or_without_events() -> None:
    text = "كان الجو باردا يوم الأحد، وصحوا في 20 يناير 2016."
    extractor = reader(Nothing(), small_heads(trigger=1.0))
    read = extractor.extract(text)
    assert read.events == ()
    assert [time.text for time in read.dates] == ["يوم الأحد", "20 يناير 2016"]
    assert read.dates == find_dates(text)
    assert extractor.with_events(replace(read, dates=())) == read


class Compared(str):
    """A text that counts the characters that are held against it."""

    __slots__ = ("characters",)
    characters: int

    def startswith(self, prefix: Any, *place: Any) -> bool:
        self.characters = getattr(self, "characters", 0) + len(prefix)
        return super().startswith(prefix, *place)


def test_a_sentence_is_held_against_the_text_once_however_many_events_it_has() -> None:
    text = Compared(TEXT * 400)
    sentences = [Span(start=0, end=len(text) - i, text=text[: len(text) - i]) for i in (0, 1)]
    events = [Event(type="DEPLOY", trigger=SENT, sentence=sentences[i % 2]) for i in range(1000)]
    Document(text=text, events=tuple(events))
    assert text.characters < 3 * len(text)


def test_messages_stay_short() -> None:
    text = "ا" * 2_000_000
    wrong = "ب" + text[1:]
    with pytest.raises(SpanError) as caught:
        Document(text=text, mentions=(Mention(start=0, end=len(text), text=wrong, label="LOC"),))
    assert len(str(caught.value)) < 200
