"""Documents as brat standoff: the worked example both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition_ie import Document, Event, Figure, Mention, Span
from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.document import read_brat, write_brat
from coalition_ie.types import Interval
from tests.samples import ANN, DEPLOY, DOCUMENT, FRANCE, SUNDAY, TEXT, VISIT


def test_the_worked_example_is_read() -> None:
    assert read_brat(ANN, TEXT, doc_id="sample") == DOCUMENT


def test_the_worked_example_is_written() -> None:
    assert write_brat(DOCUMENT) == ANN


def test_the_day_of_publication_comes_from_outside() -> None:
    day = date(2016, 7, 20)
    assert read_brat(ANN, TEXT, published=day).published == day


def test_a_missing_status_is_actual() -> None:
    without = "".join(line for line in ANN.splitlines(keepends=True) if not line.startswith("A"))
    assert {event.status for event in read_brat(without, TEXT).events} == {"actual"}


def test_the_order_of_the_lines_does_not_matter() -> None:
    events, others = [], []
    for line in ANN.splitlines():
        (events if line.startswith("E") else others).append(line)
    shuffled = "\n".join([*reversed(others), *events])
    assert read_brat(shuffled, TEXT, doc_id="sample") == DOCUMENT


def test_line_ends_of_windows_change_nothing() -> None:
    assert read_brat(ANN.replace("\n", "\r\n"), TEXT, doc_id="sample") == DOCUMENT


def test_an_open_figure_and_a_dated_expression_survive() -> None:
    value = Interval(start=date(2016, 7, 17), end=date(2016, 7, 17), grain="day")
    sunday = replace(SUNDAY, value=value)
    soldiers = replace(DOCUMENT.mentions[3], figure=Figure(low=2, high=None, unit="brigade"))
    document = replace(
        DOCUMENT,
        mentions=(*DOCUMENT.mentions[:3], soldiers, *DOCUMENT.mentions[4:]),
        dates=(sunday,),
        events=(replace(VISIT, dates=(sunday,)), replace(DEPLOY, troops=(soldiers,))),
    )
    ann = write_brat(document)
    assert "#1\tAnnotatorNotes T4\tstart=2016-07-17 end=2016-07-17 grain=day\n" in ann
    assert "#2\tAnnotatorNotes T7\tlow=2 high=null unit=brigade\n" in ann
    assert read_brat(ann, TEXT, doc_id="sample") == document


def test_a_role_is_numbered_from_its_second_argument_on() -> None:
    event = replace(DEPLOY, actors=(DOCUMENT.mentions[0], FRANCE, DOCUMENT.mentions[5]))
    ann = write_brat(replace(DOCUMENT, events=(event,)))
    assert "Actor:T1 Actor2:T4 Actor3:T7" in ann
    assert read_brat(ann, TEXT).events == (event,)


def test_events_share_a_trigger_and_a_date() -> None:
    twin = replace(VISIT, type="MEET", status="planned")
    document = replace(DOCUMENT, events=(VISIT, VISIT, twin))
    ann = write_brat(document)
    assert ann.count("DATE") == 1
    assert ann.count("VISIT 0 3") == 1
    assert read_brat(ann, TEXT, doc_id="sample") == document


def test_a_surface_may_hold_separators_that_are_no_line_ends() -> None:
    text = "قوة\u2028خاصة\t1"
    whole = Mention(start=0, end=len(text), text=text, label="ORG")
    document = Document(text=text, mentions=(whole,))
    assert read_brat(write_brat(document), text) == document


def test_a_span_over_a_line_break_is_not_written() -> None:
    crossing = Event(type="MEET", trigger=Span(start=38, end=41, text=TEXT[38:41]))
    with pytest.raises(FormatError, match=r"'sample': MEET at 38:41 .* crosses a line break"):
        write_brat(replace(DOCUMENT, events=(crossing,)))


def test_the_message_counts_the_other_problems() -> None:
    for damaged, more in ((ANN, 10), (ANN.replace("PER 11", "PER 12"), 0)):
        text = " " + TEXT if more else TEXT
        end = rf"\(and {more} more\)$" if more else "the line '[^']*'$"
        with pytest.raises(FormatError, match=rf"line \d: .*{end}"):
            read_brat(damaged, text, doc_id="d")
    twice = ANN.replace("E1 actual", "E1 no").replace("E2 planned", "E2 no")
    with pytest.raises(FormatError, match=r"\(and 1 more\)$"):
        read_brat(twice, TEXT, doc_id="d")
