"""Entities: which mentions of a document name one thing (annotation guidelines §6).

Mentions of one label with the same key (`coalition_ie.knowledge.names`) are one; then brackets,
short names of persons, definite short forms of organisations and places, and figures that tell of
the same people join what is left. Every joining says its rule. Where two things answer to a short
name it stays by itself, except a single definite word (``التحالف``), which goes with the one named
last. Nothing is found that was not tagged, and each step is a look into an index: the time grows
with the number of mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from coalition_ie.arabic.characters import ARTICLE, CONTRACTION, DASHES, LINE_BREAKS
from coalition_ie.arabic.normalise import fold, normal_name
from coalition_ie.arabic.words import contracted
from coalition_ie.knowledge.names import (
    Name,
    bare,
    family_names,
    folded_words,
    listed,
    name_of,
    nationality,
    skeleton,
    table,
)
from coalition_ie.knowledge.namesakes import Node, tell_figures_apart, tell_places_apart
from coalition_ie.types import Document, Mention
from coalition_ie.types.knowledge import Entity

_LAM = CONTRACTION[0]
_BETWEEN = 60  # characters at most between a name and its other name
_SHORTEST = 3  # consonants that two spellings of a foreign name have to share


class _Joining:
    """The node of each mention, and which nodes are one thing by which rule."""

    def __init__(self, names: Sequence[Name], nodes: list[Node]) -> None:
        self.nodes, self.moved = nodes, dict[int, str]()
        self.names: dict[str, dict[Node, list[Name]]] = defaultdict(lambda: defaultdict(list))
        self.places: dict[Node, list[int]] = defaultdict(list)
        self.rules: dict[Node, list[str]] = defaultdict(list)
        self._parent: dict[Node, Node] = {}
        for position, (node, name) in enumerate(zip(nodes, names, strict=True)):
            self.places[node].append(position)
            if name not in (known := self.names[node.label][node])[-3:]:
                known.append(name)

    def root(self, node: Node) -> Node:
        """The node that stands for the thing."""
        while (parent := self._parent.get(node, node)) != node:
            self._parent[node] = self._parent.get(parent, parent)
            node = parent
        return node

    def join(self, node: Node, other: Node, rule: str) -> None:
        """Say that two nodes are one thing."""
        one, two = self.root(node), self.root(other)
        if one != two:
            self._parent[one] = two
            self.rules[node].append(rule)
            self.rules[other].append(rule)

    def join_one(self, node: Node, others: Iterable[Node], rule: str) -> bool:
        """Join a node to the only thing among ``others``; whether there was no more than one."""
        things = {self.root(other): other for other in others}
        if len(things) == 1:
            self.join(node, next(iter(things.values())), rule)
        return len(things) < 2

    def move_to_nearest(self, node: Node, others: Iterable[Node], rule: str) -> None:
        """Give each mention of a node to the one of ``others`` named last before it, or next."""
        marks = sorted((place, other) for other in set(others) for place in self.places[other])
        for place in self.places[node] if marks else ():
            at = bisect_left(marks, (place,))
            self.nodes[place] = marks[max(at - 1, 0)][1]
            self.moved[place] = rule


def entities(document: Document) -> tuple[Entity, ...]:
    """The entities of a document in the order of their first mentions, without actor and place.

    Every mention is in exactly one.

    >>> from coalition_ie.types import Mention
    >>> text = "التقى سمير حداد وزيرا، وقال حداد"
    >>> spans = [("سمير حداد", 6), ("حداد", 28)]
    >>> mentions = [Mention(start=s, end=s + len(t), text=t, label="PER") for t, s in spans]
    >>> found = entities(Document(text=text, mentions=tuple(mentions)))
    >>> [(e.name, e.mentions, e.joined) for e in found]
    [('سمير حداد', (0, 1), ('', 'short name'))]
    """
    mentions = document.mentions
    surfaces = [_surface(document.text, mention) for mention in mentions]
    names = [name_of(m.label, s) for m, s in zip(mentions, surfaces, strict=True)]
    nodes = [Node(m.label, n.key) for m, n in zip(mentions, names, strict=True)]
    tell_places_apart(document, nodes)
    tell_figures_apart(document, nodes)
    joining = _Joining(names, nodes)
    _join_brackets(document, names, joining)
    _join_persons(joining)
    _join_organisations(joining)
    _join_places(joining)
    return tuple(_entities(mentions, surfaces, names, joining))


def _surface(text: str, mention: Mention) -> str:
    """The mention's name, with the alef that لل took from it."""
    if mention.normalized:
        return mention.normalized
    cut = text.endswith("ل", 0, mention.start) and contracted(
        fold("".join(mention.text.split()[:1]))
    )
    return normal_name(mention.text, contracted=cut) or mention.text


