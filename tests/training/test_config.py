"""The TOML files of training: those that are here are valid, and what cannot be is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import train
from training.config import Schemes, Sources, Table, Training, read
from training.examples import Example, write
from training.examples import read as read_examples
from training.options import HERE

CONFIG = """\
[model]
encoder = "training/encoder"
[model.reading]
normalisation = "fold"
split_clitics = true
window = 128
[train]
seed = 1
out = "work/new"
[[stage]]
name = "public"
epochs = 2
rate = 5e-4
batch = 16
data = ["a.jsonl"]
[[stage]]
name = "own"
epochs = 2
rate = 5e-4
batch = 8
data = ["b.jsonl"]
augment = { copies = 1, names = 0.4, noise = 0.02, lists = "names.json" }
[joint]
epochs = 7
rate = 3e-4
heads_rate = 1e-3
batch = 3
data = ["c.jsonl"]
lists = "others.json"
vary = 0.5
names = 0.1
noise = 0.01
"""

REFUSED = (
    ("epochs = 2", "epoch = 2", "stage[0]: object contains unknown field `epoch`"),
    ("seed = 1", "", "train: object missing required field `seed`"),
    ("[train]", "[trian]", "object contains unknown field `trian`"),
    ("batch = 8", 'batch = "8"', "stage[1].batch: expected `int`, got `str` '8'"),
    ("batch = 16", "batch = 1.5", "stage[0].batch: expected `int`, got `float` 1.5"),
    ("split_clitics = true", "split_clitics = 1", "expected `bool`, got `int` 1"),
    ("rate = 5e-4", "rate = 0", "stage[0].rate: expected `float` > 0.0, got 0"),
    ("rate = 5e-4", "rate = -1e-3", "stage[0].rate: expected `float` > 0.0, got -0.001"),
    ("epochs = 2", "epochs = 0", "stage[0].epochs: expected `float` > 0.0, got 0"),
    ('["a.jsonl"]', "[]", "stage[0].data: expected `array` of length >= 1, got []"),
    ('["b.jsonl"]', '["b.jsonl", 3]', "stage[1].data[1]: expected `str`, got `int` 3"),
    ("names = 0.4", "names = 4", "stage[1].augment.names: expected `float` <= 1.0, got 4"),
    ("copies = 1, ", "", "stage[1].augment: object missing required field `copies`"),
    ('"own"', '"public"', "expected stages of different names, got public, public"),
    ('"fold"', '"lower"', "model.reading: normalisation 'lower' is none of"),
    ("window = 128", "window = 4", "model.reading: expected a window of 16 pieces or more, got 4"),
    ("window = 128", "window =", "expected TOML: "),
    ("epochs = 7", "epochs = 7.5", "joint.epochs: expected `int`, got `float` 7.5"),
    ("epochs = 7", "epochs = 0", "joint.epochs: expected `int` >= 1, got 0"),
    ("rate = 3e-4", "rate = 1", "joint.rate: expected `float` < 1.0, got 1"),
    ("heads_rate = 1e-3", "heads_rate = 0", "joint.heads_rate: expected `float` > 0.0, got 0"),
    ("heads_rate = 1e-3", "", "joint: object missing required field `heads_rate`"),
    ('["c.jsonl"]', "[]", "joint.data: expected `array` of length >= 1, got []"),
    ('lists = "others.json"', "", "joint: object missing required field `lists`"),
    ("vary = 0.5", "vary = 5", "joint.vary: expected `float` <= 1.0, got 5"),
    ("vary = 0.5", "vary = 0.5\nwidths = 8", "joint: object contains unknown field `widths`"),
    ("vary = 0.5", "vary = 0.5\nwidth = 0", "joint.width: expected `int` >= 1, got 0"),
    ("vary = 0.5", "vary = 0.5\ndropout = 2", "joint.dropout: expected `float` <= 1.0, got 2"),
    ("[joint]", "[[joint]]", "joint: expected `object | null`, got `array`"),
)


def write_config(folder: Path, content: str) -> Path:
    path = folder / "new.toml"
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize("path", sorted((HERE / "configs").glob("*.toml")), ids=lambda p: p.stem)
def test_every_config_that_is_here_is_valid(path: Path) -> None:
    config = read(path, Training)
    assert config.stage or config.joint


@pytest.mark.parametrize(("name", "kind"), [("sources", Sources), ("schemes", Schemes)])
def test_so_are_the_other_tables(name: str, kind: type[Table]) -> None:
    assert read(HERE / f"{name}.toml", kind)


def test_a_config_is_read_into_types(tmp_path: Path) -> None:
    config = read(write_config(tmp_path, CONFIG), Training)
    assert [stage.rate for stage in config.stage] == [5e-4, 5e-4]
    assert config.stage[1].augment is not None
    assert config.stage[1].augment.names == 0.4
    assert config.model.reading.checkpoint().window == 128
    assert config.joint is not None
    assert (config.joint.epochs, config.joint.data, config.joint.narrow) == (7, ["c.jsonl"], 128)


@pytest.mark.parametrize(("right", "wrong", "message"), REFUSED)
def test_what_cannot_be_is_refused(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert right in CONFIG
    path = write_config(tmp_path, CONFIG.replace(right, wrong, 1))
    with pytest.raises(ValueError) as refused:
        read(path, Training)
    assert str(refused.value).startswith(f"{path}: ")
    assert message in str(refused.value)


def test_the_command_tells_it_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_config(tmp_path, CONFIG.replace("batch = 16", "batch = 0"))
    with pytest.raises(SystemExit):
        train.main(["--config", str(path)])
    assert f"{path}: stage[0].batch: expected `int` >= 1, got 0" in capsys.readouterr().err


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    example = Example("d", "وصل كارتر", ((4, 9, "PER"),))
    assert write([example] * 2, tmp_path / "new" / "examples.jsonl") == 2
    assert list(read_examples(tmp_path / "new" / "examples.jsonl")) == [example] * 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"doc_id": "d", "text": "ab", "spans": [[0, 3, "PER"]]}', "PER 0:3 is outside the text"),
        ('{"doc_id": "d", "text": "ab", "spans": [[0, "2", "PER"]]}', "Expected `int`, got `str`"),
        ('{"doc_id": "d", "text": "ab"}', "missing required field `spans`"),
        ("{", "truncated"),
    ],
)
def test_a_line_that_is_no_example_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "examples.jsonl"
    path.write_text('{"doc_id": "d", "text": "ab", "spans": []}\n' + line + "\n", "utf-8")
    with pytest.raises(ValueError, match=f"{path}:2: .*{message}"):
        list(read_examples(path))
