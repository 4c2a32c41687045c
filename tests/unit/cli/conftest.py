"""The command as tests run it: with a small extractor, and with what it said at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coalition_ie import Document, Extractor, Mention
from coalition_ie.cli import main
from coalition_ie.errors import ModelNotFoundError
from coalition_ie.pipeline import as_day
from tests.samples import ANN, TEXT


class Ran(NamedTuple):
    """How a run of the command ended, and what it wrote."""

    code: object
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with arguments, of which each may be a path."""

    def run(*arguments: str | Path) -> Ran:
        code: object
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        return Ran(code, *capsys.readouterr())

    return run


class RiverExtractor:
    """Finds دجلة (Tigris) and nothing else: enough to see what the command does with a document.

    It is less sure where the text says على.
    """

    def extract_many(
        self,
        texts: Iterable[dict[str, Any]],
        *,
        published: date | None = None,
        on_error: str,
        threshold: float | None,
        workers: int | None,
    ) -> Iterator[Document]:
        assert threshold in (None, 0.8)
        for row in texts:
            text, day = row.pop("text"), row.pop("published")
            at = text.find("دجلة")
            sure = 0.75 if "على" in text else 1.0
            river = (
                Mention(start=at, end=at + 4, text="دجلة", label="LOC", score=sure)
                if at >= 0
                else None
            )
            found = (river,) if river else ()
            yield Document(
                text=text,
                mentions=found,
                doc_id=row.pop("id"),
                published=as_day(day or None) or published,
                meta=row,
            )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Replace the model by `RiverExtractor`; the arguments it was asked for are recorded."""
    calls: list[dict[str, Any]] = []

    def from_pretrained(path_or_id: str | None = None, **options: Any) -> RiverExtractor:
        calls.append({"model": path_or_id, **options})
        if path_or_id == "nowhere":
            raise ModelNotFoundError("no checkpoint at 'nowhere'")
        return RiverExtractor()

    monkeypatch.setattr(Extractor, "from_pretrained", from_pretrained)
    return calls


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """A text in which the river is less sure."""
    path = tmp_path / "river.txt"
    path.write_bytes("على نهر دجلة\r\n".encode())
    return path


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A text in which the river is sure."""
    path = tmp_path / "bank.txt"
    path.write_text("ضفة دجلة", "utf-8")
    return path


@pytest.fixture
def brat_folder(tmp_path: Path) -> Path:
    """The sample document in brat files."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "sample.ann").write_bytes(ANN.encode())
    (folder / "sample.txt").write_bytes(TEXT.encode())
    return folder
