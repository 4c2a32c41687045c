"""JSON files of many documents: an object a line, or an array of objects.

A line or an element that cannot be read is a problem of its own; the others are read. An object
with a key twice is read as a `Repeated`, which fits nothing, and so refused by whoever expects an
object there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.problems import Problem

_BOM = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BETWEEN = " \t\r\n,"
_BEGIN = re.compile(r"\ufeff?[ \t\r\n]*\[?[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Repeated:
    """An object that has ``key`` more than once: which of its values is meant, nobody can know."""

    key: str

    def __repr__(self) -> str:
        return f"an object with {quoted(self.key)} twice"


class Item(NamedTuple):
    """An object of a file and the line in which it begins."""

    line: int
    data: dict[str, Any]


def parse_json(content: str, *, line: int = 1) -> Any:
    """The value of a JSON text that begins in ``line``, or the `Problem` that it is none."""
    try:
        return _DECODER.decode(content)
    except (ValueError, RecursionError) as error:
        at = line + getattr(error, "lineno", 1) - 1
        got = "" if "\n" in content else f", got {quoted(content)}"
        return Problem(at, f"expected JSON{got} ({error})")


def parse_lines(content: str) -> Iterator[Item | Problem]:
    """The object of each line that is not blank."""
    # Not splitlines(): a string in JSON may hold U+2028 and its kin as they are.
    for number, line in enumerate(content.removeprefix(_BOM).split("\n"), 1):
        if line.strip():
            yield _item(number, parse_json(line, line=number))


def parse_array(content: str) -> Iterator[Item | Problem]:
    """The objects of an array, or the one object that the file is."""
    content = content.removeprefix(_BOM)
    data = parse_json(content)
    if not isinstance(data, list):
        yield _item(1, data)
        return
    # The parser keeps no positions: each element is parsed once more for the line of its begin.
    line, counted, at = 1, 0, content.index("[") + 1
    for element in data:
        while content[at] in _BETWEEN:
            at += 1
        line, counted = line + content.count("\n", counted, at), at
        yield _item(line, element)
        _, at = _DECODER.raw_decode(content, at)


def first_object(content: str) -> dict[str, Any] | None:
    """The object that a JSON text begins with, alone, in an array or in a line; None if none does.

    >>> first_object('[{"text": "a"}, {'), first_object("[1]")
    ({'text': 'a'}, None)
    """
    begin = _BEGIN.match(content)
    try:
        data, _ = _DECODER.raw_decode(content, begin.end() if begin else 0)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def json_line(data: Mapping[str, Any], *, doc_id: str | None) -> str:
    """An object as JSON in one line, without its line break.

    Arabic stays readable; lone surrogates, which UTF-8 cannot hold, are written as escapes.

    Raises:
        FormatError: a string holds two surrogates that would be read back as one character.
    """
    line = json.dumps(data, ensure_ascii=False)
    if pair := _PAIR.search(line):
        raise FormatError(
            f"document {quoted(doc_id)}: JSON cannot hold {pair[0]!r} as two code points"
        )
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _item(line: int, data: Any) -> Item | Problem:
    if isinstance(data, dict):
        return Item(line, data)
    problem = Problem(line, f"expected an object, got {quoted(data)}")
    return data if isinstance(data, Problem) else problem


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Repeated:
    data = dict(pairs)
    if len(data) == len(pairs):
        return data
    return Repeated(Counter(key for key, _ in pairs).most_common(1)[0][0])


_DECODER = json.JSONDecoder(object_pairs_hook=_object)
