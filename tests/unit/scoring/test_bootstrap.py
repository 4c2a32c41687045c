"""Intervals of shares, beside what can be worked out by hand."""

from __future__ import annotations

import pytest

from coalition_ie.scoring.bootstrap import bounds


def test_an_interval_is_as_wide_as_the_normal_one_where_that_holds() -> None:
    # Half of 400 documents: 1.96 standard errors of 0.025 to either side.
    found = bounds({"half": [(1, 1), (0, 1)] * 200})["half"]
    assert found.low == pytest.approx(0.451, abs=0.008)
    assert found.high == pytest.approx(0.549, abs=0.008)


def test_what_stands_in_one_document_is_drawn_together() -> None:
    many = bounds({"share": [(1, 1), (0, 1)] * 200})["share"]
    few = bounds({"share": [(100, 100), (0, 100)] * 2})["share"]
    assert (few.low, few.high) == (0.0, 1.0)
    assert many.high - many.low < 0.12


def test_every_run_draws_the_same() -> None:
    shares = {"share": [(i % 3, 3) for i in range(50)]}
    assert bounds(shares) == bounds(shares)


def test_draws_without_anything_to_count_are_left_out() -> None:
    found = bounds({"rare": [(1, 2), *[(0, 0)] * 9], "none": [(0, 0)] * 10})
    assert set(found) == {"rare"}
    assert (found["rare"].low, found["rare"].high) == (0.5, 0.5)


@pytest.mark.parametrize("cases", [[], [(1, 2)]])
def test_fewer_than_two_documents_have_no_interval(cases: list[tuple[int, int]]) -> None:
    assert bounds({"share": cases}) == {}
