"""Our events in PLOVER: event, mode and contexts.

What a type, a word and a status are there stands in ``plover.toml``, with its sources. The words
around the trigger are read where the event has its sentence (`Event.sentence`), which gold
annotations have not; without it an event is coded by type, trigger, arguments and status alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, zip_longest
from typing import Any, NamedTuple

import msgspec

from coalition_ie.arabic.characters import ARTICLE as _ARTICLE
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
from coalition_ie.errors import SchemaError
from coalition_ie.events.inflection import analyses, stems
from coalition_ie.events.lexicon import senses
from coalition_ie.ontology import EventType, Kind, Unit
from coalition_ie.types import Event
from coalition_ie.types.knowledge import Plover

_LEMMAS = ("verbs", "passives", "nouns", "participles", "forms")
_CUE = 6  # words before a trigger that may tell how it stands
_BESIDE = 6  # words on either side of a trigger that may tell its mode …
_FURTHER = 10  # … and of one of casualties, whose cause stands further off
_BEHIND = 3  # words behind a trigger that may be its object
_PROCLITICS = ("و", "ف", "ب", "ل", "ك")
_PREFIXES = tuple(
    first + second
    for first in ("", "و", "ف")
    for second in ("", "ب", "ل", "ك", "ال", "بال", "كال", "لل")
)

Code = tuple[str, str]
"""Event and mode."""


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an event is, by how it stands; None where that says nothing of its own."""

    actual: Code | None = None
    planned: Code | None = None
    demanded: Code | None = None
    refused: Code | None = None
    stopped: Code | None = None
    joint: Code | None = None
    contexts: tuple[str, ...] = ()


