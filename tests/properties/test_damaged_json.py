"""JSON lines and manifests, damaged a thousand times over: one problem for what cannot be read,
and the rest is read."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document
from coalition_ie.corpus.check import check_paths
from coalition_ie.corpus.manifest import parse_manifest
from coalition_ie.formats.forms import READERS, Source
from coalition_ie.formats.jsonl import write_jsonl
from tests.properties.test_damaged_files import cut, places
from tests.samples import DOCUMENT, TEXT
from tests.unit.types.test_wire import FULL

# Each draws on one seed: the same damage in every run.
RECORDS, FILES, FOLDERS = 1500, 1000, 100

# As JSON, for what Python would not write.
VALUES = (
    *("null", "true", "false", "0", "-1", "1", "30", "-0.0", "0.5", "11.0", "-1e308"),
    *("1e999", "NaN", "-Infinity", "1" * 400, "-" + "9" * 400, "9223372036854775808", "1" * 5000),
    *('""', '"x"', '"\\ud800"', '"\\udfff\\ud83d"', '"\\u0000"', '"2016-02-30"', '"PER"', '"../x"'),
    *("[]", "{}", "[[]]", "[null]", "[0, 0]", '{"a": 1, "a": 2}', '{"\\ud800": 1}'),
    *(
        '"' + "x" * 9999 + '"',
        '"' + "x" * 9999,
        "[" * 300 + "]" * 300,
        "[" * 100_000,
        '{"a":' * 300 + "1" + "}" * 300,
    ),
)
MARK = "\N{SNOWMAN}"


def damaged(record: dict[str, Any], chance: random.Random) -> str:
    """The JSON of a record with a value replaced, gone, or copied elsewhere, or a key doubled."""
    data = json.loads(json.dumps(record))
    every = list(places(data))
    where, key = chance.choice(every)
    other, its = chance.choice(every)
    value = chance.choice(VALUES)
    match chance.randrange(6):
        case 0:
            del where[key]
        case 1:
            where[key] = json.loads(json.dumps(other[its]))
        case 2 if isinstance(where, dict):
            where[chance.choice(("label", "x", "\ud800", "line", "__class__"))] = MARK
        case 3 if isinstance(where, dict):
            twice = json.dumps({key: where[key]})[1:-1]
            where[key] = MARK
            return json.dumps(data).replace(json.dumps({key: MARK})[1:-1], f"{twice}, {twice}")
        case _:
            where[key] = MARK
    return json.dumps(data).replace(json.dumps(MARK), value)


def told(problems: Any) -> None:
    for problem in problems:
        assert problem.line >= 1
        assert len(str(problem)) < 1500, str(problem)[:1500]
        str(problem).encode("utf-8")


def test_of_damaged_json_lines_the_others_are_read() -> None:
    chance = random.Random("json lines")
    good = [write_jsonl(Document(text=TEXT, doc_id=name)) for name in "ab"]
    read = 0
    for _ in range(RECORDS):
        line = damaged(FULL.to_dict(), chance)
        found = READERS["jsonl"](Source(f"{good[0]}{line}\n{good[1]}", "f", "f"))
        told(found.problems)
        assert (found.lines[0], found.lines[-1]) == (1, 3)
        assert len(found.documents) + len(found.problems) == 3
        assert all(problem.line == 2 for problem in found.problems)
        read += len(found.documents) == 3
    assert 0 < read < RECORDS / 3  # some damage makes another document


def test_of_a_damaged_file_of_json_lines_all_is_told() -> None:
    chance = random.Random("file of json lines")
    content = write_jsonl(FULL) + write_jsonl(DOCUMENT)
    for _ in range(FILES):
        told(READERS["jsonl"](Source(cut(cut(content, chance), chance), "f", "f")).problems)


def manifest(*entries: str) -> str:
    return '{"schema_version": 1, "documents": [\n' + ",\n".join(entries) + "\n]}"


def entry(number: int) -> dict[str, Any]:
    return {
        "id": f"d{number}",
        "set": "documents",
        "annotation": f"{number}.ann",
        "sha256": f"{number}" * 64,
        "source": "https://example.org/",
        "annotators": 1,
        "split": "train",
        "publisher": None,
        "published": "2016-07-20",
        "text": f"{number}.txt",
    }


def is_json(content: str) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def test_of_a_manifest_with_a_damaged_document_the_others_are_read() -> None:
    chance = random.Random("documents of a manifest")
    read = 0
    for _ in range(RECORDS):
        bad = damaged(entry(2), chance)
        found = parse_manifest(manifest(json.dumps(entry(1)), bad, json.dumps(entry(3))))
        told(found.problems)
        if is_json(bad):
            assert [found.entries[0].id, found.entries[-1].id] == ["d1", "d3"]
            assert len(found.entries) + len(found.problems) == 3, (bad, found)
        else:
            assert (found.entries, len(found.problems)) == ((), 1)
        read += len(found.entries) == 3
    assert 0 < read < RECORDS / 3


@pytest.mark.parametrize("times", [1, 3])
def test_a_damaged_manifest_is_told(times: int) -> None:
    chance = random.Random(f"manifest {times}")
    for _ in range(FILES):
        content = manifest(json.dumps(entry(1)), json.dumps(entry(2)))
        for _ in range(times):
            content = cut(content, chance)
        told(parse_manifest(content).problems)


def test_a_folder_with_a_damaged_manifest_is_checked(tmp_path: Path) -> None:
    chance = random.Random("folder")
    shipped = {**entry(2), "text_in_repository": True}
    del shipped["text"]
    for made in (entry(1), shipped):
        for _ in range(FOLDERS):
            content = manifest(damaged(made, chance), json.dumps(entry(3)))
            (tmp_path / "manifest.json").write_text(content, "utf-8", "surrogatepass")
            told(check_paths([tmp_path], texts=tmp_path).problems)
