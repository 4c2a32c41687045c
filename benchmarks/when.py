"""The times of events against those that a reader gave by hand.

    python -m benchmarks.when --texts ../shared

``annotations/knowledge/when`` holds five events of each of 24 dated articles: ``dev`` was read to
make the rules, ``held-out`` before they first ran on it. An answer is right when its first and last
day are those of one of the reader's answers, or when both say that the text does not tell. Prints
the share that is right, by where the time comes from, beside the day of publication for
every event; with ``--differences`` also what is wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.gold import ANNOTATIONS, gold
from coalition_ie.knowledge.when import times

GOLD = ANNOTATIONS / "knowledge" / "when"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--differences", choices=("dev", "held-out"))
    args = parser.parse_args()
    for split in ("dev", "held-out"):
        right, asked, published = Counter[str](), Counter[str](), 0
        for line, document in gold(GOLD / f"{split}.jsonl", args.texts):
            places = {(e.trigger.start, e.type): n for n, e in enumerate(document.events)}
            found = times(document)
            for item in line["items"]:
                at = places[item["start"], item["type"]]
                time = found[at]
                source = time.source if time else "none"
                got = time and [time.value.start.isoformat(), time.value.end.isoformat()]
                asked[source] += 1
                right[source] += got in item["days"]
                published += [str(document.published)] * 2 in item["days"]
                if split == args.differences and got not in item["days"]:
                    trigger = document.events[at].trigger.text
                    told = f"{trigger}: {item['days']} GOT {got} {source}"
                    print(f"   {line['id']} {item['type']} {told}")
        total = sum(asked.values())
        shares = "  ".join(f"{source} {right[source]}/{n}" for source, n in sorted(asked.items()))
        share = sum(right.values()) / total
        print(f"{split}: {sum(right.values())} of {total} = {share:.3f}  {shares}")
        print(f"{split}: the day of publication for all {published / total:.3f}")


if __name__ == "__main__":
    main()
