"""The command ``coalition-ie``: arguments, streams, exit codes.

Data goes to standard output, talk to standard error. The exit code is 0 when all went well, 1
when the data has problems, 2 when the command was used wrongly (an unknown option, a file or a
model that is not there).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from coalition_ie.cli.arguments import command_parser
from coalition_ie.corpus.check import check_paths
from coalition_ie.corpus.manifest import MANIFEST
from coalition_ie.corpus.read import read_annotations, read_pairs
from coalition_ie.corpus.suggest import rank
from coalition_ie.errors import CoalitionError, FormatError, ModelError
from coalition_ie.formats.files import decode, read_text, standoff_files
from coalition_ie.formats.forms import (
    ONE_FILE_EACH,
    READERS,
    SUFFIXES,
    WRITERS,
    form_of,
    read_file,
)
from coalition_ie.formats.write import is_file, opened
from coalition_ie.pipeline import Extractor
from coalition_ie.scoring import Scores, TagScores, score, score_words
from coalition_ie.types import Document

OK, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: all went well, the data has problems, the command was used wrongly."""

_INTERRUPTED = 130  # 128 + SIGINT, as shells report it
_STDIN = "-"


class _UsageError(Exception):
    """The arguments parse but do not go together."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (by default the process's arguments); returns the exit code."""
    _write_utf8()
    arguments = command_parser().parse_args(argv)
    try:
        code = _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Standard output is flushed once more at exit; it must not fail again there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail("the reader of the output went away", PROBLEMS)
    except (_UsageError, ModelError, OSError, ModuleNotFoundError) as error:
        return _fail(_message(error), USAGE)
    except CoalitionError as error:
        return _fail(str(error), PROBLEMS)
    except UnicodeEncodeError as error:
        return _fail(_message(error), PROBLEMS)
    except KeyboardInterrupt:
        return _fail("interrupted", _INTERRUPTED)
    return code


def _extract(arguments: argparse.Namespace) -> int:
    _check_room(len(arguments.files), arguments.format, arguments.output)
    codes: list[int] = [OK]
    documents = ((document, None) for document in _predicted(arguments, codes))
    codes.append(_put_all(documents, arguments.format, arguments.output))
    return max(codes)


def _suggest(arguments: argparse.Namespace) -> int:
    form = _target(arguments)
    _check_room(len(arguments.files), form, arguments.output)
    _check_names(arguments.files)
    codes: list[int] = [OK]
    ranked = rank(_predicted(arguments, codes))
    if not ranked:
        return max(codes)
    for i, suggestion in enumerate(ranked):
        _say(f"{_name(suggestion.document, i)}: uncertainty {suggestion.uncertainty:.3f}")
    suggestions = [(suggestion.document, suggestion.score) for suggestion in ranked]
    codes.append(_put_all(suggestions, form, arguments.output))
    return max(codes)


def _predicted(arguments: argparse.Namespace, codes: list[int]) -> Iterator[Document]:
    """What the model finds in the files; the code of each that cannot be read goes to ``codes``."""
    extractor = Extractor.from_pretrained(arguments.model, device=arguments.device)
    names: deque[str] = deque()
    texts = _texts(arguments.files, names, codes)
    # A text's name is there once the text was drawn, which is when its id is asked for.
    ids = iter(lambda: names.popleft() if names else None, None)
    yield from extractor.extract_many(texts, published=arguments.published, doc_ids=ids)


def _texts(files: Sequence[str], names: deque[str], codes: list[int]) -> Iterator[str]:
    """The texts that can be read; what cannot is reported, and the rest goes on."""
    for i, file in enumerate(files, 1):
        if len(files) > 1:
            _say(f"{i}/{len(files)} {file}")
        try:
            raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
            text = decode(raw, name=file)
        except FormatError as error:
            codes.append(_fail(str(error), PROBLEMS))
        except OSError as error:
            codes.append(_fail(_message(error), USAGE))
        else:
            names.append(_text_id(file))
            yield text


def _text_id(file: str) -> str:
    return "stdin" if file == _STDIN else Path(file).stem


def _check_names(files: Sequence[str]) -> None:
    """Refuse files of one name: their tasks could not be told apart when they come back."""
    for name, count in Counter(map(_text_id, files)).items():
        if count > 1:
            raise _UsageError(f"expected files with names of their own, got {count} called {name}")


def _check(arguments: argparse.Namespace) -> int:
    for path in arguments.paths:
        _check_source(path, arguments.source)
    report = check_paths(arguments.paths, texts=arguments.texts, form=arguments.source)
    for problem in report.problems:
        print(problem)
    print(report.to_text(), end="")
    return PROBLEMS if report.problems else OK


