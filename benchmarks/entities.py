"""Entities against those a reader gave by hand, beside what joining equal strings reaches.

    python -m benchmarks.entities --texts ../shared

``annotations/knowledge/entities`` holds the entities of articles over their gold mentions, those of
``dev`` read to make the rules, those of ``held-out`` and ``later`` afterwards. Prints MUC, B³,
CEAF-e and CoNLL F1 (`coalition_ie.scoring.coreference`) of each part with and without entities of
one mention, the agreement of two readings, what the other annotations of the corpus contradict, and
the time for a document of many mentions; with ``--differences`` also every entity that is not the
reader's.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.gold import ANNOTATIONS, gold
from coalition_ie.arabic.characters import CONJUNCTIONS
from coalition_ie.arabic.normalise import fold
from coalition_ie.corpus.read import read_annotations
from coalition_ie.knowledge.entities import entities
from coalition_ie.scoring.coreference import Coreference, score_entities
from coalition_ie.types import Document, Mention

GOLD = ANNOTATIONS / "knowledge" / "entities"
SIGNS = " \"'«»“”،"
MANY = 20_000  # mentions of the document that is timed

Clusters = list[frozenset[int]]


class Read(NamedTuple):
    """A document with a reader's entities over its mentions."""

    split: str
    document: Document
    clusters: Clusters


