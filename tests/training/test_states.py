"""A run that was killed goes on to the weights of one that was not; what a run may be told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from transformers import ModernBertForTokenClassification, Trainer

from coalition_ie.events.exported import CONFIG, WEIGHTS
from coalition_ie.events.heads import EventHeads
from coalition_ie.formats.jsonl import read_jsonl
from tests.checkpoints import save
from tests.samples import DOCUMENT
from tests.training.test_joint import CONFIG_FILE, NEWS, place, run  # noqa: F401 - a fixture
from training import examples, prepare, states, train
from training.examples import Example

SCORES = {"epoch", "mentions", "triggers", "arguments", "status"}


class Killed(BaseException):
    """Nothing in a run takes this for an error."""


def kill_after_first_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run ends as soon as the state of an epoch is there, in either kind of stage."""
    write, write_trainer = states.save, Trainer._save_checkpoint

    def killed(path: Path, state: Mapping[str, Any]) -> None:
        write(path, state)
        if path.stem == "epoch":
            raise Killed

    def killed_trainer(self: Trainer, *args: Any, **options: Any) -> None:
        write_trainer(self, *args, **options)
        raise Killed

    monkeypatch.setattr(states, "save", killed)
    monkeypatch.setattr(Trainer, "_save_checkpoint", killed_trainer)


@pytest.fixture
def both(place: Path) -> Path:  # noqa: F811
    """The folder with a config of two stages: tags alone, then together."""
    config = CONFIG_FILE.replace("epochs = 1", "epochs = 2\nbf16 = false\naverage = 0.1")
    (place / "joint.toml").write_text(config, "utf-8")
    examples.write([Example.of(NEWS), Example.of(DOCUMENT)] * 3, place / "none.jsonl")
    return place


def weights(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in (WEIGHTS, "model.safetensors")]


def told(out: Path) -> Any:
    return json.loads((out / "run.json").read_text("utf-8"))


@pytest.mark.filterwarnings("ignore")
def test_a_killed_run_goes_on_to_the_same_weights(
    both: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = both / "whole"
    train.main(["--config", "joint.toml", "--out", "whole"])
    for _ in range(3):  # killed in the first epoch of each stage
        with monkeypatch.context() as patched, pytest.raises(Killed):
            kill_after_first_epoch(patched)
            train.main(["--config", "joint.toml", "--out", "killed", "--resume"])
        if (both / "killed" / states.JOINT / "epoch.pt").is_file():
            break
    train.main(["--config", "joint.toml", "--out", "killed", "--resume"])
    assert weights(whole) == weights(both / "killed")
    losses = [[stage["loss"] for stage in told(out)["stages"]] for out in (whole, both / "killed")]
    assert losses[0] == losses[1]
    kept = {path.name for path in whole.iterdir()}
    assert kept == {path.name for path in (both / "killed").iterdir()}
    assert not kept & {states.RUN, states.TRAINER, states.JOINT}


@pytest.mark.filterwarnings("ignore")
def test_scores_are_kept_and_change_no_weights(both: Path) -> None:
    quiet = both / "quiet"
    train.main(["--config", "joint.toml", "--out", "quiet", "--limit", "2", "--epochs", "1"])
    options = ["--eval-every", "1", "--eval-data", "documents.jsonl", "--limit", "2"]
    train.main(["--config", "joint.toml", "--out", "scored", "--epochs", "1", *options])
    assert weights(quiet) == weights(both / "scored")
    public, together = told(both / "scored")["stages"]
    assert [set(scores) for scores in public["scores"]] == [{"epoch", "mentions"}]
    assert [set(scores) for scores in together["scores"]] == [SCORES]
    assert (public["texts"], together["texts"], len(together["loss"])) == (2, 2, 1)
    assert told(quiet)["limit"] == 2
    assert told(quiet)["config"]["joint"]["epochs"] == 1
    assert "scores" not in told(quiet)["stages"][0]


@pytest.mark.filterwarnings("ignore")
def test_another_run_is_not_gone_on_with(
    both: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched, pytest.raises(Killed):
        kill_after_first_epoch(patched)
        run(both, "killed")
    with pytest.raises(SystemExit):
        run(both, "killed", "--resume", "--seed", "2")
    assert "expected a run with this seed to go on with, 2, got 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--epochs", "0"], "--epochs: expected a whole number from 1, got '0'"),
        (["--eval-every", "1"], "No such file or directory: 'work/data/own.dev.documents.jsonl'"),
    ],
)
def test_what_cannot_be_is_told(
    options: list[str],
    message: str,
    both: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        run(both, "made", *options)
    assert message in capsys.readouterr().err


def test_the_joint_stage_takes_one_process(
    both: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(train, "PartialState", lambda **_: SimpleNamespace(num_processes=2))
    with pytest.raises(SystemExit):
        run(both, "made")
    assert "the joint stage takes one process" in capsys.readouterr().err
    assert not (both / "made").exists()


def test_of_several_processes_one_writes(tmp_path: Path) -> None:
    other = states.States(tmp_path / "made", {"seed": 1}, writes=False)
    assert not other.out.exists()
    one = states.States(tmp_path / "made", {"seed": 1})
    other.clear()
    assert [path.name for path in one.out.iterdir()] == [states.RUN]


@pytest.mark.filterwarnings("ignore")
def test_heads_of_the_encoder_are_gone_on_with(both: Path) -> None:
    first = run(both, "first")
    config = json.loads((first / CONFIG).read_text("utf-8"))
    config["temperatures"] = {"trigger": 2.0}
    (first / CONFIG).write_text(json.dumps(config), "utf-8")
    on = run(both, "on", "--encoder", "first", "--epochs", "1")
    known, heads = EventHeads.from_pretrained(first), EventHeads.from_pretrained(on)
    assert heads.config["temperatures"] == {}
    # One epoch moves no weight far: they are not fresh ones.
    assert (known.of_tag.weight - heads.of_tag.weight).abs().max() < 0.2


@pytest.mark.filterwarnings("ignore")
def test_the_dispatches_alone_can_be_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    prepare.main(["--out", "work/data"])
    data = tmp_path / "work" / "data"
    parts = {
        split: {
            document.doc_id for document in read_jsonl((data / name).read_text("utf-8"), name=name)
        }
        for split in ("train", "dev", "test")
        for name in [f"dispatches.{split}.documents.jsonl"]
    }
    assert [len(ids) for ids in parts.values()] == [109, 19, 24]
    assert len(set.union(*parts.values())) == 152
    assert len(list(examples.read(data / "dispatches.train.jsonl"))) == 109
    lists = json.loads((data / "dispatches.names.json").read_text("utf-8"))
    assert all(lists[kind] for kind in ("given", "family", "places"))
    dev = data / "dispatches.dev.documents.jsonl"
    few = dev.read_text("utf-8").splitlines(keepends=True)[:2]
    dev.write_text("".join(few), "utf-8")
    save(tmp_path / "encoder", planted=False, kind=ModernBertForTokenClassification)
    recipe = (prepare.HERE / "configs" / "dispatches.toml").read_text("utf-8")
    (tmp_path / "quick.toml").write_text(f"{recipe}bf16 = false\n", "utf-8")
    options = ["--encoder", "encoder", "--limit", "4", "--epochs", "1", "--eval-every", "1"]
    train.main(["--config", "quick.toml", *options])
    (stage,) = told(tmp_path / "work" / "dispatches")["stages"]
    assert (stage["texts"], len(stage["scores"])) == (4, 1)
