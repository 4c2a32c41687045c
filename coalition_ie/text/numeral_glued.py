"""Numbers that lost the space to the next word: خمسونجنديا, ألفمقاتل, عشرونألفا.

Digits (560جنديا) and words in ة (ثلاثةجنود) the tokens hold apart already. What is left is settled
by closed lists: a number word whose rest is a number word or a counted noun, where the whole is
neither. A rest that is in no list stays glued.
"""

from __future__ import annotations

from functools import lru_cache

from coalition_ie.text.counted_nouns import noun_at_key
from coalition_ie.text.lookup import Token, parted, tokenise
from coalition_ie.text.numeral_words import number_words

_ROLES = frozenset(
    ("unit", "ten", "tens", "hundred", "scale", "scale_dual", "scale_dual_or_accusative")
)
_LEAST = 3  # letters of either half: the shortest number words are ست and ألف
_LONGEST = 30


def number_tokens(text: str) -> list[Token]:
    """The tokens of ``text``, number words parted from the word they are glued to.

    >>> [token.key for token in number_tokens("وخمسونجنديا")]
    ['وخمسون', 'جنديا']
    """
    return list(parted(text, tokenise(text), _seam))


@lru_cache(maxsize=65536)
def _seam(key: str) -> int:
    """Where the second word begins in ``key``, 0 if it is one word."""
    if not 2 * _LEAST <= len(key) <= _LONGEST or number_words().find_key(key) or noun_at_key(key):
        return 0
    for cut in range(len(key) - _LEAST, _LEAST - 1, -1):
        head = number_words().find_key(key[:cut])
        if head is not None and head.entry.role in _ROLES and _is_word(key[cut:]):
            return cut
    return 0


def _is_word(key: str) -> bool:
    number, noun = number_words().find_key(key), noun_at_key(key)
    if number is not None and number.entry.role in _ROLES:
        return number.plain and not number.article
    return noun is not None and noun.plain and not noun.article
