"""The names in the types are those of the table, and a type checker sees a misspelt one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from mypy import api

from coalition_ie import ontology as names
from coalition_ie.errors import SchemaError
from coalition_ie.ontology import one_of, ontology

ONTOLOGY = ontology()

# What a type checker is not to look into: mypy would read all of torch for this.
CONFIG = """\
[mypy]
strict = true
[mypy-torch.*,transformers.*,numpy.*,hijridate.*,msgspec.*]
follow_imports = skip
"""
CLIENT = """\
from coalition_ie.types import Document, Event, Figure, Label, Mention

def people(document: Document, wanted: Label) -> list[Mention]:
    return [m for m in document.mentions if m.label == "PER" or m.label == wanted]

def wrong(m: Mention, e: Event, f: Figure) -> None:
    m.label == "PRE"
    e.type == "PARADE"
    e.status == "maybe"
    f.unit == "tank"
    f.kind == "soldeir"
    Mention(start=0, end=1, text="x", label="GPE")
    for role, _ in e.arguments():
        role == "actor"
"""


@pytest.mark.parametrize(
    ("closed", "table"),
    [
        (names.Label, ONTOLOGY.labels),
        (names.Role, ONTOLOGY.roles),
        (names.Status, ONTOLOGY.statuses),
        (names.Unit, ONTOLOGY.units),
        (names.Kind, ONTOLOGY.kinds),
        (names.EventType, ONTOLOGY.events),
    ],
)
def test_a_closed_set_is_that_of_the_table_in_its_order(closed: Any, table: Any) -> None:
    assert get_args(closed) == tuple(table)


def test_roles_and_aliases_name_known_labels() -> None:
    labels = {label for takers in ONTOLOGY.roles.values() for label in takers}
    assert labels | set(ONTOLOGY.aliases.values()) <= ONTOLOGY.labels.keys()


def test_a_name_that_is_none_is_refused_with_those_that_are() -> None:
    assert one_of(ONTOLOGY.statuses, "denied", what="status") == "denied"
    with pytest.raises(SchemaError, match=r"^status 'maybe' is none of actual, planned, denied$"):
        one_of(ONTOLOGY.statuses, "maybe", what="status")


def test_a_misspelt_name_is_an_error_for_a_type_checker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(names.__file__).parents[1])
    config, client = tmp_path / "mypy.ini", tmp_path / "client.py"
    config.write_text(CONFIG, "utf-8")
    client.write_text(CLIENT, "utf-8")
    cache = str(tmp_path / "cache")
    told, wrong, _ = api.run(["--config-file", str(config), "--cache-dir", cache, str(client)])
    assert not wrong
    lines = [int(line.split(":")[1]) for line in told.splitlines() if ": error: " in line]
    assert lines == [7, 8, 9, 10, 11, 12, 14], told
