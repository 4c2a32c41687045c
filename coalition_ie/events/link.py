"""Mentions to events: the heads of a checkpoint, decoded under the ontology's constraints."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.words import Word, contracted
from coalition_ie.events.exported import Heads
from coalition_ie.events.inputs import (
    KINDS,
    Asked,
    Candidate,
    candidates_of,
    features_of_words,
    padded,
    sentences_of,
    tags_of,
)
from coalition_ie.events.lexicon import senses
from coalition_ie.graphs import Floats
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.types import Absence, Event, Evidence, Mention, Span, TimeExpression

_LEAST_CUE = 0.01  # of an argument's probability
_CELLS = 8192  # padded words that go through the heads at once: bounds memory


class Words(Protocol):
    """A text's words and sentences, as the encoder's reader gives them."""

    @property
    def words(self) -> Sequence[Word]:
        """Ranges of the raw text, each with what is read of it."""

    @property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Half-open ranges of words."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is linked: a text as the encoder read it, its mentions and time expressions.

    ``states`` has a row for each word of ``words``, shape (words, hidden).
    """

    reading: Reading
    words: Words
    states: Floats
    mentions: Sequence[Mention]
    dates: Sequence[TimeExpression]


class _Sentence(NamedTuple):
    """Words ``[first, last)`` of a text and the candidates among them."""

    text: int
    first: int
    last: int
    candidates: Sequence[Candidate]


@cache
def allowed_roles() -> NDArray[np.bool_]:
    """Which role each kind of candidate may fill, shape (kinds, roles + 1); all may fill none."""
    allowed = np.zeros((len(KINDS), len(ROLES) + 1), np.bool_)
    allowed[:, len(ROLES)] = True
    for r, role in enumerate(ROLES):
        for label in ontology().roles[role] or {"DATE"}:
            allowed[KINDS.index(label), r] = True
    return allowed


