"""Figures of a text: spans by their rule, and silence about civilians."""

from __future__ import annotations

from typing import Any

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures import find_figures
from tests.case_files import cases, text_of


@pytest.mark.parametrize("case", cases("troops"), ids=text_of)
def test_figures_of_a_text(case: dict[str, Any]) -> None:
    found = find_figures(case["text"])
    values = [[m.text, m.figure.low, m.figure.high] for m in found if m.figure is not None]
    assert values == case["figures"], case["source"]
    assert all(m.label == "TROOP" and m.score == 1.0 for m in found)
    assert all(case["text"][m.start : m.end] == m.text for m in found)


def test_a_reading_serves_as_well_as_its_text() -> None:
    assert find_figures(Reading("وصل 20 جنديا")) == find_figures("وصل 20 جنديا")


def test_a_quotation_that_closes_inside_begins_the_span() -> None:
    assert [m.text for m in find_figures("قتل «19» من عناصر التنظيم")] == ["«19» من عناصر"]
