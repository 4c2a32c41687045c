"""Numbers in Arabic text: digits of three scripts, number words, and both together.

Words follow `coalition_ie.numbers.grammar`, digits `coalition_ie.numbers.digits`, which state
their sources and how ambiguous forms are settled. Nothing here needs torch.

Not read: numbers of more than thirty digits, vague plurals (عشرات، آلاف: see
`coalition_ie.figures.quantities`), digits tied by a colon or slash (12:30, 20/1/2016), numbers that
are part of a name (كانون الأول, F-16), dialect (تلاتة).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coalition_ie.arabic.lexicon import Lexicon
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import Token, start_of
from coalition_ie.numbers.digits import Value
from coalition_ie.numbers.grammar import Found, Kind, is_time_or_date, scan
from coalition_ie.numbers.words import NumberTokens, number_tokens
from coalition_ie.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Span):
    """A number and its exact value.

    ``value`` is an int wherever the value is whole, else a Decimal (2.5) or a Fraction (a third).
    ``kind`` is ``cardinal``, ``ordinal`` (الثالث), ``fraction`` (نصف السكان) or ``percent``, whose
    sign or words (في المئة) are outside the span. A minus is inside. ``scale`` is the scale word
    that closes the number (1000 in 31 ألف) and 1 without one: in ``20 و31 ألفا`` it holds for the
    first number too.
    """

    value: Value
    kind: Kind = "cardinal"
    scale: int = 1


def find_numbers(text: str | Reading, *, nouns: Lexicon[Any] | None = None) -> tuple[Number, ...]:
    """Every number of ``text``, in order.

    ``nouns`` are words from which a number glued to one is parted (خمسونجنديا).

    >>> [(n.text, n.value) for n in find_numbers("وخمسمئة وستون جنديا و3 آلاف مقاتل")]
    [('خمسمئة وستون', 560), ('3 آلاف', 3000)]
    >>> found = find_numbers("الكتيبة الخامسة والعشرون، ثلثا السكان، 1,5 مليون")
    >>> [(n.value, n.kind) for n in found]
    [(25, 'ordinal'), (Fraction(2, 3), 'fraction'), (1500000, 'cardinal')]
    """
    reading = Reading.of(text)
    words = NumberTokens(number_tokens(reading, nouns))
    return tuple(
        _number(reading.text, words.tokens, found)
        for found in scan(words)
        if not is_time_or_date(words, found.first, found.stop)
    )


def _number(text: str, tokens: Sequence[Token], found: Found) -> Number:
    start = start_of(text, tokens[found.first], cut=found.cut)
    end = tokens[found.stop - 1].end
    said, scale = text[start:end], found.scale
    return Number(start=start, end=end, text=said, value=found.value, kind=found.kind, scale=scale)
