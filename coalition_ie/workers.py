"""Texts read by several processes: batches go out, documents come back in the order of the texts.

Each process is a fresh interpreter (none is forked: a fork inherits locks that nobody opens again)
that loads what reads the texts once and computes on one thread. It has one batch at a time, and at
most two batches for each process are held: read, being read, or waiting for those before them.

The processes end when the iteration ends, fails, or is given up. A parent that is killed leaves
none behind: each ends when nobody is at the other end of its pipe.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection as pipes
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, NamedTuple

from coalition_ie.errors import WorkerError
from coalition_ie.given import Given
from coalition_ie.types import Document

Read = Callable[[Iterator[Given]], Iterator[Document]]
"""What reads texts: the same in this process and, pickled, in the others."""

_AHEAD = 2  # batches held for each process
_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
_PATIENCE = 5.0  # seconds that a process has to end when it is told to


def read_in_processes(
    read: Read, given: Iterator[Given], *, batch_size: int, workers: int
) -> Iterator[Document]:
    """The documents of ``given`` in its order, lazily; processes begin with the first of them.

    What ``read`` warns of and raises comes here at the same place as if it were called here, and
    what ``given`` raises after the documents before it. A batch that cannot be sent, because
    something in its rows cannot be pickled, is read here.

    Raises:
        WorkerError: ``read`` cannot be pickled (at once), a process cannot load it, or one ends.
    """
    try:
        task = pickle.dumps(read)
    except Exception as error:  # pickle has no common error for what it cannot take
        raise WorkerError(
            "expected an extractor that can be sent to other processes: one of a checkpoint, or "
            f"with a tagger that can be pickled; got {type(error).__name__}: {error}"
        ) from error
    return _in_order(read, task, given, batch_size, workers)


class _Outcome(NamedTuple):
    """Documents and warnings of a batch in their order, and what ended its reading."""

    found: Sequence[Document | Warning]
    error: Exception | None


@dataclass(slots=True)
class _Batch:
    """Texts, and what came of them; ``here`` if they are to be read in this process."""

    given: Sequence[Given]
    outcome: _Outcome | None = None
    here: bool = False


def _in_order(
    read: Read, task: bytes, given: Iterator[Given], size: int, workers: int
) -> Iterator[Document]:
    with _Processes(task, workers) as processes:
        held = _Held(processes, given, size, workers * _AHEAD)
        while (batch := held.first()) is not None:
            if batch.here:
                yield from read(iter(batch.given))
            elif batch.outcome is not None:
                for one in batch.outcome.found:
                    held.serve(wait=False)  # the others work on while the caller does
                    if isinstance(one, Warning):
                        warnings.warn(one, stacklevel=2)
                    else:
                        yield one
                if batch.outcome.error is not None:
                    raise batch.outcome.error
        if held.stopped is not None:
            raise held.stopped


class _Held:
    """The batches that are on their way, at most ``most``, in the order of the texts."""

    def __init__(self, processes: _Processes, given: Iterator[Given], size: int, most: int) -> None:
        self.processes, self.given, self.size, self.most = processes, given, size, most
        self.batches: deque[_Batch] = deque()
        self.over = False
        self.stopped: Exception | None = None

    def first(self) -> _Batch | None:
        """The next batch, when it is read; None after the last."""
        self.serve(wait=False)
        while self.batches and not self.batches[0].here and self.batches[0].outcome is None:
            self.serve(wait=True)
        return self.batches.popleft() if self.batches else None

    def serve(self, *, wait: bool) -> None:
        """Take in what is read, if asked wait for it, and give the free processes more."""
        self.processes.receive(wait=wait)
        while not self.over and len(self.batches) < self.most and self.processes.are_free():
            if not (batch := self._next()):
                return
            self.batches.append(batch)
            batch.here = not self.processes.send(batch)

    def _next(self) -> _Batch | None:
        texts: list[Given] = []
        try:
            for one in islice(self.given, self.size):
                texts.append(one)
        except Exception as error:  # the caller's: what came before it is delivered first
            self.stopped = error
        self.over = len(texts) < self.size
        return _Batch(texts) if texts else None


class _Worker(NamedTuple):
    """A process and this end of its pipe."""

    process: SpawnProcess
    pipe: Connection


class _Processes:
    """Up to ``most`` processes, begun when they are needed, ended with the context."""

    def __init__(self, task: bytes, most: int) -> None:
        self.task, self.most = task, most
        self.free: list[_Worker] = []
        self.busy: dict[Connection, tuple[_Worker, _Batch]] = {}

    def __enter__(self) -> _Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        every = [*self.free, *(worker for worker, _ in self.busy.values())]
        for worker in every:
            worker.process.terminate()
            worker.pipe.close()
        for worker in every:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()

    def are_free(self) -> bool:
        """Whether one waits for a batch, or may still be begun."""
        return bool(self.free) or len(self.busy) < self.most

    def send(self, batch: _Batch) -> bool:
        """Give a batch to a free process; False if it cannot be pickled."""
        try:
            raw = pickle.dumps(batch.given)
        except Exception:  # of whatever the caller's rows hold
            return False
        worker = self.free.pop() if self.free else _begun(self.task)
        self.busy[worker.pipe] = worker, batch
        try:
            worker.pipe.send_bytes(raw)
        except OSError as error:
            raise _ended(worker) from error
        return True

    def receive(self, *, wait: bool) -> None:
        """Take in the batches that are read."""
        for pipe in pipes.wait(list(self.busy), None if wait else 0):
            worker, batch = self.busy[pipe]  # type: ignore[index]
            try:
                batch.outcome = pickle.loads(worker.pipe.recv_bytes())
            except (EOFError, OSError) as error:
                raise _ended(worker) from error
            del self.busy[worker.pipe]
            self.free.append(worker)


def _ended(worker: _Worker) -> WorkerError:
    worker.process.join(_PATIENCE)
    code = worker.process.exitcode
    hint = (
        "memory may be short"
        if code is not None and code < 0
        else ("a script has to call this under if __name__ == '__main__':")
    )
    return WorkerError(f"a process that reads texts ended with exit code {code}: {hint}")


def _begun(task: bytes) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, task), daemon=True)
    with _uninterrupted():
        process.start()
    theirs.close()  # else this process would not see the other's end
    return _Worker(process, ours)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C, and let a process that begins never see it: its parent ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would take the mask off when it begins
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, task: bytes) -> None:
    """What a process does: load, then answer each batch with its outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # before numpy or torch is imported
    read: Read | None = None
    failed = None
    try:
        read = pickle.loads(task)
        if torch := sys.modules.get("torch"):  # imported before, by the script that is run
            torch.set_num_threads(1)
    except Exception as error:  # of whatever a tagger needs
        failed = WorkerError(
            f"a process could not load the extractor: {type(error).__name__}: {error}"
        )
    try:
        while True:
            given = pickle.loads(pipe.recv_bytes())
            outcome = _outcome(read, given) if read else _Outcome((), failed)
            pipe.send_bytes(_packed(outcome))
    except (EOFError, OSError):  # nobody waits for it any more
        return


def _outcome(read: Read, given: Sequence[Given]) -> _Outcome:
    found: list[Document | Warning] = []

    def note(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        found.append(message if isinstance(message, Warning) else category(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always")  # whether it is shown, its caller's filters say
        warnings.showwarning = note
        try:
            for document in read(iter(given)):
                found.append(document)
        except Exception as error:  # raised again where the documents are asked for
            return _Outcome(found, error)
    return _Outcome(found, None)


def _packed(outcome: _Outcome) -> bytes:
    """An outcome as bytes; an error that they cannot hold becomes one that says what it said."""
    if (error := outcome.error) is not None:
        try:
            pickle.loads(pickle.dumps(error))  # one with arguments of its own fails only there
        except Exception:
            error = WorkerError(f"{type(error).__name__}: {error}")
    return pickle.dumps(outcome._replace(error=error))
