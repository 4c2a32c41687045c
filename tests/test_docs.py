"""The pages of docs/ build without a warning, and what they show is what the code does."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.cli.main import main

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [path for path in sorted((ROOT / "docs").rglob("*.md")) if "```" in path.read_text("utf-8")]
# What each page's examples need beyond the library.
NEEDED = {"spacy.md": "spacy", "huggingface.md": "datasets", "frames.md": "polars"}
NEEDED |= {"index.md": "pandas", "pages.md": "starlette", "files.md": "pyarrow"}
NEEDED |= {"distributed.md": "pyarrow"}


def have(*packages: str) -> bool:
    return all(importlib.util.find_spec(package) for package in packages)


@pytest.mark.skipif(not have("mkdocs", "material", "mkdocstrings"), reason="needs the extra docs")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        # The theme's notice on the future of mkdocs is no warning about this site.
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    page = (tmp_path / "ontology.html").read_text("utf-8")
    assert "<!-- table" not in page
    assert "withdraw-" in page
    assert "extract_many" in (tmp_path / "reference" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT / "docs").as_posix())
@pytest.mark.filterwarnings("ignore")
def test_the_examples_of_a_page_do_what_it_shows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = BLOCK.findall(path.read_text("utf-8"))
    if (needed := NEEDED.get(path.name)) and not have(needed):
        pytest.skip(f"needs {needed}")
    if needed == "spacy":  # where the package was installed before it had this entry point
        importlib.import_module("coalition_ie.spacy")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    for (language, code), (following, printed) in zip(shown, [*shown[1:], ("", "")], strict=True):
        if language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(code, str(path), "exec"), names)
            assert out.getvalue() == (printed if following == "text" else "")
        elif language == "bash":
            for line in code.splitlines():
                command(shlex.split(line))


def command(words: list[str]) -> None:
    """Run a command of ours; of one that trains or serves, look at what it names."""
    if words[:2] == ["coalition-ie", "serve"]:
        with contextlib.suppress(SystemExit):
            main(["serve", "--help"])
    elif words[0] == "coalition-ie":
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
            assert main(words[1:]) == 0, words
    elif words[0] == "python":
        assert words[1] == "-m"
        module = ROOT / Path(*words[2].split(".")).with_suffix(".py")
        source = module.read_text("utf-8") + (ROOT / "training" / "options.py").read_text("utf-8")
        assert all(f'"{word}"' in source or word[2:] in source for word in words if "--" in word)
        assert all((ROOT / word).is_file() for word in words if word.endswith(".toml"))
    else:
        assert words[:2] == ["pip", "install"]
