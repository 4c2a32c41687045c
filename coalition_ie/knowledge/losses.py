"""The casualties of one sentence: how many people were killed, wounded, captured, and who they are.

What counts, and with which bounds, is the annotation guidelines' section on casualties. Groups of
people are found by `coalition_ie.knowledge.people`, their fates by `coalition_ie.knowledge.fates`.
"""

from __future__ import annotations

from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.tokens import SENTENCE_ENDS
from coalition_ie.knowledge.fates import Fates
from coalition_ie.knowledge.people import CLAUSE_ENDS, Group, People, words_of
from coalition_ie.types.knowledge import Outcome, Victims

_MIXED_GAP = 4  # tokens from a group to others whom its number counts too
_SIDE_GAP = 8  # tokens from a group to the words that say whose people they are
_NEGATION_GAP = 5  # tokens from a negation to what it denies


class Loss(NamedTuple):
    """A group, what became of it and who it is, and the token that says what became of it."""

    group: Group
    outcome: Outcome
    victims: Victims
    cue: int


class Losses:
    """Reads the casualties of one sentence."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.fates = Fates(people)

    def read(self) -> list[Loss]:
        """The casualties in order."""
        found: list[Loss] = []
        last: Loss | None = None
        part = False
        for n, group in enumerate(self.people.groups):
            if self.fates.acts(n) or self._said_before(group):
                continue
            joined = self.fates.joins(n)
            part = group.part or (part and joined and self.fates.cue_before(group) is None)
            if part:
                continue
            fates = self.fates.of(n)
            own = group.noun is not None and self.people.is_casualty(group.noun)
            if (
                not fates
                and joined
                and not own
                and last is not None
                and last.group.stop <= group.first
            ):
                fates = [(last.outcome, last.cue)]
            losses = [self._loss(n, outcome, cue, len(fates) > 1) for outcome, cue in fates]
            for loss in losses:
                if (settled := self._settled(loss)) is not None:
                    found.append(settled)
                    last = settled
            if not losses and group.numbered:
                last = None
        return self._with_victims(found)

    def _loss(self, n: int, outcome: Outcome, cue: int, shared: bool) -> Loss:
        group = self.people.groups[n]
        if shared:  # how many of each is not said, but that there are some (§)
            group = group._replace(low=1)
        return Loss(group, outcome, "unknown", cue)

    def _settled(self, loss: Loss) -> Loss | None:
        """The casualty under a negation, if there is one, and without what is none."""
        group = loss.group
        if not group.numbered and self._unsaid(loss):
            return None
        first = min(group.first, loss.cue)
        if not self._negated(first):
            return loss
        around = range(max(0, first - 1 - _NEGATION_GAP), first)
        reported = any(self.people.lists(k, "negation", "reports") for k in around)
        if group.numbered or reported:
            return None
        return loss._replace(group=group._replace(low=0, high=0))

    def _unsaid(self, loss: Loss) -> bool:
        """Whether people without a number are no casualties here (§)."""
        group, people = loss.group, self.people
        if loss.outcome == "displaced":
            return True
        if loss.cue != group.noun:
            return False
        before = range(group.first - 1, max(-1, group.first - 5), -1)
        toll = people.among(group.first - 1, words_of("toll"), behind="وبل")
        if toll or any(people.lists(k, "negation", "avoided") for k in before):
            return True  # عدد قتلى الجيش: their number follows; لتفادي وقوع ضحايا
        needs = people.among(group.first, words_of("cause", "needs"), behind="وبل")
        caused = any(people.among(j, words_of("cause")) for j in before)
        return needs and not caused and not people.lists(group.stop, "link", "words")

    def _negated(self, first: int) -> bool:
        """Whether a negation stands in the clause before ``first``, which is no bound (لا يقل)."""
        for j in range(first - 1, max(-1, first - 1 - _NEGATION_GAP), -1):
            if self.people.key(j) in CLAUSE_ENDS:
                return False
            bound = self.people.lists(j + 1, "negation", "bound")
            if self.people.among(j, words_of("negation")) and not bound:
                return True
        return False

    def _with_victims(self, found: list[Loss]) -> list[Loss]:
        told = [self._victims(loss) for loss in found]
        settled: list[Loss] = []
        for n, (loss, victims) in enumerate(zip(found, told, strict=True)):
            who = victims
            if who is None and n + 1 < len(found) and self._shares(loss, found[n + 1]):
                who = told[n + 1]
            if who is None and self._understood(loss.group) and settled:
                who = settled[-1].victims
            settled.append(loss._replace(victims=who or "unknown"))
        # Armed people who flee are no displaced persons (§).
        return [x for x in settled if (x.outcome, x.victims) != ("displaced", "armed")]

    def _understood(self, group: Group) -> bool:
        """Whether those meant are those last named: وأصيب 15 آخرون."""
        if group.noun is None:
            return True
        words = words_of("others", "more") | words_of("others", "one") | words_of("others", "two")
        at = group.noun
        return self.people.among(at, words) or self.people.among(at + 1, words)

    def _shares(self, loss: Loss, behind: Loss) -> bool:
        """Whether the next casualty names the people of this one too: مقتل 21 وإصابة 36 من …"""
        gap = range(loss.group.stop, behind.group.first)
        if loss.group.first == behind.group.first:
            return True
        return len(gap) <= 1 and self.people.key(loss.group.stop)[:1] == "و"

    def _victims(self, loss: Loss) -> Victims | None:
        """Who they are by their noun or the words behind it, None where nothing says it."""
        group = loss.group
        own = None if group.noun is None else self.people.who(group.noun)
        if own is None and group.noun is None and self.people.says(group.stop, "pronoun", "behind"):
            return "armed" if self.people.armed_people.antecedent(group.first) else None
        if own is not None:
            return "unknown" if self._mixed(group, own) else own
        return self._side(group.stop) or self._losing(loss)

    def _mixed(self, group: Group, own: Victims) -> bool:
        """Whether the number counts others too: عشرات الجنود والمدنيين."""
        for j in range(group.stop, group.stop + _MIXED_GAP):
            if (
                self.people.key(j) in CLAUSE_ENDS
                or self.people.cue(j) is not None
                or self.people.taken(j)
            ):
                return False
            if (
                self.people.key(j)[:1] == "و"
                and (other := self.people.who(j)) is not None
                and other != own
            ):
                return self.people.key(group.noun or 0).startswith("ال") == self.people.key(j)[
                    1:
                ].startswith("ال")
        return False

    def _said_before(self, group: Group) -> bool:
        """Whether a noun of casualty is told of the number before it: 10 أطفال قتلى."""
        before = self.people.ends.get(group.first)
        bare = not group.numbered and self.people.is_casualty(group.first)
        counted = before is not None and before.numbered and before.noun is not None
        return bare and counted and self.people.key(group.first)[:1] != "و"

    def _losing(self, loss: Loss) -> Victims | None:
        """The armed side whose own dead they are: تكبد الحوثيون 87 قتيلا."""
        first = loss.group.first
        for j in range(first - 1, max(-1, first - _SIDE_GAP), -1):
            if self.people.says(j, "loss", "verbs"):
                side = any(self.people.who(k) == "armed" for k in range(j + 1, first))
                return "armed" if side else None
        return None

    def _side(self, i: int) -> Victims | None:
        """Whose people the words behind a group name: في صفوف الحوثيين، معظمهم من المدنيين."""
        linked = True  # right behind them stand their adjectives: قتلى مدنيين
        for j in range(i, i + _SIDE_GAP):
            key = self.people.key(j)
            if key in SENTENCE_ENDS or key in words_of("part"):
                return None
            far = j > i + 1 and self.people.lists(j, "between", "words")  # اشتباكات بين قوات
            if (key in words_of("link") and not far) or key in words_of("link", "most"):
                linked = True
                continue
            if self.people.kind(j) == "sign" or self.people.is_casualty(j):
                continue
            adjective = j > i or not key.startswith(ARTICLE)
            if linked and adjective and (who := self.people.who(j)) is not None:
                joined = self.people.key(j + 1)[:1] == "و"
                other = self.people.who(j + 1) if joined else None
                return "unknown" if other not in (None, who) else who
            if self.people.cue(j) is not None or (self.people.taken(j) and j > i):
                return None
            linked = self.people.lists(j, "link", "of")
        return None
