"""What the documents show is what the code does: README, dataset card."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from coalition_ie.cli.main import main
from coalition_ie.formats.forms import READERS, SUFFIXES
from coalition_ie.formats.inline import read_inline, write_inline
from training import coverage

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(path.read_text("utf-8"))


def run(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<document>", "exec"), {"__name__": "__main__"})
    return out.getvalue()


def test_the_python_of_the_readme_prints_what_it_shows() -> None:
    shown = blocks(ROOT / "README.md")
    at = [i for i, (language, _) in enumerate(shown) if language == "python"]
    assert len(at) > 1
    for i in at:
        assert run(shown[i][1]) == shown[i + 1][1]


def test_the_first_command_of_the_readme_prints_what_it_shows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["extract", "--format", "table", str(ROOT / "examples" / "dispatch.txt")]) == 0
    printed = capsys.readouterr().out.splitlines()
    texts = [text for language, text in blocks(ROOT / "README.md") if language == "text"]
    shown = next(text for text in texts if text.startswith("dispatch: "))
    lines = [line for line in shown.splitlines() if line.strip() not in ("", "…")]
    assert len(lines) > 10
    assert [line for line in lines if line not in printed] == []


def test_the_inline_example_of_the_dataset_card_is_read() -> None:
    shown = dict(blocks(ROOT / "annotations" / "README.md"))["inline"]
    document, problems = read_inline(shown, doc_id="card")[:2]
    assert problems == ()
    assert document is not None
    assert [mention.label for mention in document.mentions] == ["PER", "LOC", "TROOP"]
    assert document.text.endswith("300 جندي [هكذا].\n")
    assert write_inline(document) == shown


def test_the_dataset_card_names_every_form_and_its_files() -> None:
    card = (ROOT / "annotations" / "README.md").read_text("utf-8")
    for form in READERS:
        assert f"| `{form}` | `{SUFFIXES[form]}`" in card


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")
def test_the_counts_of_the_dataset_card_are_those_of_the_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["check", str(ROOT / "annotations"), "--texts", str(SHARED)])
    printed = capsys.readouterr().out.strip()
    card = (ROOT / "annotations" / "README.md").read_text("utf-8")
    shown = card.split("<!-- counts -->")[1].split("<!-- /counts -->")[0]
    assert code == 0
    assert shown.strip().strip("`").removeprefix("text").strip() == printed


def test_the_coverage_of_the_dataset_card_is_that_of_the_dispatches() -> None:
    card = (ROOT / "annotations" / "README.md").read_text("utf-8")
    shown = card.split("<!-- coverage -->")[1].split("<!-- /coverage -->")[0]
    assert shown.strip() == coverage.block()
    assert coverage.repeated(coverage.dispatches()) < 0.01
    table = (ROOT / "annotations" / "dispatches" / "coverage.tsv").read_text("utf-8").splitlines()
    planned = {line.split("\t")[0] for line in table[1:]}
    assert planned == {document.doc_id for document in coverage.dispatches()}
