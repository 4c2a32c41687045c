"""Problems as lines for people: short, visible, with their place."""

from __future__ import annotations

import pytest

from coalition_ie.formats.problems import Problem, visible


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem(3, "message", file="f"), "f:3: message"),
        (Problem(1, "message", "d", "left out", "f"), "f:1: document 'd': left out: message"),
        (Problem(1, "PER\u202e\n\ud800", file="f"), r"f:1: PER\u202e\n\ud800"),
    ],
)
def test_a_problem_is_one_visible_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_what_is_long_is_cut() -> None:
    line = str(Problem(1, "\u202e" * 10**6, "ا" * 10**6, file="f"))
    assert line.startswith("f:1: document 'ااا")
    assert len(line) < 1100


def test_problems_stand_in_the_order_of_their_lines() -> None:
    assert sorted([Problem(10, "a"), Problem(9, "b")])[0].line == 9


def test_arabic_with_its_marks_is_visible_as_it_is() -> None:
    assert visible("جُنديّ\t٣") == "جُنديّ\\t٣"
