"""Arguments of an event noun or participle: what leans on it, carries it, or governs it."""

from __future__ import annotations

from coalition_ie.events.clauses import BORDERS
from coalition_ie.events.fillers import Linking
from coalition_ie.events.lexicon import mixed_roles

SAYING = frozenset({"report", "claim", "announce", "accuse"})
"""Classes of verbs whose date and place are their own, not those of what they report (§3)."""

_URGING = frozenset({"demand", "accuse", "compel"})
_WITH_BI = frozenset({"demand", "accuse"})  # اتهم بدعم: the ب belongs to the verb
_HANDING_ON = frozenset({"light", "intend", "refuse", "claim"})
_KEEPING = frozenset({"report", "announce", "happen", "cause", "other"})
_CARRYING = frozenset({"light", "claim"})
_PURPOSE = frozenset({"ل", "لاجل"})
_AFTERWARDS = frozenset({"بعد", "قبل", "منذ", "عقب"})
_OWNER_FIRST = frozenset({"actors", "fighters", "either", "supported"})
_CARRIER_REACH = 6  # chunks behind an event noun in which a verb may carry it


def link_noun(linking: Linking) -> None:
    """Give the neighbours of the event noun their roles, the nearest first."""
    own = linking.s.chunks[linking.c]
    if own.mentions:
        linking.give("victims", linking.c, "figure")
    if linking.frame.modified:
        linking.give(linking.frame.modified, linking.s.antecedent(linking.c), "modified noun")
    _link_genitive(linking)
    _link_carrier(linking)
    _link_control_noun(linking)
    _link_governor(linking)
    if linking.sense.analysis.enclitic:
        _link_owner(linking)


# ---------------------------------------------------------------------- genitive


def _link_genitive(linking: Linking) -> None:
    genitive = _genitive(linking)
    if genitive is None:
        return
    spec = _genitive_role(linking, genitive)
    linking.give(spec, genitive, "genitive")
    if spec in {"actors", "fighters"}:
        # ``قصف الطائرات مواقع …``: the doer in the genitive, then the object.
        linking.give(linking.frame.object, _second(linking, genitive), "object of verbal noun")


def _genitive(linking: Linking) -> int | None:
    """The phrase that leans on the event noun, past a coordinated event noun."""
    for j in linking.s.after(linking.c):
        chunk = linking.s.chunks[j]
        if chunk.kind != "np" or chunk.preposition:
            return None
        if chunk.trigger is None or chunk.mentions:
            return j
        if not chunk.coordinated:
            return None
    return None


def _second(linking: Linking, c: int) -> int | None:
    if c + 1 >= len(linking.s.chunks):
        return None
    chunk = linking.s.chunks[c + 1]
    bare = chunk.kind == "np" and not chunk.preposition and chunk.trigger is None
    return c + 1 if bare else None


def _genitive_role(linking: Linking, c: int) -> str:
    spec = linking.frame.genitive
    if spec not in {"either", "supported"}:
        return spec
    behind = {linking.s.chunks[j].preposition for j in linking.s.after(linking.c)}
    if spec == "supported":
        adverbial = linking.preposition == "ب" and not _governed_by(linking, _WITH_BI)
        return "actors" if adverbial or "ل" in behind else "targets"
    head = linking.s.chunks[c].keys[0]
    if head in linking.s.sets["patients"]:
        return "struck"
    other = bool(behind & {"ل", "علي", "الي"}) or _second(linking, c) is not None
    return "fighters" if other or head in linking.s.sets["agents"] else "struck"


def _governed_by(linking: Linking, classes: frozenset[str]) -> bool:
    verb = linking.s.governor(linking.c)
    return verb is not None and bool(linking.s.classes(verb) & classes)


# ---------------------------------------------------------------------- a verb behind


def _link_carrier(linking: Linking) -> None:
    """``هجوم شنه [التنظيم]``, ``غارات نفذتها …``, ``اشتباكات شهدتها [المدينة]``."""
    s = linking.s
    for j in range(linking.c + 1, min(linking.c + _CARRIER_REACH, len(s.chunks))):
        chunk = s.chunks[j]
        if chunk.kind in {"sub", "comp", "stop"}:
            return
        if chunk.kind == "verb":
            if chunk.trigger is None and not chunk.coordinated:
                _carry(linking, j)
            return


def _carry(linking: Linking, j: int) -> None:
    s = linking.s
    classes = s.classes(j)
    pronoun = s.has_object_pronoun(j)
    through_bi = [unit.key for unit in s.units[s.chunks[j].first + 1 :][:1]] == ["ب"]
    carrying = _CARRYING | {"announce"} if linking.draft.type == "AGREE" else _CARRYING
    if classes & carrying and (pronoun or through_bi):
        linking.give("actors", s.subject(j), "light verb behind")
    elif "host" in classes and pronoun:
        linking.give("struck", s.subject(j), "host behind")
    elif "cover" in classes:
        phrase = next((k for k in s.after(j) if s.chunks[k].kind == "np"), None)
        linking.give("struck", phrase, "covering verb")


