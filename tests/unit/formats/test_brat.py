"""brat standoff: the worked example both ways, and a message for each kind of damage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition_ie import Document, Event, Figure, Mention, Span
from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.check import check_standoff
from coalition_ie.formats.brat.document import read_brat, write_brat
from coalition_ie.formats.brat.standoff import FILLER, placeholder_text
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


LINES = {line.split("\t")[0]: number for number, line in enumerate(ANN.splitlines(), 1)}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        # Lines that cannot be read.
        ("T2\tPER 11 22\t", "T2\tPER 11\t", "T2", "expected T1<TAB>LABEL START END<TAB>surface"),
        ("T2\tPER 11 22\t", "T2\tPER 11 15;16 22\t", "T2", "expected T1<TAB>LABEL"),
        ("T2\tPER 11 22\t", "T2\tPER -1 22\t", "T2", "expected T1<TAB>LABEL"),
        ("T2\tPER 11 22\t", "T2\tPER ١١ 22\t", "T2", "expected T1<TAB>LABEL"),
        ("E1\tVISIT:T1 A", "E1 VISIT:T1 A", "E1", "expected E1<TAB>TYPE:T1 Role:T2"),
        ("A1\tStatus E1 actual", "A1\tStatus E1", "A1", "expected A1<TAB>Status E1 value"),
        ("#1\tAnnotatorNotes T7\tlow", "#1\tNote T7\tlow", "#1", "expected #1<TAB>AnnotatorNotes"),
        ("A1\tStatus", "R1\tStatus", "A1", "expected a line of kind T, E, A, #"),
        ("T3\tLOC", "T2\tLOC", "T3", "T2 stands in line 2 already"),
        # Spans that do not fit.
        ("PER 11", "PRE 11", "T2", "label 'PRE' is none of PER, ORG, LOC, TROOP, MEET"),
        ("PER 11 22", "PER 12 22", "T2", "the text has 'امي الراوي' at 12:22"),
        ("PER 11 22", "PER 22 22", "T2", "expected 0 <= start < end <= 117, got 22 22"),
        ("PER 11 22", "PER 11 118", "T2", "got 11 118"),
        ("PER 11 22\tسامي الراوي", "PER 11 29\tسامي الراوي إلى بغ", "T3", "overlaps PER"),
        ("DATE 33 38\tالأحد", "DATE 33 41\tالأحد.\u2028و", "T4", "the text has 'الأحد.\\nو'"),
        # Events.
        ("E1\tVISIT:T1", "E1\tVISITS:T1", "E1", "event type 'VISITS' is none of MEET"),
        ("E1\tVISIT:T1", "E1\tVISIT:T5", "E1", "T5 of VISIT is a span of DEPLOY, not of VISIT"),
        ("E1\tVISIT:T1", "E1\tVISIT:T99", "E1", "T99 of VISIT is no span"),
        ("Actor:T2", "Agent:T2", "E1", "role 'Agent' is none of Actor, Target, Place, Troop"),
        ("Actor:T2", "Actor:T99", "E1", "Actor of E1 names T99, which is no span"),
        ("Actor:T2", "Troop:T2", "E1", "PER 'سامي الراوي'; troops takes TROOP"),
        ("Date:T4", "Place:T4", "E1", "Place of E1 is DATE 'الأحد'; places takes LOC, ORG"),
        (" Date:T4", "", "T4", "DATE 'الأحد' belongs to no event"),
        ("E3\tSTRIKE:T10 Actor:T6 Place:T11\n", "", "T10", "STRIKE 'تقصف' belongs to no event"),
        # Attributes and notes.
        ("A2\tStatus", "A2\tState", "A2", "expected the attribute Status, got 'State'"),
        ("Status E2", "Status E9", "A2", "Status of E9, which is no event"),
        ("E2 planned", "E2 maybe", "A2", "status 'maybe' is none of actual, planned, denied"),
        ("Status E2", "Status E1", "A2", "E1 has a status in line 15"),
        ("Notes T7", "Notes T6", "#1", "a note belongs to TROOP or DATE, got LOC 'فرنسا'"),
        ("Notes T7", "Notes T70", "#1", "got T70, which is no span"),
        ("low=300", "low=3OO", "#1", "low: expected int, got '3OO'"),
        ("low=300", "low=٣٠٠", "#1", "low: expected int, got '٣٠٠'"),
        ("low=300", "low=0300", "#1", "low: expected int, got '0300'"),
        ("low=300", "low=300.0", "#1", "expected low=INTEGER"),
        ("low=300", "low=3e2", "#1", "expected low=INTEGER"),
        ("low=300 high=300", f"low=300 high=1{30 * '0'}", "#1", "expected low=INTEGER"),
        ("low=300", "low=300 low=300", "#1", "expected each key once, got 'low=300 low=300"),
        ("low=300", "low=301", "#1", "expected 0 <= low <= high, got low=301 high=300"),
        ("high=300 ", "", "#1", "expected low=INTEGER high=INTEGER|null unit=UNIT"),
        ("unit=person", "unit=soldier", "#1", "unit: expected battalion, brigade"),
        ("approximate=true", "approximate=yes", "#1", "approximate: expected bool, got 'yes'"),
        ("approximate=true", "approximate=True", "#1", "expected low=INTEGER"),
        ("=true\n", "=true\n#2\tAnnotatorNotes T4\tday=x\n", "#2", "expected start=DAY end=DAY"),
        (
            "=true\n",
            "=true\n#2\tAnnotatorNotes T4\tstart=20160720 end=2016-07-20 grain=day\n",
            "#2",
            "start: expected YYYY-MM-DD, got '20160720'",
        ),
        (
            "=true\n",
            "=true\n#2\tAnnotatorNotes T4\tstart=2016-07-20 end=2016-07-20 grain=days\n",
            "#2",
            "grain: expected day, hour, month",
        ),
    ],
)
def test_damage_is_named_with_its_line(old: str, new: str, line: str, message: str) -> None:
    assert ANN.count(old) == 1, "the case damages one place"
    damaged = ANN.replace(old, new)
    number = LINES.get(line, len(LINES) + 1)
    found = [
        problem.message
        for problem in check_standoff(damaged, TEXT).problems
        if problem[0] == number
    ]
    assert any(message in text for text in found), found
    with pytest.raises(FormatError, match=r"^document 'd': line "):
        read_brat(damaged, TEXT, doc_id="d")


def test_the_message_counts_the_other_problems() -> None:
    for damaged, more in ((ANN, 10), (ANN.replace("PER 11", "PER 12"), 0)):
        text = " " + TEXT if more else TEXT
        end = rf"\(and {more} more\)$" if more else "the line '[^']*'$"
        with pytest.raises(FormatError, match=rf"line \d: .*{end}"):
            read_brat(damaged, text, doc_id="d")
    twice = ANN.replace("E1 actual", "E1 no").replace("E2 planned", "E2 no")
    with pytest.raises(FormatError, match=r"\(and 1 more\)$"):
        read_brat(twice, TEXT, doc_id="d")


def test_a_placeholder_holds_the_surfaces_and_nothing_else() -> None:
    text = placeholder_text(ANN)
    assert len(text) == 115
    assert text[27:32] == "بغداد"
    assert text[4:10] == FILLER * 6
    assert read_brat(ANN, text).mentions == DOCUMENT.mentions


def test_a_placeholder_of_two_annotations_shows_where_they_disagree() -> None:
    other = ANN.replace("بغداد", "بغدان")
    with pytest.raises(
        FormatError, match="line 3: the text has 'بغداد' at 27:32, the line 'بغدان'"
    ):
        read_brat(other, placeholder_text(ANN, other))


def test_an_impossible_offset_does_not_fill_the_memory() -> None:
    assert placeholder_text("T1\tLOC 0 999999999999\tدجلة\nT2\tLOC 90000000 3\tدجلة\n") == ""
