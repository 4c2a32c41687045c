"""Units gathered to chunks: noun phrases with the preposition before them, verbs, borders.

The phrase structure is shallow: a noun phrase is heads without article, then a name or a word
with article, then adjectives (Ryding 2005, ch. 8 and 10: the construct phrase closes with its
definite last member). What follows without article begins the next phrase, which is how subject
and object of an unvowelled verb are told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.events.lexicon import anaphors, pronouns
from coalition_ie.events.tables import listed
from coalition_ie.events.units import Unit
from coalition_ie.types import Mention

_DATELINE = 3  # units: city, colon, medium
_APPOSED = 4  # words that may stand between ``بينهم`` and the name (القيادي في …)
_HEADS = 3  # units in which a list's next member shows its name (وحزب العمال …)
_REGION = 3  # units behind a point of the compass in which a region's name begins
_END = Unit(0, 0, "", "stop")  # what follows the last unit
_CLAUSES = frozenset({"verb", "comp", "sub", "rel", "neg"})


@dataclass(slots=True)
class Chunk:
    """``kind`` is np, date, verb, comp, rel, sub, comma or stop.

    ``trigger`` is the event word that the chunk consists of, if any; the chunk of an
    event noun is its own, the phrase behind it is the next chunk. An oriented phrase only tells
    what lies near (جنوب [الموصل]).
    """

    kind: str
    first: int
    last: int
    preposition: str = ""
    mentions: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    trigger: Unit | None = None
    date: int | None = None
    closed: bool = False
    oriented: bool = False
    coordinated: bool = False
    pronoun: bool = False

    @property
    def head(self) -> str:
        """The first word, or ""."""
        return self.keys[0] if self.keys else ""

    def holds(self, name: str) -> bool:
        """Whether one of its words is in a list of particles.toml."""
        return not listed(name).isdisjoint(self.keys)


def split_chunks(units: Sequence[Unit], mentions: Sequence[Mention]) -> list[Chunk]:
    """The chunks of a sentence, in order."""
    return _Builder(units, mentions).chunks


class _Builder:
    """Walks over the units once; ``current`` is the noun phrase that is still open."""

    def __init__(self, units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
        self.units = [*units, _END]
        self.mentions = mentions
        self.chunks: list[Chunk] = []
        self.current: Chunk | None = None
        self.preposition = ""
        self.coordinated = False
        self.oriented = False
        self.base: Chunk | None = None
        """The last phrase that does not only orient: lists and ``بينهم`` go on with it."""
        for i, unit in enumerate(units):
            self.add_unit(i, unit, self.units[i + 1])

    def add_unit(self, i: int, unit: Unit, following: Unit) -> None:
        match "event" if _is_event_word(unit) else unit.kind:
            case "event":
                self.add_event_word(i, unit)
            case "mention":
                self.add_mention(i, unit)
            case "word" | "number":
                self.add_word(i, unit)
            case "preposition":
                self.add_preposition(unit, following)
            case "coord":
                self.add_coordinator(following)
            case "comma":
                self.add_comma(i, following)
            case "neg":
                self.add_negation(unit)
            case "date":
                self.close()
                self.add("date", i).date = unit.place
            case kind:  # verb, comp, rel, sub, stop
                coordinated = self.coordinated and kind == "verb"
                self.close()
                self.add(kind, i, unit.key).coordinated = coordinated

    def add(self, kind: str, i: int, *keys: str) -> Chunk:
        chunk = Chunk(kind, i, i, keys=[*keys])
        self.chunks.append(chunk)
        return chunk

    def close(self) -> None:
        self.current = None
        self.preposition = ""
        self.coordinated = False
        self.oriented = False

    def resume(self) -> None:
        """Go on with the last phrase that does not only orient."""
        self.close()
        self.current = self.base
        if self.base is not None:
            self.base.closed = False

    def add_event_word(self, i: int, unit: Unit) -> None:
        verb = unit.senses[0].kind == "verb"
        preposition, coordinated = self.preposition, self.coordinated
        if self.current is not None and not self.current.closed and not verb:
            # ``سلسلة غارات``: the head only counts, the event word stands in its place.
            preposition = self.current.preposition
            coordinated = coordinated or self.current.coordinated
            if self.chunks[-1] is self.current:
                self.chunks.pop()
        chunk = self.add("verb" if verb else "np", i, unit.key)
        chunk.preposition, chunk.coordinated, chunk.trigger = preposition, coordinated, unit
        self.close()
        self.base = None if verb else chunk

    def add_negation(self, unit: Unit) -> None:
        if unit.key in listed("privative"):
            self.current = None
        elif self.current is not None and unit.key == "غير":
            self.current.keys.append(unit.key)

    def add_comma(self, i: int, following: Unit) -> None:
        if self.current is not None and self.bridged(self.current, i, following):
            self.current.closed = False
            return
        self.close()
        self.add("comma", i)

    def bridged(self, current: Chunk, i: int, following: Unit) -> bool:
        """Whether the phrase goes on behind the comma ``i``: a title's name, or a list."""
        if following.label == "PER" and (not current.mentions or current.head in listed("titles")):
            return True
        if not current.mentions:
            return False
        if following.kind == "coord":
            return _leads_to_name(self.units, i + 2)
        before = self.units[i - 1]  # two names of one label make a list
        return before.label == following.label != ""

    def add_coordinator(self, following: Unit) -> None:
        if _is_event_word(following) or following.kind in _CLAUSES:
            self.close()
            self.coordinated = True
        elif following.kind == "preposition":
            self.current = None
        elif self.current is not None and not self.current.oriented:
            self.current.closed = False
        elif self.base is not None and self.base.trigger is None:
            self.resume()

    def add_preposition(self, unit: Unit, following: Unit) -> None:
        if unit.key == "اضافة":
            if following.senses:
                self.close()
                self.coordinated = True
            else:
                self.resume()
        elif self.current is not None and self.continues(self.current, unit, following):
            self.current.closed = False
        elif self.preposition and self.current is None and unit.key in listed("inner"):
            self.preposition = unit.key if unit.key == "نحو" else self.preposition
        else:
            self.close()
            self.preposition = unit.key
            self.oriented = unit.key in listed("around")

    def continues(self, current: Chunk, unit: Unit, following: Unit) -> bool:
        """Whether من or ل only goes on with the phrase: ``عدد من``, ``مواقع ل``, ``تابعة ل``."""
        if unit.key not in listed("continuing"):
            return False
        last = current.keys[-1] if current.keys else ""
        if unit.key == "من":
            if following.label == "LOC":
                return False
            if self.units[current.last].label == "TROOP":
                return True
        if unit.key == "ب":
            return last.startswith(tuple(listed("linked")))
        if last in listed("partitives") or last.isdigit() or last in listed("percent"):
            return True
        return unit.key == "ل" and not current.mentions and current.trigger is None

    def add_mention(self, i: int, unit: Unit) -> None:
        if _behind_dateline(self.units, i) and unit.label == "ORG":
            self.close()
            return
        current = self.current
        ends = current is not None and current.closed and self.ends_before(current, unit)
        current = self.extend(i, unit, apart=ends)
        if self.oriented and unit.label == "LOC":
            self.oriented = False
            current.oriented = True
        current.mentions.append(unit.place)
        current.closed = True
        if unit.senses:
            current.trigger = unit

    def ends_before(self, current: Chunk, unit: Unit) -> bool:
        """Whether a name begins a phrase of its own behind a closed one."""
        if unit.label == "TROOP" and current.preposition:
            # ``درب التحالف منذ مطلع العام نحو …``: the figure is the object, not in the adjunct.
            return not current.mentions
        if not current.mentions:
            # ``قصفت الطائرات الرقة``: no town is in apposition to an agent.
            return unit.label == "LOC" and current.head in listed("agents")
        if unit.label == "PER" and current.head in listed("titles"):
            current.mentions.clear()  # the body is part of the title before the name
            return False
        return not self.counted(current)

    def counted(self, chunk: Chunk) -> bool:
        """Whether a phrase ends in a figure, which an adjective without article may follow."""
        return bool(chunk.mentions) and self.mentions[chunk.mentions[-1]].label == "TROOP"

    def extend(self, i: int, unit: Unit, *, apart: bool) -> Chunk:
        """Go on with the open phrase, or begin one: where there is none or the word is apart."""
        chunk = self.current
        if chunk is None or apart:
            chunk = self.current = self.add("np", i)
            preposition = "" if apart else self.preposition
            chunk.preposition = preposition or ("قرب" if self.oriented else "")
            chunk.oriented, chunk.coordinated = self.oriented, self.coordinated
            self.coordinated = False
            self.preposition = ""
            if not self.oriented:
                self.base = chunk
        chunk.keys.append(unit.key)
        chunk.last = i
        return chunk

    def add_word(self, i: int, unit: Unit) -> None:
        current = self.current
        if unit.key in listed("among") and _name_follows(self.units, i):
            self.resume()
            return
        carried = pronouns().get(unit.key)
        if carried is not None:
            self.close()
            chunk = self.add("np", i, unit.key)
            chunk.preposition, chunk.pronoun, chunk.closed = carried, True, True
            return
        if unit.key in listed("compass") or unit.key in listed("around"):
            self.orient(i, unit)
            return
        definite = unit.key.startswith(ARTICLE) and len(unit.key) > 3
        ends = definite or unit.key in anaphors()
        if current is None and not self.preposition and _describes(unit, self.chunks[-1:]):
            return
        apart = current is not None and current.closed and not ends
        if current is not None and apart and self.counted(current):
            return
        current = self.extend(i, unit, apart=apart)
        if ends or unit.key.endswith(tuple(listed("closing"))):
            current.closed = True

    def orient(self, i: int, unit: Unit) -> None:
        """``جنوب [الموصل]``: the place behind a point of the compass only orients."""
        inside = unit.key in listed("compass") and (
            self.preposition in listed("into") or _region_follows(self.units, i)
        )
        if self.current is not None and self.current.closed:
            if inside and self.current.mentions:
                self.current.closed = False  # a further level of the chain of places
                return
            self.close()
        self.oriented = not inside
        if self.current is not None:
            self.current.oriented = self.oriented


