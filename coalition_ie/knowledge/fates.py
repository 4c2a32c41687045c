"""What became of the people of a sentence: the word before or behind them that says it.

The ways in which a group finds its cue; the constants are reaches within a sentence, chosen on the
development half of ``annotations/knowledge/casualties``.
"""

from __future__ import annotations

from functools import cache

from coalition_ie.arabic.characters import OPENING_QUOTES
from coalition_ie.arabic.lexicon import listed
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.tokens import SENTENCE_ENDS
from coalition_ie.knowledge.people import CLAUSE_ENDS, Group, People, table, words_of
from coalition_ie.types.knowledge import Outcome

_VERB_GAP = 7  # tokens between a verb and the people: قتل في قصف على البلدة أمس 20 شخصا
_NOUN_GAP = 3  # tokens between a verbal noun and the people: مقتل، بحسب الشرطة، 20
_BEHIND_GAP = 16  # tokens from the people to a verb behind them
_JOINED_GAP = 4  # tokens from one group to the next of the same fate: 20 مدنيا سوريا و5 جنود
_TOLL_GAP = 14  # tokens from "the number of the dead" to its number
_ACCORD = 7  # tokens of بحسب الشرطة between commas
_BETWEEN_GAP = 5  # tokens from a group to بين قتيل وجريح


@cache
def _along() -> tuple[tuple[str, str], ...]:
    """The phrases for "together with", of two words."""
    phrases = (tuple(fold(p).split()) for p in table()["along"]["phrases"].split("|"))
    return tuple((one, two) for one, two in phrases)


