"""What is said to people, on standard error, and the exit code that says it to the shell."""

from __future__ import annotations

import sys

from coalition_ie.errors import CoalitionError, ModelError

OK, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: all went well, the data has problems, the command was used wrongly."""

_LONGEST = 400  # characters of a line, enough for two paths and what is wrong
_END = 80  # of them from the end of a longer one, where the remedy stands


class UsageError(Exception):
    """The arguments parse but do not go together."""


REPORTED = (CoalitionError, UsageError, OSError, ModuleNotFoundError, UnicodeEncodeError)
"""What can go wrong with files, models and arguments; any other error is one of the program."""


class Talk:
    """Says what happens; ``code`` is the worst exit code so far. ``quiet`` leaves the problems."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.code, self.quiet = OK, quiet

    def say(self, message: str) -> None:
        """Say a line that is no problem."""
        if not self.quiet:
            self._print(message)

    def fail(self, message: str, code: int = PROBLEMS) -> None:
        """Say a problem, and the exit code that goes with it."""
        self.code = max(self.code, code)
        self._print(message)

    def _print(self, message: str) -> None:
        print(f"coalition-ie: {one_line(message)}", file=sys.stderr, flush=True)

    def report(self, error: Exception, name: str) -> tuple[str, int]:
        """Say an error of `REPORTED`; ``name`` is the file or document, if the error has none.

        Returns what is said, and the exit code that goes with it.
        """
        told = told_of(error, name)
        self.fail(*told)
        return told


def told_of(error: Exception, name: str) -> tuple[str, int]:
    """What is said of an error of `REPORTED`, and its exit code."""
    wrong_use = (UsageError, ModelError, OSError, ModuleNotFoundError)
    return _message(error, name), USAGE if isinstance(error, wrong_use) else PROBLEMS


def one_line(message: str) -> str:
    r"""A message as it is shown, whatever an error or a file's name may hold.

    >>> one_line("a\nb \udcff"), len(one_line("ا" * 2_000_000))
    ('a b \\udcff', 400)
    """
    line = " ".join(message.split()).encode("utf-8", "backslashreplace").decode()
    if len(line) <= _LONGEST:
        return line
    return f"{line[: _LONGEST - _END - 3]} … {line[-_END:]}"


def _message(error: Exception, name: str) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or name}: {error.strerror}"
    if isinstance(error, UnicodeEncodeError):
        got = error.object[error.start : error.end]
        return f"{name}: expected characters that UTF-8 holds, got {got!r}; try jsonl"
    return str(error)
