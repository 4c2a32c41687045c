"""Predicted documents against gold: mentions, figures, triggers, arguments, tuples, status.

Mentions are scored by exact character span and label. Triggers are scored by event type and span,
arguments by event type, role and span (annotation guidelines §5), status on the triggers that
match. Counts are pooled over all documents (micro), so a document weighs by what stands in it.

Arguments are scored by head as well, as is usual beside exact spans (Li, Ji and Han, NAACL 2021):
an Arabic noun phrase begins with its head, and proclitics stand outside, so two fillers share their
head where they begin at one place. A tuple is an event whole: type, trigger, every filler with its
role, and status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from coalition_ie.errors import SchemaError, SpanError
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.scoring.bootstrap import bounds
from coalition_ie.scoring.results import Accuracy, Bounds, FigureScores, Scores, Tally
from coalition_ie.types import Document, Event, Figure, Span

_Key = tuple[str, Hashable]
_Keys = Callable[[Document], Iterable[_Key]]
_Pairs = Sequence[tuple[Document, Document]]
_Counts = Sequence[Mapping[str, Tally]]

# By measure: the name under which each thing is counted, and what has to match.
_KEYS: Mapping[str, _Keys] = {
    "mentions": lambda d: ((m.label, _at(m)) for m in d.mentions),
    "triggers": lambda d: ((e.type, _at(e.trigger)) for e in d.events),
    "arguments": lambda d: ((role, (kind, _at(span))) for kind, role, span in _arguments(d)),
    "arguments_by_type": lambda d: (
        (kind, (role, _at(span))) for kind, role, span in _arguments(d)
    ),
    "arguments_by_head": lambda d: (
        (role, (kind, span.start)) for kind, role, span in _arguments(d)
    ),
    "tuples": lambda d: ((e.type, (_tuple(e), e.status)) for e in d.events),
    "tuples_any_status": lambda d: ((e.type, _tuple(e)) for e in d.events),
    "status": lambda d: ((e.status, (e.type, _at(e.trigger))) for e in d.events),
}


def score(gold: Sequence[Document], predicted: Sequence[Document]) -> Scores:
    """Score ``predicted`` against ``gold``, document by document in the order given.

    Raises:
        SchemaError: there are not as many of the one as of the other.
        SpanError: two documents that stand side by side have different texts.
    """
    if len(gold) != len(predicted):
        raise SchemaError(f"expected {len(gold)} predicted documents, got {len(predicted)}")
    pairs = list(zip(gold, predicted, strict=True))
    for one, other in pairs:
        if one.text != other.text:
            raise SpanError(
                f"gold {one.doc_id!r} and predicted {other.doc_id!r} have different texts"
            )
    known = ontology()
    counts = {measure: _count(pairs, keys) for measure, keys in _KEYS.items()}
    totals = {
        measure: [_sum(document.values()) for document in documents]
        for measure, documents in counts.items()
    }
    whole = {measure: _sum(documents) for measure, documents in totals.items()}
    return Scores(
        documents=len(pairs),
        mentions=whole["mentions"],
        labels=_by_name(counts["mentions"], known.labels),
        figures=_figures(pairs),
        triggers=whole["triggers"],
        types=_by_name(counts["triggers"], known.events),
        arguments=whole["arguments"],
        roles=_by_name(counts["arguments"], ROLES),
        arguments_by_type=_by_name(counts["arguments_by_type"], known.events),
        arguments_by_head=whole["arguments_by_head"],
        tuples=whole["tuples"],
        tuples_any_status=whole["tuples_any_status"],
        status=Accuracy(right=whole["status"].right, total=whole["triggers"].right),
        intervals=_intervals(totals),
    )


def _arguments(document: Document) -> Iterator[tuple[str, str, Span]]:
    for event in document.events:
        for role, span in event.arguments():
            yield event.type, role, span


def _tuple(event: Event) -> Hashable:
    fillers = frozenset((role, _at(span)) for role, span in event.arguments())
    return _at(event.trigger), fillers


def _at(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _count(pairs: _Pairs, keys: _Keys) -> _Counts:
    """What is right, predicted and in gold of each document, by name."""
    counts = []
    for one, other in pairs:
        # Counters, not sets: one mention may be the actor of several events of a type.
        wanted, found = Counter(keys(one)), Counter(keys(other))
        right, predicted, gold = map(_names, (wanted & found, found, wanted))
        counts.append(
            {
                n: Tally(right=right[n], predicted=predicted[n], gold=gold[n])
                for n in predicted | gold
            }
        )
    return counts


def _names(keys: Counter[_Key]) -> Counter[str]:
    names = Counter[str]()
    for (name, _), count in keys.items():
        names[name] += count
    return names


def _by_name(counts: _Counts, names: Iterable[str]) -> dict[str, Tally]:
    return {name: _sum(document[name] for document in counts if name in document) for name in names}


def _sum(tallies: Iterable[Tally]) -> Tally:
    counted = list(tallies)
    return Tally(
        right=sum(t.right for t in counted),
        predicted=sum(t.predicted for t in counted),
        gold=sum(t.gold for t in counted),
    )


def _intervals(totals: Mapping[str, Sequence[Tally]]) -> dict[str, Bounds]:
    """Of F1, which is a share as well: of twice the right in the predicted and gold; of status."""
    shares = {
        measure: [(2 * t.right, t.predicted + t.gold) for t in documents]
        for measure, documents in totals.items()
        if measure != "arguments_by_type"  # as a whole the same as arguments
    }
    matched = zip(totals["status"], totals["triggers"], strict=True)
    shares["status"] = [(status.right, trigger.right) for status, trigger in matched]
    return bounds(shares)


def _figures(pairs: _Pairs) -> FigureScores:
    total, matched = 0, list[tuple[Figure, Figure | None]]()
    for one, other in pairs:
        predicted = {_at(m): m for m in other.mentions if m.label == "TROOP"}
        figures = {_at(m): m.figure for m in one.mentions if m.figure is not None}
        total += len(figures)
        matched += [(f, predicted[span].figure) for span, f in figures.items() if span in predicted]
    right = [(f, other) for f, other in matched if other is not None and _value(f) == _value(other)]
    alike = sum(f.approximate == other.approximate for f, other in right)
    return FigureScores(
        of_found=Accuracy(right=len(right), total=len(matched)),
        of_all=Accuracy(right=len(right), total=total),
        approximate=Accuracy(right=alike, total=len(right)),
    )


def _value(figure: Figure) -> tuple[int, int | None, str]:
    return figure.low, figure.high, figure.unit
