"""Values of figures and dates as ``key=value`` notes, the form in which people correct them.

A note is ``low=560 high=560 unit=person approximate=true`` for a TROOP mention (``high=null``
where open) and ``start=2016-07-20 end=2016-07-20 grain=day`` for a time expression. Its keys are
the fields of `Figure` and `Interval`: what is added there can be written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from typing import Any

from coalition_ie.errors import SchemaError, quoted
from coalition_ie.types import Figure, Interval, Mention, Span, TimeExpression
from coalition_ie.types.wire import convert

DATE = "DATE"
"""Label of the spans that are time expressions."""

Value = Figure | Interval

KINDS: Mapping[str, type[Value]] = {"TROOP": Figure, DATE: Interval}
"""Label of a span to what its note denotes."""

NOTE = re.compile(r"[^\s=]+=\S+(?: [^\s=]+=\S+)*")
"""The whole of a note."""

_LONGEST = 30  # characters of a value: no army is counted in more digits

# A field with a default is written where the default would make another value; these always.
_ALWAYS = frozenset({"unit"})


def write_note(value: Value | None) -> str:
    """The note of a value; empty for None.

    >>> write_note(Figure(low=300, high=None, approximate=True))
    'low=300 high=null unit=person approximate=true'
    """
    if value is None:
        return ""
    names = [field.name for field in fields(value) if _is_written(field, value)]
    return " ".join(f"{name}={_plain(getattr(value, name))}" for name in names)


def span_note(span: Span) -> str:
    """The note on a span: the value of a figure or of a date, empty where there is none."""
    if isinstance(span, Mention):
        return write_note(span.figure)
    return write_note(span.value) if isinstance(span, TimeExpression) else ""


def parse_note(note: str) -> dict[str, str]:
    """The pairs of a note.

    Raises:
        SchemaError: it is none.
    """
    if not NOTE.fullmatch(note):
        raise SchemaError(f"expected key=value …, got {quoted(note)}")
    pairs = [pair.split("=", 1) for pair in note.split(" ")]
    if len(pairs) > len(values := dict(pairs)):
        raise SchemaError(f"expected each key once, got {quoted(note)}")
    return values


def note_value(label: str, values: Mapping[str, str]) -> Value:
    """The value that the pairs of a note on a span of ``label`` (a key of `KINDS`) denote.

    Raises:
        SchemaError: a key is missing or unknown, or a value is none of its kind.
    """
    known = {field.name: field for field in fields(KINDS[label])}
    needed = {name for name, field in known.items() if _needed(field)}
    got = " ".join(f"{key}={value}" for key, value in values.items())
    message = f"expected {_form(known)}, got {quoted(got)}"
    if not needed <= values.keys() <= known.keys():
        raise SchemaError(message)
    value = convert(dict(values), KINDS[label], strict=False)
    # Other spellings (3.0, 1e2, TRUE) would be read here and by no other reader of the file.
    if any(len(text) > _LONGEST or _plain(getattr(value, k)) != text for k, text in values.items()):
        raise SchemaError(message)
    return value


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING or field.name in _ALWAYS


def _is_written(field: Field[Any], value: Value) -> bool:
    default: dict[str, Any] = {field.name: field.default}
    return _needed(field) or replace(value, **default) != value


def _plain(item: object) -> str:
    words = {None: "null", True: "true", False: "false"}
    # 1 == True: only a bool or None may be looked up.
    return words[item] if item is None or isinstance(item, bool) else str(item)


_FORMS: Mapping[str, str] = {
    "int": "INTEGER",
    "int | None": "INTEGER|null",
    "bool": "true|false",
    "date": "DAY",
}


def _form(known: Mapping[str, Field[Any]]) -> str:
    pairs = []
    for name, field in known.items():
        pair = f"{name}={_FORMS.get(str(field.type), name.upper())}"
        pairs.append(pair if _needed(field) else f"[{pair}]")
    return " ".join(pairs)
