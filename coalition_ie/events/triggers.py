"""Which words of a sentence may name an event: the readings that survive the rows' guards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.events.lexicon import Sense, pronouns, senses
from coalition_ie.events.tables import Row, listed
from coalition_ie.events.units import OPENING, Unit

_NEAR = 3  # units behind a trigger in which a word asked for by `next` may stand
_LED = 8  # units before an ambiguous word in which a light verb makes it a noun
_LEADING = frozenset({"light", "intend", "demand", "report", "refuse"})
_ENDING = frozenset({"comma", "coord", "comp", "rel", "sub", "stop"})


def mark_triggers(units: Sequence[Unit]) -> None:
    """Leave in every unit's ``senses`` the readings that its neighbours and sentence allow."""
    words = {word.removeprefix(ARTICLE) for unit in units for word in unit.key.split()}

    @cache
    def suits(row: Row) -> bool:  # asked once a sentence, which may be long
        needed = not row.needs or any(word.startswith(row.needs) for word in words)
        return needed and not any(word.startswith(row.without) for word in words)

    for i, unit in enumerate(units):
        noun = unit.last if unit.label == "TROOP" else None
        if noun is not None and noun.end <= unit.end:
            # ``عشرات القتلى`` is a figure and its counted noun the trigger of the event.
            unit.senses = tuple(s for s in senses(noun.key) if s.row.frame.victims)
        elif unit.senses:
            allowed = _choose(unit.senses, units, i)
            unit.senses = tuple(s for s in allowed if suits(s.row) and _passes(s.row, units, i))


def _choose(readings: Sequence[Sense], units: Sequence[Unit], i: int) -> tuple[Sense, ...]:
    """Verb or noun, where the spelling is both: a verb begins its clause or follows its subject."""
    verbs = [s for s in readings if s.kind == "verb"]
    nouns = [s for s in readings if s.kind != "verb"]
    if not nouns:
        return () if i and units[i - 1].kind == "preposition" else tuple(verbs)
    return tuple(verbs + nouns) if verbs and _may_be_verb(units, i) else tuple(nouns)


def _may_be_verb(units: Sequence[Unit], i: int) -> bool:
    before = units[i - 1] if i else None
    behind = units[i + 1].key if i + 1 < len(units) else ""
    if before is None or before.key in listed("verbal"):
        return True
    if pronouns().get(behind) in listed("resumptive"):
        return True  # a clause such as ``قتل فيها …`` describes the noun before it
    if before.kind in {"mention", "date"}:
        return not _led(units, i)
    return before.kind in OPENING


def _led(units: Sequence[Unit], i: int) -> bool:
    """Whether a light verb stands open before unit ``i``: ``عاودت المدفعية أمس قصف …``."""
    for unit in reversed(units[max(0, i - _LED) : i]):
        if unit.kind in _ENDING:
            return False
        if unit.kind == "verb":
            return bool(unit.classes & _LEADING)
    return False


def _passes(row: Row, units: Sequence[Unit], i: int) -> bool:
    """Whether the neighbours of unit ``i`` let the reading ``row`` pass."""
    before = [units[i - 1].key] if i else []
    if row.next and not row.next.matches(_following(units, i, _NEAR)):
        return False
    if row.next_not and row.next_not.matches(_following(units, i, 1)):
        return False
    if row.previous and not row.previous.matches(before):
        return False
    return not (row.previous_not and row.previous_not.matches(before))


def _following(units: Sequence[Unit], i: int, width: int) -> list[str]:
    """Keys of the next units; a mention counts by its first word and by its label."""
    near = units[i + 1 : i + 1 + width]
    return [word for unit in near for word in (*unit.key.split()[:1], unit.label) if word]
