"""Actual, planned or denied: what the words before a trigger say about it (guidelines §3)."""

from __future__ import annotations

from coalition_ie.events.candidates import Candidate
from coalition_ie.events.clauses import Clauses
from coalition_ie.events.tables import RuleId, listed
from coalition_ie.ontology import Status

_NEAR = 3  # units before a trigger in which an announcing word reaches it
_NEGATING = 2  # units before a word in which a negation reaches it
_STATING = frozenset({"report", "announce", "accuse", "cause", "happen"})
_WILLING = frozenset({"intend", "demand"})


def status_of(event: Candidate) -> tuple[Status, RuleId]:
    """The status of an event and the rule that found it."""
    clauses, first = event.clauses, event.chunk.first
    if _negated(clauses, first):
        return "denied", "negation"
    if event.verb and _refused(clauses, event.c):
        return "denied", "refusing-verb"
    near = clauses.units[max(0, first - _NEAR) : first]
    if event.sense.analysis.future or any(unit.key in listed("planned") for unit in near):
        return "planned", "future"
    found = None if event.verb else _of_noun(event)
    return found or ("actual", "no-sign")


def _refused(clauses: Clauses, c: int) -> bool:
    """``نفت أنها ستنشر``, ``رفض أن يرسل``: the clause of content of a verb of refusal."""
    verb = clauses.complement_of(c)
    if verb is None or _negated(clauses, clauses.chunks[verb].first):
        return False
    return _refuses(clauses.classes(verb))


def _refuses(classes: frozenset[str]) -> bool:
    return "refuse" in classes and "report" not in classes


def _of_noun(event: Candidate) -> tuple[Status, RuleId] | None:
    if _agreed_on(event):
        return "planned", "agreed-on"
    verb = event.clauses.governor(event.c)
    found = None if verb is None else _of_governor(event.clauses, verb)
    if found is None and event.type != "MEET" and event.preposition in listed("purpose"):
        return "planned", "purpose"
    return found


def _agreed_on(event: Candidate) -> bool:
    """``وافق على إرسال``, ``تعهد بتدريب``: what is agreed on or pledged is still to come."""
    clauses = event.clauses
    if event.preposition not in listed("agreed") or clauses.type_of(event.c) == "AGREE":
        return False
    return next(filter(None, map(clauses.type_of, clauses.before(event.c))), "") == "AGREE"


def _of_governor(clauses: Clauses, verb: int) -> tuple[Status, RuleId] | None:
    classes = clauses.classes(verb)
    first = clauses.chunks[verb].first
    unit = clauses.units[first]
    if classes & _STATING and not classes & (_WILLING | {"refuse"}):
        return None
    if _negated(clauses, first):
        return "denied", "negated-verb"
    if _refuses(classes):
        return "denied", "refusing-verb"
    marked = any(sense.analysis.future for sense in unit.senses)
    future = marked or unit.key.startswith(tuple(listed("future")))
    if future or (classes & _WILLING and clauses.chunks[verb].trigger is None):
        return "planned", "intending-verb"
    return None


def _negated(clauses: Clauses, first: int) -> bool:
    for unit in reversed(clauses.units[max(0, first - _NEGATING) : first]):
        if unit.kind == "neg" and unit.key not in listed("mild"):
            return True
        if unit.kind not in {"word", "preposition", "verb"}:
            return False
    return False
