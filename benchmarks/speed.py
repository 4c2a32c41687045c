"""Words read in a second by the whole pipeline, and the share that each part takes of it.

    python benchmarks/speed.py --texts ../shared/domain --documents 60

Ratios of parts within one run are comparable between machines, the speed itself is not.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from coalition_ie.arabic.reading import Reading
from coalition_ie.pipeline import Extractor, with_events


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--model")
    args = parser.parse_args()
    texts = [p.read_text("utf-8") for p in sorted(args.texts.glob("*.txt"))[: args.documents]]
    words = sum(len(text.split()) for text in texts)
    extractor = Extractor.from_pretrained(args.model)
    extractor.extract(texts[0])
    begin = time.perf_counter()
    documents = list(extractor.extract_many(texts))
    whole = time.perf_counter() - begin
    begin = time.perf_counter()
    for text in texts:
        len(Reading(text).words)
    split = time.perf_counter() - begin
    begin = time.perf_counter()
    for document in documents:
        with_events(document)
    events = time.perf_counter() - begin
    print(f"{len(texts)} documents, {words} words: {words / whole:.0f} words a second")
    print(f"splitting {split / whole:.1%}, events {events / whole:.1%} of the time")


if __name__ == "__main__":
    main()
