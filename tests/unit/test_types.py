"""The types refuse what is no document, and survive JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from coalition_ie import Document, Event, Figure, Mention, Span, TimeExpression
from coalition_ie.errors import CoalitionError, SchemaError, SpanError, TextError
from coalition_ie.types import Evidence, Interval
from tests.strategies import documents

TEXT = "أرسلت كندا 20 مدربا"
CANADA = Mention(start=6, end=10, text="كندا", label="LOC")
TRAINERS = Mention(start=11, end=19, text="20 مدربا", label="TROOP", figure=Figure(low=20, high=20))
SENT = Span(start=0, end=5, text="أرسلت")


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
        (lambda: Evidence(role="colour", span=SENT, rule="x"), "unknown role"),
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


@given(document=documents())
def test_json_round_trip(document: Document) -> None:
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"schema_version": 99}, "schema_version 1, got 99"),
        ({"mentions": [{"start": 0}]}, "ill-formed"),
        ({"text": "غيره"}, "expected 'كندا'"),
        ({"events": None}, "ill-formed"),
    ],
)
def test_bad_json_is_named(change: dict[str, object], error: str) -> None:
    data = Document(text=TEXT, mentions=(CANADA,), doc_id="d2").to_dict() | change
    with pytest.raises((SchemaError, SpanError), match=error):
        Document.from_dict(data)


def test_an_event_points_at_mentions_by_position() -> None:
    event = Event(
        type="DEPLOY",
        trigger=SENT,
        actors=(CANADA,),
        troops=(TRAINERS,),
        dates=(TimeExpression(start=0, end=5, text="أرسلت"),),
    )
    data = Document(text=TEXT, mentions=(CANADA, TRAINERS), events=(event,)).to_dict()
    assert data["events"][0]["troops"] == [1]
    data["events"][0]["troops"] = [-1]
    with pytest.raises(SchemaError, match="position of one of 2 mentions, got -1"):
        Document.from_dict(data)
