"""When each event of a document was done, and where that is said.

In this order: a time expression that is the event's argument (``clause``); another of its sentence
(``sentence``); the time of another mention of the same event, as the lead dates the headline
(``earlier``); the day on which somebody said so; a time that the sentences before it in the
paragraph are about (``paragraph``); and for what the text tells as done, the day of publication
(``published``), which news follows by a day at most. What is planned has no time but one that is
said, and what is told as background (وكانت القوات قد …) has no day of publication.

The day of the saying (قال الثلاثاء إن …) is told apart from that of the doing. Where nothing else
is known it stands in for it (its ``value`` is ``said`` then): what was reported on Tuesday was done
on Tuesday or little before. The words stand in ``when.toml``.

What it does not do: order events among each other (`بعد ساعات من`), or reckon open distances
(``منذ شهور``): such an event has no time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from typing import Final, NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS, LINE_BREAKS
from coalition_ie.arabic.lexicon import read_table
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.dates.find import find_dates
from coalition_ie.types import Document, Event, Interval, TimeExpression
from coalition_ie.types.knowledge import EventTime, TimeSource

NEWS: Final = timedelta(days=7)
"""How far from the day of publication a time may lie that holds for the sentences behind it."""

_REACH = 14  # words from a verb of saying to its day, at most
_CHARACTERS = 150  # that hold these words
_NEAREST = 40  # dated events on either side among which the same one is sought
_LEAD = 2  # sentences behind a headline that may date it
_BACK = 3  # sentences before an event that may date it
_OPENING = 3  # words of a sentence that say it is background

_PROCLITICS = re.compile(r"^[وف]?(?:[بكل]?ال|لل|ل)?")
_SHORT = 4  # letters of a word that is left whole

_LINE_BREAK = re.compile(f"[{LINE_BREAKS}]")
_WORD = re.compile(r"\w+")


@cache
def _words(row: str) -> frozenset[str]:
    return frozenset(map(fold, read_table("knowledge", "when.toml")[row].split()))


def _among(word: str, *rows: str) -> bool:
    key = fold(word)
    bare = key[1:] if key[:1] in CONJUNCTIONS else key
    return any(key in _words(row) or bare in _words(row) for row in rows)


class _Time(NamedTuple):
    """A time expression that has a value: which events have it, and whether it dates a saying."""

    span: TimeExpression
    value: Interval
    owners: frozenset[int]
    said: bool


class _Dated(NamedTuple):
    """An event with its sentence's number."""

    event: Event
    sentence: int


class _Reader:
    """One document while its events are dated."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.sentences = split_sentences(document.text)
        self.starts = [start for start, _ in self.sentences]
        first = self.sentences[0] if self.sentences else (0, 0)
        self.has_headline = bool(_LINE_BREAK.search(self.text, first[1], first[1] + 2))
        self.events = [
            _Dated(event, self._sentence(event.trigger.start)) for event in document.events
        ]
        self.names = [_names(event) for event in document.events]
        self.times: dict[int, list[_Time]] = {}
        self.open = set[int]()  # events whose only dates have no value
        self._read_times()

    def _sentence(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _read_times(self) -> None:
        times = {(t.start, t.end): t for t in self.document.dates}
        if all(time.value is None and time.reason is None for time in times.values()):
            # Annotations mark only spans, and only those of events.
            found = find_dates(self.text, published=self.document.published)
            times.update({(t.start, t.end): t for t in found})
        having: dict[tuple[int, int], list[int]] = {}
        for at, event in enumerate(self.document.events):
            for own in event.dates:
                having.setdefault((own.start, own.end), []).append(at)
        triggers = sorted(event.trigger.start for event in self.document.events)
        for where, time in sorted(times.items()):
            owners = frozenset(having.get(where, ()))
            if time.value is None:
                self.open |= owners
                continue
            sentence = self._sentence(time.start)
            said = not owners and self._is_said(sentence, time, triggers)
            self.times.setdefault(sentence, []).append(_Time(time, time.value, owners, said))

    def _is_said(self, sentence: int, time: TimeExpression, triggers: Sequence[int]) -> bool:
        """Whether the words before a time lead to a verb of saying."""
        first = max(self.starts[sentence], time.start - _CHARACTERS)
        before = list(_WORD.finditer(self.text, first, time.start))
        done = bisect_right(triggers, time.start)
        last = triggers[done - 1] if done else -1
        for word in reversed(before[-_REACH:]):
            if _among(word[0], "said", "said_nouns"):
                return True
            if _among(word[0], "that") or word.start() <= last < word.end():
                return False
        return False

    def clause(self, at: int) -> _Time | None:
        """The narrowest time that is the event's argument."""
        own = [t for t in self.times.get(self.events[at].sentence, ()) if at in t.owners]
        return min(own, key=lambda t: t.value.end - t.value.start, default=None)

    def said(self, at: int) -> _Time | None:
        """The day of the saying that reports the event."""
        found = [t for t in self.times.get(self.events[at].sentence, ()) if t.said]
        return self._nearest(at, found)

    def beside(self, at: int) -> _Time | None:
        """A time of the sentence that no saying has; first of all one that no other event has."""
        found = [t for t in self.times.get(self.events[at].sentence, ()) if not t.said]
        free = [t for t in found if not t.owners]
        if self.events[at].event.status == "planned":
            return None
        news = [t for t in found if t.owners and self.is_news(t.value)]
        return self._nearest(at, [t for t in free if self.is_news(t.value)] or news or free)

    def before(self, at: int) -> _Time | None:
        """A time near the day of publication: the last one of the sentences just before, for a
        headline the first one of the lead."""
        here = self.events[at].sentence
        if here == 0 and self.has_headline:
            near: Iterable[int] = range(1, 1 + _LEAD)
        else:
            near = range(here - 1, max(-1, here - 1 - _BACK), -1)
        for sentence in near:
            if news := [t for t in self.times.get(sentence, ()) if self.is_news(t.value)]:
                return news[0 if sentence > here else -1]
        return None

    def _nearest(self, at: int, times: Sequence[_Time]) -> _Time | None:
        here = self.events[at].event.trigger.start
        return min(times, key=lambda t: abs(t.span.start - here), default=None)

    def is_news(self, value: Interval) -> bool:
        """Whether a time is about the day of publication, and a day or two long."""
        today = self.document.published
        if value.grain not in ("hour", "day") or value.end - value.start > timedelta(days=2):
            return False
        return today is None or abs(value.start - today) <= NEWS

    def is_background(self, at: int) -> bool:
        """Whether the sentence opens as one that tells what was before."""
        start = self.starts[self.events[at].sentence]
        opening = list(_WORD.finditer(self.text, start, self.events[at].event.trigger.start))
        return any(_among(word[0], "before") for word in opening[:_OPENING])

    def is_same(self, at: int, other: int) -> bool:
        """Whether two mentions of a document are of one event, as far as their names tell."""
        one, two = self.events[at].event, self.events[other].event
        if one.type != two.type or (one.status == "planned") != (two.status == "planned"):
            return False
        shared = 2 * (_bare(one.trigger.text) == _bare(two.trigger.text))
        for mine, theirs in zip(self.names[at], self.names[other], strict=True):
            if mine and theirs:
                if not mine & theirs:
                    return False
                shared += 1
        # An event of long before has to be named by the same word or by two of its sides.
        value = self.clause(other)
        return shared >= (1 if value is None or self.is_news(value.value) else 2)


