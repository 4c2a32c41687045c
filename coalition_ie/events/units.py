"""A sentence as a row of units: mentions and dates as wholes, every other word with its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from coalition_ie.arabic.characters import (
    CLOSING_QUOTES,
    CONJUNCTIONS,
    DASHES,
    ENCLITICS,
    OPENING_QUOTES,
    PREPOSITIONS,
    SENTENCE_SIGNS,
)
from coalition_ie.arabic.frequencies import LEAST, count, is_noun
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.words import Word, contracted
from coalition_ie.events.lexicon import Sense, compounds, senses, verb_classes
from coalition_ie.events.tables import particles
from coalition_ie.types import Mention, TimeExpression

_PROCLITICS = 3  # at most, before one word (Ryding 2005, ch. 2)
_LONGEST_COMPOUND = 3  # words
OPENING = frozenset({"comma", "coord", "comp", "rel", "sub", "neg", "stop"})
"""Kinds of units behind which a clause, and so its verb, may begin."""

_SIGN_KINDS = (
    ("comma", DASHES | {"،", ","}),
    ("quote", OPENING_QUOTES | CLOSING_QUOTES | set("[]{}")),
    ("stop", SENTENCE_SIGNS - {"&"} | set(":;?…")),  # inside a sentence & begins an entity
    ("number", set("%٪#/*+=@_•|&^~<>")),
)
_LEADS = re.compile(r"[يت](?:قود|تزعم|تراس)ه[ام]?$")
_LED_BY = "بقيادة"
_ENCLITIC = re.compile(rf"(?<=..)(?:{'|'.join(sorted(ENCLITICS, key=len, reverse=True))})$")


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
    place: int = -1
    """Of a mention or date: its position in the document."""
    label: str = ""
    """Label of the mention."""
    last: Word | None = None
    """The last word of a mention or date that has several."""
    classes: frozenset[str] = frozenset()
    senses: tuple[Sense, ...] = ()


def _spelled_as_verb(key: str) -> bool:
    """Whether an unknown word looks like a verb of the present or the feminine past."""
    if len(key) < 4 or count(key) < LEAST:
        return False
    stem = _ENCLITIC.sub("", key)
    if is_noun(key) or is_noun(stem) or is_noun(stem[:-1] + "ة"):
        return False
    if key[0] == "ي" or key[:2] in {"سي", "ست"}:
        return True
    if key[0] == "ت" and not key.endswith(("ة", "ات")):
        return True
    return key.endswith("وا") or (key.endswith("ت") and not key.endswith("ات"))


@cache
def _kinds() -> Mapping[str, str]:
    """Function words and signs to the kind of their unit."""
    kinds: dict[str, str] = {}
    for kind, words in (*particles().kinds.items(), *_SIGN_KINDS):
        for word in words:
            kinds.setdefault(word, kind)
    return kinds


def _kind(key: str, *, clitic: bool) -> str:
    if clitic:
        return "coord" if key in CONJUNCTIONS else "preposition"
    return _kinds().get(key) or ("number" if key[0].isdigit() else "word")


def split_units(
    text: str,
    words: Sequence[Word],
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> list[Unit]:
    """The units of one sentence, given its words and the mentions and dates of the document."""
    units: list[Unit] = []
    for word in words:
        last = units[-1] if units else None
        kind, place = _whole(word, mentions, dates)
        if not kind:
            units.append(_unit(word, last))
        elif last is not None and (last.kind, last.place) == (kind, place):
            last.last = word
        else:
            span = mentions[place] if kind == "mention" else dates[place]
            label = mentions[place].label if kind == "mention" else ""
            units += _before_name(text, word.start, span.start)
            units.append(Unit(span.start, span.end, fold(span.text), kind, place, label))
    return _with_verbs(_join_compounds(units))


def _whole(
    word: Word, mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> tuple[str, int]:
    """Kind and position of the mention, or else the date, that a word belongs to; "" for none."""
    spans: Sequence[Mention | TimeExpression]
    for kind, spans in (("mention", mentions), ("date", dates)):
        i = bisect_left(spans, word.start + 1, key=lambda span: span.end)
        if i < len(spans) and spans[i].start < word.end:
            return kind, i
    return "", -1


def _before_name(text: str, start: int, end: int) -> list[Unit]:
    """Proclitics before a name whose word the splitter left whole (وقوات …)."""
    letters = [(i, fold(text[i])) for i in range(start, min(end, start + _PROCLITICS))]
    clitics = {*CONJUNCTIONS, *PREPOSITIONS}
    return [Unit(i, i + 1, key, _kind(key, clitic=True)) for i, key in letters if key in clitics]


def _unit(word: Word, last: Unit | None) -> Unit:
    key = word.key
    if last is not None and last.key == "ل" and last.end == word.start and contracted(key):
        key = "ا" + key  # the article of the contraction has lost its alef
    return Unit(word.start, word.end, key, _kind(key, clitic=word.clitic))


def _join_compounds(units: list[Unit]) -> list[Unit]:
    """Compound prepositions become one unit under their common name; quotation marks go."""
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        name, width = _compound(units[i : i + _LONGEST_COMPOUND])
        if width and name:
            joined.append(Unit(units[i].start, units[i + width - 1].end, name, "preposition"))
        elif not width and units[i].kind != "quote":
            joined.append(units[i])
        i += width or 1
    return joined


def _compound(units: Sequence[Unit]) -> tuple[str, int]:
    """Name and number of the units that begin a row and are one preposition; 0 if none are."""
    keys = tuple(unit.key for unit in units)
    for width in range(len(keys), 0, -1):
        name = compounds().get(keys[:width])
        if name is not None:
            return name, width
    # ``التحالف الذي تقوده واشنطن`` is ``التحالف بقيادة واشنطن``: no clause of its own.
    leads = units[0].kind == "rel" and len(keys) > 1 and _LEADS.match(keys[1])
    return (_LED_BY, 2) if leads else ("", 0)


def _with_verbs(units: list[Unit]) -> list[Unit]:
    """Tell verbs from nouns, by the lexicons first and by spelling where they are silent."""
    for i, unit in enumerate(units):
        if unit.kind != "word":
            continue
        unit.senses = senses(unit.key)
        before = units[i - 1] if i else None
        if before is not None and before.kind == "preposition":
            continue
        unit.classes = verb_classes(unit.key)
        # A spelling shared with a noun (رد، طلب) is a verb where a clause may begin.
        opening = before is None or before.kind == "mention" or before.kind in OPENING
        known = unit.classes and (opening or not is_noun(unit.key))
        if known or (not unit.senses and _spelled_as_verb(unit.key)):
            unit.kind = "verb"
    return units
