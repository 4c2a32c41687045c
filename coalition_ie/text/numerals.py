"""Numbers in Arabic text: digits of three scripts, number words, and both together.

Words follow `coalition_ie.text.numeral_grammar`, digits `coalition_ie.text.digits`, which state
their sources and how ambiguous forms are settled. Nothing here needs torch.

Not read: numbers of more than thirty digits, vague plurals (عشرات، آلاف: see
`coalition_ie.text.quantities`), digits tied by a colon or slash (12:30, 20/1/2016), numbers that
are part of a name (كانون الأول, F-16), dialect (تلاتة).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition_ie.text.lookup import start_of
from coalition_ie.text.numeral_glued import number_tokens
from coalition_ie.text.numeral_grammar import Kind, Value, scan
from coalition_ie.text.numeral_signs import is_time_or_date
from coalition_ie.text.numeral_words import NumberTokens
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


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of ``text``, in order.

    >>> [(n.text, n.value) for n in find_numbers("وخمسمئة وستون جنديا و3 آلاف مقاتل")]
    [('خمسمئة وستون', 560), ('3 آلاف', 3000)]
    >>> found = find_numbers("الكتيبة الخامسة والعشرون، ثلثا السكان، 1,5 مليون")
    >>> [(n.value, n.kind) for n in found]
    [(25, 'ordinal'), (Fraction(2, 3), 'fraction'), (1500000, 'cardinal')]
    """
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    tokens = number_tokens(text)
    words = NumberTokens(tokens)
    for found in scan(tokens, words=words):
        if is_time_or_date(words, found.first, found.stop):
            continue
        start = start_of(text, tokens[found.first], cut=found.cut)
        end = tokens[found.stop - 1].end
        yield Number(
            start=start,
            end=end,
            text=text[start:end],
            value=found.value,
            kind=found.kind,
            scale=found.scale,
        )
