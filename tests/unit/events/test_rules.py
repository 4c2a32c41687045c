"""Every rule has a name, a guideline and an example on which it fires, and no name is dead."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from coalition_ie.arabic.lexicon import read_table
from coalition_ie.events.tables import RuleId, rows
from tests.linking import link_marked

RULES: list[dict[str, Any]] = read_table("events", "rules.toml")["rule"]
KEBAB = re.compile("[a-z]+(-[a-z]+)*")
EXAMPLES = [(row.id, row.example) for row in rows()] + [(r["id"], r["example"]) for r in RULES]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[rule for rule, _ in EXAMPLES])
def test_its_example_shows_it(rule: str, example: str) -> None:
    assert rule in {e.rule for event in link_marked(example) for e in event.evidence}


def test_ids_are_unique_and_telling() -> None:
    ids = [rule for rule, _ in EXAMPLES]
    assert len(ids) == len(set(ids))
    assert all(KEBAB.fullmatch(rule) for rule in ids)


def test_the_table_explains_every_rule_of_the_code() -> None:
    # mypy holds every rule that the code gives to `RuleId`.
    assert {rule["id"] for rule in RULES} == set(get_args(RuleId))
    assert all(set(rule) == {"id", "guideline", "meaning", "example"} for rule in RULES)


def test_rules_cite_the_guidelines() -> None:
    cited = [row.guideline for row in rows()] + [rule["guideline"] for rule in RULES]
    assert all(re.match("§[34] .", section) for section in cited)
    for row in rows():
        own = row.guideline.startswith(f"§3 {row.type}") or row.guideline.startswith("§4 ")
        assert own, row.id
