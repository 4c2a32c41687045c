"""Which predicted documents are worth correcting first: those that the model is least sure of.

A score p is the probability of what was found; whatever else might stand there has 1 - p, so the
margin is p - (1 - p) = 2p - 1, and the uncertainty of one mention or event 1 less its margin, at
most 1 (margin sampling: Settles 2009, "Active Learning Literature Survey", section 3.1). That of a
document is the mean over its mentions and events.

What it does not see: mentions that were missed altogether have no score. A document in which
nothing was found has uncertainty 0 and comes last.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import NamedTuple

from coalition_ie.types import Document


class Suggestion(NamedTuple):
    """A predicted document and its uncertainty, in [0, 1]."""

    document: Document
    uncertainty: float

    @property
    def score(self) -> float:
        """1 less the uncertainty: what tools call the score of a prediction."""
        return round(1.0 - self.uncertainty, 4)


def uncertainty(document: Document) -> float:
    """The mean over mentions and events of 1 less the margin, in [0, 1]; 0 without any."""
    scores = [mention.score for mention in document.mentions]
    scores += [event.score for event in document.events]
    return fmean(min(1.0, 2 * (1 - score)) for score in scores) if scores else 0.0


def rank(documents: Iterable[Document]) -> list[Suggestion]:
    """The documents with the least certain first; equals keep their order.

    All are held in memory, since the last may be the one to begin with.
    """
    suggestions = [Suggestion(document, uncertainty(document)) for document in documents]
    return sorted(suggestions, key=lambda suggestion: -suggestion.uncertainty)
