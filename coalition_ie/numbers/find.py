"""Numbers in Arabic text: digits of three scripts, number words, and both together.

Words follow `coalition_ie.numbers.grammar`, digits `coalition_ie.numbers.digits`, which state
their sources and how ambiguous forms are settled. Nothing here needs torch.

Not read: numbers of more than thirty digits, vague plurals (عشرات، آلاف: see
`coalition_ie.figures.quantities`), times and dates in digits (12:30, 20/1/2016), versions,
addresses and numbers to call, numbers that are part of a name (كانون الأول, F-16), Roman numerals,
a sign behind its digits (5-).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from coalition_ie.arabic.lexicon import Lexicon
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import Token, start_of
from coalition_ie.numbers.digits import Value
from coalition_ie.numbers.grammar import KINDS, Found, Kind, scan
from coalition_ie.numbers.names import is_apart
from coalition_ie.numbers.words import FORMS, Form, NumberTokens, number_tokens
from coalition_ie.ontology import one_of
from coalition_ie.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Span):
    """A number and its exact value.

    ``value`` is an int wherever the value is whole, else a Decimal (2.5) or a Fraction (a third).
    ``kind`` is ``cardinal`` (also 2.5 and three and a half), ``ordinal`` (الثالث), ``fraction``
    (نصف السكان، 3/4), ``percent`` or ``permille``, whose sign or words (في المئة) are outside the
    span. A minus or plus is inside, a unit outside. ``scale`` is the word or letter that closes the
    number (1000 in 31 ألف and 31K) and 1 without one: in ``20 و31 ألفا`` it holds for the first
    number too.
    """

    value: Value
    kind: Kind = "cardinal"
    scale: int = 1

    def to_dict(self) -> dict[str, Any]:
        """The number in JSON's types; ``exact`` is what `fractions.Fraction` reads.

        ``value`` is a whole number or the nearest that JSON's readers hold.

        >>> third = find_numbers("ثلث المبلغ")[0].to_dict()
        >>> third["value"], third["exact"]
        (0.3333333333333333, '1/3')
        """
        number = self.value if isinstance(self.value, int) else float(self.value)
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": number,
            "exact": str(self.value),
            "kind": self.kind,
            "scale": self.scale,
        }


def find_numbers(
    text: str | Reading,
    *,
    nouns: Lexicon[Any] | None = None,
    without: Collection[Kind | Form] = (),
) -> tuple[Number, ...]:
    """Every number of ``text``, in order.

    ``nouns`` are words from which a number glued to one is parted (خمسونجنديا). ``without`` names
    kinds that are left out and forms that are not read (`coalition_ie.numbers.words.Form`).

    >>> [(n.text, n.value) for n in find_numbers("وخمسمئة وستون جنديا و3 آلاف مقاتل")]
    [('خمسمئة وستون', 560), ('3 آلاف', 3000)]
    >>> found = find_numbers("الكتيبة الخامسة والعشرون، ثلثا السكان، 1,5 مليون")
    >>> [(n.value, n.kind) for n in found]
    [(25, 'ordinal'), (Fraction(2, 3), 'fraction'), (1500000, 'cardinal')]
    >>> [n.value for n in find_numbers("المبلغ -٤٥٠ في الطابق الثالث", without=["ordinal", "sign"])]
    [450]

    Raises:
        SchemaError: ``without`` names neither a kind nor a form.
    """
    for name in without:
        one_of((*KINDS, *FORMS), name, what="kind or form")
    reading = Reading.of(text)
    words = NumberTokens(number_tokens(reading, nouns), without)
    return tuple(
        _number(reading.text, words.tokens, found)
        for found in scan(words)
        if found.kind not in without and not is_apart(words, found.first, found.stop)
    )


def _number(text: str, tokens: Sequence[Token], found: Found) -> Number:
    start = start_of(text, tokens[found.first], cut=found.cut)
    end = tokens[found.stop - 1].end
    said, scale = text[start:end], found.scale
    return Number(start=start, end=end, text=said, value=found.value, kind=found.kind, scale=scale)
