"""The grammar of Arabic numbers over tokens.

After Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15: a number is a chain
of terms joined by و in falling scale, a term is a group below a thousand and the scale word it
multiplies, a group is hundreds and what is below a hundred, units before tens. The words stand in
``numbers.toml``; the engine knows only the parts they play. Ordinals and fractions are in
`coalition_ie.numbers.forms`.

Where the grammar leaves two readings, one rule each:

- A dual in ا (ألفا، ثلثا) is the dual before a word, the accusative singular before و and the end.
- خمسة وعشرين is 25; between the two ends that بين wants (بين خمسة وعشرين جنديا) it is 5 and 20,
  unless a third number follows (بين خمسة وعشرين وثلاثين) or من stands before (من بين).
- A number ends where the next one with و does not fall in scale (ألف وألفين: 1000 and 2000),
  but hundreds of thousands take one or two thousand more (مئة ألف وألفان: 102,000).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from coalition_ie.arabic.characters import DASHES
from coalition_ie.arabic.tokens import Token
from coalition_ie.numbers.digits import digits_value, whole
from coalition_ie.numbers.forms import fraction, is_term, numbers_a_noun, ordinal
from coalition_ie.numbers.signs import (
    is_name,
    is_negative,
    is_percent,
    is_safar,
    percent_length,
)
from coalition_ie.numbers.words import NumberTokens, word_set

Kind = Literal["cardinal", "ordinal", "fraction", "percent"]
Value = int | Decimal | Fraction

_MILLION = 1_000_000
_HUNDREDS = ("hundred", "hundred_in_compound")


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


class _Term(NamedTuple):
    value: Value
    scale: int
    stop: int


def scan(tokens: Sequence[Token], *, words: NumberTokens | None = None) -> Iterator[Found]:
    """The numbers of a tokenised text as ranges of its tokens; ``words`` if they exist already."""
    words = NumberTokens(tokens) if words is None else words
    reader = _Reader(words)
    i = 0
    while i < len(tokens):
        found = reader.number(i)
        if found is None:
            i += 1
            continue
        yield found
        i = found.stop + percent_length(words, found.stop)


class _Reader:
    """Recursive descent over the tokens; each method reads one rule of the grammar at ``i``."""

    def __init__(self, words: NumberTokens) -> None:
        self._words = words

    # --- rules ------------------------------------------------------------------------------

    def number(self, i: int) -> Found | None:
        """``number := ordinal | fraction | [minus] term (و term)*``, the terms in falling scale."""
        words = self._words
        hit = words.hit(i)
        if hit is None and words.kind(i) != "digits":
            return None
        cut = 0 if hit is None else hit.cut
        if (rank := ordinal(words, i)) is not None:
            return Found(i, rank.stop, rank.value, "ordinal", 1, cut, words.article(i))
        chain = self._chain(i)
        if chain is None:
            return self._fraction(i, cut)
        if chain.stop == i + 1 and self._needs_company(i):
            return None
        kind = self._kind(i, chain)
        if kind != "percent" and (hundredth := self._hundredth(i, chain)) is not None:
            kind, chain = "ordinal", hundredth
        found = Found(i, chain.stop, chain.value, kind, chain.scale, cut, words.article(i))
        if is_negative(words, i):
            return found._replace(first=i - 1, value=-chain.value, cut=0)
        return found

    def _chain(self, i: int) -> _Term | None:
        """``term (و term)*``; its scale is that of the last term."""
        chain = self._term(i)
        if chain is not None and (unit := self._first_end(i, chain)) is not None:
            return unit
        last = chain
        while chain is not None and last is not None and chain.scale > 1:
            j = self._words.joined(chain.stop)
            more = self._term(j) if j >= 0 else None
            if more is None or not self._falls(last, more):
                break
            if self._words.article(j) and not self._words.article(i):
                break
            chain, last = more._replace(value=_plus(chain.value, more.value)), more
        return chain

    def _falls(self, last: _Term, more: _Term) -> bool:
        """Whether ``more`` may be added behind ``last``."""
        if more.scale < last.scale:
            return 0 < more.value < last.scale
        hundreds = last.value % (100 * last.scale) == 0
        return more.scale == last.scale and hundreds and more.value in (more.scale, 2 * more.scale)

    def _term(self, i: int) -> _Term | None:
        """``term := (group | digits) [و fraction] scale* | scale+ | dual | fraction scale``."""
        words = self._words
        hit = words.hit(i)
        role, value = hit.entry if hit is not None else ("", 0)
        if (part := fraction(words, i)) is not None:
            base = words.plain(part.stop, "scale")
            if base is None:
                return None
            return _Term(_exact(part.value * base.entry.value), base.entry.value, part.stop + 1)
        if role == "scale_dual":
            return self._half(_Term(2 * value, value, i + 1))
        if role == "scale_dual_or_accusative":
            return self._half(_Term((1 + words.governs(i)) * value, value, i + 1))
        if role == "scale":
            start: _Term | None = _Term(value, value, i + 1)
        else:
            start = self._digits(i) if words.kind(i) == "digits" else self._group(i)
            start = start and self._and_part(self._point(start))
        return start and self._half(self._scaled(start))

    def _scaled(self, term: _Term) -> _Term:
        """The scale words right behind: خمسمئة ألف, ألف مليون, and once the same: ألف ألف."""
        scales = ("scale", "scale_dual_or_accusative")
        while (hit := self._words.plain(term.stop, *scales)) and not hit.article:
            scale = hit.entry.value
            if scale < term.scale or (scale == term.scale > 1 and term.value >= scale * scale):
                break
            term = _Term(_exact(term.value * scale), scale, term.stop + 1)
        return term

    def _half(self, term: _Term) -> _Term:
        """``مليون ونصف``, ``مليون ونصف المليون``: a part of the scale word before it."""
        j = self._words.joined(term.stop) if term.scale > 1 else -1
        part = fraction(self._words, j) if j >= 0 else None
        if part is None:
            return term
        base = self._words.plain(part.stop, "scale")
        if base is not None and base.entry.value != term.scale:
            return term
        stop = part.stop if base is None else part.stop + 1
        return _Term(_plus(term.value, part.value * term.scale), term.scale, stop)

    def _and_part(self, term: _Term) -> _Term:
        """``ثلاثة ونصف``; not before what else the part may be of (خمسة ونصف المدينة)."""
        j = self._words.joined(term.stop)
        part = fraction(self._words, j) if j >= 0 else None
        if part is None or self._words.article(j):
            return term
        definite = self._words.key(part.stop).startswith("ال")
        if definite and not self._words.plain(part.stop, "scale"):
            return term
        return _Term(_plus(term.value, part.value), 1, part.stop)

    def _point(self, term: _Term) -> _Term:
        """``خمسة فاصلة ثلاثة``."""
        if self._words.key(term.stop) not in word_set("point"):
            return term
        i = term.stop + 1
        part = self._digits(i) if self._words.kind(i) == "digits" else self._group(i)
        if part is None or not isinstance(part.value, int) or not isinstance(term.value, int):
            return term
        return _Term(Decimal(f"{term.value}.{part.value}"), 1, part.stop)

    def _group(self, i: int) -> _Term | None:
        """``group := hundreds [و below a hundred] | below a hundred``."""
        words = self._words
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
            return self._below_hundred(i)
        rest = self._below_hundred(words.joined(stop))
        if rest is None or rest.value == 0 or words.plain(rest.stop, *_HUNDREDS):
            return _Term(value, 1, stop)
        return _Term(value + rest.value, 1, rest.stop)

    def _below_hundred(self, i: int) -> _Term | None:
        """``unit [عشر] | unit و tens | tens | ten``."""
        words = self._words
        hit = words.hit(i, "unit", "unit_in_compound", "ten", "tens")
        if hit is None or (hit.entry.value == 0 and is_safar(words, i)):
            return None
        value = hit.entry.value
        if 0 < value < 10:
            if words.plain(i + 1, "ten"):
                return _Term(value + 10, 1, i + 2)
            if tens := words.hit(j := words.joined(i + 1), "tens"):
                return _Term(value + tens.entry.value, 1, j + 1)
        return _Term(value, 1, i + 1)

    def _digits(self, i: int) -> _Term | None:
        if is_name(self._words, i):
            return None
        big = self._words.plain(i + 1, "scale", "scale_dual_or_accusative")
        million = big is not None and big.entry.value >= _MILLION
        value = digits_value(self._words.key(i), decimal=million)
        return None if value is None else _Term(value, 1, i + 1)

    def _fraction(self, i: int, cut: int) -> Found | None:
        """``نصف السكان``: a fraction of what is no scale word."""
        part = fraction(self._words, i)
        if part is None or is_term(self._words, part.stop):
            return None
        kind: Kind = "percent" if is_percent(self._words, i, part.stop) else "fraction"
        return Found(i, part.stop, part.value, kind, 1, cut, self._words.article(i))

    # --- readings ---------------------------------------------------------------------------

    def _first_end(self, i: int, term: _Term) -> _Term | None:
        """Five of بين خمسة وعشرين, if the number at ``i`` is the first end of a range."""
        words = self._words
        if words.key(i - 1).removeprefix("و") not in word_set("range", "openers"):
            return None
        unit, j = words.hit(i, "unit"), words.joined(i + 1)
        if unit is None or words.hit(j, "tens") is None or words.key(i - 2) == "من":
            return None
        after = words.key(term.stop)
        if words.joined(term.stop) >= 0 or after in word_set("range", "separators") | DASHES:
            return None
        return _Term(unit.entry.value, 1, i + 1)

    def _kind(self, i: int, chain: _Term) -> Kind:
        if is_percent(self._words, i, chain.stop):
            return "percent"
        return "ordinal" if numbers_a_noun(self._words, i) else "cardinal"

    def _hundredth(self, i: int, chain: _Term) -> _Term | None:
        """``المئة والخامس والعشرون``: hundreds and an ordinal."""
        j = self._words.joined(chain.stop) if self._words.article(i) else -1
        rest = ordinal(self._words, j) if j >= 0 and self._words.article(j) else None
        if rest is None or chain.value % 100 or rest.value >= 100:
            return None
        return _Term(_plus(chain.value, rest.value), 1, rest.stop)

    def _needs_company(self, i: int) -> bool:
        hit = self._words.hit(i)
        if hit is None:
            return False
        if hit.entry.role in ("unit_in_compound", "hundred_in_compound"):
            return True
        word = hit.bare(self._words.key(i))
        # الاثنين is Monday; a bare plural scale (آلاف) is vague.
        return word in word_set("scale_in_compound") or (hit.article and hit.entry.value == 2)


def _plus(value: Value, more: Value) -> Value:
    """The exact sum; a Decimal and a Fraction do not add of themselves."""
    return _exact(Fraction(value) + Fraction(more))


def _exact(value: Value) -> Value:
    """An int wherever the value is whole."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    return whole(value) if isinstance(value, Decimal) else value