def _bare(trigger: str) -> str:
    """A trigger's word without proclitics and article, however its alef was lost."""
    word = fold(trigger)
    return _PROCLITICS.sub("", word) if len(word) > _SHORT else word


def _names(event: Event) -> tuple[frozenset[str], ...]:
    """The folded names of an event's parties, places and figures, without articles."""
    sides = ((*event.actors, *event.targets), event.places, event.troops)
    return tuple(
        frozenset(
            " ".join(w.removeprefix(ARTICLE) for w in fold(m.normalized or m.text).split())
            for m in side
        )
        for side in sides
    )


def times(document: Document) -> tuple[EventTime | None, ...]:
    """When each of the document's events was done, None where the text does not tell.

    >>> from datetime import date
    >>> from coalition_ie.types import Span
    >>> text = "وأعلن البيت الأبيض الثلاثاء أن الطائرات قصفت الميناء فجر الاثنين"
    >>> strike = Span(start=40, end=44, text="قصفت")
    >>> dates = find_dates(text, published=date(2016, 7, 20))
    >>> event = Event(type="STRIKE", trigger=strike, dates=dates[1:])
    >>> article = Document(text=text, dates=dates, events=(event,), published=date(2016, 7, 20))
    >>> (found,) = times(article)
    >>> found.value.start.day, found.source, found.said.start.day
    (18, 'clause', 19)
    """
    reader = _Reader(document)
    found: list[EventTime | None] = [None] * len(reader.events)
    for at in range(len(found)):
        if (time := reader.clause(at)) is not None:
            found[at] = _told(reader, at, time, "clause")
    dated = [at for at, time in enumerate(found) if time is not None]
    for at, (event, *_) in enumerate(reader.events):
        if found[at] is not None or at in reader.open:
            continue
        if (time := reader.beside(at)) is not None:
            found[at] = _told(reader, at, time, "sentence")
        elif (same := _nearest_same(reader, at, dated)) is not None:
            there = found[same]
            assert there is not None  # of those that have a time
            found[at] = EventTime(value=there.value, source="earlier", span=there.span)
        elif event.status != "planned":
            found[at] = _about(reader, at, found)
    return tuple(found)


def _told(reader: _Reader, at: int, time: _Time, source: TimeSource) -> EventTime:
    said = reader.said(at)
    return EventTime(
        value=time.value, source=source, span=time.span, said=said.value if said else None
    )


def _nearest_same(reader: _Reader, at: int, dated: Sequence[int]) -> int | None:
    """The nearest dated mention of the same event, rather before than behind."""
    here = bisect_right(dated, at)
    near = dated[max(0, here - _NEAREST) : here + _NEAREST]
    same = [other for other in near if reader.is_same(at, other)]
    return min(same, key=lambda other: (abs(other - at), other > at), default=None)


def _about(reader: _Reader, at: int, found: Sequence[EventTime | None]) -> EventTime | None:
    """The time that stands in for one that is not said."""
    if (said := reader.said(at)) is not None:
        return EventTime(value=said.value, source="sentence", span=said.span, said=said.value)
    if reader.is_background(at):
        return None
    if (before := reader.before(at)) is not None:
        return EventTime(value=before.value, source="paragraph", span=before.span)
    today = reader.document.published
    if today is None:
        return None
    return EventTime(value=Interval(start=today, end=today, grain="day"), source="published")
