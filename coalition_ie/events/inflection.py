"""Inflected forms of Arabic verbs and nouns, recognised by cutting a word into its three parts.

A folded word is a prefix, a stem and a suffix; which of them go together depends on the class of
the stem (past, present, noun …) and stands in ``inflection.toml`` with its source. It covers what
news uses: third person, first plural, duals; the second person is left out. Analysis by cutting
keeps the lexicon small: a verb has some three hundred forms, only its two stems are stored.

What it does not do: proclitics (`coalition_ie.arabic.words` sets them apart), jussive forms of
hollow verbs (لم يزر), vowels. One spelling may have several analyses; context decides elsewhere.
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
_LONGEST_SUFFIX = 5


class Paradigm(NamedTuple):
    """What may stand around the stems of one class.

    ``bare`` suffixes end the word; ``bound`` ones end in an enclitic, which no prefix of the
    article allows.
    """

    prefixes: frozenset[str]
    bare: frozenset[str]
    bound: frozenset[str]


@cache
def paradigms() -> dict[str, Paradigm]:
    """Class of a stem to its paradigm."""
    table = read_table("events", "inflection.toml")
    prefixes = table.pop("prefixes")
    return {
        name: Paradigm(
            frozenset(prefixes[row["prefixes"]]),
            frozenset(row["bare"]),
            frozenset(end + pronoun for end in row["bound"] for pronoun in _PRONOUNS),
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
                if prefix not in paradigm.prefixes:
                    continue
                if suffix in paradigm.bare:
                    yield Analysis(name, prefix, stem, suffix, "")
                if suffix in paradigm.bound and prefix != ARTICLE:
                    enclitic = max(filter(suffix.endswith, _PRONOUNS), key=len)
                    yield Analysis(name, prefix, stem, suffix, enclitic)


def verb_stems(lemma: str, *, passive: bool = False) -> tuple[tuple[str, str], ...]:
    """(paradigm, folded stem) of a verb given as ``past/present``, third person masculine.

    Which verbs are weak shows before folding only: بدأ is not, غزا is.

    >>> verb_stems("التقى/يلتقي")
    (('past weak', 'التق'), ('present weak', 'لتق'))
    """
    past, _, present = lemma.partition("/")
    found = []
    if past.endswith(("ى", "ي", "ا")):
        found.append(("past weak passive" if passive else "past weak", fold(past)[:-1]))
    elif past:
        found.append(("past", fold(past)))
    if present.endswith(("ى", "ي", "و", "ا")):
        found.append(("present weak", fold(present)[1:-1]))
    elif present:
        found.append(("present", fold(present)[1:]))
    return tuple(found)


def noun_stems(lemma: str) -> tuple[tuple[str, str], ...]:
    """(paradigm, stem) of a folded noun: verbal noun, event noun, or broken plural.

    >>> noun_stems("غارة")
    (('noun feminine', 'غار'),)
    """
    if lemma.endswith("ة"):
        return (("noun feminine", lemma[:-1]),)
    if lemma.endswith("اء"):
        return (("noun hamza", lemma[:-1]),)
    if lemma.endswith("ي"):
        return (("noun weak", lemma[:-1]), ("noun", lemma))
    return (("noun", lemma),)


def stems(kind: str, lemmas: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(paradigm, stem) of all lemmas of one kind of the lexicon's rows."""
    for lemma in lemmas:
        if kind in {"verbs", "passives"}:
            yield from verb_stems(lemma, passive=kind == "passives")
        elif kind == "nouns":
            yield from noun_stems(fold(lemma))
        else:
            yield ("participle" if kind == "participles" else "particle", fold(lemma))
