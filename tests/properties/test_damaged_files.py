"""Files of annotations, damaged thousands of times: a bad record is told, the others are read."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coalition_ie import Document, Figure, Mention
from coalition_ie.formats.forms import READERS, WRITERS, Imported, Source
from coalition_ie.types import Interval
from tests.samples import DEPLOY, DOCUMENT, SUNDAY, TEXT, VISIT

TOOLS = ("doccano", "labelstudio", "prodigy")
MUTATIONS = 400
"""For each form."""

_VALUE = Interval(start=date(2016, 7, 17), end=date(2016, 7, 17), grain="day")
_WIDE = "😀\r\n[بغداد] \\ ٣ ألوية"
DOCUMENTS = (
    Document(
        text=TEXT,
        mentions=DOCUMENT.mentions,
        events=(replace(VISIT, dates=(replace(SUNDAY, value=_VALUE),)), DEPLOY),
        doc_id="sample",
    ),
    Document(
        text=_WIDE,
        mentions=(
            Mention(start=3, end=10, text=_WIDE[3:10], label="LOC"),
            Mention(
                start=13,
                end=20,
                text=_WIDE[13:20],
                label="TROOP",
                figure=Figure(low=3, high=None, unit="brigade"),
            ),
        ),
        doc_id="wide",
        published=date(2016, 7, 20),
    ),
)
SOUND = replace(DOCUMENT, doc_id="sound")

# Values as JSON: each use makes its own.
VALUES = (
    *("null", "true", "false", "0", "-1", "1", "7", "4294967296", "-36893488147419103232"),
    *("1" * 400, "0.5", "1e308", "-0.0", "NaN", "Infinity", "[]", "{}", "[[]]", "[null]"),
    *('["PER", "LOC"]', '[0, 1, "PER"]', '{"id": {}}', "[" * 900 + "]" * 900, '{"a": [0]}'),
    *map(
        json.dumps, ("", " ", "0", "\ud800", "\udfff\ud800", "\0", "DATE", "VISIT", "VISIT:maybe")
    ),
    *map(
        json.dumps, ("accept", "#0", "low=1", "low=3 high=3 unit=person", "2016-02-30", "x" * 10**5)
    ),
)
PIECES = (
    *(
        "",
        "\n",
        "\r\n",
        "\t",
        " ",
        "\0",
        "\ufeff",
        "\u2028",
        "\ud800",
        "\\",
        "[",
        "]",
        "{",
        "}",
        '"',
    ),
    *(
        ":",
        ",",
        "=",
        "-",
        "#",
        "T1",
        "T2",
        "E1",
        "A1",
        "Status",
        "VISIT",
        "DATE",
        "B-",
        "I-LOC",
        "O",
    ),
    *("null", "NaN", "1e999", "-1", "9" * 9, "1" * 5000, "[" * 3000, "low=3", "[LOC ", "🜀", "٣"),
)


def places(data: Any, depth: int = 8) -> Iterator[tuple[Any, Any]]:
    """Every list or object inside, with each of its keys."""
    if isinstance(data, dict | list) and depth:
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from places(data[key], depth - 1)


def mutate(data: Any, chance: random.Random) -> None:
    """Change something somewhere: a value, a key; or take it away, or put it there twice."""
    every = list(places(data))
    where, key = chance.choice(every or [({"": 0}, "")])
    match chance.randrange(6):
        case 0:
            del where[key]
        case 1 if isinstance(where, list):
            where.append(where[key])
        case 1:
            where[chance.choice(("id", "\ud800", "label", "x"))] = where[key]
        case 2:
            other, its = chance.choice(every or [({"": 0}, "")])
            where[key] = json.loads(json.dumps(other[its]))
        case _:
            where[key] = json.loads(chance.choice(VALUES))


def cut(content: str, chance: random.Random) -> str:
    """Take a few characters away and put others there."""
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(PIECES) + content[at + chance.choice((0, 0, 1, 2, 20)) :]


def held(found: Imported) -> None:
    assert len(found.documents) == len(found.lines)
    for problem in found.problems:
        assert problem.file == "f"
        assert problem.line >= 1
        assert len(str(problem)) < 2000
        assert str(problem).isprintable()


@pytest.mark.parametrize("form", TOOLS)
def test_a_damaged_record_is_told_and_the_next_is_read(form: str) -> None:
    chance = random.Random(f"records of {form}")
    sound = WRITERS[form](SOUND).content
    exports = [WRITERS[form](document).content for document in DOCUMENTS]
    for _ in range(MUTATIONS):
        data = json.loads(chance.choice(exports))
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            mutate(data, chance)
        records = f"{json.dumps(data)}\n{sound}"
        if form == "labelstudio":
            records = f"[{json.dumps(data)},\n{sound}]"
        found = READERS[form](Source(records, "f", "f"))
        held(found)
        assert SOUND in found.documents
        refused = [problem.line for problem in found.problems if problem.outcome == "refused"]
        assert set(refused) == ({1} if len(found.documents) == 1 else set())


@pytest.mark.parametrize("form", sorted(READERS))
def test_a_file_with_other_characters_is_read_or_told(form: str) -> None:
    chance = random.Random(f"characters of {form}")
    for _ in range(MUTATIONS):
        document = chance.choice(DOCUMENTS)
        content = WRITERS[form](document).content
        for _ in range(chance.choice((1, 1, 2, 4))):
            content = cut(content, chance)
        text = document.text if form == "brat" else chance.choice((None, document.text))
        held(READERS[form](Source(content, "f", "f", text=text)))
