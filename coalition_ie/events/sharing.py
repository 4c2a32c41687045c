"""Events of one sentence to each other: one happening counts once, and lends what it knows.

Annotation guidelines §3 (two words for the same happening and type are one event, on the first)
and §4 (a casualty takes actor, place and date of the attack that caused it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coalition_ie.events.clauses import Sentence
from coalition_ie.events.draft import Draft

ATTACKS = frozenset({"STRIKE", "BATTLE"})
"""Types that bring about casualties."""

_CAUSE_WORDS = frozenset({"اسفر", "ادي", "ادت", "خلف", "اوقع", "مخلف", "موقع", "ملحق", "نتج"})
_MEANS = frozenset({"ب", "في", "خلال", "على يد", "علي يد"})
# (lender, borrower) of a place; measured on the development articles, others do more harm.
_LENDERS = frozenset(
    {
        ("CAPTURE", "BATTLE"),
        ("CASUALTY", "CASUALTY"),
        ("BATTLE", "BATTLE"),
        ("STRIKE", "STRIKE"),
        ("STRIKE", "CASUALTY"),
        ("CASUALTY", "STRIKE"),
        ("CASUALTY", "BATTLE"),
    }
)
_LENT = ("places", "dates")
_WINDOW = 12  # drafts to either side that an event looks at


def settle(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts that are events of their own, with the arguments that others share with them."""
    kept = _merge(sentence, drafts)
    for i in range(len(kept)):
        _lend(sentence, i, kept)
    return [draft for draft in kept if not draft.empty]


# ---------------------------------------------------------------------- one happening, one event


