"""Figures: values by the guidelines' table, spans by their rule, and silence about civilians."""

from __future__ import annotations

from typing import Any

import pytest

from coalition_ie.figures import find_figures, parse_figure
from coalition_ie.types import Figure
from tests.case_files import cases, text_of


@pytest.mark.parametrize("case", cases("figures"), ids=text_of)
def test_value_of_a_mention(case: dict[str, Any]) -> None:
    found = parse_figure(case["text"], before=case.get("before", ""), after=case.get("after", ""))
    expected = {key: case[key] for key in case.keys() - {"text", "before", "after", "source"}}
    assert found == Figure(**expected), case["source"]


@pytest.mark.parametrize("surface", ["", "جندي", "المقاتلون", "2.5 جندي", "؟"])
def test_without_a_quantity_there_is_no_figure(surface: str) -> None:
    assert parse_figure(surface) is None


@pytest.mark.parametrize("case", cases("troops"), ids=text_of)
def test_figures_of_a_text(case: dict[str, Any]) -> None:
    found = find_figures(case["text"])
    values = [[m.text, m.figure.low, m.figure.high] for m in found if m.figure is not None]
    assert values == case["figures"], case["source"]
    assert all(m.label == "TROOP" and m.score == 1.0 for m in found)
    assert all(case["text"][m.start : m.end] == m.text for m in found)
