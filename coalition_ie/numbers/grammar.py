"""The grammar of Arabic numbers over tokens.

After Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15: a number is a chain
of terms joined by و in falling scale, a term is a group below a thousand and the scale word it
multiplies, a group is hundreds and what is below a hundred, units before tens. The words stand in
``numbers.toml``, with an example of each rule; the engine knows only the parts they play. Ordinals
and fractions are in `coalition_ie.numbers.forms`, digits in `written`, signs in `signs`, what is no
number in `names`.

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
from typing import Literal, NamedTuple, get_args

from coalition_ie.arabic.characters import ARTICLE, DASHES
from coalition_ie.numbers.digits import Value, whole
from coalition_ie.numbers.forms import fraction, numbers_a_noun, ordinal
from coalition_ie.numbers.names import is_safar
from coalition_ie.numbers.signs import share, share_of, sign
from coalition_ie.numbers.words import NumberTokens, Term, word_set
from coalition_ie.numbers.written import begins, digits

Kind = Literal["cardinal", "ordinal", "fraction", "percent", "permille"]
"""What a number does: it counts, tells a rank, a part of one, of a hundred or of a thousand."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The values of `Kind`."""

_HUNDREDS = ("hundred", "hundred_in_compound")
_SCALES = ("scale", "dozen")
_LEAST_SCALE = 1000  # that takes what is below it: a dozen takes nothing


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
        said = share(words, found.stop)
        i = found.stop + (0 if said is None else said[1])


def _number(words: NumberTokens, i: int) -> Found | None:
    """``number := ordinal | [sign] (fraction | term (و term)*)``, the terms in falling scale."""
    hit = words.hit(i)
    if hit is None and not begins(words, i):
        return None
    cut, article = 0 if hit is None else hit.cut, words.article(i)
    if (rank := ordinal(words, i)) is not None:
        return Found(i, rank.stop, rank.value, "ordinal", 1, cut, article)
    chain = _chain(words, i)
    kind: Kind = "cardinal"
    if chain is None:
        kind, chain = "fraction", _part(words, i)
    elif chain.stop == i + 1 and _needs_company(words, i):
        chain = None
    elif (hundredth := _hundredth(words, i, chain)) is not None:
        kind, chain = "ordinal", hundredth
    elif numbers_a_noun(words, i):
        kind = "ordinal"
    if chain is None:
        return None
    kind = share_of(words, i, chain.stop) or kind
    found = Found(i, chain.stop, chain.value, kind, chain.scale, cut, article)
    if factor := sign(words, i, chain.stop):
        return found._replace(first=i - 1, value=factor * chain.value, cut=0)
    return found


def _part(words: NumberTokens, i: int) -> Term | None:
    """``نصف السكان``: a fraction of what is no scale word."""
    part = fraction(words, i)
    # نصف نهائي: what follows makes a term or a name of it.
    return part if part and words.key(part.stop) not in word_set("no_fraction") else None


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
        return 0 < more.value < last.scale >= _LEAST_SCALE
    hundreds = last.value % (100 * last.scale) == 0
    return more.scale == last.scale and hundreds and more.value in (more.scale, 2 * more.scale)


def _term(words: NumberTokens, i: int) -> Term | None:
    """``term := (group | digits) [و fraction] scale* | scale+ | dual | fraction scale``."""
    hit = words.hit(i)
    role, value = hit.entry if hit is not None else ("", 0)
    if (part := fraction(words, i)) is not None:
        base = words.plain(part.stop, *_SCALES)
        if base is None:
            return None
        return Term(whole(part.value * base.entry.value), part.stop + 1, base.entry.value)
    if role in ("scale_dual", "scale_dual_or_accusative", "dozen_dual"):
        many = 1 + words.governs(i) if role == "scale_dual_or_accusative" else 2
        return _half(words, Term(many * value, i + 1, value))
    if role in _SCALES:
        return _half(words, _scaled(words, Term(value, i + 1, value)))
    start = _group(words, i)
    return start and _half(words, _scaled(words, _and_part(words, _point(words, start))))


def _scaled(words: NumberTokens, term: Term) -> Term:
    """The scale words right behind: خمسمئة ألف, ألف مليون, and once the same: ألف ألف."""
    scales = (*_SCALES, "scale_dual_or_accusative")
    while (hit := words.plain(term.stop, *scales)) and not hit.article:
        scale = hit.entry.value
        if _LEAST_SCALE <= scale < term.scale or (
            scale == term.scale > 1 and term.value >= scale * scale
        ):
            break
        term = Term(whole(term.value * scale), term.stop + 1, scale)
    return term


def _half(words: NumberTokens, term: Term) -> Term:
    """``مليون ونصف``, ``مليون ونصف المليون``: a part of the scale word before it."""
    part = fraction(words, words.joined(term.stop)) if term.scale > 1 else None
    if part is None:
        return term
    base = words.plain(part.stop, *_SCALES)
    if base is not None and base.entry.value != term.scale:
        return term
    if base is None and words.key(part.stop).startswith(ARTICLE):
        return term  # مليون وخمس المساحة: of something else
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
    if begins(words, i):
        return digits(words, i)
    hit = words.hit(i)
    if hit is None:
        return None
    value, stop = 0, i
    if hit.entry.role in _HUNDREDS:
        value, stop = hit.entry.value, i + 1
    elif hit.entry.role in ("unit", "unit_in_compound") and hit.entry.value >= 3:
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
    hit = words.hit(i, "unit", "unit_in_compound", "ten", "teen", "tens")
    if hit is None or (hit.entry.value == 0 and is_safar(words, i)):
        return None
    value = hit.entry.value
    if 0 < value < 10:
        if words.plain(i + 1, "ten"):
            return Term(value + 10, i + 2)
        if tens := words.hit(j := words.joined(i + 1), "tens"):
            return Term(value + tens.entry.value, j + 1)
    return Term(value, i + 1)


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
        return hit.entry.value != 200 or words.key(i + 1) not in word_set("measured")
    word = hit.bare(words.key(i))
    # الاثنين is Monday, التلات Tuesday; a bare plural scale (آلاف) is vague.
    day = hit.article and (hit.entry.value == 2 or word in word_set("weekday"))
    return word in word_set("scale_in_compound") or day


def _plus(value: Value, more: Value) -> Value:
    """The exact sum; a Decimal and a Fraction do not add of themselves."""
    return whole(Fraction(value) + Fraction(more))
