"""Quantities with their wording: about 300, more than 300, 20 to 31 thousand, dozens.

Between the numbers of `coalition_ie.text.numerals` and the figures of
`coalition_ie.text.figures`: a quantity is a number or a vague plural, or two of them that make a
range, with the approximator or comparison before it. The wordings stand in ``figures.toml``, the
bounds they give in the annotation guidelines (§2, the figure's value).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from coalition_ie.text.lookup import (
    CLOSING_QUOTES,
    DASHES,
    OPENING_QUOTES,
    Hit,
    Lexicon,
    Token,
    read_table,
)
from coalition_ie.text.normalise import fold
from coalition_ie.text.numeral_grammar import scan

_E = TypeVar("_E")

_CHANGE_WINDOW = 8  # tokens before "من X إلى Y" in which a verb of change turns it to two figures
_AFTER_GAP = 3  # words between a figure and its "على الأقل": جنود أتراك على الأقل


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds and the tokens ``[first, stop)`` that say them; ``cut`` as in `Hit`."""

    first: int
    stop: int
    cut: int
    low: int
    high: int | None
    scale: int = 1
    approximate: bool = False
    vague: bool = False
    article: bool = False


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    effect: str
    inside: bool
    """Whether the wording belongs to the span."""


@cache
def _table() -> dict[str, Any]:
    return read_table("figures.toml")


@cache
def _phrases(where: str) -> dict[str, list[_Phrase]]:
    """Wordings by their last word (``before``) or first word (``after``), longest first."""
    index: dict[str, list[_Phrase]] = {}
    sections = ("before", "predicate") if where == "before" else ("after",)
    for section in sections:
        for effect, wordings in _table()[section].items():
            for wording in wordings:
                phrase = _Phrase(tuple(fold(wording).split()), effect, section == "before")
                key = phrase.words[-1 if where == "before" else 0]
                index.setdefault(key, []).append(phrase)
    for phrases in index.values():
        phrases.sort(key=lambda phrase: -len(phrase.words))
    return index


@cache
def _first_words() -> Lexicon[str]:
    """First words of wordings, so that ``بأكثر من`` is found behind its proclitic."""
    words = {p.words[0]: "" for phrases in _phrases("before").values() for p in phrases}
    return Lexicon(words | {"بين": "", "مابين": "", "ما": "", "من": "", "ال": ""})


@cache
def _vague() -> Lexicon[tuple[int, int]]:
    return Lexicon({fold(word): (low, high) for word, (low, high) in _table()["vague"].items()})


@cache
def _vague_scale() -> Lexicon[int]:
    return Lexicon({fold(word): times for word, times in _table()["vague_scale"].items()})


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(fold(_table()[section][key]).split())


def bound(quantity: Quantity, effect: str) -> Quantity:
    """The quantity under a comparison or approximation (guidelines §2)."""
    if effect == "at_least":
        return replace(quantity, high=None)
    if effect == "at_most":
        return replace(quantity, low=0)
    return replace(quantity, approximate=True)


