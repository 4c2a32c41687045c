"""Troop figures: how many soldiers, fighters, officers or formations a wording says.

`parse_figure` gives the value of a span that is known to be a TROOP mention; `find_figures` finds
such spans by rule. Values and spans are those of the annotation guidelines (§2 TROOP and the
figure's value, §4). The finder prefers silence to a wrong figure: what it returns may serve as
silver data, what it leaves out proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.armed import Company
from coalition_ie.figures.counting import counts_feminine
from coalition_ie.figures.find import Finder, figure_of
from coalition_ie.figures.nouns import Noun, figure_tokens
from coalition_ie.figures.quantities import Quantities, Quantity
from coalition_ie.types import Figure, Mention

_PAIR_ENDINGS = ("ان", "ين", "تا", "تي")  # dual, Ryding §7.2: a TROOP without a numeral is one


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
    tokens = figure_tokens(Reading(before))
    ahead = len(tokens)
    tokens += figure_tokens(Reading(surface))
    behind = len(tokens)
    tokens += figure_tokens(Reading(after))
    quantities, company = Quantities(tokens), Company(tokens)
    nouns = {i: hit.entry for i in range(ahead, behind) if (hit := company.noun(i)) is not None}
    quantity = _quantity_in(quantities, ahead, behind)
    if quantity is None and not _is_dual(nouns.values(), surface):
        return None
    if quantity is None:
        quantity = Quantity(first=ahead, stop=behind, cut=0, low=2, high=2)
    at, noun = next(iter(nouns.items()), (behind - 1, _understood(company, quantity)))
    return figure_of(quantities, company, quantity, noun=noun, noun_stop=at + 1, stop=behind)


def find_figures(text: str | Reading) -> tuple[Mention, ...]:
    """The troop figures of ``text`` in order, as TROOP mentions with their value and score 1.0.

    >>> [m.text for m in find_figures("أرسلت ألمانيا نحو 150 جنديا ولواءين إلى الحدود")]
    ['نحو 150 جنديا', 'لواءين']
    """
    return tuple(Finder(Reading.of(text)).mentions())


def _quantity_in(quantities: Quantities, first: int, stop: int) -> Quantity | None:
    """The first quantity that touches the tokens ``[first, stop)``."""
    for quantity in quantities.read(within=(first, stop)):
        if quantity.first >= stop:
            return None
        if quantity.stop > first:
            return quantity
    return None


def _is_dual(nouns: Collection[Noun], surface: str) -> bool:
    if nouns:
        return any(noun.shape in ("dual", "dual or plural") for noun in nouns)
    return surface.strip().endswith(_PAIR_ENDINGS)


def _understood(company: Company, q: Quantity) -> Noun | None:
    """The formation that a bare numeral behind it counts: ست كتائب روسية وثلاث مولدوفية.

    The numeral has the gender that the formation asks for, which men do not; من أصل counts the
    same in any gender.
    """
    for i in range(q.first - 1, -1, -1):
        hit = company.noun(i)
        if hit is not None:
            same = counts_feminine(company, q) and hit.entry.feminine
            same = same or company.key(q.first - 1) == "اصل"
            return hit.entry if same and hit.entry.unit != "person" else None
    return None
