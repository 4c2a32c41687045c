"""Casualties against those that a reader gave by hand.

    python -m benchmarks.casualties --texts ../shared [--set held-out] [--misses]

``annotations/knowledge/casualties`` holds the casualties of articles by offset. One is found where
the outcome is the same and the spans overlap; its value is right where both bounds are. Prints
precision and recall, the shares of right values, victims and approximations of those found, the
agreement of two readings where there are two, and the time for 100 words.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import ANNOTATIONS, gold
from coalition_ie.knowledge.casualties import find_casualties

GOLD = ANNOTATIONS / "knowledge" / "casualties"

Item = dict[str, Any]


def read_gold(path: Path, texts: Path) -> Iterator[tuple[str, list[Item], str]]:
    """Id, items and text of each document of a file.

    Raises:
        SystemExit: a text is not the one annotated.
    """
    for line, document in gold(path, texts):
        yield line["id"], line["items"], document.text


def found(text: str) -> list[Item]:
    """What the library finds, as the gold has it."""
    keys = ("start", "end", "outcome", "victims", "low", "high", "approximate")
    return [{key: getattr(c, key) for key in keys} for c in find_casualties(text)]


def paired(gold: Sequence[Item], got: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Pairs of one outcome whose spans overlap, each item once, the longest overlap first."""
    options = sorted(
        (-(min(g["end"], f["end"]) - max(g["start"], f["start"])), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(got)
        if g["outcome"] == f["outcome"] and g["start"] < f["end"] and f["start"] < g["end"]
    )
    pairs, left, right = [], set[int](), set[int]()
    for _, i, j in options:
        if i not in left and j not in right:
            pairs.append((gold[i], got[j]))
            left.add(i)
            right.add(j)
    return pairs


def report(name: str, sides: Sequence[tuple[list[Item], list[Item]]]) -> None:
    """Print the shares of one comparison."""
    pairs = [pair for gold, got in sides for pair in paired(gold, got)]
    golds, gots = sum(len(gold) for gold, _ in sides), sum(len(got) for _, got in sides)
    print(f"{name}: {len(sides)} documents, {golds} casualties, {gots} given")
    print(f"  found      precision {len(pairs) / gots:.3f}  recall {len(pairs) / golds:.3f}")
    for outcome, total in Counter(item["outcome"] for side, _ in sides for item in side).items():
        hit = sum(g["outcome"] == outcome for g, _ in pairs)
        given = sum(item["outcome"] == outcome for _, got in sides for item in got)
        print(f"    {outcome:10} found {hit} of {total}, given {given}")
    for what, keys in (
        ("values", ("low", "high")),
        ("victims", ("victims",)),
        ("about", ("approximate",)),
        ("all three", ("low", "high", "victims", "approximate")),
    ):
        right = sum(all(g[key] == f[key] for key in keys) for g, f in pairs)
        print(f"  {what:10} {right} of {len(pairs)} found ({right / len(pairs):.3f})")


def _told(item: Item, text: str) -> str:
    bounds = f"{item['low']}-{item['high']}{'~' * item['approximate']}"
    return f"{item['outcome']} {item['victims']} {bounds} [{text[item['start'] : item['end']]}]"


def misses(name: str, gold: list[Item], got: list[Item], text: str) -> Iterator[str]:
    """Every difference, with the words around it."""
    pairs = paired(gold, got)
    for mark, items, side in (("-", gold, 0), ("+", got, 1)):
        done = [pair[side] for pair in pairs]
        for item in items:
            if not any(item is other for other in done):
                yield f"{mark} {name} {_told(item, text)} …{_around(item, text)}"
    for g, f in pairs:
        if any(g[key] != f[key] for key in ("low", "high", "victims", "approximate")):
            yield f"≠ {name} {_told(g, text)} GOT {_told(f, text)} …{_around(g, text)}"


def _around(item: Item, text: str) -> str:
    return text[max(0, item["start"] - 70) : item["end"] + 70].replace("\n", "/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--set", default="held-out")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    read = list(read_gold(GOLD / f"{options.set}.jsonl", options.texts))
    find_casualties("قتل شخص")  # the tables are read once
    begun = time.process_time()
    sides = [(gold, found(text)) for _, gold, text in read]
    spent = time.process_time() - begun
    report(options.set, sides)
    words = sum(len(text.split()) for _, _, text in read)
    print(f"  {1e5 * spent / words:.2f} ms for 100 words")
    if options.misses:
        for (name, _, text), (gold, got) in zip(read, sides, strict=True):
            print(*misses(name, gold, got, text), sep="\n", end="\n" if gold != got else "")
    second = GOLD / "second.jsonl"
    if options.set == "held-out" and second.is_file():
        first = {name: gold for name, gold, _ in read}
        again = read_gold(second, options.texts)
        report("second reading", [(first[name], items) for name, items, _ in again])


if __name__ == "__main__":
    main()
