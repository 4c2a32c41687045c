"""Numbers of a text: the cases as specification, and that values are exact."""

from __future__ import annotations

import json
import runpy
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import SchemaError
from coalition_ie.figures.nouns import counted_nouns
from coalition_ie.numbers.find import Number, find_numbers
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


@pytest.mark.parametrize(
    ("text", "without", "left"),
    [
        ("المركز الثالث و5", "ordinal", [5]),
        ("ثلث المبلغ و5", "fraction", [5]),
        ("5% من 20", "percent", [20]),
        ("5‰ من 20", "permille", [20]),
        ("5% من 20", "cardinal", [5]),
        ("الحرارة -5", "sign", [5]),
        ("الحرارة سالب خمسة", "sign", [5]),
        ("1e6 و7", "power", [7]),
        ("10K و7", "letter", [7]),
        ("1/2 كوب و7 و½", "slash", [7]),
        ("ثلاث دزينات", "dozen", [3]),
        ("دزينتان و7", "dozen", [7]),
        ("خمس السكان", "part", [5]),
    ],
)
def test_kinds_and_forms_that_are_not_wanted(text: str, without: Any, left: list[int]) -> None:
    assert len(find_numbers(text)) >= len(left)
    assert [n.value for n in find_numbers(text, without=[without])] == left


def test_what_is_not_wanted_has_to_be_a_kind_or_a_form() -> None:
    with pytest.raises(SchemaError, match=r"'money'.*cardinal.*slash|cardinal.*slash.*'money'"):
        find_numbers("5", without=["money"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("text", "value", "exact"),
    [
        ("3 آلاف", 3000, "3000"),
        ("-2.50", -2.5, "-2.50"),
        ("ثلث", 1 / 3, "1/3"),
        ("9e29", 9 * 10**29, str(9 * 10**29)),
    ],
)
def test_a_number_as_json(text: str, value: object, exact: str) -> None:
    (found,) = find_numbers(text)
    plain = json.loads(json.dumps(found.to_dict()))
    assert (plain["value"], plain["exact"]) == (value, exact)
    assert Fraction(plain["exact"]) == found.value
    assert (
        Number(
            **{k: plain[k] for k in ("start", "end", "text", "kind", "scale")}, value=found.value
        )
        == found
    )


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
    on_cases, _, on_forms = capsys.readouterr().out.partition("forms of the test sets")
    together = _together(on_cases)
    total = sum(len(case["numbers"]) for case in cases("numbers"))
    assert together["ours"] == [total, total, total, total, 0]
    covered, exact, right = together["pyarabic"][1:4]
    assert together["pyarabic"][0] == total
    assert 0 < right <= exact <= covered < total
    together = _together(on_forms)
    assert together["ours"][3] > 0.98 * together["ours"][0] > 200
    assert 0 < together["pyarabic"][3] < together["ours"][3]


def _together(printed: str) -> dict[str, list[int]]:
    rows = [line.split() for line in printed.splitlines()]
    return {row[0]: list(map(int, row[2:])) for row in rows if row[1:2] == ["together"]}
