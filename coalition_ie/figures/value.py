"""What a troop figure says: how many soldiers, fighters, officers or formations.

The value of a span that is known to be a TROOP mention, by the annotation guidelines (§2, the
figure's value, and §4). Which spans are figures is `coalition_ie.figures.find`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.armed import ArmedPeople
from coalition_ie.figures.counting import counts_feminine
from coalition_ie.figures.nouns import FigureTokens, Noun
from coalition_ie.figures.quantities import Quantities, Quantity, bound
from coalition_ie.figures.wordings import Wordings
from coalition_ie.types import Figure

_PAIR_ENDINGS = ("ان", "ين", "تا", "تي")  # dual, Ryding §7.2: a TROOP without a numeral is one
_UNDERSTOOD_REACH = 25  # tokens before a bare numeral in which its formation stands; a clause


def parse_figure(surface: str, *, before: str = "", after: str = "") -> Figure | None:
    """The value of the TROOP mention ``surface``, None where no quantity can be read.

    ``before`` and ``after`` are the text around the mention (the clause is enough): a comparison
    there (عددهم يتجاوز …، على الأقل) is outside the span, but it counts, and only what stands
    around tells an addition (إضافيا) and a total (ليصل إلى).

    >>> figure = parse_figure("ما بين 20 و31 ألف مقاتل")
    >>> figure.low, figure.high, figure.unit, figure.kind
    (20000, 31000, 'person', 'fighter')
    >>> parse_figure("50 جنديا", after=" إضافيا على الأقل")  # doctest: +NORMALIZE_WHITESPACE
    Figure(low=50, high=None, unit='person', approximate=False, kind='soldier', additional=True,
           total=False)
    """
    start = len(before)
    return figure_at(Reading(before + surface + after), start, start + len(surface))


def figure_at(reading: Reading, start: int, end: int) -> Figure | None:
    """The value of the TROOP mention at ``start:end`` of a text that is read already."""
    words = reading.once(FigureTokens)
    first = bisect_right(words.tokens, start, key=lambda token: token.end)
    stop = bisect_left(words.tokens, end, key=lambda token: token.start)
    hits = [(i, hit) for i in range(first, stop) if (hit := words.noun(i)) is not None]
    q = reading.once(Quantities).first_in(first, stop)
    if q is None:
        pair = any(hit.entry.shape in ("dual", "dual or plural") for _, hit in hits)
        if not pair and (hits or not reading.text[start:end].strip().endswith(_PAIR_ENDINGS)):
            return None
        cut = max(0, start - words.tokens[first].start)
        q = Quantity(first=first, stop=stop, cut=cut, low=2, high=2)
    at, noun = (hits[0][0], hits[0][1].entry) if hits else (stop - 1, _understood(words, q))
    return figure_of(reading, q, noun=noun, noun_stop=at + 1, stop=stop)


def figure_of(
    reading: Reading, q: Quantity, *, noun: Noun | None, noun_stop: int, stop: int
) -> Figure:
    """The figure that a quantity says of a noun, in the mention that ends before ``stop``.

    ``noun_stop`` is behind the noun: a mention may go on to whose people they are.
    """
    wordings = reading.once(Wordings)
    q = bound(q, wordings.after(q.stop) or wordings.after(stop))
    return Figure(
        low=q.low,
        high=q.high,
        unit="person" if noun is None else noun.unit,
        approximate=q.approximate,
        kind=reading.once(ArmedPeople).kind_counted(noun_stop, noun),
        additional=wordings.additional(q.first, stop, cut=q.cut),
        total=wordings.total(q.first, stop),
    )


def _understood(words: FigureTokens, q: Quantity) -> Noun | None:
    """The formation that a bare numeral behind it counts: ست كتائب روسية وثلاث مولدوفية.

    The numeral has the gender that the formation asks for, which men do not; من أصل counts the
    same in any gender.
    """
    for i in range(q.first - 1, max(-1, q.first - 1 - _UNDERSTOOD_REACH), -1):
        hit = words.noun(i)
        if hit is not None:
            same = counts_feminine(words, q) and hit.entry.feminine
            same = same or words.says(q.first - 1, "others", "total")
            return hit.entry if same and hit.entry.unit != "person" else None
    return None
