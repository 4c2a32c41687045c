"""Caches for functions of a word, bounded in bytes whatever a text holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_T = TypeVar("_T")

WORDS = 8192
"""Words that one function remembers."""

LONGEST = 32
"""Characters of the longest word remembered: with `WORDS` some three megabytes for a function of
short results. Longer strings are noise (addresses, base64) and do not come back."""


def remembered(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """``function`` with the results for its last `WORDS` words kept."""
    known = lru_cache(maxsize=WORDS)(function)

    @wraps(function)
    def of_word(word: str) -> _T:
        return known(word) if len(word) <= LONGEST else function(word)

    return of_word
