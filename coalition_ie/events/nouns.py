"""Arguments of an event noun or participle: what leans on it, carries it, or governs it."""

from __future__ import annotations

from collections.abc import Iterator

from coalition_ie.events.candidates import Candidate
from coalition_ie.events.clauses import BORDERS
from coalition_ie.events.tables import RuleId, listed, mixed_roles

_URGING = frozenset({"demand", "accuse", "compel"})
_WITH_BI = frozenset({"demand", "accuse"})  # اتهم بدعم: the ب belongs to the verb
_HANDING_ON = frozenset({"light", "intend", "refuse", "claim"})
_KEEPING = frozenset({"report", "announce", "happen", "cause", "other"})
_CARRYING = frozenset({"light", "claim"})
_OWNER_FIRST = frozenset({"actors", "fighters", "either", "supported"})
_OWNED = {"taken": ("LOC",), "besieged": ("LOC", "ORG")}  # whom a pronoun may mean there
_CARRIER_REACH = 6  # chunks behind an event noun in which a verb may carry it


def link_noun(event: Candidate) -> None:
    """Give the neighbours of the event noun their roles, the nearest first."""
    if event.chunk.mentions:
        event.add_phrase("victims", event.c, "figure")
    event.add_phrase(event.frame.modified, event.clauses.antecedent(event.c), "modified-noun")
    _link_genitive(event)
    _link_carrier(event)
    _link_control_noun(event)
    _link_governor(event)
    if event.sense.analysis.enclitic:
        _link_owner(event)


def _link_genitive(event: Candidate) -> None:
    genitive = _genitive(event)
    if genitive is None:
        return
    spec = _genitive_role(event, genitive)
    event.add_phrase(spec, genitive, "genitive")
    if spec in {"actors", "fighters"}:
        # ``قصف الطائرات مواقع …``: the doer in the genitive, then the object.
        event.add_phrase(event.frame.object, _second(event, genitive), "object-of-noun")


def _genitive(event: Candidate) -> int | None:
    """The phrase that leans on the event noun, past a coordinated event noun."""
    for j in event.clauses.after(event.c):
        chunk = event.clauses.chunks[j]
        if chunk.kind != "np" or chunk.preposition:
            return None
        if chunk.trigger is None or chunk.mentions:
            return j
        if not chunk.coordinated:
            return None
    return None


def _second(event: Candidate, c: int) -> int | None:
    """The phrase right behind chunk ``c``, if it has neither preposition nor event word."""
    behind = event.clauses.chunks[c + 1 : c + 2]
    bare = any(b.kind == "np" and not b.preposition and b.trigger is None for b in behind)
    return c + 1 if bare else None


def _genitive_role(event: Candidate, c: int) -> str:
    spec = event.frame.genitive
    if spec not in {"either", "supported"}:
        return spec
    behind = event.clauses.prepositions_after(event.c)
    if spec == "supported":
        governor = event.clauses.governor(event.c)
        classes = frozenset() if governor is None else event.clauses.classes(governor)
        adverbial = event.preposition == "ب" and classes.isdisjoint(_WITH_BI)
        return "actors" if adverbial or "ل" in behind else "targets"
    head = event.clauses.chunks[c].head
    if head in listed("patients"):
        return "struck"
    other = not behind.isdisjoint(("ل", "علي", "الي")) or _second(event, c) is not None
    return "fighters" if other or head in listed("agents") else "struck"


def _link_carrier(event: Candidate) -> None:
    """``هجوم شنه [التنظيم]``, ``غارات نفذتها …``, ``اشتباكات شهدتها [المدينة]``."""
    chunks = event.clauses.chunks
    for j in range(event.c + 1, min(event.c + _CARRIER_REACH, len(chunks))):
        if chunks[j].kind in BORDERS - {"rel"}:
            if chunks[j].kind == "verb" and not (chunks[j].trigger or chunks[j].coordinated):
                _carry(event, j)
            return


def _carry(event: Candidate, verb: int) -> None:
    clauses = event.clauses
    classes = clauses.classes(verb)
    pronoun = clauses.has_object_pronoun(verb)
    behind = clauses.units[clauses.chunks[verb].first + 1 :][:1]
    through_bi = any(unit.key == "ب" for unit in behind)
    carrying = _CARRYING | {"announce"} if event.type == "AGREE" else _CARRYING
    if classes & carrying and (pronoun or through_bi):
        event.add_phrase("actors", clauses.subject(verb), "light-verb-behind")
    elif "host" in classes and pronoun:
        event.add_phrase("struck", clauses.subject(verb), "host-behind")
    elif "cover" in classes:
        phrase = next((j for j in clauses.after(verb) if clauses.chunks[j].kind == "np"), None)
        event.add_phrase("struck", phrase, "covering-verb")


