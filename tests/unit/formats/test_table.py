"""The table for people: right-to-left text last, nothing invisible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition_ie import Document, Figure, Mention
from coalition_ie.formats.table import visible, write_table
from coalition_ie.types import Interval
from tests.samples import DOCUMENT, SUNDAY


def test_each_line_ends_in_its_only_arabic() -> None:
    lines = write_table(DOCUMENT).splitlines()
    assert lines[0] == (
        "sample: 117 characters, 7 mentions, 3 events, 0 of them without actor or target"
    )
    surfaces = [span.text for span in DOCUMENT.mentions]
    for event in DOCUMENT.events:
        surfaces += [event.trigger.text, *(span.text for _, span in event.arguments())]
    for line, surface in zip(lines[1:], surfaces, strict=True):
        assert line.endswith(surface)
        assert line.removesuffix(surface).isascii()


def test_events_show_type_status_and_roles() -> None:
    table = write_table(DOCUMENT)
    assert "  DEPLOY   1.000      41      46  planned  " in table
    assert "    troops            53      65  " in table


def test_dates_show_what_they_were_resolved_to() -> None:
    week = Interval(start=date(2016, 7, 11), end=date(2016, 7, 17), grain="week")
    times = (replace(SUNDAY, value=week),)
    events = (replace(DOCUMENT.events[0], dates=times, actors=()),)
    table = write_table(replace(DOCUMENT, dates=times, events=events))
    assert "    dates             33      38  2016-07-11 to 2016-07-17" in table
    assert "1 events, 1 of them without actor or target" in table


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure(low=560, high=560), "560 person"),
        (Figure(low=5000, high=5000, approximate=True), "about 5000 person"),
        (Figure(low=300, high=None), "300 or more person"),
        (Figure(low=2, high=3, unit="brigade"), "2 to 3 brigade"),
        (None, ""),
    ],
)
def test_figures_are_shown_with_their_bounds(figure: Figure | None, shown: str) -> None:
    mention = Mention(start=0, end=5, text="جنديا", label="TROOP", figure=figure)
    line = write_table(Document(text="جنديا", mentions=(mention,))).splitlines()[1]
    assert line == f"  TROOP    1.000       0       5  {shown:<24}جنديا"


def test_control_characters_become_escapes() -> None:
    assert visible("ا\u202eب\x1b[2J\ud800\n") == "ا\\u202eب\\x1b[2J\\ud800\\n"
    assert "\x1b" not in write_table(replace(DOCUMENT, doc_id="\x1b[2J"))
