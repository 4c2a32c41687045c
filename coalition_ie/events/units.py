"""A sentence as a row of units: mentions and dates as wholes, every other word with its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from coalition_ie.arabic.frequencies import LEAST, count, is_noun
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.words import Word, contracted
from coalition_ie.events.lexicon import Sense, particles, senses, verb_classes
from coalition_ie.types import Mention, TimeExpression

_QUOTES = frozenset("\"'«»“”„‘’‹›()[]{}")
_CLITICS = frozenset("وفبكل")
_PROCLITICS = 3  # at most, before one word (Ryding 2005, ch. 2)
OPENING = frozenset({"comma", "coord", "comp", "rel", "sub", "neg", "stop"})
"""Kinds of units behind which a clause, and so its verb, may begin."""

_STOPS = frozenset(":؛;.؟?!…") | {"..", "..."}
_SIGNS = frozenset("%٪#/*+=@_•|&^~<>")
_LEADS = re.compile(r"[يت](?:قود|تزعم|تراس)ه[ام]?$")
_LED_BY = "بقيادة"
_ENCLITIC = re.compile(r"..(هما|ها|هم|هن|نا|ه)$")


@dataclass(slots=True)
class Unit:
    """One member of the row.

    ``kind`` is one of: mention, date, preposition, comp, rel, sub, coord, neg, comma, stop, verb,
    number, word. ``senses`` are the readings as a trigger that survived the guards; a unit with
    senses keeps its kind ``verb`` or ``word``, or ``mention`` for a figure whose counted noun
    names the event (``عشرات القتلى``).
    """

    start: int
    end: int
    key: str
    kind: str
    mention: int | None = None
    date: int | None = None
    classes: frozenset[str] = frozenset()
    senses: tuple[Sense, ...] = ()
    trigger: tuple[int, int] | None = None
    width: int = 1
    """How many words a compound preposition has swallowed."""
    label: str = ""
    """Label of the mention."""

    @property
    def definite(self) -> bool:
        """Whether the word bears the article."""
        return self.key.startswith("ال") and len(self.key) > 3


def _stripped(key: str) -> str:
    match = _ENCLITIC.search(key)
    if match is None:
        return key
    return key[: match.start(1)]


def _spelled_as_verb(key: str) -> bool:
    """Whether an unknown word looks like a verb of the present or the feminine past."""
    if len(key) < 4 or count(key) < LEAST:
        return False
    stem = _stripped(key)
    if is_noun(key) or is_noun(stem) or is_noun(stem[:-1] + "ة"):
        return False
    if key[0] == "ي" or key[:2] in {"سي", "ست"}:
        return True
    if key[0] == "ت" and not key.endswith(("ة", "ات")):
        return True
    return key.endswith("وا") or (key.endswith("ت") and not key.endswith("ات"))


def _kind(key: str, *, clitic: bool) -> str:
    sets = particles().sets
    if clitic:
        return "coord" if key in {"و", "ف"} else "preposition"
    for kind, name in (
        ("comp", "complementisers"),
        ("rel", "relatives"),
        ("neg", "negations"),
        ("sub", "subordinators"),
        ("preposition", "prepositions"),
        ("coord", "coordinators"),
    ):
        if key in sets[name]:
            return kind
    if key in {"،", ",", "-", "–", "—"}:
        return "comma"
    if key in _QUOTES:
        return "quote"
    if key in _STOPS:
        return "stop"
    return "number" if key[0].isdigit() or key in _SIGNS else "word"


def _overlap(spans: Sequence[Mention | TimeExpression], start: int, end: int) -> int | None:
    """Position of the first span that overlaps ``[start, end)``; spans are ordered and disjoint."""
    i = bisect_left(spans, start + 1, key=lambda span: span.end)
    return i if i < len(spans) and spans[i].start < end else None


def split_units(
    text: str,
    words: Sequence[Word],
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> list[Unit]:
    """The units of one sentence, given its words and the mentions and dates of the document."""
    units: list[Unit] = []
    for word in words:
        mention = _overlap(mentions, word.start, word.end)
        date = None if mention is not None else _overlap(dates, word.start, word.end)
        last = units[-1] if units else None
        if mention is not None:
            if last is None or last.mention != mention:
                span = mentions[mention]
                units += _before_name(text, word.start, span.start)
                key = fold(span.text)
                units.append(Unit(span.start, span.end, key, "mention", mention, label=span.label))
        elif date is not None:
            if last is None or last.date != date:
                time = dates[date]
                units += _before_name(text, word.start, time.start)
                units.append(Unit(time.start, time.end, fold(time.text), "date", date=date))
        else:
            units.append(_unit(word, last))
    return _with_verbs(_join_compounds(units))


def _before_name(text: str, start: int, end: int) -> list[Unit]:
    """Proclitics before a name whose word the splitter left whole (وقوات …)."""
    letters = [(i, fold(text[i])) for i in range(start, min(end, start + _PROCLITICS))]
    return [Unit(i, i + 1, key, _kind(key, clitic=True)) for i, key in letters if key in _CLITICS]


def _unit(word: Word, last: Unit | None) -> Unit:
    key = word.key
    if last is not None and last.key == "ل" and last.end == word.start and contracted(key):
        key = "ا" + key  # the article of the contraction has lost its alef
    return Unit(word.start, word.end, key, _kind(key, clitic=word.clitic))


def _join_compounds(units: list[Unit]) -> list[Unit]:
    """Compound prepositions become one unit under their common name."""
    compounds = particles().compounds
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        for width in (3, 2, 1):
            part = units[i : i + width]
            name = compounds.get(tuple(unit.key for unit in part))
            if name is not None and len(part) == width:
                if name:
                    joined.append(
                        Unit(part[0].start, part[-1].end, name, "preposition", width=width)
                    )
                i += width
                break
        else:
            if units[i].kind == "rel" and i + 1 < len(units) and _LEADS.match(units[i + 1].key):
                # ``التحالف الذي تقوده واشنطن`` is ``التحالف بقيادة واشنطن``: no clause of its own.
                joined.append(
                    Unit(units[i].start, units[i + 1].end, _LED_BY, "preposition", width=2)
                )
                i += 2
                continue
            if units[i].kind != "quote":
                joined.append(units[i])
            i += 1
    return joined


def _with_verbs(units: list[Unit]) -> list[Unit]:
    """Tell verbs from nouns, by the lexicons first and by spelling where they are silent."""
    for i, unit in enumerate(units):
        if unit.kind != "word":
            continue
        before = units[i - 1] if i else None
        verbal = before is None or before.kind != "preposition"
        readings = senses(unit.key)
        classes = verb_classes(unit.key)
        unit.classes = classes if verbal else frozenset()
        unit.senses = readings
        if not verbal:
            continue
        known = bool(classes) and _may_be_verb(unit.key, before)
        if known or (not readings and _spelled_as_verb(unit.key)):
            unit.kind = "verb"
    return units


def _may_be_verb(key: str, before: Unit | None) -> bool:
    """A spelling shared with a noun (رد، طلب) is a verb where a clause may begin."""
    if not is_noun(key):
        return True
    return before is None or before.kind == "mention" or before.kind in OPENING
