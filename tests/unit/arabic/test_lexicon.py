"""Closed lists, with and without proclitics, and the tables that they come from."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.lexicon import Lexicon, RoleWord, listed, months, role_words, spellings

LIST = Lexicon({"خمسون": 50, "واحد": 1, "لواء": 0})


@pytest.mark.parametrize(
    ("key", "bare", "plain"),
    [
        ("خمسون", "خمسون", True),
        ("الخمسون", "خمسون", True),
        ("وخمسون", "خمسون", False),
        ("وبالخمسون", "خمسون", False),
        ("للخمسون", "خمسون", False),
        ("للواء", "لواء", False),  # the article before lam: two lams, not three
        ("واحد", "واحد", True),  # its own و wins over a conjunction
    ],
)
def test_a_word_is_found_behind_its_proclitics(key: str, bare: str, plain: bool) -> None:
    hit = LIST.find(key)
    assert hit is not None
    assert (hit.bare(key), hit.plain) == (bare, plain)


@pytest.mark.parametrize("key", ["", "خمس", "سخمسون", "الوخمسون"])
def test_what_is_no_proclitic_hides_the_word(key: str) -> None:
    assert LIST.find(key) is None


def test_the_press_spells_endings_in_two_ways() -> None:
    assert list(spellings("ثلاثة أنباء جندي")) == ["ثلاثة", "ثلاثه", "انباء", "انبا", "جندي"]


def test_the_first_row_that_has_a_word_gives_its_role() -> None:
    words = role_words([("unit", {"3": "ثلاثة"}), ("part", {"any": "ثلاثة مطلع"})])
    assert words.find("ثلاثة") == (RoleWord("unit", 3), "", "", False, 0)
    assert words.find("مطلع") == (RoleWord("part", "any"), "", "", False, 0)


def test_a_list_of_words_is_asked_for_membership_alone() -> None:
    assert listed(frozenset({"عام"})).find("العام") is not None


def test_every_month_has_a_name() -> None:
    two = {n for names in months()["of_two"]["gregorian"].values() for n in names.values()}
    assert {int(n) for n in months()["month"]} | two == set(range(1, 13))
