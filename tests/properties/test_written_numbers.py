"""Integers, decimals and fractions written in digits in every form that is read, read back."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coalition_ie.numbers import FORMS, KINDS, find_numbers
from tests import number_forms
from tests.number_forms import (
    GROUPINGS,
    POINTS,
    POWERS,
    SCRIPTS,
    SIGNS,
    VULGAR,
    decimal,
    grouped,
    raised,
    script,
)
from tests.strategies import hostile_texts

PLACES = ("{}", "الرصيد {} ريال", "القيمة: {}", "بلغ ({})", "من الأسعار {}، ثم غيرها", "أ\n{}\nب")
"""Where forms and chats have a number."""

scripts = st.sampled_from(SCRIPTS)
signs = st.sampled_from(list(SIGNS))
places = st.sampled_from(PLACES)


def read(place: str, written: str) -> tuple[str, Fraction, str]:
    (found,) = find_numbers(place.format(written))
    return found.text, Fraction(found.value), found.kind


@given(st.integers(0, 10**15), scripts, st.sampled_from(GROUPINGS), signs, places)
def test_any_integer(n: int, digits: str, grouping: str, sign: str, place: str) -> None:
    written = grouped(n, grouping)
    # Behind a plus they may be a number to call, between dashes and alone a year is one.
    assume(not (sign == "+" and len(written) >= 8 and written.isdigit()))
    assume(not (sign == "-" and 1900 <= n <= 2100 and written.isdigit()))
    written = sign + script(written, digits)
    assert read(place, written) == (written, SIGNS[sign] * n, "cardinal")


@given(
    st.builds(
        decimal,
        st.integers(0, 99_999),
        st.from_regex(r"[0-9]{1,2}|[0-9]{4,6}", fullmatch=True),
        st.just("."),
    ),
    st.sampled_from(POINTS),
    scripts,
    signs,
    places,
)
def test_any_decimal(number: str, point: str, digits: str, sign: str, place: str) -> None:
    written = sign + script(number.replace(".", point), digits)
    assert read(place, written) == (written, SIGNS[sign] * Fraction(number), "cardinal")


@given(st.from_regex(r"[0-9]{1,6}", fullmatch=True), scripts, signs)
def test_any_decimal_without_its_zero(decimals: str, digits: str, sign: str) -> None:
    for point, places in ((".", ("{}", "({})", "الجرعة: {} مل")), ("٫", PLACES)):
        written = sign + script(decimal(0, decimals, point, bare=True), digits)
        value = SIGNS[sign] * Fraction(int(decimals), 10 ** len(decimals))
        for place in places:
            assert read(place, written) == (written, value, "cardinal")


FRACTION_PLACES = ("{}", "{} السكان", "أضف {} كوب", "الحصة: {}", "غاب {} من الطلاب")


@given(st.integers(1, 11), st.integers(2, 12), scripts, st.sampled_from(FRACTION_PLACES))
def test_any_proper_fraction(many: int, of: int, digits: str, place: str) -> None:
    assume(many < of)
    written = script(f"{many}/{of}", digits)
    assert read(place, written) == (written, Fraction(many, of), "fraction")


@given(st.integers(1, 999), st.integers(1, 11), st.integers(2, 12), scripts, signs)
def test_any_whole_with_a_fraction(units: int, many: int, of: int, digits: str, sign: str) -> None:
    assume(many < of)
    written = sign + script(f"{units} {many}/{of}", digits)
    value = SIGNS[sign] * (units + Fraction(many, of))
    assert read("{} كوب", written) == (written, value, "cardinal")


@pytest.mark.parametrize("vulgar", VULGAR)
@given(st.integers(1, 999), scripts, places)
def test_any_sign_of_a_fraction(vulgar: str, units: int, digits: str, place: str) -> None:
    assert read(place, vulgar) == (vulgar, VULGAR[vulgar], "fraction")
    for written in (script(f"{units}{vulgar}", digits), script(f"{units} {vulgar}", digits)):
        assert read(place, written) == (written, units + VULGAR[vulgar], "cardinal")


@pytest.mark.parametrize("form", POWERS)
@given(st.integers(1, 999), st.integers(-20, 20), signs, places)
def test_any_power_of_ten(form: str, n: int, power: int, sign: str, place: str) -> None:
    written = sign + POWERS[form](n, power)
    assert read(place, written) == (written, SIGNS[sign] * n * Fraction(10) ** power, "cardinal")


@pytest.mark.parametrize("power", range(1, 31))
def test_ten_raised_above_the_line(power: int) -> None:
    assert read("نحو {} خلية", raised(power)) == (raised(power), 10**power, "cardinal")


def test_the_writer_knows_nothing_of_the_reader() -> None:
    names = [getattr(thing, "__module__", None) or "" for thing in vars(number_forms).values()]
    assert not [name for name in names if name.startswith("coalition_ie")]


@given(hostile_texts, st.sets(st.sampled_from([*KINDS, *FORMS])))
def test_what_is_not_wanted_is_not_found(text: str, without: set[str]) -> None:
    found = find_numbers(text, without=without)
    assert not {n.kind for n in found} & without
    assert all(text[n.start : n.end] == n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
