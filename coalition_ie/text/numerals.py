"""Numbers in Arabic text: digits of three scripts, number words, and both together.

Words follow `coalition_ie.text.numeral_grammar`, digits `coalition_ie.text.digits`, which state
their sources and how ambiguous signs are settled.

Not read: numbers of more than thirty digits, vague plurals (عشرات، آلاف: see
`coalition_ie.text.quantities`), fractions that multiply no scale word (نصف المدينة).
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition_ie.text.lookup import start_of, tokenise
from coalition_ie.text.numeral_grammar import Kind, Value, scan
from coalition_ie.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Span):
    """A number and its exact value.

    ``value`` is an int wherever the value is whole, else a Decimal (2.5) or a Fraction (a third
    of a million). ``kind`` is cardinal, ordinal (الثالث) or percent; a percent sign or في المئة
    is outside the span. ``scale`` is the scale word that closes the number (1000 in 31 ألف) and
    1 without one: in ``20 و31 ألفا`` it holds for the first number too.
    """

    value: Value
    kind: Kind = "cardinal"
    scale: int = 1


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of ``text``, in order.

    >>> [(n.text, n.value) for n in find_numbers("وخمسمئة وستون جنديا و3 آلاف مقاتل")]
    [('خمسمئة وستون', 560), ('3 آلاف', 3000)]
    """
    tokens = tokenise(text)
    numbers = []
    for found in scan(tokens):
        start = start_of(text, tokens[found.first], cut=found.cut)
        end = tokens[found.stop - 1].end
        if found.value < 0:
            start = tokens[found.first - 1].start
        numbers.append(
            Number(
                start=start,
                end=end,
                text=text[start:end],
                value=found.value,
                kind=found.kind,
                scale=found.scale,
            )
        )
    return tuple(numbers)
