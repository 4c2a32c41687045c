"""Scores of documents, on a case counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coalition_ie import Document, Event, Figure, Mention
from coalition_ie.errors import SchemaError, SpanError
from coalition_ie.scoring import Bounds, Tally, score
from tests.samples import (
    BAGHDAD,
    DEPLOY,
    DOCUMENT,
    ERBIL,
    FRANCE,
    IRAQI_FORCES,
    MINISTER,
    SOLDIERS,
    STRIKE,
    SUNDAY,
    TEXT,
    VISIT,
)

# One label wrong (Erbil), one span short (the forces), one missing (Mosul), a wrong value, a wrong
# status, one event missing, one argument in the wrong role.
_ERBIL = replace(ERBIL, label="ORG")
_FORCES = replace(IRAQI_FORCES, end=90, text="القوات ")
_SOLDIERS = replace(SOLDIERS, figure=Figure(low=300, high=None))
PREDICTED = Document(
    text=TEXT,
    mentions=(MINISTER, BAGHDAD, FRANCE, _SOLDIERS, _ERBIL, _FORCES),
    events=(
        replace(VISIT, actors=(MINISTER, BAGHDAD), places=()),
        replace(DEPLOY, targets=(_FORCES,), places=(_ERBIL,), troops=(_SOLDIERS,), status="actual"),
    ),
)
SCORES = score([DOCUMENT], [PREDICTED])


def test_a_mention_is_right_by_span_and_label() -> None:
    assert SCORES.mentions == Tally(right=4, predicted=6, gold=7)
    assert SCORES.labels == {
        "PER": Tally(right=1, predicted=1, gold=1),
        "ORG": Tally(right=0, predicted=2, gold=1),
        "LOC": Tally(right=2, predicted=2, gold=4),
        "TROOP": Tally(right=1, predicted=1, gold=1),
    }
    assert SCORES.mentions.precision == pytest.approx(4 / 6)
    assert SCORES.mentions.recall == pytest.approx(4 / 7)
    assert SCORES.mentions.f1 == pytest.approx(8 / 13)


def test_a_trigger_is_right_by_type_and_span() -> None:
    assert SCORES.triggers == Tally(right=2, predicted=2, gold=3)
    assert SCORES.types["STRIKE"] == Tally(right=0, predicted=0, gold=1)


def test_an_argument_is_right_by_type_role_and_span() -> None:
    # VISIT: minister, Sunday right; Baghdad as actor wrong. DEPLOY: France, Erbil, soldiers right.
    assert SCORES.arguments == Tally(right=5, predicted=7, gold=9)
    assert SCORES.roles["actors"] == Tally(right=2, predicted=3, gold=3)
    assert SCORES.roles["dates"] == Tally(right=1, predicted=1, gold=1)
    assert SCORES.arguments_by_type["VISIT"] == Tally(right=2, predicted=3, gold=3)
    assert SCORES.arguments_by_type["DEPLOY"] == Tally(right=3, predicted=4, gold=4)
    assert SCORES.arguments_by_type["STRIKE"] == Tally(right=0, predicted=0, gold=2)


def test_an_argument_that_begins_where_golds_does_is_right_by_head() -> None:
    # The forces are short at their end.
    assert SCORES.arguments_by_head == Tally(right=6, predicted=7, gold=9)
    late = replace(IRAQI_FORCES, start=90, text="العراقية")
    events = (replace(DEPLOY, targets=(late,)),)
    scores = score([replace(DOCUMENT, events=(DEPLOY,))], [_with(late, events)])
    assert scores.arguments_by_head == scores.arguments == Tally(right=3, predicted=4, gold=4)
    moved = (replace(DEPLOY, targets=(), actors=(FRANCE, _FORCES)),)
    scores = score([replace(DOCUMENT, events=(DEPLOY,))], [_with(_FORCES, moved)])
    assert scores.arguments_by_head == Tally(right=3, predicted=4, gold=4)


def _with(forces: Mention, events: tuple[Event, ...]) -> Document:
    mentions = tuple(forces if m == IRAQI_FORCES else m for m in DOCUMENT.mentions)
    return replace(DOCUMENT, mentions=mentions, events=events)


@pytest.mark.parametrize(
    ("visit", "whole", "any_status"),
    [
        (VISIT, 1, 1),
        (replace(VISIT, status="planned"), 0, 1),
        (replace(VISIT, dates=()), 0, 0),
        (replace(VISIT, places=(BAGHDAD, ERBIL)), 0, 0),
        (replace(VISIT, places=(), targets=(BAGHDAD,)), 0, 0),
        (replace(VISIT, type="MEET"), 0, 0),
        (replace(VISIT, trigger=DEPLOY.trigger), 0, 0),
    ],
)
def test_a_tuple_is_right_as_a_whole(visit: Event, whole: int, any_status: int) -> None:
    gold = replace(DOCUMENT, events=(VISIT, STRIKE))
    scores = score([gold], [replace(DOCUMENT, events=(visit,))])
    assert scores.tuples == Tally(right=whole, predicted=1, gold=2)
    assert scores.tuples_any_status == Tally(right=any_status, predicted=1, gold=2)


def test_status_is_scored_on_matched_triggers() -> None:
    assert (SCORES.status.right, SCORES.status.total) == (1, 2)


@pytest.mark.parametrize(
    ("figure", "found", "value", "flag"),
    [
        (Figure(low=300, high=300, approximate=True), 1, 1, 1),
        (Figure(low=300, high=300), 1, 1, 0),
        (Figure(low=300, high=None, approximate=True), 1, 0, 0),
        (Figure(low=300, high=300, unit="brigade", approximate=True), 1, 0, 0),
        (None, 1, 0, 0),
    ],
)
def test_a_value_is_right_by_bounds_and_unit(
    figure: Figure | None, found: int, value: int, flag: int
) -> None:
    soldiers = replace(SOLDIERS, figure=figure)
    figures = score([DOCUMENT], [Document(text=TEXT, mentions=(soldiers,))]).figures
    assert (figures.of_found.right, figures.of_found.total) == (value, found)
    assert (figures.of_all.right, figures.of_all.total) == (value, 1)
    assert (figures.approximate.right, figures.approximate.total) == (flag, value)


def test_a_figure_that_was_not_found_counts_only_among_all() -> None:
    figures = score([DOCUMENT], [Document(text=TEXT)]).figures
    assert (figures.of_found.value, figures.of_all.value) == (None, 0.0)


def test_a_mention_in_two_events_of_a_type_counts_twice() -> None:
    twice = replace(DOCUMENT, events=(STRIKE, replace(STRIKE, trigger=DEPLOY.trigger)))
    assert score([twice], [twice]).roles["places"] == Tally(right=2, predicted=2, gold=2)
    once = replace(DOCUMENT, events=(STRIKE,))
    assert score([twice], [once]).roles["places"] == Tally(right=1, predicted=1, gold=2)


def test_counts_are_pooled_over_documents() -> None:
    empty = Document(text=TEXT)
    scores = score([DOCUMENT, DOCUMENT], [DOCUMENT, empty])
    assert scores.documents == 2
    assert scores.mentions == Tally(right=7, predicted=7, gold=14)


def test_intervals_are_over_documents() -> None:
    # Of two documents, one found and one not, a draw takes one of them twice half of the time.
    scores = score([DOCUMENT, DOCUMENT], [DOCUMENT, Document(text=TEXT)])
    shares = ("mentions", "triggers", "arguments", "arguments_by_head", "tuples")
    assert scores.intervals == {
        **dict.fromkeys((*shares, "tuples_any_status"), Bounds(low=0.0, high=1.0)),
        "status": Bounds(low=1.0, high=1.0),
    }
    lines = scores.to_text().splitlines()
    assert lines[1].endswith("predicted    95 % of F1")
    assert lines[2].split() == ["mentions", "1.000", "0.500", "0.667", "14", "7", "0.000-1.000"]
    assert lines[-1].endswith("1.000 (3 of 3), 95 % 1.000-1.000")
    assert json.loads(json.dumps(scores.to_dict()))["intervals"]["tuples"] == {"low": 0, "high": 1}


def test_one_document_has_no_interval() -> None:
    assert SCORES.intervals == {}
    assert "95 %" not in SCORES.to_text()


def test_where_nothing_is_there_no_value_is_invented() -> None:
    scores = score([Document(text="")], [Document(text="")])
    assert (scores.mentions.precision, scores.mentions.recall, scores.mentions.f1) == (None,) * 3
    assert scores.status.value is None
    assert "mentions               -         -         -         0         0" in scores.to_text()


def test_different_texts_or_numbers_of_documents_are_refused() -> None:
    with pytest.raises(SpanError, match="gold 'sample' and predicted 'x' have different texts"):
        score([DOCUMENT], [Document(text=TEXT + " ", doc_id="x")])
    with pytest.raises(SchemaError, match="expected 1 predicted documents, got 0"):
        score([DOCUMENT], [])


def test_scores_are_json_and_a_table() -> None:
    data = json.loads(json.dumps(SCORES.to_dict()))
    assert data["mentions"] == {
        "precision": pytest.approx(4 / 6),
        "recall": pytest.approx(4 / 7),
        "f1": pytest.approx(8 / 13),
        "right": 4,
        "predicted": 6,
        "gold": 7,
    }
    assert data["figures"]["of_all"] == {"accuracy": 0.0, "right": 0, "total": 1}
    lines = SCORES.to_text().splitlines()
    assert lines[2].split() == ["mentions", "0.667", "0.571", "0.615", "7", "6"]
    assert lines[3].split() == ["PER", "1.000", "1.000", "1.000", "1", "1"]
    by_name = {line[:14].rstrip(): line[14:].split() for line in lines}
    assert by_name["  by head"] == ["0.857", "0.667", "0.750", "9", "7"]
    assert by_name["tuples"] == ["0.000", "0.000", "0.000", "3", "2"]
    assert by_name["  any status"] == by_name["tuples"]
    names = [line[:14].strip() for line in lines]
    assert names[names.index("dates") + 1 :][:3] == ["MEET", "VISIT", "AGREE"]
    assert lines[-1] == "status right, of matched triggers      0.500 (1 of 2)"


def test_dates_are_arguments_by_their_span() -> None:
    moved = replace(SUNDAY, end=SUNDAY.end + 1, text=SUNDAY.text + ".")
    events = (replace(VISIT, dates=(moved,)), DEPLOY, STRIKE)
    other = replace(DOCUMENT, dates=(moved,), events=events)
    assert score([DOCUMENT], [other]).roles["dates"] == Tally(right=0, predicted=1, gold=1)
