"""The grammar: an example of each rule, and what a range of tokens says besides its value."""

from __future__ import annotations

import inspect
from fractions import Fraction
from typing import Any

import pytest

from coalition_ie.arabic.tokens import tokenise
from coalition_ie.numbers import forms, grammar, names, signs, written
from coalition_ie.numbers.find import find_numbers
from coalition_ie.numbers.grammar import scan
from coalition_ie.numbers.words import FORMS, NumberTokens, number_table

ROWS: list[dict[str, Any]] = number_table()["rule"]


HELPERS = {
    *("scan", "number", "part", "falls", "needs_company", "plus", "is_value", "is_free", "parts"),
    *("begins", "plain", "shifted", "exponent", "raised", "is_short", "sign_or_slash", "is_of"),
    *(
        "vulgar",
        "months",
        "ends_a_number",
        "tied",
        "dashed",
        "joined_by_dash",
        "group_behind",
        "opens_call",
        "call",
    ),
}


def test_every_function_of_the_grammar_is_a_rule_with_a_row_or_a_helper() -> None:
    functions = {
        name.strip("_")
        for module in (forms, grammar, names, signs, written)
        for name, value in vars(module).items()
        if callable(value) and value.__module__ == module.__name__ and not inspect.isclass(value)
    }
    assert functions - HELPERS == {row["id"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_example_of_a_rule(row: dict[str, Any]) -> None:
    found = find_numbers(row["example"])
    assert [Fraction(n.value) for n in found] == [Fraction(value) for value in row["values"]]
    assert {n.kind for n in found} <= {row.get("kind", "cardinal")}
    assert row["source"] and row["what"]


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


def test_each_form_has_an_example_that_is_read_otherwise_without_it() -> None:
    examples = number_table()["form"]
    assert set(examples) == set(FORMS)
    for form, example in examples.items():
        assert find_numbers(example) != find_numbers(example, without=[form]), form