def _is_event_word(unit: Unit) -> bool:
    """Whether a unit is a trigger by itself, no figure with the trigger in it."""
    return bool(unit.senses) and unit.kind != "mention"


def _describes(unit: Unit, before: Sequence[Chunk]) -> bool:
    """Whether a word is the adjective of the event noun right before it (غارات جوية)."""
    if not any(chunk.kind == "np" and chunk.trigger and not chunk.mentions for chunk in before):
        return False
    nisba = unit.key.endswith(tuple(listed("nisba"))) and len(unit.key) > 3
    noun = unit.key in listed("agents") or unit.key in listed("forces")
    return unit.key in listed("adjectives") or (nisba and not noun)


def _behind_dateline(units: Sequence[Unit], i: int) -> bool:
    """Whether unit ``i`` may be the medium behind a city and a colon (``عدن: «الخليج»``)."""
    if not 1 < i <= _DATELINE or units[0].kind != "mention":
        return False
    return any(unit.key in {":", "-"} for unit in units[:i])


def _leads_to_name(units: Sequence[Unit], i: int) -> bool:
    """Whether a name stands at ``i``, or behind one or two nouns (وحزب …، وعناصر …)."""
    near = units[i : i + _HEADS]
    return next((u.kind == "mention" for u in near if u.kind != "word" or u.senses), False)


def _name_follows(units: Sequence[Unit], i: int) -> bool:
    """Whether a name stands close behind unit ``i`` before any border."""
    near = units[i + 1 : i + 1 + _APPOSED]
    return next((u.kind == "mention" for u in near if u.kind != "word"), False)


def _region_follows(units: Sequence[Unit], i: int) -> bool:
    """Whether a region or a state stands behind the compass: ``جنوب شرقي تركيا``."""
    keys = (unit.key for unit in units[i + 1 : i + 1 + _REGION])
    first = next((key for key in keys if key not in listed("compass")), "")
    return first in listed("regions") or first in listed("states")
