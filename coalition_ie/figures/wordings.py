"""The wordings around a quantity: about, more than, at least, additional, in all.

They stand in ``figures.toml``; what they do to the bounds is the annotation guidelines' table (§2,
the figure's value). A wording right before the numeral is part of its span, a predicate (عددهم
يتجاوز) and what stands behind are not, though their value counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.lexicon import Lexicon, listed
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.tokens import SENTENCE_ENDS
from coalition_ie.figures.nouns import FigureTokens, figure_table, figure_words

_AFTER_GAP = 3  # words between a figure and its "على الأقل": جنود أتراك على الأقل
_SUBJECT = 5  # words of a predicate's own subject: لا يتجاوز [عدد أفراد الوحدة] تسعين
_ADJECTIVES = 3  # words between the counted noun and "إضافيا": جنديا أميركيا إضافيا
_SUM_REACH = 10  # tokens between "ليصل" and the figure that the count comes to
_CLAUSE_ENDS = SENTENCE_ENDS | {"،", ",", ":"}


class Phrase(NamedTuple):
    """A wording, what it does to a quantity, and whether it belongs to the span."""

    words: tuple[str, ...]
    effect: str
    inside: bool


@cache
def _phrases(where: str) -> dict[str, list[Phrase]]:
    """Wordings by their last word (``before``) or first word (``after``), longest first."""
    index: dict[str, list[Phrase]] = {}
    for section in ("before", "predicate") if where == "before" else ("after",):
        for effect, wordings in figure_table()[section].items():
            for wording in wordings:
                phrase = Phrase(tuple(fold(wording).split()), effect, section == "before")
                key = phrase.words[-1 if where == "before" else 0]
                index.setdefault(key, []).append(phrase)
    for phrases in index.values():
        phrases.sort(key=lambda phrase: -len(phrase.words))
    return index


@cache
def first_words() -> Lexicon[None]:
    """First words of wordings and openers, so that ``بأكثر من`` is found behind its proclitic."""
    words = {p.words[0] for phrases in _phrases("before").values() for p in phrases} | {ARTICLE}
    openers = (figure_words("range", row) for row in ("between", "what", "out_of"))
    return listed(frozenset(words.union(*openers)))


class Wordings(FigureTokens):
    """Reads the wordings around the quantities of one text."""

    def wording(self, i: int) -> tuple[Phrase, int] | None:
        """The wording that ends before ``i``, and where it begins."""
        for phrase in _phrases("before").get(self._bare(i - 1), ()):
            first = i - len(phrase.words)
            if first >= 0 and self._matches(first, phrase.words):
                return phrase, first
        return None

    def predicate(self, i: int) -> str:
        """The effect of a predicate whose subject stands before ``i``: لا يتجاوز عددهم تسعين."""
        for j in range(i - 1, max(0, i - _SUBJECT) - 1, -1):
            if self.kind(j) != "word":
                return ""
            if self.key(j).startswith(tuple(figure_words("number", "of"))):
                return self._verb_of(j, i)
        return ""

    def _verb_of(self, subject: int, i: int) -> str:
        closing = figure_words("particle", "closing")
        tail = self.key(i - 1) if self.key(i - 1) in closing else ""
        for phrase in chain.from_iterable(_phrases("before").values()):
            verb = phrase.words[:-1] if phrase.words[-1] in closing else phrase.words
            if (phrase.words[-1] == tail) != (len(verb) < len(phrase.words)):
                continue
            first = subject - len(verb)
            if first >= 0 and verb and self._matches(first, verb):
                return phrase.effect
        return ""

    def after(self, i: int) -> str:
        """The effect of a wording behind the figure that ends before ``i``, or nothing."""
        for j in range(i, min(i + _AFTER_GAP, len(self.tokens))):
            for phrase in _phrases("after").get(self.key(j), ()):
                if self.stands(j, phrase.words):
                    return phrase.effect
            if self.kind(j) != "word":
                return ""
        return ""

    def additional(self, first: int, stop: int, *, cut: int) -> bool:
        """Whether the figure ``[first, stop)`` comes on top of others already there."""
        for j in range(stop, stop + _ADJECTIVES + 1):  # up to the next phrase
            if self.kind(j) != "word" or self.says(j, "particle", "prepositions", "behind_noun"):
                break
            if self._is_additional(j):
                return True
        if self.among(first - 1, figure_words("additional", "before")):
            return True
        # قوة إضافية قوامها 600 جندي: what the figure is the strength of comes on top.
        own = self.among(first - 1, figure_words("number", "own"))
        if own and self._is_additional(first - 2):
            return True
        by = (cut and self.key(first).startswith("ب")) or self.key(first - 1) == "ب"
        return bool(by) and self._in_clause(first, "additional", "increase")

    def _is_additional(self, i: int) -> bool:
        stems = tuple(figure_words("additional", "behind"))
        return self.key(i).removeprefix(ARTICLE).startswith(stems)

    def total(self, first: int, stop: int) -> bool:
        """Whether a count comes to the figure ``[first, stop)``."""
        return (
            any(self.phrase(j, "total", "behind") for j in range(stop, stop + _AFTER_GAP))
            or self._in_clause(first, "total", "result")
            or self._in_clause(first, "total", "sum", reach=_SUBJECT)
            or self._reaches(first)
        )

    def _reaches(self, first: int) -> bool:
        """``ارتفع عدد القوات إلى 300``: a verb of reaching and whose number it is."""
        counted = tuple(figure_words("number", "of"))
        return self._in_clause(first, "number", "reach") and any(
            self.key(j).removeprefix(ARTICLE).startswith(counted)
            and not self.says(j + 1, "range", "out_of")
            for j in self._clause(first)
        )

    def _in_clause(self, first: int, section: str, row: str, *, reach: int = _SUM_REACH) -> bool:
        """Whether a word of the row stands in the clause before ``first``."""
        words = figure_words(section, row)
        return any(self.among(j, words) for j in self._clause(first, reach=reach))

    def _clause(self, first: int, *, reach: int = _SUM_REACH) -> Iterator[int]:
        """The words before ``first``, backwards, up to a comma or another number."""
        for j in range(first - 1, max(-1, first - 1 - reach), -1):
            number = self.kind(j) == "digits" and not self.says(j - 1, "range", "out_of")
            if number or self.key(j) in _CLAUSE_ENDS:
                return
            yield j

    def _bare(self, i: int) -> str:
        """The key without proclitics, if it is a first word of a wording (بنحو)."""
        hit = self.find(first_words(), i)
        return self.key(i)[hit.cut :] if hit is not None else self.key(i)

    def _matches(self, first: int, words: tuple[str, ...]) -> bool:
        return self._bare(first) == words[0] and self.stands(first + 1, words[1:])