def _merge(s: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        first = next((d for d in reversed(kept[-_WINDOW:]) if _same(s, d, draft)), None)
        if first is None:
            kept.append(draft)
        else:
            _absorb(first, draft)
    return kept


def _absorb(first: Draft, second: Draft) -> None:
    for role, fillers in second.roles.items():
        for argument, rule in fillers.items():
            first.add(role, argument, rule)


def _same(s: Sentence, a: Draft, b: Draft) -> bool:
    """Whether ``b``, which stands behind ``a``, names the happening that ``a`` names."""
    if b.sense.kind == "verb":
        if a.type == b.type == "MEET" and not b.sense.row.frame.object:
            return True  # what was discussed was discussed at the meeting
        alike = a.type == b.type or {a.type, b.type} <= ATTACKS
        return alike and a.sense.kind != "verb" and _says_of(s, a, b)
    # Each fate of the victims is an event (قتلى وجرحى, guidelines §4).
    if a.type != b.type or a.type == "CASUALTY":
        return False
    return _leans_on(s, a, b) or _means_of(s, a, b) or _recalls(a, b)


def _leans_on(s: Sentence, a: Draft, b: Draft) -> bool:
    """``استعادة السيطرة``, ``اتفاق لوقف …``: the one word completes the other."""
    chunk = s.chunks[b.chunk]
    if a.sense.kind == "verb" and s.arguments(a.chunk).object == b.chunk:
        return True
    if a.type == "AGREE" and chunk.keys[0].endswith("وقف") and not _border(s, a, b):
        return True
    return b.chunk == a.chunk + 1 and not chunk.preposition


def _means_of(s: Sentence, a: Draft, b: Draft) -> bool:
    """``استهدفت … بغارات``: the noun only says by what means the verb was done."""
    if a.sense.kind != "verb" or s.chunks[b.chunk].preposition != "ب" or _border(s, a, b):
        return False
    return not b.has("actors") or a.roles.get("actors") == b.roles.get("actors")


def _recalls(a: Draft, b: Draft) -> bool:
    """``الهجوم`` with its article behind ``هجوم``, without any news."""
    return b.sense.analysis.definite and not _news(a, b)


def _says_of(s: Sentence, a: Draft, b: Draft) -> bool:
    """``غارات استهدفت …``: the verb tells of the event noun before it."""
    if s.chunks[b.chunk].coordinated:
        return False
    if s.subject(b.chunk) == a.chunk:
        return True
    between = s.chunks[a.chunk + 1 : b.chunk]
    return "ستهدف" in s.chunks[b.chunk].keys[0] and not any(
        chunk.kind in {"sub", "comp", "stop", "verb"} for chunk in between
    )


def _news(a: Draft, b: Draft) -> bool:
    """Whether ``b`` knows an argument that ``a`` does not."""
    known = {(role, x) for role, fillers in a.roles.items() for x in fillers}
    return any((role, x) not in known for role, fillers in b.roles.items() for x in fillers)


def _border(s: Sentence, a: Draft, b: Draft) -> bool:
    low, high = sorted((a.chunk, b.chunk))
    return any(
        chunk.kind in {"sub", "comp", "stop"} or (chunk.kind == "verb" and _apart(s, low + 1 + i))
        for i, chunk in enumerate(s.chunks[low + 1 : high])
    )


def _apart(s: Sentence, verb: int) -> bool:
    """``في وقت يستعد فيه …``: a clause about a noun that is neither an event nor a name."""
    noun = s.chunks[verb - 1]
    plain = noun.kind == "np" and noun.trigger is None and not noun.mentions
    return plain and s.chunks[verb].trigger is None and s.describes(verb)


# ---------------------------------------------------------------------- what events lend


def _lend(s: Sentence, here: int, drafts: Sequence[Draft]) -> None:
    draft = drafts[here]
    near = sorted(
        drafts[max(0, here - _WINDOW) : here + _WINDOW + 1],
        key=lambda d: abs(d.chunk - draft.chunk),
    )
    if draft.type == "CASUALTY":
        cause = _cause(s, draft, near)
        if cause is not None:
            _from_cause(draft, cause)
    if draft.empty or draft.type in ATTACKS | {"CASUALTY"}:
        _from_neighbours(s, draft, near)


def _cause(s: Sentence, draft: Draft, near: Iterable[Draft]) -> Draft | None:
    """The attack in which, or through which, somebody was killed, wounded or taken."""
    for other in near:
        if other.type not in ATTACKS or other is draft:
            continue
        if other.chunk > draft.chunk:
            if s.chunks[other.chunk].preposition in _MEANS and not _border(s, draft, other):
                return other
            if _when(s, other):
                return other
        elif _leads_to(s, other, draft) or _befell_in(s, other, draft):
            return other
    return None


def _when(s: Sentence, attack: Draft) -> bool:
    """``قتل جنود عندما هاجم …``: the attack stands in a clause of time."""
    border = s.border(attack.chunk)
    return border is not None and s.chunks[border].keys[:1] in (["عندما"], ["حين"], ["حينما"])


def _leads_to(s: Sentence, attack: Draft, draft: Draft) -> bool:
    between = s.chunks[attack.chunk + 1 : draft.chunk]
    return any(
        ("cause" in s.classes(attack.chunk + 1 + i))
        if chunk.kind == "verb"
        else any(key.startswith(tuple(_CAUSE_WORDS)) for key in chunk.keys)
        for i, chunk in enumerate(between)
    )


def _befell_in(s: Sentence, attack: Draft, draft: Draft) -> bool:
    """``هجوم … قتل فيه جنود``: the clause of the casualty describes the attack before it."""
    return (
        draft.sense.kind == "verb"
        and attack.sense.kind != "verb"
        and s.describes(draft.chunk)
        and not _border(s, attack, draft)
    )


def _from_cause(draft: Draft, cause: Draft) -> None:
    one_sided = len(cause.roles.get("actors", {})) == 1 or cause.type == "STRIKE"
    victims = set(draft.roles.get("targets", {}))
    if one_sided and not draft.has("actors"):
        for argument in cause.roles.get("actors", {}):
            if argument not in victims:
                draft.add("actors", argument, "actor of the attack")
    if not draft.has("targets"):
        for argument in cause.roles.get("targets", {}):
            draft.add("targets", argument, "target of the attack")
    elif not cause.has("targets") and one_sided:
        for argument in victims - set(cause.roles.get("actors", {})):
            cause.add("targets", argument, "victims of the attack")
    for role in _LENT:
        if not draft.has(role):
            for argument in cause.roles.get(role, {}):
                draft.add(role, argument, f"{role} of the attack")


def _from_neighbours(s: Sentence, draft: Draft, near: Iterable[Draft]) -> None:
    """Places, which happenings of one clause have in common."""
    if draft.has("places"):
        return
    for other in near:
        if other is draft or not other.has("places") or _border(s, draft, other):
            continue
        if not draft.empty and not _shares_place(s, draft, other):
            continue
        for argument in other.roles["places"]:
            draft.add("places", argument, "place of the neighbouring event")
        return


def _shares_place(s: Sentence, draft: Draft, other: Draft) -> bool:
    """Which event lends its place to which: the fight for a town was in that town (§4)."""
    if (other.type, draft.type) not in _LENDERS:
        return False
    if other.type != "CAPTURE":
        return True
    if other.chunk > draft.chunk:
        return other.chunk == draft.chunk + 1
    return s.chunks[draft.chunk].preposition == "بعد"
