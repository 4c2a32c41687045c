"""Quantities with their wording: about 300, more than 300, 20 to 31 thousand, dozens.

Between the numbers of `coalition_ie.numbers.find` and the figures of
`coalition_ie.figures.find`: a quantity is a number or a vague plural, or two of them that make a
range, with the approximator or comparison before it. The wordings stand in ``figures.toml``, the
bounds they give in the annotation guidelines (§2, the figure's value).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from coalition_ie.arabic.characters import (
    ARTICLE,
    CLOSING_QUOTES,
    CONTRACTION,
    DASHES,
    OPENING_QUOTES,
)
from coalition_ie.arabic.lexicon import Hit, Lexicon, months, spellings
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.tokens import Token
from coalition_ie.figures.nouns import FigureTokens, figure_table, figure_words
from coalition_ie.figures.wordings import Wordings, first_words
from coalition_ie.numbers.digits import Value, whole
from coalition_ie.numbers.grammar import scan
from coalition_ie.numbers.names import is_apart
from coalition_ie.numbers.words import NumberTokens

_CHANGE_WINDOW = 8  # tokens before "من X إلى Y" in which a verb of change turns it to two figures
_CHANGE_GAP = 5  # tokens between its two figures: من 9500 عسكري نهاية العام إلى …
_YEARS = range(1900, 2101)
_BEFORE_A_VERB = "وفلسيتن"  # conjunctions, particles and the prefixes of the present


class Quantity(NamedTuple):
    """Bounds and the tokens ``[first, stop)`` that say them; ``cut`` as in `Hit`.

    The bounds are whole but in the ends of a range that is still to be joined (1.5-2 million),
    and ``scale`` is that of the number's last word.
    """

    first: int
    stop: int
    cut: int
    low: Value
    high: Value | None
    approximate: bool = False
    vague: bool = False
    article: bool = False
    scale: int = 1


@cache
def _vague() -> Lexicon[tuple[int, int, int]]:
    """Vague words: the bounds, and what one multiplies by behind another (1: nothing)."""
    rows = figure_table()["vague"].items()
    return Lexicon({fold(word): (low, high, times) for word, (low, high, times) in rows})


@cache
def _before_a_year() -> frozenset[str]:
    two = months()["of_two"]["gregorian"]
    names = [
        *months()["month"].values(),
        *two,
        *(word for second in two.values() for word in second),
    ]
    return figure_words("year", "before") | frozenset(spellings(" ".join(names)))


def bound(quantity: Quantity, effect: str) -> Quantity:
    """The quantity under a comparison or approximation (guidelines §2)."""
    if effect == "at_least":
        return quantity._replace(high=None)
    if effect == "at_most":
        return quantity._replace(low=0)
    return quantity._replace(approximate=True) if effect else quantity


class Quantities(FigureTokens):
    """The quantities of a text, with the wordings around them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self.wordings = Wordings(tokens)
        self._numbers = NumberTokens(self.tokens)
        self._singles = [self._with_article(single) for single in self._simple()]

    def read(self) -> Iterator[Quantity]:
        """Every quantity in order, ranges joined, wordings before it taken in."""
        return self._joined(self._singles)

    def first_in(self, first: int, stop: int) -> Quantity | None:
        """The first quantity that touches the tokens, joined with none outside of them."""
        begin = bisect_right(self._singles, first, key=lambda single: single.stop)
        end = bisect_left(self._singles, stop, key=lambda single: single.first)
        return next(self._joined(self._singles[begin:end]), None)

    def _joined(self, singles: Sequence[Quantity]) -> Iterator[Quantity]:
        simple = {single.first: single for single in singles}
        done = 0
        for single in singles:
            if single.first < done:
                continue
            found = self._range(single, simple) or single
            if isinstance(found.low, int):  # persons are whole
                found = self._worded(found)
                done = found.stop
                yield found

    def _simple(self) -> Iterator[Quantity]:
        numbers = {number.first: number for number in scan(self._numbers)}
        i = 0
        while i < len(self.tokens):
            if (found := numbers.get(i)) is not None:
                cardinal = found.kind == "cardinal" and found.value >= 0
                if cardinal and not is_apart(self._numbers, i, found.stop):
                    _, stop, value, _, scale, cut, article = found
                    yield Quantity(i, stop, cut, value, value, article=article, scale=scale)
                i = found.stop
            elif (hit := self.find(_vague(), i)) is not None:
                vague = self._vague_at(i, hit)
                yield vague
                i = vague.stop
            else:
                i += 1

    def _vague_at(self, i: int, hit: Hit[tuple[int, int, int]]) -> Quantity:
        """A vague word and what it multiplies or is added to: عشرات الآلاف، بضعة عشر."""
        low, high, _ = hit.entry
        stop = i + 1
        behind = self.find(_vague(), stop)
        times = behind.entry[2] if behind is not None and behind.plain else 1
        if times > 1 and high < 1000:
            low, high, stop = low * times, high * times + times - 1, i + 2
        elif high < 10 and (more := self._tens(stop)) is not None:
            tens, stop = more
            low, high = low + tens, high + tens
        return Quantity(i, stop, hit.cut, low, high, vague=True, article=hit.article)

    def _tens(self, i: int) -> tuple[int, int] | None:
        """The ten of بضعة عشر or the tens of بضع وثلاثين, and the token behind."""
        if (ten := self._numbers.plain(i, "ten")) is not None:
            return ten.entry.value, i + 1
        tens = self._numbers.hit(j := self._numbers.joined(i), "tens")
        return None if tens is None else (tens.entry.value, j + 1)

    def _with_article(self, q: Quantity) -> Quantity:
        """With the article written apart (``الـ560``; of لل the second lam) and marks («19»)."""
        first, stop, cut, article = q.first, q.stop, q.cut, q.article
        quoted = self.key(first - 1) in OPENING_QUOTES and self.key(stop) in CLOSING_QUOTES
        if quoted and stop == first + 1:
            first, stop = first - 1, stop + 1
        before = self.find(first_words(), first - 1)
        if before is not None and self.key(first - 1).endswith(ARTICLE):
            first, cut, article = first - 1, before.cut, True
        elif self.key(first - 1) == CONTRACTION:
            first, cut, article = first - 1, 1, True
        return q._replace(first=first, stop=stop, cut=cut, article=article)

    def _range(self, low: Quantity, simple: dict[int, Quantity]) -> Quantity | None:
        """``بين X وY``, ``من X إلى Y``, ``X-Y``, ``X أو Y``: two rising exact numbers."""
        opener, first, cut = self._opener(low.first)
        separator = self.key(low.stop)
        if separator.startswith("و"):
            if opener != "between":
                return None
            high = simple.get(low.stop if low.stop in simple else low.stop + 1)
        elif separator in figure_words("range", "to", "or") | DASHES:
            high = simple.get(low.stop + 1)
        else:
            return None
        if high is None or low.vague or high.vague:
            return None
        if opener == "out_of" and separator not in figure_words("range", "to"):
            opener = ""  # تتألف من 3-5 آلاف: من belongs to the verb
        if opener == "out_of" and self._changes(first):
            return None
        start, end = low.low, high.low
        if low.scale == 1 and high.scale > 1 and start * high.scale < end:
            start = whole(start * high.scale)  # in "20 و31 ألفا" the scale word holds for both
        if not (isinstance(start, int) and isinstance(end, int) and start < end):
            return None
        if not opener:
            first, cut = low.first, low.cut
        return Quantity(first, high.stop, cut, start, end, article=low.article)

    def _opener(self, i: int) -> tuple[str, int, int]:
        """What opens a range before ``i``, where its span begins, and its proclitics' length."""
        hit = self.find(first_words(), i - 1)
        if hit is None or hit.article:
            return "", i, 0
        key = self.key(i - 1)[hit.cut :]
        if key in figure_words("range", "out_of"):
            return "out_of", i - 1, hit.cut
        if key not in figure_words("range", "between"):
            return "", i, 0
        before, what = self.find(first_words(), i - 2), figure_words("range", "what")
        if before is not None and hit.plain and self.key(i - 2)[before.cut :] in what:
            return "between", i - 2, before.cut
        return "between", i - 1, hit.cut

    def _changes(self, i: int) -> bool:
        """Whether a word of rising or falling stands before ``i``."""
        stems = tuple(figure_words("change", "stems"))
        keys = [token.key for token in self.tokens[max(0, i - _CHANGE_WINDOW) : i]]
        return any(k.startswith(stems) or k.lstrip(_BEFORE_A_VERB).startswith(stems) for k in keys)

    def changes(self, low: Quantity, high: Quantity) -> bool:
        """Whether a count goes from one quantity to the other: رفع العدد من 300 إلى 500."""
        return (
            self.key(low.first - 1).endswith(tuple(figure_words("range", "out_of")))
            and self.says(high.first - 1, "change", "to")
            and high.first - low.stop <= _CHANGE_GAP
            and self._changes(low.first - 1)
        )

    def _worded(self, q: Quantity) -> Quantity:
        """With the approximator or comparison right before, which is part of the span."""
        if q.cut and not self.key(q.first).startswith((ARTICLE, CONTRACTION)):
            return q  # أكثر من وخمسين: a proclitic ends what stood before
        found = self.wordings.wording(q.first)
        if found is None:
            return bound(q, self.wordings.predicate(q.first))
        phrase, first = found
        worded = bound(q, phrase.effect)
        if not phrase.inside:
            return worded
        hit = self.find(first_words(), first)
        return worded._replace(first=first, cut=hit.cut if hit else 0)

    def designates(self, q: Quantity) -> bool:
        """Whether the quantity is part of a name or a date (اللواء 35، عام 2014)."""
        key = self.key(q.first - 1)
        if self.says(q.first - 2, "particle", "each"):  # قوام كل فوج 500 مقاتل
            return False
        digits = self.key(q.first)
        is_year = len(digits) == 4 and digits.isdigit() and int(digits) in _YEARS
        if is_year and self.among(q.first - 1, _before_a_year()):
            return True
        plain = {key, *(key.removeprefix(c) for c in "وفبل")}
        bare = {k.removeprefix(article) for k in plain for article in (ARTICLE, "ل")}
        return bool(
            plain & figure_words("designation", "time") or bare & figure_words("designation")
        )
