"""What is scored: with gold mentions the linking alone."""

from __future__ import annotations

from argparse import Namespace

import pytest

from tests.linking import SmallEncoder, reader
from tests.samples import DOCUMENT
from training import evaluate


def test_with_gold_mentions_events_are_linked_from_them_and_not_taken_from_gold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    extractor = reader(SmallEncoder())  # type: ignore[arg-type]
    monkeypatch.setattr(evaluate, "with_events", extractor.with_events)
    (predicted,) = evaluate.predict([DOCUMENT], Namespace(gold_mentions=True))
    assert predicted.mentions == DOCUMENT.mentions
    assert predicted.events
    assert not set(predicted.events) & set(DOCUMENT.events)
    used = {one for event in predicted.events for _, one in event.arguments()}
    assert used == {*DOCUMENT.mentions, *predicted.dates}
