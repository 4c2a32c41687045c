"""The tagger on small checkpoints: any length, any text, exact spans, batch equals single."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from coalition_ie import Extractor
from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import ModelError, ModelNotFoundError, TextError
from coalition_ie.tagger.model import TransformerTagger
from tests.checkpoints import TAGS, save
from tests.strategies import hostile_texts


@pytest.fixture(scope="module")
def tagger(planted: Path) -> TransformerTagger:
    return TransformerTagger.from_pretrained(planted)


def test_threads_are_those_of_the_process(planted: Path) -> None:
    before = torch.get_num_threads()
    try:
        TransformerTagger.from_pretrained(planted, threads=before + 1)
        assert torch.get_num_threads() == before + 1
    finally:
        torch.set_num_threads(before)


def found(tagger: TransformerTagger, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in tagger.tag([Reading(text)])[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل كارتر إلى الموصل.", [("كارتر", "PER"), ("الموصل", "LOC")]),
        ("للتحالف الدولي دور بالعراق", [("لتحالف الدولي", "ORG"), ("العراق", "LOC")]),
        ("في سورياوالعراق معا", [("سوريا", "LOC"), ("العراق", "LOC")]),
        ("في المـــوصِلّ، أمس", [("المـــوصِلّ", "LOC")]),
        ("«الموصل»", [("الموصل", "LOC")]),
    ],
)
def test_spans_are_cut_at_clitics_glue_and_marks(
    tagger: TransformerTagger, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(tagger, text) == expected


def test_the_article_behind_a_contraction_is_restored(tagger: TransformerTagger) -> None:
    (mention,) = tagger.tag([Reading("قال للتحالف الدولي")])[0]
    assert (mention.text, mention.normalized) == ("لتحالف الدولي", "التحالف الدولي")


def test_a_temperature_changes_scores_and_no_mention(planted: Path, tmp_path: Path) -> None:
    reading = {"normalisation": "fold", "split_clitics": True, "window": 32}
    warm = save(tmp_path, planted=True, coalition_ie=reading | {"temperature": 2.0})
    text = "وصل كارتر إلى الموصل."
    cold, warmer = (
        TransformerTagger.from_pretrained(m).tag([Reading(text)])[0] for m in (planted, warm)
    )
    assert [(m.start, m.end, m.label) for m in cold] == [(m.start, m.end, m.label) for m in warmer]
    assert all(a.score > b.score for a, b in zip(cold, warmer, strict=True))


@pytest.mark.parametrize("position", [0, 100, 5_000, 100_000])
def test_a_mention_is_found_wherever_it_stands(tagger: TransformerTagger, position: int) -> None:
    filler = "قال انه لم يكن هناك " * (position // 20)
    (mention,) = tagger.tag([Reading(filler + "الموصل" + " ثم عاد" * 50)])[0]
    assert mention.start == len(filler)


@pytest.mark.parametrize(
    "text",
    ["", "   \n\t", "only Latin here", "\ud800 الموصل \udfff", "\u0651" * 10_000, "ا" * 50_000],
)
def test_odd_texts_get_an_answer(tagger: TransformerTagger, text: str) -> None:
    for mention in tagger.tag([Reading(text)])[0]:
        assert text[mention.start : mention.end] == mention.text


def test_a_long_sentence_among_short_ones(tagger: TransformerTagger) -> None:
    text = "في الموصل.\n" * 300 + "قال إن الموصل " * 8_000
    assert len(tagger.tag([Reading(text)])[0]) == 8_300


def test_a_megabyte_on_one_line(tagger: TransformerTagger) -> None:
    text = "قال إن الموصل " * 40_000
    assert len(text.encode()) >= 1_000_000
    assert len(tagger.tag([Reading(text)])[0]) == 40_000


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(hostile_texts, min_size=1, max_size=4))
def test_a_batch_answers_as_single_texts_do(tagger: TransformerTagger, texts: list[str]) -> None:
    batch = tagger.tag([Reading(text) for text in texts], batch_size=3)
    single = [tagger.tag([Reading(text)])[0] for text in texts]
    for text, many, one in zip(texts, batch, single, strict=True):
        assert [(m.start, m.end, m.label) for m in many] == [(m.start, m.end, m.label) for m in one]
        assert [m.score for m in many] == pytest.approx([m.score for m in one], abs=2e-4)
        assert all(text[m.start : m.end] == m.text for m in many)


def test_a_text_that_is_none_is_named(planted: Path) -> None:
    extractor = Extractor.from_pretrained(planted)
    with pytest.raises(TextError, match="expected a str, got NoneType"):
        list(extractor.extract_many(["نص", None]))  # type: ignore[list-item]


def test_missing_and_unfit_checkpoints_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="no checkpoint"):
        TransformerTagger.from_pretrained(tmp_path / "nowhere")
    odd = save(tmp_path / "odd", planted=False, tags=("O", "B-PER"))
    with pytest.raises(ModelError, match="expected IOB2 tags"):
        TransformerTagger.from_pretrained(odd)
    bad = save(tmp_path / "bad", planted=False, coalition_ie={"normalisation": "none"})
    with pytest.raises(ModelError, match="is none of raw, plain, fold, arabert"):
        TransformerTagger.from_pretrained(bad)


def test_pickled_weights_are_refused(planted: Path, tmp_path: Path) -> None:
    for file in planted.iterdir():
        if file.suffix != ".safetensors":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="safetensors"):
        TransformerTagger.from_pretrained(tmp_path)


def changed(folder: Path, copy: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of a checkpoint with another config."""
    shutil.copytree(folder, copy)
    config = json.loads((copy / "config.json").read_text("utf-8"))
    change(config)
    (copy / "config.json").write_text(json.dumps(config), "utf-8")
    return copy


