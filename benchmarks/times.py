"""Times of forms and chats: how much ours, dateparser and puckling read of each other's cases.

    pip install ".[benchmarks]"
    python benchmarks/times.py [--puckling PYTHON]

``PYTHON`` is the interpreter of an environment with puckling, which needs Python 3.13. Groups of
cases: ours are those of ``tests/cases/timex.jsonl`` that have a day, an hour or a length; those of
puckling are the Arabic corpora that it ships, asked for when this runs; those of dateparser are the
Arabic strings of its tests of translation, with the values that they say. Each is read with the
future preferred where the corpus is puckling's, as Duckling does, else as the case says. Found: a
span overlaps the expected one; right: it begins at the same time, as far as the grain tells. A
length is compared by its seconds, months of 30 days and years of 365, as puckling counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from coalition_ie.dates import find_dates

CASES = Path(__file__).parents[1] / "tests" / "cases" / "timex.jsonl"
READER = Path(__file__).with_name("puckling_reader.py")
WRITTEN, DUCKLING = date(2016, 7, 20), date(2013, 2, 12)
_WIDTH = {"year": 4, "month": 7, "day": 10, "week": 10, "hour": 16, "minute": 16, "second": 16}
_SECONDS = {"S": 1, "H": 3600, "D": 86400, "W": 604800, "M": 2592000, "Y": 31536000}
# Strings of dateparser's tests, with the values that those tests say, on a day of writing of ours.
DATEPARSER = (
    ("6 يناير، 2015، الساعة 05:16 مساءً", "minute", "2015-01-06T17:16"),
    ("7 يناير، 2015، الساعة 11:00 صباحاً", "minute", "2015-01-07T11:00"),
    ("8 يناير، 2015، الساعة 10:01 صباحاً", "minute", "2015-01-08T10:01"),
    ("أمس", "day", "2016-07-19"),
    ("اليوم", "day", "2016-07-20"),
    ("اليوم السابق", "day", "2016-07-19"),
)


class Case(NamedTuple):
    """A text, what is asked of it, and the span and beginning that are expected."""

    group: str
    text: str
    start: int
    end: int
    expected: str
    written: date
    options: dict[str, Any]


Read = Callable[[Case], Sequence[tuple[int, int, str]]]
KINDS = ("DATE", "TIME", "DURATION")


def seconds(period: str) -> str:
    """``PT1H30M`` as ``5400s``."""
    days, _, hours = period[1:].partition("T")
    found = re.findall(r"([\d.]+)([YMWD])", days)
    found += [
        (n, "S" if unit == "S" else "min" if unit == "M" else unit)
        for n, unit in re.findall(r"([\d.]+)([HMS])", hours)
    ]
    return f"{sum(float(n) * (60 if unit == 'min' else _SECONDS[unit]) for n, unit in found):.0f}s"


def ours(case: Case) -> list[tuple[int, int, str]]:
    found = []
    for d in find_dates(case.text, published=case.written, **{"kinds": KINDS, **case.options}):
        tag = d.to_timex3()
        if tag["type"] == "DURATION":
            found.append((d.start, d.end, seconds(tag["value"])))
        else:
            day = d.value.start.isoformat() if d.value else ""
            clock = re.search(r"T(\d\d:\d\d)", tag["value"])
            found.append((d.start, d.end, f"{day}T{clock[1] if clock else '00:00'}"))
    return found


def dateparser(case: Case) -> list[tuple[int, int, str]]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(*case.written.timetuple()[:3]), "DATE_ORDER": "DMY"}
    if (prefer := case.options.get("prefer")) in ("past", "future"):
        settings["PREFER_DATES_FROM"] = prefer
    spans, at = [], 0
    for surface, moment in search_dates(case.text, languages=["ar"], settings=settings) or []:
        if (start := case.text.find(surface, at)) >= 0:
            at = start + len(surface)
            spans.append((start, at, moment.isoformat()[:16]))
    return spans


class Puckling:
    """puckling in its own interpreter."""

    def __init__(self, python: str) -> None:
        command, pipe = [python, str(READER)], subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8")

    def ask(self, text: str, day: date) -> Any:
        """What it answers to a text, or to an empty one: its own corpora."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([text, day.isoformat()]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def read(self, case: Case) -> list[tuple[int, int, str]]:
        """What it reads in a case."""
        return [tuple(found) for found in self.ask(case.text, case.written)]

    def cases(self) -> Iterator[Case]:
        """Its own cases."""
        for text, group, grain, expected in self.ask("", DUCKLING):
            value = expected if grain == "duration" else expected[: _WIDTH[grain]]
            options = {"prefer": "future", "dialects": True}
            yield Case(group, text, 0, len(text), value, DUCKLING, options)


def own_cases() -> Iterator[Case]:
    """Ours with a value that all three could give: a beginning in the calendar, or a length."""
    for line in CASES.read_text("utf-8").splitlines():
        case, at = json.loads(line), 0
        options = {key: case[key] for key in ("prefer", "dialects") if key in case}
        group = "ours, " + (
            "everyday words" if "dialects" in case else case["source"].partition(":")[0]
        )
        for surface, value in case["times"]:
            at = case["text"].index(surface, at)
            days = find_dates(case["text"], published=WRITTEN, **{"kinds": KINDS, **options})
            day = next((d.value for d in days if d.start == at and d.value), None)
            clock = re.fullmatch(r"[\d-]+(T\d\d:\d\d)Z?", value)
            if re.fullmatch(r"P[T\d][\dYMWDTHS.]*", value) and case.get("kinds") == ["DURATION"]:
                expected = seconds(value)
            elif clock:
                expected = value[:16]
            elif day is not None and value[:4].isdigit() and "/" not in value:
                expected = day.start.isoformat()[: _WIDTH.get(day.grain, 7)]
            else:
                continue
            yield Case(group, case["text"], at, at + len(surface), expected, WRITTEN, options)


def rows(read: Read, every: Sequence[Case]) -> dict[str, list[int]]:
    """By group: all, found, right."""
    table: dict[str, list[int]] = {}
    for case in every:
        row = table.setdefault(case.group, [0, 0, 0])
        hits = [f for f in read(case) if f[0] < case.end and case.start < f[1]]
        row[0] += 1
        row[1] += bool(hits)
        row[2] += any(f[2].startswith(case.expected) for f in hits)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--puckling", metavar="PYTHON", help="an interpreter that has puckling")
    args = parser.parse_args()
    every = [*own_cases()]
    every += [
        Case("dateparser's", text, 0, len(text), value[: _WIDTH[grain]], WRITTEN, {})
        for text, grain, value in DATEPARSER
    ]
    readers: dict[str, Read] = {"ours": ours}
    if importlib.util.find_spec("dateparser") is None:
        print('dateparser is not installed (pip install ".[benchmarks]")')
    else:
        readers["dateparser"] = dateparser
    if args.puckling is None:
        print("puckling is not asked for (--puckling PYTHON)")
    else:
        puckling = Puckling(args.puckling)
        every += puckling.cases()
        readers["puckling"] = puckling.read
    tables = {name: rows(read, every) for name, read in readers.items()}
    print(f"{'found/right':24}{'cases':>7}", *(f"{name:>12}" for name in tables))
    for group, (count, _, _) in tables["ours"].items():
        said = (f"{found}/{right}" for _, found, right in (t[group] for t in tables.values()))
        print(f"{group:24}{count:7}", *(f"{cell:>12}" for cell in said))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
