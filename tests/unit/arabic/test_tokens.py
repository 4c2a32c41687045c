"""Tokens: what they are, and how they are asked by position."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import LINE, TokenView, parted, start_of, tokenise


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("إلى الـ٥٦٠ جنديًا.", ["الي", "ال", "560", "جنديا", "."]),
        ("10 000 و1.500,5", ["10 000", "و", "1.500,5"]),
        ("ثلاثةجنود", ["ثلاثة", "جنود"]),
        ("F16 و\u200f20%", ["F16", "و", "20", "%"]),
        ("أ\r\nب", ["ا", LINE, LINE, "ب"]),
        ("", []),
    ],
)
def test_tokens_of_a_text(text: str, keys: list[str]) -> None:
    assert [token.key for token in tokenise(text)] == keys


def test_a_position_outside_the_text_holds_nothing() -> None:
    view = TokenView(tokenise("وصل الوزير"))
    assert (view.key(-1), view.kind(2), view.glued(0), view.glued(2)) == ("", "", False, False)
    assert view.among(0, frozenset({"صل"})) and not view.among(0, frozenset({"صل"}), behind="")
    assert view.stands(0, ["وصل", "الوزير"]) and not view.stands(1, ["الوزير", "امس"])


def test_a_cut_counts_folded_letters_and_marks_stay_with_theirs() -> None:
    text = "وَبالعراق"
    (token,) = tokenise(text)
    assert text[start_of(text, token, cut=1) :] == "بالعراق"
    assert start_of(text, token, cut=0) == 0


def test_words_are_parted_where_their_space_was_lost() -> None:
    reading = Reading("الأسبوعالماضي 5")
    seam = {"الاسبوعالماضي": 7}.get
    tokens = list(parted(reading.text, reading.tokens, lambda key: seam(key, 0)))
    assert [reading.text[t.start : t.end] for t in tokens] == ["الأسبوع", "الماضي", "5"]
