"""Normalisation: what each step changes, and that the way back is exact."""

from __future__ import annotations

import pytest
from hypothesis import given

from coalition_ie.arabic.normalise import (
    ARABERT,
    COMPOSITIONS,
    FOLD,
    fold,
    normal_name,
    normalise,
)
from tests.strategies import hostile_texts


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("القيّارة", "القيارة"),
        ("المـــوصل", "الموصل"),
        ("أحمد إلى آسيا ٱلله", "احمد الي اسيا الله"),
        ("٥٦٠ و۱۲۳", "560 و123"),
        ("مصطفى ی ک", "مصطفي ي ك"),
        ("سور\u200cيا\u200f", "سوريا"),
        ("\ufefb \ufe8d", "لا ا"),
        ("\ufdf2", "الله"),
        ("\u0627\u0654حمد", "احمد"),
        ("Ali 5,6", "Ali 5,6"),
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw) == folded
    assert normalise(raw, FOLD).text == folded


@pytest.mark.parametrize(
    ("raw", "part", "surface"),
    [
        ("في القيّارةِ غدا", "القيارة", "القيّارةِ"),
        ("جُنديًّا", "جنديا", "جُنديًّا"),
        ("\ufefbعب", "لا", "\ufefb"),
        ("قال: المـــوصل.", "الموصل", "المـــوصل"),
        ("\u200fسوريا\u200f.", "سوريا", "سوريا"),
    ],
)
def test_the_way_back(raw: str, part: str, surface: str) -> None:
    state = normalise(raw, FOLD)
    start = state.text.index(part)
    low, high = state.span(start, start + len(part))
    assert raw[low:high] == surface


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("في2016م", "في 2016 م"),
        ("(ناتو)", "( ناتو )"),
        ("زوروا https://a.example/x?y=1 الآن", "[رابط]"),
        ("كتب @user_1 أمس", "[مستخدم]"),
        ("a@b.example", "[بريد]"),
        ("سطر<br />سطر", "سطر سطر"),
        ("هههههه!!!!", "هه ! !"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_arabert_preprocessing(raw: str, expected: str) -> None:
    assert expected in " ".join(normalise(raw, ARABERT).text.split())


@given(text=hostile_texts)
def test_every_composition_maps_back_into_the_text(text: str) -> None:
    for steps in COMPOSITIONS.values():
        state = normalise(text, steps)
        assert len(state.starts) == len(state.ends) == len(state.text)
        for low, high in zip(state.starts, state.ends, strict=True):
            assert 0 <= low <= high <= len(text)
        assert list(state.starts) == sorted(state.starts)


@given(text=hostile_texts)
def test_fold_is_the_normalised_text_and_stays(text: str) -> None:
    assert fold(text) == normalise(text, FOLD).text
    assert fold(fold(text)) == fold(text)


def test_an_empty_range_has_no_way_back() -> None:
    with pytest.raises(IndexError, match="got 1:1"):
        normalise("نص", FOLD).span(1, 1)


def test_the_normalised_form_of_a_name() -> None:
    assert normal_name("المـــوصلِ  القديمة") == "الموصل القديمة"
    assert normal_name("لقوات العراقية", contracted=True) == "القوات العراقية"
