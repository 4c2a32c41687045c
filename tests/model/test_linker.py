"""A checkpoint with event heads beside it: loaded, used for other taggers, and still ordinary."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForTokenClassification, ModernBertForTokenClassification
from transformers import pipeline as transformers_pipeline

from coalition_ie import Document, Extractor, Mention, pipeline
from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import ModelError
from coalition_ie.events.exported import CONFIG, WEIGHTS
from coalition_ie.events.inputs import FEATURES, KINDS
from coalition_ie.tagger import model
from coalition_ie.tagger.model import TransformerTagger
from tests.checkpoints import TAGS, save
from tests.linking import small_heads

TEXT = "أعلن كارتر أمس إرسال 560 جنديا إلى العراق. ووصل كارتر إلى الموصل."


class Cities:
    """A tagger without heads that finds one city."""

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        at = [reading.text.index("الموصل") for reading in readings]
        return [(Mention(start=i, end=i + 6, text="الموصل", label="LOC"),) for i in at]


@pytest.fixture(scope="module")
def modern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random checkpoint of our encoder's architecture with random heads beside it."""
    reading = {"normalisation": "fold", "split_clitics": True, "window": 32}
    folder = tmp_path_factory.mktemp("modern")
    save(folder, planted=False, kind=ModernBertForTokenClassification, coalition_ie=reading)
    small_heads(hidden=64).save_pretrained(folder)
    return folder


