"""Places with coordinates against those that a reader gave by hand.

    python benchmarks/places.py --texts ../shared [--set test|other|dev] [--misses]

``annotations/knowledge/places`` holds place mentions of real articles, drawn by document, with an
id of GeoNames or coordinates by hand, or null where the name is of no one place (a sea, a part of
the world). ``dev`` was read while the weights were set, ``test`` was annotated before the matcher
first ran on it, and so was ``other``: two names that are no countries' of each of 75 articles that
no rule saw, on any subject, from newspapers of the Maghreb, the Gulf and others, among the mentions
that the default model found, wrong ones included. On the other two the matcher gets the gold
mentions of the whole article. An answer is right with
the reader's id, or within 161 km (100 miles) of the reader's point; a country, with its id alone.
Prints precision (of those answered), the share answered and the share right of all that have a
place, precision by the kind of point, and milliseconds of processor a document; beside
it what the most populous place of the name would get.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from coalition_ie.corpus.read import read_annotations
from coalition_ie.corpus.texts import blocks
from coalition_ie.knowledge.gazetteer import gazetteer, kilometres, place_key
from coalition_ie.knowledge.places import SAME_AREA, places
from coalition_ie.types import Document, Mention
from coalition_ie.types.knowledge import Place

ANNOTATIONS = Path(__file__).parent.parent / "annotations"
PLACES = ANNOTATIONS / "knowledge" / "places"


class Answer(NamedTuple):
    """One gold mention with what was answered."""

    document: str
    surface: str
    gold: dict[str, Any]
    place: Place | None

    @property
    def right(self) -> bool:
        """Whether the answer is the reader's; where the reader has none, whether there is none."""
        return agree(self.gold, self.place)


def agree(gold: dict[str, Any], place: Place | None) -> bool:
    """Whether an answer is that of the gold item: the same id, or a point near enough."""
    if place is None:
        return has_no_place(gold)
    if gold.get("id") == place.id:
        return True
    if "latitude" not in gold:
        return False
    here = (place.latitude, place.longitude)
    return kilometres((gold["latitude"], gold["longitude"]), here) <= SAME_AREA


def has_no_place(gold: dict[str, Any]) -> bool:
    """Whether the reader gave neither id nor point."""
    return gold.get("id") is None and "latitude" not in gold


def gold_documents(name: str, texts: Path) -> Iterator[tuple[dict[str, Any], Document]]:
    """The lines of a set with their documents and mentions, checked by sha256."""
    lines = (PLACES / f"{name}.jsonl").read_text("utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    read = read_annotations(ANNOTATIONS, texts=texts, chosen=lambda entry: entry.id in records)
    gold = {entry.id: document for entry, document in read}
    wanted: dict[str, set[int]] = {}
    for record in records.values():
        if "block" in record:
            wanted.setdefault(record["text"], set()).add(record["block"])
    found = {
        (collection, number): text
        for collection, numbers in wanted.items()
        for number, text in islice(enumerate(blocks(texts / collection)), max(numbers) + 1)
        if number in numbers
    }
    for record in records.values():
        document = gold.get(record["id"]) or tagged(record, found[record["text"], record["block"]])
        if hashlib.sha256(document.text.encode("utf-8")).hexdigest() != record["sha256"]:
            raise SystemExit(f"{record['text']}: not the text that was annotated (sha256)")
        yield record, document


def tagged(record: dict[str, Any], text: str) -> Document:
    """A document of a collection with the places that the default model found in it."""
    mentions = tuple(
        Mention(start=start, end=end, text=text[start:end], label="LOC")
        for start, end in record["mentions"]
    )
    return Document(text=text, mentions=mentions, doc_id=record["id"])


def answers(name: str, texts: Path) -> tuple[list[Answer], float]:
    """Every gold mention of a set with its answer, and the seconds of processor a document."""
    baghdad = Mention(start=0, end=5, text="بغداد", label="LOC")
    places(Document(text="بغداد", mentions=(baghdad,)))  # loads the tables
    found: list[Answer] = []
    seconds, documents = 0.0, 0
    for record, document in gold_documents(name, texts):
        began = time.process_time()
        placed = places(document)
        seconds += time.process_time() - began
        documents += 1
        positions = {(m.start, m.end): i for i, m in enumerate(document.mentions)}
        for item in record["items"]:
            span = (item["start"], item["end"])
            place = placed.get(positions[span])
            found.append(Answer(record["id"], document.text[slice(*span)], item, place))
    return found, seconds / documents


def most_populous(answer: Answer) -> Answer:
    """What a plain lookup answers: the namesake with the most inhabitants."""
    entries = gazetteer().find(place_key(answer.surface))
    best = max(entries, key=lambda entry: entry.population, default=None)
    if best is None:
        return answer._replace(place=None)
    point = {"latitude": best.latitude, "longitude": best.longitude}
    return answer._replace(place=Place(id=best.id, name=best.name, country=best.country, **point))


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--set", default="test", choices=("test", "dev", "other"))
    parser.add_argument("--misses", action="store_true", help="every wrong or missing answer")
    args = parser.parse_args()
    found, seconds = answers(args.set, args.texts)
    located = [a for a in found if not has_no_place(a.gold)]
    given = [a for a in found if a.place]
    right = [a for a in given if a.right]
    documents = len({a.document for a in found})
    print(f"{args.set}: {len(found)} mentions of {documents} articles")
    print(f"precision within {SAME_AREA:.0f} km: {len(right)}/{len(given)} {ratio(right, given)}")
    answered = [a for a in located if a.place]
    print(f"answered of those with a place: {len(answered)}/{len(located)}", end=" ")
    print(f"{ratio(answered, located)}, right of all: {ratio(right, located)}")
    for what in ("precision", "rule"):
        kinds = Counter(getattr(a.place, what) for a in given)
        good = Counter(getattr(a.place, what) for a in right)
        print(", ".join(f"{kind} {good[kind]}/{n}" for kind, n in kinds.most_common()))
    print(f"{seconds * 1000:.2f} ms a document")
    plain = [answer for answer in map(most_populous, found) if answer.place]
    good = [answer for answer in plain if answer.right]
    print(f"most populous: {len(good)}/{len(plain)} {ratio(good, plain)} right", end=", ")
    print(f"{ratio(good, located)} of all")
    if args.misses:
        for a in found:
            if not a.right:
                print(a.document, a.surface, a.gold, a.place, sep="\t")


def ratio(part: list[Answer], whole: list[Answer]) -> str:
    return f"{len(part) / len(whole):.3f}"


if __name__ == "__main__":
    main()
