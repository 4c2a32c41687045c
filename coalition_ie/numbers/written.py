"""Numbers in digits with what belongs to them: a decimal sign before them, a fraction, a power.

``.5`` and ``٫٥``, ``1e6`` and ``3×10^8`` (powers of ten as ISO 80000-1 and programs write them),
``1/2``, ``1 3/4`` and ``½`` (Unicode, number forms), ``10K``. Where digits with a slash may be a
day and a month, a score or a place in a book, only what is plainly a fraction is read: behind a
whole (1 3/4), alone in its line, or before that of which it is a part (3/4 السكان).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import cache

from coalition_ie.arabic.characters import ARTICLE, DASHES
from coalition_ie.arabic.lexicon import months, spellings
from coalition_ie.numbers.digits import Value, digits_value, whole
from coalition_ie.numbers.names import is_name
from coalition_ie.numbers.signs import is_value
from coalition_ie.numbers.words import NumberTokens, Term, number_table, word_set

_MILLION = 1_000_000
_PARTS = frozenset((*range(2, 13), 16, 20, 24, 25, 32, 50, 64, 100, 1000))
"""Denominators in use; of others (60/70) the digits are the ends of a range."""
_MOST_WHOLES = 1000  # before a fraction (1 3/4)
_TWELVE = 12  # the highest denominator that follows a numerator one below
_HIGHEST_POWER = 30  # of ten, as many as the digits that are read
_POINTS = frozenset(".\u066b")
_SLASHES = frozenset("/\u2044\u2215")
_TIES = _SLASHES | DASHES | frozenset(":._")
_TIMES = frozenset("×*")
_PLUS_MINUS = {"+": 1, "-": -1, "−": -1, "": 1}
_EXPONENT = re.compile(r"[eE](\d{1,2})")
_SUPERSCRIPTS = {sign: unicodedata.normalize("NFKC", sign) for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"}
_SCREENS = frozenset(("4K", "8K"))


def begins(words: NumberTokens, i: int) -> bool:
    """Whether digits, a decimal sign before some or the sign of a fraction stand at ``i``."""
    if words.kind(i) == "sign":
        return _after_point(words, i) is not None or _vulgar(words.key(i)) is not None
    return words.kind(i) == "digits"


def digits(words: NumberTokens, i: int) -> Term | None:
    """``[.] digits [power | letter | fraction]`` that name nothing."""
    if is_name(words, i):
        return None
    term = _after_point(words, i) or _plain(words, i)
    if term is None:
        return None
    term = _and_fraction(words, _with_letter(words, power(words, term)))
    latin = words.kind(term.stop) == "latin" and words.glued(term.stop)
    named = latin and words.key(term.stop) not in word_set("units")
    return None if named else term  # 5G, 3D


def _plain(words: NumberTokens, i: int) -> Term | None:
    """Digits with signs between them; before a scale word 1.250 has a decimal sign."""
    if words.kind(i) != "digits":
        return None
    big = words.plain(i + 1, "scale", "scale_dual_or_accusative")
    million = big is not None and big.entry.value >= _MILLION
    value = digits_value(words.key(i), decimal=million)
    return None if value is None else Term(value, i + 1)


def _after_point(words: NumberTokens, i: int) -> Term | None:
    """``٫٥``, and ``.5`` where it is plainly a value: full stops stray before digits."""
    sign, digits = words.key(i), words.key(i + 1)
    if sign not in _POINTS or not (words.glued(i + 1) and digits.isdigit()):
        return None
    if words.touching(i) and words.kind(i - 1) != "sign":
        return None
    first = i - words.touching(i)  # a minus before it, or a bracket
    if sign == "." and (words.kind(i - 1) == "digits" or not is_value(words, first, i + 2)):
        return None
    value = digits_value(f"0.{digits}")
    return None if value is None else Term(value, i + 2)


def power(words: NumberTokens, term: Term) -> Term:
    """``1e6``, ``3×10^8``, ``10⁶``: the term times a power of ten."""
    stop = term.stop
    if not words.reads("power"):
        return term
    if words.kind(stop) == "latin" and words.glued(stop):
        raised = _exponent(words, stop)
    elif words.key(stop) in _TIMES and words.key(stop + 1) == "10":
        raised = _raised(words, stop + 2)
    elif words.key(stop - 1) == "10" and term.value == 10:
        raised = _raised(words, stop)
        term = term._replace(value=1)
    else:
        return term
    if raised is None or abs(raised[0]) > _HIGHEST_POWER:
        return term if term.value != 1 else Term(10 if words.key(stop - 1) == "10" else 1, stop)
    return Term(_shifted(term.value, raised[0]), raised[1])


def _shifted(value: Value, places: int) -> Value:
    """``value`` times ten to the power of ``places``."""
    sign, digits, exponent = Decimal(str(value)).as_tuple()
    return whole(Decimal((sign, digits, int(exponent) + places)))


def _exponent(words: NumberTokens, i: int) -> tuple[int, int] | None:
    """The power that ``e6`` or ``e-3`` says at ``i``, and the token behind it."""
    if (said := _EXPONENT.fullmatch(words.key(i))) is not None:
        return int(said[1]), i + 1
    sign, digits = words.key(i + 1), words.key(i + 2)
    tied = words.glued(i + 1) and words.glued(i + 2) and sign in _PLUS_MINUS
    if words.key(i) not in ("e", "E") or not tied or not _is_short(digits):
        return None
    return _PLUS_MINUS[sign] * int(digits), i + 3


def _raised(words: NumberTokens, i: int) -> tuple[int, int] | None:
    """The power behind ten, ``^6``, ``^-6`` or ``⁶``, and the token behind it."""
    if not words.glued(i):
        return None
    stop, said = i, ""
    while words.glued(stop) and words.key(stop) in _SUPERSCRIPTS and len(said) < 2:
        said, stop = said + _SUPERSCRIPTS[words.key(stop)], stop + 1
    if said:
        return int(said), stop
    at = i + 1 + (words.key(i + 1) in ("-", "−"))
    if words.key(i) != "^" or not words.glued(at) or not _is_short(words.key(at)):
        return None
    return (int(words.key(at)) if at == i + 1 else -int(words.key(at))), at + 1


def _is_short(digits: str) -> bool:
    return digits.isdigit() and len(digits) <= 2


def _with_letter(words: NumberTokens, term: Term) -> Term:
    """``10K``: a letter that multiplies; 4K is a screen."""
    stop = term.stop
    letter = words.key(stop) if words.kind(stop) == "latin" and words.glued(stop) else ""
    times = number_table()["letter"].get(letter) if words.reads("letter") else None
    if times is None or words.key(stop - 1) + letter in _SCREENS:
        return term
    return Term(whole(term.value * times), stop + 1, times)


def _and_fraction(words: NumberTokens, term: Term) -> Term:
    """``1 3/4``, ``1½``: a whole and the fraction right behind it."""
    if not isinstance(term.value, int) or term.value >= _MOST_WHOLES or term.scale > 1:
        return term
    if not words.near(term.stop) or not words.reads("slash"):
        return term
    part = _sign_or_slash(words, term.stop)
    return term if part is None else Term(whole(term.value + Fraction(part.value)), part.stop)


def slash(words: NumberTokens, i: int) -> Term | None:
    """``½``, and ``3/4`` where it is plainly a fraction."""
    part = _sign_or_slash(words, i) if words.reads("slash") else None
    if part is None or part.stop == i + 1:
        return part
    before = words.key(i - 1)
    if words.among(i - 1 - (before in (":", "(")), word_set("no_slash_behind")):
        return None
    added = before == "و" and words.kind(i - 2) == "digits" and words.key(i - 3) not in _SLASHES
    alone = before not in ("(", "[") and is_value(words, i, part.stop)
    return part if added or alone or _is_of(words, part.stop) else None


def _sign_or_slash(words: NumberTokens, i: int) -> Term | None:
    """``½`` or ``3/4`` at ``i``: a proper fraction, tied to nothing else."""
    if (value := _vulgar(words.key(i))) is not None:
        return Term(value, i + 1)
    many, of = words.key(i), words.key(i + 2)
    if words.key(i + 1) not in _SLASHES or not (words.glued(i + 1) and words.glued(i + 2)):
        return None
    if not (many.isdigit() and of.isdigit()) or many[0] == "0" or of[0] == "0":
        return None
    after = words.glued(i + 3) and words.key(i + 3) in _TIES and words.kind(i + 4) == "digits"
    tied = after or (words.glued(i) and words.key(i - 1) in _TIES)
    if tied or len(of) > 4 or int(of) not in _PARTS or not int(many) < int(of):
        return None
    if int(of) > _TWELVE and int(of) - int(many) == 1:
        return None  # 15/16 عاما
    return Term(Fraction(int(many), int(of)), i + 3)


def _is_of(words: NumberTokens, i: int) -> bool:
    """Whether that of which there is a part begins at ``i``: السكان، كوب، من السكان."""
    key = words.key(i)
    if words.kind(i) != "word" or key in word_set("no_slash_before") | _months():
        return key in word_set("units")
    return not key.startswith("و") and not (key[0] in "لفب" and key[1:].startswith(ARTICLE))


@cache
def _vulgar(sign: str) -> Fraction | None:
    """The value of a sign such as ½, None for any other."""
    over, slash, under = unicodedata.normalize("NFKC", sign).partition("\u2044")
    if len(sign) != 1 or not slash or not (over.isdigit() and under.isdigit()):
        return None
    return Fraction(int(over), int(under)) or None


@cache
def _months() -> frozenset[str]:
    """Names of months of one word, before which digits are days."""
    return frozenset(spellings(" ".join(months()["month"].values())))
