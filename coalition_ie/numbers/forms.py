"""Ordinals and fractions, as rules of the grammar of `coalition_ie.numbers.grammar`.

After Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15.2 and 15.3. An
ordinal is a unit with its ten or tens (الخامس والعشرون), behind which a hundred may stand
(بعد المئة). A fraction is one of its own words (نصف، ثلثا), a number and a plural (ثلاثة أرباع), or
stands in digits. The fifth, seventh, eighth, ninth and tenth are written as five, seven, a price,
nine and ten are; what follows tells: five counts an indefinite plural (خمس قرى), of a definite noun
there is a fifth (خمس الناتج), as the number that counts what is definite stands behind it
(القرى الخمس). A noun that is measured and not counted is enough (خمس مساحة البلاد).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.lexicon import listed
from coalition_ie.arabic.normalise import fold
from coalition_ie.numbers.digits import digits_value
from coalition_ie.numbers.words import NumberTokens, Term, number_table, word_set
from coalition_ie.numbers.written import slash

_OF_ANYTHING = (5, 10)


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
        second = value == 2 and hit.entry.role == "ordinal_with_article"
        if second and before in word_set("percent") and words.key(i - 2) in word_set("measured"):
            return None  # متر في الثانية
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
    """``fraction := 3/4 | نصف | ثلثا | خمس السكان | number أرباع``."""
    if (written := slash(words, i)) is not None:
        return written
    hit = words.hit(i)
    role, value = hit.entry if hit is not None else ("", 0)
    if role.startswith("fraction") and role != "fraction_plural":
        dual = role == "fraction_dual" or (role != "fraction" and words.governs(i))
        return Term(Fraction(1 + dual, value), i + 1)
    if (part := part_of_whole(words, i)) is not None:
        return part
    parts = words.plain(i + 1, "fraction_plural")
    digits = digits_value(words.key(i)) if words.kind(i) == "digits" else None
    many = value if role == "unit" else digits
    if parts is None or not isinstance(many, int) or many < 3:
        return None
    return Term(Fraction(many, parts.entry.value), i + 2)


@cache
def _parts() -> dict[str, Fraction]:
    """The words of parts that are written as others are."""
    rows = number_table()["word"]
    return {
        word: Fraction(many, int(of))
        for many, role in ((1, "part"), (2, "part_dual"))
        for of, words in rows[role].items()
        for word in fold(words).split()
    }


def part_of_whole(words: NumberTokens, i: int) -> Term | None:
    """``خمس السكان``, ``خمسا المساحة``; سبع، ثمن، تسع only of what is measured: ثمن is a price."""
    hit = words.hit(i)
    if hit is None or hit.article or not words.reads("part"):
        return None
    value = _parts().get(hit.bare(words.key(i)))
    noun = words.key(i + 1)
    if value is None or words.kind(i + 1) != "word":
        return None
    if noun.removeprefix(ARTICLE) in word_set("unpriced" if value.denominator == 8 else "wholes"):
        return Term(value, i + 1)
    counted = noun in word_set("own_alef_lam") | word_set("counted_though_definite")
    definite = noun.startswith(ARTICLE) and not counted and words.hit(i + 1, "ordinal") is None
    return Term(value, i + 1) if definite and value.denominator in _OF_ANYTHING else None
