"""What tells mentions of one name apart: a head noun before a place, the people behind a figure.

By guidelines §6 province and town of one name are two things where the document heads both; so are
a tribe and its land, a country and the capital of its name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import NamedTuple, get_args

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS
from coalition_ie.arabic.lexicon import Lexicon
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.knowledge.names import folded_words, listed, name_of, nationality, table
from coalition_ie.ontology import Unit
from coalition_ie.types import Document, Figure


class Node(NamedTuple):
    """What mentions share that may be one thing.

    ``key`` is that of the name, ``apart`` what tells it from its namesakes (``province``, say),
    mostly nothing.
    """

    label: str
    key: str
    apart: str = ""


_CHANCE = 10  # people: smaller numbers agree by chance (read on the corpus' articles)
_LEAD = 3  # sentences that the rest of a report repeats: headline, dateline, lead
_KEPT = 50  # figures of one value that a later one is held against
_AROUND = 40  # characters before and behind a figure that tell of its people
_GENERAL = ("person", "member", "casualty", *get_args(Unit))  # kinds that leave another one open
_BEFORE = 24  # characters: the longest head noun with its proclitics, and what may follow it
_LIST_SIGNS = " ،,"
_WORD = re.compile(r"(\w+)[\s\"'“”«»]*$")


@cache
def _heads() -> Lexicon[str]:
    """The nouns right before a place that say what it is, to their row of the table."""
    rows = ("province", "town", "people")
    return Lexicon({word: row for row in rows for word in listed("places", row)})


@cache
def _fates() -> Lexicon[str]:
    """Words that say what became of people, to their row of the table."""
    return Lexicon({word: row for row in table()["fates"] for word in listed("fates", row)})


def tell_places_apart(document: Document, nodes: list[Node]) -> None:
    """Change the nodes of places that share their name with another thing of the document."""
    heads = _heads_of_places(document)
    classes: dict[Node, set[str]] = defaultdict(set)
    for position, head in heads.items():
        classes[nodes[position]].add(head)
    capitals = {name_of("LOC", name).key for name in table()["places"]["capitals"]}
    for position, head in heads.items():
        node = Node("LOC", nodes[position].key)
        if head == "people" or (head == "province" and "town" in classes[node]):
            nodes[position] = node._replace(apart=head)
        elif head == "town" and node.key in capitals:
            nodes[position] = node._replace(apart="capital")


def _heads_of_places(document: Document) -> dict[int, str]:
    """Positions of places to the row of the head noun before them."""
    found: dict[int, str] = {}
    end, head, several = -1, "", False  # of the place before; several: its head may go on
    for position, mention in enumerate(document.mentions):
        if mention.label != "LOC":
            continue
        before = document.text[max(0, mention.start - _BEFORE) : mention.start]
        if not (
            several and document.text[end : mention.start].strip(_LIST_SIGNS) in ("", *CONJUNCTIONS)
        ):
            word = _WORD.search(before)
            key = "".join(folded_words(word[1])) if word else ""
            hit = _heads().find(key)
            head = hit.entry if hit else ""
            several = hit is not None and hit.bare(key) in listed("places", "several")
        if head:
            found[position] = head
        end = mention.end
    return found


class _Told(NamedTuple):
    """People of whom a figure tells; what is not said of them is empty.

    ``first`` and ``last`` are the sentences that tell of them, ``said`` their kind, nationality,
    body and fate.
    """

    node: Node
    first: int
    last: int
    said: tuple[str, str, str, str]


def tell_figures_apart(document: Document, nodes: list[Node]) -> None:
    """Give each figure a node of its own, or that of an earlier one that tells of the same people.

    They do where value and unit agree and neither kind, nationality, body nor fate differs. Unless
    it is definite (``الجنديان``) a figure has to stand in another sentence, since one sentence does
    not count the same people twice, and if it is below `_CHANCE`, which comes again by chance, the
    earlier one has to stand in headline or lead, which the text repeats. A vague one joins nothing.
    """
    starts: list[int] = []
    told: dict[tuple[int, int | None, str], list[_Told]] = defaultdict(list)
    for position, mention in enumerate(document.mentions):
        if mention.label != "TROOP":
            continue
        nodes[position] = Node("TROOP", str(position))
        figure = mention.figure
        if figure is None or not _says_a_number(figure):
            continue
        starts = starts or [start for start, _ in split_sentences(document.text)]
        here = _told(document, position, nodes, starts)
        known = told[figure.low, figure.high, figure.unit]
        definite = fold(mention.text).startswith(ARTICLE)
        for earlier in reversed(known[-_KEPT:]):
            if not definite and (
                here.first in (earlier.first, earlier.last)
                or (figure.low < _CHANCE and earlier.first > _LEAD)
            ):
                continue
            if both := _same_people(earlier, here):
                known.remove(earlier)
                nodes[position], here = both.node, both
                break
        known.append(here)


def _says_a_number(figure: Figure) -> bool:
    return figure.high is None or figure.low == figure.high


def _told(document: Document, position: int, nodes: list[Node], starts: list[int]) -> _Told:
    text, mention = document.text, document.mentions[position]
    sentence = bisect_right(starts, mention.start)
    begin = max(mention.start - _AROUND, starts[sentence - 1] if sentence else 0)
    fates = [
        hit.entry for w in folded_words(text[begin : mention.end]) if (hit := _fates().find(w))
    ]
    following = folded_words(text[mention.end : mention.end + _AROUND])[:1]
    body = ""
    for other in range(position + 1, min(position + 2, len(nodes))):
        between = " ".join(folded_words(text[mention.end : document.mentions[other].start]))
        if nodes[other].label == "ORG" and (not between or between in listed("figures", "of")):
            body = nodes[other].key
    kind = mention.figure.kind if mention.figure else ""
    country = "".join(map(nationality, following))
    said = ("" if kind in _GENERAL else kind, country, body, fates[-1] if fates else "")
    return _Told(nodes[position], sentence, sentence, said)


def _same_people(earlier: _Told, here: _Told) -> _Told | None:
    """What both say of the people if these may be the same."""
    differ = any(a and b and a != b for a, b in zip(earlier.said, here.said, strict=True))
    if differ:
        return None
    kind, country, body, fate = (a or b for a, b in zip(earlier.said, here.said, strict=True))
    return earlier._replace(last=here.last, said=(kind, country, body, fate))
