"""The rules by which a numeral finds its armed people: each has a row, each row an example."""

from __future__ import annotations

from typing import Any

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.counting import RULES, Counting
from coalition_ie.figures.find import find_figures
from coalition_ie.figures.nouns import figure_table

ROWS: list[dict[str, Any]] = figure_table()["rule"]


def rules_of(text: str) -> list[str]:
    return [counted.rule for _, counted in Counting(Reading(text)).figures()]


def test_rules_and_rows_are_the_same_and_in_order() -> None:
    assert [row["id"] for row in ROWS] == [*RULES, "shared-noun", "dual"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_example_of_a_rule(row: dict[str, Any]) -> None:
    found = [(m.text, m.figure) for m in find_figures(row["example"])]
    values = [[text, figure.low, figure.high] for text, figure in found if figure is not None]
    assert values == row["figures"]
    assert row["id"] in rules_of(row["example"])
    assert row["guideline"].startswith("§")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("رفعت عدد القوات من 300 إلى 500 جندي", ["shared-noun", "noun-behind"]),
        ("سقط 40 بين قتيل وجريح من الجيش", ["casualties"]),
        ("قتل 42 مسلحا بينهم ثلاثة قياديين", ["noun-behind", "pronoun"]),
        ("نشرت قوة من أربعة آلاف رجل في معارك", ["strength"]),
        ("قتل مسلحين اثنين", ["dual"]),
        ("قتل 12 من السكان على يد الجيش", []),
        ("سقط 12 في صفوف المدنيين على يد الجيش", []),
        ("وصل جندي واحد", []),
    ],
)
def test_which_rule_finds_a_figure(text: str, rules: list[str]) -> None:
    assert rules_of(text) == rules
