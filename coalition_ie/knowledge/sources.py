"""To whom a text attributes the report of each event: speakers, and media that nobody speaks in.

The words stand in ``sources.toml``, the rules in the annotation guidelines' section on
attributions. A cue (``قال``, ``وفق``, ``نقلت … عن``) names its speaker by a tagged mention or
by a noun phrase (``مصدر أمني``), or by nothing: then it is who was named last. Text without a cue
is the newspaper's own report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from coalition_ie.arabic.characters import CLOSING_QUOTES, LINE_BREAKS
from coalition_ie.arabic.frequencies import LEAST, count, is_noun
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.knowledge.speakers import NAME, Speakers, Word, words_of
from coalition_ie.types import Document, Event, Span
from coalition_ie.types.knowledge import Attribution

_REACH = 24  # words from a verb to what it introduces; between them stands who speaks, and titles
_CLAUSE = 80  # words of a clause that a noun reports
_NEAR = 20  # cues of one sentence that are looked at for an event
_OF = 16  # words from نقلت to its عن

_OPENING = frozenset('"«“')
_BLANK = frozenset((" ", "\u00a0", "،", ":", "("))
_QUOTES = {"«": 1, "»": -1, "“": 1, "”": -1}


class _Cue(NamedTuple):
    """A cue, its speaker, and the range of the text that it covers."""

    word: Word
    speaker: Span | None
    first: int
    stop: int
    whole: bool
    """Whether it covers what else nobody says in its sentence."""


@remembered
def _past(key: str) -> bool:
    """Whether the word is a verb of the past: it takes no article, and has a present."""
    present = "ت" + key[:-1] if key.endswith("ت") else "ي" + key
    return len(key) > 2 and not is_noun(key) and count(present) >= LEAST


def attributions(document: Document) -> tuple[Attribution | None, ...]:
    """To whom the report of each event is attributed, None where the newspaper reports it."""
    if not document.events:
        return ()
    reader = _Reader(document)
    starts = [start for start, _ in reader.sentences]
    cues: dict[int, list[_Cue]] = defaultdict(list)
    for cue in reader.cues():
        cues[bisect_right(starts, cue.first)].append(cue)
    for of in cues.values():
        of.sort(key=lambda cue: cue.first)
    places = (bisect_right(starts, event.trigger.start) for event in document.events)
    return tuple(
        reader.attribution(event, cues[at])
        for event, at in zip(document.events, places, strict=True)
    )


class _Reader:
    """Reads the cues of one document, in order."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.speakers = Speakers(document.text, document.mentions)
        self.last: Span | None = None
        self.breaks: list[int] = []
        self.sentences = split_sentences(self.text)

    def cues(self) -> Iterator[_Cue]:
        """Every cue, those of quotations that go on over sentences among them."""
        open_from: _Cue | None = None
        behind = 0
        for n, (start, end) in enumerate(self.sentences):
            if any(c in LINE_BREAKS for c in self.text[behind:start]):
                open_from = None
            behind = end
            words = self.speakers.words(start, end)
            found = list(self._of_sentence(words, start, end))
            if open_from is not None:
                clause = self.text[self.sentences[n - 1][1] - 1] == "؛"
                closes = end if clause else self._closes(start, end)
                first = found[0].first if found else end
                stop = end if closes is None else min(closes, end)
                yield open_from._replace(first=start, stop=min(first, stop), whole=False)
                if closes is None and not found:
                    continue
                open_from = None
            yield from found
            if found and (self.text[end - 1] == "؛" or self._opens(found[-1].first, end)):
                open_from = found[-1]

    def attribution(self, event: Event, cues: list[_Cue]) -> Attribution | None:
        """The nearest cue that covers the event's trigger, else one for its whole sentence."""
        at = event.trigger.start
        before = bisect_right(cues, at, key=lambda cue: cue.first)
        near = cues[max(0, before - _NEAR) : before + 1]
        held = [cue for cue in near if cue.first <= at < cue.stop and cue.speaker]
        said = (cue for cue in reversed(held) if not cue.whole)
        chosen = next(said, None) or next((cue for cue in held if cue.whole), None)
        if chosen is None or chosen.speaker is None:
            return None
        word = chosen.word
        cue = Span(start=word.start, end=word.end, text=self.text[word.start : word.end])
        return Attribution(speaker=chosen.speaker, cue=cue, kind=self.speakers.kind(chosen.speaker))

    def _of_sentence(self, words: list[Word], start: int, end: int) -> Iterator[_Cue]:
        self.breaks = self._breaks(words)
        spoken: list[_Cue] = []
        for i, word in enumerate(words):
            denied = i > 0 and words[i - 1].key in words_of("denied")
            if not word.role or denied or self.speakers.tagged(word):
                continue
            if word.role == "speech":
                self.last = self._subject(words, i) or self.last
                continue
            if word.role == "accord":
                cue = self._accord(words, i, start, end)
            elif word.role == "relay":
                cue = self._relay(words, i, end)
            elif word.role == "add":
                here = next((c.speaker for c in reversed(spoken) if c.speaker), self.last)
                cue = _Cue(word, here, word.end, self._break(words, i, end), False)
            elif i and spoken and words[i - 1].role == "accord" and spoken[-1].word == words[i - 1]:
                continue  # حسبما قال: the accord has its speaker
            elif i and words[i - 1].role == "say":
                cue = _Cue(word, self.last, word.end, self._break(words, i, end), False)
            else:
                cue = self._say(words, i, start, end)
            if cue is not None:
                opening = word.role == "accord" and i <= 1
                if cue.speaker is not None and (word.role in ("say", "relay") or opening):
                    self.last = cue.speaker
                spoken.append(cue)
                yield cue

    # The ways of saying

    def _say(self, words: list[Word], i: int, start: int, end: int) -> _Cue | None:
        """``قال فلان إن``, ``فلان قال إن``, ``وأضاف أن``, and ``…، قال فلان`` behind its report."""
        opener = self._opener(words, i)
        before = self.speakers.before(words, i, been=True)
        subject = None if before is not None else self._subject(words, i, opener)
        if before is None and subject is None:
            before = self.speakers.before(words, i)
        speaker = subject or before or self.last
        bare = words[i].key.lstrip("وف")
        if opener is None and bare in words_of("introduced"):
            return None
        if bare in words_of("object", "before") and subject is not None:
            return _Cue(words[i], speaker, subject.end, self._break(words, i, end), False)
        if opener is not None:
            return _Cue(words[i], speaker, words[opener].start, self._break(words, i, end), False)
        first = subject.end if subject is not None else words[i].end
        if subject is not None and i > 2 and end - first < 4 and self._comma_before(words[i]):
            return _Cue(words[i], speaker, start, words[i].start, True)
        return _Cue(words[i], speaker, first, self._clause(words, i, end), False)

    def _subject(self, words: list[Word], i: int, opener: int | None = None) -> Span | None:
        """The subject behind the verb at ``i``."""
        behind = words[i + 1 : opener if opener is not None else i + 1 + NAME * 2]
        return self.speakers.find(behind, tagged=opener is not None)

    def _accord(self, words: list[Word], i: int, start: int, end: int) -> _Cue | None:
        """``وفق فلان``, ``بحسب ما أعلن فلان``, ``حسبما قال فلان``."""
        first = i + 1
        reach = range(first, min(first + 3, len(words)))
        verb = next((j for j in reach if self._tells(words[j])), None)
        also = verb != first or self._opener(words, first) is not None  # كما أعلن أن
        if also and words[i].key in words_of("accord", "only_before_verb"):
            return None
        stretch = words[(first if verb is None else verb + 1) :][: NAME * 2]
        speaker = self.speakers.find(stretch, tagged=False, prefixed=True)
        if speaker is None:
            return None
        return _Cue(words[i], speaker, start, self._break(words, i, end), True)

    def _tells(self, word: Word) -> bool:
        return word.role == "say" or word.key in words_of("accord", "verbs")

    def _relay(self, words: list[Word], i: int, end: int) -> _Cue | None:
        """``نقلت الوكالة عن فلان``, ``نقلا عن فلان``; without عن, the medium itself."""
        of = words_of("accord", "of")
        at = next((j for j in range(i + 1, min(i + _OF, len(words))) if words[j].key in of), None)
        opener = self._opener(words, i)
        if at is None or (opener is not None and at > opener):
            if opener is None:
                return None
            medium = self.speakers.find(words[i + 1 : opener], tagged=True)
            return _Cue(words[i], medium, words[opener].start, self._break(words, i, end), False)
        opener = self._opener(words, at)
        speaker = self.speakers.find(
            words[at + 1 : opener or at + 1 + NAME * 2], tagged=opener is not None
        )
        first = words[opener].start if opener is not None else words[at].end
        return _Cue(words[i], speaker, first, self._break(words, at, end), False)

    # Where it holds

    def _opener(self, words: list[Word], i: int) -> int | None:
        """The word behind ``i`` that opens what is said: أن, or one behind a colon or quote."""
        for j in range(i + 1, min(i + 1 + _REACH, len(words))):
            if words[j].key in words_of("open"):
                if words[j - 1].key in words_of("before_open"):
                    continue  # قبل أن
                return j
            between = self.text[words[j - 1].end : words[j].start]
            if ":" in between:
                return j
            if words[j].role in ("say", "relay", "speech"):
                return None
            quote = between[-1:] in _OPENING and between[-2:-1] in _BLANK
            if quote and j == i + 1 and not self.speakers.tagged(words[j]):
                return j  # وتابع «سوف نطلب»
            if quote and not self.speakers.tagged(words[j]) and self._long(j, words):
                return j
        return None

    def _long(self, j: int, words: list[Word]) -> bool:
        """Whether the quotation that opens before ``j`` is a saying, not a name in quotes."""
        stop = words[min(j + 3, len(words) - 1)].end
        return not any(c in self.text[words[j].start : stop] for c in '"»”')

    def _break(self, words: list[Word], i: int, end: int) -> int:
        """Where behind ``i`` the report is the newspaper's own again."""
        at = bisect_right(self.breaks, i)
        return words[self.breaks[at]].start if at < len(self.breaks) else end

    def _breaks(self, words: list[Word]) -> list[int]:
        """The words that end a report: لكن and the like behind a comma."""
        own = (j for j in range(1, len(words)) if words[j].key in words_of("break"))
        return [j for j in own if self._comma(words, j)]

    def _comma(self, words: list[Word], j: int) -> bool:
        return any(c in self.text[words[j - 1].end : words[j].start] for c in "،,")

    def _clause(self, words: list[Word], i: int, end: int) -> int:
        """Where what a noun reports ends: أعلن مقتل 20 جنديا، ولقي مدنيون حتفهم."""
        for j in range(i + 1, min(len(words), i + _CLAUSE)):
            key = words[j].key
            if key[:1] == "و" and _past(key[1:]) and self._comma(words, j):
                return min(words[j].start, self._break(words, i, end))
        return self._break(words, i, end)

    def _comma_before(self, word: Word) -> bool:
        return any(c in self.text[max(0, word.start - 3) : word.start] for c in '،,"»”')

    def _opens(self, start: int, end: int) -> bool:
        """Whether a quotation that opened between the two is still open."""
        said = self.text[start - 3 if start > 3 else 0 : end]
        curly = sum(_QUOTES.get(c, 0) for c in said)
        return curly > 0 or said.count('"') % 2 == 1

    def _closes(self, start: int, end: int) -> int | None:
        """Where the quotation closes that is open at ``start``."""
        return next(
            (i for i in range(start, end) if self.text[i] in CLOSING_QUOTES - {"'", ")"}), None
        )
