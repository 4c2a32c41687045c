"""One checkpoint by several engines: the same answer, and clear errors where one is not there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file, save_file
from transformers import ModernBertForTokenClassification

from coalition_ie import Document, Extractor
from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import ModelError
from coalition_ie.events.exported import FIND, WEIGHTS
from coalition_ie.tagger.checkpoint import default_model
from coalition_ie.tagger.engines import GRAPHS
from coalition_ie.tagger.model import TransformerTagger
from tests.checkpoints import save
from tests.linking import small_heads
from training import export

ROOT = Path(__file__).parents[2]
TEXTS = [p.read_text("utf-8") for p in sorted((ROOT / "annotations/dispatches").glob("*.txt"))[:50]]
TEXT = "أعلن كارتر أمس إرسال 560 جنديا إلى العراق. ووصل كارتر إلى الموصل."


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random checkpoint of our architecture with heads, and its graphs."""
    reading = {"normalisation": "fold", "split_clitics": True, "window": 32, "overlap": 8}
    folder = tmp_path_factory.mktemp("exported")
    save(folder, planted=False, kind=ModernBertForTokenClassification, coalition_ie=reading)
    small_heads(hidden=64).save_pretrained(folder)
    export.main(["--model", str(folder)])
    return folder


def told(document: Document) -> tuple[object, ...]:
    """What a document says, without scores."""
    return (
        [(m.start, m.end, m.label, m.figure) for m in document.mentions],
        [
            (e.type, e.status, e.trigger, [(r, a.start, a.end) for r, a in e.arguments()])
            for e in document.events
        ],
    )


def test_a_folder_with_a_graph_is_computed_by_it(exported: Path) -> None:
    assert TransformerTagger.from_pretrained(exported).engine.name == "onnx"
    assert TransformerTagger.from_pretrained(exported, device="cpu").engine.name == "torch"
    assert TransformerTagger.from_pretrained(exported, engine="torch").engine.name == "torch"


def test_graph_and_torch_give_the_same_numbers(exported: Path) -> None:
    readings = [Reading(TEXT), Reading(TEXT * 5), Reading("في الموصل"), Reading("")]
    by_graph, by_torch = (
        TransformerTagger.from_pretrained(exported, engine=engine).encode(readings)
        for engine in ("onnx", "torch")
    )
    for one, other in zip(by_graph, by_torch, strict=True):
        assert one.input == other.input
        assert np.allclose(one.scores, other.scores, atol=1e-4)
        assert np.allclose(one.states, other.states, atol=1e-4)


def test_graph_and_torch_give_the_same_events(exported: Path) -> None:
    by_graph, by_torch = (
        Extractor.from_pretrained(exported, engine=engine) for engine in ("onnx", "torch")
    )
    texts = [TEXT, TEXT * 3, "وصل كارتر"]
    for one, other in zip(by_graph.extract_many(texts), by_torch.extract_many(texts), strict=True):
        assert one.events
        assert [e.trigger for e in one.events] == [e.trigger for e in other.events]
        assert [e.score for e in one.events] == pytest.approx(
            [e.score for e in other.events], abs=2e-4
        )


def test_the_model_that_ships_tells_the_same_by_both() -> None:
    by_graph, by_torch = (Extractor.from_pretrained(engine=e) for e in ("onnx", "torch"))
    for one, other in zip(by_graph.extract_many(TEXTS), by_torch.extract_many(TEXTS), strict=True):
        assert told(one) == told(other)


def test_whole_numbers_tell_nearly_the_same() -> None:
    exact, whole = (Extractor.from_pretrained(engine=e) for e in ("onnx", "onnx-int8"))
    pairs = list(zip(exact.extract_many(TEXTS), whole.extract_many(TEXTS), strict=True))
    found = [
        {(i, m.start, m.end, m.label) for i, pair in enumerate(pairs) for m in pair[n].mentions}
        for n in (0, 1)
    ]
    assert len(found[0] & found[1]) / len(found[0] | found[1]) > 0.97


def test_other_weights_than_those_exported_are_refused(exported: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(exported, tmp_path / "model"))
    weights = load_file(folder / "model.safetensors")
    weights["classifier.bias"] += 1
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="expected the weights that it was exported from"):
        TransformerTagger.from_pretrained(folder)
    assert TransformerTagger.from_pretrained(folder, engine="torch").linker
    shutil.copy(exported / "model.safetensors", folder / "model.safetensors")
    (folder / WEIGHTS).unlink()
    with pytest.raises(ModelError, match=str(FIND)):
        TransformerTagger.from_pretrained(folder)


def test_a_damaged_graph_is_an_error_that_names_it(exported: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(exported, tmp_path / "model"))
    (folder / GRAPHS["onnx"]).write_bytes(b"torn")
    with pytest.raises(ModelError, match=r"^graph '.*model.onnx'"):
        TransformerTagger.from_pretrained(folder)


def test_an_engine_that_is_not_there_says_what_makes_it(exported: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"expected an engine \(onnx, .*, got 'tf'"):
        TransformerTagger.from_pretrained(engine="tf")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="expected engine 'torch' for device 'cuda'"):
        TransformerTagger.from_pretrained(exported, engine="onnx", device="cuda")
    bare = Path(shutil.copytree(exported, tmp_path / "bare"))
    (bare / GRAPHS["onnx-int8"]).unlink()
    with pytest.raises(ModelError, match=r"expected model\.int8\.onnx .* training\.export"):
        TransformerTagger.from_pretrained(bare, engine="onnx-int8")


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_no_answer(exported: Path, threads: int) -> None:
    tagger = TransformerTagger.from_pretrained(exported, threads=threads)
    assert tagger.engine.threads == threads
    one = TransformerTagger.from_pretrained(exported, threads=1)
    readings = [Reading(TEXT * n) for n in range(1, 9)]
    assert tagger.tag(readings) == one.tag(readings)


WITHOUT = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("torch", "transformers", "safetensors"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
from coalition_ie import Extractor, extract
assert extract({text!a}).events
try:
    Extractor.from_pretrained({folder!r}, engine="torch")
except Exception as error:
    assert 'pip install "coalition-ie[torch]"' in str(error), error
else:
    raise AssertionError("expected an error")
"""


def test_the_core_works_without_torch() -> None:
    code = WITHOUT.format(text=TEXT, folder=str(default_model()))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
