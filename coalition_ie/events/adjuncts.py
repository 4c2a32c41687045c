"""Phrases with a preposition, places and dates around a trigger."""

from __future__ import annotations

from collections.abc import Iterator

from coalition_ie.events.clauses import BORDERS
from coalition_ie.events.fillers import Linking
from coalition_ie.events.nouns import SAYING

_LOCATIVE = frozenset({"في", "ب", "داخل", "وسط", "ضمن"})
_SINCE = frozenset({"بعد", "قبل", "منذ", "خلال", "عقب"})
_TOGETHER = "بالتعاون مع"
_CARRIERS = frozenset({"light", "happen", "host", "cover", "claim"})


def link_adjuncts(linking: Linking) -> None:
    """What stands behind the trigger up to the next one, then what stands before it."""
    _link_behind(linking)
    if not linking.s.chunks[linking.c].coordinated:
        _link_before(linking)


def _link_behind(linking: Linking) -> None:
    paused = False
    for j in _behind(linking):
        chunk = linking.s.chunks[j]
        if chunk.date is not None:
            linking.draft.add("dates", chunk.date, "date behind")
        elif chunk.kind == "comma":
            paused = True
        elif chunk.trigger is not None and not chunk.mentions:
            if not (chunk.coordinated and j == linking.c + 1):
                return
        elif chunk.preposition:
            _link_preposition(linking, j)
        elif paused and linking.sense.kind != "verb":
            return


def _behind(linking: Linking) -> Iterator[int]:
    """Chunks behind the trigger in its clause, and behind a verb that only carries it."""
    s, low = linking.s, linking.c
    for _ in range(2):
        border = low + 1
        for j in s.after(low):
            yield j
            border = j + 1
        if linking.sense.kind == "verb" or border >= len(s.chunks):
            return
        if s.chunks[border].kind == "rel":
            border += 1
        if border >= len(s.chunks) or not _carries(linking, border):
            return
        low = border


def _carries(linking: Linking, j: int) -> bool:
    chunk = linking.s.chunks[j]
    plain = chunk.kind == "verb" and chunk.trigger is None and not chunk.coordinated
    return plain and bool(linking.s.classes(j) & _CARRIERS)


def _link_preposition(linking: Linking, j: int) -> None:
    if linking.draft.type == "MEET" and _about(linking, j):
        return
    name = linking.s.chunks[j].preposition
    spec = linking.frame.prepositions.get(name, "")
    if name == "ل" and spec == "struck" and linking.sense.kind != "verb":
        # ``قصف للتحالف على …``: with على for what is struck, ل brings in who struck it.
        behind = {linking.s.chunks[k].preposition for k in linking.s.after(linking.c)}
        spec = "fighters" if "علي" in behind else spec
    linking.give(spec, j, f"preposition {name}")


def _about(linking: Linking, j: int) -> bool:
    """``بحثا الوضع في …``: the place of the topic."""
    before = linking.s.chunks[j - 1]
    return before.kind == "np" and any(key in linking.s.sets["topics"] for key in before.keys)


def _link_before(linking: Linking) -> None:
    s = linking.s
    verb_seen = linking.sense.kind == "verb"
    for j in s.before(linking.c):
        chunk = s.chunks[j]
        if chunk.kind == "verb" and not verb_seen and chunk.trigger is None:
            if s.classes(j) & SAYING and "light" not in s.classes(j):
                return
            verb_seen = True
        elif chunk.kind in BORDERS or chunk.trigger is not None:
            return
        elif chunk.date is not None:
            if not _said(linking, j) and not _measured(linking, j):
                linking.draft.add("dates", chunk.date, "date before")
        elif chunk.preposition == _TOGETHER:
            linking.give("actors", j, f"preposition {_TOGETHER}")
        elif chunk.preposition in _LOCATIVE and _fronted(linking, j, verb_seen):
            linking.give("places", j, "fronted place")


def _fronted(linking: Linking, j: int, verb_seen: bool) -> bool:
    """Whether a phrase before the trigger tells where it was, not what its noun is like."""
    if _said(linking, j):
        return False
    before = linking.s.chunks[j - 1] if j else None
    if before is None or before.kind != "np":
        return True
    if linking.sense.kind == "verb":
        return False
    return linking.preposition == "" and not (verb_seen and before.preposition)


def _measured(linking: Linking, j: int) -> bool:
    """``بعد يومين من [الهجوم]``: the time up to the event, not its own."""
    following = linking.s.units[linking.s.chunks[j].last + 1 :][:1]
    return linking.preposition in _SINCE or any(unit.key == "من" for unit in following)


def _said(linking: Linking, j: int) -> bool:
    """Whether the verb before chunk ``j`` is one of saying, so that ``j`` belongs to it."""
    s = linking.s
    verb = s.governor(j)
    return verb is not None and s.chunks[verb].trigger is None and bool(s.classes(verb) & SAYING)
