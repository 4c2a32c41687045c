"""Values of figures and dates as ``key=value`` notes, the form in which people correct them.

A note is ``low=560 high=560 unit=person approximate=true`` for a TROOP mention (``high=null``
where open) and ``start=2016-07-20 end=2016-07-20 grain=day`` for a time expression. Its keys are
the fields of `Figure` and `Interval`: what is added there can be written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, replace
from datetime import date
from typing import Any

from coalition_ie.errors import SchemaError
from coalition_ie.types import Figure, Interval, Mention, Span, TimeExpression

DATE = "DATE"
"""Label of the spans that are time expressions."""

Value = Figure | Interval

KINDS: Mapping[str, type[Value]] = {"TROOP": Figure, DATE: Interval}
"""Label of a span to what its note denotes."""

NOTE = re.compile(r"[^\s=]+=\S+(?: [^\s=]+=\S+)*")
"""The whole of a note."""

# A field with a default is written where the default would make another value; these always.
_ALWAYS = frozenset({"unit"})


def write_note(value: Value | None) -> str:
    """The note of a value; empty for None.

    >>> write_note(Figure(low=300, high=None, approximate=True))
    'low=300 high=null unit=person approximate=true'
    """
    if value is None:
        return ""
    told = [field.name for field in fields(value) if _told(field, value)]
    return " ".join(f"{name}={_plain(getattr(value, name))}" for name in told)


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
        raise SchemaError(f"expected key=value …, got {note!r}")
    return dict(pair.split("=", 1) for pair in note.split(" "))


def note_value(label: str, values: Mapping[str, str]) -> Value:
    """The value that the pairs of a note on a span of ``label`` (a key of `KINDS`) denote.

    Raises:
        SchemaError: a key is missing or unknown, or a value is none of its kind.
    """
    kind = KINDS[label]
    known = {field.name: field for field in fields(kind)}
    needed = {name for name, field in known.items() if _needed(field)}
    try:
        if not needed <= values.keys() <= known.keys():
            raise KeyError
        read = {name: _READERS[str(known[name].type)](text) for name, text in values.items()}
    except KeyError:
        raise SchemaError(f"expected {_form(known)}, got {_pairs(values)}") from None
    return kind(**read)


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING or field.name in _ALWAYS


def _told(field: Field[Any], value: Value) -> bool:
    if _needed(field):
        return True
    default: dict[str, Any] = {field.name: field.default}
    return replace(value, **default) != value


def _plain(item: object) -> str:
    words = {None: "null", True: "true", False: "false"}
    # 1 == True: only a bool or None may be looked up.
    return words[item] if item is None or isinstance(item, bool) else str(item)


def _integer(digits: str) -> int:
    # int() would also take ٥٦٠, +560 and 5_60, which no other reader of the file does.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 30):
        raise SchemaError(f"expected a whole number in digits 0-9, got {digits!r}")
    return int(digits)


def _day(iso: str) -> date:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        day = None
    # fromisoformat() also takes 20160720 and 2016-W29-3.
    if day is None or day.isoformat() != iso:
        raise SchemaError(f"expected a day as YYYY-MM-DD, got {iso!r}")
    return day


def _or_null(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: None if text == "null" else read(text)


# Type of a field, as written in its class, to the reader of its values; a KeyError is a value
# that the form told in the message excludes.
_READERS: Mapping[str, Callable[[str], Any]] = {
    "int": _integer,
    "int | None": _or_null(_integer),
    "bool": {"true": True, "false": False}.__getitem__,
    "str": str,
    "str | None": _or_null(str),
    "date": _day,
    "Grain": str,
    "Unit": str,
    "Kind | Unit | Literal['']": str,
}
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


def _pairs(values: Mapping[str, str]) -> str:
    return " ".join(f"{key}={value}" for key, value in values.items())