def sharded(folder: Path, copy: Path, shard: str) -> Path:
    """A copy of a checkpoint whose weights are in ``shard``, as an index says."""
    shutil.copytree(folder, copy)
    weights = load_file(copy / "model.safetensors")
    (copy / "model.safetensors").unlink()
    if shard.endswith(".safetensors"):
        save_file(weights, copy / shard, metadata={"format": "pt"})
    else:
        torch.save(weights, copy / shard)
    index = {"metadata": {}, "weight_map": dict.fromkeys(weights, shard)}
    (copy / "model.safetensors.index.json").write_text(json.dumps(index), "utf-8")
    return copy


def test_an_index_names_safetensors_of_its_folder(planted: Path, tmp_path: Path) -> None:
    whole = sharded(planted, tmp_path / "whole", "model-00001-of-00001.safetensors")
    assert found(TransformerTagger.from_pretrained(whole), "الموصل") == [("الموصل", "LOC")]


@pytest.mark.parametrize("shard", ["../outside.bin", "inside.bin", "../outside.safetensors"])
def test_an_index_that_names_other_files_is_refused_before_they_are_read(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shard: str
) -> None:
    folder = sharded(planted, tmp_path / "model", shard)
    monkeypatch.setattr(torch, "load", lambda *_, **__: pytest.fail("a pickle was read"))
    with pytest.raises(ModelError, match=f"name .safetensors files of its folder, got '{shard}'"):
        TransformerTagger.from_pretrained(folder)


def test_weights_of_elsewhere_are_refused(planted: Path, tmp_path: Path) -> None:
    other = changed(
        planted,
        tmp_path / "other",
        lambda config: config.update(transformers_weights="adapter_model.bin"),
    )
    with pytest.raises(ModelError, match=r"its config names 'adapter_model.bin'"):
        TransformerTagger.from_pretrained(other)
    adapter = changed(planted, tmp_path / "adapter", dict)
    (adapter / "adapter_config.json").write_text('{"base_model_name_or_path": "x"}', "utf-8")
    with pytest.raises(ModelError, match="expected a whole model, got an adapter"):
        TransformerTagger.from_pretrained(adapter)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_refused(
    planted: Path, tmp_path: Path, value: float
) -> None:
    folder = Path(shutil.copytree(planted, tmp_path / "model"))
    weights = load_file(folder / "model.safetensors")
    weights["classifier.bias"][3] = value
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="expected numbers, got nan or infinity in classifier"):
        TransformerTagger.from_pretrained(folder)


def test_a_tokenizer_with_more_pieces_than_the_embedding_is_refused(
    planted: Path, tmp_path: Path
) -> None:
    folder = changed(planted, tmp_path / "m", lambda c: c.update(vocab_size=c["vocab_size"] - 3))
    weights = load_file(folder / "model.safetensors")
    name = "bert.embeddings.word_embeddings.weight"
    rows = len(weights[name])
    weights[name] = weights[name][:-3].clone()
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match=f"pieces below {rows - 3}, .* got piece {rows - 1} "):
        TransformerTagger.from_pretrained(folder)


def test_labels_with_a_gap_are_refused(planted: Path, tmp_path: Path) -> None:
    folder = changed(
        planted, tmp_path / "m", lambda c: c["id2label"].update({"12": c["id2label"].pop("8")})
    )
    with pytest.raises(ModelError, match=r"numbered from 0 without a gap, got 0, .* 7, 12"):
        TransformerTagger.from_pretrained(folder)


def test_a_foreign_checkpoint_is_read_by_its_kind(foreign: Path) -> None:
    tagger = TransformerTagger.from_pretrained(foreign)
    reading = tagger.reader.options
    assert (reading.normalisation, reading.split_clitics, reading.window) == ("arabert", False, 512)
    text = "أعلن الجيش العراقي استعادة 3قرى غربي الأنبار."
    readings = [Reading(text), Reading("زوروا https://a.example/x ثم للللللتحالف ﻷميركا " + text)]
    encoded = tagger.encode(readings)
    for found, length in zip(
        tagger.spans(readings, encoded), (len(text), len(text) + 60), strict=True
    ):
        assert found
        assert all(0 <= span.start < span.end <= length for span in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_incomplete_checkpoints_are_refused(foreign: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(foreign, tmp_path / "headless"))
    weights = {k: v for k, v in load_file(copy / "model.safetensors").items() if "class" not in k}
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="weights lack classifier"):
        TransformerTagger.from_pretrained(copy)
    (copy / "model.safetensors").write_bytes(b"torn")
    with pytest.raises(ModelError, match="model '"):
        TransformerTagger.from_pretrained(copy)
    config = json.loads((copy / "config.json").read_text("utf-8"))
    config["attn_implementation"] = "someone/kernel"
    (copy / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match="attention code"):
        TransformerTagger.from_pretrained(copy)
    with pytest.raises(ModelError, match="model '"):
        TransformerTagger.from_pretrained(foreign, device="nowhere")


def test_labels_outside_the_ontology_are_left_out_and_said(tmp_path: Path) -> None:
    tags = ("O", "B-PERS", "I-PERS", "B-MISC", "I-MISC", *TAGS[3:7])
    folder = save(tmp_path / "misc", planted=False, tags=tags)
    with pytest.warns(UserWarning, match="MISC: not in the ontology"):
        tagger = TransformerTagger.from_pretrained(folder)
    assert tagger.labels == {"LOC": "LOC", "MISC": None, "ORG": "ORG", "PERS": "PER"}