class Linker:
    """Decodes `EventHeads` into events.

    ``threshold`` is the least probability of an event's trigger and type, ``least_role`` that of an
    argument; those of the heads' config were chosen on the development part (training/README.md).
    """

    def __init__(self, heads: Heads) -> None:
        self.heads = heads
        self.threshold = float(heads.config["thresholds"].get("trigger", 0.5))
        self.least_role = float(heads.config["thresholds"].get("role", 0.5))

    def link(
        self, texts: Sequence[Text], *, threshold: float | None = None
    ) -> list[tuple[Event, ...]]:
        """The events of each text, in the order of their triggers."""
        least = self.threshold if threshold is None else threshold
        found: list[list[Event]] = [[] for _ in texts]
        for sentences in _groups(_sentences(texts)):
            for sentence, event in self._events(texts, sentences, least):
                found[sentence.text].append(event)
        return [tuple(sorted(events, key=lambda event: event.trigger.start)) for events in found]

    def explain(
        self, texts: Sequence[Text], events: Sequence[Sequence[Event]]
    ) -> list[tuple[Event, ...]]:
        """The events of each text with the cue of each argument.

        The cue is the word without which the argument would be least likely: one word of the
        sentence after the other is hidden from the heads' reading for this trigger (occlusion,
        Zeiler and Fergus 2014). Trigger and argument themselves are no cues; where no word changes
        the probability by `_LEAST_CUE` there is none.
        """
        return [self._explained(text, found) for text, found in zip(texts, events, strict=True)]

    def _explained(self, text: Text, events: Sequence[Event]) -> tuple[Event, ...]:
        ends = [word.end for word in text.words.words]
        sentences = list(_sentences([text]))
        explained = []
        for event in events:
            at = bisect_left(ends, event.trigger.end)
            sentence = next((s for s in sentences if s.first <= at < s.last), None)
            explained.append(self._with_cues(text, sentence, at, event))
        return tuple(explained)

    def _with_cues(self, text: Text, sentence: _Sentence | None, at: int, event: Event) -> Event:
        """An event on word ``at`` of a sentence, with the cues of its arguments."""
        if sentence is None or event.type not in self.heads.config["types"]:
            return event
        place, length = at - sentence.first, sentence.last - sentence.first
        lexicon, tags, mask, states = self._inputs([text], [sentence])
        words, types = self.heads.find(states, lexicon, tags, mask)
        around, *_ = self._types(types, mask, self.threshold)
        candidates = {(c.filler.start, c.filler.end): c for c in sentence.candidates}
        told = [
            (i, candidates[one.span.start, one.span.end])
            for i, one in enumerate(event.evidence)
            if one.role in ROLES and (one.span.start, one.span.end) in candidates
        ]
        if not told:
            return event
        # A row for each word, in which it is hidden, and one for the whole sentence.
        rows = np.arange(length + 1)
        shown = ~np.eye(length + 1, length, dtype=np.bool_)
        shown[:, place] = True
        words, tags = np.repeat(words, length + 1, 0), np.repeat(tags, length + 1, 0)
        around = np.repeat(around, length + 1, 0)
        at_trigger = np.full_like(rows, place)
        kind = np.full_like(rows, self.heads.config["types"].index(event.type))
        row = np.repeat(rows, len(told))
        of_each = [(c.first - sentence.first, c.last - sentence.first, c.kind) for _, c in told]
        first, last, label = np.tile(of_each, (length + 1, 1)).T
        wanted = _wanted(at_trigger, row, first, last)
        asked = Asked(rows, at_trigger, kind, wanted, row, first, last)
        _, roles = self.heads.judge(words, tags, shown, around, asked)
        shares = self._shares(roles, label).reshape(length + 1, len(told), -1)
        evidence = list(event.evidence)
        for n, (i, _) in enumerate(told):
            share = shares[:, n, ROLES.index(evidence[i].role)]
            loss = share[length] - share[:length]
            loss[slice(*of_each[n][:2])] = 0
            cue = int(loss.argmax())
            word = text.words.words[sentence.first + cue]
            raw = text.reading.text[word.start : word.end]
            found = Span(start=word.start, end=word.end, text=raw)
            evidence[i] = replace(evidence[i], cue=found if loss[cue] >= _LEAST_CUE else None)
        return replace(event, evidence=tuple(evidence))

    def _events(
        self, texts: Sequence[Text], sentences: Sequence[_Sentence], least: float
    ) -> Iterator[tuple[_Sentence, Event]]:
        lexicon, tags, mask, states = self._inputs(texts, sentences)
        words, logits = self.heads.find(states, lexicon, tags, mask)
        around, kinds, types = self._types(logits, mask, least)
        found = np.argwhere(around < types.shape[-1] - 1)
        # A trigger has its sentence read once more: so many at once as keep to the bound.
        size = max(1, _CELLS // mask.shape[1])
        for begin in range(0, len(found), size):
            some = found[begin : begin + size]
            where, place = some.T
            kind = kinds[where, place]
            pairs = [
                (t, one.first - sentences[s].first, one.last - sentences[s].first, one.kind)
                for t, s in enumerate(where.tolist())
                for one in sentences[s].candidates
            ]
            trigger, first, last, label = np.array(pairs).T
            wanted = _wanted(place, trigger, first, last)
            asked = Asked(where, place, kind, wanted, trigger, first, last)
            status, roles = self.heads.judge(words, tags, mask, around, asked)
            status = _softmax(status / self.heads.temperature("status"))
            of_each = np.cumsum([len(sentences[s].candidates) for s in where.tolist()])
            shares = np.split(self._shares(roles, label), of_each[:-1])
            for t, (s, p) in enumerate(some.tolist()):
                event = self._event(
                    texts[sentences[s].text],
                    sentences[s],
                    sentences[s].first + p,
                    self.heads.config["types"][int(kind[t])],
                    float(types[s, p, kind[t]]),
                    status[t],
                    shares[t],
                )
                if event is not None:
                    yield sentences[s], event

    def _types(
        self, logits: Floats, mask: NDArray[np.bool_], least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Of every word: its trigger type where that is as likely as ``least`` or else the number
        of none, the likeliest type, and the probabilities of all, none last."""
        types = _softmax(logits / self.heads.temperature("trigger"))
        none = types.shape[-1] - 1
        likeliest = types[..., :none].argmax(-1)
        likely = (types[..., :none].max(-1) >= least) & mask
        return np.where(likely, likeliest, none), likeliest, types

    def _shares(self, roles: Floats, label: NDArray[np.int64]) -> Floats:
        """The probabilities of the roles that candidates of these kinds may fill."""
        logits = roles / self.heads.temperature("role")
        return _softmax(np.where(allowed_roles()[label], logits, -1e4))

    def _inputs(
        self, texts: Sequence[Text], sentences: Sequence[_Sentence]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], Floats]:
        """Features, tags, mask and states of the padded sentences."""
        given = []
        for text, first, last, candidates in sentences:
            inside = [(one.first - first, one.last - first, one.kind) for one in candidates]
            names = features_of_words(texts[text].words.words[first:last])
            given.append((tags_of(last - first, inside), [*map(self.heads.numbers_of, names)]))
        lexicon, tags, mask = padded(given)
        states = np.zeros((*mask.shape, self.heads.config["hidden"]), np.float32)
        for row, (text, first, last, _) in enumerate(sentences):
            states[row, : last - first] = texts[text].states[first:last]
        return lexicon, tags, mask, states

    def _event(  # noqa: PLR0917 - what the heads say of one trigger
        self,
        text: Text,
        sentence: _Sentence,
        word: int,
        kind: str,
        score: float,
        status: Floats,
        shares: Floats,
    ) -> Event | None:
        """An event with its arguments, or None where nothing takes part in it.

        ``shares`` has a row for each candidate: the probabilities of its roles, none last.
        """
        raw, words = text.reading.text, text.words.words
        at = words[word]
        trigger = Span(start=at.start, end=at.end, text=raw[at.start : at.end])
        chosen: dict[tuple[str, str], tuple[float, int, Candidate]] = {}
        unlikely: list[tuple[Candidate, Floats]] = []
        for one, share in zip(sentence.candidates, shares, strict=True):
            role = int(share[:-1].argmax())
            probability = float(share[role])
            if probability < self.least_role:
                unlikely.append((one, share))
                continue
            # An entity fills one role once, by its surest mention (annotation guidelines §3).
            key = one.filler.label, fold(one.filler.text)
            if key not in chosen or chosen[key][0] < probability:
                chosen[key] = probability, role, one
        if not chosen:
            return None
        fillers: dict[str, list[Candidate]] = {role: [] for role in ROLES}
        evidence = [
            Evidence(role="trigger", span=trigger, score=round(score, 4), rule=_row(at.key, kind))
        ]
        for probability, r, one in sorted(chosen.values(), key=lambda c: (c[1], c[2].filler.start)):
            fillers[ROLES[r]].append(one)
            span = _span(one.filler)
            evidence.append(Evidence(role=ROLES[r], span=span, score=round(probability, 4)))
        likeliest = int(status.argmax())
        evidence.append(
            Evidence(role="status", span=trigger, score=round(float(status[likeliest]), 4))
        )
        start, end = _sentence_span(text, sentence)
        return Event(
            type=kind,  # type: ignore[arg-type]
            trigger=trigger,
            status=self.heads.config["statuses"][likeliest],
            score=round(score, 4),
            sentence=Span(start=start, end=end, text=raw[start:end]),
            evidence=tuple(evidence),
            absent=tuple(self._absences(fillers, unlikely)),
            **{role: tuple(one.filler for one in ones) for role, ones in fillers.items()},  # type: ignore[arg-type]
        )

    def _absences(
        self, fillers: dict[str, list[Candidate]], unlikely: Sequence[tuple[Candidate, Floats]]
    ) -> Iterator[Absence]:
        """Why actors, targets, places or dates are empty."""
        for r, role in enumerate(ROLES):
            if fillers[role] or role == "troops":
                continue
            may = [
                (float(share[r]), one) for one, share in unlikely if allowed_roles()[one.kind, r]
            ]
            if not may:
                yield Absence(role=role, reason="no-candidate")
                continue
            score, best = max(may, key=lambda pair: pair[0])
            yield Absence(
                role=role, reason="unlikely", best=_span(best.filler), score=round(score, 4)
            )


def _wanted(
    place: NDArray[np.int64],
    trigger: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The words whose states decide, of each trigger (t, k): itself, where its pairs begin and end.

    ``place`` (t,) are the triggers' words; ``trigger``, ``first`` and ``last`` (p,) their pairs in
    order, as `Asked` has them. Triggers with fewer pairs repeat themselves.
    """
    counts = np.bincount(trigger, minlength=len(place))
    wanted = np.repeat(place[:, None], 1 + 2 * int(counts.max()), 1)
    number = np.arange(len(trigger)) - (counts.cumsum() - counts)[trigger]
    wanted[trigger, 1 + 2 * number] = first
    wanted[trigger, 2 + 2 * number] = last - 1
    return wanted


def _softmax(logits: Floats) -> Floats:
    shares = np.exp(logits - logits.max(-1, keepdims=True))
    made: Floats = shares / shares.sum(-1, keepdims=True)
    return made


def _row(key: str, kind: str) -> str:
    """The row of the trigger lexicon that knows a folded word as a trigger of this type."""
    keys = (key, "ا" + key) if contracted(key) else (key,)
    readings = (sense.row for one in keys for sense in senses(one))
    return next((row.id for row in readings if row.type == kind), "")


def _span(filler: Span) -> Span:
    """Where a mention stands, and no more of it."""
    return Span(start=filler.start, end=filler.end, text=filler.text)


def _sentence_span(text: Text, sentence: _Sentence) -> tuple[int, int]:
    words = text.words.words
    return words[sentence.first].start, words[sentence.last - 1].end


def _sentences(texts: Sequence[Text]) -> Iterator[_Sentence]:
    """The sentences in which something may take part in an event."""
    for number, text in enumerate(texts):
        candidates = candidates_of(text.words.words, text.mentions, text.dates)
        for first, last in sentences_of(text.words.sentences):
            inside = [one for one in candidates if first <= one.first and one.last <= last]
            if inside:
                yield _Sentence(number, first, last, inside)


def _groups(sentences: Iterable[_Sentence]) -> Iterator[list[_Sentence]]:
    """Sentences of similar length, as many as `_CELLS` allows, so that little is padding."""

    def step(sentence: _Sentence) -> int:
        return -(-(sentence.last - sentence.first) // 8)

    for steps, alike in groupby(sorted(sentences, key=step), key=step):
        them, size = list(alike), max(1, _CELLS // (8 * steps))
        for start in range(0, len(them), size):
            yield them[start : start + size]
