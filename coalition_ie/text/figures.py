"""Troop figures: how many soldiers, fighters, officers or formations a wording says.

`parse_figure` gives the value of a span that is known to be a TROOP mention; `find_figures` finds
such spans by rule. Values and spans are those of the annotation guidelines (§2 TROOP and the
figure's value, §4). The finder prefers silence to a wrong figure: what it returns may serve as
silver data, what it leaves out proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from coalition_ie.text.counted import Company
from coalition_ie.text.lookup import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    SENTENCE_ENDS,
    Token,
    read_table,
    start_of,
    tokenise,
)
from coalition_ie.text.normalise import fold
from coalition_ie.text.quantities import Quantities, Quantity, bound
from coalition_ie.types import Figure, Mention

_PAIR = Quantity(first=0, stop=0, cut=0, low=2, high=2)  # what a dual says
_TWO = frozenset({"اثنان", "اثنين"})
_OTHERS_REACH = 12  # tokens from a figure to the "and 12 others" that counts the same kind
_NEVER = -_OTHERS_REACH - 1
_NUMBER_OF = frozenset({"عدد", "عديد"})
_NUMBER_REACH = 12  # tokens from "the number of the troops" to its numeral
_NUMBER_VERBS = frozenset(fold("إلى بلغ يبلغ تجاوز يتجاوز هو يناهز").split())
# What may follow a numeral without being its counted noun.
_FUNCTION_WORDS = frozenset(
    fold("في من على إلى بعد قبل خلال منذ حتى بين مع عند بحسب وفق هذا حاليا اليوم").split()
)


@cache
def _others(where: str) -> frozenset[str]:
    return frozenset(fold(read_table("figures.toml")["others"][where]).split())


def parse_figure(surface: str, *, before: str = "", after: str = "") -> Figure | None:
    """The value of the TROOP mention ``surface``, None where no quantity can be read.

    ``before`` and ``after`` are the text around the mention (the clause is enough): a comparison
    there (عددهم يتجاوز …، على الأقل) is outside the span, but it counts.

    >>> parse_figure("ما بين 20 و31 ألف مقاتل")
    Figure(low=20000, high=31000, unit='person', approximate=False)
    >>> parse_figure("50 مقاتلا", after=" على الأقل")
    Figure(low=50, high=None, unit='person', approximate=False)
    """
    tokens = tokenise(before)
    ahead = len(tokens)
    tokens += tokenise(surface)
    behind = len(tokens)
    tokens += tokenise(after)
    quantities, company = Quantities(tokens), Company(tokens)
    nouns = [hit.entry for i in range(ahead, behind) if (hit := company.noun(i)) is not None]
    unit = nouns[0].unit if nouns else "person"
    for quantity in quantities.read():
        if quantity.stop <= ahead:
            continue
        if quantity.first >= behind:
            break
        return _figure(quantity, unit, quantities.after(quantity.stop) or quantities.after(behind))
    if any(noun.shape in ("dual", "dual or plural") for noun in nouns):
        return _figure(_PAIR, unit, quantities.after(behind))
    return None


def find_figures(text: str) -> tuple[Mention, ...]:
    """The troop figures of ``text`` in order, as TROOP mentions with their value and score 1.0.

    >>> [m.text for m in find_figures("أرسلت ألمانيا نحو 150 جنديا ولواءين إلى الحدود")]
    ['نحو 150 جنديا', 'لواءين']
    """
    return tuple(_Finder(text).mentions())


def _figure(quantity: Quantity, unit: str, effect: str = "") -> Figure:
    q = bound(quantity, effect) if effect else quantity
    return Figure(low=q.low, high=q.high, unit=unit, approximate=q.approximate)


class _Finder:
    """One pass over the quantities and counted nouns of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: Sequence[Token] = tokenise(text)
        self._quantities = Quantities(self._tokens)
        self._company = Company(self._tokens)
        self._last = _NEVER  # token behind the last figure found

    def mentions(self) -> Iterator[Mention]:
        at = 0
        for quantity in self._quantities.read():
            yield from self._duals(at, quantity.first)
            at = quantity.stop
            if self._key(quantity.first) in _TWO and self._last == quantity.stop:
                continue  # the second word of [مسلحين اثنين]
            counted = self._counted(quantity)
            if counted is None:
                self._last = _NEVER  # the others may be those: 10 civilians and 17 others
                continue
            at, unit = counted
            self._last = at
            effect = self._quantities.after(at)
            yield self._mention(quantity.first, at, quantity.cut, _figure(quantity, unit, effect))
        yield from self._duals(at, len(self._tokens))

    def _mention(self, first: int, stop: int, cut: int, figure: Figure) -> Mention:
        if self._key(first - 1) in OPENING_QUOTES and self._closes(first, stop):
            first, cut = first - 1, 0
        start = start_of(self._text, self._tokens[first], cut=cut)
        end = self._tokens[stop - 1].end
        return Mention(
            start=start, end=end, text=self._text[start:end], label="TROOP", figure=figure
        )

    def _closes(self, first: int, stop: int) -> bool:
        """Whether a quotation closes in the span that opens right before it."""
        signs = [self._key(i) for i in range(first, stop) if self._tokens[i].kind == "sign"]
        return sum(sign in CLOSING_QUOTES for sign in signs) % 2 == 1

    # --- a quantity and what it counts ------------------------------------------------------

    def _counted(self, q: Quantity) -> tuple[int, str] | None:
        """Where the figure ends that begins with ``q``, and its unit; None if it is no figure."""
        if q.low == q.high == 1 or self._quantities.designates(q):
            return None
        i = self._skip(q.stop, CLOSING_QUOTES)
        if self._key(i) == "من":
            return self._out_of(q, i + 1)
        if self._key(i) == "في" and self._key(i + 1) == "صفوف":
            return (q.stop, "person") if self._company.group(i + 2) else None
        noun_at = self._skip(i, OPENING_QUOTES)
        hit = self._company.noun(noun_at)
        if hit is None or not hit.plain or not self._company.counts(noun_at, hit.entry):
            return self._others(q, i) or self._number_of(q, i)
        # عشرات الجنود is definite by its noun; after an exact numeral the noun is indefinite.
        if (hit.article or hit.entry.shape == "possessed") and not q.vague:
            return None
        return noun_at + 1, hit.entry.unit

    def _out_of(self, q: Quantity, i: int) -> tuple[int, str] | None:
        """``سبعة من جنودها`` up to the noun, ``16 من قوات البيشمركة`` the numeral alone."""
        if self._company.group(self._skip(i, OPENING_QUOTES)):
            return q.stop, "person"
        hit = self._company.noun(i)
        if hit is None or not hit.plain or hit.entry.shape in ("singular", "dual"):
            return None
        return (i + 1, hit.entry.unit) if self._company.counts(i, hit.entry) else None

    def _others(self, q: Quantity, i: int) -> tuple[int, str] | None:
        """``وإصابة 12 آخرين`` right after a figure: the same kind, the numeral alone."""
        if q.first - self._last > _OTHERS_REACH:
            return None
        if any(token.key in SENTENCE_ENDS for token in self._tokens[self._last : q.first]):
            return None
        bare = self._key(q.first - 1).removeprefix("و") in _others("before") and self._stands(i)
        return (q.stop, "person") if bare or self._key(i) in _others("after") else None

    def _stands(self, i: int) -> bool:
        """Whether what follows the numeral is no counted noun."""
        if i >= len(self._tokens) or self._tokens[i].kind in ("sign", "line"):
            return True
        return self._key(i).startswith("و") or self._key(i) in _FUNCTION_WORDS

    def _number_of(self, q: Quantity, i: int) -> tuple[int, str] | None:
        """``عدد القوات … إلى 4647``: a numeral whose counted noun stands before it."""
        said = self._key(q.first - 1) in _NUMBER_VERBS or q.cut > 0
        if q.vague or not said or not self._stands(i):
            return None
        for j in range(q.first - 1, max(0, q.first - _NUMBER_REACH), -1):
            if self._key(j) in SENTENCE_ENDS:
                return None
            if self._key(j).lstrip("وفلب") in _NUMBER_OF:
                return (q.stop, "person") if self._company.force(j + 1) else None
        return None

    # --- duals ------------------------------------------------------------------------------

    def _duals(self, first: int, stop: int) -> Iterator[Mention]:
        """``جنديان``, ``لواءين``: the form of the noun is the numeral."""
        for i in range(first, stop):
            hit = self._company.noun(i)
            if hit is None or hit.entry.shape not in ("dual", "dual or plural"):
                continue
            apart = self._key(i + 1) in _others("after") and self._key(i + 2) in _TWO
            stop_at = i + 2 if self._key(i + 1) in _TWO else i + 1
            if hit.entry.shape == "dual or plural" and not apart and stop_at == i + 1:
                continue
            if i == self._last and hit.plain:  # شخصان مسلحان: an adjective of the dual before it
                continue
            # من اللواءين 19 و21: the numbers are names.
            if hit.entry.unit != "person" and self._key(i + 1).isdigit():
                continue
            if self._company.counts(i, hit.entry):
                figure = _figure(_PAIR, hit.entry.unit, self._quantities.after(stop_at))
                self._last = stop_at
                yield self._mention(i, stop_at, hit.cut, figure)

    # --- tokens -----------------------------------------------------------------------------

    def _key(self, i: int) -> str:
        return self._tokens[i].key if 0 <= i < len(self._tokens) else ""

    def _skip(self, i: int, signs: frozenset[str]) -> int:
        return i + 1 if self._key(i) in signs else i
