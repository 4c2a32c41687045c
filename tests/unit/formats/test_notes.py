"""Notes carry whatever fields a value has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from coalition_ie import Figure
from coalition_ie.errors import SchemaError
from coalition_ie.formats import notes
from coalition_ie.formats.notes import note_value, parse_note, write_note
from coalition_ie.types import Interval


@pytest.mark.parametrize(
    ("label", "value", "note"),
    [
        ("TROOP", Figure(low=0, high=None), "low=0 high=null unit=person"),
        (
            "TROOP",
            Figure(low=1, high=2, unit="brigade", approximate=True),
            "low=1 high=2 unit=brigade approximate=true",
        ),
        (
            "DATE",
            Interval(start=date(2016, 7, 1), end=date(2016, 7, 31), grain="month"),
            "start=2016-07-01 end=2016-07-31 grain=month",
        ),
    ],
)
def test_notes_both_ways(label: str, value: Figure | Interval, note: str) -> None:
    assert write_note(value) == note
    assert note_value(label, parse_note(note)) == value


def test_a_field_that_is_added_is_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Wider(Figure):
        """A figure with two fields more."""

        source: str | None = None
        doubted: bool = False

    monkeypatch.setattr(notes, "KINDS", {"TROOP": Wider})
    wide = Wider(low=1, high=1, source="press", doubted=True)
    note = write_note(wide)
    assert note == "low=1 high=1 unit=person source=press doubted=true"
    assert note_value("TROOP", parse_note(note)) == wide
    with pytest.raises(
        SchemaError, match=r"\[source=SOURCE\] \[doubted=true\|false\], got 'low=1'"
    ):
        note_value("TROOP", {"low": "1"})


@pytest.mark.parametrize("note", ["", "low", "low=1  high=1", " low=1", "low= high=1"])
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(SchemaError, match="expected key=value"):
        parse_note(note)
