"""The tables of this room, read once into types; what a table may not hold is an error at once.

The message names the file, the row, what was expected and what was got. Words are folded when they
are read. What tables and fields mean is said at the heads of the TOML files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, Self, TypeVar

import msgspec

from coalition_ie.arabic.characters import ARTICLE, LETTERS
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.errors import SchemaError
from coalition_ie.ontology import ROLES, EventType, ontology

_T = TypeVar("_T")
_WORDS = re.compile(f"[{LETTERS}]+(?: [{LETTERS}]+)*|%")

_Verb = Literal["subject-before-verb", "subject-behind-verb", "inherited-subject", "only-phrase"]
_Object = Literal["object", "passive-subject", "object-of-noun", "figure", "genitive"]
_Noun = Literal["modified-noun", "possessive-pronoun", "control-noun", "control"]
_Carrier = Literal["light-verb-behind", "host-behind", "covering-verb", "host-subject"]
_Doer = Literal["inflicting-verb", "repelling-verb", "asked", "announced-by-doer"]
_Near = Literal["preposition", "fronted-place", "date-behind", "date-before"]
_Attack = Literal["actor-of-attack", "target-of-attack", "victims-of-attack"]
_Lent = Literal["place-of-attack", "date-of-attack", "place-of-neighbour"]
_Status = Literal["no-sign", "negation", "negated-verb", "refusing-verb"]
_Plan = Literal["future", "intending-verb", "agreed-on", "purpose"]
RuleId = Literal[_Verb, _Object, _Noun, _Carrier, _Doer, _Near, _Attack, _Lent, _Status, _Plan]
"""Ids of the rules in the code, which rules.toml explains; a trigger's rule is its row's id."""


class Folded(str):
    """A word, or words with spaces between them, in Arabic letters."""

    @classmethod
    def read(cls, given: object) -> Self:
        """Fold what a table gives."""
        word = fold(given) if isinstance(given, str) else ""
        if not _WORDS.fullmatch(word):
            raise ValueError(f"expected Arabic words, got {given!r}")
        return cls(word)


class Spec(str):
    """A role, or a mixed role that the label of the filler settles (frames.toml)."""

    @classmethod
    def read(cls, given: object) -> Self:
        """Check what a frame gives."""
        if given not in mixed_roles():
            raise ValueError(f"expected one of {_listing(mixed_roles())}, got {given!r}")
        return cls(given)


class Guard:
    """What stands beside a trigger: words, beginnings of words (صحفي*), labels of mentions."""

    def __init__(self, items: Iterable[str]) -> None:
        self.beginnings = tuple(item[:-1] for item in items if item.endswith("*"))
        self.words = frozenset(item for item in items if not item.endswith("*"))

    @classmethod
    def read(cls, given: list[str]) -> Self:
        """Check and fold what a row gives."""
        labels = ontology().labels
        for item in given:
            if item not in labels and not _WORDS.fullmatch(fold(item).removesuffix("*")):
                raise ValueError(
                    f"expected a word, a beginning of words with * or one of {_listing(labels)}, "
                    f"got {item!r}"
                )
        return cls([fold(item) for item in given])

    def matches(self, keys: Iterable[str]) -> bool:
        """Whether one of ``keys``, with or without its article, is among them."""
        forms = {form for key in keys for form in (key, key.removeprefix(ARTICLE))}
        if forms & self.words:
            return True
        return bool(self.beginnings) and any(form.startswith(self.beginnings) for form in forms)


class Need(NamedTuple):
    """One condition of ``requires``; which ones there are says the head of triggers.toml."""

    what: str
    """A role, or the name of a check of `coalition_ie.events.requirements`."""
    value: str
    """Label of the role's filler, preposition, event type or beginning of a word; "" for any."""

    @classmethod
    def read(cls, given: str) -> Self:
        """Read ``what`` or ``what:value``."""
        what, _, value = given.partition(":")
        known = ontology()
        values = dict.fromkeys(ROLES, ("", *known.labels)) | {"trigger": (*known.events,)}
        values |= dict.fromkeys(("future", "forces", "force subject"), ("",))
        if what in {"prep", "sentence"}:
            return cls(what, Folded.read(value))
        if value not in values.get(what, ()):
            wanted = [what + ":" * bool(item) + item for item in values.get(what, ())]
            names = wanted or [*values, "prep:…", "sentence:…"]
            raise ValueError(f"expected one of {_listing(names)}, got {given!r}")
        return cls(what, value)


