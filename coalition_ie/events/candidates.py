"""An event while its arguments are found, and whom a phrase names.

A phrase names its mentions, or the earlier name that its pronoun or generic noun stands for
(annotation guidelines §3, coreference).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coalition_ie.arabic.normalise import fold
from coalition_ie.events.chunks import Chunk
from coalition_ie.events.clauses import Clauses
from coalition_ie.events.lexicon import Sense, anaphors
from coalition_ie.events.tables import RuleId, listed, mixed_roles

_REACH = 80  # units back to a name that a pronoun or generic noun may mean


class Candidate:
    """One trigger in one reading, with its arguments by role.

    ``c`` is the position of its chunk in ``clauses``. Arguments stand by the position of their
    mention (or date) in the document, each with the rule that found it.
    """

    def __init__(self, clauses: Clauses, c: int, sense: Sense) -> None:
        self.clauses = clauses
        self.c = c
        self.sense = sense
        self.type = sense.row.type
        self.frame = sense.row.frame
        self.verb = sense.kind == "verb"
        self.chunk = clauses.chunks[c]
        self.preposition = self.chunk.preposition
        """The preposition before the trigger, or ""."""
        assert self.chunk.trigger is not None
        self.word = self.chunk.trigger.last or self.chunk.trigger
        """The trigger, or the counted noun of the figure that names the event."""
        self.roles: dict[str, dict[int, RuleId]] = {}

    @property
    def empty(self) -> bool:
        """Whether no role is filled."""
        return not any(self.roles.values())

    def fillers(self, role: str) -> Mapping[int, RuleId]:
        """The arguments in ``role``."""
        return self.roles.get(role, {})

    def add(self, role: str, rule: RuleId, *arguments: int) -> None:
        """Put arguments into a role; a mention fills one role of an event, the first given."""
        for argument in arguments:
            others = (fillers for name, fillers in self.roles.items() if name != "dates")
            if role and (role == "dates" or not any(argument in fillers for fillers in others)):
                self.roles.setdefault(role, {})[argument] = rule

    def add_phrase(self, spec: str, c: int | None, rule: RuleId) -> None:
        """Put the mentions of chunk ``c`` where ``spec``, a role or mixed role, says."""
        if c is None or not spec:
            return
        chunk = self.clauses.chunks[c]
        table = mixed_roles()[spec]
        for mention in chunk.mentions or self._meant(chunk, table):
            if chunk.oriented and self.clauses.mentions[mention].label == "LOC":
                continue
            if spec != "fallback place" or not self.fillers("places"):
                self.add(self._role(table, mention), rule, mention)

    def _role(self, table: Mapping[str, str], mention: int) -> str:
        name = self.clauses.mentions[mention]
        kind: str = name.label
        if kind == "LOC" and "facility" in table:
            head = fold(name.text).split()[:1]
            kind = kind if listed("facilities").isdisjoint(head) else "facility"
        role = table.get(kind, "")
        return "" if role == "actors" and not self.acts(mention) else role

    def acts(self, mention: int) -> bool:
        """Whether a name may own an action: a person, a body, a figure, a state, not a town."""
        name = self.clauses.mentions[mention]
        key = fold(name.text)
        return name.label != "LOC" or key in listed("states") or key in listed("capitals")

    def nearest(self, unit: int, *labels: str, marks: Iterable[str] = ()) -> list[int]:
        """The last name before a unit that is of one of ``labels`` or holds one of ``marks``."""
        for other in reversed(self.clauses.units[max(0, unit - _REACH) : unit]):
            fits = other.label in labels or any(mark in other.key for mark in marks)
            if other.kind == "mention" and fits:
                return [other.place]
        return []

    def _meant(self, chunk: Chunk, table: Mapping[str, str]) -> list[int]:
        """The earlier name that a phrase without one stands for."""
        if chunk.pronoun:
            wanted = ("LOC",) if table.get("LOC") == "places" else ("ORG", "PER")
            return self.nearest(chunk.first, *wanted)
        if chunk.holds("placenouns"):
            return self.nearest(chunk.first, "LOC")
        if chunk.holds("homelands"):
            return self.nearest(chunk.first, "PER") or self.nearest(chunk.first, "ORG")
        marks = next(filter(None, map(anaphors().get, chunk.keys)), ())
        if marks:
            return self.nearest(chunk.first, marks=marks)
        return self.nearest(chunk.first, "ORG") if chunk.holds("possessed") else []
