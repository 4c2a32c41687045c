"""The grammar of Arabic numbers over tokens.

After Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15: a number is a chain
of terms joined by و in falling scale, a term is a group below a thousand and the scale word it
multiplies, a group is hundreds and what is below a hundred, units before tens. The words stand in
``numbers.toml``, with an example of each rule; the engine knows only the parts they play. Ordinals
and fractions are in `coalition_ie.numbers.forms`.

Where the grammar leaves two readings, one rule each:

- A dual in ا (ألفا، ثلثا) is the dual before a word, the accusative singular before و and the end.
- خمسة وعشرين is 25; between the two ends that بين wants (بين خمسة وعشرين جنديا) it is 5 and 20,
  unless a third number follows (بين خمسة وعشرين وثلاثين) or من stands before (من بين).
- A number ends where the next one with و does not fall in scale (ألف وألفين: 1000 and 2000),
  but hundreds of thousands take one or two thousand more (مئة ألف وألفان: 102,000).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from coalition_ie.arabic.characters import ARTICLE, DASHES
from coalition_ie.numbers.digits import Value, digits_value, whole
from coalition_ie.numbers.forms import Term, fraction, numbers_a_noun, ordinal
from coalition_ie.numbers.words import NumberTokens, word_set

Kind = Literal["cardinal", "ordinal", "fraction", "percent"]

_MILLION = 1_000_000
_HUNDREDS = ("hundred", "hundred_in_compound")
_PERCENT = frozenset("%٪")
_MINUS = frozenset("-−")
_APART = frozenset(":/")


class Found(NamedTuple):
    """A number as a range of tokens ``[first, stop)``."""

    first: int
    stop: int
    value: Value
    kind: Kind
    scale: int
    cut: int
    """Characters of the first token's key that are proclitics."""
    article: bool


def scan(words: NumberTokens) -> Iterator[Found]:
    """The numbers of a tokenised text as ranges of its tokens."""
    i = 0
    while i < len(words.tokens):
        found = _number(words, i)
        if found is None:
            i += 1
            continue
        yield found
        i = found.stop + _percent_length(words, found.stop)


def _number(words: NumberTokens, i: int) -> Found | None:
    """``number := ordinal | fraction | [minus] term (و term)*``, the terms in falling scale."""
    hit = words.hit(i)
    if hit is None and words.kind(i) != "digits":
        return None
    cut, article = 0 if hit is None else hit.cut, words.article(i)
    if (rank := ordinal(words, i)) is not None:
        return Found(i, rank.stop, rank.value, "ordinal", 1, cut, article)
    if (chain := _chain(words, i)) is None:
        return _part(words, i, cut)
    if chain.stop == i + 1 and _needs_company(words, i):
        return None
    kind: Kind = "ordinal" if numbers_a_noun(words, i) else "cardinal"
    if _is_percent(words, i, chain.stop):
        kind = "percent"
    elif (hundredth := _hundredth(words, i, chain)) is not None:
        kind, chain = "ordinal", hundredth
    found = Found(i, chain.stop, chain.value, kind, chain.scale, cut, article)
    if _is_negative(words, i):
        return found._replace(first=i - 1, value=-chain.value, cut=0)
    return found


def _part(words: NumberTokens, i: int, cut: int) -> Found | None:
    """``نصف السكان``: a fraction of what is no scale word."""
    part = fraction(words, i)
    # نصف نهائي: what follows makes a term or a name of it.
    if part is None or words.key(part.stop) in word_set("no_fraction"):
        return None
    kind: Kind = "percent" if _is_percent(words, i, part.stop) else "fraction"
    return Found(i, part.stop, part.value, kind, 1, cut, words.article(i))


def _chain(words: NumberTokens, i: int) -> Term | None:
    """``term (و term)*``; its scale is that of the last term."""
    chain = _term(words, i)
    if chain is not None and (unit := _first_end(words, i, chain)) is not None:
        return unit
    last = chain
    while chain is not None and last is not None and chain.scale > 1:
        j = words.joined(chain.stop)
        more = _term(words, j)
        if more is None or not _falls(last, more):
            break
        if words.article(j) and not words.article(i):
            break
        chain, last = more._replace(value=_plus(chain.value, more.value)), more
    return chain


