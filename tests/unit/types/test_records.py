"""Flat rows: what stands in each cell, and where a day comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition_ie import Document, Event, Figure, Mention, TimeExpression
from coalition_ie.errors import SchemaError
from coalition_ie.types import Interval
from coalition_ie.types.records import COLUMNS, KINDS, event_ids
from tests.samples import DEPLOY, DOCUMENT, SOLDIERS, SUNDAY, VISIT, mention

DAY = date(2016, 7, 17)
DATED = replace(SUNDAY, value=Interval(start=DAY, end=DAY, grain="day"))
ROW = replace(DOCUMENT, published=date(2016, 7, 20), meta={"url": "x", "score": 3})


def dated(event: Event, *times: TimeExpression) -> Document:
    return replace(ROW, events=(replace(event, dates=times),), dates=times)


def test_an_event_is_a_row() -> None:
    _, row, _ = ROW.to_records()
    assert (row["type"], row["plover"], row["status"]) == ("DEPLOY", "MOBILIZE", "planned")
    assert (row["actors"], row["actor_spans"]) == ("فرنسا", "47:52")
    assert (row["troops_low"], row["troops_high"], row["troops_unit"]) == (300, 300, "person")
    assert (row["meta_url"], row["meta_score"], row["score"]) == ("x", 3, 1.0)
    assert row["participants"] == 2


@pytest.mark.parametrize("kind", KINDS)
def test_rows_have_the_columns_that_are_declared(kind: str) -> None:
    for row in ROW.to_records(kind):  # type: ignore[arg-type]
        assert list(row) == [*COLUMNS[kind], "meta_url", "meta_score"]  # type: ignore[index]
        for name, type_ in COLUMNS[kind].items():  # type: ignore[index]
            assert row[name] is None or isinstance(row[name], type_)


def test_a_day_is_said_or_that_of_publication_and_never_both() -> None:
    said = dated(VISIT, DATED).to_records()[0]
    assert (said["date_from"], said["date_grain"], said["date_source"]) == (DAY, "day", "text")
    unsaid = dated(VISIT, SUNDAY).to_records()[0]
    assert (unsaid["date_from"], unsaid["date_source"]) == (date(2016, 7, 20), "published")
    never = replace(dated(VISIT, SUNDAY), published=None).to_records()[0]
    assert (never["date_from"], never["date_source"]) == (None, None)


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ([Figure(low=300, high=300), Figure(low=20, high=99)], (320, 399, "person")),
        ([Figure(low=300, high=None), Figure(low=20, high=20)], (320, None, "person")),
        ([Figure(low=300, high=300), Figure(low=2, high=2, unit="brigade")], (None, None, None)),
        ([Figure(low=300, high=300), Figure(low=900, high=900, total=True)], (300, 300, "person")),
        ([Figure(low=300, high=300), None], (None, None, None)),
        ([], (None, None, None)),
    ],
)
def test_figures_add_up_where_they_can(
    figures: list[Figure | None], wanted: tuple[int | None, int | None, str | None]
) -> None:
    # The second of them stands on the number inside the first.
    places = [SOLDIERS, mention("TROOP", "جندي")]
    troops: list[Mention] = [
        replace(place, figure=figure) for place, figure in zip(places, figures, strict=False)
    ]
    event = replace(DEPLOY, troops=tuple(troops), actors=(), targets=(), places=())
    document = Document.__new__(Document)  # mentions here overlap, which a document refuses
    for name, value in {
        "text": DOCUMENT.text,
        "events": (event,),
        "doc_id": None,
        "published": None,
        "meta": {},
    }.items():
        object.__setattr__(document, name, value)
    (row,) = document.to_records()
    assert (row["troops_low"], row["troops_high"], row["troops_unit"]) == wanted


def test_an_event_has_one_name_in_one_text() -> None:
    names = event_ids(DOCUMENT)
    assert len(set(names)) == len(names)
    other = replace(DOCUMENT, doc_id="other", published=DAY)
    assert event_ids(other) == names
    assert not set(event_ids(replace(DOCUMENT, text=DOCUMENT.text + "."))) & set(names)


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(SchemaError, match="event"):
        DOCUMENT.to_records("event")  # type: ignore[arg-type]
