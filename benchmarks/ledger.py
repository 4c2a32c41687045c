"""Events over documents against the groups that a reader joined by hand.

    python -m benchmarks.ledger --texts ../shared            B³ and CoNLL F1 beside a baseline
    python -m benchmarks.ledger --texts ../shared --fit      weights of the evidence, from dev
    python -m benchmarks.ledger --growth 5000                time for n, 2n and 4n documents

``annotations/knowledge/ledger`` has 45 groups of two to four articles that tell of the same
events, or only seem to; in each the reader joined the gold events that are one. All groups of a
part are put into one ledger. The baseline joins events of one type, day and place.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, combinations, product
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np

from benchmarks.gold import ANNOTATIONS, annotated
from coalition_ie.knowledge.claims import Claim, Profile, claims
from coalition_ie.knowledge.clusters import Rows, chains, nearby
from coalition_ie.knowledge.enrich import Enriched, enrich
from coalition_ie.knowledge.ledger import Ledger
from coalition_ie.knowledge.likeness import Within, evidence, may_be_one, of_stories, weights
from coalition_ie.knowledge.stories import shared, story
from coalition_ie.scoring.coreference import Coreference, score_entities
from coalition_ie.types import Document, Event, Figure, Mention, Span

GOLD = ANNOTATIONS / "knowledge" / "ledger"
Key = tuple[str, int, str]  # document, start of the trigger, type


System = Callable[[Sequence[Enriched]], list[set[Key]]]


class Part(NamedTuple):
    """The documents of a part, group by group, and the reader's events of two mentions or more."""

    groups: list[list[Enriched]]
    events: list[set[Key]]

    @property
    def documents(self) -> list[Enriched]:
        """Those of all groups."""
        return [document for group in self.groups for document in group]


def read_gold(split: str, texts: Path) -> Part:
    lines = [json.loads(line) for line in (GOLD / f"{split}.jsonl").read_text("utf-8").splitlines()]
    wanted = {name: sha for line in lines for name, sha in line["documents"].items()}
    found = {}
    for name, document in annotated(wanted, texts):
        found[name] = enrich(document)
    events = [set(map(tuple, event)) for line in lines for event in line.get("events", ())]
    return Part([[found[name] for name in line["documents"]] for line in lines], events)


def key_of(claim: Claim) -> Key:
    return claim.document, claim.start, claim.type


def found_events(documents: Sequence[Enriched]) -> list[set[Key]]:
    """What the ledger joins."""
    rows, events = Rows(), dict[int, set[Key]]()
    for number, document in enumerate(documents):
        taken: list[int] = []
        about = story(document.document.text)
        for one in chains(claims(document)):
            match = rows.match(one.profile, about, taken)
            if match is None:
                row = rows.add(one.profile, {number: about})
            else:
                row = match.row
                rows.extend(row, one.profile, {number: about})
            taken.append(row)
            events.setdefault(row, set()).update(key_of(m.claim) for m in one.members)
    return list(events.values())


def same_type_day_place(documents: Sequence[Enriched]) -> list[set[Key]]:
    """The baseline; what has no place is joined by day and type alone, within its document."""
    events: dict[object, set[Key]] = defaultdict(set)
    for document in documents:
        for claim in claims(document):
            day = claim.days and (claim.days.first, claim.days.last)
            spots = frozenset(spot.key for spot in claim.spots)
            where = spots or claim.document
            events[claim.type, day, where].add(key_of(claim))
    return list(events.values())


SYSTEMS: dict[str, System] = {
    "same type, day, place": same_type_day_place,
    "ledger": found_events,
}


def _gold(part: Part) -> list[set[Key]]:
    """The reader's events, and each mention that is in none of them by itself."""
    everything = {key_of(claim) for document in part.documents for claim in claims(document)}
    single = everything - set().union(*part.events)
    return part.events + [{key} for key in sorted(single)]


def scores(part: Part, system: System, *, singletons: bool = True) -> Coreference:
    """How all mentions of a part are joined in one ledger."""
    return score_entities([(_gold(part), system(part.documents))], singletons=singletons)


def told(part: Part, system: System) -> str:
    """The scores of all mentions, of events of several mentions alone, and how many pairs of
    mentions of different documents are rightly joined."""
    with_all, several = scores(part, system), scores(part, system, singletons=False)
    wanted, given = _pairs(_gold(part)), _pairs(system(part.documents))
    right = len(wanted & given)
    p, r = right / max(1, len(given)), right / max(1, len(wanted))
    return (
        f"B³ {with_all.b3.precision:.3f} {with_all.b3.recall:.3f} {with_all.b3.f1:.3f}  "
        f"CoNLL {with_all.conll:.3f}   2+ mentions CoNLL {several.conll:.3f}   "
        f"pairs over documents {p:.3f} {r:.3f} {2 * p * r / max(1e-9, p + r):.3f}"
    )


def _pairs(events: list[set[Key]]) -> set[frozenset[Key]]:
    pairs = (pair for event in events for pair in combinations(sorted(event), 2))
    return {frozenset(pair) for pair in pairs if pair[0][0] != pair[1][0]}


