"""Ordinals and fractions, as rules of the grammar of `coalition_ie.numbers.grammar`.

After Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15.2 and 15.3. An
ordinal is a unit with its ten or tens (الخامس والعشرون), behind which a hundred may stand
(بعد المئة). A fraction is one of its own words (نصف، ثلثا) or a number and a plural (ثلاثة أرباع).
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.lexicon import listed
from coalition_ie.numbers.digits import Value, digits_value
from coalition_ie.numbers.words import NumberTokens, word_set


class Term(NamedTuple):
    """A value, the token behind the words that say it, and the scale word that closes them."""

    value: Value
    stop: int
    scale: int = 1


def ordinal(words: NumberTokens, i: int) -> Term | None:
    """``ordinal := unit [عشر | و tens] [بعد hundreds]``, all with the article or all without."""
    hit = words.hit(i, "ordinal", "ordinal_with_article")
    if hit is None or (hit.entry.role == "ordinal_with_article" and not hit.article):
        return None
    value, stop = hit.entry.value, i + 1
    tens = words.hit(j := words.joined(stop), "tens")
    if value < 10 and words.plain(stop, "ten"):
        value, stop = value + 10, stop + 1
    elif value < 10 and tens is not None and tens.article == hit.article:
        value, stop = value + tens.entry.value, j + 1
    if value == 1 and hit.bare(words.key(i)) in word_set("ordinal_in_compound"):
        return None
    if value < 3:  # كانون الأول، أمس الأول، أول من أمس tell no rank
        after = words.key(stop + (words.key(stop) in word_set("out_of")))
        before = words.key(i - 1).removeprefix("و")
        if after in word_set("named_after") or before in word_set("named_before"):
            return None
    if words.key(stop) in word_set("ordinal_of_hundred") and (
        more := words.plain(stop + 1, "hundred", "scale")
    ):
        value, stop = value + more.entry.value, stop + 2
    return Term(value, stop)


def numbers_a_noun(words: NumberTokens, i: int) -> bool:
    """Whether the number at ``i`` is definite behind a numbered noun: القرن العشرون."""
    if words.kind(i) == "digits":
        i -= 1
        if words.key(i) != ARTICLE or not words.glued(i + 1):
            return False
    elif not words.article(i):
        return False
    before = words.find(listed(word_set("numbered")), i - 1)
    return before is not None and before.article


def fraction(words: NumberTokens, i: int) -> Term | None:
    """``fraction := نصف | ثلثا | number أرباع``."""
    hit = words.hit(i)
    role, value = hit.entry if hit is not None else ("", 0)
    if role == "fraction":
        return Term(Fraction(1, value), i + 1)
    if role == "fraction_dual":
        return Term(Fraction(2, value), i + 1)
    if role == "fraction_dual_or_accusative":
        return Term(Fraction(1 + words.governs(i), value), i + 1)
    parts = words.plain(i + 1, "fraction_plural")
    digits = digits_value(words.key(i)) if words.kind(i) == "digits" else None
    many = value if role == "unit" else digits
    if parts is None or not isinstance(many, int) or many < 3:
        return None
    return Term(Fraction(many, parts.entry.value), i + 2)
