"""The tables of the linker name only what exists, so that no row is dead."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from coalition_ie.events.lexicon import _frames, mixed_roles, particles
from coalition_ie.events.requirements import _CHECKS
from coalition_ie.ontology import ROLES, ontology

RAW = tomllib.loads(files("coalition_ie.events").joinpath("triggers.toml").read_text("utf-8"))
KEYS = {
    "type",
    "verbs",
    "passives",
    "nouns",
    "participles",
    "forms",
    "frame",
    "next",
    "next_not",
    "previous",
    "previous_not",
    "needs",
    "without",
    "requires",
}


def test_rows_use_known_keys_and_types() -> None:
    for row in RAW["row"]:
        assert set(row) <= KEYS, row
        assert row["type"] in ontology().events
        assert set(row) & {"verbs", "passives", "nouns", "participles", "forms"}


def test_every_type_has_rows_and_a_frame() -> None:
    types = {row["type"] for row in RAW["row"]}
    assert types == set(ontology().events) == set(_frames()[0])


def test_requirements_are_roles_or_checks() -> None:
    for row in RAW["row"]:
        for alternative in row.get("requires", []):
            for part in alternative.split("+"):
                name, _, value = part.partition(":")
                assert name in _CHECKS or name in ROLES, part
                if name == "trigger":
                    assert value in ontology().events


def test_frames_give_known_roles() -> None:
    frames, common = _frames()
    specs = set(common.values())
    for frame in [*frames.values(), *(row.get("frame", {}) for row in RAW["row"])]:
        specs |= set(frame.get("prepositions", {}).values())
        specs |= {frame[key] for key in ("subject", "object", "modified") if key in frame}
    for spec in specs:
        assert set(mixed_roles(spec).values()) <= {*ROLES, ""}, spec


def test_mixed_roles_take_only_labels_that_the_ontology_allows() -> None:
    for spec in ("struck", "taken", "besieged", "fighters", "visited", "helped", "victims"):
        for kind, role in mixed_roles(spec).items():
            label = "LOC" if kind == "facility" else kind
            assert not role or label in ontology().roles[role], (spec, kind)


def test_no_word_is_two_kinds_of_particle() -> None:
    kinds = ("complementisers", "relatives", "prepositions")
    words = [word for kind in kinds for word in particles().sets[kind]]
    assert len(words) == len(set(words))
