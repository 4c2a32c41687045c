"""How fast the library is, beside others, in one run on one machine.

    pip install ".[notebooks]"    # for --plot alone
    python benchmarks/side_by_side.py --texts ../shared/domain --documents 60 \\
        [--rounds 3] [--against FOLDER] [--stream 100000] [--json FILE] [--plot FILE]

Only ratios within one call can be compared between machines; seconds and words a second belong to
the machine that the table names, and to what else it did meanwhile.

Subjects are ``extract_many``, the same with each engine that ``Extractor.from_pretrained`` takes,
our mentions alone, ``transformers.pipeline`` on our checkpoint and on random weights of the shape
of AraBERT-base, and with ``--against`` the ``extract_many`` of another checkout. Each has a process
of its own in every round and under every condition: one thread, two threads, and two threads while
another process keeps one core busy (which slows a machine of many cores only under ``taskset``).
Within a round the subjects take turns at each measure, every round begins with another one, and
medians of the rounds are printed; ``--json`` has every single value. Articles are read by a process
that has not met their words before, texts of one length, which are cut from them, thereafter.
Pipelines read with the batch size that was the fastest of a few, tried before the first round.

What is measured stands in ``benchmarks/subjects.py``, what a stage is in ``benchmarks/stages.py``,
what the floor is in ``benchmarks/floor.py``, and how it is shown in ``benchmarks/report.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from report import Results, drawn, machine, printed
from subjects import DISPATCH, OURS, SUBJECTS, Texts

from coalition_ie.tagger import ENGINES

HERE = Path(__file__).resolve().parents[1]

LENGTHS = (10, 20, 50, 200, 1000, 5000, 20000)
"""Words of the texts of one length."""

BATCHES = (1, 8, 32)
"""Batch sizes that a pipeline is tried with."""

LATENCIES = (20, 200)
"""Words of the single article that is waited for."""

SPIN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
"""The busy neighbour, which ends with the process that started it."""


class Row(NamedTuple):
    """One of those compared: its name in the tables, and what is loaded from where."""

    name: str
    subject: str
    checkout: Path = HERE
    engine: str | None = None


class Condition(NamedTuple):
    """Under which a subject is measured."""

    name: str
    threads: int
    busy: bool = False


class Worker:
    """A process with one subject loaded; ``hello`` is what it says of its start."""

    def __init__(self, row: Row, corpus: Sequence[str], *, threads: int, batch: int = OURS) -> None:
        self.begin = time.perf_counter()
        command = [sys.executable, str(Path(__file__).with_name("subjects.py")), row.subject]
        command += [*corpus, "--checkout", str(row.checkout)]
        command += ["--threads", str(threads), "--batch", str(batch)]
        command += ["--engine", row.engine] if row.engine else []
        self.process = subprocess.Popen(
            command,
            env=environment(row.checkout, threads),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.name = row.name
        self.hello = self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: expected an answer, its process ended without one")
        return json.loads(line)

    def answers(self, job: str, *arguments: int) -> Iterator[Any]:
        """What it answers to a job of `subjects.Jobs`, as it comes."""
        assert self.process.stdin is not None
        print(json.dumps([job, *arguments]), file=self.process.stdin, flush=True)
        while (answer := self._answer()) is not None:
            yield answer

    def ask(self, job: str, *arguments: int) -> Any:
        """The only answer to a job."""
        (answer,) = self.answers(job, *arguments)
        return answer

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.process.wait()


def environment(checkout: Path, threads: int) -> dict[str, str]:
    """That of a process that imports the package of a checkout and computes on so many threads."""
    pools = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
    return os.environ | {"PYTHONPATH": str(checkout)} | dict.fromkeys(pools, str(threads))


@contextmanager
def neighbour(busy: bool) -> Iterator[None]:
    """Another process at work meanwhile, where one is wanted."""
    if not busy:
        yield
        return
    process = subprocess.Popen([sys.executable, "-c", SPIN])
    try:
        yield
    finally:
        process.kill()
        process.wait()


class Run:
    """One call of the command: what is measured, and what came of it."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.corpus = ["--texts", str(args.texts.resolve()), "--documents", str(args.documents)]
        self.conditions = [Condition(threads_of(n), n) for n in args.threads]
        self.main = self.conditions[-1]
        if args.neighbour:
            busy = Condition(f"{self.main.name}, busy neighbour", self.main.threads, busy=True)
            self.conditions.append(busy)
        self.results = Results(self.main.name)
        self.number = 0
        self.batches: dict[tuple[Row, int], int] = {}
        self.rows = self._rows()

    def _rows(self) -> list[Row]:
        """Those that can be measured here; the others are named in the notes."""
        subjects = self.args.subjects
        rows = [Row(name, name) for name in subjects]
        others = [
            Row(f"extract_many, {engine}", "extract_many", engine=engine)
            for engine in self.args.engines
        ]
        if "extract_many" in subjects:
            rows[1:1] = [row for row in others if self._can_be_measured(row)]
            if self.args.against:
                rows.append(Row("extract_many, there", "extract_many", self.args.against.resolve()))
        return rows

    def _can_be_measured(self, row: Row) -> bool:
        with Worker(row, self.corpus, threads=1) as worker:
            if "refused" in worker.hello:
                self.results.note(f"{row.name}: left out, {worker.hello['refused']}")
        return "refused" not in worker.hello

    def _worker(self, row: Row, threads: int) -> Worker:
        batch = self.batches.get((row, threads), OURS)
        return Worker(row, self.corpus, threads=threads, batch=batch)

    def _record(
        self, measure: str, name: str, condition: Condition, values: Any, **more: Any
    ) -> None:
        where = {"measure": measure, "round": self.number, "row": name}
        where |= {"condition": condition.name}
        self.results.records.append(where | more | values)

    def choose_batches(self) -> None:
        """The best batch size of each pipeline for each number of threads."""
        for row in self.rows:
            if SUBJECTS[row.subject].imports != "transformers":
                continue
            for threads in self.args.threads:
                self.batches[row, threads] = self.args.batches[0]
                if len(self.args.batches) == 1:
                    continue
                with self._worker(row, threads) as worker:
                    worker.ask("first")
                    tried = worker.ask("batches", *self.args.batches)
                best = min(tried, key=lambda size: float(tried[size]))
                self.batches[row, threads] = int(best)
                times = ", ".join(f"{size}: {seconds:.2f} s" for size, seconds in tried.items())
                self.results.note(f"{row.name}, {threads_of(threads)}: batch size {best} ({times})")

    def round(self, number: int) -> None:
        """Everything once; each round begins with another row."""
        self.number, turn = number, number % len(self.rows)
        order = self.rows[turn:] + self.rows[:turn]
        for condition in self.conditions:
            say(f"round {number + 1}: {condition.name}")
            with ExitStack() as stack:
                stack.enter_context(neighbour(condition.busy))
                workers = {}
                for row in order:
                    worker = stack.enter_context(self._worker(row, condition.threads))
                    workers[row.name] = worker
                    first = worker.ask("first")
                    took = worker.hello | {"first": first["seconds"], "rss": first.get("rss")}
                    self._record("start", row.name, condition, took)
                self._turns(workers, condition)
        say(f"round {number + 1}: fresh processes, stages, floor")
        self._cold(order)
        self._stages(order)
        self._floor()

    def _turns(self, workers: dict[str, Worker], condition: Condition) -> None:
        """What loaded subjects do in turns: all under the main condition, else articles alone."""
        for name, worker in workers.items():
            self._record("articles", name, condition, worker.ask("articles"))
        if condition != self.main:
            return
        for words in self.args.lengths:
            for name, worker in workers.items():
                self._record("length", name, condition, worker.ask("length", words), length=words)
        for words in self.args.latencies:
            for name, worker in workers.items():
                for seconds in worker.ask("warm", words):
                    self._record("warm", name, condition, {"seconds": seconds}, length=words)

    def _cold(self, order: Sequence[Row]) -> None:
        """From the start of a process to its first result."""
        for words in self.args.latencies:
            for row in order:
                with self._worker(row, self.main.threads) as worker:
                    worker.ask("cold", words)
                    took = {"seconds": time.perf_counter() - worker.begin}
                self._record("cold", row.name, self.main, took, length=words)
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "coalition_ie", "extract", str(DISPATCH)],
            env=environment(HERE, self.main.threads),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        took = {"seconds": time.perf_counter() - begin}
        self._record("command", "coalition-ie extract examples/dispatch.txt", self.main, took)

    def _stages(self, order: Sequence[Row]) -> None:
        for row in order:
            if row.subject != "extract_many":
                continue
            with self._worker(row, 1) as worker:
                worker.ask("first")
                found = worker.ask("stages")
            self._record("stages", row.name, Condition(threads_of(1), 1), found)
            if found["missing"]:
                names = ", ".join(found["missing"])
                self.results.note(f"{row.name}: no stage has the time of {names}, not found in it")

    def _floor(self) -> None:
        for condition in self.conditions:
            if condition.busy:
                continue
            with Worker(Row("floor", "floor"), self.corpus, threads=condition.threads) as worker:
                for one in worker.answers("floor"):
                    self._record("floor", one.pop("checkpoint"), condition, one)

    def stream(self, articles: int) -> None:
        """Memory over a long stream, in a process of its own; printed as it goes."""
        held: float | None = None
        with self._worker(Row("extract_many", "extract_many"), self.main.threads) as worker:
            for mark in worker.answers("stream", articles):
                held = mark.get("rss") if held is None else held
                self._record("stream", "extract_many", self.main, mark)
                memory = f", {mark['rss']:.0f} MB ({mark['rss'] - held:+.0f})" if held else ""
                say(f"stream: {mark['articles']} articles in {mark['seconds']:.0f} s{memory}")


