"""The rules' figures and those that a tagger finds, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coalition_ie.arabic.normalise import normal_name
from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.find import find_figures
from coalition_ie.figures.value import figure_at
from coalition_ie.types import Mention

RULE_SCORE = 0.99
"""Score of a figure that the rules found and the tagger did not: the precision of the rules on the
annotated articles and dispatches (training/README.md), not a probability of the tagger."""

LEAST_SCORE = 0.65
"""A figure that the tagger alone finds counts from this score on. Where the rules are silent the
tagger is less sure than it says: exact F1 of TROOP on the development part is 0.918 with all such
figures that have a value, 0.935 from 0.5 on, 0.967 from 0.65 on, 0.956 from 0.9 on, 0.950 with none
(on the training part, which the tagger has seen, 0.990, 0.991, 0.988, 0.965, 0.948)."""


def with_figures(reading: Reading, tagged: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give TROOP mentions their values and put the rules' figures over what the tagger sees there.

    The rules are right about borders and label: nearly all that they find is (`RULE_SCORE`). What
    the tagger alone finds has to have a value and `LEAST_SCORE`.
    """
    text, by_rule = reading.text, find_figures(reading)
    covered = bytearray(len(text))
    for found in by_rule:
        covered[found.start : found.end] = b"\x01" * (found.end - found.start)
    valued = [
        replace(m, figure=figure_at(reading, m.start, m.end)) if m.label == "TROOP" else m
        for m in tagged
    ]
    same = {(m.start, m.end): m for m in valued if m.label == "TROOP"}
    figures = [
        same.get((found.start, found.end))
        or replace(found, score=RULE_SCORE, normalized=normal_name(found.text))
        for found in by_rule
    ]
    others = [
        m
        for m in valued
        if not any(covered[m.start : m.end])
        and (m.label != "TROOP" or (m.figure is not None and m.score >= LEAST_SCORE))
    ]
    return tuple(sorted(figures + others, key=lambda mention: mention.start))
