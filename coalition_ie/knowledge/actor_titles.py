"""What a title before a name says of its bearer: role, sector, country (وزير الدفاع النرويجي)."""

from __future__ import annotations

import re
from functools import cache

from coalition_ie.knowledge.actor_bodies import (
    Seen,
    Title,
    Vocabulary,
    country_in,
    named,
    vocabulary,
)
from coalition_ie.knowledge.actor_tables import Words, full_words_of, words_of
from coalition_ie.types.knowledge import Actor

_TITLE_WORDS = 10  # words before a name that may be its title
_CUT = re.compile(r"[.!؟?\n]|[؛:«»\"“”(](?!\s*$)|،(?!\s*(?:\S+\s*)?$)")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك")
_STATE = frozenset(("GOV", "LEG", "MIL", "COP", "JUD"))
_FEW = 4  # letters at least before which a proclitic is cut off a title


def before(context: str) -> Words:
    """The last words before a mention that may be its title, proclitics and all."""
    if context.endswith(_PROCLITICS):  # وزير الدفاع و[فلان]: the title is another's
        return ()
    line = _CUT.split(context)[-1]
    said = vocabulary()
    kept: list[str] = []
    for word in reversed(full_words_of(line)[-_TITLE_WORDS:]):
        if word in said.stops:  # قوات صالح, but not قائد القوات
            break
        kept += words_of(word)
    return tuple(reversed(kept))


def titled(words: Words, seen: Seen) -> Actor | None:
    """What the title nearest to the name says of its bearer."""
    said = vocabulary()
    found = _title(words, said)
    if found is None:
        return None
    title, rest = found
    place = next((n for n, word in enumerate(rest) if word in said.places), len(rest))
    own, there = rest[:place], rest[place + 1 :]
    named_body = named(rest, seen)
    if title.strict and own and not _whose(own[0], seen):
        title = Title("", "head of a body", True, False)
    country = (named_body.country if named_body is not None else "") or country_in(own, seen)
    if (
        not country
        and not (named_body and named_body.sector == "IGO")
        and title.role not in said.abroad
    ):
        country = country_in(there, seen)
    sector = title.sector
    if title.own and named_body is not None and named_body.sector:
        sector = named_body.sector
    if (
        named_body is not None and named_body.sector == "IGO"
    ) or not said.united_nations.isdisjoint(own):
        sector, country = "IGO", ""
    elif not country and title.role and sector in _STATE and title.role not in said.abroad:
        country = seen.about()  # a counterpart, who has no role here, is of another country
    role = title.role
    if not said.former.isdisjoint(rest):
        sector, role = "CVL", f"former {role}" if role else ""
    if not (country or sector):
        return None
    return seen.coded(country, sector, role, "title in a body" if title.own else "title")


def _whose(word: str, seen: Seen) -> bool:
    """Whether a word says of which country a president is, or that he was one."""
    said, one = vocabulary(), (word,)
    tables = (seen.tables.nationalities, seen.tables.countries)
    return word in said.former or word in said.honours or any(one in table for table in tables)


def _title(words: Words, said: Vocabulary) -> tuple[Title, Words] | None:
    """The last title that is no rank before the name, and the words behind it."""
    spoken, ranked = None, None
    start, end = 0, -1
    while start < len(words):
        length, title = _longest(words[start:], said)
        if title is None:
            start += 1
            continue
        rest = words[start + length :]
        anothers = start == end or (start and words[start - 1] in said.in_name_of)
        if length == 1 and _cut(words[start]) in said.honours:
            ranked = ranked or (title, rest)
        elif not anothers:  # سفير الملك is no king, المتحدث باسم الرئيس no president
            spoken = (title, rest)
        start += length
        end = start
    return spoken or ranked


def _longest(words: Words, said: Vocabulary) -> tuple[int, Title | None]:
    """How many of the first words are a title, and which."""
    first = _cut(words[0])
    for head in dict.fromkeys((words[0], first)):
        for length in range(min(4, len(words)), 0, -1):
            title = said.titles.get((head, *words[1:length]))
            if title is not None:
                return length, title
    return 0, None


def _cut(word: str) -> str:
    """A word of a title without the proclitics before it."""
    for _ in range(2):
        rest = word[1:]
        if word.startswith(_PROCLITICS) and len(rest) >= _FEW and word not in _heads():
            word = words_of(rest)[0] if not word.startswith("لل") else rest[1:]
    return word


@cache
def _heads() -> frozenset[str]:
    """The first words of titles, which keep their first letter though it may be a proclitic."""
    return frozenset(words[0] for words in vocabulary().titles)
