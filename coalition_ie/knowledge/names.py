"""What a mention's surface says of the thing it names: words, key, and what the table knows.

Two mentions of one label with the same key name the same thing whatever their spelling; how short
names find full ones is in `coalition_ie.knowledge.entities`. The words stand in ``entities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.ontology import Label

_NO_LETTER = re.compile(r"[\W_]+")
_CASE = re.compile(r"(?<=\w{3})ون$")  # الحوثيون is الحوثيين in another case
_REMEMBERED = 16384  # surfaces


class Name(NamedTuple):
    """A surface as the joiner sees it.

    ``plain`` is it folded, ``words`` those that count (no kind nouns), ``key`` the same for names
    of one thing, ``known`` whether the table has it, ``rule`` what makes the key differ from
    ``plain``: ``spelling``, ``kind noun``, ``table``, or nothing.
    """

    plain: str
    words: tuple[str, ...]
    key: str
    known: bool
    rule: str


@cache
def table() -> Mapping[str, Any]:
    """``entities.toml``."""
    return read_table("knowledge", "entities.toml")


@cache
def listed(section: str, row: str) -> frozenset[str]:
    """The words of a row of the table, folded as names are."""
    return frozenset(" ".join(folded_words(word)) for word in table()[section][row])


def folded_words(surface: str) -> tuple[str, ...]:
    """Folded words without signs, with ه for a final ة.

    >>> folded_words("تنظيم «الدَّولة»_الإسلامية")
    ('تنظيم', 'الدوله', 'الاسلاميه')
    """
    words = _NO_LETTER.sub(" ", fold(surface)).split()
    return tuple(word[:-1] + "ه" if word.endswith("ة") else word for word in words)


def bare(word: str) -> str:
    """A folded word without its article.

    >>> bare("التحالف"), bare("ال")
    ('تحالف', 'ال')
    """
    return word.removeprefix(ARTICLE) if len(word) > len(ARTICLE) + 1 else word


def nationality(word: str) -> str:
    """The nationality that a folded adjective says in any form, empty where it says none.

    >>> nationality("العراقيه"), nationality("العراق")
    ('عراقي', '')
    """
    stem, stems = bare(word), listed("nationalities", "stems")
    endings = ("", *table()["nationalities"]["endings"])
    return next((s for e in endings if (s := stem.removesuffix(e)) in stems), "")


@lru_cache(_REMEMBERED)
def name_of(label: Label, surface: str) -> Name:
    """The name that ``surface`` is, its article restored where لل had cut it."""
    plain = folded_words(surface) or (surface,)
    words = _spelled(label, plain) or plain
    named = _named(label, words)
    known = _known(label)
    tries = [words, named]
    if len(named) > 1 and nationality(named[-1]):
        tries.append(named[:-1])
    for attempt in tries:
        if (key := known.get("".join(attempt))) is not None:
            same = key == "".join(plain)
            return Name(" ".join(plain), named, key, True, "" if same else "table")
    if words == named:
        rule = "" if words == plain else "spelling"
    else:
        rule = "kind noun" if label == "ORG" else "spelling"
    return Name(" ".join(plain), named, "".join(named), False, rule)


@cache
def _known(label: str) -> Mapping[str, str]:
    """Every spelling of the table's names, as its words make it, to the key of the thing."""
    found: dict[str, str] = {}
    for row in table()["names"].get(label, ()):
        key = "".join(_spelled(label, folded_words(row[0])))
        for name in row:
            words = _spelled(label, folded_words(name))
            found.setdefault("".join(words), key)
    return found


def _spelled(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Words in one spelling, those of an organisation in one case and gender.

    The gender of a nationality tells no bodies apart, and writers lose it (القوات العراقي).
    """
    text = " ".join(words)
    for written, read in table()["spelling"].items():
        text = text.replace(written, read)
    if label != "ORG":
        return tuple(text.split())
    read = (_CASE.sub("ين", word) for word in text.split())
    return tuple(word.removesuffix("ه") if nationality(word) else word for word in read)


def _named(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that count in a name of a label."""
    if label == "PER":
        return _person(words)
    if label == "ORG":
        return _without_kind(words)
    return tuple(map(bare, words[:1])) + words[1:]  # الزنكورة is زنكورة as well


def _without_kind(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an organisation without kind nouns and the like at its head, at least one."""
    forces = table()["kinds"]["forces"]
    while len(words) > 1 and (
        words[0] in listed("kinds", "always")
        or (words[0] == forces and words[1] not in listed("kinds", "states"))
    ):
        words = words[1:]
    if len(words) == 1:  # قواتالتحالف
        for kind in (forces, *listed("kinds", "always")):
            if (name := words[0].removeprefix(kind + ARTICLE)) != words[0]:
                words = (ARTICLE + name,)
    armed = folded_words(table()["kinds"]["armed"])
    return armed[:1] + words[2:] if words[:2] == armed and len(words) > 2 else words


def _person(words: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a person's name: عبد makes one with the next word, الدين with the one before."""
    parts: list[str] = []
    kunya = fold(table()["persons"]["kunya"])
    lean = ""
    for word in words:
        if word in listed("persons", "filiation") and parts and not lean:
            continue
        if parts and not lean and word in listed("persons", "closing"):
            parts[-1] += word
            continue
        if word in listed("persons", "leaning"):
            lean += kunya if word in listed("persons", "kunya_cases") else word
            continue
        parts.append(lean + word)
        lean = ""
    if lean:
        parts.append(lean)
    # A family name comes with its article and without it (العامري, عامري).
    return (*parts[:1], *map(bare, parts[1:]))


def family_names(part: str) -> tuple[str, ...]:
    """How a last part of a name may be written: as it is, without article, without a particle.

    >>> family_names("ديميستورا"), family_names("الزنكي")
    (('ديميستورا', 'ميستورا'), ('زنكي',))
    """
    forms = [bare(part)]
    forms += [
        part.removeprefix(particle)
        for particle in listed("persons", "particles")
        if part.startswith(particle) and len(part) > len(particle) + 3
    ]
    return tuple(forms)


_VOWELS = str.maketrans("", "", "اويهءئؤآ")
_SOUNDS = str.maketrans("غجقطصذثظڤپچگ", "كككتسدتدفبشك")


def skeleton(part: str) -> str:
    """The consonants of a foreign name, those that transliterations confuse made one.

    >>> skeleton("ميستورا") == skeleton("مستورا"), skeleton("غريفيث") == skeleton("جريفيتس")
    (True, False)
    """
    return part.translate(_VOWELS).translate(_SOUNDS)
