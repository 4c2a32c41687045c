"""What is read: texts, and rows of a text with its id, day of publication and other columns."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple

from coalition_ie.errors import DayError, TextError, quoted
from coalition_ie.types import Document

Day = date | str
"""A day as callers give it: a date, a datetime (pandas' Timestamp is one), or ISO 8601."""

Row = str | Mapping[str, Any] | tuple[Any, ...]
"""What is read: a text, a mapping with the keys ``text``, ``id``, ``published`` and others that are
carried through, or a tuple of text, id and day of publication, of which the last may be missing."""


class Given(NamedTuple):
    """A text that was asked for, its place among the others, and what its row says of it."""

    number: int
    text: Any
    doc_id: str | None
    published: Day | None
    meta: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"text {self.number}" if self.doc_id is None else f"document {self.doc_id!r}"


def as_given(number: int, row: Row, doc_id: str | None, published: date | None) -> Given:
    """A row as what was asked for; a row that is none keeps the place of its text."""
    if isinstance(row, Mapping) and "text" in row:
        rest = dict(row)
        text, own, day = rest.pop("text"), rest.pop("id", None), rest.pop("published", None)
    elif isinstance(row, tuple) and 1 <= len(row) <= 3:
        (text, own, day), rest = (*row, None, None)[:3], {}
    else:
        text, own, day, rest = row, None, None, {}
    own, day = (None if _is_missing(value) else value for value in (own, day))
    return Given(
        number, text, doc_id if own is None else str(own), published if day is None else day, rest
    )


def _is_missing(value: Any) -> bool:
    """Whether a cell holds nothing: None, an empty string, or what equals not even itself (NaN)."""
    return value is None or value == "" or value != value  # noqa: PLR0124


def document_of(one: Given) -> Document:
    """The document of a row, with nothing read of it.

    Raises:
        TextError: its text is no str.
        DayError: its day of publication is none.
    """
    if isinstance(one.text, Mapping):
        keys = ", ".join(map(repr, one.text))
        raise TextError(f"{one.name}: expected a row with a 'text', got one with {keys}")
    if not isinstance(one.text, str):
        raise TextError(f"{one.name}: expected a str, got {type(one.text).__name__}")
    day = as_day(one.published, doc_id=one.doc_id)
    return Document(text=one.text, doc_id=one.doc_id, published=day, meta=one.meta)


def as_day(value: Day | None, *, doc_id: str | None = None) -> date | None:
    """The day that is meant: of a datetime its date, of ISO 8601 the same; None and NaT are none.

    >>> as_day("2016-07-20T18:30:00+02:00")
    datetime.date(2016, 7, 20)

    Raises:
        DayError: anything else; ``doc_id`` names the document in its message.
    """
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    # NaT is a datetime without a day; it is not equal to itself.
    if value is None or (isinstance(value, datetime) and value != value):  # noqa: PLR0124
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    where = "" if doc_id is None else f"document {doc_id!r}: "
    raise DayError(
        f"{where}expected published to be a date, a datetime or a string like 2016-07-20, "
        f"got {type(value).__name__} {quoted(value)}"
    )