def _convert(arguments: argparse.Namespace) -> int:
    form = _target(arguments)
    if arguments.text and (len(arguments.files) > 1 or arguments.files[0].is_dir()):
        raise _UsageError("--text is the text of one FILE; for several there is --texts FOLDER")
    codes: list[int] = [OK]
    documents: list[Document] = []
    for path in arguments.files:
        try:
            documents += _read(path, arguments, codes)
        except FormatError as error:
            codes.append(_fail(str(error), PROBLEMS))
    if not documents:
        return _fail("there is no document to write", PROBLEMS)
    _check_room(len(documents), form, arguments.output)
    codes.append(_put_all(((d, None) for d in documents), form, arguments.output))
    return max(codes)


def _read(path: Path, arguments: argparse.Namespace, codes: list[int]) -> tuple[Document, ...]:
    """The documents of a file or of a folder; what is wrong is told."""
    if (path / MANIFEST).is_file():
        return tuple(one.document for one in read_annotations(path, texts=arguments.texts))
    if path.is_dir():
        return tuple(d for file in standoff_files(path) for d in _read(file, arguments, codes))
    _check_source(path, arguments.source)
    text = read_text(arguments.text) if arguments.text else None
    labels = dict(arguments.label) if arguments.label else None
    _, read = read_file(
        path, form=arguments.source, text=text, texts=arguments.texts, label_map=labels
    )
    for problem in read.problems:
        _say(str(problem))
        codes.append(PROBLEMS if problem.outcome == "refused" else OK)
    return read.documents


def _check_source(path: Path, form: str | None) -> None:
    if path.is_file() and (form or form_of(path)) not in READERS:
        endings = ", ".join(SUFFIXES[reader] for reader in READERS)
        raise _UsageError(f"{path}: expected --from FORM, or a name that ends in {endings}")


def _score(arguments: argparse.Namespace) -> int:
    pairs = read_pairs(arguments.gold, arguments.predicted, texts=arguments.texts)
    if pairs.unscored:
        _say(f"not scored, for want of gold: {', '.join(pairs.unscored)}")
    results: dict[str, Scores | TagScores] = {"spans": score(pairs.gold, pairs.predicted)}
    if arguments.seqeval:
        results["seqeval"] = score_words(pairs.gold, pairs.predicted)
    if arguments.json:
        print(json.dumps({name: scores.to_dict() for name, scores in results.items()}, indent=2))
    else:
        print("\n".join(scores.to_text() for scores in results.values()), end="")
    return OK


def _target(arguments: argparse.Namespace) -> str:
    form: str | None = arguments.format or (arguments.output and form_of(arguments.output))
    if form is None:
        endings = ", ".join(SUFFIXES.values())
        expected = f"expected --to FORMAT, or an --output whose name tells it ({endings})"
        raise _UsageError(expected)
    return form


def _check_room(count: int, form: str, place: Path | None) -> None:
    if form in ONE_FILE_EACH and count > 1 and (place is None or is_file(place)):
        raise _UsageError(f"{count} documents as {form} need --output FOLDER")


def _put_all(
    documents: Iterable[tuple[Document, float | None]], form: str, place: Path | None
) -> int:
    """Write every document that can be written, with its score; returns the worst exit code."""
    code = OK
    with opened(place, form, sys.stdout.write) as put:
        for i, (document, certainty) in enumerate(documents):
            name = _name(document, i)
            try:
                content, notes = WRITERS[form](document, score=certainty)
                put(name, content, document)
            except FormatError as error:
                code = _fail(str(error), PROBLEMS)
            except UnicodeEncodeError as error:
                code = _fail(f"document {name!r}: {_message(error)}", PROBLEMS)
            else:
                if notes:
                    _say(f"{name}: {'; '.join(notes)}")
    return code


def _name(document: Document, number: int) -> str:
    return f"document-{number}" if document.doc_id is None else document.doc_id


def _message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, UnicodeEncodeError):
        got = error.object[error.start : error.end]
        return f"expected characters that UTF-8 holds, got {got!r}; try jsonl"
    return str(error)


def _say(message: str) -> None:
    # One line each, whatever an error or a file's name may hold.
    print(f"coalition-ie: {' '.join(message.split())}", file=sys.stderr, flush=True)


def _fail(message: str, code: int) -> int:
    _say(message)
    return code


def _write_utf8() -> None:
    # Names of files may hold bytes that are no UTF-8: shown as escapes, in talk alone.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n", errors=errors)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "extract": _extract,
    "suggest": _suggest,
    "check": _check,
    "convert": _convert,
    "score": _score,
}