class Quantities:
    """The quantities of a tokenised text, with the wordings around them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def read(self) -> Iterator[Quantity]:
        """Every quantity in order, ranges joined, wordings before it taken in."""
        simple = {q.first: q for q in self._simple()}
        done = 0
        for quantity in simple.values():
            if quantity.first < done:
                continue
            found = self._worded(self._range(quantity, simple) or quantity)
            done = found.stop
            yield found

    # --- single quantities ------------------------------------------------------------------

    def _simple(self) -> Iterator[Quantity]:
        at = 0
        for number in scan(self._tokens):
            yield from self._vague_between(at, number.first)
            at = number.stop
            if number.kind == "cardinal" and isinstance(number.value, int) and number.value >= 0:
                yield self._dressed(
                    Quantity(
                        number.first,
                        number.stop,
                        number.cut,
                        number.value,
                        number.value,
                        scale=number.scale,
                        article=number.article,
                    )
                )
        yield from self._vague_between(at, len(self._tokens))

    def _vague_between(self, first: int, stop: int) -> Iterator[Quantity]:
        i = first
        while i < stop:
            hit = _vague().find(self._tokens[i])
            if hit is None:
                i += 1
                continue
            quantity = self._vague_at(i, hit)
            yield quantity
            i = quantity.stop

    def _vague_at(self, i: int, hit: Hit[tuple[int, int]]) -> Quantity:
        """A vague word with the scale word it multiplies: عشرات الآلاف، بضع مئات."""
        low, high = hit.entry
        times = self._find(_vague_scale(), i + 1)
        stop = i + 1
        if times is not None and times.plain and times.entry > 1 and high < 1000:
            low, high = low * times.entry, high * times.entry + times.entry - 1
            stop = i + 2
        return Quantity(i, stop, hit.cut, low, high, vague=True, article=hit.article)

    def _dressed(self, q: Quantity) -> Quantity:
        """With the article written apart (``الـ560``) and quotation marks («19»)."""
        first, stop, cut, article = q.first, q.stop, q.cut, q.article
        if (
            self._key(first - 1) in OPENING_QUOTES
            and self._key(stop) in CLOSING_QUOTES
            and stop == first + 1
        ):
            first, stop = first - 1, stop + 1
        before = self._find(_first_words(), first - 1)
        if before is not None and self._key(first - 1).endswith("ال"):
            first, cut, article = first - 1, before.cut, True
        elif self._key(first - 1) == "لل":  # ل + the article: the span begins at the second lam
            first, cut, article = first - 1, 1, True
        return replace(q, first=first, stop=stop, cut=cut, article=article)

    # --- ranges -----------------------------------------------------------------------------

    def _range(self, low: Quantity, simple: dict[int, Quantity]) -> Quantity | None:
        """``بين X وY``, ``من X إلى Y``, ``X-Y``, ``X أو Y``: two rising exact numbers."""
        opener, first, cut = self._opener(low.first)
        separator = self._key(low.stop)
        if separator == "و" or self._key(low.stop).startswith("و"):
            if opener != "بين":
                return None
            high = simple.get(low.stop if low.stop in simple else low.stop + 1)
        elif separator in ("الي", "حتي", "او") or separator in DASHES:
            high = simple.get(low.stop + 1)
        else:
            return None
        if high is None or low.vague or high.vague or high.high is None:
            return None
        if opener == "من" and separator in DASHES | {"او"}:
            opener = ""  # تتألف من 3-5 آلاف: من belongs to the verb
        if opener == "من" and self._changes(first):
            return None
        start = low.low
        # In "20 و31 ألفا" the scale word holds for both.
        if low.scale == 1 and start < high.low // high.scale:
            start *= high.scale
        if start >= high.high:
            return None
        if not opener:
            first, cut = low.first, low.cut
        return replace(high, first=first, cut=cut, low=start, article=low.article)

    def _opener(self, i: int) -> tuple[str, int, int]:
        """The word that opens a range before ``i``, where its span begins, and its proclitics."""
        hit = self._find(_first_words(), i - 1)
        if hit is None or hit.article:
            return "", i, 0
        key = self._key(i - 1)[hit.cut :]
        if key == "من":
            return "من", i - 1, hit.cut
        if key not in ("بين", "مابين"):
            return "", i, 0
        before = self._find(_first_words(), i - 2)
        if before is not None and hit.plain and self._key(i - 2)[before.cut :] == "ما":
            return "بين", i - 2, before.cut
        return "بين", i - 1, hit.cut

    def _changes(self, i: int) -> bool:
        stems = tuple(fold(stem) for stem in _table()["change"]["stems"])
        return any(
            token.key.lstrip("وفسل").startswith(stems) or token.key.startswith(stems)
            for token in self._tokens[max(0, i - _CHANGE_WINDOW) : i]
        )

    # --- wordings ---------------------------------------------------------------------------

    def _worded(self, q: Quantity) -> Quantity:
        """With the approximator or comparison right before, which is part of the span."""
        if q.cut and not self._key(q.first).startswith(("ال", "لل")):
            return q  # أكثر من وخمسين: a proclitic ends what stood before
        for phrase in _phrases("before").get(self._bare_key(q.first - 1), ()):
            first = q.first - len(phrase.words)
            if first < 0 or not self._matches(first, phrase.words):
                continue
            worded = bound(q, phrase.effect)
            if not phrase.inside:
                return worded
            hit = self._find(_first_words(), first)
            return replace(worded, first=first, cut=hit.cut if hit else 0)
        return q

    def _bare_key(self, i: int) -> str:
        """The key without proclitics, if it is the only word of a wording (بنحو)."""
        hit = self._find(_first_words(), i)
        return self._key(i)[hit.cut :] if hit is not None else self._key(i)

    def _matches(self, first: int, words: tuple[str, ...]) -> bool:
        if self._bare_key(first) != words[0]:
            return False
        return all(self._key(first + n) == word for n, word in enumerate(words) if n)

    def after(self, i: int) -> str:
        """The effect of a wording behind the figure that ends before ``i``, or nothing."""
        for j in range(i, min(i + _AFTER_GAP, len(self._tokens))):
            for phrase in _phrases("after").get(self._key(j), ()):
                stop = j + len(phrase.words)
                if tuple(token.key for token in self._tokens[j:stop]) == phrase.words:
                    return phrase.effect
            if self._tokens[j].kind != "word":
                return ""
        return ""

    def designates(self, q: Quantity) -> bool:
        """Whether the quantity is part of a name or a date (اللواء 35، عام 2014)."""
        key = self._key(q.first - 1)
        if self._key(q.first - 2) == "كل":  # قوام كل فوج 500 مقاتل
            return False
        words = _words("designation", "words")
        return any(
            key.removeprefix(conjunction).removeprefix(article) in words
            for conjunction in ("", "و", "ف", "ب", "ل")
            for article in ("", "ال", "ل")
        )

    # --- tokens -----------------------------------------------------------------------------

    def _key(self, i: int) -> str:
        return self._tokens[i].key if 0 <= i < len(self._tokens) else ""

    def _find(self, lexicon: Lexicon[_E], i: int) -> Hit[_E] | None:
        return lexicon.find(self._tokens[i]) if 0 <= i < len(self._tokens) else None
