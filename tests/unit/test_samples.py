from __future__ import annotations

from pathlib import Path

import pytest

from coalition_ie import Document, samples
from coalition_ie.corpus.manifest import parse_manifest
from coalition_ie.formats.brat.document import read_brat

ROOT = Path(__file__).parents[2]
ENTRIES = {
    entry.id: entry
    for entry in parse_manifest((ROOT / "annotations" / "manifest.json").read_text()).entries
}


def test_the_dispatch_is_that_of_the_examples() -> None:
    assert samples.text() == (ROOT / "examples" / "dispatch.txt").read_text("utf-8")


@pytest.mark.parametrize("sample", samples.documents(), ids=lambda d: d.doc_id)
def test_a_sample_is_the_annotated_dispatch(sample: Document) -> None:
    entry = ENTRIES[str(sample.doc_id)]
    path = ROOT / "annotations" / entry.annotation
    gold = read_brat(path.read_text("utf-8"), path.with_suffix(".txt").read_text("utf-8"))
    assert (sample.text, sample.mentions, sample.dates) == (gold.text, gold.mentions, gold.dates)
    assert sample.events == gold.events
    assert sample.meta == {"split": entry.split}


def test_rows_are_the_samples_in_their_order() -> None:
    rows = samples.rows()
    assert [row["id"] for row in rows] == [one.doc_id for one in samples.documents()]
    assert rows == sorted(rows, key=lambda row: row["published"])