def _falls(last: Term, more: Term) -> bool:
    """Whether ``more`` may be added behind ``last``."""
    if more.scale < last.scale:
        return 0 < more.value < last.scale
    hundreds = last.value % (100 * last.scale) == 0
    return more.scale == last.scale and hundreds and more.value in (more.scale, 2 * more.scale)


def _term(words: NumberTokens, i: int) -> Term | None:
    """``term := (group | digits) [و fraction] scale* | scale+ | dual | fraction scale``."""
    hit = words.hit(i)
    role, value = hit.entry if hit is not None else ("", 0)
    if (part := fraction(words, i)) is not None:
        base = words.plain(part.stop, "scale")
        if base is None:
            return None
        return Term(whole(part.value * base.entry.value), part.stop + 1, base.entry.value)
    if role in ("scale_dual", "scale_dual_or_accusative"):
        many = 2 if role == "scale_dual" else 1 + words.governs(i)
        return _half(words, Term(many * value, i + 1, value))
    if role == "scale":
        return _half(words, _scaled(words, Term(value, i + 1, value)))
    start = _group(words, i)
    return start and _half(words, _scaled(words, _and_part(words, _point(words, start))))


def _scaled(words: NumberTokens, term: Term) -> Term:
    """The scale words right behind: خمسمئة ألف, ألف مليون, and once the same: ألف ألف."""
    scales = ("scale", "scale_dual_or_accusative")
    while (hit := words.plain(term.stop, *scales)) and not hit.article:
        scale = hit.entry.value
        if scale < term.scale or (scale == term.scale > 1 and term.value >= scale * scale):
            break
        term = Term(whole(term.value * scale), term.stop + 1, scale)
    return term


def _half(words: NumberTokens, term: Term) -> Term:
    """``مليون ونصف``, ``مليون ونصف المليون``: a part of the scale word before it."""
    part = fraction(words, words.joined(term.stop)) if term.scale > 1 else None
    if part is None:
        return term
    base = words.plain(part.stop, "scale")
    if base is not None and base.entry.value != term.scale:
        return term
    stop = part.stop + (base is not None)
    return Term(_plus(term.value, part.value * term.scale), stop, term.scale)


def _and_part(words: NumberTokens, term: Term) -> Term:
    """``ثلاثة ونصف``; not before what else the part may be of (خمسة ونصف المدينة)."""
    j = words.joined(term.stop)
    part = fraction(words, j)
    if part is None or words.article(j):
        return term
    definite = words.key(part.stop).startswith(ARTICLE)
    if definite and not words.plain(part.stop, "scale"):
        return term
    return Term(_plus(term.value, part.value), part.stop)


def _point(words: NumberTokens, term: Term) -> Term:
    """``خمسة فاصلة ثلاثة``."""
    if words.key(term.stop) not in word_set("point"):
        return term
    part = _group(words, term.stop + 1)
    if part is None or not isinstance(part.value, int) or not isinstance(term.value, int):
        return term
    return Term(Decimal(f"{term.value}.{part.value}"), part.stop)


def _group(words: NumberTokens, i: int) -> Term | None:
    """``group := digits | hundreds [و below a hundred] | below a hundred``."""
    if words.kind(i) == "digits":
        return _digits(words, i)
    hit = words.hit(i)
    if hit is None:
        return None
    value, stop = 0, i
    if hit.entry.role in _HUNDREDS:
        value, stop = hit.entry.value, i + 1
    elif hit.entry.role == "unit" and hit.entry.value >= 3:
        hundred = words.plain(i + 1, *_HUNDREDS)
        if hundred is not None and hundred.entry.value == 100:
            value, stop = hit.entry.value * 100, i + 2
    if not value:
        return _below_hundred(words, i)
    rest = _below_hundred(words, words.joined(stop))
    if rest is None or rest.value == 0 or words.plain(rest.stop, *_HUNDREDS):
        return Term(value, stop)
    return Term(value + rest.value, rest.stop)