class Fates:
    """Finds the cues of the groups of one sentence."""

    def __init__(self, people: People) -> None:
        self.people = people

    def of(self, n: int) -> list[tuple[Outcome, int]]:
        """What became of a group and the tokens that say so; two where it was shared out."""
        group = self.people.groups[n]
        if (own := self._own(group)) is not None:
            return own
        if (shared := self._between(group)) is not None:
            return shared
        before = self.cue_before(group)
        hit = None if before is None else self.people.cue(before)
        if before is not None and hit is not None:
            twin = self._twin(before, hit.outcome)
            return [*([twin] if twin else []), (hit.outcome, before)]
        if not group.numbered and group.low != 1:
            return []
        found = self._toll(group) or self._cue_behind(n)
        return [] if found is None else [found]

    def _own(self, group: Group) -> list[tuple[Outcome, int]] | None:
        """What the noun itself says became of them; None where it says nothing."""
        person = None if group.noun is None else self.people.person(group.noun)
        if group.noun is None or person is None:
            return None
        if person.outcome is None:  # 10 أطفال قتلى
            behind = self.people.person(group.stop) if group.numbered else None
            joined = self.people.key(group.stop)[:1] == "و"
            plain = behind is not None and behind.bare and not joined
            return [(behind.outcome, group.stop)] if plain and behind and behind.outcome else None
        hurt = person.outcome in ("captured", "displaced", "wounded")
        if hurt and group.numbered and self.relieved(group):
            return []
        other = self._also(group.noun + 1, person.outcome) if group.numbered else None
        return [(person.outcome, group.noun), *([other] if other else [])]

    def _also(self, i: int, outcome: Outcome) -> tuple[Outcome, int] | None:
        """The second casualty of ``20 قتيلا وجريحا``, which has no number of its own."""
        if self.people.key(i)[:1] != "و" or self.people.taken(i):
            return None
        person = self.people.person(i)
        if person is None or person.outcome in (None, outcome):
            return None
        assert person.outcome is not None
        return person.outcome, i

    def _between(self, group: Group) -> list[tuple[Outcome, int]] | None:
        """``20 شخصا بين قتيل وجريح``."""
        for j in range(group.stop, group.stop + _BETWEEN_GAP):
            if self.people.lists(j, "between", "words"):
                one, two = self.people.person(j + 1), self.people.person(j + 2)
                if one and two and one.outcome and two.outcome and one.outcome != two.outcome:
                    return [(one.outcome, j + 1), (two.outcome, j + 2)]
        return None

    def cue_before(self, group: Group) -> int | None:
        """The cue whose people the group is, before it in its clause."""
        first, people = group.first, self.people
        if group.cut > 0 and people.key(first)[:1] in "وب":
            return None  # joined to others, or the means: قتل بعدة طلقات
        while people.key(first - 1) in OPENING_QUOTES:
            first -= 1
        if self._along(first):
            return self._main_cue(first - 2)
        if people.lists(first - 1, "preposition", "words"):
            on = people.lists(first - 1, "preposition", "of_cue") and self._leads(first - 2)
            return first - 2 if on else None
        if self._leads(first - 1):
            return first - 1
        return self._far_cue(first, group) if group.numbered else self._alone(first, group)

    def _leads(self, i: int) -> bool:
        """Whether the cue at ``i`` has its people behind it."""
        hit = self.people.cue(i)
        if hit is None or hit.place == "behind":
            return False
        return hit.place != "plural" or not self._has_people(i)

    def _far_cue(self, first: int, group: Group) -> int | None:
        """The cue of a number that does not stand right behind it."""
        j = first - 1
        while j > first - 2 - _VERB_GAP and j >= 0:
            if (says := self._says_so(j)) is not None:
                j = says - 1
                continue
            if self.people.key(j) in CLAUSE_ENDS or self.people.taken(j):
                return None
            hit = self.people.cue(j)
            if hit is not None and hit.place != "behind":
                near = hit.place != "noun" or first - 1 - j <= _NOUN_GAP
                return j if near and self._leads(j) else None
            if self.people.find(listed(words_of("light", "verb")), j) is not None:
                return self._light(first, group)
            j -= 1
        return None

    def _along(self, first: int) -> bool:
        """Whether "together with" stands before ``first``."""
        return any(
            self.people.among(first - 2, frozenset((one,))) and self.people.key(first - 1) == two
            for one, two in _along()
        )

    def _main_cue(self, i: int) -> int | None:
        """The cue of those with whom the group stands together, before ``i`` in the sentence."""
        for j in range(i - 1, max(-1, i - _BEHIND_GAP), -1):
            if self.people.key(j) in SENTENCE_ENDS:
                return None
            hit = self.people.cue(j)
            if hit is not None and hit.place != "behind":
                return j
        return None

    def _says_so(self, i: int) -> int | None:
        """Where a clause between commas that ends at ``i`` begins, if it tells who says so."""
        if self.people.key(i) != "،":
            return None
        for j in range(i - 1, max(-1, i - _ACCORD), -1):
            if self.people.lists(j, "accord", "words"):
                return j
        return None

    def _alone(self, first: int, group: Group) -> int | None:
        """The cue of one person, or of some, of whom no number is told."""
        before = self.people.cue(first - 2)
        if self.people.lists(first - 1, "meanwhile", "words") and before is not None:
            return first - 2 if before.place == "verb" else None
        if self.people.find(listed(words_of("light", "verb")), first - 1) is not None:
            return self._light(first, group)
        return self._object(first)

    def _has_people(self, j: int) -> bool:
        """Whether the people of the plural verb at ``j`` stand before it: إن عشرة قتلوا."""
        before = (self.people.ends.get(i) for i in range(j, j - _NOUN_GAP, -1))
        counted = (g for g in before if g is not None and g.numbered and not g.part)
        return any(self.cue_before(g) is None for g in counted)

    def _object(self, first: int) -> int | None:
        """The verb whose agent stands between it and a single object: قتل مسلحون شرطيا."""
        if not self.people.key(first).endswith("ا"):
            return None
        for j in range(first - 2, first - 4, -1):
            hit = self.people.cue(j)
            if self.people.key(j + 1) in CLAUSE_ENDS:
                return None
            if hit is not None:
                return j if hit.place == "verb" else None
        return None

    def _light(self, first: int, group: Group) -> int | None:
        """Where the meaning of لقي stands: لقي 20 شخصا حتفهم."""
        for j in range(group.stop, min(len(self.people.tokens), group.stop + _BEHIND_GAP)):
            hit = self.people.cue(j)
            if hit is not None and hit.place == "behind":
                return j
        return None

    def _twin(self, i: int, outcome: Outcome) -> tuple[Outcome, int] | None:
        """The other cue of ``مقتل وإصابة 20``."""
        at = i - 1
        if self.people.lists(at, "between", "twins"):
            at -= 1
        elif self.people.key(i)[:1] != "و":
            return None
        other = self.people.cue(at)
        places = ("verb", "noun")
        same = other is not None and other.place in places and other.outcome != outcome
        return (other.outcome, at) if same and other is not None else None

    def _toll(self, group: Group) -> tuple[Outcome, int] | None:
        """``ارتفاع عدد القتلى إلى 120``: the noun of casualty whose number the group tells."""
        if not group.numbered:
            return None
        told = False
        for j in range(group.first - 1, max(-1, group.first - 1 - _TOLL_GAP), -1):
            if self.people.key(j) in CLAUSE_ENDS or (
                self.people.taken(j) and not self.people.is_casualty(j)
            ):
                return None
            told = told or self.people.among(j, words_of("toll"), behind="وبل")
            person = self.people.person(j)
            if person is not None and person.outcome is not None:
                before = range(j - 1, max(-1, j - 4), -1)
                told = told or any(
                    self.people.among(k, words_of("toll"), behind="وبل") for k in before
                )
                return (person.outcome, j) if told else None
        return None

    def _cue_behind(self, n: int) -> tuple[Outcome, int] | None:
        """The verb behind a group: 20 شخصا من القرية قتلوا أمس."""
        group, people = self.people.groups[n], self.people
        for j in range(group.stop, min(len(people.tokens), group.stop + _BEHIND_GAP)):
            if people.key(j) in SENTENCE_ENDS:
                return None
            other = people.at.get(j)
            counted = other is not None and other.numbered and not other.part
            if counted and people.key(j)[:1] != "و":
                return None
            hit = people.cues[j]
            if hit is not None and hit.entry.place in ("verb", "noun"):
                return None
            of_many = not group.numbered and people.key(j).endswith(("وا", "هم"))
            if hit is None or hit.conjunction or of_many:
                continue
            return None if self._patient_behind(j) else (hit.entry.outcome, j)
        return None

    def _patient_behind(self, j: int) -> bool:
        """Whether the plural verb at ``j`` has an object of its own: مهاجمون قتلوا 5."""
        hit = self.people.cue(j)
        if hit is None or hit.place != "plural":
            return False
        after = (self.people.at.get(i) for i in range(j + 1, j + 1 + _NOUN_GAP))
        return any(g is not None and self.cue_before(g) == j for g in after)

    def acts(self, n: int) -> bool:
        """Whether a group is who did it: قتل مسلحون 18 شخصا."""
        group = self.people.groups[n]
        if group.numbered or not self.people.key(group.first).endswith(("ون", "ان")):
            return False
        before = self.cue_before(group)
        patient = next((g for g in self.people.groups[n + 1 : n + 5] if g.numbered), None)
        if before is None or patient is None:
            return False
        return self.cue_before(patient) == before

    def joins(self, n: int) -> bool:
        """Whether a group is joined by و to the one before it: 20 مدنيا و5 جنود."""
        if n == 0:
            return False
        group, before = self.people.groups[n], self.people.groups[n - 1]
        gap = group.first - before.stop
        by_and = self.people.key(group.first)[:1] == "و" and (group.cut > 0 or not group.numbered)
        first = group.first
        if self.people.key(first - 1) == "و":
            by_and, gap, first = True, gap - 1, first - 1
        if group.numbered and self.people.key(first - 1) == "،":
            first -= 1  # 3 مدنيين، و5 جنود، و…
        if not by_and or not 0 <= gap <= (_JOINED_GAP if group.numbered else 1):
            return False
        if not group.numbered and before.numbered and self._same_noun(before, group):
            return False
        between = range(before.stop, first)
        return not any(
            self.people.key(j) in CLAUSE_ENDS or self.people.cue(j) is not None for j in between
        )

    def _same_noun(self, before: Group, group: Group) -> bool:
        """Whether one numeral counts both nouns: 88 إرهابيا وتكفيريا."""
        nouns = (before.noun, group.noun)
        return all(n is not None and self.people.key(n).endswith("ا") for n in nouns)

    def relieved(self, group: Group) -> bool:
        """Whether the people come free or home, are tended or housed."""
        before = range(group.first - 1, max(-1, group.first - 4), -1)
        return any(self.people.among(j, words_of("relief"), behind="وفبل") for j in before)
