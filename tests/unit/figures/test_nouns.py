"""Counted nouns in all their forms."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.nouns import FigureTokens, counted_nouns, figure_tokens, figure_words


@pytest.mark.parametrize(
    ("form", "kind", "shape"),
    [
        ("جندي", "soldier", "singular"),
        ("جنديا", "soldier", "singular"),
        ("جنود", "soldier", "plural"),
        ("جنودها", "soldier", "possessed"),
        ("جنديين", "soldier", "dual"),
        ("مسلحين", "militant", "dual or plural"),
        ("مسلحو", "militant", "plural"),
        ("لواءي", "brigade", "dual"),
        ("كتيبه", "battalion", "singular"),
        ("كتيبتا", "battalion", "dual"),
        ("قناصته", "sniper", "possessed"),
        ("اعضاؤه", "member", "possessed"),
    ],
)
def test_forms_of_a_noun(form: str, kind: str, shape: str) -> None:
    hit = counted_nouns().find(form)
    assert hit is not None
    assert (hit.entry.kind, hit.entry.shape, hit.plain) == (kind, shape, True)


@pytest.mark.parametrize("word", ["جند", "سياره", "مدني"])
def test_other_nouns_are_not_counted(word: str) -> None:
    assert counted_nouns().find(word) is None


def test_the_unit_and_what_else_a_noun_needs() -> None:
    found = [counted_nouns().find(word) for word in ("جندي", "مدرب", "رجل", "كتيبه")]
    said = [(hit.entry.when, hit.entry.unit, hit.entry.feminine) for hit in found if hit]
    assert said == [
        ("always", "person", False),
        ("armed", "person", False),
        ("followed", "person", False),
        ("always", "battalion", True),
    ]


def test_a_number_is_parted_from_the_noun_that_it_is_glued_to() -> None:
    assert [token.key for token in figure_tokens(Reading("وصل خمسونجنديا"))][1:] == [
        "خمسون",
        "جنديا",
    ]


def test_a_text_is_asked_for_the_words_of_the_table() -> None:
    words = FigureTokens.of(Reading("غادر. قتل 12 منهم"))
    assert words.says(4, "pronoun", "behind")
    assert words.says(4, "others", "after", "total") is False
    assert words.stands(3, ("12", "منهم"))
    assert list(words.before(4, 9)) == [3, 2]
    assert list(words.before(4, 1)) == [3]
    assert figure_words("range", "to", "or") == {"الي", "حتي", "او"}