def _entities(
    mentions: Sequence[Mention],
    surfaces: Sequence[str],
    names: Sequence[Name],
    joining: _Joining,
) -> Iterator[Entity]:
    members: dict[Node, list[int]] = defaultdict(list)
    for position, node in enumerate(joining.nodes):
        members[joining.root(node)].append(position)
    for number, positions in enumerate(members.values(), 1):
        fullest = max(positions, key=lambda at: (_fullness(names[at]), -len(surfaces[at])))
        yield Entity(
            id=f"e{number}",
            label=mentions[positions[0]].label,
            name=surfaces[fullest],
            mentions=tuple(positions),
            joined=tuple(_rules(positions, names, joining)),
        )


def _fullness(name: Name) -> int:
    """How many words a name has; the letters of an acronym (أ.ف.ب) are none."""
    return sum(len(word) > 1 for word in name.words)


_STRENGTH = ("", "spelling", "kind noun", "table", "short form")  # what says more of two rules


def _rules(positions: Sequence[int], names: Sequence[Name], joining: _Joining) -> Iterator[str]:
    """What joined each mention of a thing to those before it."""
    seen: set[str] = set()
    spelled: dict[Node, str] = {}  # nodes seen, each with what its key was made by
    for position in positions:
        name, node = names[position], joining.nodes[position]
        if not seen:
            yield ""
        elif position in joining.moved:
            yield joining.moved[position]
        elif node.label == "TROOP":
            yield "same figure"
        elif name.plain in seen:
            yield "same name"
        elif node in spelled:
            yield max(name.rule, spelled[node], "spelling", key=_STRENGTH.index)
        else:
            yield joining.rules[node][0]
        seen.add(name.plain)
        spelled[node] = spelled.get(node) or joining.moved.get(position) or name.rule


def _join_brackets(document: Document, names: Sequence[Name], joining: _Joining) -> None:
    """A name and its other name: in brackets, after a dash, behind ``المعروف باسم``."""
    mentions = document.mentions
    for position, (one, other) in enumerate(pairwise(mentions)):
        first, second = names[position], names[position + 1]
        if one.label != other.label or other.start - one.end > _BETWEEN:
            continue
        before = document.text[one.end : other.start]
        after = document.text[other.end : other.end + 3]
        if _says_another_name(before, after, one.label) and not _strangers(first, second):
            joining.join(joining.nodes[position + 1], joining.nodes[position], "other name")


_DASH = f"[{re.escape(''.join(sorted(DASHES)))}]"
_OPENED = re.compile(r"[\s\"'“”«»]*[(\[][\s\"'“”«»]*")
_CLOSED = re.compile(r"[\s\"'“”«»]*[)\]]")
_DASHED = re.compile(rf"[\"”»]?\s+{_DASH}\s+[\"“«]?")
_ENDED = re.compile(rf"[\"”»]?\s*(?:[,،.؛:]|{_DASH}|[{LINE_BREAKS}]|$)")


def _says_another_name(before: str, after: str, label: str) -> bool:
    """Whether the text between two mentions, and that behind, make them two names of one thing."""
    if " ".join(folded_words(before)) in listed("brackets", "cues"):
        return True
    if label != "LOC" and _OPENED.fullmatch(before) and _CLOSED.match(after):
        return True
    return label == "ORG" and bool(_DASHED.fullmatch(before) and _ENDED.match(after))


def _strangers(first: Name, second: Name) -> bool:
    """A medium behind another body is its source; two things that the table knows are two."""
    return _is_medium(first) != _is_medium(second) or (
        first.known and second.known and first.key != second.key
    )


def _is_medium(name: Name) -> bool:
    head, _, _ = name.plain.partition(" ")
    return name.plain in listed("brackets", "media") or head in listed("brackets", "agencies")


_Words = tuple[str, ...]


class _FullNames:
    """Nodes with a name of two words or more, by what a shorter name may have of it."""

    def __init__(self, pairs: Iterable[tuple[Node, _Words]]) -> None:
        self.words: dict[Node, _Words] = {}
        self._having: dict[_Words, set[Node]] = defaultdict(set)
        self._parts: dict[tuple[str, str], set[Node]] = defaultdict(set)
        for node, words in pairs:
            if len(words) > 1:
                self.words.setdefault(node, words)
                for word in words[1:]:
                    self._parts[words[0], word].add(node)

    def index(self, node: Node, *keys: str) -> None:
        """Say that a shorter name of these words may mean the node."""
        self._having[keys].add(node)

    def meant(self, *keys: str) -> set[Node]:
        """The nodes that a name of these words may mean."""
        return self._having.get(keys, set())

    def longer(self, words: _Words) -> set[Node]:
        """Nodes with the same first word, the others in their order, and more between them."""
        found = self._parts.get((words[0], words[-1]), set())
        return {node for node in found if _within(words, self.words[node])}