def _link_control_noun(event: Candidate) -> None:
    """``نجاح الجيش في استعادة …``: the genitive of the noun before does it."""
    for j in event.clauses.before(event.c):
        chunk = event.clauses.chunks[j]
        if chunk.kind in BORDERS or chunk.trigger is not None:
            return
        if chunk.mentions and chunk.head in listed("control") and not event.fillers("actors"):
            event.add_phrase("actors", j, "control-noun")
            return


def _link_governor(event: Candidate) -> None:
    """The subject, sometimes the object, of the verb that the event noun depends on."""
    clauses = event.clauses
    verb = clauses.governor(event.c)
    subject = clauses.subject(verb)
    if verb is None or subject is None or subject == event.c:
        return
    if clauses.chunks[verb].trigger is not None and not clauses.classes(verb) & _HANDING_ON:
        purpose = event.preposition in listed("purpose") and event.type != "CASUALTY"
        if clauses.type_of(verb) == "AGREE" or purpose:
            event.add_phrase("actors", subject, "control")
        return
    for spec, phrase, rule in _from_governor(event, verb, subject):
        event.add_phrase(spec, phrase, rule)


def _from_governor(
    event: Candidate, verb: int, subject: int
) -> Iterator[tuple[str, int | None, RuleId]]:
    """(role, chunk, rule) that the class of the governing verb provides."""
    classes = event.clauses.classes(verb)
    object_ = event.clauses.phrases(verb).object
    first = event.chunk.first
    before = event.clauses.units[max(0, first - 2) : first]
    if "inflict" in classes:
        yield "actors", subject, "inflicting-verb"
        yield "victims", object_, "inflicting-verb"
    elif "host" in classes:
        yield event.frame.object or "struck", subject, "host-subject"
    elif "cover" in classes:
        yield "struck", object_, "covering-verb"
    elif "repel" in classes or any(unit.key in listed("repelling") for unit in before):
        yield "targets", subject, "repelling-verb"
    elif classes & _URGING and "announce" not in classes:
        yield "actors", object_, "asked"
    elif event.fillers("actors"):
        return
    elif "announce" in classes:
        if event.frame.agentive and event.c <= verb + 3:
            yield "actors", subject, "announced-by-doer"
    elif _controls(event, verb, classes):
        yield "actors", subject, "control"


def _controls(event: Candidate, verb: int, classes: frozenset[str]) -> bool:
    """Whether the subject of ``verb`` does what the event noun names."""
    if event.preposition in listed("since") and event.type != "BATTLE":
        return False
    between = event.clauses.chunks[verb + 1 : event.c]
    nested = any(chunk.trigger is not None for chunk in between)
    if classes & _HANDING_ON:
        return not (nested and event.preposition == "ب")
    return not nested and not classes & _KEEPING and event.preposition in {"", "في"}


def _link_owner(event: Candidate) -> None:
    """The possessive pronoun of ``هجومها`` (who did it) and ``استعادتها`` (what was taken)."""
    clauses, spec = event.clauses, event.frame.genitive
    verb = clauses.governor(event.c)
    if spec in _OWNER_FIRST:
        if not event.fillers("actors"):
            event.add_phrase("actors", _owner(event, verb), "possessive-pronoun")
        return
    if spec == "victims" and verb is not None and not clauses.says(verb):
        event.add_phrase(spec, clauses.subject(verb), "possessive-pronoun")
        if not event.empty:
            return
    for mention in event.nearest(event.chunk.first, *_OWNED.get(spec, ("PER", "ORG"))):
        role = mixed_roles()[spec].get(clauses.mentions[mention].label, "")
        event.add(role, "possessive-pronoun", mention)


def _owner(event: Candidate, verb: int | None) -> int | None:
    """Whom a possessive pronoun means: the clause's subject, else the nearest that can act."""
    clauses = event.clauses
    subject = clauses.subject(verb)
    if subject is not None and clauses.chunks[subject].mentions:
        return subject
    owners = (
        j for j in clauses.before(event.c) if any(map(event.acts, clauses.chunks[j].mentions))
    )
    return next(owners, None)
