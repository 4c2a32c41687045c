"""The grammar of Arabic number words over tokens.

After Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 15: a number is a chain
of terms joined by و in falling scale, a term is a group below a thousand and the scale word it
multiplies, a group is hundreds and what is below a hundred, units before tens. The words stand in
``numerals.toml``; the engine knows only the parts they play.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from coalition_ie.text.digits import digits_value, whole
from coalition_ie.text.lookup import DASHES, Hit, Token, bare
from coalition_ie.text.numeral_words import NumberWord, bare_plurals, number_words

Kind = Literal["cardinal", "ordinal", "percent"]
Value = int | Decimal | Fraction

_MILLION = 1_000_000
_AND_ONE = Hit(NumberWord("unit_in_compound", 1), "و", "", article=False, cut=1)


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
    joined: int
    """Index of the token behind the last و of the number, 0 without one."""


class _Term(NamedTuple):
    value: Value
    scale: int
    stop: int
    joined: int


def scan(tokens: Sequence[Token]) -> Iterator[Found]:
    """The numbers of a tokenised text as ranges of its tokens."""
    reader = _Reader(tokens)
    i = 0
    while i < len(tokens):
        found = reader.number(i)
        if found is None:
            i += 1
            continue
        yield found
        i = found.stop + reader.percent_length(found.stop)


class _Reader:
    """Recursive descent over the tokens; each method reads one rule of the grammar at ``i``."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        find = number_words().find
        self._hits = [find(token) if token.kind == "word" else None for token in tokens]
        for i, token in enumerate(tokens):
            # Folding makes one word of واحد and وأحد; before عشر it is the latter.
            if token.key == "واحد" and self._plain(i + 1, "ten"):
                self._hits[i] = _AND_ONE

    # --- tokens -----------------------------------------------------------------------------

    def _plain(self, i: int, *roles: str) -> Hit[NumberWord] | None:
        """The number word at ``i`` if it has no proclitic and one of the roles."""
        hit = self._hits[i] if i < len(self._hits) else None
        return hit if hit is not None and hit.plain and hit.entry.role in roles else None

    def _joined(self, i: int) -> int | None:
        """Where the number word goes on that و joins at ``i``: the same token or the next."""
        if i >= len(self._tokens):
            return None
        hit = self._hits[i]
        if hit is not None and hit.conjunction == "و" and not hit.preposition:
            return i
        if self._tokens[i].key == "و" and i + 1 < len(self._tokens):
            return i + 1
        return None

    def _is_digits(self, i: int) -> bool:
        return i < len(self._tokens) and self._tokens[i].kind == "digits"

    # --- rules ------------------------------------------------------------------------------

    def number(self, i: int) -> Found | None:
        """``number := ordinal | term (و term)*``, the terms in falling scale."""
        hit = self._hits[i]
        if hit is None and not self._is_digits(i):
            return None
        if hit is not None and hit.entry.role == "ordinal":
            return self._ordinal(i, hit)
        term = self._term(i)
        if term is None or (hit is not None and term.stop == i + 1 and self._needs_company(i)):
            return None
        value, joined, stop, least = term.value, term.joined, term.stop, term.scale
        while least > 1 and (j := self._joined(stop)) is not None:
            more = self._term(j)
            if more is None or more.scale >= least or not 0 < more.value < least:
                break
            if self._with_article(j) and not self._with_article(i):
                break
            value, stop, least, joined = _plus(value, more.value), more.stop, more.scale, j
        if self._signed(i):
            value = -value
        kind: Kind = (
            "percent" if self.percent_length(stop) or self._sign(i - 1, "%٪") else "cardinal"
        )
        cut = 0 if hit is None else hit.cut
        return Found(i, stop, value, kind, least, cut, self._with_article(i), joined)

    def _term(self, i: int) -> _Term | None:
        """``term := (group | digits) scale* | scale+ | dual scale | fraction scale``."""
        hit = self._hits[i] if i < len(self._hits) else None
        role = hit.entry.role if hit is not None else ""
        if hit is not None and role == "scale_dual":
            return self._half(_Term(2 * hit.entry.value, hit.entry.value, i + 1, 0))
        if hit is not None and role == "scale_dual_or_accusative":
            # ألفا جندي is the dual before its noun, ألفا ومئتا جندي the accusative singular.
            times = 2 if self._is_word(i + 1) and self._joined(i + 1) is None else 1
            return self._half(_Term(times * hit.entry.value, hit.entry.value, i + 1, 0))
        if hit is not None and role == "fraction":
            base = self._plain(i + 1, "scale")
            if base is None:
                return None
            value = _exact(Fraction(base.entry.value, hit.entry.value))
            return _Term(value, base.entry.value, i + 2, 0)
        if hit is not None and role == "scale":
            start: _Term | None = _Term(hit.entry.value, hit.entry.value, i + 1, 0)
        elif self._is_digits(i):
            start = self._digits(i)
        else:
            start = self._group(i)
        return None if start is None else self._half(self._scaled(start))

    def _scaled(self, term: _Term) -> _Term:
        """The scale words right behind: خمسمئة ألف, ألف مليون."""
        scales = ("scale", "scale_dual_or_accusative")
        while (hit := self._plain(term.stop, *scales)) and not hit.article:
            if term.scale > 1 and hit.entry.value <= term.scale:
                break
            value = _exact(term.value * hit.entry.value)
            term = _Term(value, hit.entry.value, term.stop + 1, term.joined)
        return term

    def _half(self, term: _Term) -> _Term:
        """``مليون ونصف``, ``مليون ونصف المليون``: a part of the scale word before it."""
        j = self._joined(term.stop) if term.scale > 1 else None
        hit = self._hits[j] if j is not None and j < len(self._hits) else None
        if j is None or hit is None or hit.entry.role != "fraction":
            return term
        stop = j + 1
        base = self._plain(stop, "scale")
        if base is not None:
            if base.entry.value != term.scale:
                return term
            stop += 1
        value = _plus(term.value, Fraction(term.scale, hit.entry.value))
        return _Term(value, term.scale, stop, j)

    def _group(self, i: int) -> _Term | None:
        """``group := hundreds [و below a hundred] | below a hundred``."""
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is None:
            return None
        value, stop = 0, i
        if hit.entry.role in ("hundred", "hundred_in_compound"):
            value, stop = hit.entry.value, i + 1
        elif hit.entry.role == "unit" and hit.entry.value >= 3:
            hundred = self._plain(i + 1, "hundred", "hundred_in_compound")
            if hundred is not None and hundred.entry.value == 100:
                value, stop = hit.entry.value * 100, i + 2
        if not value:
            return self._below_hundred(i)
        j = self._joined(stop)
        rest = self._below_hundred(j) if j is not None else None
        if rest is None or j is None or self._plain(rest.stop, "hundred"):
            return _Term(value, 1, stop, 0)
        return _Term(value + rest.value, 1, rest.stop, j)

    def _below_hundred(self, i: int) -> _Term | None:
        """``unit [عشر] | unit و tens | tens | ten``."""
        hit = self._hits[i] if i < len(self._hits) else None
        if hit is None or hit.entry.role not in ("unit", "unit_in_compound", "ten", "tens"):
            return None
        value = hit.entry.value
        if value < 10:
            if self._plain(i + 1, "ten"):
                return _Term(value + 10, 1, i + 2, 0)
            j = self._joined(i + 1)
            tens = self._hits[j] if j is not None and j < len(self._hits) else None
            if j is not None and tens is not None and tens.entry.role == "tens":
                return _Term(value + tens.entry.value, 1, j + 1, j)
        return _Term(value, 1, i + 1, 0)

    def _ordinal(self, i: int, hit: Hit[NumberWord]) -> Found | None:
        """``ordinal := الثالث | الثالث عشر | الثالث والعشرون``."""
        if not hit.article:
            return None
        value, stop = hit.entry.value, i + 1
        if value < 10 and self._plain(stop, "ten"):
            value, stop = value + 10, stop + 1
        elif value < 10 and (j := self._joined(stop)) is not None and j == stop:
            tens = self._hits[j]
            if tens is not None and tens.entry.role == "tens" and tens.article:
                value, stop = value + tens.entry.value, stop + 1
        return Found(i, stop, value, "ordinal", 1, hit.cut, True, 0)

    def _digits(self, i: int) -> _Term | None:
        before, token = self._tokens[i - 1] if i else None, self._tokens[i]
        if before is not None and before.end == token.start:
            # F16, إف-16: the digits name a thing, they do not count.
            behind = self._tokens[i - 2] if i > 1 else None
            dashed = before.key in DASHES and behind is not None and behind.end == before.start
            if before.kind == "latin" or (
                dashed
                and behind is not None
                and behind.kind in ("word", "latin")
                and not behind.key.endswith("ال")
            ):
                return None
        big = self._plain(i + 1, "scale", "scale_dual_or_accusative")
        value = digits_value(token.key, decimal=big is not None and big.entry.value >= _MILLION)
        return None if value is None else _Term(value, 1, i + 1, 0)

    # --- company ----------------------------------------------------------------------------

    def _needs_company(self, i: int) -> bool:
        hit = self._hits[i]
        if hit is None:
            return False
        if hit.entry.role in ("unit_in_compound", "hundred_in_compound"):
            return True
        word = bare(self._tokens[i], hit)
        # الاثنين is Monday; a bare plural scale (آلاف) is vague.
        return word in bare_plurals() or (hit.article and hit.entry.value == 2)

    def _with_article(self, i: int) -> bool:
        hit = self._hits[i]
        return hit is not None and hit.article

    def _is_word(self, i: int) -> bool:
        return i < len(self._tokens) and self._tokens[i].kind == "word"

    def _sign(self, i: int, signs: str) -> bool:
        return 0 <= i < len(self._tokens) and self._tokens[i].key in signs

    def _signed(self, i: int) -> bool:
        """A minus glued to the digits behind a space; at the head of a line it is a bullet."""
        if i < 2 or not self._is_digits(i) or not self._sign(i - 1, "-−"):
            return False
        before, sign, token = self._tokens[i - 2], self._tokens[i - 1], self._tokens[i]
        return before.kind == "word" and before.end < sign.start and sign.end == token.start

    def percent_length(self, i: int) -> int:
        """How many tokens at ``i`` say percent: ``%``, ``في المئة``, ``بالمئة``."""
        if self._sign(i, "%٪"):
            return 1
        j = i + 1 if i < len(self._tokens) and self._tokens[i].key == "في" else i
        hit = self._hits[j] if j < len(self._hits) else None
        if hit is None or hit.entry.value != 100 or not (hit.article or hit.preposition == "ب"):
            return 0
        return j + 1 - i if (j > i or hit.preposition == "ب") else 0


def _plus(value: Value, more: Value) -> Value:
    """The exact sum; a Decimal and a Fraction do not add of themselves."""
    return _exact(Fraction(value) + Fraction(more))


def _exact(value: Value) -> Value:
    """An int wherever the value is whole."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    return whole(value) if isinstance(value, Decimal) else value
