"""The tables hold only what exists, and what they may not hold is an error that says so."""

from __future__ import annotations

import re
from typing import Any

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import SchemaError
from coalition_ie.events import tables
from coalition_ie.events.lexicon import senses
from coalition_ie.events.tables import Row, particles, read_row, rows
from coalition_ie.ontology import ontology
from tests.linking import read

ROW = {
    "id": "some-verbs",
    "type": "STRIKE",
    "guideline": "§3 STRIKE",
    "example": "قصف {ORG:الجيش} {LOC:حلب}.",
    "verbs": ["قصف/يقصف"],
}
KEBAB = re.compile("[a-z]+(-[a-z]+)*")


def lemmas(row: Row) -> tuple[str, ...]:
    return (*row.verbs, *row.passives, *row.nouns, *row.participles, *row.forms)


def test_a_row_is_read_into_its_type() -> None:
    row = read_row(ROW)
    assert (row.id, row.type, row.verbs, row.nouns) == ("some-verbs", "STRIKE", ("قصف/يقصف",), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "PARTY"}, ["expected a type, one of 'MEET'", "got 'PARTY'"]),
        ({"type": None}, ["expected a type", "got None"]),
        ({"nounz": []}, ["unknown field `nounz`"]),
        ({"requires": ["actors"]}, ["unknown field `requires`"]),
        ({"verbs": "قصف"}, ["Expected `array`, got `str`", "$.verbs"]),
        ({"verbs": [3]}, ["Expected `str`, got `int`", "$.verbs[0]"]),
        ({"guideline": None}, ["Expected `str`, got `null`", "$.guideline"]),
    ],
)
def test_what_a_row_may_not_hold(change: dict[str, Any], said: list[str]) -> None:
    with pytest.raises(SchemaError) as caught:
        read_row(ROW | change)
    for part in ("triggers.toml, row 'some-verbs'", *said):
        assert part in str(caught.value)


@pytest.mark.parametrize("key", ["id", "guideline", "example"])
def test_a_row_without_its_name_section_or_example_is_refused(key: str) -> None:
    with pytest.raises(SchemaError, match=f"missing required field `{key}`"):
        read_row({k: v for k, v in ROW.items() if k != key})


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"prepositions": "في", "verbs": {}}, r"Expected `array`, got `str`"),
        ({"prepositions": []}, r"missing required field `verbs`"),
        ({"prepositions": [], "verbs": {"light": "شن/يشن"}}, r"Expected `array`, got `str`"),
        ({"prepositions": [], "verbs": {"light": [3]}}, r"Expected `str`, got `int`"),
        ({"prepositions": [], "verbs": {}, "nouns": []}, r"unknown field `nouns`"),
    ],
)
def test_what_the_particles_may_not_hold(
    monkeypatch: pytest.MonkeyPatch, table: dict[str, Any], said: str
) -> None:
    monkeypatch.setattr(tables, "read_table", lambda *_: table)
    with pytest.raises(SchemaError, match=f"particles.toml: .*{said}"):
        particles.__wrapped__()


def test_every_type_has_rows() -> None:
    assert {row.type for row in rows()} == set(ontology().events)


def test_every_row_has_lemmas_of_one_word() -> None:
    for row in rows():
        assert lemmas(row)
        assert not any(" " in word for word in lemmas(row)), row.id
        assert all("/" in verb for verb in (*row.verbs, *row.passives)), row.id


def test_particles_are_verbs_of_one_word() -> None:
    for name, verbs in particles().verbs.items():
        assert verbs, name
        assert all(verb.count("/") == 1 and " " not in verb for verb in verbs), name


def test_ids_are_unique_and_telling() -> None:
    ids = [row.id for row in rows()]
    assert len(ids) == len(set(ids))
    assert all(KEBAB.fullmatch(name) for name in ids)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_the_example_of_a_row_has_a_word_of_it(row: Row) -> None:
    text, _ = read(row.example)
    assert row.id in {sense.row.id for word in Reading(text).words for sense in senses(word.key)}


def test_rows_cite_the_guidelines() -> None:
    for row in rows():
        own = row.guideline.startswith(f"§3 {row.type}") or row.guideline.startswith("§4 ")
        assert own, row.id
