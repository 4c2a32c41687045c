"""Whole documents give what they gave: a change of any answer shows here and wants a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_ie import Extractor
from tests.golden.outputs import FOLDERS, LIST, PUBLISHED, fingerprint, texts

EXPECTED = dict(line.split("\t") for line in LIST.read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.from_pretrained()


@pytest.mark.parametrize("folder", FOLDERS)
def test_documents_give_what_they_gave(folder: str, extractor: Extractor) -> None:
    if not FOLDERS[folder].is_dir():
        pytest.skip("these texts may not be passed on and lie beside the repository only")
    files: dict[str, Path] = {n: path for n, path in texts() if n.startswith(f"{folder}/")}
    assert files.keys() == {name for name in EXPECTED if name.startswith(f"{folder}/")}
    read = (path.read_bytes().decode("utf-8") for path in files.values())
    documents = extractor.extract_many(read, published=PUBLISHED)
    changed = [n for n, d in zip(files, documents, strict=True) if fingerprint(d) != EXPECTED[n]]
    assert changed == []
