"""Numbers that lost the space to the next word: خمسونجنديا, ألفمقاتل, عشرونألفا.

Digits (560جنديا) and words in ة (ثلاثةجنود) the tokens hold apart already. What is left is settled
by closed lists: a number word whose rest is a number word or a counted noun, where the whole is
neither. A rest that is in no list stays glued.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coalition_ie.arabic.lexicon import Hit, Lexicon
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import Token, parted
from coalition_ie.numbers.words import number_words

_ROLES = frozenset(
    ("unit", "ten", "tens", "hundred", "scale", "scale_dual", "scale_dual_or_accusative")
)
_LEAST = 3  # letters of either half: the shortest number words are ست and ألف
_LONGEST = 30


Seam = Callable[[str], int]
"""Where the second word begins in a word's key, 0 if it is one word."""


def number_tokens(reading: Reading, *, seam: Seam | None = None) -> list[Token]:
    """The tokens of a text, number words parted from the word they are glued to.

    ``seam`` is by default that between two number words; see `find_seam`.

    >>> [token.key for token in number_tokens(Reading("عشرونألفا"))]
    ['عشرون', 'الفا']
    """
    return list(parted(reading.text, reading.tokens, seam or _between_numbers))


def find_seam(key: str, nouns: Lexicon[Any] | None = None) -> int:
    """The seam behind a number word, before another one or one of ``nouns``.

    >>> find_seam("خمسونجنديا"), find_seam("خمسونجنديا", Lexicon({"جنديا": ""}))
    (0, 5)
    """
    if not 2 * _LEAST <= len(key) <= _LONGEST or number_words().find(key) or _noun(key, nouns):
        return 0
    for cut in range(len(key) - _LEAST, _LEAST - 1, -1):
        head = number_words().find(key[:cut])
        if head is not None and head.entry.role in _ROLES and _is_word(key[cut:], nouns):
            return cut
    return 0


@remembered
def _between_numbers(key: str) -> int:
    return find_seam(key)


def _noun(key: str, nouns: Lexicon[Any] | None) -> Hit[Any] | None:
    return None if nouns is None else nouns.find(key)


def _is_word(key: str, nouns: Lexicon[Any] | None) -> bool:
    number, noun = number_words().find(key), _noun(key, nouns)
    if number is not None and number.entry.role in _ROLES:
        return number.plain and not number.article
    return noun is not None and noun.plain and not noun.article
