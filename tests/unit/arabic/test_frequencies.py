"""What the counts show of a word."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.frequencies import LEAST, count, counts, is_imperfect, is_noun


def test_the_list_holds_nothing_rarer_than_it_says() -> None:
    assert min(counts().values()) >= LEAST
    assert count("بغداد") > count("الرمادي") > 0
    assert count("بغدادد") == 0


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("تنظيم", True),
        ("جيش", True),
        ("لقاء", True),
        ("تنفذ", False),
        ("قال", False),
        ("في", False),
    ],
)
def test_nouns_take_the_article(word: str, noun: bool) -> None:
    assert is_noun(word) is noun


@pytest.mark.parametrize(
    ("word", "imperfect"),
    [("يبحث", True), ("تبحث", True), ("يبحثون", True), ("تمكن", False), ("تسلمت", False)],
)
def test_verbs_of_the_imperfect_live_behind_their_prefixes(word: str, imperfect: bool) -> None:
    assert is_imperfect(word) is imperfect
