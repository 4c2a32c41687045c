"""Events of one sentence to each other: one happening counts once, and lends what it knows.

Annotation guidelines §3 (two words for the same happening and type are one event, on the first)
and §4 (a casualty takes actor, place and date of the attack that caused it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coalition_ie.events.candidates import Candidate
from coalition_ie.events.clauses import Clauses
from coalition_ie.events.tables import listed

_ATTACKS = frozenset({"STRIKE", "BATTLE"})  # types that bring about casualties
_BORROWERS = {
    "CAPTURE": {"BATTLE"},
    "CASUALTY": {"CASUALTY", "STRIKE", "BATTLE"},
    "BATTLE": {"BATTLE"},
    "STRIKE": {"STRIKE", "CASUALTY"},
}  # who takes a place from whom; measured on the development articles, others do more harm
_WINDOW = 12  # events to either side that an event looks at
_APART = frozenset({"sub", "comp", "stop"})


def merge(events: Iterable[Candidate]) -> list[Candidate]:
    """The events that are happenings of their own, with the arguments of those that are not."""
    kept: list[Candidate] = []
    for event in events:
        first = next((e for e in reversed(kept[-_WINDOW:]) if _same(e, event)), None)
        if first is None:
            kept.append(event)
        else:
            for role, fillers in event.roles.items():
                for argument, rule in fillers.items():
                    first.add(role, rule, argument)
    return kept


def lend(events: Sequence[Candidate]) -> None:
    """Give each event what the attack that caused it, or the event beside it, knows of it."""
    for here, event in enumerate(events):
        beside = events[max(0, here - _WINDOW) : here + _WINDOW + 1]
        near = sorted(beside, key=lambda e: abs(e.c - event.c))
        cause = _cause(event, near) if event.type == "CASUALTY" else None
        if cause is not None:
            _from_cause(event, cause)
        if event.empty or event.type in _ATTACKS | {"CASUALTY"}:
            _from_neighbours(event, near)


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether ``b``, which stands behind ``a``, names the happening that ``a`` names."""
    if b.verb:
        if a.type == b.type == "MEET" and not b.frame.object:
            return True  # what was discussed was discussed at the meeting
        alike = a.type == b.type or {a.type, b.type} <= _ATTACKS
        return alike and not a.verb and _says_of(a, b)
    # Each fate of the victims is an event (قتلى وجرحى, guidelines §4).
    if a.type != b.type or a.type == "CASUALTY":
        return False
    return _leans_on(a, b) or _means_of(a, b) or _recalls(a, b)


def _leans_on(a: Candidate, b: Candidate) -> bool:
    """``استعادة السيطرة``, ``اتفاق لوقف …``: the one word completes the other."""
    if a.verb and a.clauses.phrases(a.c).object == b.c:
        return True
    if a.type == "AGREE" and b.chunk.head.endswith("وقف") and not _border(a, b):
        return True
    return b.c == a.c + 1 and not b.preposition


def _means_of(a: Candidate, b: Candidate) -> bool:
    """``استهدفت … بغارات``: the noun only says by what means the verb was done."""
    if not a.verb or b.preposition != "ب" or _border(a, b):
        return False
    return not b.fillers("actors") or a.fillers("actors") == b.fillers("actors")


def _recalls(a: Candidate, b: Candidate) -> bool:
    """``الهجوم`` with its article behind ``هجوم``, without any news."""
    return b.sense.analysis.definite and all(
        argument in a.fillers(role) for role, fillers in b.roles.items() for argument in fillers
    )


def _says_of(a: Candidate, b: Candidate) -> bool:
    """``غارات استهدفت …``: the verb tells of the event noun before it."""
    if b.chunk.coordinated:
        return False
    if b.clauses.subject(b.c) == a.c:
        return True
    between = {chunk.kind for chunk in a.clauses.chunks[a.c + 1 : b.c]}
    return "ستهدف" in b.chunk.head and between.isdisjoint({*_APART, "verb"})


def _border(a: Candidate, b: Candidate) -> bool:
    """Whether a clause that is not about a noun begins between two events."""
    low, high = sorted((a.c, b.c))
    return any(
        chunk.kind in _APART or (chunk.kind == "verb" and _is_apart(a.clauses, c))
        for c, chunk in enumerate(a.clauses.chunks[low + 1 : high], low + 1)
    )


def _is_apart(clauses: Clauses, verb: int) -> bool:
    """``في وقت يستعد فيه …``: a clause about a noun that is neither an event nor a name."""
    noun = clauses.chunks[verb - 1]
    plain = noun.kind == "np" and noun.trigger is None and not noun.mentions
    return plain and clauses.chunks[verb].trigger is None and clauses.describes(verb)


def _cause(event: Candidate, near: Iterable[Candidate]) -> Candidate | None:
    """The attack in which, or through which, somebody was killed, wounded or taken."""
    for other in near:
        if other.type not in _ATTACKS:
            continue
        if other.c > event.c:
            through = other.preposition in listed("means") and not _border(event, other)
            if through or _tells_when(other):
                return other
        elif _leads_to(other, event) or _befell_in(other, event):
            return other
    return None


def _tells_when(attack: Candidate) -> bool:
    """``قتل جنود عندما هاجم …``: the attack stands in a clause of time."""
    border = attack.clauses.border(attack.c)
    return border is not None and attack.clauses.chunks[border].head in listed("temporal")


def _leads_to(attack: Candidate, event: Candidate) -> bool:
    """``غارة أسفرت عن مقتل …``: a word of causing stands between the two."""
    clauses, causing = attack.clauses, tuple(listed("causing"))
    return any(
        "cause" in clauses.classes(c)
        if chunk.kind == "verb"
        else any(key.startswith(causing) for key in chunk.keys)
        for c, chunk in enumerate(clauses.chunks[attack.c + 1 : event.c], attack.c + 1)
    )


def _befell_in(attack: Candidate, event: Candidate) -> bool:
    """``هجوم … قتل فيه جنود``: the clause of the casualty describes the attack before it."""
    described = event.verb and not attack.verb and event.clauses.describes(event.c)
    return described and not _border(attack, event)


def _from_cause(event: Candidate, cause: Candidate) -> None:
    actors, victims = cause.fillers("actors"), event.fillers("targets")
    one_sided = len(actors) == 1 or cause.type == "STRIKE"
    if one_sided and not event.fillers("actors"):
        event.add("actors", "actor-of-attack", *actors)
    if not victims:
        event.add("targets", "target-of-attack", *cause.fillers("targets"))
    elif not cause.fillers("targets") and one_sided:
        cause.add("targets", "victims-of-attack", *victims)
    if not event.fillers("places"):
        event.add("places", "place-of-attack", *cause.fillers("places"))
    if not event.fillers("dates"):
        event.add("dates", "date-of-attack", *cause.fillers("dates"))


def _from_neighbours(event: Candidate, near: Iterable[Candidate]) -> None:
    """Places, which happenings of one clause have in common."""
    if event.fillers("places"):
        return
    for other in near:
        lends = other is not event and other.fillers("places") and not _border(event, other)
        if lends and (event.empty or _shares_place(event, other)):
            event.add("places", "place-of-neighbour", *other.fillers("places"))
            return


def _shares_place(event: Candidate, other: Candidate) -> bool:
    """Which event lends its place to which: the fight for a town was in that town (§4)."""
    if event.type not in _BORROWERS.get(other.type, ()):
        return False
    if other.type != "CAPTURE":
        return True
    if other.c > event.c:
        return other.c == event.c + 1
    return event.preposition == "بعد"
