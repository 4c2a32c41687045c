"""Several processes read as one would: order, errors, warnings; and they end when nobody asks."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import CoalitionError, Document, Extractor
from coalition_ie.errors import LeftOutWarning, TextError, WorkerError
from coalition_ie.given import Given, as_given, document_of
from coalition_ie.workers import read_in_processes

ROOT = Path(__file__).parents[2]


class OwnError(Exception):
    """An error that cannot be pickled, as its arguments are not those that it is made of."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def read(given: Iterator[Given], *, on_error: str = "raise") -> Iterator[Document]:
    """Documents without mentions; texts that say what to do instead do it."""
    for one in given:
        if one.text == "own":
            raise OwnError("this", "that")
        if one.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if one.text == "pid":
            yield Document(text=f"{os.getpid()}")
            continue
        if isinstance(one.text, str) and one.text.startswith("wait"):
            time.sleep(float(one.text[4:]))
        try:
            yield document_of(one)
        except CoalitionError as error:
            if on_error == "raise":
                raise
            warnings.warn(LeftOutWarning("left out", doc_id="x", reason=str(error)), stacklevel=2)


def by_two(texts: Any, *, batch_size: int = 2, **options: Any) -> Iterator[Document]:
    """What two processes make of texts or rows."""
    given = (as_given(i, row, None, None) for i, row in enumerate(texts))
    return read_in_processes(partial(read, **options), given, batch_size=batch_size, workers=2)


def begun() -> set[multiprocessing.process.BaseProcess]:
    """The processes of this one."""
    return set(multiprocessing.active_children())


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    """After each test there are no processes but those of before."""
    before = begun()
    yield
    assert begun() <= before


def test_documents_come_in_the_order_of_their_texts() -> None:
    # The first batch takes longest: those behind it wait for it.
    texts = ["wait0.5", *(f"{i}" for i in range(30))]
    assert [document.text for document in by_two(texts)] == texts


def test_two_processes_read_and_this_one_does_not() -> None:
    readers = {document.text for document in by_two(["pid", "wait0.1"] * 12)} - {"wait0.1"}
    assert len(readers) == 2
    assert str(os.getpid()) not in readers


def test_no_more_processes_begin_than_there_are_batches() -> None:
    documents = by_two(["a", "b"])
    next(documents)
    assert len(begun()) == 1
    assert [document.text for document in documents] == ["b"]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_an_error_comes_where_it_would_without_processes(size: int) -> None:
    texts: list[Any] = ["a", "b", "c", None, "e", *"fghij"]
    documents = by_two(texts, batch_size=size)
    assert [next(documents).text for _ in range(3)] == ["a", "b", "c"]
    with pytest.raises(TextError, match="text 3: expected a str, got NoneType"):
        next(documents)
    assert list(documents) == []


