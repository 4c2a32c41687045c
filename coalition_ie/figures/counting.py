"""Which quantities are troop figures: the ways in which a numeral finds its armed people.

Each way is a rule with a row in ``figures.toml`` that names the guideline it serves and shows it.
The dual is a figure by its form. Annotation guidelines §2 and §4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CLOSING_QUOTES, OPENING_QUOTES
from coalition_ie.arabic.lexicon import spellings
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import SENTENCE_ENDS
from coalition_ie.figures.armed import ArmedPeople
from coalition_ie.figures.nouns import FigureTokens, Noun, figure_tokens, figure_words
from coalition_ie.figures.quantities import Quantities, Quantity
from coalition_ie.numbers.words import number_table

_OTHERS_REACH = 12  # tokens from a figure to the "and 12 others" that counts the same kind
_NUMBER_REACH = 12  # tokens from "the number of the troops" to its numeral
_JOINED_REACH = 2  # tokens from a figure to the "and 70 wounded" of the same people
_PRONOUN_REACH = 5  # tokens from "their number" to its numeral
_FORCE_REACH = 8  # tokens from a force to "of 4000 men"
_LOSS_REACH = 8  # tokens from a verb of loss to the number of the dead
_NEVER = -1000


@cache
def _two() -> frozenset[str]:
    """The second word of a dual: جنديان اثنان."""
    return frozenset(spellings(number_table()["word"]["unit"]["2"]))


class Counted(NamedTuple):
    """Where a figure begins and ends, its noun if it has one, and the rule that found it."""

    first: int
    stop: int
    noun: Noun | None = None
    rule: str = ""


_NOBODY = Counted(_NEVER, _NEVER)
"""What a rule gives that knows whom the numeral counts, and that they are not armed."""


def counts_feminine(view: FigureTokens, q: Quantity) -> bool:
    """Whether a spelled unit asks for a feminine noun (ثلاث كتائب), by Ryding §15.1."""
    last = q.stop - 1
    return view.kind(last) == "word" and not view.key(last).endswith(("ة", "ه", "ن"))


class Counting(FigureTokens):
    """Goes over the quantities and duals of one text; it remembers the last figure."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading.once(figure_tokens))
        self._quantities = reading.once(Quantities.of)
        self._people = reading.once(ArmedPeople.of)
        self._last = _NEVER  # token behind the last figure
        self._formation: Noun | None = None  # what that figure counted, if not persons
        self._refused = _NEVER  # token behind the last quantity since then that was none

    def figures(self) -> Iterator[tuple[Quantity, Counted]]:
        """The figures in order, each with its quantity."""
        at = 0
        found = list(self._quantities.read())
        for n, q in enumerate(found):
            yield from self._duals(at, q.first)
            at = q.stop
            if self.key(q.first) in _two() and self._last == q.stop:
                continue  # the second word of [مسلحين اثنين]
            counted = self._counted(q) or self._shared_noun(q, found[max(0, n - 1) : n + 2])
            if counted is None:  # the others may be those
                self._last, self._refused = _NEVER, q.stop
                continue
            at = counted.stop
            yield q, self._note(counted)
        yield from self._duals(at, len(self.tokens))

    def _note(self, counted: Counted) -> Counted:
        self._last, self._formation, self._refused = counted.stop, _formation(counted), _NEVER
        return counted

    def _duals(self, first: int, stop: int) -> Iterator[tuple[Quantity, Counted]]:
        """``جنديان``, ``لواءين``: the form of the noun is the numeral."""
        for i in range(first, stop):
            hit = self.noun(i)
            if hit is None or hit.entry.shape not in ("dual", "dual or plural"):
                continue
            apart = self.says(i + 1, "others", "after") and self.key(i + 2) in _two()
            stop_at = i + 1 + (self.key(i + 1) in _two())
            if hit.entry.shape == "dual or plural" and not apart and stop_at == i + 1:
                continue
            # شخصان مسلحان: an adjective of the dual before it.
            if self._last == i and hit.plain:
                continue
            # من اللواءين 19 و21: the numbers are names.
            if hit.entry.unit != "person" and self.kind(i + 1) == "digits":
                continue
            # بينهم قياديان: people of those last named, who are armed.
            among = self.says(i - 1, "pronoun", "before") and self._people.people(i) is not None
            if self._people.armed(i) or (among and self._people.antecedent(i - 1)):
                pair = Quantity(first=i, stop=stop_at, cut=hit.cut, low=2, high=2)
                yield pair, self._note(Counted(i, stop_at, hit.entry, "dual"))

    def _counted(self, q: Quantity) -> Counted | None:
        """The figure that begins with ``q`` by the first rule that knows; None if it is none."""
        if q.low == q.high == 1 or self._quantities.designates(q):
            return None
        behind = self._skip(q.stop, CLOSING_QUOTES)
        for name, rule in RULES.items():
            if (found := rule(self, q, behind)) is not None:
                return None if found is _NOBODY else found._replace(rule=name)
        return None

    def _noun_before(self, q: Quantity, _: int) -> Counted | None:
        """``العسكريون السبعة`` with the noun, ``جنودها الـ420`` the numeral alone."""
        hit = self.noun(q.first - 1)
        if not q.article or q.vague or hit is None or hit.entry.shape in ("singular", "dual"):
            return None
        known = hit.article or hit.entry.shape == "possessed"
        if not known or not self._people.armed(q.first - 1):
            return None
        adjective = self.kind(q.stop - 1) == "word" and self.key(q.first) != ARTICLE
        return Counted(q.first - adjective, q.stop, hit.entry)

    def _out_of(self, q: Quantity, i: int) -> Counted | None:
        """``سبعة من جنودها`` up to the noun, ``16 من قوات البيشمركة`` the numeral alone."""
        others = self.says(i, "others", "after")
        if not self.says(i + others, "range", "out_of") or self.says(i + 1, "others", "total"):
            return None
        i += others + 1
        i += self.says(i, "this")
        if self._people.body(self._skip(i, OPENING_QUOTES)):
            return Counted(q.first, i + 1 if self.says(i, "body", "own") else q.stop)
        hit = self.noun(i)
        if hit is None or not hit.plain or hit.entry.shape in ("singular", "dual"):
            return _NOBODY
        if not self._people.armed(i):
            return _NOBODY
        return Counted(q.first, q.stop) if others else Counted(q.first, i + 1, hit.entry)

    def _in_ranks(self, q: Quantity, i: int) -> Counted | None:
        """``12 في صفوف الجيش``: the numeral alone."""
        if not self.says(i, "link", "in_ranks") or not self.says(i + 1, "link", "their_ranks"):
            return None
        return Counted(q.first, q.stop) if self._people.body(i + 2) else _NOBODY

    def _noun_behind(self, q: Quantity, i: int) -> Counted | None:
        """``560 جنديا``, ``عشرات الجنود``."""
        i = self._skip(i, OPENING_QUOTES)
        hit = self.noun(i)
        if hit is None or not hit.plain or not self._people.armed(i):
            return None
        # عشرات الجنود is definite by its noun; after an exact numeral the noun is indefinite.
        if (hit.article or hit.entry.shape == "possessed") and not q.vague:
            return None
        return Counted(q.first, i + 1, hit.entry)

    def _pronoun(self, q: Quantity, i: int) -> Counted | None:
        """``21 منهم``, ``بينهم ثمانية قياديين``, ``عددهم 300``: those last named, if armed."""
        people, counted = self._with_people(q, i)
        alone = people is not None or self._alone(i)
        if self.says(i, "pronoun", "behind"):
            return counted if self._people.antecedent(q.first) else None
        if self.says(q.first - 1, "pronoun", "before"):
            return counted if alone and self._people.antecedent(q.first - 1) else None
        for j in self.before(q.first, _PRONOUN_REACH):
            if self.among(j, figure_words("pronoun", "number")):
                return counted if alone and self._people.antecedent(j) else None
        return None

    def _casualties(self, q: Quantity, i: int) -> Counted | None:
        """``40 بين قتيل وجريح من الجيش``; ``87 قتيلا`` of those who are said to lose them."""
        between = self.says(i, "link", "between")
        hit = self.noun(i + between)
        if hit is None or hit.entry.kind != "casualty":
            return None
        if between:
            return Counted(q.first, q.stop) if self._people.armed(i + 1) else None
        for j in self.before(q.first, _LOSS_REACH):
            if self.among(j, figure_words("loss", "verbs")):
                side = any(self._people.body(k) for k in range(j + 1, q.first))
                return Counted(q.first, i + 1, hit.entry) if side else None
        return None

    def _others(self, q: Quantity, i: int) -> Counted | None:
        """``وإصابة 12 آخرين`` right after a figure: the same kind, the numeral alone."""
        counted = Counted(q.first, q.stop, self._formation)
        # القمم السبع آخر معاقلهم: behind a definite numeral آخر is "the last of".
        if self.says(i, "others", "after") and not q.article:
            refused = not self._ended(self._refused, q.first)
            return None if refused or not self._people.antecedent(q.first) else counted
        verb = self.among(q.first - 1, figure_words("others", "before")) and self._alone(i)
        return counted if verb and self._near(q, _OTHERS_REACH) else None

    def _joined(self, q: Quantity, i: int) -> Counted | None:
        """Joined by و to a figure: ``و70 جريحا`` of its men, ``وثلاث مولدوفية`` of formations."""
        if not self._near(q, _JOINED_REACH):
            return None
        people, formation = self._people.people(i), self._formation
        if people is not None and people.kind == "casualty":
            return Counted(q.first, i + 1, people)
        if formation is None or not counts_feminine(self, q) or not formation.feminine:
            return None
        return Counted(q.first, q.stop, formation) if self.key(i).endswith("ة") else None

    def _strength(self, q: Quantity, i: int) -> Counted | None:
        """``قوة قوامها 300``, ``قوة من أربعة آلاف رجل``: men, or nobody said, of a force."""
        men, counted = self._with_people(q, i)
        own = self.among(q.first - 1, figure_words("number", "own"))
        made_of = men is not None and self.says(q.first - 1, "number", "made_of")
        if not (made_of or (own and (men is not None or self._alone(i)))):
            return None
        forces = map(self._people.force, self.before(q.first - 1, _FORCE_REACH))
        return counted if any(forces) else None

    def _number_of(self, q: Quantity, i: int) -> Counted | None:
        """``عدد القوات … إلى 4647``: a numeral whose counted noun stands before it."""
        said = self.says(q.first - 1, "number", "verbs") or q.cut > 0
        men, counted = self._with_people(q, i)
        if q.vague or not (said or men is None) or not (men or self._alone(i)):
            return None
        near = self._near(q, 2 * _NUMBER_REACH)
        for j in self.before(q.first, _NUMBER_REACH - 1):
            if self.says(j, "number", "all"):
                return counted if near else None
            if said and self.among(j, figure_words("number", "of"), behind="وفلب"):
                if self.says(j + 1, "this"):
                    return counted if self._people.antecedent(j) else None
                # ليصل عدد المرابطين إلى 1500: the number is that of the figure before.
                result = near and self.says(j - 1, "total", "result")
                return counted if result or self._people.numbered(j + 1) else None
        return None

    def _shared_noun(self, q: Quantity, around: list[Quantity]) -> Counted | None:
        """A bare numeral that shares its noun with the next or the last figure.

        ``رفع العدد من 300 إلى 500 جندي``, ``قتل 29 وجرح 15 من المتطرفين``.
        """
        i = self._skip(q.stop, CLOSING_QUOTES)
        people = self._people.people(i)
        i += people is not None
        if q.vague or self._quantities.designates(q) or not self._alone(i):
            return None
        before, after = around[0], around[-1]
        if before is not q and self._last > before.first and self._quantities.changes(before, q):
            return Counted(q.first, q.stop, self._formation, "shared-noun")
        if after is q or (counted := self._counted(after)) is None:
            return None
        verbs = figure_words("others", "before")
        row = after.first - i == 1 and all(self.among(part.first - 1, verbs) for part in (q, after))
        if row or self._quantities.changes(q, after):
            return Counted(q.first, i, people or _formation(counted), "shared-noun")
        return None

    def _with_people(self, q: Quantity, i: int) -> tuple[Noun | None, Counted]:
        """The noun for people at ``i`` that says nothing of arms, and the figure up to it."""
        people = self._people.people(i)
        return people, Counted(q.first, q.stop if people is None else i + 1, people)

    def _near(self, q: Quantity, reach: int) -> bool:
        """Whether a figure stands close before, in the same sentence."""
        return q.first - self._last <= reach and not self._ended(self._last, q.first)

    def _ended(self, first: int, stop: int) -> bool:
        """Whether a sentence ends between the tokens, or ``first`` is nowhere."""
        return first < 0 or any(self.key(i) in SENTENCE_ENDS for i in range(first, stop))

    def _alone(self, i: int) -> bool:
        """Whether what follows the numeral is no counted noun."""
        if self.kind(i) in ("", "sign", "line"):
            return True
        key = self.key(i)
        verb = key.startswith(("ي", "سي")) and key.endswith("ون")
        particle = self.says(i, "particle", "prepositions", "behind_numeral")
        return verb or particle or key.startswith("و")

    def _skip(self, i: int, signs: frozenset[str]) -> int:
        return i + (self.key(i) in signs)


def _formation(counted: Counted) -> Noun | None:
    return counted.noun if counted.noun is not None and counted.noun.unit != "person" else None


RULES: dict[str, Callable[[Counting, Quantity, int], Counted | None]] = {
    "noun-before": Counting._noun_before,
    "out-of": Counting._out_of,
    "in-ranks": Counting._in_ranks,
    "noun-behind": Counting._noun_behind,
    "pronoun": Counting._pronoun,
    "casualties": Counting._casualties,
    "others": Counting._others,
    "joined": Counting._joined,
    "strength": Counting._strength,
    "number-of": Counting._number_of,
}
"""The rules for a quantity and the token behind it, in the order in which they are asked. A bare
numeral that none of them counts may share a noun (``shared-noun``); a ``dual`` has no numeral."""