def fit(part: Part, within: Within, *, prior: float = 0.001) -> dict[str, float]:
    """Weights by logistic regression over pairs of mentions that may be one: of a document, or of
    two documents of a group or of neighbouring groups. What the pairs do not tell stays near the
    weights as they are."""
    names = list(weights(within))
    owner = {key: n for n, event in enumerate(part.events) for key in event}
    about = {str(d.document.doc_id): story(d.document.text) for d in part.documents}
    rows, wanted = [], []
    for n, group in enumerate(part.groups):
        said = [claim for document in group for claim in claims(document)]
        next_group = part.groups[(n + 1) % len(part.groups)]
        strangers = [claim for document in next_group for claim in claims(document)]
        for a, b in chain(combinations(said, 2), product(said, strangers)):
            one, other = Profile.of(a), Profile.of(b)
            if (a.document == b.document) != (within == "document") or not may_be_one(one, other):
                continue
            found = {"start", *evidence(one, other)}
            if within == "document":
                found |= set(nearby(b, a))
            else:
                found.add(of_stories(shared(about[a.document], about[b.document])))
            rows.append([float(name in found) for name in names])
            mine = owner.get(key_of(a))
            wanted.append(float(mine is not None and mine == owner.get(key_of(b))))
    x, y = np.array(rows), np.array(wanted)
    start = np.array([weights(within)[name] for name in names])
    theta = start.copy()
    for _ in range(3000):
        p = 1 / (1 + np.exp(-x @ theta))
        theta -= x.T @ (p - y) / len(y) + prior * (theta - start)
    print(f"{within}: {len(y)} pairs, {int(y.sum())} of them one event")
    return {name: round(float(value), 2) for name, value in zip(names, theta, strict=True)}


TOWNS = ("الموصل", "بغداد", "البصرة", "كركوك", "تكريت", "حلب", "حمص", "إدلب", "الرقة", "تعز", "عدن")
FORCES = ("الجيش العراقي", "الجيش السوري", "تنظيم داعش", "الحوثيون", "التحالف الدولي")
DEEDS = {"قصف": "STRIKE", "هاجم": "BATTLE", "حاصر": "SIEGE", "زار": "VISIT", "درب": "TRAIN"}


def made(number: int, rng: random.Random, days: int) -> Document:
    """A document of four to six events; one day in ``days``, so that blocks stay as full as ever
    when a ledger grows by time, as news does."""
    published = date(2000, 1, 1) + timedelta(days=rng.randrange(days))
    text, mentions, events = "", [], []
    for _ in range(rng.randint(4, 6)):
        verb, (actor, target) = rng.choice(list(DEEDS)), rng.sample(FORCES, 2)
        town, count = rng.choice(TOWNS), rng.randint(10, 900)
        spans, start = {}, len(text)
        for part in (verb, actor, target, "في", town, "بعد وصول", f"{count} جنديا"):
            spans[part] = (len(text), len(text) + len(part))
            text += part + " "
        text += ".\n"
        labels = {actor: "ORG", target: "ORG", town: "LOC", f"{count} جنديا": "TROOP"}
        own = {
            part: Mention(
                start=spans[part][0],
                end=spans[part][1],
                text=part,
                label=label,  # type: ignore[arg-type]
                figure=Figure(low=count, high=count) if label == "TROOP" else None,
            )
            for part, label in labels.items()
        }
        mentions += own.values()
        trigger = Span(start=start, end=start + len(verb), text=verb)
        kind = DEEDS[verb]
        troops = (own[f"{count} جنديا"],) if kind == "TRAIN" else ()
        events.append(
            Event(
                type=kind,  # type: ignore[arg-type]
                trigger=trigger,
                actors=(own[actor],),
                targets=(own[target],) if kind != "VISIT" else (),
                places=(own[town],),
                troops=troops,
            )
        )
    return Document(
        text=text,
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        events=tuple(events),
        doc_id=f"made-{number}",
        published=published,
    )


def growth(n: int) -> None:
    """Seconds of the processor, file and rows for n, 2n and 4n documents in as many days of news;
    what making and enriching them takes is told apart."""
    for size in (n, 2 * n, 4 * n):
        rng = random.Random(7)
        enriching = [0.0]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ledger.sqlite"
            start = time.process_time()
            with Ledger.from_documents(_made_and_enriched(size, rng, enriching), path) as ledger:
                spent = time.process_time() - start - enriching[0]
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"{size:7} documents: enriched in {enriching[0]:.1f} s, joined in {spent:.1f} "
                    f"s ({1000 * spent / size:.2f} ms each), {len(ledger)} rows, "
                    f"file {path.stat().st_size / 1e6:.0f} MB, peak of memory {peak:.0f} MB",
                    flush=True,
                )


def _made_and_enriched(size: int, rng: random.Random, seconds: list[float]) -> Iterator[Enriched]:
    for number in range(size):
        start = time.process_time()
        found = enrich(made(number, rng, days=max(1, size // 40)))
        seconds[0] += time.process_time() - start
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--growth", type=int, metavar="N")
    args = parser.parse_args()
    if args.growth:
        growth(args.growth)
    if args.texts:
        for split in ("dev", "held-out"):
            part = read_gold(split, args.texts)
            mentions = sum(len(document.document.events) for document in part.documents)
            print(f"{split}: {len(part.groups)} groups, {mentions} mentions")
            if args.fit and split == "dev":
                for within in get_args(Within):
                    for name, value in fit(part, within).items():
                        print(f'"{name}" = {value}')
            for name, system in SYSTEMS.items():
                print(f"  {name:22} {told(part, system)}")


if __name__ == "__main__":
    main()
