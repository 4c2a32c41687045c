"""Lines and arrays of objects: the sound ones are found behind damage."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.formats.forms import READERS, WRITERS, Source
from tests.samples import DOCUMENT
from tests.unit.formats.tools.exports import told


def test_lines_and_elements_are_found_behind_damage_and_named() -> None:
    other = replace(DOCUMENT, doc_id="other")
    good, also = (WRITERS["doccano"](document).content for document in (DOCUMENT, other))
    found = READERS["doccano"](Source(f"\ufeff{good}\r\n{{\n[1]\n{also}", "f", "f"))
    assert found.documents == (DOCUMENT, other)
    assert found.lines == (1, 5)
    assert [(problem.line, problem.message[:24]) for problem in found.problems] == [
        (3, "expected JSON, got '{' ("),
        (4, "expected an object, got "),
    ]
    task, last = (WRITERS["labelstudio"](document).content for document in (DOCUMENT, other))
    found = READERS["labelstudio"](Source(f"[\n{task},\n3,\n\n{last}\n]\n", "f", "f"))
    assert found.documents == (DOCUMENT, other)
    assert found.lines == (2, 5)
    assert told(found) == ["f:3: expected an object, got 3"]
    assert READERS["labelstudio"](Source(task, "f", "f")).documents == (DOCUMENT,)
    broken = READERS["labelstudio"](Source(f"[\n{task},\n", "f", "f"))
    assert broken.documents == ()
    assert told(broken)[0].startswith("f:3: expected JSON (")
