"""The people of a sentence: groups of persons, and the words for what became of them.

A `Group` is a quantity, a dual, or a noun for persons without a number; a `Cue` a word that says
what became of them. Words are those of ``casualties.toml``, quantities with their wordings those of
`coalition_ie.figures.quantities`, armed people those of `coalition_ie.figures`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from itertools import chain
from typing import Literal, NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS, OPENING_QUOTES
from coalition_ie.arabic.frequencies import is_noun
from coalition_ie.arabic.lexicon import Hit, Lexicon, months, read_table, spellings
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import SENTENCE_ENDS, Token
from coalition_ie.figures.armed import ArmedPeople
from coalition_ie.figures.nouns import FigureTokens, Shape, counted_nouns, noun_forms
from coalition_ie.figures.quantities import Quantities, Quantity, bound
from coalition_ie.types.knowledge import Outcome, Victims

_AMONG = 8  # tokens from من بين القتلى to their number
_DUAL_REACH = 10  # tokens to the pronoun that says that مدنيين are two

CLAUSE_ENDS = SENTENCE_ENDS | {"،", ",", ":"}
"""Keys that end a clause."""

_Place = Literal["verb", "noun", "plural", "behind"]


class Cue(NamedTuple):
    """What became of persons, and where they stand from the word that says so."""

    outcome: Outcome
    place: _Place


class Person(NamedTuple):
    """A noun for persons: who they are, or, of a casualty's noun, what became of them."""

    victims: Victims
    shape: Shape
    outcome: Outcome | None = None
    bare: Literal["", "plural", "always"] = ""


class Group(NamedTuple):
    """People in the tokens ``[first, stop)``, with the bounds of their number."""

    first: int
    stop: int
    cut: int
    low: int
    high: int | None
    approximate: bool = False
    noun: int | None = None
    numbered: bool = True
    """Whether a quantity, a dual or a phrase such as "a number of" says how many."""
    part: bool = False


table = cache(partial(read_table, "knowledge", "casualties.toml"))
"""``casualties.toml``."""


@cache
def words_of(section: str, row: str = "words") -> frozenset[str]:
    """The folded words of a row of ``casualties.toml``."""
    return frozenset(fold(table()[section][row]).split())


@cache
def _cues() -> Lexicon[Cue]:
    entries: dict[str, Cue] = {}
    for outcome, rows in table()["cue"].items():
        for place, words in rows.items():
            for word in fold(words).split():
                entries.setdefault(word, Cue(outcome, place))
    return Lexicon(entries)


@cache
def _persons() -> Lexicon[Person]:
    entries: dict[str, Person] = {}
    for outcome, rows in table()["counted"].items():
        for row in rows:
            for form, shape in noun_forms(row):
                person = Person("unknown", shape, outcome, row.get("bare", ""))
                entries.setdefault(form, person)
    for victims, rows in table()["person"].items():
        for row in rows:
            for form, shape in noun_forms(row):
                entries.setdefault(form, Person(victims, shape))
    return Lexicon(entries)


@cache
def _months() -> frozenset[str]:
    return frozenset(spellings(" ".join(months()["month"].values())))


@cache
def _lists() -> Lexicon[str]:
    """Words for an unsaid number of people, and for one of them, by their row."""
    return Lexicon(
        {word: row for row in ("words", "one", "none") for word in words_of("several", row)}
    )


@remembered
def _tells(key: str) -> bool:
    """Whether a word is a cue or a noun of casualty."""
    hit, person = _cues().find(key), _persons().find(key)
    return (hit is not None and not hit.article) or (
        person is not None and person.entry.outcome is not None
    )


@remembered
def _may_be_people(key: str) -> bool:
    """Whether people without a quantity may begin with the word."""
    others = (key, key[1:]) if key[:1] in CONJUNCTIONS else (key,)
    return (
        _persons().find(key) is not None
        or counted_nouns().find(key) is not None
        or _lists().find(key) is not None
        or any(w in words_of("others", row) for w in others for row in ("one", "two", "more"))
    )


