"""What `link` makes of one sentence each: a table of grammar, roles, statuses and guards.

The rows stand in tests/cases/events.jsonl; their sentences are written for the tests. Names are
marked as ``{LABEL:surface}``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.ontology import ROLES
from coalition_ie.types import Event, Mention
from tests.linking import link, link_marked, read

CASES = Path(__file__).parents[2] / "cases" / "events.jsonl"


def plain(event: Event) -> dict[str, Any]:
    """An event as the table writes it: roles that are filled, status where not actual."""
    found: dict[str, Any] = {"type": event.type, "trigger": event.trigger.text}
    if event.status != "actual":
        found["status"] = event.status
    for role in ROLES:
        if getattr(event, role):
            found[role] = [argument.text for argument in getattr(event, role)]
    return found


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rule"])
def test_sentence(row: dict[str, Any]) -> None:
    assert [plain(event) for event in link_marked(row["text"])] == row["events"]


def test_every_type_and_status_is_in_the_table() -> None:
    events = [event for row in rows() for event in row["events"]]
    assert len({event["type"] for event in events}) == 12
    assert {event.get("status", "actual") for event in events} == {"actual", "planned", "denied"}


def test_every_argument_has_its_evidence() -> None:
    text, mentions = read("شنت مقاتلات {ORG:الناتو} غارات على {LOC:قندهار} أمس.")
    (event,) = link(text, mentions)
    assert event.sentence is not None
    assert event.sentence.text == text
    given = {(evidence.role, evidence.span.text): evidence.rule for evidence in event.evidence}
    for role, argument in event.arguments():
        assert given[role, argument.text]
    assert given["trigger", "غارات"] == "strike-raids"
    assert given["places", "قندهار"] == "preposition"
    assert given["status", "غارات"] == "no-sign"


def test_events_keep_to_their_sentence() -> None:
    events = link_marked("تحركت {ORG:القوات التركية}. وقعت اشتباكات في {LOC:عفرين}.")
    assert [event.trigger.text for event in events][-1] == "اشتباكات"
    assert events[-1].actors == ()


def test_the_score_is_that_of_the_arguments() -> None:
    text = "قصفت الطائرات الرقة."
    place = Mention(start=14, end=19, text="الرقة", label="LOC", score=0.5)
    (event,) = link(text, (place,))
    assert event.score == 0.5


@pytest.mark.parametrize("surface", ["قصفت", "قَصَفَت", "قصـفت", "ﻗﺼﻔﺖ"])
def test_triggers_are_matched_on_folded_words(surface: str) -> None:
    (event,) = link_marked(f"{surface} {{ORG:المدفعية التركية}} {{LOC:كوباني}}.")
    assert (event.type, event.trigger.text) == ("STRIKE", surface)
