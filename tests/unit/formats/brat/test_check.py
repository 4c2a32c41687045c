"""What keeps standoff from being a document: a message for each kind of damage."""

from __future__ import annotations

import pytest

from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.check import check_standoff
from coalition_ie.formats.brat.document import read_brat
from tests.samples import ANN, TEXT

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
        ("unit=person", "unit=soldier", "#1", "unit: expected person, brigade"),
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
            "grain: expected hour, day, week",
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
