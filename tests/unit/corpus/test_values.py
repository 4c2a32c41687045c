"""The sets of values read by hand: their form, and how their texts are found."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from coalition_ie.types.values import GRAINS, REASONS

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "annotations" / "values").glob("*.jsonl"))
ARTICLE, DISPATCH = "وصلوا أمس.", "غادروا الأحد.\nثم عادوا الثلاثاء."


@pytest.fixture
def values(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return import_module("values")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_set_is_scored(values: ModuleType) -> None:
    assert sorted(file for _, _, file in values.SETS) == [path.name for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_items_stand_in_order_and_apart(path: Path) -> None:
    for record in lines(path):
        borders = [border for item in record["items"] for border in (item["start"], item["end"])]
        assert borders == sorted(borders), record["id"]
        assert all(item["start"] < item["end"] for item in record["items"]), record["id"]


@pytest.mark.parametrize("path", [p for p in FILES if "dates" in p.stem], ids=lambda p: p.stem)
def test_a_time_has_all_of_a_value_or_nothing_of_it(path: Path) -> None:
    for record in lines(path):
        for item in record["items"]:
            value = item["first"], item["last"], item["grain"]
            if item["grain"] is None:
                assert value == (None, None, None), record["id"]
                assert item.get("reason", REASONS[0]) in REASONS, record["id"]
            else:
                assert item["grain"] in GRAINS and "reason" not in item, record["id"]
                assert date.fromisoformat(item["first"]) <= date.fromisoformat(item["last"])


def test_no_text_is_in_two_sets_of_times() -> None:
    digests = [r["sha256"] for path in FILES if "dates" in path.stem for r in lines(path)]
    assert len(digests) == len(set(digests))


def test_a_text_is_a_file_or_a_block(
    values: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zstandard = pytest.importorskip("zstandard", reason="is of the extra train")
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    collection = "\n\n".join([ARTICLE, DISPATCH]).encode()
    (tmp_path / "news.txt.zst").write_bytes(zstandard.compress(collection))
    named = [
        {"id": "a", "text": "a.txt", "sha256": sha256(ARTICLE.encode()).hexdigest()},
        {
            "id": "b",
            "text": "news.txt.zst",
            "block": 1,
            "sha256": sha256(DISPATCH.encode()).hexdigest(),
        },
    ]
    monkeypatch.setattr(values, "VALUES", tmp_path)
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, named)), "utf-8")
    assert [text for _, text in values.records("set.jsonl", tmp_path)] == [ARTICLE, DISPATCH]

    named[1]["block"] = 0
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, named)), "utf-8")
    with pytest.raises(SystemExit, match="b: not the text that was annotated"):
        list(values.records("set.jsonl", tmp_path))
