"""Numbers of a text: the cases as specification, and that values are exact."""

from __future__ import annotations

import runpy
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.nouns import counted_nouns
from coalition_ie.numbers.find import find_numbers
from tests.case_files import cases, text_of

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.mark.parametrize("case", cases("numbers"), ids=text_of)
def test_numbers_of_a_text(case: dict[str, Any]) -> None:
    found = find_numbers(case["text"], nouns=counted_nouns())
    expected = [(text, Fraction(value)) for text, value in case["numbers"]]
    assert [(n.text, Fraction(n.value)) for n in found] == expected, case["source"]
    assert {n.kind for n in found} <= {case["kind"]}
    assert all(case["text"][n.start : n.end] == n.text for n in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("560", 560),
        ("2.0", 2),
        ("1,5", Decimal("1.5")),
        ("1.5 مليون", 1500000),
        ("نصف مليون", 500000),
        ("ثلث", Fraction(1, 3)),
        ("ثلاثة ونصف", Fraction(7, 2)),
    ],
)
def test_a_value_is_exact_and_whole_where_it_can_be(text: str, value: object) -> None:
    (found,) = find_numbers(text)
    assert (found.value, type(found.value)) == (value, type(value))


def test_the_closing_scale_word_is_told() -> None:
    assert [n.scale for n in find_numbers("20 و31 ألفا")] == [1, 1000]


def test_a_time_or_a_date_is_no_number() -> None:
    assert [n.value for n in find_numbers("في 20/1/2016 عند 12:30 قتل 5")] == [5]


def test_a_reading_serves_as_well_as_its_text() -> None:
    assert find_numbers(Reading("وصل 3 آلاف")) == find_numbers("وصل 3 آلاف")


def test_the_comparison_with_another_reader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.setattr(sys, "argv", ["numerals.py"])
    runpy.run_path(str(BENCHMARKS / "numerals.py"), run_name="__main__")
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    together = {row[0]: list(map(int, row[2:])) for row in rows if row[1] == "together"}
    total = sum(len(case["numbers"]) for case in cases("numbers"))
    assert together["ours"] == [total, total, total, total, 0]
    covered, exact, right = together["pyarabic"][1:4]
    assert together["pyarabic"][0] == total
    assert 0 < right <= exact <= covered < total