def read_gold(name: str, texts: Path) -> list[Read]:
    """The documents of a file of annotations, in its order.

    Raises:
        SystemExit: a text is not the one annotated, or a mention is no longer in the corpus.
    """
    lines = (GOLD / name).read_text("utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    found = {}
    for record, document in gold(GOLD / name, texts):
        starts = {mention.start: at for at, mention in enumerate(document.mentions)}
        if gone := [s for c in record["clusters"] for s in c if s not in starts]:
            raise SystemExit(
                f"{record['id']}: expected mentions at {gone}, the corpus has none there"
            )
        clusters = [frozenset(starts[start] for start in c) for c in record["clusters"]]
        found[record["id"]] = Read(record["split"], document, with_singletons(clusters, document))
    if missing := set(ids) - found.keys():
        raise SystemExit(f"{name}: expected documents of the corpus, got {sorted(missing)}")
    return [found[id] for id in ids]


def with_singletons(clusters: Clusters, document: Document) -> Clusters:
    """The clusters, and each mention that is in none of them by itself."""
    joined = frozenset[int]().union(*clusters)
    return clusters + [frozenset([i]) for i in range(len(document.mentions)) if i not in joined]


def same_string(document: Document) -> Clusters:
    """The baseline: mentions of one label whose folded strings are equal."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, mention in enumerate(document.mentions):
        groups[mention.label, fold(mention.text)].append(at)
    return [frozenset(group) for group in groups.values()]


def found_entities(document: Document) -> Clusters:
    """What the library finds."""
    return [frozenset(entity.mentions) for entity in entities(document)]


def lines(name: str, pairs: Sequence[tuple[Clusters, Clusters]]) -> Iterator[str]:
    """A line of figures with singletons, and one without."""
    for singletons in (True, False):
        scores: Coreference = score_entities(pairs, singletons=singletons)
        shares = "  ".join(
            f"{s.precision:.3f} {s.recall:.3f} {s.f1:.3f}"
            for s in (scores.muc, scores.b3, scores.ceaf_e)
        )
        kind = "all" if singletons else "2+ mentions"
        yield f"{name:28} {kind:12} {shares}  {scores.conll:.3f}"


def differences(read: Read, name: str) -> Iterator[str]:
    """Gold entities that were not found as they are, with what they became."""
    owner = {m: e for e in entities(read.document) for m in e.mentions}
    gold = {m: c for c in read.clusters for m in c}
    texts = [mention.text for mention in read.document.mentions]
    seen: set[frozenset[int]] = set()
    for cluster in read.clusters:
        parts = {frozenset(owner[m].mentions) for m in cluster}
        if parts == {cluster} or cluster in seen:
            continue
        seen |= {gold[m] for part in parts for m in part}
        wanted = {gold[m] for part in parts for m in part}
        said = [" + ".join(_told(c, texts) for c in side) for side in (wanted, parts)]
        yield f"   {name} {read.document.mentions[min(cluster)].label}: {said[0]}   GOT   {said[1]}"


def _told(cluster: frozenset[int], texts: Sequence[str]) -> str:
    counts = Counter(texts[m] for m in sorted(cluster))
    return "{" + " | ".join(f"{t}×{n}" if n > 1 else t for t, n in counts.items()) + "}"


def seconds_for_many(documents: Sequence[Document]) -> float:
    """The time for one document made of all, again and again, up to `MANY` mentions."""
    parts, mentions, at = [], list[Mention](), 0
    while len(mentions) < MANY:
        for document in documents:
            for m in document.mentions:
                mentions.append(
                    Mention(
                        start=m.start + at,
                        end=m.end + at,
                        text=m.text,
                        label=m.label,
                        figure=m.figure,
                    )
                )
            parts.append(document.text + "\n")
            at += len(parts[-1])
    whole = Document(text="".join(parts), mentions=tuple(mentions[:MANY]))
    start = time.perf_counter()
    entities(whole)
    return time.perf_counter() - start


def pairs_that_differ(document: Document) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of mentions that are two things by what was annotated for another purpose.

    Two fillers of one role of an event (guidelines §3: nobody stands twice in one role), and two
    neighbours of one label with nothing but و between them.
    """
    for event in document.events:
        for role in ("actors", "targets", "places", "troops"):
            yield from combinations(getattr(event, role), 2)
    for one, other in pairwise(document.mentions):
        between = document.text[one.end : other.start].strip(SIGNS)
        if one.label == other.label != "TROOP" and between == CONJUNCTIONS[0]:
            yield one, other


def contradictions(texts: Path) -> tuple[int, list[str]]:
    """How many such pairs the whole corpus has, and those that are joined."""
    total, joined = 0, []
    for entry, document in read_annotations(ANNOTATIONS, texts=texts):
        starts = [mention.start for mention in document.mentions]
        owner = {starts[m]: e.id for e in entities(document) for m in e.mentions}
        for one, other in pairs_that_differ(document):
            total += 1
            if owner[one.start] == owner[other.start]:
                joined.append(f"{entry.id}: {one.text}, {other.text}")
    return total, joined


SYSTEMS: dict[str, Callable[[Document], Clusters]] = {
    "same folded string": same_string,
    "entities": found_entities,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--differences", choices=("dev", "held-out", "later"))
    args = parser.parse_args()
    first = read_gold("first.jsonl", args.texts)
    print(f"{'':41} MUC P R F            B³ P R F             CEAF-e P R F         CoNLL F1")
    for split in dict.fromkeys(read.split for read in first):
        part = [read for read in first if read.split == split]
        total = sum(len(read.document.mentions) for read in part)
        print(f"{split}: {len(part)} documents, {total} mentions")
        for name, system in SYSTEMS.items():
            pairs = [(read.clusters, system(read.document)) for read in part]
            print(*lines(f"  {name}", pairs), sep="\n")
    if (GOLD / "second.jsonl").is_file():
        ours = {read.document.doc_id: read.clusters for read in first}
        second = read_gold("second.jsonl", args.texts)
        pairs = [(ours[read.document.doc_id], read.clusters) for read in second]
        print(f"two readings of {len(second)} documents")
        print(*lines("  second against first", pairs), sep="\n")
    if args.differences:
        for read in first:
            if read.split == args.differences:
                print(*differences(read, str(read.document.doc_id)), sep="\n")
    total, joined = contradictions(args.texts)
    print(
        f"{len(joined)} of {total} pairs joined that the corpus takes for two:", *joined, sep="\n  "
    )
    seconds = seconds_for_many([read.document for read in first])
    print(f"{MANY} mentions in one document: {seconds:.2f} s")


if __name__ == "__main__":
    main()
