"""What a troop figure says: how many soldiers, fighters, officers or formations.

The value of a span that is known to be a TROOP mention, by the annotation guidelines (§2, the
figure's value, and §4). Which spans are figures is `coalition_ie.figures.find`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import Token
from coalition_ie.figures.armed import ArmedPeople
from coalition_ie.figures.counting import counts_feminine
from coalition_ie.figures.nouns import FigureTokens, Noun
from coalition_ie.figures.quantities import Quantities, Quantity, bound
from coalition_ie.types import Figure

_PAIR_ENDINGS = ("ان", "ين", "تا", "تي")  # dual, Ryding §7.2: a TROOP without a numeral is one
_CLAUSE = 25  # tokens: the reach of what stands around a mention


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
    """The value of the TROOP mention at ``start:end`` of a text that is read already.

    A border inside a word, behind a proclitic or where a space was lost, parts it for the mention.

    >>> figure_at(Reading("عددهم يتجاوز 300 جندي"), 13, 21).high is None
    True
    """
    quantities, people = reading.once(Quantities.of), reading.once(ArmedPeople.of)
    first, stop = _between(people.tokens, start, end)
    if first == stop:
        return None
    if people.tokens[first].start < start or people.tokens[stop - 1].end > end:
        around = people.tokens[max(0, first - _CLAUSE) : stop + _CLAUSE]
        tokens = list(_parted(reading.text, around, (start, end)))
        quantities, people = Quantities(tokens), ArmedPeople(tokens)
        first, stop = _between(tokens, start, end)
    hits = [(i, hit.entry) for i in range(first, stop) if (hit := people.noun(i)) is not None]
    q = quantities.first_in(first, stop)
    if q is None:
        pair = any(noun.shape in ("dual", "dual or plural") for _, noun in hits)
        if not pair and (hits or not reading.text[start:end].strip().endswith(_PAIR_ENDINGS)):
            return None
        q = Quantity(first=first, stop=stop, cut=0, low=2, high=2)
    at, noun = hits[0] if hits else (stop - 1, _understood(people, q))
    return figure_of(quantities, people, q, noun=noun, noun_stop=at + 1, stop=stop)


def _between(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The range of the tokens that touch ``start:end`` of the text."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return first, bisect_left(tokens, end, lo=first, key=lambda token: token.start)


def _parted(text: str, tokens: Sequence[Token], borders: tuple[int, int]) -> Iterator[Token]:
    """The tokens, a word cut where one of ``borders`` lies in it."""
    for token in tokens:
        cuts = [at for at in borders if token.start < at < token.end and token.kind == "word"]
        if cuts:
            for start, end in pairwise((token.start, *cuts, token.end)):
                yield Token(start, end, fold(text[start:end]), "word")
        else:
            yield token


def figure_of(
    quantities: Quantities,
    people: ArmedPeople,
    q: Quantity,
    *,
    noun: Noun | None,
    noun_stop: int,
    stop: int,
) -> Figure:
    """The figure that a quantity says of a noun, in the mention that ends before ``stop``.

    ``noun_stop`` is behind the noun: a mention may go on to whose people they are.
    """
    wordings = quantities.wordings
    q = bound(q, wordings.after(q.stop) or wordings.after(stop))
    return Figure(
        low=int(q.low),
        high=None if q.high is None else int(q.high),
        unit="person" if noun is None else noun.unit,
        approximate=q.approximate,
        kind=people.kind_counted(noun_stop, noun),
        additional=wordings.additional(q.first, stop, cut=q.cut),
        total=wordings.total(q.first, stop),
    )


def _understood(words: FigureTokens, q: Quantity) -> Noun | None:
    """The formation that a bare numeral behind it counts: ست كتائب روسية وثلاث مولدوفية.

    The numeral has the gender that the formation asks for, which men do not; من أصل counts the
    same in any gender.
    """
    for i in range(q.first - 1, max(-1, q.first - 1 - _CLAUSE), -1):
        if (hit := words.noun(i)) is not None:
            same = counts_feminine(words, q) and hit.entry.feminine
            same = same or words.says(q.first - 1, "others", "total")
            return hit.entry if same and hit.entry.unit != "person" else None
    return None
