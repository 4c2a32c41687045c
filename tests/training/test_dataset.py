"""The annotations as a dataset: up to date, read by the library as its card says, joined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from datasets import load_dataset

from coalition_ie.corpus.dataset import rows, with_texts
from coalition_ie.errors import FormatError

ANNOTATIONS = Path(__file__).resolve().parents[2] / "annotations"
SHARED = ANNOTATIONS.parents[1] / "shared"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_dataset(str(ANNOTATIONS), cache_dir=str(tmp_path_factory.mktemp("cache")))


def test_the_dataset_holds_what_the_files_hold(corpus: Any) -> None:
    found = {row["id"]: row for part in corpus.values() for row in part}
    wanted = list(rows(ANNOTATIONS))
    assert len(found) == len(wanted)
    for row in wanted:
        assert found[row["id"]] == row
        assert row["id"] in corpus[row["split"]]["id"]


def test_only_our_own_texts_are_passed_on(corpus: Any) -> None:
    for part in corpus.values():
        for row in part:
            assert (row["text"] is not None) == (row["set"] == "dispatches")
            assert row["rights"]


def test_offsets_are_those_of_the_texts(corpus: Any) -> None:
    dispatches = corpus["train"].filter(lambda row: row["set"] == "dispatches")
    assert len(dispatches) > 50
    for row in dispatches:
        for span in (*row["mentions"], *row["dates"], *(e["trigger"] for e in row["events"])):
            assert row["text"][span["start"] : span["end"]] == span["text"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")
def test_texts_are_joined_from_their_folder(corpus: Any) -> None:
    for row in with_texts(corpus["fold"], SHARED):
        for span in row["mentions"]:
            assert row["text"][span["start"] : span["end"]] == span["text"]


def test_a_text_that_is_not_at_hand_stays_away_and_another_is_refused(
    corpus: Any, tmp_path: Path
) -> None:
    some = corpus["fold"].select([0])
    assert with_texts(some, tmp_path)[0]["text"] is None
    file = tmp_path / some[0]["file"]
    file.parent.mkdir()
    file.write_text("another", "utf-8")
    with pytest.raises(FormatError, match="expected sha256"):
        with_texts(some, tmp_path)
