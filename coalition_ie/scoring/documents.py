"""Predicted documents against gold: mentions, figures, triggers, arguments, status.

Mentions are scored by exact character span and label. Triggers are scored by event type and span,
arguments by event type, role and span (annotation guidelines §5), status on the triggers that
match. Counts are pooled over all documents (micro), so a document weighs by what stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from coalition_ie.errors import SchemaError, SpanError
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.scoring.results import Accuracy, FigureScores, Scores, Tally
from coalition_ie.types import Document, Figure, Span

_Key = tuple[str, Hashable]
_Keys = Callable[[Document], Iterable[_Key]]
_Pairs = Sequence[tuple[Document, Document]]


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
    mentions = _tallies(pairs, lambda d: [(m.label, _at(m)) for m in d.mentions], known.labels)
    triggers = _tallies(pairs, lambda d: [(e.type, _at(e.trigger)) for e in d.events], known.events)
    arguments = _tallies(pairs, _argument_keys, ROLES)
    statuses = _tallies(
        pairs, lambda d: [(e.status, (e.type, _at(e.trigger))) for e in d.events], known.statuses
    )
    return Scores(
        documents=len(pairs),
        mentions=_sum(mentions),
        labels=mentions,
        figures=_figures(pairs),
        triggers=_sum(triggers),
        types=triggers,
        arguments=_sum(arguments),
        roles=arguments,
        status=Accuracy(right=_sum(statuses).right, total=_sum(triggers).right),
    )


def _argument_keys(document: Document) -> Iterable[_Key]:
    for event in document.events:
        for role, span in event.arguments():
            yield role, (event.type, _at(span))


def _at(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _tallies(pairs: _Pairs, keys: _Keys, names: Iterable[str]) -> dict[str, Tally]:
    right, predicted, gold = Counter[str](), Counter[str](), Counter[str]()
    for one, other in pairs:
        # Counters, not sets: one mention may be the actor of several events of a type.
        wanted, found = Counter(keys(one)), Counter(keys(other))
        for counts, tally in ((wanted & found, right), (found, predicted), (wanted, gold)):
            for (name, _), count in counts.items():
                tally[name] += count
    return {n: Tally(right=right[n], predicted=predicted[n], gold=gold[n]) for n in names}


def _sum(tallies: Mapping[str, Tally]) -> Tally:
    return Tally(
        right=sum(t.right for t in tallies.values()),
        predicted=sum(t.predicted for t in tallies.values()),
        gold=sum(t.gold for t in tallies.values()),
    )


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