def _within(short: _Words, full: _Words) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(word in rest for word in short)


def _fullest_first(named: dict[Node, list[Name]]) -> list[tuple[Node, _Words]]:
    """Nodes with the words of their names; the fullest are joined before others look for them."""
    pairs = {(node, name.words) for node, names in named.items() for name in names}
    return sorted(pairs, key=lambda pair: (-len(pair[1]), pair))


def _join_persons(joining: _Joining) -> None:
    """Another transliteration of a full name; a family name, first name or name of fewer parts."""
    pairs = _fullest_first(joining.names["PER"])
    _join_transliterations(pairs, joining)
    full = _FullNames(pairs)
    for node, words in full.words.items():
        for form in family_names(words[-1]):
            full.index(node, "last", form)
            full.index(node, "sound", skeleton(form))
        full.index(node, "first", words[0])
        for at in range(1, len(words) - 1):
            full.index(node, *words[at:])
    for node, words in pairs:
        if len(words) > 1:
            joining.join_one(node, full.meant(*words) | full.longer(words), "short name")
        else:
            _join_single_name(node, words[0], full, joining)


def _join_single_name(node: Node, part: str, full: _FullNames, joining: _Joining) -> None:
    found = {other for form in family_names(part) for other in full.meant("last", form)}
    if not found and _may_vary(part):
        alike = full.meant("sound", skeleton(part))
        found = {other for other in alike if _may_vary(full.words[other][-1])}
        joining.join_one(node, found, "transliteration")
    joining.join_one(node, found or full.meant("first", part), "short name")


def _may_vary(part: str) -> bool:
    """Whether another spelling with the same consonants may be the same foreign name."""
    native = part.startswith(ARTICLE) or part in listed("persons", "distinct")
    return len(skeleton(part)) >= _SHORTEST and not native


def _join_transliterations(pairs: Iterable[tuple[Node, _Words]], joining: _Joining) -> None:
    alike: dict[_Words, tuple[Node, _Words]] = {}
    for node, words in pairs:
        key = tuple(skeleton(word) for word in words)
        other, theirs = alike.setdefault(key, (node, words))
        differing = [(a, b) for a, b in zip(words, theirs, strict=True) if a != b]
        if differing and all(_may_vary(a) and _may_vary(b) for a, b in differing):
            joining.join(node, other, "transliteration")


def _join_organisations(joining: _Joining) -> None:
    """A short form with the full name that begins with it; a name that leaves an adjective out."""
    pairs = _fullest_first(joining.names["ORG"])
    full = _FullNames(pairs)
    for node, words in pairs:
        full.index(node, "head", bare(words[0]))
        for at in range(2, len(words)):
            full.index(node, *words[:at])
        if len(words) > 2 and words[0] in listed("kinds", "elided"):
            full.index(node, *words[1:])
    for node, words in pairs:
        if joining.names["ORG"][node][0].known:
            continue
        if len(words) > 1:
            _join_shorter_body(node, words, full, joining)
        elif words[0].startswith(ARTICLE):
            found = full.meant("head", bare(words[0])) & full.words.keys()
            if not joining.join_one(node, found, "short form"):
                joining.move_to_nearest(node, found, "short form")


def _join_shorter_body(node: Node, words: _Words, full: _FullNames, joining: _Joining) -> None:
    # القوات الجوية المالية are a part of القوات المالية: what stands before a nationality counts.
    longer = set() if nationality(words[-1]) else full.longer(words)
    same = {
        other
        for other in longer
        if words == tuple(word for word in full.words[other] if not nationality(word))
    }
    joining.join_one(node, same, "short form")
    joining.join_one(node, full.meant(*words) | longer, "short form")


def _join_places(joining: _Joining) -> None:
    """A facility without its quality, a landscape for its half, المملكة for the one meant."""
    named = joining.names["LOC"]
    landscapes = frozenset(map(bare, listed("places", "landscapes")))
    shorter: dict[_Words, set[Node]] = defaultdict(set)
    for node, names in named.items():
        for name in names:
            words = name.words
            while len(words) > 2 and words[-1] in listed("places", "qualities"):
                words = words[:-1]
                shorter[words].add(node)
            if len(words) == 2 and words[0] in landscapes and name.plain.startswith(ARTICLE):
                shorter[words[:1]].add(node)
    for node, names in named.items():
        joining.join_one(node, shorter.get(names[0].words, ()), "short form")
    for word, countries in table()["shared"].items():
        found = (Node("LOC", name_of("LOC", country).key) for country in countries)
        meant = [node for node in found if node in named]
        joining.move_to_nearest(Node("LOC", name_of("LOC", word).key), meant, "short form")