# ---------------------------------------------------------------------- what governs


def _link_control_noun(linking: Linking) -> None:
    """``نجاح الجيش في استعادة …``: the genitive of the noun before does it."""
    s = linking.s
    for j in s.before(linking.c):
        chunk = s.chunks[j]
        if chunk.kind in BORDERS or chunk.trigger is not None:
            return
        if chunk.mentions and chunk.keys[0] in s.sets["control"]:
            if not linking.draft.has("actors"):
                linking.give("actors", j, "control noun")
            return


def _link_governor(linking: Linking) -> None:
    """The subject, sometimes the object, of the verb that the event noun depends on."""
    s = linking.s
    verb = s.governor(linking.c)
    subject = None if verb is None else s.subject(verb)
    if verb is None or subject is None or subject == linking.c:
        return
    if s.chunks[verb].trigger is not None and not s.classes(verb) & _HANDING_ON:
        if s.type_of(verb) == "AGREE" or (
            linking.preposition in _PURPOSE and linking.draft.type != "CASUALTY"
        ):
            linking.give("actors", subject, "control")
        return
    for spec, phrase, rule in _from_governor(linking, verb, subject):
        linking.give(spec, phrase, rule)


def _from_governor(
    linking: Linking, verb: int, subject: int
) -> tuple[tuple[str, int | None, str], ...]:
    """(role, chunk, rule) that the class of the governing verb provides."""
    classes = linking.s.classes(verb)
    object_ = linking.s.arguments(verb).object
    rows: tuple[tuple[bool, str, int | None, str], ...] = (
        ("inflict" in classes, "victims", object_, "inflicting verb"),
        ("host" in classes, linking.frame.object or "struck", subject, "host subject"),
        ("cover" in classes, "struck", object_, "covering verb"),
        ("repel" in classes or _repelled(linking), "targets", subject, "repelling verb"),
        (bool(classes & _URGING) and "announce" not in classes, "actors", object_, "asked"),
    )
    found = next(((role, c, rule) for holds, role, c, rule in rows if holds), None)
    if found is not None:
        doer = ("actors", subject, found[2])
        return (doer, found) if "inflict" in classes else (found,)
    if linking.draft.has("actors"):
        return ()
    if "announce" in classes:
        near = linking.frame.agentive and linking.c <= verb + 3
        return (("actors", subject, "announced by its doer"),) if near else ()
    return (("actors", subject, "control"),) if _controls(linking, verb, classes) else ()


def _controls(linking: Linking, verb: int, classes: frozenset[str]) -> bool:
    """Whether the subject of ``verb`` does what the event noun names."""
    if linking.preposition in _AFTERWARDS and linking.draft.type != "BATTLE":
        return False
    between = linking.s.chunks[verb + 1 : linking.c]
    nested = any(chunk.trigger is not None for chunk in between)
    if classes & _HANDING_ON:
        return not (nested and linking.preposition == "ب")
    return not nested and not classes & _KEEPING and linking.preposition in {"", "في"}


def _repelled(linking: Linking) -> bool:
    """Whether the event noun is what a noun of holding out (صد) leans on."""
    first = linking.s.chunks[linking.c].first
    before = linking.s.units[max(0, first - 2) : first]
    return any(unit.key in linking.s.sets["repelling"] for unit in before)


# ---------------------------------------------------------------------- possessive pronoun


def _link_owner(linking: Linking) -> None:
    """The possessive pronoun of ``هجومها`` (who did it) and ``استعادتها`` (what was taken)."""
    s, spec, rule = linking.s, linking.frame.genitive, "possessive pronoun"
    if spec in _OWNER_FIRST:
        if not linking.draft.has("actors"):
            linking.give("actors", _owner(linking), rule)
        return
    verb = s.governor(linking.c)
    if spec == "victims" and verb is not None and not s.classes(verb) & SAYING:
        linking.give(spec, s.subject(verb), rule)
        if not linking.draft.empty:
            return
    labels = {"taken": ("LOC",), "besieged": ("LOC", "ORG")}.get(spec, ("PER", "ORG"))
    for mention in linking.nearest(s.chunks[linking.c].first, *labels):
        linking.draft.add(mixed_roles(spec).get(s.label(mention), ""), mention, rule)


def _owner(linking: Linking) -> int | None:
    """Whom a possessive pronoun means: the clause's subject, else the nearest that can act."""
    s = linking.s
    verb = s.governor(linking.c)
    subject = None if verb is None else s.subject(verb)
    if subject is not None and s.chunks[subject].mentions:
        return subject
    for j in s.before(linking.c):
        if any(linking.acts(mention) for mention in s.chunks[j].mentions):
            return j
    return None
