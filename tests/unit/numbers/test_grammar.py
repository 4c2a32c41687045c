"""The grammar: an example of each rule, and what a range of tokens says besides its value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coalition_ie.arabic.tokens import tokenise
from coalition_ie.numbers.find import find_numbers
from coalition_ie.numbers.grammar import RULES, scan
from coalition_ie.numbers.words import NumberTokens, number_table

ROWS: list[dict[str, Any]] = number_table()["rule"]


def test_rules_and_rows_are_the_same() -> None:
    assert [rule.__name__.strip("_") for rule in RULES] == [row["id"] for row in ROWS]


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
    (found,) = scan(tokenise(text))
    assert (found.first, found.stop) == (1, 3)
    assert (found.cut, found.article, found.scale) == (cut, article, scale)


def test_the_words_may_be_there_already() -> None:
    tokens = tokenise("خمسة آلاف، ثم الثالث")
    assert list(scan(tokens, words=NumberTokens(tokens))) == list(scan(tokens))
