"""Scores: documents by exact character spans, how far they are chance, and tags by seqeval."""

from __future__ import annotations

from coalition_ie.scoring.documents import score
from coalition_ie.scoring.results import Bounds, Scores, TagScore, TagScores, Tally, tables
from coalition_ie.scoring.tags import score_tags, score_words

__all__ = [
    "Bounds",
    "Scores",
    "TagScore",
    "TagScores",
    "Tally",
    "score",
    "score_tags",
    "score_words",
    "tables",
]
