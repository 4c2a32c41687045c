"""The joint stage on a small random encoder: what it reads of documents, writes, and repeats."""

from __future__ import annotations

import json
import random
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import ModernBertForTokenClassification

from coalition_ie import Document, Extractor, Mention, Span
from coalition_ie.arabic.reading import Reading
from coalition_ie.events.exported import CONFIG, WEIGHTS
from coalition_ie.events.heads import EventHeads
from coalition_ie.events.inputs import FEATURES, KINDS, features_of
from coalition_ie.formats.jsonl import write_jsonl
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.tagger.reader import CheckpointOptions, PieceReader
from tests.checkpoints import TAGS, bert_tokenizer, save
from tests.linking import small_heads
from tests.samples import DOCUMENT, SUNDAY, TEXT
from training import joint, train
from training.augment import Lists
from training.config import Joint
from training.examples import IGNORED
from training.joint import Annotated

DISPATCH = replace(DOCUMENT, doc_id="original", dates=(SUNDAY,), events=())
NEWS = replace(DOCUMENT, doc_id="7")
CONFIG_FILE = """\
[model]
encoder = "encoder"
[model.reading]
normalisation = "fold"
split_clitics = true
window = 32
[train]
seed = 1
out = "made"
[[stage]]
name = "public"
epochs = 1
rate = 1e-3
batch = 2
data = ["none.jsonl"]
[joint]
epochs = 2
rate = 1e-3
heads_rate = 1e-2
batch = 2
data = ["documents.jsonl"]
lists = "names.json"
vary = 0.5
names = 0.5
noise = 0.05
width = 16
narrow = 8
primed = 1
bf16 = false
"""


@pytest.fixture(scope="module")
def reader() -> PieceReader:
    options = CheckpointOptions(normalisation="fold", split_clitics=True, window=32)
    return PieceReader(bert_tokenizer(()), options)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that a run reads, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "encoder", planted=False, kind=ModernBertForTokenClassification)
    documents = [NEWS, DISPATCH, replace(NEWS, doc_id="8")]
    lines = "".join(map(write_jsonl, documents))
    (tmp_path / "documents.jsonl").write_text(lines, "utf-8")
    names = {"given": ["سليم"], "family": ["الناطور"], "places": ["رأس الماء"]}
    (tmp_path / "names.json").write_text(json.dumps(names), "utf-8")
    (tmp_path / "joint.toml").write_text(CONFIG_FILE, "utf-8")
    return tmp_path


def run(place: Path, out: str, *options: str) -> Path:
    train.main(["--config", "joint.toml", "--stages", "joint", "--out", out, *options])
    return place / out


def surfaces(annotated: Annotated) -> list[str]:
    return [annotated.text[start:end] for start, end, _ in annotated.spans]


@pytest.mark.filterwarnings("ignore")
def test_a_run_writes_a_checkpoint_with_heads_and_tells_what_it_did(place: Path) -> None:
    out = run(place, "made")
    told = json.loads((out / "run.json").read_text("utf-8"))
    (stage,) = told["stages"]
    assert (stage["name"], stage["texts"], len(stage["loss"])) == ("joint", 3, 2)
    assert {name for losses in stage["loss"] for name in losses} == set(joint.WEIGHTS)
    assert stage["sha256"].keys() == {"documents.jsonl"}
    assert told["config"]["joint"]["heads_rate"] == 1e-2
    heads = EventHeads.from_pretrained(out)
    assert (heads.config["width"], heads.config["narrow"], heads.config["hidden"]) == (16, 8, 64)
    assert heads.config["types"] == list(ontology().events)
    assert heads.config["roles"] == list(ROLES)
    document = Extractor.from_pretrained(out).extract(TEXT, threshold=0.0)
    assert Document.from_dict(document.to_dict()) == document


