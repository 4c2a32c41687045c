"""Every integer spelled out reads back; hostile texts keep the offset contract; time is linear."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_ie.text.dates import find_dates
from coalition_ie.text.figures import find_figures, parse_figure
from coalition_ie.text.numerals import find_numbers
from coalition_ie.types import Span
from tests.strategies import hostile_texts

# A generator that shares nothing with the reader: Wright, A Grammar of the Arabic Language
# (3rd ed.), i. §§318-327, in the pausal spelling of newspapers.
MASCULINE = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
OBLIQUE = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
HUNDREDS = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


def below_hundred(n: int, *, feminine: bool, oblique: bool) -> str:
    units = FEMININE if feminine else MASCULINE
    if n <= 10:
        return units[n - 1]
    if n < 20:
        ten = "عشرة" if feminine else "عشر"
        first = ("إحدى" if feminine else "أحد", "اثنتا" if feminine else "اثنا")
        return f"{first[n - 11] if n < 13 else units[n - 11]} {ten}"
    ten = (OBLIQUE if oblique else TENS)[n // 10 - 2]
    return ten if n % 10 == 0 else f"{units[n % 10 - 1]} و{ten}"


def below_thousand(n: int, *, hundred: str, apart: bool, **form: bool) -> list[str]:
    parts = []
    if n >= 300:
        parts.append(HUNDREDS[n // 100 - 3] + (" " if apart else "") + hundred)
    elif n >= 100:
        parts.append(hundred if n < 200 else hundred[:-1] + "تان")
    if n % 100:
        parts.append(below_hundred(n % 100, **form))
    return parts


def scaled(n: int, one: str, two: str, many: str, style: dict[str, object]) -> list[str]:
    """``n`` times a scale word, which is masculine and so counted by feminine-looking units."""
    if n <= 2:
        return [] if n == 0 else [one] if n == 1 else [two]
    group = " و".join(below_thousand(n, **{**style, "feminine": False}))  # type: ignore[arg-type]
    return [f"{group} {many if 3 <= n % 100 <= 10 else one}"]


def spell(n: int, style: dict[str, object]) -> str:
    parts = scaled(n // 1_000_000, "مليون", "مليونان", "ملايين", style)
    parts += scaled(n // 1000 % 1000, "ألف", "ألفان", "آلاف", style)
    parts += below_thousand(n % 1000, **style)  # type: ignore[arg-type]
    return " و".join(parts)


styles = st.fixed_dictionaries(
    {
        "feminine": st.booleans(),
        "oblique": st.booleans(),
        "hundred": st.sampled_from(["مئة", "مائة"]),
        "apart": st.booleans(),
    }
)
numbers = st.integers(1, 10_000_000) | st.sampled_from(range(1, 3000))


@given(numbers, styles)
def test_a_number_spelled_out_reads_back(n: int, style: dict[str, object]) -> None:
    text = spell(n, style)
    assert [(found.text, found.value) for found in find_numbers(text)] == [(text, n)]


@given(numbers, styles, st.data())
def test_the_value_depends_neither_on_tashkeel_nor_on_hamza(
    n: int, style: dict[str, object], data: st.DataObject
) -> None:
    text = spell(n, style).translate(str.maketrans("أإآ", "ااا"))
    marks = data.draw(st.lists(st.sampled_from(["", "\u064e", "\u0651\u0650", "\u0640"])))
    marked = "".join(
        letter + (marks[i % len(marks)] if marks and letter.isalpha() else "")
        for i, letter in enumerate(text)
    )
    (found,) = find_numbers(f"بلغ {marked}.")
    assert (found.text, found.value) == (marked, n)


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


HOSTILE = (
    "و", "5", "ألف و", "خمسة و", "عشرات ", "ا\u064b", "ا\u200f", "1.", "1/", "بين 5 و", "قتلى و",
    "5 أفراد من ", "5 من أفراد ", "12 عنصرا ", "يناير/", "5-", '"5" ', "عدد الجنود ", "مليون ألف ",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("find", [find_numbers, find_figures, find_dates])
def test_time_grows_with_length_and_no_faster(find: Callable[[str], object], unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        runs = []
        for _ in range(2):
            begin = time.process_time()
            find(text)
            runs.append(time.process_time() - begin)
        return min(runs)

    # Quadratic time would take sixteen times as long; the slack is for a busy machine.
    assert seconds(8_000) < 9 * seconds(2_000) + 0.02
