"""The lines of standoff, and texts made of their surfaces."""

from __future__ import annotations

import pytest

from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.brat.standoff import FILLER, placeholder_text
from tests.samples import ANN, DOCUMENT


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
