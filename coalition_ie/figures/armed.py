"""Whether a counted noun is of armed people here, by the words around it.

A noun that civilians may bear (عضو، رجل، مدرب) counts only where the words around it say that they
are armed, and a pronoun (منهم) only where those last named are: precision before completeness.
The words are in ``figures.toml``, the rules are the annotation guidelines' (§2 TROOP, §4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain, takewhile
from typing import Literal

from coalition_ie.arabic.characters import OPENING_QUOTES
from coalition_ie.arabic.lexicon import Lexicon, listed
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.tokens import LINE, SENTENCE_ENDS
from coalition_ie.figures.nouns import FigureTokens, Noun, figure_table, figure_words
from coalition_ie.ontology import Kind, Unit

_NEAR = 25  # tokens to either side in which words about arms are looked for; a long clause
_WIDE = 70  # the same across sentences; a paragraph
_WIDE_LEAST = 3  # words about arms in a paragraph that is about arms
_BACK = 60  # tokens back to those whom a pronoun may mean


@cache
def _bodies() -> Lexicon[str]:
    """Armed bodies (``sure``, ``unsure``, ``own``) and what makes a person armed (``armed``)."""
    rows = ("unsure", "sure", "own")
    bodies = {word: row for row in rows for word in figure_words("body", row)}
    return Lexicon(dict.fromkeys(figure_words("armed"), "armed") | bodies)


@cache
def _civilians() -> Lexicon[None]:
    """Civilians in the endings of sound plurals, duals and the accusative (Ryding ch. 7)."""
    endings = ("", "ا", "ان", "ين", "ون", "ات", "ة", "ه")
    return listed(frozenset(w + ending for w in figure_words("civilian") for ending in endings))


@cache
def _stems(section: str) -> re.Pattern[str]:
    stems = "|".join(sorted(figure_words(section, "stems")))
    # A verb's prefix or any ending may be there in what is about arms; sport needs the word.
    bounds = ("[سيتن]?", "") if section == "context" else ("", "$")
    return re.compile(f"[وف]?[بكل]?(?:ال|ل)?{bounds[0]}(?:{stems}){bounds[1]}")


@remembered
def _topic(key: str) -> Literal["", "arms", "else"]:
    """What a word says that the sentence it stands in is about."""
    if _stems("veto").match(key):
        return "else"
    return "arms" if _stems("context").match(key) else ""


class ArmedPeople(FigureTokens):
    """Tells armed people from others in one text."""

    def armed(self, i: int) -> bool:
        """Whether a counted noun of armed people stands at ``i``."""
        hit = self.noun(i)
        if hit is None:
            return False
        noun = hit.entry
        if noun.when == "always":
            return True
        if noun.kind == "member" and self.says(i + 1, "component"):
            return False
        if noun.when == "followed" and noun.shape != "possessed":
            return self._followed(i + 1, casualty=noun.kind == "casualty")
        if noun.unless:
            civil = re.compile(f"[وبلف]?(?:ال)?(?:{'|'.join(noun.unless)})")
            if any(map(civil.match, self._words(i, _NEAR, SENTENCE_ENDS))):
                return False
        return self._about_arms(i)

    def body(self, i: int) -> bool:
        """Whether an armed body stands at ``i``, as in ``16 من قوات البيشمركة``."""
        if self.phrase(i, "body", "named"):
            return True
        hit = self.find(_bodies(), i)
        if hit is None or not hit.plain or hit.entry == "armed":
            return False
        return hit.entry != "unsure" or self._about_arms(i)

    def force(self, i: int) -> bool:
        """Whether a force stands at ``i`` that is said to be so many men strong."""
        return self.find(listed(figure_words("force")), i) is not None and self._about_arms(i)

    def numbered(self, i: int) -> bool:
        """Whether ``i`` names whom a total counts: عدد القوات، عدد القتلى في صفوف الجيش."""
        if self.body(i):
            return True
        noun = self.noun(i)
        if noun is None or not noun.plain:
            return False
        # عدد قتلى الجيش: in construct the body is theirs.
        own = noun.entry.kind == "casualty" and not noun.article and self.body(i + 1)
        return own or self.armed(i)

    def antecedent(self, i: int) -> bool:
        """Whether the people last named before ``i``, in this sentence or the last, are armed."""
        ends = 0
        for j in range(i - 1, max(-1, i - _BACK), -1):
            ends += (self.key(j) in SENTENCE_ENDS) + (self.key(j) == LINE)
            if ends > 1 or self.find(_civilians(), j) is not None:
                return False
            noun = self.noun(j)
            if noun is not None and noun.entry.unit == "person":
                if self.armed(j):
                    return True
                if noun.entry.kind != "casualty":
                    return False
            body = self.find(_bodies(), j)
            if body is not None and body.entry in ("sure", "own"):
                return True
        return False

    def people(self, i: int) -> Noun | None:
        """A noun for persons at ``i`` that says nothing of arms: men, leaders, the dead."""
        hit = self.noun(i)
        if hit is None or not hit.plain or hit.entry.when != "followed" or hit.article:
            return None
        return hit.entry

    def kind_counted(self, i: int, noun: Noun | None) -> Kind | Unit:
        """The kind of person counted, told by the noun or the body behind it at ``i``."""
        if noun is not None and (noun.unit != "person" or noun.kind not in ("member", "casualty")):
            return noun.kind
        i, _ = self._linked(i)
        behind = self.noun(i)
        if behind is not None and behind.entry.unit == "person" and behind.entry.when == "always":
            return behind.entry.kind
        body = self.find(_bodies(), i)
        kinds: Iterable[Kind] = figure_table()["kind_of_body"] if body is not None else ()
        for kind in kinds:
            if self.key(i).endswith(tuple(figure_words("kind_of_body", kind))):
                return kind
        return noun.kind if noun is not None else "person"

    def _about_arms(self, i: int) -> bool:
        """Whether the sentence around ``i``, or its paragraph, is about arms and not sport."""
        near = {_topic(key) for key in self._words(i, _NEAR, SENTENCE_ENDS)}
        if near & {"arms", "else"}:
            return "else" not in near
        wide = [_topic(key) for key in self._words(i, _WIDE, frozenset())]
        return wide.count("arms") >= _WIDE_LEAST and "else" not in wide

    def _words(self, i: int, window: int, ends: frozenset[str]) -> list[str]:
        """The keys of the words on either side of ``i``, up to ``ends``."""
        before, behind = self.tokens[max(0, i - window) : i], self.tokens[i + 1 : i + window]
        sides = (takewhile(lambda t: t.key not in ends, side) for side in (before[::-1], behind))
        return [token.key for token in chain.from_iterable(sides) if token.kind == "word"]

    def _followed(self, i: int, *, casualty: bool, again: bool = False) -> bool:
        """Whether the words at ``i`` make the person before them armed."""
        while casualty and (also := self._casualty(i)):
            i = also  # عشرات القتلى والجرحى في صفوف، 16 قتيلا و70 جريحا وسط …
        i, linked = self._linked(i)
        hit = self.find(_bodies(), i)
        of = hit is not None and hit.preposition == "ل"  # قتلى للجيش
        if i >= len(self.tokens) or (casualty and not (linked or of or self._adjective(i))):
            # قتيلا في هجوم للجيش: of the dead only an explicit من or بين says who they were.
            return False
        if hit is not None and not hit.conjunction:
            return hit.entry != "unsure" or self._about_arms(i)
        if linked and self.body(i):
            return True
        noun = self.noun(i)
        if noun is None or not noun.plain:
            return False
        if noun.entry.when == "followed":
            # قتلى من أفراد الشرطة: one noun more, and no chain of them.
            return linked and not again and self._followed(i + 1, casualty=False, again=True)
        return linked or self._adjective(i)

    def _casualty(self, i: int) -> int:
        """Where another noun of casualty at ``i`` ends, with its number in digits, or 0."""
        if self.key(i) == "و" and self.kind(i + 1) == "digits":
            i += 2
        hit = self.noun(i)
        return i + 1 if hit is not None and hit.entry.kind == "casualty" else 0

    def _linked(self, i: int) -> tuple[int, bool]:
        """Where the words go on behind من, في صفوف and the like, and whether one stood there."""
        first = i
        while self.key(i) in figure_words("link", "ranks" if i > first else "words"):
            i += 1
        return i + (self.key(i) in OPENING_QUOTES), i > first

    def _adjective(self, i: int) -> bool:
        """Whether the noun at ``i`` agrees as an adjective: 30 رجلا مسلحا."""
        hit = self.noun(i)
        return hit is not None and hit.plain and hit.entry.shape != "possessed"
