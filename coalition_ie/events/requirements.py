"""What a reading needs beside its word: the ``requires`` of the rows."""

from __future__ import annotations

from collections.abc import Callable

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.events.candidates import Candidate
from coalition_ie.events.tables import Need, listed

_SPAN = 6  # chunks behind a trigger in which its forces are looked for


def satisfied(event: Candidate) -> bool:
    """Whether one of the alternatives that the row requires holds."""
    requires = event.sense.row.requires
    if not requires or _leans_on_same(event):
        return True
    return any(all(_holds(event, need) for need in alternative) for alternative in requires)


def _leans_on_same(event: Candidate) -> bool:
    """``استعادة السيطرة``: the word behind is of the same type and proves the reading."""
    clauses = event.clauses
    behind = clauses.phrases(event.c).object if event.verb else event.c + 1
    if behind is None or behind >= len(clauses.chunks):
        return False
    chunk = clauses.chunks[behind]
    if chunk.trigger is None or chunk.preposition or chunk.kind != "np":
        return False
    return any(sense.row.type == event.type for sense in chunk.trigger.senses)


def _holds(event: Candidate, need: Need) -> bool:
    check = _CHECKS.get(need.what)
    if check is not None:
        return check(event, need.value)
    fillers = event.fillers(need.what)
    return any(need.value in {"", event.clauses.mentions[mention].label} for mention in fillers)


def _forces(event: Candidate) -> bool:
    return _force_subject(event) or any(
        _is_force(key) or key in listed("materiel")
        for chunk in event.clauses.chunks[event.c : event.c + _SPAN]
        if chunk.kind == "np" and chunk.preposition in {"", "ب"}
        for key in chunk.keys
    )


def _force_subject(event: Candidate) -> bool:
    subject = event.clauses.subject(event.c) if event.verb else None
    keys = [] if subject is None else event.clauses.chunks[subject].keys
    return any(_is_force(word) for key in keys for word in key.split())


def _is_force(key: str) -> bool:
    stems = tuple(listed("force_stems"))
    return key in listed("forces") or key.removeprefix(ARTICLE).startswith(stems)


_CHECKS: dict[str, Callable[[Candidate, str], bool]] = {
    "prep": lambda event, value: value in event.clauses.prepositions_after(event.c),
    # Another word of the sentence than the trigger itself.
    "trigger": lambda event, value: event.clauses.named[value] > (event.type == value),
    "sentence": lambda event, value: any(u.key.startswith(value) for u in event.clauses.units),
    "future": lambda event, _: event.sense.analysis.future,
    "forces": lambda event, _: _forces(event),
    "force subject": lambda event, _: _force_subject(event),
}
"""Needs that are no roles; each is given what stands behind its colon."""
