"""A checkpoint reads in another process as it does here."""

from __future__ import annotations

import pytest

from coalition_ie import Extractor, samples
from coalition_ie.errors import LeftOutWarning


def test_a_process_reads_what_this_one_would() -> None:
    extractor = Extractor.from_pretrained()
    rows = [*samples.rows()[:3], {"text": None, "id": "none"}, *samples.rows()[3:6]]
    found = []
    for workers in (None, 1):
        with pytest.warns(LeftOutWarning, match="document 'none' is left out"):
            read = extractor.extract_many(rows, batch_size=4, on_error="skip", workers=workers)
            found.append(list(read))
    assert len(found[0]) == 6
    assert any(document.events for document in found[0])
    assert found[0] == found[1]
