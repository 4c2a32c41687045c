"""Forms by name: whatever one lets fall is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition_ie import Document, Event, Mention, Span
from coalition_ie.formats.forms import READERS, SUFFIXES, WRITERS, Source
from coalition_ie.types import Evidence
from tests.samples import ANN, DOCUMENT, TEXT


@pytest.mark.parametrize("form", ["brat", "cas", "doccano", "jsonl", "labelstudio", "prodigy"])
def test_forms_that_hold_a_gold_document_say_nothing(form: str) -> None:
    content, notes = WRITERS[form](DOCUMENT)
    assert notes == ()
    read = READERS[form](Source(content, "f", "sample", text=TEXT))
    assert read == ((DOCUMENT,), (), (1,))


def test_every_form_has_a_suffix() -> None:
    assert set(SUFFIXES) == set(WRITERS) >= set(READERS)


def test_brat_says_what_of_a_prediction_it_leaves_out() -> None:
    france = replace(DOCUMENT.mentions[2], score=0.5, normalized="فرنسا")
    trigger = Span(start=104, end=108, text="تقصف")
    event = Event(
        type="STRIKE",
        trigger=trigger,
        score=0.25,
        sentence=trigger,
        evidence=(Evidence(role="trigger", span=trigger, rule="x"),),
    )
    document = Document(text=TEXT, mentions=(france,), events=(event,), published=date(2016, 7, 20))
    assert WRITERS["brat"](document).notes == (
        "2 scores left out",
        "1 normalised names left out",
        "1 events' sentences left out",
        "1 pieces of evidence left out",
        "1 dates of publication left out",
    )


def test_conll_says_what_it_leaves_out() -> None:
    odd = Mention(start=12, end=22, text=TEXT[12:22], label="PER")
    document = replace(DOCUMENT, mentions=(odd, *DOCUMENT.mentions[1:]), events=DOCUMENT.events[1:])
    assert WRITERS["conll"](document).notes == (
        "PER 'امي الراوي' at 12:22 left out: not at the borders of words",
        "1 values of figures left out",
        "2 events left out",
        "1 time expressions of no event left out",
    )


def test_reading_conll_says_what_it_repaired_and_dropped() -> None:
    labels = {"LOC": "LOC", "MISC": None}
    source = Source("دجلة I-LOC\nكتاب B-MISC\n", "f", "d", label_map=labels)
    (document,), problems, _ = READERS["conll"](source)
    assert [mention.text for mention in document.mentions] == ["دجلة"]
    assert list(map(str, problems)) == [
        "f:1: repaired: a stray I- is read as B-",
        "f:2: left out: 1 of MISC, the first here",
    ]


def test_brat_cannot_be_read_without_its_text() -> None:
    documents, problems, _ = READERS["brat"](Source(ANN, "f", "d"))
    assert documents == ()
    assert str(problems[0]) == "f:1: expected its text in d.txt, got none"


@pytest.mark.parametrize("form", sorted(READERS))
def test_dates_of_no_event_are_told_or_written(form: str) -> None:
    document = replace(DOCUMENT, events=DOCUMENT.events[1:])
    assert document.dates
    content, notes = WRITERS[form](document)
    assert ("1 time expressions of no event left out" in notes) == (form != "jsonl")
    read = READERS[form](Source(content, "f", "sample", text=TEXT))
    assert [problem for problem in read.problems if problem.outcome == "refused"] == []
    assert bool(read.documents[0].dates) == (form == "jsonl")