@pytest.mark.filterwarnings("ignore")
def test_a_seed_gives_the_same_weights_and_another_gives_others(place: Path) -> None:
    first, again = run(place, "first"), run(place, "again")
    other = run(place, "other", "--seed", "2")
    for name in (WEIGHTS, "model.safetensors"):
        weights = [(folder / name).read_bytes() for folder in (first, again, other)]
        assert weights[0] == weights[1] != weights[2]
    assert (first / CONFIG).read_bytes() == (again / CONFIG).read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_a_document_can_be_left_out(place: Path) -> None:
    out = run(place, "made", "--leave-out", "8")
    told = json.loads((out / "run.json").read_text("utf-8"))
    assert (told["leave_out"], told["stages"][0]["texts"]) == ("8", 2)


def test_a_document_that_is_not_read_cannot_be_left_out(place: Path) -> None:
    with pytest.raises(SystemExit, match=r"no document '9' to leave out in documents.jsonl"):
        run(place, "made", "--leave-out", "9")


def test_a_config_without_the_stage_has_none_to_run(place: Path) -> None:
    bare = CONFIG_FILE[: CONFIG_FILE.index("[joint]")]
    (place / "joint.toml").write_text(bare, "utf-8")
    with pytest.raises(SystemExit, match=r"joint.toml: no stage joint"):
        run(place, "made")


def test_documents_are_read_as_they_were_written(place: Path) -> None:
    first, second, third = joint.read(["documents.jsonl"])
    assert first == Annotated.of(NEWS)
    assert (second.doc_id, second.events) == ("original", [])
    assert (third.spans, third.events) == (first.spans, first.events)


def test_events_refer_to_spans_by_position() -> None:
    annotated = Annotated.of(NEWS)
    assert surfaces(annotated)[: len(NEWS.mentions)] == [m.text for m in NEWS.mentions]
    for event, (trigger, kind, status, arguments) in zip(
        NEWS.events, annotated.events, strict=True
    ):
        assert (kind, status) == (event.type, event.status)
        assert surfaces(annotated)[trigger] == event.trigger.text
        assert [(role, surfaces(annotated)[i]) for role, i in arguments] == [
            (role, argument.text) for role, argument in event.arguments()
        ]


def test_the_example_of_a_document_has_its_mentions_alone() -> None:
    example = Annotated.of(NEWS).example()
    assert [label for *_, label in example.spans] == [m.label for m in NEWS.mentions]


@pytest.mark.parametrize("seed", range(5))
def test_a_variant_keeps_its_triggers_and_events(seed: int) -> None:
    lists = Lists(
        given=["سليم"], family=["الناطور"], places=["رأس الماء"], organisations=["الهيئة"]
    )
    annotated = Annotated.of(NEWS)
    varied = annotated.varied(lists, random.Random(seed), 1.0, 0.0)
    assert varied.events == annotated.events
    assert [label for *_, label in varied.spans] == [label for *_, label in annotated.spans]
    for (*_, label), before, after in zip(
        annotated.spans, surfaces(annotated), surfaces(varied), strict=True
    ):
        assert label in ("PER", "LOC", "ORG") or before == after
    assert "بغداد" not in varied.text
    assert "رأس الماء" in surfaces(varied)


def test_what_a_model_shall_find_in_a_text(reader: PieceReader) -> None:
    heads = small_heads()
    item = joint.item_of(Annotated.of(NEWS), reader, TAGS, heads)
    words = Reading(TEXT).words
    assert len(item.features) == len(words)
    assert len(item.tags) == len(item.pieces) == len(item.word_of)
    found = {words[i].key: trigger for i, trigger in item.triggers.items()}
    types, statuses = list(ontology().events), list(ontology().statuses)
    assert {key: (types[t.type], statuses[t.status]) for key, t in found.items()} == {
        "وصل": ("VISIT", "actual"),
        "ستنشر": ("DEPLOY", "planned"),
        "تقصف": ("STRIKE", "denied"),
    }
    for event in NEWS.events:
        roles = found[event.trigger.text].roles
        given = {
            (TEXT[words[a].start : words[b - 1].end], KINDS[kind], ROLES[role])
            for (a, b, kind), role in roles.items()
        }
        assert given == {(one.text, one.label, role) for role, one in event.arguments()}
        assert roles.keys() <= set(item.candidates)


