"""The gold of times and ledgers is about documents of the manifest, and ours joins it well."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KNOWLEDGE = ROOT / "annotations" / "knowledge"
SHARED = ROOT.parent / "shared"


def lines(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (KNOWLEDGE / name).read_text("utf-8").splitlines()]


def documents(name: str) -> dict[str, str]:
    return {
        doc: sha
        for line in lines(name)
        for doc, sha in line.get("documents", {line.get("id"): line.get("sha256")}).items()  # type: ignore[union-attr]
    }


@pytest.mark.parametrize("room", ["when", "ledger"])
def test_parts_are_of_the_manifest_and_share_no_document(
    room: str, manifest: dict[str, str]
) -> None:
    dev, held_out = documents(f"{room}/dev.jsonl"), documents(f"{room}/held-out.jsonl")
    assert all(manifest[doc] == sha for doc, sha in (dev | held_out).items())
    assert not dev.keys() & held_out.keys()


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_no_mention_is_in_two_events(part: str) -> None:
    events = [event for line in lines(f"ledger/{part}.jsonl") for event in line.get("events", ())]  # type: ignore[attr-defined]
    mentions = [tuple(mention) for event in events for mention in event]
    assert len(mentions) == len(set(mentions))
    assert all(len(event) > 1 for event in events)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")
def test_unseen_articles_are_joined_better_than_by_type_day_and_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    bench = import_module("benchmarks.ledger")
    part = bench.read_gold("held-out", SHARED)
    found, plain = (
        bench.scores(part, system).conll
        for system in (bench.found_events, bench.same_type_day_place)
    )
    assert found >= 0.75
    assert found > plain + 0.05
