"""The finder of troop figures: goes over the quantities and duals of a text and makes mentions."""

from __future__ import annotations

from collections.abc import Iterator

from coalition_ie.arabic.characters import CLOSING_QUOTES, OPENING_QUOTES
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import TokenView, start_of
from coalition_ie.figures.armed import Company
from coalition_ie.figures.counting import Counted, Counting
from coalition_ie.figures.nouns import Noun, figure_tokens, figure_words
from coalition_ie.figures.quantities import Quantities, Quantity, bound
from coalition_ie.types import Figure, Mention

_TWO = frozenset({"اثنان", "اثنين", "اثنتان", "اثنتين"})


def figure_of(
    quantities: Quantities,
    company: Company,
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
        low=q.low,
        high=q.high,
        unit="person" if noun is None else noun.unit,
        approximate=q.approximate,
        kind=company.kind_counted(noun_stop, noun),
        additional=wordings.additional(q.first, stop, cut=q.cut),
        total=wordings.total(q.first, stop),
    )


class Finder(TokenView):
    """One pass over the quantities and counted nouns of one text."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(figure_tokens(reading))
        self._text = reading.text
        self._quantities = Quantities(self.tokens)
        self._company = Company(self.tokens)
        self._counting = Counting(self.tokens, self._quantities, self._company)

    def mentions(self) -> Iterator[Mention]:
        """The figures as mentions, in order."""
        at = 0
        found = list(self._quantities.read())
        for n, q in enumerate(found):
            yield from self._duals(at, q.first)
            at = q.stop
            if self.key(q.first) in _TWO and self._counting.ended_at(q.stop):
                continue  # the second word of [مسلحين اثنين]
            around = found[max(0, n - 1) : n + 2]
            counted = self._counting.counted(q) or self._counting.beside(q, around)
            if counted is None:
                self._counting.refuse(q)
                continue
            at = counted.stop
            self._counting.found(counted)
            yield self._mention(q, counted)
        yield from self._duals(at, len(self.tokens))

    def _mention(self, q: Quantity, counted: Counted) -> Mention:
        first, stop, noun = counted
        figure = figure_of(self._quantities, self._company, q, noun=noun, noun_stop=stop, stop=stop)
        hit = self._company.noun(first)
        cut = hit.cut if first < q.first and hit is not None else q.cut
        if self.key(first - 1) in OPENING_QUOTES and self._closes(first, stop):
            first, cut = first - 1, 0
        start = start_of(self._text, self.tokens[first], cut=cut)
        end = self.tokens[stop - 1].end
        return Mention(
            start=start, end=end, text=self._text[start:end], label="TROOP", figure=figure
        )

    def _closes(self, first: int, stop: int) -> bool:
        """Whether a quotation closes in the span that opens right before it."""
        signs = [self.key(i) for i in range(first, stop) if self.kind(i) == "sign"]
        return sum(sign in CLOSING_QUOTES for sign in signs) % 2 == 1

    def _duals(self, first: int, stop: int) -> Iterator[Mention]:
        """``جنديان``, ``لواءين``: the form of the noun is the numeral."""
        for i in range(first, stop):
            hit = self._company.noun(i)
            if hit is None or hit.entry.shape not in ("dual", "dual or plural"):
                continue
            apart = self.key(i + 1) in figure_words("others", "after") and self.key(i + 2) in _TWO
            stop_at = i + 2 if self.key(i + 1) in _TWO else i + 1
            if hit.entry.shape == "dual or plural" and not apart and stop_at == i + 1:
                continue
            # شخصان مسلحان: an adjective of the dual before it.
            if self._counting.ended_at(i) and hit.plain:
                continue
            # من اللواءين 19 و21: the numbers are names.
            if hit.entry.unit != "person" and self.kind(i + 1) == "digits":
                continue
            if self._company.counts(i, hit.entry) or self._counting.among_armed(i):
                counted = Counted(i, stop_at, hit.entry)
                self._counting.found(counted)
                pair = Quantity(first=i, stop=stop_at, cut=hit.cut, low=2, high=2)
                yield self._mention(pair, counted)
