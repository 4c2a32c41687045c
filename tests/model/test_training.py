"""The commands of training on a small random model of AraBERT's architecture and tokenizer kind."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from transformers import (
    AutoTokenizer,
    BertForTokenClassification,
    ElectraForTokenClassification,
    pipeline,
)

from coalition_ie.arabic.reading import Reading
from coalition_ie.formats.conll import Sentence
from coalition_ie.tagger.model import TransformerTagger
from coalition_ie.tagger.reader import CheckpointOptions, PieceReader
from tests.checkpoints import TAGS, save
from training import evaluate, examples, prepare, train
from training.config import Schemes, read
from training.examples import Example
from training.options import HERE

TEXTS = (
    ("أعلن كارتر في الموصل نشر 20 جنديا.", ((5, 10, "PER"), (14, 20, "LOC"), (25, 33, "TROOP"))),
    ("قال التحالف الدولي إن كارتر في سوريا.", ((4, 18, "ORG"), (22, 27, "PER"), (31, 36, "LOC"))),
)  # fmt: skip


def write_examples(path: Path, repeat: int) -> None:
    record = (Example(f"t{i % 2}", text, spans) for i in range(repeat) for text, spans in TEXTS)
    examples.write(record, path)


def reader_of(folder: Path) -> PieceReader:
    return PieceReader(AutoTokenizer.from_pretrained(folder), CheckpointOptions(window=32))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("arabert", BertForTokenClassification),
        ("camelbert", BertForTokenClassification),
        ("araelectra", ElectraForTokenClassification),
    ],
)
def test_the_recipes_of_others_train_and_serve(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, kind: type
) -> None:
    monkeypatch.chdir(tmp_path)
    foreign = save(tmp_path / "foreign", planted=False, kind=kind)
    write_examples(tmp_path / "work/data/public.train.jsonl", 40)
    write_examples(tmp_path / "work/data/own.train.jsonl", 20)
    write_examples(tmp_path / "work/data/own.fold.jsonl", 20)
    recipe = (HERE / "configs" / f"{name}.toml").read_text("utf-8")
    # Without bf16 = "auto": it times products, and a test looks at no clock.
    fast = "rate = 3e-3\nbf16 = false"
    quick = recipe.replace("rate = 5e-5", fast).replace("rate = 3e-5", fast)
    (tmp_path / "quick.toml").write_text(quick, "utf-8")
    train.main(["--config", "quick.toml", "--encoder", str(foreign), "--out", "out"])
    out = tmp_path / "out"
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert [stage["name"] for stage in run["stages"]] == ["public", "own"]
    assert (out / "model.safetensors").is_file()
    assert not list(out.glob("*.bin"))
    config = json.loads((out / "config.json").read_text("utf-8"))
    assert (
        config["coalition_ie"] == {"temperature": 1.0} | tomllib.loads(recipe)["model"]["reading"]
    )
    text, spans = TEXTS[0]
    (mentions,) = TransformerTagger.from_pretrained(out).tag([Reading(text)])
    found = {(m.start, m.end, m.label) for m in mentions}
    assert found == set(spans)  # two texts seen eighty times: it has to know them by heart
    tagged = pipeline("token-classification", model=str(out), aggregation_strategy="simple")(text)
    assert {entity["entity_group"] for entity in tagged} <= {tag[2:] for tag in TAGS[1:]}


def test_spans_inside_words_are_lost_by_name(planted: Path) -> None:
    reader = reader_of(planted)
    example = Example("d", "وصل كارترالى بلده", ((4, 9, "PER"),))
    rows, lost = examples.windows([example], reader, TAGS)
    assert [(item.doc_id, item.surface, item.label) for item in lost] == [("d", "كارتر", "PER")]
    assert examples.IGNORED in rows[0]["labels"][1:-1]


def test_windows_count_every_piece_once(planted: Path) -> None:
    reader = reader_of(planted)
    text = "ذهب الى الموصل ثم عاد " * 40
    starts = [i for i in range(len(text)) if text.startswith("الموصل", i)]
    example = Example("d", text, tuple((i, i + 6, "LOC") for i in starts))
    rows, lost = examples.windows([example], reader, TAGS)
    tags = [label for row in rows for label in row["labels"] if label != examples.IGNORED]
    assert not lost
    assert len(tags) == len(reader(Reading(text)).pieces)
    assert tags.count(TAGS.index("B-LOC")) == len(starts)
    assert max(len(row["input_ids"]) for row in rows) == 32


def test_wikifane_words_are_joined_again() -> None:
    table = read(HERE / "schemes.toml", Schemes).rejoin
    sentence = Sentence(
        ("و", "مدينة", "ها", "لالاتحاد", "ف", "باريس"), ("O", "O", "O", "B-ORG", "O", "B-LOC")
    )
    joined = prepare.rejoin(sentence, table)
    assert joined.words == ("ومدينتها", "للاتحاد", "فباريس")
    assert joined.tags == ("O", "B-ORG", "B-LOC")
    (example,) = prepare.texts([joined], "w")
    cut = prepare.without_clitics(example)
    assert [cut.text[a:b] for a, b, _ in cut.spans] == ["لاتحاد", "باريس"]


def test_evaluating_a_word_tag_file(
    planted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = "وصل O\nكارتر B-PERS\nإلى O\nالموصل B-LOC\n. O\n\nفي O\nبغداد B-LOC\n"
    file = tmp_path / "f.conll"
    file.write_text(content, "utf-8")
    options = ["--model", str(planted), "--conll", str(file), "--map", "PERS=PER", "--json"]
    evaluate.main(options)
    scores = json.loads(capsys.readouterr().out)
    assert scores["labels"]["PER"]["f1"] == 1.0
    assert scores["labels"]["LOC"]["recall"] == 0.5
    assert "strict" in scores["mode"]
