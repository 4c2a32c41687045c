"""Whom a phrase names: its mentions, or the earlier name that a pronoun or generic noun means."""

from __future__ import annotations

from collections.abc import Mapping

from coalition_ie.arabic.normalise import fold
from coalition_ie.events.clauses import Sentence
from coalition_ie.events.draft import Draft
from coalition_ie.events.lexicon import Frame, Sense, mixed_roles, particles

_REACH = 80  # units back to a name that a pronoun or generic noun may mean


class Linking:
    """One trigger while its arguments are gathered into ``draft``."""

    def __init__(self, sentence: Sentence, chunk: int, sense: Sense) -> None:
        self.s = sentence
        self.c = chunk
        self.sense = sense
        self.frame: Frame = sense.row.frame
        self.draft = Draft(chunk, sentence.trigger_span(chunk), sense)

    @property
    def preposition(self) -> str:
        """The preposition before the trigger, or ""."""
        return self.s.chunks[self.c].preposition

    def give(self, spec: str, c: int | None, rule: str) -> None:
        """Put the mentions of chunk ``c`` where ``spec``, a role or mixed role, says."""
        if c is None or not spec:
            return
        chunk = self.s.chunks[c]
        table = mixed_roles(spec)
        for mention in chunk.mentions or self._meant(c, table):
            if chunk.oriented and self.s.label(mention) == "LOC":
                continue
            role = self._role(table, mention)
            if spec == "fallback place" and self.draft.has("places"):
                role = ""
            self.draft.add(role, mention, rule)

    def _role(self, table: Mapping[str, str], mention: int) -> str:
        label = self.s.label(mention)
        facility = "facility" in table and self._is_facility(mention)
        role = table.get("facility" if facility else label, "")
        return "" if role == "actors" and not self.acts(mention) else role

    def _is_facility(self, mention: int) -> bool:
        """Whether the name of a place begins with a facility's head (قاعدة، مطار)."""
        name = self.s.mentions[mention]
        heads = fold(name.text).split()[:1]
        return name.label == "LOC" and bool(heads) and heads[0] in self.s.sets["facilities"]

    def acts(self, mention: int) -> bool:
        """Whether a name may own an action: a person, a body, a figure, a state, not a town."""
        name = self.s.mentions[mention]
        return name.label != "LOC" or fold(name.text) in self.s.governing

    def nearest(self, unit: int, *labels: str) -> list[int]:
        """The last name of one of ``labels`` before a unit, as far as the reach goes."""
        for other in reversed(self.s.units[max(0, unit - _REACH) : unit]):
            if other.mention is not None and other.label in labels:
                return [other.mention]
        return []

    def _meant(self, c: int, table: Mapping[str, str]) -> list[int]:
        """The earlier name that a phrase without one stands for (guidelines §3, coreference)."""
        chunk = self.s.chunks[c]
        if chunk.pronoun:
            wanted = ("LOC",) if table.get("LOC") == "places" else ("ORG", "PER")
            return self.nearest(chunk.first, *wanted)
        if any(key in self.s.sets["placenouns"] for key in chunk.keys):
            return self.nearest(chunk.first, "LOC")
        if any(key in self.s.sets["homelands"] for key in chunk.keys):
            return self.nearest(chunk.first, "PER") or self.nearest(chunk.first, "ORG")
        for key in chunk.keys:
            if key in particles().anaphors:
                return self._named_like(chunk.first, particles().anaphors[key])
        if any(key in self.s.sets["possessed"] for key in chunk.keys):
            return self.nearest(chunk.first, "ORG")
        return []

    def _named_like(self, unit: int, marks: tuple[str, ...]) -> list[int]:
        for other in reversed(self.s.units[max(0, unit - _REACH) : unit]):
            if other.mention is not None and any(mark in other.key for mark in marks):
                return [other.mention]
        return []
