"""Scores of entities against gold: MUC, B³, CEAF-e, and their mean, the CoNLL F1.

The measures as Pradhan et al., "Scoring Coreference Partitions of Predicted Mentions: A Reference
Implementation" (ACL 2014), define them, with the counts of all documents pooled as the shared tasks
of CoNLL 2011 and 2012 did. MUC (Vilain et al. 1995) counts links, B³ (Bagga and Baldwin 1998)
mentions, CEAF-e (Luo 2005) entities, each gold one matched with at most one predicted one so that
the sum of their φ4 likenesses is greatest. MUC cannot see entities of one mention; the other two
can, and are far kinder where there are many of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import NamedTuple

Clusters = Collection[Collection[Hashable]]
"""The entities of one document, each as its mentions; no mention stands in two."""


class Share(NamedTuple):
    """Precision, recall and their harmonic mean, in [0, 1]; 0 where there is nothing to count."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Coreference(NamedTuple):
    """The three measures of one set of documents."""

    muc: Share
    b3: Share
    ceaf_e: Share

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b3.f1 + self.ceaf_e.f1) / 3


def score_entities(
    pairs: Iterable[tuple[Clusters, Clusters]], *, singletons: bool = True
) -> Coreference:
    """Score documents given as pairs of gold and predicted entities.

    Without ``singletons`` entities of one mention are left out on both sides, as OntoNotes does.

    >>> score_entities([([{1, 2, 3}, {4}], [{1, 2}, {3}, {4}])]).muc
    Share(precision=1.0, recall=0.5)
    """
    measures = (_muc, _b3, _ceaf_e)
    counts = [[0.0] * 4 for _ in measures]
    for both in pairs:
        gold, predicted = (
            [frozenset(c) for c in side if singletons or len(c) > 1] for side in both
        )
        for count, measure in zip(counts, measures, strict=True):
            recall, precision = measure(gold, predicted), measure(predicted, gold)
            for place, value in enumerate((*precision, *recall)):
                count[place] += value
    shares = (Share(_ratio(a, b), _ratio(c, d)) for a, b, c, d in counts)
    return Coreference(*shares)


_Sets = Sequence[frozenset[Hashable]]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _owners(clusters: _Sets) -> dict[Hashable, int]:
    return {mention: place for place, cluster in enumerate(clusters) for mention in cluster}


def _muc(key: _Sets, response: _Sets) -> tuple[float, float]:
    """Links of ``key`` that ``response`` has, and all of them."""
    owner = _owners(response)
    kept = 0
    for cluster in key:
        parts = {owner[m] for m in cluster if m in owner}
        kept += len(cluster) - len(parts) - sum(m not in owner for m in cluster)
    return kept, sum(len(cluster) - 1 for cluster in key)


def _b3(key: _Sets, response: _Sets) -> tuple[float, float]:
    """The share of its own entity that each mention of ``key`` keeps, summed; all mentions."""
    owner = _owners(response)
    kept = 0.0
    for cluster in key:
        sizes: dict[int, int] = defaultdict(int)
        for mention in cluster:
            if mention in owner:
                sizes[owner[mention]] += 1
        kept += sum(size * size for size in sizes.values()) / len(cluster)
    return kept, sum(map(len, key))


def _ceaf_e(key: _Sets, response: _Sets) -> tuple[float, float]:
    """The likeness of the best matching of entities, and how many ``key`` has."""
    owner = _owners(response)
    likeness: list[dict[int, float]] = []
    for cluster in key:
        shared: dict[int, int] = defaultdict(int)
        for mention in cluster:
            if mention in owner:
                shared[owner[mention]] += 1
        likeness.append(
            {at: 2 * n / (len(cluster) + len(response[at])) for at, n in shared.items()}
        )
    return _best_matching(likeness), len(key)


def _best_matching(likeness: Sequence[dict[int, float]]) -> float:
    """The greatest sum of likenesses when each row takes one column of its own, or none.

    Rows and columns fall into small groups that share nothing with each other; each is solved by
    augmenting along cheapest paths (Kuhn and Munkres, in the form with potentials).
    """
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, cells in enumerate(likeness):
        for column in cells:
            rows_of[column].append(row)
    total, seen = 0.0, set[int]()
    for first in range(len(likeness)):
        if first in seen:
            continue
        seen.add(first)
        rows, columns = [first], dict[int, int]()
        for row in rows:  # grows while it is read
            for column in likeness[row]:
                if column not in columns:
                    columns[column] = len(columns)
                    fresh = [r for r in rows_of[column] if r not in seen]
                    seen.update(fresh)
                    rows += fresh
        size = max(len(rows), len(columns))
        table = [[0.0] * size for _ in range(size)]
        for at, row in enumerate(rows):
            for column, value in likeness[row].items():
                table[at][columns[column]] = value
        total += _assignment(table)
    return total


def _assignment(gain: Sequence[Sequence[float]]) -> float:
    """The greatest sum of one cell from each row and column of a square table."""
    size = len(gain)
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_at, before = [0] * (size + 1), [0] * (size + 1)  # counted from 1; 0 is none
    for row in range(1, size + 1):
        row_at[0], column = row, 0
        cheapest, done = [float("inf")] * (size + 1), [False] * (size + 1)
        while row_at[column]:
            done[column] = True
            here, step, following = row_at[column], float("inf"), 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                cost = -gain[here - 1][other - 1] - row_price[here] - column_price[other]
                if cost < cheapest[other]:
                    cheapest[other], before[other] = cost, column
                if cheapest[other] < step:
                    step, following = cheapest[other], other
            for other in range(size + 1):
                if done[other]:
                    row_price[row_at[other]] += step
                    column_price[other] -= step
                else:
                    cheapest[other] -= step
            column = following
        while column:
            row_at[column], column = row_at[before[column]], before[column]
    return sum(gain[row_at[column] - 1][column - 1] for column in range(1, size + 1))
