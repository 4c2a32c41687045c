"""Who is the subject of which verb, and which clause a word stands in.

News prose is verb first (VSO) as often as subject first; the subject is looked for before the
verb inside its clause, then behind it, then, through a relative, a complementiser with a pronoun
or a coordination, in the clause before (Ryding 2005, ch. 3, 14, 19).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coalition_ie.arabic.characters import ENCLITICS
from coalition_ie.events.chunks import Chunk
from coalition_ie.events.lexicon import verb_classes, verb_enclitic
from coalition_ie.events.tables import RuleId, listed
from coalition_ie.events.units import Unit
from coalition_ie.types import Mention

BORDERS = frozenset({"comp", "rel", "sub", "verb", "stop"})
"""Kinds of chunks at which a clause begins or ends."""

_REACH = 40  # chunks that any search may cross; longer clauses are lists, not syntax
_DEPTH = 6  # clauses that a subject may be inherited through
_IMPERSONAL = "ه"  # أنه may mean nobody (أنه قتل جنود)
_SUBJECTS = tuple(pronoun for pronoun in ENCLITICS if pronoun != _IMPERSONAL)
_SAYING = frozenset({"report", "claim", "announce", "accuse"})


class VerbPhrases(NamedTuple):
    """Positions of the chunks that are subject and object of a verb, and how they were found."""

    subject: int | None
    object: int | None
    rule: RuleId


class Clauses:
    """Units and chunks of one sentence, and questions about them.

    A chunk is named by its position ``c``, a mention by its position in the document.
    """

    def __init__(
        self, units: Sequence[Unit], chunks: Sequence[Chunk], mentions: Sequence[Mention]
    ) -> None:
        self.units = units
        self.chunks = chunks
        self.mentions = mentions
        self.named: Counter[str] = Counter(
            t for unit in units for t in {x.row.type for x in unit.senses}
        )
        """How many words may name an event of a type."""
        self._phrases: dict[int, VerbPhrases] = {}

    def type_of(self, c: int) -> str:
        """The event type that chunk ``c`` names first, or ""."""
        trigger = self.chunks[c].trigger
        return trigger.senses[0].row.type if trigger else ""

    def classes(self, c: int) -> frozenset[str]:
        """The classes of the verb that chunk ``c`` is."""
        unit = self.units[self.chunks[c].first]
        return unit.classes or verb_classes(unit.key)

    def says(self, c: int) -> bool:
        """Whether verb ``c`` is one of saying: its date and place are not those of what it says."""
        return not _SAYING.isdisjoint(self.classes(c))

    def before(self, c: int) -> Iterator[int]:
        """Chunks left of ``c``, nearest first, as far as the reach goes."""
        return iter(range(c - 1, max(-1, c - 1 - _REACH), -1))

    def after(self, c: int) -> Iterator[int]:
        """Chunks right of ``c`` inside its clause."""
        for j in range(c + 1, min(len(self.chunks), c + 1 + _REACH)):
            if self.chunks[j].kind in BORDERS:
                return
            yield j

    def prepositions_after(self, c: int) -> set[str]:
        """The prepositions of the chunks right of ``c`` inside its clause."""
        return {self.chunks[j].preposition for j in self.after(c)}

    def border(self, c: int) -> int | None:
        """The chunk that opens the clause of ``c``; None for the sentence's beginning."""
        return next((j for j in self.before(c) if self.chunks[j].kind in BORDERS), None)

    def governor(self, c: int) -> int | None:
        """The verb of the clause in which the noun chunk ``c`` stands behind it."""
        j = self.border(c)
        return j if j is not None and self.chunks[j].kind == "verb" else None

    def complement_of(self, c: int) -> int | None:
        """The verb whose content clause (أن) the verb chunk ``c`` stands in."""
        border = self.border(c)
        for _ in range(_DEPTH):  # ``أن تكون تركيا قد قصفت``: past the auxiliary
            if border is None or self.chunks[border].kind != "verb":
                break
            if self.chunks[border].trigger is not None or "happen" not in self.classes(border):
                return None
            border = self.border(border)
        if border is None or not self._is_content(border):
            return None
        for j in self.before(border):
            chunk = self.chunks[j]
            if chunk.kind in BORDERS or chunk.kind == "comma" or chunk.holds("quoting"):
                return j if chunk.kind == "verb" else None
        return None

    def _is_content(self, c: int) -> bool:
        """Whether chunk ``c`` opens a clause of content, not one of time (بعد أن) or cause."""
        chunk = self.chunks[c]
        before = self.units[max(0, chunk.first - 1)]
        governed = before.kind != "preposition" or before.key in listed("content")
        return chunk.kind == "comp" and chunk.head.startswith(("ان", "بان")) and governed

    def antecedent(self, c: int) -> int | None:
        """The noun phrase before a relative or a clause without verb."""
        for j in self.before(c):
            chunk = self.chunks[j]
            if chunk.kind == "np" and not chunk.oriented and not chunk.pronoun:
                return j
            if chunk.kind in BORDERS:
                return None
        return None

    def subject(self, c: int | None, depth: int = 0) -> int | None:
        """The chunk that is the subject of the verb chunk ``c``, if there is such a verb."""
        return None if c is None else self.phrases(c, depth).subject

    def phrases(self, c: int, depth: int = 0) -> VerbPhrases:
        """Subject and object of the verb chunk ``c``."""
        if c not in self._phrases:
            self._phrases[c] = VerbPhrases(None, None, "inherited-subject")  # against circles
            self._phrases[c] = self._find(c, depth)
        return self._phrases[c]

    def _find(self, c: int, depth: int) -> VerbPhrases:
        left = self._own_subject(c)
        right = self._right_phrases(c)
        if left is not None and not self._verb_first(left, right, c):
            return VerbPhrases(left, right[0] if right else None, "subject-before-verb")
        if len(right) > 1:
            return VerbPhrases(right[0], right[1], "subject-behind-verb")
        inherited = self._inherited(c, depth)
        if not right:
            return VerbPhrases(inherited, None, "inherited-subject")
        return self._one_phrase(c, right[0], inherited)

    def _one_phrase(self, c: int, phrase: int, inherited: int | None) -> VerbPhrases:
        """Subject or object: what a single phrase behind the verb is."""
        head = self.chunks[phrase].head
        if self.has_object_pronoun(c):
            return VerbPhrases(phrase, inherited, "subject-behind-verb")
        # ``أنها ستنشر``: the complementiser right before the verb bears its subject.
        before = self.chunks[max(0, c - 1)]
        if inherited is not None and before.kind == "comp" and before.head.endswith(_SUBJECTS):
            return VerbPhrases(inherited, phrase, "inherited-subject")
        # ``قالت فرنسا إنها``: what is said is the object, so the phrase before it said it.
        says = phrase + 1 < len(self.chunks) and self._is_content(phrase + 1)
        if head in listed("agents") or says:
            return VerbPhrases(phrase, None, "subject-behind-verb")
        if inherited is not None or head in listed("patients"):
            return VerbPhrases(inherited, phrase, "inherited-subject")
        return VerbPhrases(phrase, None, "only-phrase")

    def _verb_first(self, left: int, right: list[int], c: int) -> bool:
        """Whether an agent behind the verb is its subject, and what stands before an apposition."""
        apart = any(self.chunks[j].kind == "comma" for j in range(left + 1, c))
        agent = bool(right) and self.chunks[right[0]].head in listed("agents")
        return agent and (apart or len(right) > 1)

    def describes(self, c: int) -> bool:
        """Whether the verb chunk ``c`` opens a clause about the noun before it (``قتل فيها``)."""
        behind = self.chunks[c + 1 : c + 2]
        return any(chunk.pronoun and chunk.preposition in listed("resumptive") for chunk in behind)

    def has_object_pronoun(self, c: int) -> bool:
        """Whether the verb chunk ``c`` bears an object pronoun (شنها)."""
        unit = self.units[self.chunks[c].first]
        if unit.senses:
            return any(sense.analysis.enclitic for sense in unit.senses)
        return verb_enclitic(unit.key)

    def _right_phrases(self, c: int) -> list[int]:
        found: list[int] = []
        for j in self.after(c):
            chunk = self.chunks[j]
            if chunk.kind == "np" and not chunk.preposition:
                if chunk.coordinated and found:
                    break
                found.append(j)
            # What leans on an event noun is its genitive, not an argument of the verb.
            if len(found) == 2 or (chunk.trigger is not None and not chunk.mentions):
                break
        return found

    def _own_subject(self, c: int) -> int | None:
        """The first phrase without preposition between the clause's opening and its verb."""
        start = self.border(c)
        if start is not None and self.chunks[start].kind == "verb":
            return None
        opening = max(0, c - _REACH) if start is None else start + 1
        phrases = (j for j in range(opening, c) if self.chunks[j].kind == "np")
        return next((j for j in phrases if not self.chunks[j].preposition), None)

    def _inherited(self, c: int, depth: int) -> int | None:
        start = self.border(c)
        if start is None or depth >= _DEPTH:
            return None
        kind, key = self.chunks[start].kind, self.chunks[start].head
        if kind == "rel" or (kind == "sub" and key in listed("personal")):
            return self.antecedent(start)
        if kind == "verb":
            return self.subject(start, depth + 1)
        if kind == "comp" and not key.endswith(ENCLITICS):
            return None
        previous = next((j for j in self.before(start) if self.chunks[j].kind == "verb"), None)
        return self.subject(previous, depth + 1)
