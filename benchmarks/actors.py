"""Actors of mentions against those that a reader gave by hand.

    python -m benchmarks.actors --texts ../shared [--set test]

``annotations/knowledge/actors`` holds fillers of the roles actors and targets of gold events,
drawn at random, with id, country and sector (empty where there is none). Prints the shares that are
right, of those with a country or sector and of those answered, and every miss.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.gold import ANNOTATIONS, gold
from coalition_ie.knowledge.actors import actors
from coalition_ie.types.knowledge import Actor

_NOBODY = Actor(id="", name="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--set", default="test")
    options = parser.parse_args()
    pairs, misses, spent, mentions = [], [], 0.0, 0
    for line, document in gold(
        ANNOTATIONS / "knowledge" / "actors" / f"{options.set}.jsonl", options.texts
    ):
        begun = time.process_time()
        found = actors(document)
        spent += time.process_time() - begun
        mentions += len(document.mentions)
        places = {(m.start, m.end): n for n, m in enumerate(document.mentions)}
        for item in line["items"]:
            got = found.get(places[item["start"], item["end"]], _NOBODY)
            pairs.append((item, got))
            expected = (item["actor"], item["country"], item["sector"])
            if expected != (got.id, got.country, got.sector):
                surface = document.text[item["start"] : item["end"]]
                misses.append(f"{line['id']} {surface}: {expected} {got}")
    print(f"mentions {len(pairs)}, microseconds a mention {1e6 * spent / mentions:.0f}")
    answered = sum(got is not _NOBODY for _, got in pairs)
    print(f"answered {answered} of {len(pairs)} ({answered / len(pairs):.3f})")
    for field, key in (("country", "country"), ("sector", "sector"), ("id", "actor")):
        having = [(i[key], getattr(got, field)) for i, got in pairs if i[key]]
        given = [(i[key], getattr(got, field)) for i, got in pairs if getattr(got, field)]
        for name, chosen in (("of those that have one", having), ("of those answered", given)):
            right = sum(expected == value for expected, value in chosen)
            print(f"{field:8} {name:23} {right} of {len(chosen)} ({right / len(chosen):.3f})")
    print(*misses, sep="\n")


if __name__ == "__main__":
    main()