@pytest.fixture
def shipped(modern: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small checkpoint in the place of the one that ships."""
    monkeypatch.setattr(model, "default_model", lambda: modern)
    monkeypatch.setattr(pipeline, "_loaded", lru_cache(pipeline._loaded.__wrapped__))
    return modern


def given(text: str, *names: tuple[str, str]) -> Document:
    places = [(text.index(name), name, label) for name, label in names]
    mentions = [Mention(start=i, end=i + len(n), text=n, label=label) for i, n, label in places]
    return Document(text=text, mentions=tuple(mentions))


def test_a_checkpoint_with_heads_gives_events(modern: Path) -> None:
    extractor = Extractor.from_pretrained(modern)
    document = extractor.extract(TEXT)
    assert extractor.events is extractor.tagger
    assert document.events
    assert {e.role for event in document.events for e in event.evidence} > {"trigger", "status"}
    assert Document.from_dict(document.to_dict()) == document


def test_events_are_linked_to_the_mentions_that_are_given(modern: Path) -> None:
    document = given(TEXT, ("كارتر", "PER"), ("الموصل", "LOC"))
    read = Extractor.from_pretrained(modern).with_events(document)
    assert (read.text, read.mentions) == (document.text, document.mentions)
    assert [time.text for time in read.dates] == ["أمس"]
    used = {argument.text for event in read.events for _, argument in event.arguments()}
    assert used == {"كارتر", "الموصل", "أمس"}


@pytest.mark.parametrize("batch_size", [1, 3])
def test_a_batch_gives_the_events_of_each_text(modern: Path, batch_size: int) -> None:
    extractor = Extractor.from_pretrained(modern)
    texts = ["", TEXT, "في الموصل.", TEXT * 3, "، ."]
    many = extractor.extract_many(texts, batch_size=batch_size)
    for together, text in zip(many, texts, strict=True):
        alone = extractor.extract(text)
        assert [event.trigger for event in together.events] == [e.trigger for e in alone.events]
        assert [event.score for event in together.events] == pytest.approx(
            [event.score for event in alone.events], abs=2e-4
        )


def test_the_state_of_a_word_is_the_mean_of_its_pieces(modern: Path) -> None:
    tagger = TransformerTagger.from_pretrained(modern)
    (encoded,) = tagger.encode([Reading("وصل كارتر، ثم غادر.")])  # shorter than a window
    seen = encoded.input
    ids = torch.tensor([[*tagger.reader.prefix, *seen.pieces, *tagger.reader.suffix]])
    with torch.inference_mode():
        rows = tagger.engine.model(input_ids=ids, output_hidden_states=True).hidden_states[-1][0]
    rows = rows[len(tagger.reader.prefix) :]
    assert encoded.states.shape == (len(seen.words), 64)
    for word, state in enumerate(encoded.states):
        own = [rows[i].numpy() for i, of in enumerate(seen.word_of) if of == word]
        assert np.allclose(state, np.mean(own, 0), atol=1e-5)


def test_a_text_without_words_has_no_states(modern: Path) -> None:
    tagger = TransformerTagger.from_pretrained(modern)
    for text in ("", " \n"):
        (encoded,) = tagger.encode([Reading(text)])
        assert encoded.states.shape == (0, 64)


def test_a_checkpoint_without_heads_takes_those_of_the_model_that_ships(
    foreign: Path, shipped: Path
) -> None:
    extractor = Extractor.from_pretrained(foreign)
    assert isinstance(extractor.tagger, TransformerTagger)
    assert extractor.tagger.linker is None
    document = given(TEXT, ("كارتر", "PER"), ("الموصل", "LOC"))
    read = extractor.with_events(document)
    assert read.events
    assert read == Extractor.from_pretrained(shipped).with_events(document)
    assert extractor.events is Extractor(tagger=Cities()).events  # loaded once


def test_any_tagger_takes_them(shipped: Path) -> None:
    text = "وصل إلى الموصل."
    document = Extractor(tagger=Cities()).extract(text)
    assert [mention.text for mention in document.mentions] == ["الموصل"]
    assert document.events
    assert pipeline.with_events(given(text, ("الموصل", "LOC"))).events == document.events


def test_a_tagger_may_bring_the_heads_of_another_checkpoint(modern: Path) -> None:
    events = TransformerTagger.from_pretrained(modern)
    extractor = Extractor(tagger=Cities(), events=events)
    assert extractor.events is events
    assert extractor.extract(TEXT).events


def test_heads_change_no_mention(modern: Path, tmp_path: Path) -> None:
    bare = Path(shutil.copytree(modern, tmp_path / "bare"))
    (bare / CONFIG).unlink()
    (bare / WEIGHTS).unlink()
    readings = [Reading(TEXT), Reading(TEXT * 4)]
    with_heads, without = map(TransformerTagger.from_pretrained, (modern, bare))
    assert without.linker is None
    assert with_heads.tag(readings) == without.tag(readings)


def test_damaged_heads_are_an_error_that_names_the_folder(modern: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(modern, tmp_path / "model"))
    (folder / WEIGHTS).write_bytes(b"torn")
    with pytest.raises(ModelError, match=r"^event heads of '") as error:
        TransformerTagger.from_pretrained(folder)
    assert str(folder) in str(error.value)
    (folder / CONFIG).write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"^event heads of '"):
        TransformerTagger.from_pretrained(folder)


def test_with_heads_it_is_an_ordinary_checkpoint_of_the_ecosystem(modern: Path) -> None:
    _, report = AutoModelForTokenClassification.from_pretrained(modern, output_loading_info=True)
    assert not report["missing_keys"] and not report["unexpected_keys"]
    tagged = transformers_pipeline("token-classification", model=str(modern))(TEXT)
    assert {entity["entity"] for entity in tagged} <= set(TAGS)
    assert not any("event" in key for key in json.loads((modern / "config.json").read_text()))


def test_the_states_that_decide_are_those_of_the_whole_reading() -> None:
    heads, draw = small_heads().eval(), torch.Generator().manual_seed(1)
    s, m, t = 2, 9, 3
    states = torch.randn(s, m, heads.config["hidden"], generator=draw)
    tags = torch.randint(0, 2 * len(KINDS) + 1, (s, m), generator=draw)
    mask = torch.ones(s, m, dtype=torch.bool)
    mask[1, 6:] = False
    with torch.inference_mode():
        words = heads.read(states, torch.zeros(s, m, FEATURES, dtype=torch.long), tags, mask)
        around = torch.zeros(s, m, dtype=torch.long)
        where, place, kind = torch.tensor([[0, 0, 1], [2, 7, 4], [0, 1, 0]])
        given = words, tags, mask, around, where, place, kind
        wanted = torch.tensor([[2, 0, 5], [7, 7, 7], [4, 1, 2]])
        whole, some = heads.prime(*given), heads.prime(*given, wanted)
    for trigger in range(t):
        for at in wanted[trigger].tolist():
            assert torch.allclose(some[trigger, at], whole[trigger, at], atol=1e-5)
    assert some[0, 8].abs().max() == 0
