"""Signs beside a number: what makes it negative or positive, percent or per mille.

A dash before digits is a minus, a bullet, part of a range or a score; what stands before and behind
it tells. Trailing signs (5-) are not read: in right-to-left text nothing tells them from a dash.
"""

from __future__ import annotations

from typing import Literal

from coalition_ie.arabic.tokens import LINE
from coalition_ie.numbers.words import NumberTokens, word_set

Share = Literal["percent", "permille"]
"""Of which whole a number tells the parts: a hundred or a thousand."""

_SHARES: dict[str, Share] = {"%": "percent", "٪": "percent", "‰": "permille", "؉": "permille"}
_WHOLES: dict[int, Share] = {100: "percent", 1000: "permille"}
_SIGNS = {"-": -1, "–": -1, "−": -1, "－": -1, "+": 1, "＋": 1}
_HYPHENS = frozenset("-–")  # may be bullets; the minus sign is nothing else
_LINE_ENDS = frozenset(("", LINE))
_OPENERS = frozenset("([{:=،,؛;|/<>≤≥≈~$€£")
_CLOSERS = frozenset(")]}،,؛;|")
_YEARS = range(1900, 2101)


def share(words: NumberTokens, i: int) -> tuple[Share, int] | None:
    """What is said at ``i``, ``%``, ``في المئة``, ``بالألف``, and in how many tokens."""
    if (signed := _SHARES.get(words.key(i))) is not None:
        return signed, 1
    j = i + (words.key(i) in word_set("percent"))
    hit = words.hit(j)
    if hit is None or not (hit.article or hit.preposition == "ب"):
        return None
    said = _WHOLES.get(hit.entry.value) if j > i or hit.preposition == "ب" else None
    if said is None or (said == "permille" and not hit.article):
        return None
    return said, j + 1 - i


def share_of(words: NumberTokens, i: int, stop: int) -> Share | None:
    """What a sign or words on either side of the number ``[i, stop)`` make of it."""
    behind = share(words, stop)
    return _SHARES.get(words.key(i - 1)) if behind is None else behind[0]


def is_value(words: NumberTokens, first: int, stop: int) -> bool:
    """Whether ``[first, stop)`` is a value by what stands around it.

    It is one where it is alone in its line, in brackets or in a cell, and before a unit, percent or
    a scale word.
    """
    after = words.key(stop)
    if share(words, stop) is not None or words.hit(stop, "scale", "scale_dual_or_accusative"):
        return True
    if after in word_set("measured") | word_set("units"):
        return True
    opened = words.key(first - 1) in _LINE_ENDS | _OPENERS
    return opened and after in _LINE_ENDS | _CLOSERS


def sign(words: NumberTokens, i: int, stop: int) -> int:
    """-1 or 1 where a minus or plus stands before the number ``[i, stop)``, else 0.

    It is ``سالب`` or ``موجب``, or a sign that touches digits, has a space or an opening sign before
    it, and stands between no two numbers.
    """
    before, j = words.key(i - 1), i - 2
    if not words.reads("sign") or _ends_a_number(words, j):
        return 0
    if before in word_set("minus") | word_set("plus"):
        return -1 if before in word_set("minus") else 1
    touching = words.kind(i) != "word" and words.glued(i)
    return _SIGNS.get(before, 0) if touching and _is_free(words, i, stop) else 0


def _is_free(words: NumberTokens, i: int, stop: int) -> bool:
    """Whether what stands before it lets the sign before ``[i, stop)`` be one."""
    hyphen, j = words.key(i - 1) in _HYPHENS, i - 2
    if words.touching(i - 1):
        return words.key(j) in _OPENERS or words.key(j) == "و"
    if hyphen and _is_dash(words, i, stop):
        return False
    if words.key(j) in _LINE_ENDS:  # a hyphen that heads a line is a bullet
        return not hyphen or is_value(words, i - 1, stop)
    return words.kind(j) in ("word", "latin") or words.key(j) in _OPENERS


def _is_dash(words: NumberTokens, i: int, stop: int) -> bool:
    """Whether the hyphen before ``[i, stop)`` is a dash: -1-, -2012م, صفر -1 1."""
    if words.key(stop) in _HYPHENS and words.glued(stop):
        return True
    if words.kind(stop) == "digits":
        return True
    digits = words.key(i)
    return len(digits) == 4 and digits.isdigit() and int(digits) in _YEARS


def _ends_a_number(words: NumberTokens, i: int) -> bool:
    """Whether the token at ``i`` is one of a number, so that a sign behind it joins two."""
    digits = words.kind(i) == "digits" or words.key(i) in _SHARES
    return digits or words.hit(i) is not None
