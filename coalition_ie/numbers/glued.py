"""Numbers that lost the space to the next word: خمسونجنديا, ألفمقاتل, عشرونألفا.

Digits (560جنديا) and words in ة (ثلاثةجنود) the tokens hold apart already. What is left is settled
by closed lists: a number word whose rest is a number word or a counted noun, where the whole is
neither. A rest that is in no list stays glued.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from coalition_ie.arabic.lexicon import Lexicon
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import Token, parted
from coalition_ie.numbers.words import number_words

_ROLES = frozenset(
    ("unit", "ten", "tens", "hundred", "scale", "scale_dual", "scale_dual_or_accusative")
)
_LEAST = 3  # letters of either half: the shortest number words are ست and ألف
_LONGEST = 30
_NO_NOUNS: Lexicon[Any] = Lexicon({})


def number_tokens(reading: Reading, nouns: Lexicon[Any] | None = None) -> list[Token]:
    """The tokens of a text, number words parted from the number, or from one of ``nouns``.

    >>> [token.key for token in number_tokens(Reading("عشرونألفا"))]
    ['عشرون', 'الفا']
    >>> [token.key for token in number_tokens(Reading("خمسونجنديا"), Lexicon({"جنديا": ""}))]
    ['خمسون', 'جنديا']
    """
    return list(parted(reading.text, reading.tokens, _seam_before(nouns or _NO_NOUNS)))


@lru_cache(maxsize=4)
def _seam_before(nouns: Lexicon[Any]) -> Callable[[str], int]:
    """The function that finds the seam of a number word and another one or one of ``nouns``."""
    number, noun = number_words().find, nouns.find

    @remembered
    def seam(key: str) -> int:
        if not 2 * _LEAST <= len(key) <= _LONGEST or number(key) or noun(key):
            return 0
        for cut in range(len(key) - _LEAST, _LEAST - 1, -1):
            head, rest = number(key[:cut]), key[cut:]
            if head is None or head.entry.role not in _ROLES:
                continue
            second, counted = number(rest), noun(rest)
            follows = counted if second is None or second.entry.role not in _ROLES else second
            if follows is not None and follows.plain and not follows.article:
                return cut
        return 0

    return seam
