"""Actual, planned or denied: what the words before a trigger say about it (guidelines §3)."""

from __future__ import annotations

from coalition_ie.events.clauses import Sentence
from coalition_ie.events.draft import Draft
from coalition_ie.ontology import Status

_NEAR = 3  # units before a trigger in which an announcing word reaches it
_PURPOSE = frozenset({"ل", "لاجل", "بهدف"})


def set_status(sentence: Sentence, draft: Draft) -> None:
    """Write status and rule into ``draft``."""
    draft.status, draft.status_rule = _status(sentence, draft)


def _status(s: Sentence, draft: Draft) -> tuple[Status, str]:
    chunk = s.chunks[draft.chunk]
    if _negated(s, chunk.first):
        return "denied", "negation"
    if draft.sense.kind == "verb" and _refused(s, draft.chunk):
        return "denied", "refusing verb"
    if draft.sense.analysis.future or _announced(s, chunk.first):
        return "planned", "future"
    found = None if draft.sense.kind == "verb" else _of_noun(s, draft)
    return found or ("actual", "default")


def _refused(s: Sentence, c: int) -> bool:
    """``نفت أنها ستنشر``, ``رفض أن يرسل``: the clause of content of a verb of refusal."""
    verb = s.complement_of(c)
    if verb is None or _negated(s, s.chunks[verb].first):
        return False
    classes = s.classes(verb)
    return "refuse" in classes and "report" not in classes


def _of_noun(s: Sentence, draft: Draft) -> tuple[Status, str] | None:
    """Status of an event noun by what it depends on."""
    if _agreed_on(s, draft.chunk):
        return "planned", "agreed on"
    verb = s.governor(draft.chunk)
    found = None if verb is None else _of_governor(s, verb)
    if found is None and draft.type != "MEET":
        purpose = s.chunks[draft.chunk].preposition in _PURPOSE
        found = ("planned", "purpose") if purpose else None
    return found


def _agreed_on(s: Sentence, c: int) -> bool:
    """``وافق على إرسال``, ``تعهد بتدريب``: what is agreed on or pledged is still to come."""
    if s.chunks[c].preposition not in {"علي", "ب"} or s.type_of(c) == "AGREE":
        return False
    previous = next((j for j in s.before(c) if s.chunks[j].trigger is not None), None)
    return previous is not None and s.type_of(previous) == "AGREE"


def _announced(s: Sentence, first: int) -> bool:
    return any(unit.key in s.sets["planned"] for unit in s.units[max(0, first - _NEAR) : first])


def _of_governor(s: Sentence, verb: int) -> tuple[Status, str] | None:
    """Status by the verb that an event noun depends on."""
    classes = s.classes(verb)
    first = s.chunks[verb].first
    unit = s.units[first]
    if classes & {"report", "announce", "accuse", "cause", "happen"} and not classes & {
        "intend",
        "demand",
        "refuse",
    }:
        return None
    if _negated(s, first):
        return "denied", "negated verb"
    if "refuse" in classes and "report" not in classes:
        return "denied", "refusing verb"
    future = unit.key.startswith(("سي", "ست", "سن")) or any(x.analysis.future for x in unit.senses)
    if (classes & {"intend", "demand"} and s.chunks[verb].trigger is None) or future:
        return "planned", "intending verb"
    return None


def _negated(s: Sentence, first: int) -> bool:
    for unit in reversed(s.units[max(0, first - 2) : first]):
        if unit.kind == "neg" and unit.key not in {"ما", "غير"}:
            return True
        if unit.kind not in {"word", "preposition", "verb"}:
            return False
    return False
