"""Time expressions: how much ours and dateparser read, side by side.

    pip install ".[benchmarks]"
    python benchmarks/dates.py [--texts ../shared/domain]

Cases: each expression of tests/cases/dates.jsonl that has a value counts once. A reader covers it
where one of its spans in the text overlaps it, is exact where the span is the same, and is right
where the value begins on the same day (dateparser gives a moment, not an interval, so its month is
compared by month and its year by year). dateparser is given the language, the day of publication
and, as it finds spans of its own, the whole text. On texts without annotations only the number of
expressions and the share found by both are shown. Speed is that of this run, on one core.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from coalition_ie.text.dates import find_dates

CASES = Path(__file__).parents[1] / "tests" / "cases" / "dates.jsonl"
PUBLISHED = date(2016, 7, 20)
_PREFIX = {"year": 4, "month": 7, "season": 7}

Found = tuple[int, int, str]
Reader = Callable[[str], list[Found]]


def ours(text: str) -> list[Found]:
    found = find_dates(text, published=PUBLISHED)
    return [(d.start, d.end, d.value.start.isoformat() if d.value else "") for d in found]


def theirs(text: str) -> list[Found]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(*PUBLISHED.timetuple()[:3]), "DATE_ORDER": "DMY"}
    spans, at = [], 0
    for surface, moment in search_dates(text, languages=["ar"], settings=settings) or []:
        start = text.find(surface, at)
        if start < 0:  # it gives back its own normalised surface
            continue
        at = start + len(surface)
        spans.append((start, at, moment.date().isoformat()))
    return spans


def score(read: Reader) -> tuple[int, int, int, int, int]:
    """Expressions with a value: all, overlapped, exact span, right value; and spurious spans."""
    total = covered = exact = right = spurious = 0
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        text, at = case["text"], 0
        found = read(text)
        spurious += len(found) if not case["dates"] else 0
        for surface, value in case["dates"]:
            start = text.index(surface, at)
            end = at = start + len(surface)
            if isinstance(value, str):
                continue
            total += 1
            hits = [f for f in found if f[0] < end and start < f[1]]
            covered += bool(hits)
            exact += any(f[:2] == (start, end) for f in hits)
            width = _PREFIX.get(value[2], 10)
            right += any(f[2][:width] == value[0][:width] for f in hits)
    return total, covered, exact, right, spurious


def on_texts(folder: Path, limit: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))[:limit]]
    size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
    results: dict[str, list[list[Found]]] = {}
    for name, read in (("ours", ours), ("dateparser", theirs)):
        begin = time.process_time()
        results[name] = [[f for line in text.splitlines() for f in read(line)] for text in texts]
        seconds = time.process_time() - begin
        spans = sum(map(len, results[name]))
        valued = sum(bool(f[2]) for found in results[name] for f in found)
        print(f"{name:12}{spans:8}{valued:8}{size / seconds:12.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--documents", type=int, default=20)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    print(f"{'cases':12}{'all':>8}{'found':>8}{'exact':>8}{'right':>8}{'spurious':>10}")
    for name, read in (("ours", ours), ("dateparser", theirs)):
        total, covered, exact, right, spurious = score(read)
        print(f"{name:12}{total:8}{covered:8}{exact:8}{right:8}{spurious:10}")
    if args.texts is not None:
        print(f"\n{'texts':12}{'spans':>8}{'valued':>8}{'MB a second':>12}")
        on_texts(args.texts, args.documents)


if __name__ == "__main__":
    main()
