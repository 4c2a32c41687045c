"""The grammar: an example of each rule, and what a range of tokens says besides its value."""

from __future__ import annotations

import inspect
from fractions import Fraction
from typing import Any

import pytest

from coalition_ie.arabic.tokens import tokenise
from coalition_ie.numbers import forms, grammar
from coalition_ie.numbers.find import find_numbers
from coalition_ie.numbers.grammar import scan
from coalition_ie.numbers.words import NumberTokens, number_table

ROWS: list[dict[str, Any]] = number_table()["rule"]


HELPERS = {
    *("scan", "number", "part", "falls", "needs_company", "plus", "percent_length"),
    "is_time_or_date",
}


def test_every_function_of_the_grammar_is_a_rule_with_a_row_or_a_helper() -> None:
    functions = {
        name.strip("_")
        for module in (forms, grammar)
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    }
    assert functions - HELPERS == {row["id"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_example_of_a_rule(row: dict[str, Any]) -> None:
    found = find_numbers(row["example"])
    assert [Fraction(n.value) for n in found] == [Fraction(value) for value in row["values"]]
    assert {n.kind for n in found} <= {row.get("kind", "cardinal")}
    assert row["source"]


@pytest.mark.parametrize(
    ("text", "cut", "article", "scale"),
    [
        ("قتل خمسة وعشرون جنديا", 0, False, 1),
        ("وصل بالعشرين ألفا", 1, True, 1000),
        ("نحو 31 ألف مقاتل", 0, False, 1000),
        ("حرارة سالب خمسة", 0, False, 1),
    ],
)
def test_the_tokens_of_a_number(text: str, cut: int, article: bool, scale: int) -> None:
    (found,) = scan(NumberTokens(tokenise(text)))
    assert (found.first, found.stop) == (1, 3)
    assert (found.cut, found.article, found.scale) == (cut, article, scale)