def threads_of(number: int) -> str:
    return "1 thread" if number == 1 else f"{number} threads"


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="folder of .txt")
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--subjects", nargs="+", choices=SUBJECTS, default=list(SUBJECTS))
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=ENGINES[1:])
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--lengths", nargs="*", type=int, default=LENGTHS, help="in words")
    parser.add_argument("--latencies", nargs="*", type=int, default=LATENCIES, help="in words")
    parser.add_argument("--batches", nargs="+", type=int, default=BATCHES, help="of pipelines")
    parser.add_argument("--no-neighbour", dest="neighbour", action="store_false")
    parser.add_argument("--against", type=Path, help="another checkout of the repository")
    parser.add_argument("--stream", type=int, metavar="N", help="articles to read as a stream")
    parser.add_argument("--json", type=Path, help="where every value is written")
    parser.add_argument("--plot", type=Path, help="where a picture is drawn (matplotlib)")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    texts = Texts(args.texts, args.documents)  # refused before anything is started
    if args.plot and find_spec("matplotlib") is None:
        raise SystemExit('--plot needs matplotlib: pip install ".[notebooks]"')
    about = machine() | {"documents": len(texts.articles), "words": len(texts.words)}
    run = Run(args)
    run.choose_batches()
    for number in range(args.rounds):
        run.round(number)
    if args.stream:
        run.stream(args.stream)
    print(printed(run.results, about, rounds=args.rounds))
    if args.json:
        found = {"machine": about, "notes": run.results.notes, "records": run.results.records}
        args.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if args.plot:
        drawn(run.results, args.plot)


if __name__ == "__main__":
    main()
