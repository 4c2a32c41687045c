"""The measuring command runs on small texts; its sums are right where they can be worked out."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode
from transformers import BertConfig, BertForTokenClassification

from coalition_ie import Extractor

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"
TEXTS = (
    "وصل الوزير سامي الراوي إلى بغداد الأحد.\nوستنشر فرنسا نحو 300 جندي في أربيل.\n",
    "قصفت طائرات التحالف الدولي مواقع قرب الموصل، وقتل 12 مسلحا.\n",
)
SMALL = (
    *("--rounds", "1", "--subjects", "extract_many", "pipeline", "--threads", "1", "--engines"),
    *("--lengths", "10", "--latencies", "20", "--batches", "8", "--no-neighbour"),
)


def test_the_command_measures_everything_once(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    found, picture = tmp_path / "found.json", tmp_path / "found.png"
    command = [sys.executable, str(BENCHMARKS / "side_by_side.py"), "--texts", str(tmp_path)]
    done = subprocess.run(
        [*command, *SMALL, "--json", str(found), "--plot", str(picture)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    records = json.loads(found.read_text("utf-8"))["records"]
    rows = {(one["measure"], one["row"]) for one in records}
    both = {(m, r) for m in ("articles", "length", "warm", "cold", "start") for r in SMALL[3:5]}
    assert both <= rows
    assert {m for m, _ in rows - both} == {"stages", "floor", "command"}

    read = {one["row"]: one for one in records if one["measure"] == "articles"}
    assert {(one["words"], one["documents"]) for one in read.values()} == {(24, 2)}
    mentions = sum(len(one.mentions) for one in Extractor.from_pretrained().extract_many(TEXTS))
    assert read["extract_many"]["found"] == mentions > 5 and read["pipeline"]["found"] > 0

    stages = next(one for one in records if one["measure"] == "stages")
    assert stages["missing"] == [], "benchmarks/stages.py names functions that are not there"
    assert all(seconds > 0 for seconds in stages["stages"].values())
    for head in (
        "| machine |",
        "| articles |",
        "| stage, one thread |",
        "| floor of the encoder |",
    ):
        assert head in done.stdout
    assert picture.stat().st_size > 10_000


def test_the_floor_counts_what_torch_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    floor = import_module("floor")
    config = BertConfig(
        vocab_size=50,
        hidden_size=24,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=40,
        max_position_embeddings=64,
        attn_implementation="eager",  # what the counter knows
    )
    model = BertForTokenClassification(config).eval()
    counter = FlopCounterMode(display=False)
    with counter, torch.inference_mode():
        model(input_ids=torch.ones(1, 37, dtype=torch.long))
    assert floor.operations(model, [37]) == counter.get_total_flops()
    # Of two texts each piece sees its own; of one longer than the window as many as that.
    assert floor.operations(model, [37, 37]) == 2 * counter.get_total_flops()
    weights = 3 * (4 * 24 * 24 + 2 * 24 * 40) + 24 * 2
    assert floor.operations(model, [100]) == 2 * (100 * weights + 3 * 2 * 24 * 100 * 64)


def test_a_stage_is_without_the_stages_that_it_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    stages = import_module("stages")
    ticks = iter(range(100))
    monkeypatch.setattr(stages.time, "thread_time", lambda: float(next(ticks)))
    clock = stages.Clock()
    inner = clock.timed("inner", lambda: None)
    outer = clock.timed("outer", lambda: (inner(), inner()))
    outer()
    # Each look at the clock is a second: the outer begins at 0, the inner ones last from 1 to 2 and
    # from 3 to 4, the outer ends at 5.
    assert clock.spent == {"inner": 2, "outer": 3}


def test_medians_and_ratios_are_taken_round_by_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    results = import_module("report").Results("1 thread")
    for ours, theirs in ((1.0, 2.0), (10.0, 30.0), (2.0, 8.0)):
        results.records += [{"row": "ours", "seconds": ours}, {"row": "theirs", "seconds": theirs}]
    assert results.middle(lambda one: one["seconds"], row="theirs") == 8
    assert results.beside("theirs", "ours") == 3
    assert results.middle(lambda one: one["seconds"], row="nobody") is None


def test_generated_texts_have_the_length_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    (tmp_path / "a.txt").write_text("\n".join(TEXTS), "utf-8")
    texts = import_module("subjects").Texts(tmp_path, 1)
    assert [len(text.split()) for text in texts.cut(10, 4)] == [10] * 4
    assert len(texts.cut(20000, 1)[0].split()) == 20000
    assert len(set(texts.cut(10, 2))) == 2
    first, again = ([*texts.stream(50)] for _ in range(2))
    assert first == again
    assert all(10 <= len(text.split()) <= 60 for text in first)
    known = set(" ".join(TEXTS).split())
    words = [word for text in first for word in text.split()]
    assert 0.02 < sum(word not in known for word in words) / len(words) < 0.2


def test_a_stream_is_looked_at_first_when_warm_and_then_by_tenths(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    subjects = import_module("subjects")
    monkeypatch.setattr(subjects, "FIRST_MARK", 30)
    (tmp_path / "a.txt").write_text(TEXTS[1], "utf-8")
    jobs = subjects.Jobs(subjects.Texts(tmp_path, 1), threads=1, batch=8)
    lent = []
    jobs.read = lambda texts, batch: (lent.append(text) or batch for text in texts)
    marks = [(mark["articles"], len(lent)) for mark in jobs.stream(1000)]
    # Articles are made as they are read: never one more than was asked for.
    assert marks == [(n, n) for n in (30, *range(100, 1001, 100))]
