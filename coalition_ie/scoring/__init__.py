"""Scores: documents by exact character spans, and beside them tags by seqeval."""

from __future__ import annotations

from coalition_ie.scoring.documents import agreement, score
from coalition_ie.scoring.results import Agreement, Scores, TagScore, TagScores, Tally
from coalition_ie.scoring.tags import score_tags, score_words

__all__ = [
    "Agreement",
    "Scores",
    "TagScore",
    "TagScores",
    "Tally",
    "agreement",
    "score",
    "score_tags",
    "score_words",
]
