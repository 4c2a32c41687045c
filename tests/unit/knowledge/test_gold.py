"""The gold of actors and PLOVER is about documents of the manifest, and ours reads most of it."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from coalition_ie.knowledge.actor_tables import SECTORS, default
from coalition_ie.knowledge.actors import actors

ROOT = Path(__file__).parents[3]
KNOWLEDGE = ROOT / "annotations" / "knowledge"
SHARED = ROOT.parent / "shared"


@pytest.mark.parametrize("path", sorted(KNOWLEDGE.glob("[ap]*/*.jsonl")), ids=lambda p: p.stem)
def test_lines_are_about_documents_of_the_manifest(path: Path, manifest: dict[str, str]) -> None:
    if path.parent.name not in {"actors", "plover"}:
        pytest.skip("another room's")
    for line in map(json.loads, path.read_text("utf-8").splitlines()):
        assert manifest[line["id"]] == line["sha256"]
        for item in line["items"]:
            assert item["start"] < item["end"]
            if path.parent.name == "actors":
                assert item["sector"] in SECTORS | {""}
                assert item["country"] in default().english or not item["country"]


def test_test_sets_share_no_document_with_the_dev_set() -> None:
    read = {
        path.stem: {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()}
        for path in (KNOWLEDGE / "actors").glob("*.jsonl")
    }
    assert not read["dev"] & (read["test"] | read["test2"])
    assert not read["test"] & read["test2"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")
def test_answers_are_right_on_unseen_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    gold = import_module("benchmarks.gold").gold
    right = answered = having = 0
    for line, document in gold(KNOWLEDGE / "actors" / "test2.jsonl", SHARED):
        found = actors(document)
        places = {(m.start, m.end): n for n, m in enumerate(document.mentions)}
        for item in line["items"]:
            got = found.get(places[item["start"], item["end"]])
            having += bool(item["country"])
            answered += bool(got and got.country)
            right += bool(got and got.country and got.country == item["country"])
    assert right >= 0.95 * having
    assert right >= 0.95 * answered
