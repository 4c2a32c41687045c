"""seqeval, wrapped once: its two meanings of a score, each named.

Gold ``B-ORG I-ORG`` against ``I-ORG I-ORG`` is right by seqeval's default, and still right with
only one of ``mode="strict"`` and ``scheme=IOB2``; with both it is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from coalition_ie.errors import SchemaError
from coalition_ie.formats.conll import tag_document
from coalition_ie.iob import OUTSIDE, split_tag
from coalition_ie.scoring.results import TagScore, TagScores
from coalition_ie.types import Document

_MODES: Mapping[str, str] = {
    "strict": 'mode="strict", scheme=IOB2',
    "default": "default mode",
}
_NOTHING = TagScore(precision=0.0, recall=0.0, f1=0.0, support=0)


def score_tags(
    gold: Sequence[Sequence[str]],
    predicted: Sequence[Sequence[str]],
    *,
    mode: Literal["strict", "default"] = "strict",
) -> TagScores:
    """Score IOB2 tags, sentence by sentence, with seqeval (an extra, imported here).

    ``strict`` is ``mode="strict"`` together with ``scheme=IOB2``: with only one of them seqeval
    forgives a wrong ``I-``. ``default`` is what most published figures were made with.

    Raises:
        SchemaError: a tag is no IOB2 tag, or gold and predicted differ in length.
        ModuleNotFoundError: seqeval is not installed.
    """
    from seqeval.metrics import classification_report
    from seqeval.scheme import IOB2

    _check(gold, predicted)
    options = {"mode": "strict", "scheme": IOB2} if mode == "strict" else {}
    if all(tag == OUTSIDE for tags in (*gold, *predicted) for tag in tags):
        # seqeval divides by zero where there is no mention at all.
        return TagScores(mode=_MODES[mode], micro=_NOTHING, labels={})
    report = classification_report(
        [list(tags) for tags in gold],
        [list(tags) for tags in predicted],
        output_dict=True,
        zero_division=0,
        **options,
    )
    averages = ("micro avg", "macro avg", "weighted avg")
    return TagScores(
        mode=_MODES[mode],
        micro=_tag_score(report["micro avg"]),
        labels={label: _tag_score(row) for label, row in report.items() if label not in averages},
    )


def score_words(gold: Sequence[Document], predicted: Sequence[Document]) -> TagScores:
    """`score_tags`, strict, over the words of ours, sentence by sentence.

    Mentions that begin or end inside a word have no tags; the result's ``lost`` counts those of
    gold, which a score by characters (`coalition_ie.scoring.score`) does count.
    """
    wanted, found = ([tag_document(document) for document in side] for side in (gold, predicted))
    scores = score_tags(
        [sentence.tags for tagged in wanted for sentence in tagged.sentences],
        [sentence.tags for tagged in found for sentence in tagged.sentences],
    )
    return replace(scores, lost=sum(len(tagged.lost) for tagged in wanted))


def _check(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> None:
    if len(gold) != len(predicted):
        raise SchemaError(f"expected {len(gold)} predicted sentences, got {len(predicted)}")
    for i, (wanted, found) in enumerate(zip(gold, predicted, strict=True)):
        if len(wanted) != len(found):
            raise SchemaError(f"sentence {i}: expected {len(wanted)} tags, got {len(found)}")
        for tag in (*wanted, *found):
            split_tag(tag)


def _tag_score(row: Mapping[str, float]) -> TagScore:
    return TagScore(
        precision=float(row["precision"]),
        recall=float(row["recall"]),
        f1=float(row["f1-score"]),
        support=int(row["support"]),
    )
