"""The commands of training: each takes its options, and is called as its docstring says."""

from __future__ import annotations

import importlib

import pytest

from training.options import SHARED, command

COMMANDS = {
    "calibrate": {"model", "annotations", "texts", "split"},
    "corpus": {"texts", "out"},
    "dataset": {"annotations"},
    "evaluate": {"model", "annotations", "texts", "split"},
    "prepare": {"annotations", "texts", "out"},
    "pretrain": {"out", "seed"},
    "publish": {"model", "out"},
    "raw": {"model", "annotations", "texts"},
    "robustness": {"model", "annotations", "texts", "split", "seed"},
    "train": {"out", "seed"},
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_shared_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name == "corpus":
        pytest.importorskip("datasketch", reason="is of the extra pretrain")
        pytest.importorskip("zstandard", reason="is of the extra train")
    module = importlib.import_module(f"training.{name}")
    with pytest.raises(SystemExit) as ended:
        module.main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert {option for option in SHARED if f"--{option} " in told} == COMMANDS[name]
    assert f"python -m training.{name} --" in str(module.__doc__)


def test_a_command_may_change_a_shared_option() -> None:
    parser = command("What it does.", "seed", split={"default": ["dev"]}, out={"required": False})
    args = parser.parse_args([])
    assert (args.seed, args.split, args.out) == (1, ["dev"], None)
    assert "default" not in SHARED["split"]
    assert parser.description == "What it does."
