"""Inflected forms of Arabic verbs and nouns, recognised by cutting a word into its three parts.

A folded word is a prefix, a stem and a suffix; which of them go together depends on the class of
the stem (past, present, noun …). The inventory follows Ryding, "A Reference Grammar of Modern
Standard Arabic" (2005): ch. 7 and 8 (number, case), 12 (enclitic pronouns), 21 to 34 (verbs). It
covers what news uses: third person, first plural, duals; the second person is left out. Analysis
by cutting keeps the lexicon small: a verb has some three hundred forms, only its two stems are
stored.

What it does not do: proclitics (`coalition_ie.arabic.words` sets them apart), jussive forms of
hollow verbs (لم يزر), vowels. One spelling may have several analyses; context decides elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from coalition_ie.arabic.normalise import fold

ENCLITICS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني")
"""Object and possessive pronouns of news style (Ryding, ch. 12)."""

_PERSON = ("ي", "ت", "ن", "ا")
_FUTURE = tuple("س" + letter for letter in _PERSON)


def _with_enclitics(*ends: str) -> frozenset[str]:
    return frozenset(end + enclitic for end in ends for enclitic in ENCLITICS)


class Paradigm(NamedTuple):
    """What may stand around the stems of one class.

    ``bare`` suffixes end the word; ``bound`` ones end in an enclitic, which no prefix of the
    article allows.
    """

    prefixes: tuple[str, ...]
    bare: frozenset[str]
    bound: frozenset[str]


_VERB = (*_PERSON, *_FUTURE)
_NOUN = ("", "ال")

PARADIGMS: dict[str, Paradigm] = {
    # قصف: قصفت قصفوا قصفا قصفتا قصفنا قصفن
    "past": Paradigm(
        ("",),
        frozenset(("", "ت", "وا", "ا", "تا", "نا", "ن")),
        _with_enclitics("", "ت", "و", "تا", "نا"),
    ),
    # التقي (stem التق): التقي التقت التقوا التقيا التقينا, but التقاه
    "past weak": Paradigm(
        ("",),
        frozenset(("ي", "ا", "ت", "وا", "يا", "تا", "ينا")),
        _with_enclitics("ا", "ت", "و"),
    ),
    # اجري, passive (stem اجر): اجري اجريت اجروا
    "past weak passive": Paradigm(("",), frozenset(("ي", "يت", "وا", "يا", "يتا")), frozenset()),
    # يقصف (stem قصف): يقصفون يقصفوا يقصفان يقصفن
    "present": Paradigm(
        _VERB, frozenset(("", "ون", "وا", "ان", "ا", "ن", "ين")), _with_enclitics("", "و", "ون")
    ),
    # يلتقي يغزو يتلقي (stem without the last letter); the bare stem is the jussive
    "present weak": Paradigm(
        _VERB,
        frozenset(("ي", "و", "ا", "", "ون", "وا", "يان", "وان", "ين")),
        _with_enclitics("ي", "و", "ا"),
    ),
    # هجوم: الهجوم هجوما هجومين هجومات هجومها
    "noun": Paradigm(
        _NOUN,
        frozenset(("", "ا", "ان", "ين", "ات", "ي")),
        _with_enclitics("", "ات", "ي", "ا"),
    ),
    # غارة (stem غار)
    "noun feminine": Paradigm(
        _NOUN,
        frozenset(("ة", "ه", "ات", "تان", "تين", "تا", "تي")),
        _with_enclitics("ت", "ات", "تي", "تا"),
    ),
    # لقاء (stem لقا)
    "noun hamza": Paradigm(
        _NOUN, frozenset(("ء", "ءات", "ءان", "ءين")), _with_enclitics("ء", "ئ", "ؤ", "ءات")
    ),
    # قتلي جرحي (stem قتل): broken plural, which takes alef before a pronoun
    "noun weak": Paradigm(_NOUN, frozenset(("ي",)), _with_enclitics("ا")),
    "participle": Paradigm(
        _NOUN,
        frozenset(("", "ا", "ة", "ه", "ون", "ين", "ات", "ان", "تان", "تين", "و", "ي")),
        _with_enclitics("", "ت", "ي", "و"),
    ),
    # متصد متصدي (stem متصد)
    "particle": Paradigm(("",), frozenset(("",)), frozenset()),
}
"""Class of a stem to its paradigm."""

_PREFIXES = frozenset(prefix for p in PARADIGMS.values() for prefix in p.prefixes)
_LONGEST_PREFIX = 2
_LONGEST_SUFFIX = 5


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
        return self.paradigm.startswith("present") and self.prefix in _FUTURE

    @property
    def definite(self) -> bool:
        """Whether the article is prefixed."""
        return self.prefix == "ال"


def analyses(word: str, stems: Mapping[str, Collection[str]]) -> Iterator[Analysis]:
    """Every cut of a folded ``word`` whose stem is in ``stems``, which names its paradigms."""
    for cut in range(min(_LONGEST_PREFIX, len(word) - 1) + 1):
        prefix = word[:cut]
        if prefix not in _PREFIXES:
            continue
        for end in range(max(cut + 1, len(word) - _LONGEST_SUFFIX), len(word) + 1):
            stem = word[cut:end]
            for name in stems.get(stem, ()):
                yield from _cuts(name, prefix, stem, word[end:])


def _cuts(name: str, prefix: str, stem: str, suffix: str) -> Iterator[Analysis]:
    paradigm = PARADIGMS[name]
    if prefix not in paradigm.prefixes:
        return
    if suffix in paradigm.bare:
        yield Analysis(name, prefix, stem, suffix, "")
    if suffix in paradigm.bound and prefix != "ال":
        enclitic = max((e for e in ENCLITICS if suffix.endswith(e)), key=len)
        yield Analysis(name, prefix, stem, suffix, enclitic)


def verb_stems(lemma: str, *, passive: bool = False) -> tuple[tuple[str, str], ...]:
    """(paradigm, folded stem) of a verb given as ``past/present``, third person masculine.

    Which verbs are weak shows before folding only: بدأ is not, غزا is.

    >>> verb_stems("التقى/يلتقي")
    (('past weak', 'التق'), ('present weak', 'لتق'))
    """
    raw_past, _, raw_present = lemma.partition("/")
    past, present = fold(raw_past), fold(raw_present)
    found = []
    if past:
        weak = raw_past[-1] in "ىيا"
        name = "past weak passive" if weak and passive else "past weak" if weak else "past"
        found.append((name, past[:-1] if weak else past))
    if present:
        body = present[1:]
        weak = raw_present[-1] in "ىيوا"
        found.append(("present weak" if weak else "present", body[:-1] if weak else body))
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
