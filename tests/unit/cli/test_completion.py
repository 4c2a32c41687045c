"""The scripts for shells: they name what the commands take."""

from __future__ import annotations

import sys

import pytest

from coalition_ie.cli import OK, USAGE
from coalition_ie.cli.main import COMMANDS
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_script_names_every_command_and_its_options(shell: str, run: Run) -> None:
    pytest.importorskip("shtab", reason="is of the extra cli")
    code, script, err = run("completion", shell)
    assert (code, err) == (OK, "")
    assert all(name in script for name in COMMANDS)
    for option in ("--threads", "--published", "--agreement", "--quiet", "labelstudio"):
        assert option in script


def test_without_shtab_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    code, out, err = run("completion", "bash")
    assert (code, out) == (USAGE, "")
    assert 'pip install "coalition-ie[cli]"' in err
