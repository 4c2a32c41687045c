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
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from coalition_ie.errors import CoalitionError, FormatError, ModelError
from coalition_ie.formats.check import check_folder, plain_text
from coalition_ie.formats.corpus import read_pairs
from coalition_ie.formats.exchange import (
    ONE_FILE_EACH,
    READERS,
    SUFFIXES,
    WRITERS,
    Source,
)
from coalition_ie.formats.files import decode, read_text
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
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
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
        got = error.object[error.start : error.end]
        return _fail(f"expected characters that UTF-8 holds, got {got!r}; try jsonl", PROBLEMS)
    except KeyboardInterrupt:
        return _fail("interrupted", _INTERRUPTED)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="coalition-ie",
        description="Persons, organisations, places, troop figures and events in Arabic news.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_extract(commands.add_parser("extract", help="read texts, write what they say"))
    _add_check(commands.add_parser("check", help="check a folder of annotations"))
    _add_convert(commands.add_parser("convert", help="turn annotations into another form"))
    _add_score(commands.add_parser("score", help="score predicted annotations against gold"))
    return parser


def _add_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="UTF-8 text, - for standard input")
    parser.add_argument("--format", choices=("jsonl", "table", "brat"), default="jsonl")
    parser.add_argument("--model", help="folder or hub id of a checkpoint (default: the shipped)")
    parser.add_argument("--device", help="where torch computes: cpu, cuda, …")
    parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="day of publication")
    _add_output(parser)
    parser.set_defaults(run=_extract)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path("annotations"))
    _add_texts(parser)
    parser.set_defaults(run=_check)


def _add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--from", dest="source", choices=READERS, required=True)
    parser.add_argument("--to", dest="target", choices=WRITERS, required=True)
    parser.add_argument(
        "--text", type=Path, help="the raw text (default: FILE with .txt, for brat)"
    )
    parser.add_argument(
        "--label",
        action="append",
        type=_label,
        metavar="OLD=NEW",
        help="rename a label of a conll file, or drop it (OLD=); name all that it has",
    )
    _add_output(parser)
    parser.set_defaults(run=_convert)


def _add_score(parser: argparse.ArgumentParser) -> None:
    for name in ("--gold", "--predicted"):
        parser.add_argument(name, type=Path, required=True, help="folder of brat files, or .jsonl")
    parser.add_argument("--seqeval", action="store_true", help="add seqeval's strict scores")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    _add_texts(parser)
    parser.set_defaults(run=_score)


def _add_texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the raw texts are")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="write a file per document")


def _extract(arguments: argparse.Namespace) -> int:
    if arguments.format in ONE_FILE_EACH and len(arguments.files) > 1 and not arguments.output:
        raise _UsageError(f"several files as {arguments.format} need --output FOLDER")
    extractor = Extractor.from_pretrained(arguments.model, device=arguments.device)
    codes: list[int] = [OK]
    names: deque[str] = deque()
    texts = _texts(arguments.files, names, codes)
    # A text's name is there once the text was drawn, which is when its id is asked for.
    ids = iter(lambda: names.popleft() if names else None, None)
    documents = extractor.extract_many(texts, published=arguments.published, doc_ids=ids)
    codes.append(_put_all(documents, arguments.format, arguments.output))
    return max(codes)


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
            names.append("stdin" if file == _STDIN else Path(file).stem)
            yield text


def _check(arguments: argparse.Namespace) -> int:
    report = check_folder(arguments.folder, texts=arguments.texts)
    for problem in report.problems:
        print(problem)
    print(report.to_text(), end="")
    return PROBLEMS if report.problems else OK


def _convert(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    text = plain_text(path) if arguments.source == "brat" else None
    source = Source(
        content=read_text(path),
        name=str(path),
        doc_id=path.stem,
        text=read_text(arguments.text) if arguments.text else text,
        label_map=dict(arguments.label) if arguments.label else None,
    )
    documents, notes = READERS[arguments.source](source)
    for note in notes:
        _say(f"{path}: {note}")
    if arguments.target in ONE_FILE_EACH and len(documents) > 1 and not arguments.output:
        raise _UsageError(f"{len(documents)} documents as {arguments.target} need --output FOLDER")
    return _put_all(iter(documents), arguments.target, arguments.output)


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


def _put_all(documents: Iterator[Document], form: str, folder: Path | None) -> int:
    """Write every document that can be written; returns the worst exit code."""
    put = _put_file(folder) if folder else _put_stdout
    code = OK
    for i, document in enumerate(documents):
        content, notes = WRITERS[form](document)
        name = f"document-{i}" if document.doc_id is None else document.doc_id
        for note in notes:
            _say(f"{name}: {note}")
        try:
            put(name, form, content, document)
        except FormatError as error:
            code = _fail(str(error), PROBLEMS)
    return code


def _put_stdout(name: str, form: str, content: str, document: Document) -> None:
    sys.stdout.write(content)


def _put_file(folder: Path) -> Callable[[str, str, str, Document], None]:
    folder.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()

    def put(name: str, form: str, content: str, document: Document) -> None:
        if not name.isprintable() or Path(name).name != name or name in ("", *written):
            raise FormatError(f"expected ids that make file names of their own, got {name!r}")
        written.add(name)
        files = {SUFFIXES[form]: content} | ({".txt": document.text} if form == "brat" else {})
        for suffix, text in files.items():
            (folder / f"{name}{suffix}").write_bytes(text.encode("utf-8"))

    return put


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected YYYY-MM-DD, got {iso!r}") from error


def _label(pair: str) -> tuple[str, str | None]:
    old, equals, new = pair.partition("=")
    if not (old and equals):
        raise argparse.ArgumentTypeError(f"expected OLD=NEW or OLD=, got {pair!r}")
    return old, new or None


def _message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
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
