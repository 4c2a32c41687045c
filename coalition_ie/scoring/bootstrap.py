"""How far scores are chance: percentile bootstrap over documents.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. Documents are drawn, not
mentions: what stands in one document is right or wrong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from random import Random
from statistics import quantiles

from coalition_ie.scoring.results import Bounds

DRAWS = 1000
"""How often as many documents as there are get drawn, with replacement."""

_SEED = 1
_Shares = Mapping[str, Sequence[tuple[int, int]]]


def bounds(shares: _Shares) -> dict[str, Bounds]:
    """The 95 % interval of each share, given by its part and its whole in every document.

    All shares are seen in the same draws, which are the same in every run. A draw in which there
    is nothing to count is left out; with fewer than two documents or draws there is no interval.

    >>> bounds({"mentions": [(1, 2), (1, 2), (1, 2)]})
    {'mentions': Bounds(low=0.5, high=0.5)}
    """
    count = max(map(len, shares.values()), default=0)
    if count < 2:
        return {}
    sums = {name: tuple(zip(*cases, strict=True)) for name, cases in shares.items()}
    drawn: dict[str, list[float]] = {name: [] for name in shares}
    random = Random(_SEED)
    for _ in range(DRAWS):
        pick = itemgetter(*random.choices(range(count), k=count))
        for name, (parts, wholes) in sums.items():
            if whole := sum(pick(wholes)):
                drawn[name].append(sum(pick(parts)) / whole)
    # 39 cuts into 40 equal parts: the first is at 2.5 %, the last at 97.5 %.
    cuts = {
        name: quantiles(values, n=40, method="inclusive")
        for name, values in drawn.items()
        if len(values) > 1
    }
    return {name: Bounds(low=cut[0], high=cut[-1]) for name, cut in cuts.items()}
