"""What a view answers about the words of a text."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.view import View, is_noun_of, view_of, word_set


def view(text: str) -> View:
    return view_of(Reading(text))


@pytest.mark.parametrize(
    ("word", "hit", "plain", "definite"),
    [
        ("يوم", True, True, False),
        ("اليوم", True, True, True),
        ("وليوم", True, False, False),
        ("لليوم", True, False, False),
        ("قوم", False, False, False),
    ],
)
def test_words_with_a_role_are_found_behind_proclitics(
    word: str, hit: bool, plain: bool, definite: bool
) -> None:
    asked = view(word)
    found = (asked.hit(0, "period"), asked.plain(0, "period"), asked.definite(0, "period"))
    assert tuple(each is not None for each in found) == (hit, plain, definite)
    assert asked.hit(0, "month") is None


def test_words_of_a_set_are_found_as_written() -> None:
    asked = view("ومنذ منذ السنوات ت غ")
    assert asked.says(1, "since") and asked.skip(1, "since") == 2
    assert not asked.says(0, "since") and asked.skip(0, "since") == 0
    assert asked.behind(1, "since") and not asked.behind(1, "since", joined="ف")
    assert asked.shape(2, "plural") and not asked.says(2, "plural")
    assert asked.past(3, "greenwich") == 5 and asked.past(2, "greenwich") == 2


def test_beyond_the_text_there_is_nothing() -> None:
    asked = view("أمس")
    for i in (-1, 1):
        assert asked.hit(i) is None and asked.word(i) is None and asked.count(i) is None
        assert not asked.says(i, "of") and asked.opener(i) == "" and not asked.shape(i, "dual")


@pytest.mark.parametrize(
    ("key", "found"), [("مقرر", True), ("والمقرر", True), ("كالمقرر", False), ("مقررات", False)]
)
def test_nouns_of_a_set_are_found_behind_all_but_a_comparison(key: str, found: bool) -> None:
    assert is_noun_of(key, "future") is found


def test_spellings_of_the_press_are_words_of_a_set() -> None:
    assert {"ليلة", "ليله"} == word_set("night")
    assert word_set("night", "of") == {"ليلة", "ليله", "من"}


def test_two_date_words_without_their_space_are_two() -> None:
    assert [token.key for token in view("الأسبوعالماضي الأسبوعية").tokens] == [
        *("الاسبوع", "الماضي", "الاسبوعية"),
    ]
