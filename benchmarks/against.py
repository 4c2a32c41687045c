"""Two readers over the same cases and texts: what each finds, how much of it is right, how fast.

The engine of ``benchmarks/numerals.py`` and ``benchmarks/dates.py``, which bring the readers. A
case is found where a span of the reader overlaps the expected one, exact where the spans are the
same, and right where the value of an overlapping span is the expected one. Spurious are spans in
texts that have none to find. On texts without annotations only the spans are counted, those with a
value, those that overlap a span of the other reader, and those of them with the same value. Speed
is processor time on one core, both readers in one run and on the same texts; ``time`` is how many
times as long as ours a reader takes, which can be compared between machines.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parents[1] / "tests" / "cases"
TEXTS = 20  # documents read unless told otherwise: the others are slow


class Found(NamedTuple):
    """A span and its value; None where the reader gives none."""

    start: int
    end: int
    value: object


class Case(NamedTuple):
    """A text and what is in it; no value where the specification leaves it open."""

    text: str
    group: str
    expected: tuple[Found, ...]


Read = Callable[[str], Sequence[Found]]
Agrees = Callable[[object, object], bool]


class Reader(NamedTuple):
    """A library by its name in the table, and how it is asked."""

    name: str
    read: Read


def cases(name: str, key: str, group: Callable[[dict[str, object]], str]) -> list[Case]:
    """The lines of ``tests/cases/NAME.jsonl``; ``key`` is the row of surfaces and values."""
    found = []
    for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines():
        case, at, expected = json.loads(line), 0, []
        for surface, value in case[key]:
            start = case["text"].index(surface, at)
            at = start + len(surface)
            expected.append(Found(start, at, value))
        found.append(Case(case["text"], group(case), tuple(expected)))
    return found


def overlap(first: Found, second: Found) -> bool:
    return first.start < second.end and second.start < first.end


def on_cases(reader: Reader, every: Sequence[Case], agrees: Agrees) -> dict[str, list[int]]:
    """By group: all, covered, exact, right, and spurious."""
    rows: dict[str, list[int]] = {}
    for case in every:
        row = rows.setdefault(case.group, [0] * 5)
        found = reader.read(case.text)
        row[4] += len(found) if not case.expected else 0
        for expected in case.expected:
            if expected.value is None:
                continue
            hits = [f for f in found if overlap(f, expected)]
            row[0] += 1
            row[1] += bool(hits)
            row[2] += any(f[:2] == expected[:2] for f in hits)
            row[3] += any(agrees(f.value, expected.value) for f in hits)
    return rows


def print_cases(readers: Sequence[Reader], every: Sequence[Case], agrees: Agrees) -> None:
    heads = ("all", "found", "exact", "right", "spurious")
    print(f"{'cases':24}", *(f"{head:>9}" for head in heads))
    for reader in readers:
        rows = on_cases(reader, every, agrees)
        rows["together"] = [sum(column) for column in zip(*rows.values(), strict=True)]
        for group, row in rows.items():
            print(f"{reader.name:11} {group:12}", *(f"{count:9}" for count in row))


def shared(found: Sequence[Found], others: Sequence[Found]) -> tuple[int, int]:
    """How many spans overlap one of the other reader's, and how many have its value as well."""
    hits = [(f, [g for g in others if overlap(f, g)]) for f in found]
    alike = sum(f.value is not None and any(f.value == g.value for g in of) for f, of in hits)
    return sum(bool(of) for _, of in hits), alike


def print_texts(readers: Sequence[Reader], folder: Path, documents: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))[:documents]]
    lines = [line for text in texts for line in text.splitlines()]
    size = sum(len(line.encode("utf-8")) for line in lines) / 1e6
    results, seconds = [], []
    for reader in readers:
        reader.read(lines[0])  # tables are read once
        begin = time.process_time()
        results.append([reader.read(line) for line in lines])
        seconds.append(time.process_time() - begin)
    heads = ("spans", "valued", "shared", "alike", "MB/s", "time")
    print(f"\n{f'{len(texts)} texts':24}", *(f"{head:>9}" for head in heads))
    for n, reader in enumerate(readers):
        spans = [f for found in results[n] for f in found]
        both = [shared(*pair) for pair in zip(results[n], results[n - 1], strict=True)]
        counts = [len(spans), sum(f.value is not None for f in spans)]
        counts += [sum(column) for column in zip(*both, strict=True)]
        print(f"{reader.name:24}", *(f"{count:9}" for count in counts), end="")
        print(f" {size / seconds[n]:9.2f} {seconds[n] / seconds[0]:9.2f}")


def compare(
    ours: Reader,
    theirs: Reader,
    every: Sequence[Case],
    *,
    needs: str,
    agrees: Agrees,
    description: str,
) -> None:
    """The command: both readers side by side, ours alone where ``needs`` is not installed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--texts", type=Path, help="a folder of .txt to read besides the cases")
    parser.add_argument("--documents", type=int, default=TEXTS)
    args = parser.parse_args()
    readers = [ours]
    if importlib.util.find_spec(needs) is None:
        print(f'{needs} is not installed (pip install ".[benchmarks]"): ours alone')
    else:
        readers.append(theirs)
    print_cases(readers, every, agrees)
    if args.texts is not None:
        print_texts(readers, args.texts, args.documents)


def as_fraction(value: object) -> Fraction:
    """The exact number that a case writes as an integer, a decimal or a quotient."""
    return Fraction(str(value))