class Alternative(tuple[Need, ...]):
    """Conditions that hold together, written with + between them."""

    @classmethod
    def read(cls, given: str) -> Self:
        """Read each of the conditions."""
        return cls(Need.read(part) for part in given.split("+"))


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the neighbours of a trigger mean (frames.toml)."""

    subject: Spec
    object: Spec
    genitive: Spec
    prepositions: dict[str, Spec]
    modified: Spec = Spec()
    victims: bool = False
    agentive: bool = True


class Row(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Lemmas that behave alike, with their guards (triggers.toml)."""

    id: str
    type: EventType
    guideline: str
    example: str = ""
    frame: Frame
    verbs: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    next: Guard | None = None
    next_not: Guard | None = None
    previous: Guard | None = None
    previous_not: Guard | None = None
    needs: tuple[Folded, ...] = ()
    without: tuple[Folded, ...] = ()
    requires: tuple[Alternative, ...] = ()


class Particles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Function words, nouns and verbs that steer the linker (particles.toml)."""

    kinds: dict[str, frozenset[Folded]]
    sets: dict[str, frozenset[Folded]]
    pronouns: dict[Folded, tuple[Folded, ...]]
    anaphors: dict[Folded, tuple[Folded, ...]]
    compounds: dict[str, tuple[Folded, ...]]
    verbs: dict[str, tuple[str, ...]]


def _listing(items: Iterable[str]) -> str:
    return ", ".join(repr(str(item)) for item in items)


def _converted(given: object, shape: type[_T], where: str) -> _T:
    try:
        return msgspec.convert(given, shape, dec_hook=lambda kind, item: kind.read(item))
    except msgspec.ValidationError as error:
        raise SchemaError(f"{where}: {error}") from error


@cache
def _frames() -> dict[str, dict[str, Any]]:
    return read_table("events", "frames.toml")


def mixed_roles() -> Mapping[str, Mapping[str, str]]:
    """Roles and mixed roles of the frames, to the role that they give a filler by its label."""
    return _frames()["mixed"]


def read_row(raw: Mapping[str, Any]) -> Row:
    """A row of triggers.toml, with the frame of its type as the row changes it.

    Raises:
        SchemaError: the row has an unknown key, type, role, guard or condition.
    """
    where = f"triggers.toml, row {raw.get('id')!r}"
    if raw.get("type") not in ontology().events:
        known = _listing(ontology().events)
        raise SchemaError(f"{where}: expected a type, one of {known}, got {raw.get('type')!r}")
    changes = _converted(raw.get("frame", {}), dict[str, Any], where)
    own = _converted(changes.get("prepositions", {}), dict[str, str], where)
    base = _frames()[raw["type"]]
    sources = (_frames()["common"], base["prepositions"], own)
    prepositions = {fold(word): role for source in sources for word, role in source.items()}
    frame = {**base, **changes, "prepositions": prepositions}
    return _converted({**raw, "frame": frame}, Row, where)


@cache
def rows() -> tuple[Row, ...]:
    """The trigger lexicon, in the order of its table."""
    return tuple(map(read_row, read_table("events", "triggers.toml")["row"]))


@cache
def particles() -> Particles:
    """The words that steer the linker."""
    return _converted(read_table("events", "particles.toml"), Particles, "particles.toml")


def listed(name: str) -> frozenset[str]:
    """A list of particles.toml by its name, folded."""
    return particles().sets[name]
