"""What stands around digits and number words: percent, minus, and what makes them no number."""

from __future__ import annotations

from coalition_ie.arabic.characters import ARTICLE, DASHES
from coalition_ie.numbers.words import NumberTokens, word_set

_PERCENT = frozenset("%٪")
_MINUS = frozenset("-−")
_APART = frozenset(":/")


def percent_length(words: NumberTokens, i: int) -> int:
    """How many tokens at ``i`` say percent: ``%``, ``في المئة``, ``بالمئة``."""
    if words.key(i) in _PERCENT:
        return 1
    j = i + (words.key(i) in word_set("percent"))
    hit = words.hit(j)
    if hit is None or hit.entry.value != 100 or not (hit.article or hit.preposition == "ب"):
        return 0
    return j + 1 - i if (j > i or hit.preposition == "ب") else 0


def is_percent(words: NumberTokens, i: int, stop: int) -> bool:
    """Whether the number ``[i, stop)`` has a percent sign or word on either side."""
    return percent_length(words, stop) > 0 or words.key(i - 1) in _PERCENT


def is_negative(words: NumberTokens, i: int) -> bool:
    """``سالب`` before a number, or a minus glued to digits; heading a line it is a bullet."""
    if words.key(i - 1) in word_set("minus"):
        return True
    if words.kind(i) != "digits" or words.key(i - 1) not in _MINUS or not words.glued(i):
        return False
    before = words.kind(i - 2) == "word" and not words.glued(i - 1)
    return before or words.key(i - 2) in ("و", "(")


def is_name(words: NumberTokens, i: int) -> bool:
    """Whether the digits at ``i`` name a thing and do not count: F16, إف-16."""
    if not words.glued(i):
        return False
    if words.kind(i - 1) == "latin":
        return True
    if words.key(i - 1) not in DASHES or not words.glued(i - 1):
        return False
    before = words.key(i - 2)
    word = words.kind(i - 2) == "word" and before != "و" and not before.endswith(ARTICLE)
    return word or words.kind(i - 2) == "latin"


def is_safar(words: NumberTokens, i: int) -> bool:
    """Whether صفر is no zero but the month: beside digits (12 صفر 1437) or behind شهر."""
    beside = words.kind(i - 1) == "digits" or words.kind(i + 1) == "digits"
    return beside or words.key(i - 1).endswith(tuple(word_set("month")))


def is_time_or_date(words: NumberTokens, first: int, stop: int) -> bool:
    """Whether a colon or a slash ties the digits to others: 12:30, 20/1/2016, 2014/2015."""
    after = words.key(stop) in _APART and words.glued(stop) and words.glued(stop + 1)
    before = words.key(first - 1) in _APART and words.glued(first - 1) and words.glued(first)
    return (after and words.kind(stop + 1) == "digits") or (
        before and words.kind(first - 2) == "digits"
    )