class _Lemmas(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words as in the rows of the trigger lexicon."""

    verbs: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


class _Case(_Codes, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of a type that are something else there than the type is elsewhere."""

    type: EventType
    rows: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


class _Help(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kinds: frozenset[Kind | Unit]
    types: frozenset[EventType]
    actual: Code
    planned: Code
    none: Code


class _Meeting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sides: int
    modes: dict[str, tuple[str, ...]]


class _Joint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    words: tuple[str, ...]


class _Behind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    words: tuple[str, ...]
    disarm: Code


class _Signed(_Lemmas, frozen=True, forbid_unknown_fields=True, kw_only=True):
    event: Code


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``plover.toml``."""

    types: dict[EventType, _Codes]
    case: tuple[_Case, ...]
    cues: dict[str, _Lemmas]
    modes: dict[str, tuple[str, ...]]
    finer: dict[str, str]
    help: _Help
    meeting: _Meeting
    joint: _Joint
    behind: _Behind
    signed: _Signed
    mobilised: dict[str, tuple[str, ...]]
    contexts: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    try:
        return msgspec.convert(read_table("knowledge", "plover.toml"), _Table)
    except msgspec.ValidationError as error:
        raise SchemaError(f"plover.toml: {error}") from error


Stems = Mapping[str, Mapping[str, Sequence[int]]]
"""Stem to paradigm to the numbers of what it belongs to."""


def _indexed(words: Sequence[Any]) -> Stems:
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, entry in enumerate(words):
        for kind in _LEMMAS:
            for paradigm, stem in stems(kind, getattr(entry, kind)):
                found[stem][paradigm].append(number)
    return found


@cache
def _cases() -> Stems:
    return _indexed(_table().case)


@cache
def _cues() -> tuple[tuple[str, ...], Stems]:
    cues = {**_table().cues, "signed": _table().signed}
    return tuple(cues), _indexed(tuple(cues.values()))


@remembered
def _cued(word: str) -> frozenset[str]:
    """The classes of cues that a folded word, with or without a proclitic, may belong to."""
    names, table = _cues()
    forms = [word, word[1:]] if word.startswith(_PROCLITICS) else [word]
    return frozenset(
        names[number]
        for form in forms
        for analysis in analyses(form, table)
        for number in table[analysis.stem][analysis.paradigm]
    )


class _Marks(NamedTuple):
    """Beginnings of words, and phrases, with the names of the groups that they mark."""

    words: Mapping[str, Sequence[str]]
    phrases: Mapping[str, Sequence[str]]


@cache
def _marks() -> _Marks:
    table = _table()
    groups = {
        **_grouped("mode", table.modes),
        **_grouped("meeting", table.meeting.modes),
        **_grouped("mobilised", table.mobilised),
        **_grouped("context", table.contexts),
        "joint": table.joint.words,
        "behind": table.behind.words,
    }
    words, phrases = (defaultdict[str, list[str]](list) for _ in range(2))
    for name, stems_ in groups.items():
        for stem in stems_:
            # A phrase is looked up without its article, which للأمم المتحدة has lost.
            at, key = (phrases, _ARTICLE) if " " in stem else (words, "")
            at[fold(stem).removeprefix(key)].append(name)
    return _Marks(words, phrases)


def _grouped(part: str, groups: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {f"{part} {name}": stems_ for name, stems_ in groups.items()}


@remembered
def _marked(word: str) -> frozenset[str]:
    """The groups that a folded word marks, with or without the proclitics before it."""
    known = _marks().words
    starts = {len(prefix) for prefix in _PREFIXES if word.startswith(prefix)}
    pieces = (word[start:end] for start in starts for end in range(start + 2, len(word) + 1))
    return frozenset(name for piece in pieces for name in known.get(piece, ()))


def _marks_of(words: Sequence[str]) -> frozenset[str]:
    """The groups that the folded words of a stretch of text mark."""
    text = " ".join(words)
    said = (names for phrase, names in _marks().phrases.items() if phrase in text)
    return frozenset(chain.from_iterable(said)).union(*map(_marked, words))


def _first(part: str, names: Iterable[str], marks: frozenset[str]) -> str:
    """The first of the names of a part of the table that is marked, or nothing."""
    return next((name for name in names if f"{part} {name}" in marks), "")


class _Said(NamedTuple):
    """The folded words of a sentence before and behind a trigger."""

    before: tuple[str, ...]
    behind: tuple[str, ...]

    @property
    def cues(self) -> frozenset[str]:
        """What the words before the trigger say of how it stands."""
        return frozenset[str]().union(*map(_cued, self.before[-_CUE:]))

    def mode(self, names: Sequence[str], reach: int) -> str:
        """The mode that the nearest word tells, one behind the trigger before one in front."""
        sides = zip_longest(self.behind[:reach], reversed(self.before[-reach:]), fillvalue="")
        for word in chain.from_iterable(sides):
            if found := _first("mode", names, _marked(word)):
                return found
        return ""

    @property
    def object(self) -> frozenset[str]:
        return _marks_of(self.behind[:_BEHIND])


def plover(event: Event) -> Plover:
    """An event as PLOVER has it.

    >>> from coalition_ie.types import Span
    >>> trigger = Span(start=0, end=6, text="انسحاب")
    >>> plover(Event(type="WITHDRAW", trigger=trigger)).mode
    'withdraw'
    >>> plover(Event(type="WITHDRAW", trigger=trigger, status="planned")).event
    'CONCEDE'
    """
    said = _said(event)
    base, case = _table().types[event.type], _case(event)
    stands = _stands(event, said)
    code = getattr(case, stands, None) or getattr(base, stands, None)
    outcome = code or (case and case.actual) or base.actual
    if outcome is None:
        raise SchemaError(f"plover.toml: {event.type} has no code for what happened")
    whole = _marks_of((*said.before, fold(event.trigger.text), *said.behind))
    name, mode = _refined(_Read(event, outcome, stands, said, case), whole)
    contexts = dict.fromkeys((case and case.contexts) or base.contexts)
    contexts |= dict.fromkeys(c for c in _table().contexts if f"context {c}" in whole)
    if code is None or (event.status == "planned" and name == outcome[0] == "MOBILIZE"):
        contexts["negation" if event.status == "denied" else "future"] = None
    return Plover(event=name, mode=mode, contexts=tuple(contexts))


def _said(event: Event) -> _Said:
    sentence, trigger = event.sentence, event.trigger
    if sentence is None:
        return _Said((), ())
    before = sentence.text[: max(0, trigger.start - sentence.start)]
    behind = sentence.text[trigger.end - sentence.start :]
    return _Said(tuple(fold(before).split()), tuple(fold(behind).split()))


def _row(event: Event) -> str:
    """The row of the trigger lexicon that knows the trigger in this type, or nothing."""
    told = (evidence.rule for evidence in event.evidence if evidence.role == "trigger")
    named = next(told, "")
    readings = (s.row.id for s in senses(fold(event.trigger.text)) if s.row.type == event.type)
    return named or next(readings, "")


def _case(event: Event) -> _Case | None:
    row, table = _row(event), _cases()
    found = {
        number
        for analysis in analyses(fold(event.trigger.text), table)
        for number in table[analysis.stem][analysis.paradigm]
    }
    for number, case in enumerate(_table().case):
        if case.type == event.type and (number in found or row in case.rows):
            return case
    return None


def _stands(event: Event, said: _Said) -> str:
    """How the event stands: a field of `_Codes`."""
    if event.status == "actual":
        return "actual"
    cues = said.cues
    if event.status == "planned":
        return "demanded" if "demanded" in cues else "planned"
    return next((name for name in ("refused", "stopped") if name in cues), "negated")


class _Read(NamedTuple):
    """An event, its code so far, and what that was read from."""

    event: Event
    code: Code
    stands: str
    said: _Said
    case: _Case | None


def _refined(read: _Read, whole: frozenset[str]) -> Code:
    """A code with what arguments and the words of the sentence (their marks) add to it."""
    event, code, stands, said, case = read
    table = _table()
    name, mode = code
    if event.type in table.help.types and stands in ("actual", "planned"):
        code = _helping(read)
    elif name == "CONSULT" and not mode:
        many = len(event.actors) + len(event.targets) >= table.meeting.sides
        held = _first("meeting", table.meeting.modes, whole)
        code = (name, held or ("multilateral" if many else ""))
    elif name == "AGREE" and stands == "actual" and "signed" in said.cues:
        code = table.signed.event
    elif name == "RETREAT" and case is not None and "behind" in said.object:
        code = table.behind.disarm
    elif name == "ASSAULT" and mode in ("", *table.modes):
        code = (name, _weapon(event, mode, said))
    return (code[0], _mobilised(event, said) or code[1]) if code[0] == "MOBILIZE" else code


def _weapon(event: Event, mode: str, said: _Said) -> str:
    """With what: as the words beside the trigger say, which only sharpen what it says itself."""
    modes = tuple(_table().modes)
    sharper = modes[: modes.index(mode)] if mode else modes
    reach = _FURTHER if event.type == "CASUALTY" else _BESIDE
    found = said.mode(sharper, reach) or mode
    finer = _table().finer.get(found, "")
    near = _marks_of((*said.before[-reach:], *said.behind[:reach]))
    return finer if finer and f"mode {finer}" in near else found


def _helping(read: _Read) -> Code:
    """What sending and training are: exercises, help for another, or one's own force."""
    event, code, stands, said, case = read
    table = _table()
    if case is not None and case.joint is not None:
        together = len(event.actors) > 1 or "joint" in said.object
        return case.joint if together else code
    if event.type == "DEPLOY" and case is not None:
        return code
    kinds = {m.figure.kind for m in event.troops if m.figure is not None}
    if event.targets or kinds & table.help.kinds:
        return table.help.planned if stands == "planned" else table.help.actual
    trained = any(sense.analysis.enclitic for sense in senses(fold(event.trigger.text)))
    return table.help.none if code[0] == "AID" and not trained else code


def _mobilised(event: Event, said: _Said) -> str:
    """Who or what is moved, where the actors' names or the object tell."""
    names = " ".join(mention.text for mention in (*event.actors, *event.troops))
    marks = _marks_of(fold(names).split())
    people = {name: words for name, words in _table().mobilised.items() if name != "weapons"}
    if found := _first("mobilised", people, marks):
        return found
    return "weapons" if not event.troops and "mobilised weapons" in said.object else ""
