"""Which words of a sentence may name an event: the readings that survive the rows' guards."""

from __future__ import annotations

from collections.abc import Sequence

from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.events.lexicon import RESUMPTIVE, Row, Sense, particles, senses
from coalition_ie.events.units import OPENING, Unit

_NEAR = 3  # units behind a trigger in which a word asked for by `next` may stand
_LED = 8  # units before an ambiguous word in which a light verb makes it a noun
_FUTURE = frozenset({"سوف", "قد", "لقد"})


def _plain(key: str) -> str:
    return key.removeprefix("ال")


def _following(units: Sequence[Unit], i: int, width: int) -> list[str]:
    """Keys of the next units; a mention counts by its first word and by its label."""
    near = units[i + 1 : i + 1 + width]
    return [word for unit in near for word in (unit.key.split()[0], unit.label) if word]


def _matches(words: frozenset[str], keys: Sequence[str]) -> bool:
    """Whether a key, with or without its article, is one of ``words`` or fits one ending in *."""
    forms = {form for key in keys for form in (key, _plain(key))}
    if forms & words:
        return True
    prefixes = tuple(word[:-1] for word in words if word.endswith("*"))
    return bool(prefixes) and any(form.startswith(prefixes) for form in forms)


def _passes(row: Row, units: Sequence[Unit], i: int) -> bool:
    """Whether the neighbours of unit ``i`` let the reading ``row`` pass."""
    if row.next and not _matches(row.next, _following(units, i, _NEAR)):
        return False
    if row.next_not and _matches(row.next_not, _following(units, i, 1)):
        return False
    before = [units[i - 1].key] if i else []
    if row.previous and not _matches(row.previous, before):
        return False
    return not (row.previous_not and _matches(row.previous_not, before))


class _Company:
    """The words of a sentence, which some rows need and others shun; each row is asked once."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.words = {_plain(word) for unit in units for word in unit.key.split()}
        self.known: dict[int, bool] = {}

    def suits(self, row: Row) -> bool:
        if row.number not in self.known:
            needed = not row.needs or any(word.startswith(row.needs) for word in self.words)
            shunned = row.without and any(word.startswith(row.without) for word in self.words)
            self.known[row.number] = needed and not shunned
        return self.known[row.number]


def _may_be_verb(units: Sequence[Unit], i: int) -> bool:
    before = units[i - 1] if i else None
    behind = units[i + 1].key if i + 1 < len(units) else ""
    if before is None or before.key in _FUTURE or particles().pronouns.get(behind) in RESUMPTIVE:
        return True  # a clause such as ``قتل فيها …`` describes the noun before it
    if before.kind in {"mention", "date"}:
        return not _led(units, i)
    return before.kind in OPENING


def _led(units: Sequence[Unit], i: int) -> bool:
    """Whether a light verb stands open before unit ``i``: ``عاودت المدفعية أمس قصف …``."""
    for unit in reversed(units[max(0, i - _LED) : i]):
        if unit.kind in {"comma", "coord", "comp", "rel", "sub", "stop"}:
            return False
        if unit.kind == "verb":
            return bool(unit.classes & {"light", "intend", "demand", "report", "refuse"})
    return False


def _choose(readings: Sequence[Sense], units: Sequence[Unit], i: int) -> tuple[Sense, ...]:
    """Verb or noun, where the spelling is both: a verb begins its clause or follows its subject."""
    verbs = [s for s in readings if s.kind == "verb"]
    nouns = [s for s in readings if s.kind != "verb"]
    if not nouns:
        return () if i and units[i - 1].kind == "preposition" else tuple(verbs)
    if not verbs:
        return tuple(nouns)
    return tuple(verbs + nouns) if _may_be_verb(units, i) else tuple(nouns)


def mark_triggers(text: str, units: Sequence[Unit]) -> None:
    """Leave in every unit's ``senses`` the readings that its neighbours and sentence allow."""
    company = _Company(units)
    for i, unit in enumerate(units):
        if unit.kind == "mention":
            if unit.label == "TROOP":
                _mark_figure(text, unit)
        elif unit.senses:
            allowed = _choose(unit.senses, units, i)
            unit.senses = tuple(
                s for s in allowed if company.suits(s.row) and _passes(s.row, units, i)
            )
            unit.trigger = (unit.start, unit.end) if unit.senses else None


def _mark_figure(text: str, unit: Unit) -> None:
    """``عشرات القتلى`` is a figure and its counted noun the trigger of the event."""
    words = Reading(text[unit.start : unit.end]).words
    if len(words) < 2:
        return
    last = words[-1]
    readings = [
        sense
        for sense in senses(fold(text[unit.start + last.start : unit.start + last.end]))
        if sense.row.frame.victims
    ]
    if readings:
        unit.senses = tuple(readings)
        unit.trigger = (unit.start + last.start, unit.start + last.end)
