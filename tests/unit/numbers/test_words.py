"""Number words: proclitics, words that only look like them, and lost spaces."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.lexicon import Lexicon
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import tokenise
from coalition_ie.numbers.words import NumberTokens, number_tokens, number_words


def words_of(text: str) -> NumberTokens:
    return NumberTokens(tokenise(text))


@pytest.mark.parametrize(
    ("word", "role", "value", "cut"),
    [
        ("خمسون", "tens", 50, 0),
        ("وخمسون", "tens", 50, 1),
        ("فبالخمسين", "tens", 50, 2),
        ("للثلاثه", "unit", 3, 1),
        ("ستميه", "hundred", 600, 0),
        ("بست", "unit", 6, 1),
    ],
)
def test_a_number_word_behind_its_proclitics(word: str, role: str, value: int, cut: int) -> None:
    hit = number_words().find(word)
    assert hit is not None
    assert (*hit.entry, hit.cut) == (role, value, cut)


@pytest.mark.parametrize("word", ["جندي", "واد", "خمسينيات"])
def test_other_words_are_none(word: str) -> None:
    assert number_words().find(word) is None


def test_one_and_a_unit_joined_by_waw_are_told_apart_by_the_ten() -> None:
    alone, before_ten = words_of("واحد").hit(0), words_of("مئة وأحد عشر").hit(1)
    assert alone is not None
    assert before_ten is not None
    assert (alone.cut, before_ten.cut, before_ten.conjunction) == (0, 1, "و")


@pytest.mark.parametrize(
    ("text", "at", "six"),
    [
        ("بقي لست سنوات", 1, True),
        ("بقي لست السنوات", 1, False),
        ("ثمن لست وعشرين قرية", 1, True),
        ("كان لست منهم", 1, True),
        ("أنا لست منهم", 1, False),
        ("غادر. لست منهم", 2, False),
        ("ولست أدري", 0, False),
    ],
)
def test_six_behind_lam_and_the_verb(text: str, at: int, six: bool) -> None:
    assert (words_of(text).hit(at) is not None) == six


def test_what_waw_joins_and_what_a_dual_governs() -> None:
    words = words_of("ألفا دينار و ألفا وخمسة")
    assert [words.joined(i) for i in range(5)] == [-1, -1, 3, -1, 4]
    assert [words.governs(i) for i in (0, 3)] == [True, False]


@pytest.mark.parametrize(
    ("text", "parted", "with_nouns"),
    [
        ("عشرونألفا", ["عشرون", "الفا"], ["عشرون", "الفا"]),
        ("خمسونجنديا", ["خمسونجنديا"], ["خمسون", "جنديا"]),
        ("خمسونكتابا", ["خمسونكتابا"], ["خمسونكتابا"]),
        ("خمسون", ["خمسون"], ["خمسون"]),
    ],
)
def test_lost_spaces(text: str, parted: list[str], with_nouns: list[str]) -> None:
    nouns = Lexicon({"جنديا": ""})
    assert [token.key for token in number_tokens(Reading(text))] == parted
    assert [token.key for token in number_tokens(Reading(text), nouns)] == with_nouns
