"""PLOVER codes of events against those that a reader gave by hand.

    python -m benchmarks.plover --texts ../shared

``annotations/knowledge/plover`` holds gold events, drawn at random, with event and mode (empty
where it has none). Events get their sentences, as extracted ones have. Prints the shares that
are right,
with the sentence and without it, and every miss.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.gold import ANNOTATIONS, gold
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.knowledge.plover import plover
from coalition_ie.types import Document, Event, Span


def with_sentence(document: Document, event: Event) -> Event:
    """An event with the sentence that its trigger stands in."""
    for start, end in split_sentences(document.text):
        if start <= event.trigger.start < end:
            return replace(
                event, sentence=Span(start=start, end=end, text=document.text[start:end])
            )
    raise SystemExit(f"document {document.doc_id}: {event.trigger.text} stands in no sentence")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--set", default="test")
    options = parser.parse_args()
    pairs, misses, spent = [], [], 0.0
    for line, document in gold(
        ANNOTATIONS / "knowledge" / "plover" / f"{options.set}.jsonl", options.texts
    ):
        for item in line["items"]:
            event = next(
                event
                for event in document.events
                if (event.trigger.start, event.type) == (item["start"], item["type"])
            )
            whole = with_sentence(document, event)
            begun = time.process_time()
            got = plover(whole)
            spent += time.process_time() - begun
            alone, expected = plover(event), (item["event"], item["mode"])
            pairs.append((expected, (got.event, got.mode), (alone.event, alone.mode)))
            if expected != (got.event, got.mode):
                said = f"{event.type} {event.status} {event.trigger.text}"
                misses.append(f"{line['id']} {said}: {expected}, got {got.event} {got.mode}")
    print(f"events {len(pairs)}, microseconds an event {1e6 * spent / len(pairs):.0f}")
    for name, place in (("with its sentence", 1), ("without it", 2)):
        event = sum(pair[0][0] == pair[place][0] for pair in pairs)
        both = sum(pair[0] == pair[place] for pair in pairs)
        print(f"{name}: event {event / len(pairs):.3f}, event and mode {both / len(pairs):.3f}")
    print(*misses, sep="\n")


if __name__ == "__main__":
    main()