@cache
def _stems() -> tuple[tuple[str, ...], frozenset[str]]:
    stem = table()["stem"]
    return tuple(fold(stem["words"]).split()), frozenset(fold(stem["whole"]).split())


# The marks that the press writes, and what `fold` makes of alef: enough for `told`.
_PLAIN = str.maketrans("أإآٱى", "ااااي", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640")


def told(sentence: str) -> bool:
    """Whether a raw sentence may tell of a casualty; most do not, and need not be read."""
    plain = sentence.translate(_PLAIN)
    stems, whole = _stems()
    return any(map(plain.__contains__, stems)) or not whole.isdisjoint(plain.split())


def tells(tokens: Iterable[Token]) -> bool:
    """Whether the tokens of a sentence have a word that tells of a casualty."""
    return any(token.kind == "word" and _tells(token.key) for token in tokens)


class People(FigureTokens):
    """The tokens of one sentence asked for people and for what became of them."""

    def __init__(self, reading: Reading) -> None:
        people = reading.once(ArmedPeople.of)
        super().__init__(people.tokens)
        self.armed_people = people
        self._quantities = reading.once(Quantities.of)
        self.cues = [self.find(_cues(), i) for i in range(len(self.tokens))]
        for i in range(len(self.tokens) - 1):
            if self.lists(i, "void", "words") and self.lists(i + 1, "void", "before"):
                self.cues[i] = None
        for i, hit in enumerate(self.cues):
            if hit is not None and hit.preposition != "ب":
                word = hit.bare(self.key(i))
                self.cues[i] = None if word in words_of("means") else hit
        self._numerals: set[int] = set()
        self.groups = self._all_groups()
        self.at = {group.first: group for group in self.groups}
        self.ends = {group.stop: group for group in self.groups}
        numbered = (range(g.first, g.stop) for g in self.groups if g.numbered)
        self._taken = frozenset(chain.from_iterable(numbered))

    def _all_groups(self) -> list[Group]:
        groups: dict[int, Group] = {}
        taken: set[int] = set()
        read = list(self._quantities.read())
        for n, q in enumerate(read):
            behind = read[n + 1] if n + 1 < len(read) else None
            taken.update(range(q.first, q.stop))
            self._numerals.add(q.stop - 1)
            group = self._quantity(q)
            changes = behind is not None and self._quantities.changes(q, behind)
            if group is not None and not changes:
                groups[group.first] = group
                taken.update(range(group.first, group.stop))
        i = 0
        while i < len(self.tokens):
            found = None if i in taken else self._unnumbered(i)
            if found is not None and taken.isdisjoint(range(found.first, found.stop)):
                groups[found.first] = found
            else:
                found = None
            i = i + 1 if found is None else found.stop
        return [groups[first] for first in sorted(groups)]

    def _quantity(self, q: Quantity) -> Group | None:
        """The people that a quantity counts, None where it counts something else."""
        if self._quantities.designates(q):
            return None
        i = q.stop + (self.key(q.stop) in OPENING_QUOTES and self.kind(q.stop + 1) == "word")
        first, cut, noun, stop = q.first, q.cut, None, q.stop
        before = self.person(q.first - 1)
        if self.key(i) in _months():
            return None
        if q.low == q.high and q.low in (1, 2) and before is not None and not before.outcome:
            first, noun = q.first - 1, q.first - 1  # مدني واحد
            hit = self.find(_persons(), first)
            cut = hit.cut if hit is not None else 0
        elif q.low == q.high == 1 and self.cue(q.first - 1) is None:
            return None  # مقيم مصري واحد: no number but an adjective
        elif self.key(i).removeprefix(ARTICLE) in words_of("thing") or self.key(i) in {"%", "٪"}:
            return None
        elif self.lists(i, "several", "of"):  # الآلاف من المدنيين
            definite = self.person(i + 1) is not None
            if definite and q.vague:
                noun, stop = i + 1, i + 2
        elif self.kind(i) == "word" and not self._closes(i):
            noun, stop = i, i + 1
        wordings = self._quantities.wordings
        ends = (q.stop, stop, q.stop + 2) if self.lists(q.stop, "several", "of") else (q.stop, stop)
        q = bound(q, next(filter(None, map(wordings.after, ends)), ""))
        high = None if q.high is None else int(q.high)
        part = self._is_part(q.first)
        return Group(
            first, stop, cut, int(q.low), high, q.approximate, noun=noun, numbered=True, part=part
        )

    def _closes(self, i: int) -> bool:
        """Whether the word at ``i`` cannot be what the numeral before it counts."""
        key = self.key(i)
        rows = (("preposition", "words"), ("link", "most"), ("part", "words"))
        if any(key in words_of(*row) for row in rows):
            return True
        if key[:1] == "و" and self.person(i) is None and self.noun(i) is None:
            return True  # أكثر من 58 وتدمير
        if key[:1] == "ب" and is_noun(key[1:]) and not is_noun(key):
            return True  # مقتل 5 باشتباكات
        fate = self.cue(i) is not None and (key[:1] in CONJUNCTIONS or self.person(i) is None)
        return fate or self.says(i, "particle", "prepositions", "behind_numeral")

    def _unnumbered(self, i: int) -> Group | None:
        """People without a quantity at ``i``: a number of them, one of them, two, some."""
        key = self.key(i)
        bare = key[1:] if key[:1] in CONJUNCTIONS else key
        cut = len(key) - len(bare)
        if self.kind(i) != "word" or not _may_be_people(key):
            return None
        hit = self.find(_lists(), i)
        if hit is not None and not (hit.article and hit.entry != "words"):
            low, high = (2, None) if hit.entry == "words" else (1, 1)
            return self._several(i, hit.cut, low, high)
        for row, low, high in (("one", 1, 1), ("two", 2, 2), ("more", 2, None)):
            if bare in words_of("others", row):
                if self.cue(i - 1) is None and (self.person(i - 1) or self.armed(i - 1)):
                    return None  # an adjective: جندي آخر
                return Group(i, i + 1, cut, low, high, noun=i, numbered=False)
        return self._noun(i)

    def _several(self, i: int, cut: int, low: int, high: int | None) -> Group | None:
        """People of whom a word says so: ``عدد كبير من الجنود``, ``أحد عناصر``."""
        j, part = i + 1, self._is_part(i)
        if low == 1:
            return self._one(i, cut, part)
        while (self.lists(j, "several", "adjectives") or self.kind(j) == "sign") and j < i + 4:
            j += 1
        if self.lists(j, "several", "them"):
            return Group(i, j + 1, cut, low, high, part=part)
        j += 1
        people = self.person(j) is not None or self.armed(j) or self.armed_people.body(j)
        if not self.lists(j - 1, "several", "of") or not people:
            return None
        return Group(i, j + 1, cut, low, high, noun=j, part=part)

    def _one(self, i: int, cut: int, part: bool) -> Group | None:
        """``أحد عناصر``, and, where it is denied, ``لم يصب أحد``, ``لم يقتل أي جندي``."""
        person = self.person(i + 1) is not None or self.armed(i + 1)
        noun = i + 1 if person else None
        denied = any(self.lists(k, "negation", "words") for k in range(max(0, i - 4), i))
        if denied and self.lists(i, "negation", "nobody"):
            return Group(i, i + 1 + person, cut, 1, 1, noun=noun, numbered=False)
        if noun is None or self.lists(i, "several", "none") or self.is_casualty(noun):
            return None  # أحد القتلى: of those counted before
        return Group(i, i + 2, cut, 1, 1, noun=noun, part=part)

    def _noun(self, i: int) -> Group | None:
        """A noun for persons by itself: indefinite, singular, dual or plural."""
        hit = self.find(_persons(), i)
        armed = None if hit is not None else self.armed_people.noun(i)
        if hit is not None:
            article, cut, shape, outcome = hit.article, hit.cut, hit.entry.shape, hit.entry.outcome
            if hit.preposition == "ك" or (outcome is not None and not self._casualties(i, hit)):
                return None
        elif armed is not None and armed.entry.unit == "person" and self.armed(i):
            article, cut, shape, outcome = armed.article, armed.cut, armed.entry.shape, None
        else:
            return None
        if article or shape == "possessed" or self._owned(i):
            return None
        key = self.key(i)
        if shape == "dual" or (shape == "dual or plural" and self._pair_behind(i)):
            return Group(i, i + 1, cut, 2, 2, noun=i, numbered=True, part=self._is_part(i))
        if shape == "plural" and key.endswith(("ي", "و")) and outcome is None:
            return None  # in construct: مسلحو الحركة
        low, high = (1, 1) if shape == "singular" else (2, None)
        return Group(i, i + 1, cut, low, high, noun=i, numbered=False, part=self._is_part(i))

    def _casualties(self, i: int, hit: Hit[Person]) -> bool:
        """Whether a noun of casualty at ``i`` is one without a numeral of its own."""
        if hit.entry.bare != "always" and (hit.entry.shape != "plural" or not hit.entry.bare):
            return False
        between = self.lists(i - 1, "between", "words") or self.lists(i - 2, "between", "words")
        if between and hit.entry.shape == "singular":
            return False  # بين قتيل وجريح
        return (
            not hit.conjunction or self.find(_persons(), i - 1) is None or not self._is_read(i - 2)
        )

    def _is_read(self, i: int) -> bool:
        """Whether a numeral ends at ``i``: 20 قتيلا وجريحا share it."""
        return i in self._numerals

    def _pair_behind(self, i: int) -> bool:
        """Whether a pronoun of two says that ``مدنيين`` are two."""
        reach = self.tokens[i + 1 : i + 1 + _DUAL_REACH]
        return any(t.key.endswith("هما") for t in reach) or self.key(i).endswith("ان")

    def _owned(self, i: int) -> bool:
        """Whether the noun is in construct with something definite: قتلى الجيش."""
        behind = self.key(i + 1)
        if behind in words_of("owner"):
            return True
        formation = self.noun(i + 1)
        if formation is not None and formation.plain and formation.entry.unit != "person":
            return True
        return behind.startswith(ARTICLE) and len(behind) > 3 and self.kind(i + 1) == "word"

    def _is_part(self, i: int) -> bool:
        """Whether the people at ``i`` are a part of others: بينهم 5 أطفال."""
        if self.cue(i - 1) is not None:
            return self.lists(i - 2, "part", "words")  # منها جثث 30 قائدا
        if not self.lists(i - 1, "part", "words"):
            return self._among_dead(i)
        return self.cue(i - 2) is None  # قتل منهم 54: the count itself

    def _among_dead(self, i: int) -> bool:
        """Whether ``من بين القتلى`` stands in the clause before ``i``."""
        before = range(i - 1, max(0, i - _AMONG), -1)
        return any(self.lists(j, "between", "words") and self.is_casualty(j + 1) for j in before)

    def taken(self, i: int) -> bool:
        """Whether ``i`` lies in a group that has a number."""
        return i in self._taken

    def who(self, i: int) -> Victims | None:
        """Who the noun at ``i`` says they are."""
        person = self.person(i)
        if person is not None and person.victims != "unknown":
            return person.victims
        return "armed" if self.armed(i) or self.armed_people.body(i) else None

    def is_casualty(self, i: int) -> bool:
        """Whether a noun for casualties stands at ``i``."""
        person = self.person(i)
        return person is not None and person.outcome is not None

    def lists(self, i: int, section: str, row: str) -> bool:
        """Whether the token is one of a row of ``casualties.toml``."""
        return self.key(i) in words_of(section, row)

    def cue(self, i: int) -> Cue | None:
        """The cue at ``i``, None where it is definite (القتل)."""
        hit = self.cues[i] if 0 <= i < len(self.cues) else None
        return None if hit is None or hit.article else hit.entry

    def person(self, i: int) -> Person | None:
        """The noun for persons at ``i``, but those that the figures know."""
        hit = self.find(_persons(), i)
        return None if hit is None else hit.entry

    def armed(self, i: int) -> bool:
        """Whether the noun at ``i`` is of armed people."""
        person = self.person(i)
        return (person is not None and person.victims == "armed") or self.armed_people.armed(i)
