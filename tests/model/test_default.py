"""The model that ships: what it has to find, and that it is an ordinary checkpoint."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from transformers import pipeline

from coalition_ie import Document, extract
from coalition_ie.corpus.read import read_annotations
from coalition_ie.tagger.model import default_model

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
needs_texts = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقى جون كيري نظيره سيرغي لافروف.", {("جون كيري", "PER"), ("سيرغي لافروف", "PER")}),
        ("غارات في سورياوالعراق أمس.", {("سوريا", "LOC"), ("العراق", "LOC")}),
        ("دعم فرنسي للتحالف الدولي ببغداد", {("لتحالف الدولي", "ORG"), ("بغداد", "LOC")}),
        ("أرسلت كندا نحو ثلاثمئة جندي.", {("كندا", "LOC"), ("نحو ثلاثمئة جندي", "TROOP")}),
        ("ارتفعت أسعار القمح بعد موسم جاف.", set()),
    ],
)  # fmt: skip
def test_plain_sentences(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(mention.text, mention.label) for mention in extract(text).mentions} == expected


def documents() -> Iterator[Document]:
    for entry, document in read_annotations(ROOT / "annotations", texts=SHARED):
        if entry.set == "documents":
            yield document


@needs_texts
def test_every_figure_of_the_five_documents_has_its_value() -> None:
    count = 0
    for gold in documents():
        found = {(m.start, m.end): m.figure for m in extract(gold.text).mentions}
        for mention in gold.mentions:
            if mention.label == "TROOP":
                read = found.get((mention.start, mention.end))
                assert read is not None, mention.text
                assert mention.figure is not None
                for field in ("low", "high", "unit", "approximate"):  # gold has no kinds
                    assert getattr(read, field) == getattr(mention.figure, field), mention.text
                count += 1
    assert count == 10


@needs_texts
def test_both_places_of_every_glued_pair_are_found() -> None:
    text = next(d.text for d in documents() if "العراقوسوريا" in d.text)
    places = {(m.start, m.text) for m in extract(text).mentions if m.label == "LOC"}
    for pair, names in (
        ("العراقوسوريا", ("العراق", "سوريا")),
        ("سورياوالعراق", ("سوريا", "العراق")),
    ):
        at = text.index(pair)
        for name in names:
            assert (at + pair.index(name), name) in places
    whole = text.index("الولاياتالمتحدة")
    assert (whole, "الولاياتالمتحدة") in places


def test_it_is_an_ordinary_checkpoint_of_the_ecosystem() -> None:
    tag = pipeline("token-classification", model=str(default_model()), aggregation_strategy="first")
    found = {(entity["word"], entity["entity_group"]) for entity in tag("وصل كارتر إلى بغداد أمس")}
    assert found == {("كارتر", "PER"), ("بغداد", "LOC")}


def test_it_is_small_and_safe() -> None:
    files = list(default_model().iterdir())
    assert sum(file.stat().st_size for file in files) <= 40_000_000
    assert {file.suffix for file in files} <= {".json", ".safetensors", ".md", ".onnx"}


def test_it_needs_no_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = socket.create_connection = refuse\n"
        "from coalition_ie import extract\n"
        # In ASCII, since an argument has to be encoded as the locale says.
        f"assert extract({'وصل كارتر إلى بغداد'!a}).mentions\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
