"""Every error this package raises on purpose.

    CoalitionError
    ├── SpanError            (ValueError)         a span does not fit its text
    ├── SchemaError          (ValueError)         a label, role or value outside the ontology
    ├── TextError            (TypeError)          no text where a text was expected
    ├── DayError             (ValueError)         no day where a day of publication was expected
    ├── FormatError          (ValueError)         a file of annotations that cannot be read as such
    ├── ModelError           (ValueError)         a checkpoint that cannot serve as a tagger
    │   └── ModelNotFoundError (FileNotFoundError)  no checkpoint at that place
    └── WorkerError          (RuntimeError)       a process that cannot be begun, or that ended

Each is also the builtin error of its kind, so callers may catch either. `LeftOutWarning` is
no error: what it tells of does not end the reading.
"""

from __future__ import annotations

import reprlib

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60  # characters: more tells nobody more
_SHORT.maxlevel = 2


def quoted(value: object) -> str:
    """``value`` as a message shows it: its ``repr``, with the middle left out of what is long.

    >>> quoted("بغداد"), quoted([True, None]), len(quoted("ا" * 2_000_000))
    ("'بغداد'", '[True, None]', 60)
    """
    try:
        return _SHORT.repr(value)
    except ValueError:  # Python 3.11 writes no whole number of more than 4,300 digits
        return f"<{type(value).__name__}>"


class CoalitionError(Exception):
    """Root of the tree: catch it to catch everything raised here on purpose."""


class SpanError(CoalitionError, ValueError):
    """A span whose offsets or surface do not fit the text it points into."""


class SchemaError(CoalitionError, ValueError):
    """A label, event type, role, value or JSON object that the ontology does not know."""


class TextError(CoalitionError, TypeError):
    """Something other than a ``str`` was given as a text."""


class DayError(CoalitionError, ValueError):
    """Something that is no day was given as the day of publication."""


class FormatError(CoalitionError, ValueError):
    """An annotation file that cannot be read; the message names file and line."""


class ModelError(CoalitionError, ValueError):
    """A checkpoint that was found but cannot serve as a tagger."""


class ModelNotFoundError(ModelError, FileNotFoundError):
    """No checkpoint at the given folder or hub id."""


class WorkerError(CoalitionError, RuntimeError):
    """A process that was to read texts cannot be given what reads them, or has ended."""


class LeftOutWarning(UserWarning):
    """A text could not be read and was left out, as the caller asked; says which and why.

    ``doc_id`` and ``reason`` are the same for programs.
    """

    def __init__(self, message: str, *, doc_id: str | None = None, reason: str = "") -> None:
        super().__init__(message)
        self.doc_id, self.reason = doc_id, reason
