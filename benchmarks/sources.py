"""Attributions of events against those that a reader gave by hand.

    python -m benchmarks.sources --texts ../shared [--set held-out] [--misses]

``annotations/knowledge/sources`` holds events of articles drawn at random, each with the speaker or
medium to whom its report is attributed, or none. A speaker is right where the two spans overlap or
name the same by folded text (a document names its speakers more than once). Prints precision and
recall of speakers, the share of events that are right with those that have none, and the time.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.gold import ANNOTATIONS, gold
from coalition_ie.arabic.frequencies import counts
from coalition_ie.arabic.normalise import fold
from coalition_ie.knowledge.sources import attributions

GOLD = ANNOTATIONS / "knowledge" / "sources"


def same(text: str, gold: list[int], start: int, end: int) -> bool:
    """Whether two spans overlap, or one's folded words are among the other's."""
    if gold[0] < end and start < gold[1]:
        return True
    one, two = set(fold(text[gold[0] : gold[1]]).split()), set(fold(text[start:end]).split())
    return one <= two or two <= one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--set", default="held-out")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    right = given = wanted = none = events = kinds = words = documents = 0
    spent, misses = 0.0, []
    counts()  # the word counts are read once
    for line, document in gold(GOLD / f"{options.set}.jsonl", options.texts):
        text = document.text
        documents += 1
        begun = time.process_time()
        found = attributions(document)
        spent += time.process_time() - begun
        words += len(text.split())
        at = {
            (event.trigger.start, event.trigger.end, event.type): attribution
            for event, attribution in zip(document.events, found, strict=True)
        }
        for item in line["items"]:
            got, speaker = at[(*item["trigger"], item["type"])], item["speaker"]
            events += 1
            given += got is not None
            wanted += speaker is not None
            none += got is None and speaker is None
            if got and speaker and same(text, speaker, got.speaker.start, got.speaker.end):
                right += 1
                kinds += got.kind == item["kind"]
            elif got or speaker:
                expected = text[slice(*speaker)] if speaker else None
                around = text[max(0, item["trigger"][0] - 200) : item["trigger"][1] + 80]
                told = f"{got.speaker.text} ({got.cue.text})" if got else None
                trigger = text[slice(*item["trigger"])]
                misses.append(
                    f"{line['id']} {trigger}: {expected} GOT {told} …{around}".replace("\n", "/")
                )
    print(f"{options.set}: {documents} documents, {events} events")
    print(f"  attributed {wanted}, given {given}")
    print(f"  speaker    precision {right / given:.3f}  recall {right / wanted:.3f}")
    print(f"  of all events right {right + none} ({(right + none) / events:.3f})")
    print(f"  kind right of those {kinds / right:.3f}")
    print(f"  {1e5 * spent / words:.2f} ms for 100 words")
    if options.misses:
        print(*misses, sep="\n")


if __name__ == "__main__":
    main()
