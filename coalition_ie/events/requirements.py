"""What a reading needs beside its word: the ``requires`` of the rows."""

from __future__ import annotations

from collections.abc import Callable

from coalition_ie.events.clauses import Sentence
from coalition_ie.events.draft import Draft

_SPAN = 6  # chunks behind a trigger in which its forces are looked for


def met(sentence: Sentence, draft: Draft) -> bool:
    """Whether one of the alternatives that the row requires holds."""
    requires = draft.sense.row.requires
    if not requires or _leans_on_same(sentence, draft):
        return True
    return any(all(_holds(sentence, draft, part) for part in item.split("+")) for item in requires)


def _leans_on_same(s: Sentence, draft: Draft) -> bool:
    """``استعادة السيطرة``: the word behind is of the same type and proves the reading."""
    c = draft.chunk
    behind = s.arguments(c).object if draft.sense.kind == "verb" else c + 1
    if behind is None or behind >= len(s.chunks):
        return False
    chunk = s.chunks[behind]
    if chunk.trigger is None or chunk.preposition or chunk.kind != "np":
        return False
    return any(sense.row.type == draft.type for sense in s.units[chunk.trigger].senses)


def _holds(s: Sentence, draft: Draft, need: str) -> bool:
    name, _, value = need.partition(":")
    check = _CHECKS.get(name)
    if check is not None:
        return check(s, draft, value)
    fillers = draft.roles.get(name, {})
    return any(s.label(m) == value for m in fillers) if value else bool(fillers)


def _preposition(s: Sentence, draft: Draft, value: str) -> bool:
    return any(s.chunks[j].preposition == value for j in s.after(draft.chunk))


def _trigger(s: Sentence, draft: Draft, value: str) -> bool:
    """Whether another word of the sentence names an event of the type ``value``."""
    return s.named[value] > (draft.type == value)


def _word(s: Sentence, draft: Draft, value: str) -> bool:
    return any(key.startswith(value) for key in s.keys)


def _future(s: Sentence, draft: Draft, value: str) -> bool:
    return draft.sense.analysis.future


def _forces(s: Sentence, draft: Draft, value: str) -> bool:
    """Whether a force noun stands in the phrases of the trigger."""
    near = range(draft.chunk, min(len(s.chunks), draft.chunk + _SPAN))
    found = any(
        _is_force(s, key) or key in s.sets["materiel"]
        for j in near
        if s.chunks[j].kind == "np" and (s.chunks[j].preposition in {"", "ب"})
        for key in s.chunks[j].keys
    )
    return found or _force_subject(s, draft, value)


def _force_subject(s: Sentence, draft: Draft, value: str) -> bool:
    if draft.sense.kind != "verb":
        return False
    subject = s.subject(draft.chunk)
    if subject is None:
        return False
    chunk = s.chunks[subject]
    words = [word for key in chunk.keys for word in key.split()]
    return any(_is_force(s, word) for word in words)


def _is_force(s: Sentence, key: str) -> bool:
    stems = tuple(s.sets["force_stems"])
    return key in s.sets["forces"] or key.removeprefix("ال").startswith(stems)


_CHECKS: dict[str, Callable[[Sentence, Draft, str], bool]] = {
    "prep": _preposition,
    "trigger": _trigger,
    "sentence": _word,
    "future": _future,
    "forces": _forces,
    "force subject": _force_subject,
}
"""Needs that are no roles; each is given what stands behind its colon."""
