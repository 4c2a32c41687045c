"""Notebooks run from their first cell to their last, and show what was saved in them."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NEEDED = ("nbclient", "ipykernel", "matplotlib", "pandas")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
# What the wheel and its extra notebooks bring: nothing of the repository beside the package.
ALLOWED = {"coalition_ie", "matplotlib", "pandas", "torch", "transformers"}
ALLOWED |= sys.stdlib_module_names


def code_of(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def printed(cell: dict[str, Any]) -> str:
    """What a cell wrote; times and losses of cells tagged ``varies`` are left out."""
    if "varies" in cell["metadata"].get("tags", []):
        return ""
    texts = [out["text"] for out in cell["outputs"] if out.get("name") == "stdout"]
    return "".join(line for text in texts for line in text)


def images(cells: list[dict[str, Any]]) -> int:
    return sum("image/png" in out.get("data", {}) for cell in cells for out in cell["outputs"])


def test_the_notebooks_are_numbered() -> None:
    assert [path.name[:3] for path in NOTEBOOKS] == ["01_", "02_", "03_", "04_"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_saved_whole_and_needs_the_wheel_alone(path: Path) -> None:
    cells = code_of(path)
    assert all(cell["execution_count"] for cell in cells)
    assert not any(out.get("name") == "stderr" for cell in cells for out in cell["outputs"])
    assert images(cells) == sum(source(cell).count("plt.show()") for cell in cells)
    nodes = [node for cell in cells for node in ast.walk(ast.parse(source(cell)))]
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    assert {module.split(".")[0] for module in modules} <= ALLOWED


@pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}: the extra notebooks")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_shows_what_is_saved_in_it(path: Path, tmp_path: Path) -> None:
    script = str(ROOT / "notebooks" / "execute.py")
    command = [sys.executable, script, str(path), "--into", str(tmp_path)]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "IPYTHONDIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    saved, shown = code_of(path), code_of(tmp_path / path.name)
    assert [printed(cell) for cell in shown] == [printed(cell) for cell in saved]
    assert images(shown) == images(saved)
