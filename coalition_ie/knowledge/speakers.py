"""Who speaks: the tagged mention or the noun phrase that a verb of saying names.

The words stand in ``sources.toml``; what they attribute is `coalition_ie.knowledge.sources`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, partial
from typing import Literal, NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS, CONTRACTION
from coalition_ie.arabic.frequencies import is_noun
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
from coalition_ie.types import Mention, Span

NAME = 4
"""Words of a speaker without a tag."""

_PERSON = 14  # words from a verb to the name of the person who speaks
_BEFORE = 12  # words of a subject before its verb
_WORD = re.compile(r"[^\W\d_]+|\d+|[_#]")

ROLES: tuple[Literal["say", "speech", "add", "accord"], ...] = ("say", "speech", "add", "accord")
"""Those that are sections of the table."""

Role = Literal["say", "speech", "add", "accord", "relay", ""]
"""What a word does in telling who says so."""


class Word(NamedTuple):
    """A word, its folded form, and what it does."""

    start: int
    end: int
    key: str
    role: Role


_table = cache(partial(read_table, "knowledge", "sources.toml"))


@cache
def words_of(section: str, row: str = "words") -> frozenset[str]:
    """The folded words of a row of ``sources.toml``."""
    return frozenset(fold(_table()[section][row]).split())


@remembered
def _key(word: str) -> str:
    return fold(word)


@remembered
def role(key: str) -> Role:
    """What a folded word does, behind a conjunction too."""
    bare = key[1:] if key[:1] in CONJUNCTIONS and len(key) > 3 else key
    for does in ROLES:
        if key in words_of(does) or bare in words_of(does):
            return does
    relay = words_of("accord", "relay")
    return "relay" if key in relay or bare in relay else ""


@remembered
def _stops(key: str) -> bool:
    """Whether the name of a speaker ends before the word: في, and what ب and ل introduce."""
    stops, rest = words_of("stop"), key[1:]
    if key in stops or key in words_of("stop", "other"):
        return key in stops
    glued = key[:1] in words_of("stop", "prefixed")
    return glued and (rest in stops or (key[0] == "ب" and is_noun(rest) and not is_noun(key)))


class Speakers:
    """Finds the speakers of one text."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self._mentions = [m for m in mentions if m.label in ("PER", "ORG", "LOC")]
        self._starts = [m.start for m in self._mentions]

    def words(self, start: int, end: int) -> list[Word]:
        """The words of a part of the text."""
        found = []
        for match in _WORD.finditer(self.text, start, end):
            key = _key(match[0])
            found.append(Word(match.start(), match.end(), key, role(key)))
        return found

    def find(self, stretch: list[Word], *, tagged: bool, prefixed: bool = False) -> Span | None:
        """The speaker named in a stretch of words: a person, else what its first words name."""
        words = list(stretch)
        while words and (words[0].key in words_of("skip") or words[0].key.isdigit()):
            words = words[1:]
        if not words or _stops(words[0].key) or words[0].role:
            return None
        key = words[0].key
        if not tagged and not prefixed and key.endswith(("ها", "هم", "هما")):
            return None  # ونفت عزمها: no speaker, but what is denied
        before_article = key[:1] in words_of("stop", "prefixed") and key[1:3] == ARTICLE
        glued = before_article or key.startswith(CONTRACTION)
        at = self._mention_at(words[0])
        if glued and not prefixed:
            return None
        if at is not None and at.start > words[0].start and not prefixed:
            return None  # لوكالة، بالعراق: to whom or where
        person = self._person(words[:_PERSON], tagged)
        return person or at or self._phrase(words)

    def _person(self, words: list[Word], tagged: bool) -> Mention | None:
        """The person named among the words, who is not another's namesake or guest."""
        behind = False  # في: without أن only a name between commas is the speaker's
        for n, word in enumerate(words):
            if _stops(word.key) and word.key not in words_of("stop", "through"):
                return None
            behind = behind or word.key in words_of("stop", "through")
            mention = self._mention_at(word)
            if mention is not None and mention.label == "PER" and mention.start <= word.start:
                apart = self.text[mention.end : mention.end + 2].strip()[:1] in ("،", ",")
                if behind and not (tagged or apart):
                    return None
                before = {w.key for w in words[max(0, n - 2) : n]}
                return None if before & words_of("stop", "other") else mention
            if mention is not None and mention.label == "PER":
                return None  # لفلان: to whom
        return None

    def _phrase(self, words: list[Word]) -> Span | None:
        """A noun phrase without a tag: up to a preposition, a sign or a few words."""
        stop = words[0].end
        for word in words[1:NAME]:
            between = self.text[stop : word.start]
            if _stops(word.key) or word.role or between.strip():
                break
            stop = word.end
        start = words[0].start
        return Span(start=start, end=stop, text=self.text[start:stop])

    def before(self, words: list[Word], i: int, *, been: bool = False) -> Span | None:
        """The subject before its verb: ``وكان الوزير قال إن``, ``لكن المرصد أعلن أن``.

        ``been`` asks for the first kind alone, where nothing behind the verb can be its subject.
        """
        if words[i].key[:1] in CONJUNCTIONS and role(words[i].key[1:]) == words[i].role:
            return None  # ولفت إلى أن: the subject would follow
        if not been and i > 1 and words[i - 1].key in words_of("stop", "relative"):
            return self._mention_at(words[i - 2]) or self._phrase(words[max(0, i - 3) : i - 1])
        first = i
        while first > 0 and i - first < _BEFORE:
            word = words[first - 1]
            if word.role or word.key in words_of("open"):
                break
            first -= 1
            if word.key in words_of("break"):
                first += 1
                break
        stretch = words[first:i]
        stands = len(stretch)
        while stretch and stretch[0].key.removeprefix("و") in words_of("stop", "being"):
            stretch = stretch[1:]
        if not stretch or len(stretch) > _BEFORE or (been and len(stretch) == stands):
            return None
        mention = self._person(stretch, tagged=True) or self._mention_at(stretch[0])
        if mention is not None:
            return mention
        told = len(stretch) < stands or stretch[0].key.removeprefix("و").startswith("ال")
        return self._phrase(stretch) if told or stretch[0].key in words_of("medium") else None

    def _mention_at(self, word: Word) -> Mention | None:
        at = bisect_left(self._starts, word.end) - 1
        mention = self._mentions[at] if at >= 0 else None
        return mention if mention is not None and mention.end > word.start else None

    def tagged(self, word: Word) -> bool:
        """Whether the word lies in a tagged name."""
        return self._mention_at(word) is not None

    def kind(self, speaker: Span) -> Literal["speaker", "medium"]:
        """Whether the speaker is a medium, by its first word."""
        first = _WORD.match(self.text, speaker.start)
        key = _key(first[0]) if first is not None else ""
        return "medium" if key.removeprefix("ل") in words_of("medium") else "speaker"


_OPENING = frozenset('"«“')
_BLANK = frozenset((" ", "\u00a0", "،", ":", "("))
