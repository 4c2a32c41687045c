"""Scores: documents by exact character spans, and beside them tags by seqeval."""

from __future__ import annotations

from coalition_ie.scoring.documents import score
from coalition_ie.scoring.results import Scores, TagScore, TagScores, Tally
from coalition_ie.scoring.tags import score_tags, score_words

__all__ = [
    "Scores",
    "TagScore",
    "TagScores",
    "Tally",
    "score",
    "score_tags",
    "score_words",
]
