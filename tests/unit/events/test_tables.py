"""The tables hold only what exists, and what they may not hold is an error that says so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import coalition_ie.events
from coalition_ie.errors import SchemaError
from coalition_ie.events.tables import (
    Folded,
    Guard,
    Need,
    listed,
    mixed_roles,
    particles,
    read_row,
    rows,
)
from coalition_ie.ontology import ROLES, ontology

ROW = {"id": "some-verbs", "type": "STRIKE", "guideline": "§3 STRIKE", "verbs": ["قصف/يقصف"]}
SOURCES = sorted(Path(coalition_ie.events.__file__).parent.glob("*.py"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "PARTY"}, ["expected a type, one of 'MEET'", "got 'PARTY'"]),
        ({"nounz": []}, ["unknown field `nounz`"]),
        ({"verbs": "قصف"}, ["Expected `array`, got `str`", "$.verbs"]),
        ({"verbs": [3]}, ["Expected `str`, got `int`", "$.verbs[0]"]),
        ({"guideline": None}, ["Expected `str`, got `null`", "$.guideline"]),
        ({"next": ["LOCATION"]}, ["one of 'PER', 'ORG', 'LOC', 'TROOP'", "got 'LOCATION'"]),
        ({"needs": ["gun"]}, ["expected Arabic words, got 'gun'", "$.needs[0]"]),
        ({"requires": ["actor"]}, ["expected one of 'actors', 'targets'", "got 'actor'"]),
        ({"requires": ["actors:LAW"]}, ["'actors:PER'", "got 'actors:LAW'", "$.requires[0]"]),
        ({"requires": ["places+trigger:FIGHT"]}, ["'trigger:BATTLE'", "got 'trigger:FIGHT'"]),
        ({"requires": ["future:now"]}, ["expected one of 'future', got 'future:now'"]),
        ({"requires": ["prep:with"]}, ["expected Arabic words, got 'with'"]),
        ({"frame": {"objekt": "struck"}}, ["unknown field `objekt`", "$.frame"]),
        ({"frame": {"object": "struk"}}, ["expected one of 'struck'", "got 'struk'"]),
        ({"frame": {"prepositions": {"مع": "ally"}}}, ["got 'ally'"]),
        ({"frame": {"prepositions": ["مع"]}}, ["Expected `object`, got `array`"]),
        ({"frame": []}, ["Expected `object`, got `array`"]),
    ],
)
def test_what_a_row_may_not_hold(change: dict[str, Any], said: list[str]) -> None:
    with pytest.raises(SchemaError) as caught:
        read_row(ROW | change)
    for part in ("triggers.toml, row 'some-verbs'", *said):
        assert part in str(caught.value)


def test_a_row_without_name_or_guideline_is_refused() -> None:
    for key in ("id", "guideline"):
        with pytest.raises(SchemaError, match=f"missing required field `{key}`"):
            read_row({k: v for k, v in ROW.items() if k != key})


def test_a_row_changes_the_frame_of_its_type() -> None:
    plain = read_row(ROW).frame
    changed = read_row(ROW | {"frame": {"object": "", "prepositions": {"إلى": "places"}}}).frame
    assert (plain.object, changed.object) == ("struck", "")
    assert changed.subject == plain.subject == "actors"
    assert changed.prepositions == {**plain.prepositions, "الي": "places"}


@pytest.mark.parametrize(
    ("written", "need"),
    [
        ("actors", Need("actors", "")),
        ("actors:PER", Need("actors", "PER")),
        ("prep:على", Need("prep", "علي")),
        ("trigger:MEET", Need("trigger", "MEET")),
        ("sentence:قتيل", Need("sentence", "قتيل")),
        ("force subject", Need("force subject", "")),
    ],
)
def test_needs(written: str, need: Need) -> None:
    assert Need.read(written) == need
    (alternative,) = read_row(ROW | {"requires": [f"{written}+future"]}).requires
    assert alternative == (need, Need("future", ""))


@pytest.mark.parametrize(
    ("key", "fits"),
    [
        ("صحفي", True),
        ("صحفيا", True),
        ("الصحفي", True),
        ("الإجرام", True),
        ("LOC", True),
        ("صحيفة", False),
        ("اجراما", False),
    ],
)
def test_guards(key: str, fits: bool) -> None:
    guard = Guard.read(["صحفي*", "الإجرام", "LOC"])
    assert guard.matches(["قبل", Folded.read(key) if key != "LOC" else key]) is fits


def test_every_type_has_rows() -> None:
    assert {row.type for row in rows()} == set(ontology().events)


def test_every_row_has_lemmas_of_one_word() -> None:
    for row in rows():
        lemmas = [*row.verbs, *row.passives, *row.nouns, *row.participles, *row.forms]
        assert lemmas
        assert not any(" " in word for word in (*lemmas, *row.needs, *row.without)), row.id
        assert all("/" in verb for verb in (*row.verbs, *row.passives)), row.id


def test_mixed_roles_take_only_labels_that_the_ontology_allows() -> None:
    for row in rows():
        frame = row.frame
        specs = {frame.subject, frame.object, frame.genitive, frame.modified}
        for spec in specs | set(frame.prepositions.values()):
            for kind, role in mixed_roles()[spec].items():
                label = "LOC" if kind == "facility" else kind
                assert role in (*ROLES, "")
                assert not role or label in ontology().roles[role], (spec, kind)


def test_no_word_is_two_kinds_of_particle() -> None:
    words = [word for kind in ("comp", "rel", "preposition") for word in particles().kinds[kind]]
    assert len(words) == len(set(words))


def test_the_code_asks_for_the_lists_there_are() -> None:
    source = "".join(path.read_text("utf-8") for path in SOURCES)
    asked = set(re.findall(r'(?:listed|holds)\("(\w+)"\)', source))
    assert asked == set(particles().sets)
    assert "ضد" in particles().kinds["preposition"]
    assert "قوات" in listed("forces")
