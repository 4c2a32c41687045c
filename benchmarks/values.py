"""Values of figures and time expressions against those a reader gave by hand.

    python benchmarks/values.py --texts ../shared

``annotations/values`` holds figures and time expressions of articles that no rule was written on:
every one of an article, with its value. Time expressions were drawn five times: the misses of the
first set were read to mend the rules, the second was read by them for the first time afterwards;
the other three, part of them from collections of other news, were annotated after both. A
figure is read from its span, as behind a tagger; a time expression has to be found, in one span
that overlaps the reader's, with the same days and grain.
Prints the shares that are right and every miss.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from coalition_ie.arabic.reading import Reading
from coalition_ie.corpus.texts import blocks
from coalition_ie.dates.find import find_dates
from coalition_ie.figures import figure_at

VALUES = Path(__file__).parent.parent / "annotations" / "values"


class Miss(NamedTuple):
    """One value that is not the reader's."""

    document: str
    surface: str
    got: object
    expected: object


def records(name: str, texts: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The lines of a file of ``annotations/values`` with their texts, checked by sha256.

    The text of a record is a file, or with ``block`` one of the texts of a collection.
    """
    found = [json.loads(line) for line in (VALUES / name).read_text("utf-8").splitlines()]
    wanted: dict[str, set[int]] = {}
    for record in found:
        if "block" in record:
            wanted.setdefault(record["text"], set()).add(record["block"])
    collections = {
        path: {n: text for n, text in enumerate(blocks(texts / path)) if n in numbers}
        for path, numbers in wanted.items()
    }
    for record in found:
        path = record["text"]
        if "block" in record:
            raw = collections[path].get(record["block"], "").encode()
        else:
            raw = (texts / path).read_bytes()
        if hashlib.sha256(raw).hexdigest() != record["sha256"]:
            raise SystemExit(f"{record['id']}: not the text that was annotated (sha256): {path}")
        yield record, raw.decode("utf-8")


def figures(name: str, texts: Path) -> tuple[int, list[Miss]]:
    """How many figures there are, and those read otherwise."""
    total, misses = 0, []
    for record, text in records(name, texts):
        reading = Reading(text)
        for item in record["items"]:
            start, end = item["start"], item["end"]
            found = figure_at(reading, start, end)
            keys = ("low", "high", "unit", "approximate")
            expected = tuple(item[key] for key in keys)
            got = found and tuple(getattr(found, key) for key in keys)
            total += 1
            if got != expected:
                misses.append(Miss(record["id"], text[start:end], got, expected))
    return total, misses


def dates(name: str, texts: Path) -> tuple[int, list[Miss]]:
    """How many time expressions there are, and those missed or read otherwise."""
    total, misses = 0, []
    for record, text in records(name, texts):
        published = record["published"] and date.fromisoformat(record["published"])
        found = find_dates(text, published=published)
        for item in record["items"]:
            touching = [f for f in found if f.start < item["end"] and item["start"] < f.end]
            expected = item["grain"] and (item["first"], item["last"], item["grain"])
            got = [
                f.value and (f.value.start.isoformat(), f.value.end.isoformat(), f.value.grain)
                for f in touching
            ]
            total += 1
            if got != [expected]:
                surface = text[item["start"] : item["end"]]
                misses.append(Miss(record["id"], surface, got, expected))
    return total, misses


SETS = (
    ("figures", figures, "figures.jsonl"),
    ("time expressions, first set", dates, "dates_first.jsonl"),
    ("time expressions, second set", dates, "dates_second.jsonl"),
    ("time expressions, third set", dates, "dates_third.jsonl"),
    ("time expressions, fourth set", dates, "dates_fourth.jsonl"),
    ("time expressions, fifth set", dates, "dates_fifth.jsonl"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    args = parser.parse_args()
    for name, score, file in SETS:
        total, misses = score(file, args.texts)
        print(f"{name}: {total - len(misses)} of {total} right, {1 - len(misses) / total:.3f}")
        for miss in misses:
            print("  ", *miss, sep="\t")


if __name__ == "__main__":
    main()
