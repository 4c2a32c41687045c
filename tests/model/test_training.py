"""The training scripts on a small random model of AraBERT's architecture and tokenizer kind."""

from __future__ import annotations

import importlib
import json
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from transformers import BertForTokenClassification, ElectraForTokenClassification, pipeline

from coalition_ie import extract
from coalition_ie.arabic.reading import Reading
from tests.model.conftest import TAGS, save

TRAINING = Path(__file__).parents[2] / "training"
TEXTS = (
    ("أعلن كارتر في الموصل نشر 20 جنديا.", [(5, 10, "PER"), (14, 20, "LOC"), (25, 33, "TROOP")]),
    ("قال التحالف الدولي إن كارتر في سوريا.", [(4, 18, "ORG"), (22, 27, "PER"), (31, 36, "LOC")]),
)  # fmt: skip


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(TRAINING))
    monkeypatch.chdir(tmp_path)

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load


def write_examples(path: Path, repeat: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for i in range(repeat):
            for text, spans in TEXTS:
                record = {"doc_id": f"t{i % 2}", "text": text, "spans": spans}
                lines.write(json.dumps(record) + "\n")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("arabert", BertForTokenClassification),
        ("camelbert", BertForTokenClassification),
        ("araelectra", ElectraForTokenClassification),
    ],
)
def test_the_recipes_of_others_train_and_serve(  # type: ignore[no-untyped-def]
    script, tmp_path: Path, name: str, kind: type
) -> None:
    foreign = save(tmp_path / "foreign", planted=False, kind=kind)
    write_examples(tmp_path / "work/data/public.train.jsonl", 40)
    write_examples(tmp_path / "work/data/own.train.jsonl", 20)
    write_examples(tmp_path / "work/data/own.fold.jsonl", 20)
    recipe = (TRAINING / "configs" / f"{name}.toml").read_text("utf-8")
    quick = recipe.replace("rate = 5e-5", "rate = 3e-3").replace("rate = 3e-5", "rate = 3e-3")
    (tmp_path / "quick.toml").write_text(quick, "utf-8")
    script("train").main(["--config", "quick.toml", "--encoder", str(foreign), "--out", "out"])
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
    found = {(m.start, m.end, m.label) for m in extract(text, model=out).mentions}
    assert found == set(spans)  # two texts seen eighty times: it has to know them by heart
    tagged = pipeline("token-classification", model=str(out), aggregation_strategy="simple")(text)
    assert {entity["entity_group"] for entity in tagged} <= {tag[2:] for tag in TAGS[1:]}


def test_spans_inside_words_are_lost_by_name(script, planted: Path) -> None:  # type: ignore[no-untyped-def]
    examples = script("examples")
    from transformers import AutoTokenizer

    from coalition_ie.tagger.reader import CheckpointOptions, PieceReader

    reader = PieceReader(AutoTokenizer.from_pretrained(planted), CheckpointOptions(window=32))
    example = examples.Example("d", "وصل كارترالى بلده", ((4, 9, "PER"),))
    rows, lost = examples.windows([example], reader, TAGS)
    assert [(item.doc_id, item.surface, item.label) for item in lost] == [("d", "كارتر", "PER")]
    assert examples.IGNORED in rows[0]["labels"][1:-1]


def test_windows_count_every_piece_once(script, planted: Path) -> None:  # type: ignore[no-untyped-def]
    examples = script("examples")
    from transformers import AutoTokenizer

    from coalition_ie.tagger.reader import CheckpointOptions, PieceReader

    reader = PieceReader(AutoTokenizer.from_pretrained(planted), CheckpointOptions(window=32))
    text = "ذهب الى الموصل ثم عاد " * 40
    starts = [i for i in range(len(text)) if text.startswith("الموصل", i)]
    example = examples.Example("d", text, tuple((i, i + 6, "LOC") for i in starts))
    rows, lost = examples.windows([example], reader, TAGS)
    tags = [label for row in rows for label in row["labels"] if label != examples.IGNORED]
    assert not lost
    assert len(tags) == len(reader(Reading(text)).pieces)
    assert tags.count(TAGS.index("B-LOC")) == len(starts)
    assert max(len(row["input_ids"]) for row in rows) == 32


def test_wikifane_words_are_joined_again(script) -> None:  # type: ignore[no-untyped-def]
    prepare = script("prepare")
    table = tomllib.loads((TRAINING / "schemes.toml").read_text("utf-8"))["rejoin"]
    sentence = prepare.Sentence(
        ("و", "مدينة", "ها", "لالاتحاد", "ف", "باريس"), ("O", "O", "O", "B-ORG", "O", "B-LOC")
    )
    joined = prepare.rejoin(sentence, table)
    assert joined.words == ("ومدينتها", "للاتحاد", "فباريس")
    assert joined.tags == ("O", "B-ORG", "B-LOC")
    (example,) = prepare.texts([joined], "w")
    cut = prepare.without_clitics(example)
    assert [cut.text[a:b] for a, b, _ in cut.spans] == ["لاتحاد", "باريس"]


def test_evaluating_a_word_tag_file(script, planted: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    content = "وصل O\nكارتر B-PERS\nإلى O\nالموصل B-LOC\n. O\n\nفي O\nبغداد B-LOC\n"
    (tmp_path / "f.conll").write_text(content, "utf-8")
    options = ["--model", str(planted), "--conll", "f.conll", "--map", "PERS=PER", "--json"]
    script("evaluate").main(options)
    scores = json.loads(capsys.readouterr().out)
    assert scores["labels"]["PER"]["f1"] == 1.0
    assert scores["labels"]["LOC"]["recall"] == 0.5
    assert "strict" in scores["mode"]
