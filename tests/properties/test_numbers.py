"""Every integer spelled out reads back; hostile texts keep the offset contract."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarabic.number import number2text

from coalition_ie.dates.find import find_dates
from coalition_ie.figures import find_figures, parse_figure
from coalition_ie.numbers.find import find_numbers
from coalition_ie.types import Span
from tests import number_words
from tests.number_words import FORMS, HABITS, Form, spell
from tests.strategies import hostile_texts

TEN_MILLION = 10_000_000
STEP = int(os.environ.get("NUMBERS_STEP", "9973"))
"""Every so manieth integer to ten million is read in each form; 1 reads them all, in hours."""


def sampled(form: Form) -> list[int]:
    """Every group of three digits in each of its places, and a grid of its own for each form.

    A number is read group by group, so what can go wrong lies within a group (all are here) or
    between two of them (no two forms have the same thousands beside the same rest).
    """
    groups = range(1, 1000)
    thousands = [group * 1000 + group * 7 % 1000 for group in groups]
    grid = range(1200 + FORMS.index(form) * STEP // len(FORMS), TEN_MILLION, STEP)
    return [*groups, *(group * 1000 for group in groups), *thousands, *grid, TEN_MILLION]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_number_spelled_out_reads_back(form: Form) -> None:
    every = sampled(form)
    for first in range(0, len(every), 500):
        numbers = every[first : first + 500]
        spelled = [spell(n, form) for n in numbers]
        found = find_numbers("، ".join(spelled))
        assert [(n.text, n.value) for n in found] == list(zip(spelled, numbers, strict=True))


@pytest.mark.parametrize("form", HABITS, ids=str)
def test_the_habits_of_writers_do_not_matter(form: Form) -> None:
    numbers = [*range(1, 1200, 7), *range(1200, TEN_MILLION, 99_991)]
    spelled = [spell(n, form) for n in numbers]
    found = find_numbers("، ".join(spelled))
    assert [(n.text, n.value) for n in found] == list(zip(spelled, numbers, strict=True))


def test_the_speller_knows_nothing_of_the_reader() -> None:
    names = [getattr(thing, "__module__", None) or "" for thing in vars(number_words).values()]
    assert not [name for name in names if name.startswith("coalition_ie")]


def test_another_library_spells_numbers_that_read_back() -> None:
    numbers = [*range(1, 1000, 3), *range(1000, TEN_MILLION, 40_009)]
    found = find_numbers("، ".join(number2text(n) for n in numbers))
    assert [n.value for n in found] == numbers


@given(st.integers(1, TEN_MILLION), st.sampled_from([*FORMS, *HABITS]), st.data())
def test_a_value_never_depends_on_marks(n: int, form: Form, data: st.DataObject) -> None:
    text = spell(n, form)
    marks = st.sampled_from(["", "", "\u064e", "\u0651\u064f", "\u0640", "\u200f"])
    marked = "".join(c + data.draw(marks) if c.isalpha() else c for c in text)
    marked = marked.rstrip("\u200f")
    (found,) = find_numbers(f"بلغ {marked}.")
    assert (found.text, found.value) == (marked, n)


@given(st.integers(1, TEN_MILLION), st.sampled_from(FORMS), st.sampled_from("وفبل"))
def test_a_proclitic_is_outside(n: int, form: Form, proclitic: str) -> None:
    text = spell(n, form)
    (found,) = find_numbers(f"كان {proclitic}{text} منهم")
    assert (found.text, found.value, found.start) == (text, n, 5)


@given(st.integers(0, 10**9), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]))
def test_digits_of_three_scripts_with_and_without_thousands_sign(n: int, script: str) -> None:
    for written in (str(n), f"{n:,}", f"{n:,}".replace(",", "٬")):
        (found,) = find_numbers(written.translate(str.maketrans("0123456789", script)))
        assert found.value == n


@given(hostile_texts)
def test_spans_are_exact_and_in_order_whatever_the_text(text: str) -> None:
    found: Sequence[Sequence[Span]] = (
        find_numbers(text),
        find_figures(text),
        find_dates(text, published=date(2016, 7, 20)),
    )
    for spans in found:
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert not any("\n" in s.text for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(hostile_texts)
def test_what_the_finder_finds_the_parser_reads(text: str) -> None:
    for found in find_figures(text):
        figure = parse_figure(found.text)
        assert figure is not None
        assert found.figure is not None
        assert figure.unit == found.figure.unit