def _below_hundred(words: NumberTokens, i: int) -> Term | None:
    """``unit [عشر] | unit و tens | tens | ten``."""
    hit = words.hit(i, "unit", "unit_in_compound", "ten", "tens")
    if hit is None or (hit.entry.value == 0 and _is_safar(words, i)):
        return None
    value = hit.entry.value
    if 0 < value < 10:
        if words.plain(i + 1, "ten"):
            return Term(value + 10, i + 2)
        if tens := words.hit(j := words.joined(i + 1), "tens"):
            return Term(value + tens.entry.value, j + 1)
    return Term(value, i + 1)


def _digits(words: NumberTokens, i: int) -> Term | None:
    """Digits that name nothing; before a scale word 1.250 has a decimal sign."""
    if _is_name(words, i):
        return None
    big = words.plain(i + 1, "scale", "scale_dual_or_accusative")
    million = big is not None and big.entry.value >= _MILLION
    value = digits_value(words.key(i), decimal=million)
    return None if value is None else Term(value, i + 1)


def _first_end(words: NumberTokens, i: int, term: Term) -> Term | None:
    """Five of بين خمسة وعشرين, if the number at ``i`` is the first end of a range."""
    if words.key(i - 1).removeprefix("و") not in word_set("range_openers"):
        return None
    unit, j = words.hit(i, "unit"), words.joined(i + 1)
    if unit is None or not words.hit(j, "tens") or words.key(i - 2) in word_set("out_of"):
        return None
    after = words.key(term.stop)
    if words.joined(term.stop) >= 0 or after in word_set("range_separators") | DASHES:
        return None
    return Term(unit.entry.value, i + 1)


def _hundredth(words: NumberTokens, i: int, chain: Term) -> Term | None:
    """``المئة والخامس والعشرون``: hundreds and an ordinal."""
    j = words.joined(chain.stop) if words.article(i) else -1
    rest = ordinal(words, j) if words.article(j) else None
    if rest is None or chain.value % 100 or rest.value >= 100:
        return None
    return Term(_plus(chain.value, rest.value), rest.stop)


def _needs_company(words: NumberTokens, i: int) -> bool:
    hit = words.hit(i)
    if hit is None:
        return False
    if hit.entry.role in ("unit_in_compound", "hundred_in_compound"):
        return True
    word = hit.bare(words.key(i))
    # الاثنين is Monday; a bare plural scale (آلاف) is vague.
    return word in word_set("scale_in_compound") or (hit.article and hit.entry.value == 2)


def _plus(value: Value, more: Value) -> Value:
    """The exact sum; a Decimal and a Fraction do not add of themselves."""
    return whole(Fraction(value) + Fraction(more))


def _percent_length(words: NumberTokens, i: int) -> int:
    """How many tokens at ``i`` say percent: ``%``, ``في المئة``, ``بالمئة``."""
    if words.key(i) in _PERCENT:
        return 1
    j = i + (words.key(i) in word_set("percent"))
    hit = words.hit(j)
    if hit is None or hit.entry.value != 100 or not (hit.article or hit.preposition == "ب"):
        return 0
    return j + 1 - i if (j > i or hit.preposition == "ب") else 0


def _is_percent(words: NumberTokens, i: int, stop: int) -> bool:
    """Whether the number ``[i, stop)`` has a percent sign or word on either side."""
    return _percent_length(words, stop) > 0 or words.key(i - 1) in _PERCENT


def _is_negative(words: NumberTokens, i: int) -> bool:
    """``سالب`` before a number, or a minus glued to digits; heading a line it is a bullet."""
    if words.key(i - 1) in word_set("minus"):
        return True
    if words.kind(i) != "digits" or words.key(i - 1) not in _MINUS or not words.glued(i):
        return False
    before = words.kind(i - 2) == "word" and not words.glued(i - 1)
    return before or words.key(i - 2) in ("و", "(")


def _is_name(words: NumberTokens, i: int) -> bool:
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


def _is_safar(words: NumberTokens, i: int) -> bool:
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