def test_two_events_of_one_word_count_as_the_first(reader: PieceReader) -> None:
    text = "غارة على الرقة"
    place = Mention(start=9, end=14, text="الرقة", label="LOC")
    trigger = Span(start=0, end=4, text="غارة")
    strike = replace(NEWS.events[0], type="STRIKE", trigger=trigger, actors=(), places=(place,))
    events = tuple(replace(strike, type=kind, dates=()) for kind in ("STRIKE", "BATTLE"))
    document = Document(text=text, mentions=(place,), events=events, doc_id="1")
    item = joint.item_of(Annotated.of(document), reader, TAGS, small_heads())
    (found,) = item.triggers.values()
    assert list(ontology().events)[found.type] == "STRIKE"


@pytest.mark.parametrize("seed", range(5))
def test_a_batch_holds_every_piece_word_and_trigger_once(reader: PieceReader, seed: int) -> None:
    heads = small_heads()
    items = [joint.item_of(Annotated.of(d), reader, TAGS, heads) for d in (NEWS, DISPATCH)]
    batch = joint.batch_of(items, reader, random.Random(seed))
    pieces = [piece for item in items for piece in item.pieces]
    assert batch.ids.flatten()[batch.places].tolist() == pieces
    assert batch.ids.shape[1] <= 32
    labels = [tag for item in items for tag in item.tags]
    assert batch.labels.flatten()[batch.places].tolist() == labels
    assert int((batch.labels != IGNORED).sum()) == sum(tag != IGNORED for tag in labels)
    shown = torch.cat([part.words[part.mask] for part in batch.parts])
    assert sorted(shown.tolist()) == list(range(batch.words))
    triggers = [row for part in batch.parts for row in part.triggers.tolist()]
    assert len(triggers) == len(NEWS.events)
    for part in batch.parts:
        rows, places, kinds, _ = part.triggers.T
        assert part.types[rows, places].tolist() == kinds.tolist()
        assert (part.types[part.mask] != IGNORED).all()
        assert (part.types[~part.mask] == IGNORED).all()
        assert 1 <= part.lexicon.shape[-1] <= FEATURES
        trigger, first, last, role, kind = part.pairs.T
        assert (first < last).all() and (role <= len(ROLES)).all() and (kind < len(KINDS)).all()
        assert (trigger < len(part.triggers)).all()


def test_roles_of_a_batch_are_those_of_the_annotation(
    reader: PieceReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joint, "LEFT_OUT", 0.0)
    monkeypatch.setattr(joint, "PUT_IN", 0.0)
    item = joint.item_of(Annotated.of(NEWS), reader, TAGS, small_heads())
    batch = joint.batch_of([item], reader, random.Random(1))
    given = [ROLES[role] for part in batch.parts for role in part.pairs[:, 3] if role < len(ROLES)]
    assert sorted(given) == sorted(role for event in NEWS.events for role, _ in event.arguments())


def test_features_are_known_from_three_times_on() -> None:
    (row,) = [name for name in features_of("وصل") if name.startswith("row:visit")]
    model = Namespace(config=Namespace(hidden_size=4))
    wanted = Joint(
        epochs=1, rate=0.1, heads_rate=0.1, batch=1, data=["d"], lists="l", vary=0, names=0, noise=0
    )
    few = joint.fresh_heads(model, [Annotated.of(NEWS)] * 2, wanted)
    many = joint.fresh_heads(model, [Annotated.of(NEWS)] * 3, wanted)
    assert row not in few.config["features"]
    assert row in many.config["features"]
