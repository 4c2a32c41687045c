"""Inflected forms of Arabic verbs and nouns, recognised by cutting a word into its three parts.

A folded word is a prefix, a stem and a suffix; which of them go together depends on the class of
the stem (past, present, noun …) and stands in ``inflection.toml`` with its source. It covers what
news uses: third person, first plural, duals; the second person is left out. Analysis by cutting
keeps the lexicon small: a verb has some three hundred forms, only its two stems are stored.

What it does not do: proclitics (`coalition_ie.arabic.words` sets them apart), the long forms of
doubled verbs (شننا), vowels. One spelling may have several analyses; context decides elsewhere.
`training/conjugate.py` compares the tables with a full conjugator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE, ENCLITICS
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.normalise import fold

_PRONOUNS = (*ENCLITICS, "ني")  # a quoted speaker's, behind verbs
_LONGEST_PREFIX = 2
_LONGEST_SUFFIX = 6
_LONG_VOWELS = ("ا", "و", "ي")
_WEAK = {"ي": ("present weak",), "و": ("present weak u",)} | dict.fromkeys(
    "ىا", ("present weak", "present weak a")
)
_ENDINGS = (
    ("ة", "noun feminine", 1),
    ("اء", "noun hamza", 1),
    ("ى", "noun weak", 1),
    ("ي", "noun defective", 0),
)  # how a noun ends, its paradigm, letters that are not of its stem


class Paradigm(NamedTuple):
    """What may stand around the stems of one class.

    ``bare`` suffixes end the word; no article goes with ``indefinite`` ones, nor with ``bound``
    ones, which end in an enclitic. ``never`` are words that are no forms of the class.
    """

    prefixes: frozenset[str]
    bare: frozenset[str]
    indefinite: frozenset[str]
    bound: frozenset[str]
    never: frozenset[str]


@cache
def paradigms() -> dict[str, Paradigm]:
    """Class of a stem to its paradigm."""
    table = read_table("events", "inflection.toml")
    prefixes = table.pop("prefixes")
    return {
        name: Paradigm(
            frozenset(prefixes[row["prefixes"]]),
            frozenset(row["bare"]),
            frozenset(row.get("indefinite", ())),
            frozenset(end + pronoun for end in row["bound"] for pronoun in _PRONOUNS),
            frozenset(row.get("not", ())),
        )
        for name, row in table.items()
    }


class Analysis(NamedTuple):
    """One way to cut a word: ``prefix + stem + suffix``."""

    paradigm: str
    prefix: str
    stem: str
    suffix: str
    enclitic: str

    @property
    def future(self) -> bool:
        """Whether the future marker سـ is prefixed."""
        return self.prefix.startswith("س")

    @property
    def definite(self) -> bool:
        """Whether the article is prefixed."""
        return self.prefix == ARTICLE


def analyses(word: str, stems: Mapping[str, Collection[str]]) -> Iterator[Analysis]:
    """Every cut of a folded ``word`` whose stem is in ``stems``, which names its paradigms."""
    for cut in range(min(_LONGEST_PREFIX, len(word) - 1) + 1):
        for end in range(max(cut + 1, len(word) - _LONGEST_SUFFIX), len(word) + 1):
            prefix, stem, suffix = word[:cut], word[cut:end], word[end:]
            for name in stems.get(stem, ()):
                paradigm = paradigms()[name]
                if prefix not in paradigm.prefixes or word in paradigm.never:
                    continue
                bare = paradigm.bare if prefix == ARTICLE else paradigm.bare | paradigm.indefinite
                if suffix in bare:
                    yield Analysis(name, prefix, stem, suffix, "")
                if suffix in paradigm.bound and prefix != ARTICLE:
                    enclitic = max(filter(suffix.endswith, _PRONOUNS), key=len)
                    yield Analysis(name, prefix, stem, suffix, enclitic)


def verb_stems(lemma: str) -> tuple[tuple[str, str], ...]:
    """(paradigm, folded stem) of a verb given as ``past/present``, third person masculine.

    Which verbs are weak shows before folding only: بدأ is not, غزا is. A hollow verb has a short
    stem beside the long one, one that ends in hamza another seat of it before و.

    >>> verb_stems("التقى/يلتقي")
    (('past weak', 'التق'), ('present weak', 'لتق'), ('present jussive', 'لتق'))
    >>> verb_stems("زار/يزور")
    (('past', 'زار'), ('present', 'زور'), ('past hollow', 'زر'), ('present hollow', 'زر'))
    """
    past, _, present = lemma.partition("/")
    found = []
    if past.endswith(("ى", "ي", "ا")):
        found.append(("past weak i" if past[-1] == "ي" else "past weak", fold(past)[:-1]))
    elif past:
        found.append(("past", fold(past)))
    if present.endswith(tuple(_WEAK)):
        stem = fold(present)[1:-1]
        found += [(name, stem) for name in (*_WEAK[present[-1]], "present jussive")]
    elif present:
        found.append(("present", fold(present)[1:]))
    for name, part, cut in (("past", past, 0), ("present", present, 1)):
        if part.endswith(("أ", "ئ")):
            found.append((f"{name} hamza", fold(part)[cut:-1] + "ؤ"))
    if _hollow(past, present):
        found += [
            ("past hollow", _short(fold(past))),
            ("present hollow", _short(fold(present)[1:])),
        ]
    return tuple(found)


def _hollow(past: str, present: str) -> bool:
    """Whether the second radical is a long vowel: زار/يزور and أصيب/يصاب, but not عاون/يعاون."""
    vowels = past[-2:-1], present[-2:-1]
    long = (vowels[0] == "ا" and vowels[1] in _LONG_VOWELS) or vowels == ("ي", "ا")
    return long and not past.endswith(("ء", *_LONG_VOWELS))


def _short(stem: str) -> str:
    """A stem without the long vowel before its last letter."""
    return stem[:-2] + stem[-1]


def noun_stems(lemma: str) -> tuple[tuple[str, str], ...]:
    """(paradigm, folded stem) of a noun: verbal noun, event noun, or broken plural.

    >>> noun_stems("غارة")
    (('noun feminine', 'غار'),)
    """
    for ending, paradigm, length in _ENDINGS:
        if lemma.endswith(ending):
            return ((paradigm, fold(lemma)[: len(lemma) - length]),)
    return (("noun", fold(lemma)),)


def stems(kind: str, lemmas: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(paradigm, stem) of all lemmas of one kind of the lexicon's rows."""
    for lemma in lemmas:
        if kind in {"verbs", "passives"}:
            yield from verb_stems(lemma)
        elif kind == "nouns":
            yield from noun_stems(lemma)
        else:
            yield ("participle" if kind == "participles" else "particle", fold(lemma))
