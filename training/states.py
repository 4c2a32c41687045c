"""What a killed run goes on from: files in the folder of the checkpoint that is being made.

- ``resume.json``: which run it is, and whether bfloat16 was measured to be faster;
- ``trainer/STAGE/checkpoint-…``: the Trainer's own, one at the end of each epoch;
- ``trainer/STAGE.pt``: weights, random state and the line for ``run.json`` of a stage that is done;
- ``joint-state/epoch.pt``: the joint stage at the end of its last whole epoch.

A file is there whole or not at all. torch reads it with ``weights_only``: nothing in it is run. Who
goes on gets the weights of an undisturbed run, to the byte, on the same machine with the same
number of threads. A run that comes to its end removes the files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import torch

from training.precision import in_bfloat16

TRAINER, JOINT, RUN = "trainer", "joint-state", "resume.json"
"""The two folders, and the file that says which run they are of."""


class States:
    """The states of one run; ``run`` is all that decides its weights, as plain data.

    Of several processes that train together one ``writes``.

    Raises:
        ValueError: with ``resume``, the states in the folder are those of another run.
    """

    def __init__(
        self, out: Path, run: Mapping[str, Any], *, resume: bool = False, writes: bool = True
    ) -> None:
        self.out, self.run, self.writes = out, json.loads(json.dumps(run)), writes
        self.joint = out / JOINT / "epoch.pt"
        self.faster: bool | None = None
        there = out / RUN
        if resume and there.is_file():
            known = json.loads(there.read_text("utf-8"))
            for name, wanted in self.run.items():
                if known["run"].get(name) != wanted:
                    raise ValueError(
                        f"{there}: expected a run with this {name} to go on with, {wanted!r}, "
                        f"got {known['run'].get(name)!r}"
                    )
            self.faster = known["bfloat16"]
            return
        if resume:
            print(f"nothing to go on from in {out}: begins anew")
        self.clear()
        self._tell()

    def _tell(self) -> None:
        if not self.writes:
            return
        self.out.mkdir(parents=True, exist_ok=True)
        new = self.out / f"{RUN}.new"
        told = {"run": self.run, "bfloat16": self.faster}
        new.write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")
        new.replace(self.out / RUN)

    def in_bfloat16(self, wanted: bool | Literal["auto"]) -> bool:
        """`training.precision.in_bfloat16`; what was measured holds for all of the run."""
        if wanted != "auto":
            return wanted
        if self.faster is None:
            self.faster = in_bfloat16(wanted)
            self._tell()
        return self.faster

    def folder(self, stage: str) -> Path:
        """Where the Trainer writes its checkpoints of a stage."""
        return self.out / TRAINER / stage

    def checkpoint(self, stage: str) -> str | None:
        """The Trainer's last whole checkpoint of a stage, None where it has none."""
        # It writes its state last.
        whole = [path.parent for path in self.folder(stage).glob("checkpoint-*/trainer_state.json")]
        last = max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)
        return None if last is None else str(last)

    def done(self, stage: str) -> Path:
        """The file of a stage that came to its end."""
        return self.out / TRAINER / f"{stage}.pt"

    def clear(self) -> None:
        """Remove the files."""
        if not self.writes:
            return
        for folder in (TRAINER, JOINT):
            shutil.rmtree(self.out / folder, ignore_errors=True)
        (self.out / RUN).unlink(missing_ok=True)


def save(path: Path, state: Mapping[str, Any]) -> None:
    """Write tensors and plain data, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    torch.save(dict(state), new)
    new.replace(path)


def load(path: Path) -> dict[str, Any] | None:
    """What `save` wrote, None where there is no such file."""
    if not path.is_file():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state