def test_what_the_source_of_texts_raises_comes_behind_its_texts() -> None:
    def texts() -> Iterator[str]:
        yield from "abc"
        raise OSError("the disk is gone")

    documents = by_two(texts())
    assert [next(documents).text for _ in range(3)] == ["a", "b", "c"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(documents)


def test_warnings_come_between_the_documents_and_through_the_callers_filters() -> None:
    texts: list[Any] = ["a", None, "b", "c"]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        seen = [(document.text, len(said)) for document in by_two(texts, on_error="skip")]
    assert seen == [("a", 0), ("b", 1), ("c", 1)]
    (warning,) = [each.message for each in said]
    assert isinstance(warning, LeftOutWarning)
    assert (warning.doc_id, warning.reason) == ("x", "text 1: expected a str, got NoneType")
    documents = by_two(texts, on_error="skip")
    assert next(documents).text == "a"
    with pytest.raises(LeftOutWarning):  # the tests' filter makes errors of warnings
        next(documents)


def test_rows_that_cannot_be_pickled_are_read_here() -> None:
    lock = threading.Lock()
    rows = [{"text": "a"}, {"text": "b", "lock": lock}, {"text": "c"}, {"text": "d"}, "pid"]
    documents = list(by_two(rows))
    assert [document.text for document in documents[:4]] == ["a", "b", "c", "d"]
    assert documents[1].meta["lock"] is lock
    with pytest.raises(TextError, match="expected a str, got lock"):
        list(by_two(["a", lock]))


def test_an_error_that_cannot_be_pickled_is_told_in_words() -> None:
    with pytest.raises(WorkerError, match=r"^OwnError: this and that$"):
        list(by_two(["a", "own"]))


def test_a_process_that_dies_is_an_error() -> None:
    with pytest.raises(WorkerError, match="ended with exit code -9: memory may be short"):
        list(by_two(["a", "b", "die"]))


def drop(documents: Iterator[Document]) -> None:
    """Nothing: the caller drops it."""


def close(documents: Iterator[Document]) -> None:
    """As `contextlib.closing` does."""
    documents.close()  # type: ignore[attr-defined]


def fail(documents: Iterator[Document]) -> None:
    """An error of the caller's between two documents."""
    with pytest.raises(ZeroDivisionError):
        documents.throw(ZeroDivisionError)  # type: ignore[attr-defined]


@pytest.mark.parametrize("end", [drop, close, fail])
def test_processes_end_with_the_iteration(end: Callable[[Iterator[Document]], None]) -> None:
    before = begun()
    documents = by_two(["a", *["wait9"] * 99], batch_size=1)
    next(documents)
    mine = begun() - before
    assert len(mine) == 2
    end(documents)
    del documents
    assert begun() == before


def test_a_bounded_number_of_batches_is_held() -> None:
    taken = count()
    last = 0

    def texts() -> Iterator[str]:
        nonlocal last
        while True:  # never all of it
            last = next(taken)
            yield "a"

    documents = by_two(texts(), batch_size=5)
    for number in range(200):
        next(documents)
        # Two batches for each process, and the one that is being handed out.
        assert last - number <= 5 * (2 * 2 + 1)
    assert last < 250
    documents.close()  # type: ignore[attr-defined]


def test_what_cannot_be_pickled_is_refused_at_once() -> None:
    extractor = Extractor(tagger=threading.Lock())  # type: ignore[arg-type]
    with pytest.raises(WorkerError, match="with a tagger that can be pickled; got TypeError"):
        extractor.extract_many(["a"], workers=2)


class Unwilling:
    """Can be pickled, and not be loaded."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _refuse, ()


def _refuse() -> None:
    raise OSError("no such weights")


def test_what_a_process_cannot_load_is_an_error() -> None:
    documents = Extractor(tagger=Unwilling()).extract_many(["a"], workers=1)  # type: ignore[arg-type]
    with pytest.raises(WorkerError, match="could not load the extractor: OSError: no such weights"):
        next(documents)


@pytest.mark.parametrize("workers", [0, -1])
def test_workers_are_one_or_more(workers: int) -> None:
    with pytest.raises(ValueError, match=f"workers to be 1 or more, got {workers}"):
        Extractor(tagger=None).extract_many(["a"], workers=workers)  # type: ignore[arg-type]


def test_what_tells_of_a_text_left_out_can_be_pickled() -> None:
    warning = LeftOutWarning("left out", doc_id="x", reason="why")
    again = pickle.loads(pickle.dumps(warning))
    assert (str(again), again.doc_id, again.reason) == ("left out", "x", "why")


# As at a terminal: Ctrl-C goes to the parent and to its processes.
INTERRUPTED = """
import signal, sys
from tests.unit.test_workers import by_two, begun

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    documents = by_two(["a", *["wait2"] * 9], batch_size=1)
    try:
        next(documents)
        print(*(process.pid for process in begun()), flush=True)
        next(documents)
    except KeyboardInterrupt:
        print("interrupted", len(begun()), flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_processes_go_with_their_parent(number: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED, "utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(children) == 2
        if number == signal.SIGINT:
            os.killpg(parent.pid, number)
            out, err = parent.communicate()
            assert (out, err) == ("interrupted 0\n", "")
        else:
            parent.kill()
            parent.communicate()  # until nobody holds the other ends of its pipes
    for pid in children:
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.05)
