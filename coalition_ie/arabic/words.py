"""Words, with proclitics and glued names set apart.

Arabic writes و and ف (conjunctions) and ب ك ل (prepositions) together with the next word, and
news copy glues names where a space was lost (سورياوالعراق). A mention may begin or end at any of
these seams, so the splitter cuts there. Orthography alone cannot tell the و of وسوريا from that
of وزير: `coalition_ie.arabic.frequencies` does. The criterion for a clitic is whether the shorter
word lives on its own and the longer one does not take clitics or the article itself; order and
inventory of the clitics follow Ryding (2005), as in `coalition_ie.arabic.characters`.

What it does not do: the article ال, the future سـ and enclitic pronouns stay with their word,
since no mention begins or ends there (annotation guidelines, §2 and §3).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from coalition_ie.arabic.characters import CONJUNCTIONS, LETTERS, PREPOSITIONS
from coalition_ie.arabic.frequencies import LEAST, NOMINAL, TOTAL, count
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import Normalised

_TOKEN = re.compile(
    r"\[(?:رابط|بريد|مستخدم)\]|"  # placeholders of AraBERT's preprocessing
    rf"[{LETTERS}ٱ-ۓ]+|[0-9]+(?:[.,٫٬][0-9]+)*|(?:(?![{LETTERS}ٱ-ۓ])[^\W\d_])+|\S"
)
_ARABIC = re.compile(rf"[{LETTERS}]+")
_SHORT_NOUN = re.compile("[وف]?(?:[بك]?ال|لل).?.?")

_ARTICLES = ("ال", "بال", "وال", "لل")
_LONGEST = 48  # letters; longer strings are noise, and cutting them would cost time
_SELF_STANDING = 0.004  # share of a word's uses behind clitics or article from which it is a stem
_SHARE = {"ب": 0.4, "ل": 1.5, "ك": 0.03}  # of a name's uses, at most this many behind the clitic

# The cost in nats of reading a word as several (`_seams`), chosen on the train part of the
# annotations: of 1,736 names glued to a neighbour (training/robustness.py) 371 cannot be set free,
# and of 92,000 words as printed 51 are cut, half of them wrongly.
_UNKNOWN = 5.3  # of a word outside the lexicon, one in two hundred
_LETTER = 2.8  # … and of each of its letters
_SEAM = 5.0  # of a lost space
_CLITIC = 0.08  # of its uses, as many as a known word has at least behind one clitic
_LEAST_COUNT = {2: 20000, 3: 1000}  # of a part so short; none is shorter


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_table("arabic", "words.toml")[name].split())


_Parting = tuple[float, tuple[int, ...]]
"""The cost of a reading up to some letter, and where its words begin."""

_NO_PARTING: _Parting = (math.inf, ())


class Word(NamedTuple):
    """A half-open range of the raw text; ``clitic`` for a proclitic set apart."""

    start: int
    end: int
    clitic: bool
    key: str
    """The word folded."""


def _behind(word: str, heads: Iterable[str]) -> int:
    return sum(count(head + word) for head in heads)


def _takes_preposition(rest: str, letter: str) -> bool:
    """Whether ``rest`` is a noun or name, so that the preposition ``letter`` may precede it."""
    if rest.startswith("ال") or _behind(rest, _ARTICLES) >= NOMINAL * max(1, count(rest)):
        return True
    if rest[0] in CONJUNCTIONS and _is_conjunction(rest):
        return False  # a conjunction comes before a preposition, never behind it
    return count(letter + rest) <= _SHARE[letter] * count(rest)


def _is_conjunction(word: str) -> bool:
    """Whether the first letter of ``word``, و or ف, is a conjunction."""
    letter, rest = word[0], word[1:]
    whole, alone = count(word), count(rest)
    as_stem = _behind(word, (*_ARTICLES, *PREPOSITIONS, *CONJUNCTIONS))
    family = alone + _behind(rest, PREPOSITIONS)
    if whole == 0:
        # An unknown name behind و is far likelier than an unknown name that begins with it, and a
        # cut too many still lets a mention run across it.
        return family >= 2 * LEAST or (len(rest) > 3 and (letter == "و" or rest.startswith("ال")))
    if letter == "ف" and count("و" + rest) < whole and alone < 20 * whole:
        return False  # where ف joins, و joins more often
    if as_stem <= _SELF_STANDING * whole:
        return 50 * alone >= whole or 20 * family >= whole or rest.startswith("ال")
    return (family >= 20 * whole and as_stem < whole / 2) or alone > max(8 * as_stem, 2 * whole)


def _is_preposition(word: str) -> bool:
    """Whether the first letter of ``word``, one of ب ك ل, is a preposition."""
    letter, rest = word[0], word[1:]
    whole, alone = count(word), count(rest)
    if not _takes_preposition(rest, letter):
        return False
    # للقتال is ل + القتال, so ل before ل shows nothing.
    as_stem = _behind(word, (*_ARTICLES, *(PREPOSITIONS if letter != "ل" else "بك")))
    if whole == 0:
        least = 10 * LEAST if letter == "ك" else LEAST
        return alone >= least or (rest.startswith("ال") and len(rest) > 4)
    if as_stem <= _SELF_STANDING * whole:
        return alone >= 0.4 * whole
    return (alone >= 20 * whole and as_stem < 0.3 * whole) or alone > max(100 * as_stem, 3 * whole)


def _proclitics(word: str) -> int:
    """How many letters at the head of a folded word are proclitics."""
    cut, uncut = 0, _listed("whole")
    if word[0] in CONJUNCTIONS and len(word) > 2 and word not in uncut and _is_conjunction(word):
        cut = 1
    rest = word[cut:]
    if len(rest) < 3 or rest in uncut:
        return cut
    if rest.startswith("لل") and len(rest) > 3:
        # ل + noun with its article (للتحالف), or ل + name that begins with ل (للبنان)
        full, whole = max(count("ال" + rest[2:]), count(rest[1:])), count(rest)
        return cut + 1 if full >= max(LEAST, 0.3 * whole) or whole == 0 else cut
    if rest[0] in PREPOSITIONS and _is_preposition(rest):
        return cut + 1
    return cut


def _is_derived(word: str) -> bool:
    """Whether ``word`` is a known one with an ending, or behind a head that is no clitic."""
    endings, heads = _listed("endings"), _listed("heads")
    return any(
        (len(head) > 2 and rest in endings and (count(head) or count(head + "ة")))
        or (len(rest) > 2 and head in heads and count(rest))
        for head, rest in ((word[:i], word[i:]) for i in range(1, len(word)))
    )


def _known_cost(part: str) -> float:
    """Nats of a part as a known word, perhaps behind one clitic; infinite where it is none."""
    if _SHORT_NOUN.fullmatch(part):
        return math.inf  # الم, والحب: a noun's beginning far oftener than a word
    uses: float = count(part)
    if uses < _LEAST_COUNT.get(len(part), 2 * LEAST):
        uses = 0
    if len(part) > 4 and part[0] in CONJUNCTIONS + PREPOSITIONS:
        rest = count(part[1:])
        uses = max(uses, rest * _CLITIC if rest >= 10 * LEAST else 0)
    return math.log(TOTAL / uses) if uses else math.inf


def _seams(word: str) -> tuple[int, ...]:
    """Where a word unknown to the lexicon falls into words whose spaces were lost, if anywhere.

    The reading of least cost, among them that the word is one: known words cost by their frequency,
    an unknown one, of which a reading has one at most, by its length, and a lost space by its
    rarity. An unknown form of a known word is no two words (نقاشاتهم is not نقاش اتهم).
    """
    if count(word) or len(word) < 6 or _is_derived(word):
        return ()
    known: list[_Parting] = [(0.0, ())]
    mixed = [_NO_PARTING]
    for end in range(1, len(word) + 1):
        best = best_mixed = _NO_PARTING
        for begin in range(end - 1):
            seam = _SEAM if begin else 0.0
            cost = _known_cost(word[begin:end]) + seam
            unknown = _UNKNOWN + _LETTER * (end - begin) + seam if end - begin > 3 else math.inf
            best = min(best, (known[begin][0] + cost, (*known[begin][1], begin)))
            best_mixed = min(
                best_mixed,
                (mixed[begin][0] + cost, (*mixed[begin][1], begin)),
                (known[begin][0] + unknown, (*known[begin][1], begin)),
            )
        known.append(best)
        mixed.append(best_mixed)
    return min(known[-1], mixed[-1])[1][1:]


@remembered
def _cuts(word: str) -> tuple[tuple[int, int, bool], ...]:
    """Ranges of a folded Arabic word: of each word that it holds, proclitics and stem."""
    parts: list[tuple[int, int, bool]] = []
    for begin, end in pairwise((0, *_seams(word), len(word))):
        stem = begin + _proclitics(word[begin:end])
        parts += [(i, i + 1, True) for i in range(begin, stem)]
        parts.append((stem, end, False))
    return tuple(parts)


def contracted(key: str) -> bool:
    """Whether the folded word ``key`` behind a ل has lost the alef of its article (لل).

    >>> contracted("لتحالف"), contracted("لبنان")
    (True, False)
    """
    return key.startswith("ل") and count("ا" + key) >= count(key)


def split_words(folded: Normalised) -> tuple[Word, ...]:
    """The words of a folded text in order, as ranges of the raw one; spaces belong to none.

    Letters and digits are apart, every other sign is a word by itself. Marks (tashkeel, tatweel)
    belong to the letter they stand on.

    >>> from coalition_ie.arabic.normalise import FOLD, normalise
    >>> [word.key for word in split_words(normalise("للتّحالف سورياوالعراق", FOLD))]
    ['ل', 'لتحالف', 'سوريا', 'و', 'العراق']
    """
    words: list[Word] = []
    for match in _TOKEN.finditer(folded.text):
        begin, end = match.span()
        short = end - begin <= _LONGEST and _ARABIC.fullmatch(match[0])
        parts = _cuts(match[0]) if short else ((0, end - begin, False),)
        for a, b, clitic in parts:
            start, stop = folded.span(begin + a, begin + b)
            key = match[0][a:b]
            if words and start < words[-1].end:
                # One raw character (a ligature) stands behind both: they cannot be told apart.
                last = words[-1]
                words[-1] = Word(last.start, max(stop, last.end), False, last.key + key)
            else:
                words.append(Word(start, stop, clitic, key))
    return tuple(words)
