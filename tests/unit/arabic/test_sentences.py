"""Sentences by the annotation guidelines, §3."""

from __future__ import annotations

import pytest
from hypothesis import given

from coalition_ie.arabic.sentences import split_sentences
from tests.strategies import hostile_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل. غادر؟ عاد!", ["وصل.", "غادر؟", "عاد!"]),
        ("قال كذا، وأضاف كذا", ["قال كذا، وأضاف كذا"]),
        ("أولا؛ ثانيا", ["أولا؛", "ثانيا"]),
        ("سطر\nسطر\r\nسطر", ["سطر", "سطر", "سطر"]),
        ("فقرة.&فقرة", ["فقرة.", "&", "فقرة"]),
        ("قال &quot;نعم&quot; ومضى&وعاد", ["قال &quot;نعم&quot; ومضى&", "وعاد"]),
        ("وكالة (أ.ب) و2.5 كلم", ["وكالة (أ.ب) و2.5 كلم"]),
        ("قال جيمس ت. هولواي (د. ب. أ) كذا. ثم", ["قال جيمس ت. هولواي (د. ب. أ) كذا.", "ثم"]),
        ("لا!. نعم...", ["لا!.", "نعم..."]),
        ("انتهى.وقال", ["انتهى.", "وقال"]),
        ('قال "نعم." ومضى', ['قال "نعم."', "ومضى"]),
        ("  ", []),
    ],
)
def test_splitting(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == expected


@given(text=hostile_texts)
def test_sentences_lose_nothing_but_space(text: str) -> None:
    kept = "".join(text[a:b] for a, b in split_sentences(text))
    assert "".join(kept.split()) == "".join(text.split())
