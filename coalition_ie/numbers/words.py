"""The number words of ``numbers.toml``, and a text's tokens with those found among them.

A number that lost the space to the next word (خمسونجنديا, ألفمقاتل, عشرونألفا) is parted from it by
closed lists: a number word whose rest is a number word or a counted noun, where the whole is
neither. Digits (560جنديا) and words in ة (ثلاثةجنود) the tokens hold apart already.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache, partial
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.lexicon import Hit, Lexicon, RoleWord, listed, read_table, role_words
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import SENTENCE_ENDS, RoleTokens, Token, parted
from coalition_ie.numbers.digits import Value

_T = TypeVar("_T")

Form = Literal["sign", "power", "letter", "slash", "dozen", "part"]
"""Ways of writing that a caller may not want read.

sign: −5, +5 (without it the digits alone); power: 1e6, 10^6; letter: 10K; slash: 3/4, ½; dozen:
ثلاث دزينات; part: خمس السكان, a fifth (without it five).
"""

FORMS: tuple[Form, ...] = get_args(Form)
"""The values of `Form`."""

_AND_ONE = Hit(RoleWord("unit_in_compound", 1), "و", "", article=False, cut=1)
_COUNTED_ENDING = "ات"  # of the nouns that ست counts; Ryding §7.2, sound feminine plural
_ROLES = frozenset(
    ("unit", "ten", "tens", "hundred", "scale", "scale_dual", "scale_dual_or_accusative")
)
_LEAST = 3  # letters of either half: the shortest number words are ست and ألف
_LONGEST = 30


number_table = cache(partial(read_table, "numbers", "numbers.toml"))
"""``numbers.toml``."""


@cache
def number_words() -> Lexicon[RoleWord]:
    """Every number word, found with and without proclitics."""
    return role_words(number_table()["word"].items())


@cache
def word_set(name: str) -> frozenset[str]:
    """The folded words of one of the sets, which give no values."""
    return frozenset(fold(number_table()["set"][name]).split())


class Term(NamedTuple):
    """A value, the token behind the words that say it, and the scale word that closes them."""

    value: Value
    stop: int
    scale: int = 1


class NumberTokens(RoleTokens):
    """Tokens of a text asked for number words by position; ``without`` forms that are not read."""

    def __init__(self, tokens: Sequence[Token], without: Collection[str] = ()) -> None:
        super().__init__(tokens, number_words())
        self._without = frozenset(without)
        self._made: dict[Callable[..., Any], Any] = {}
        and_one, verb = word_set("and_one"), word_set("verb")
        for i, token in enumerate(tokens):
            if token.key in and_one and self.plain(i + 1, "ten"):
                self._hits[i] = _AND_ONE
            elif token.key in verb and not self._counts(i):
                self._hits[i] = None
        if "dozen" in self._without:
            dozens = [i for i in range(len(tokens)) if self.hit(i, "dozen", "dozen_dual")]
            for i in dozens:
                self._hits[i] = None

    def reads(self, form: Form) -> bool:
        """Whether a way of writing is to be read."""
        return form not in self._without

    def once(self, make: Callable[[NumberTokens], _T]) -> _T:
        """What ``make`` makes of these tokens, made at the first call and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _T = self._made[make]
        return made

    def touching(self, i: int) -> bool:
        """Whether nothing, not even the end of a line, stands between ``i - 1`` and ``i``."""
        return self.glued(i) and self.kind(i - 1) != "line"

    def near(self, i: int) -> bool:
        """Whether the tokens ``i - 1`` and ``i`` touch or have one space between them."""
        tokens = self.tokens
        return 0 < i < len(tokens) and tokens[i].start - tokens[i - 1].end <= 1

    def _counts(self, i: int) -> bool:
        """Whether ``لست`` at ``i`` is for six (لست سنوات) and not the verb (لست وحدك)."""
        key = self.key(i + 1)
        if key.endswith(_COUNTED_ENDING) and not key.startswith(ARTICLE):
            return True
        if self.plain(i + 1, "ten", "hundred", "scale") or self.hit(self.joined(i + 1), "tens"):
            return True
        subject = i == 0 or self.key(i - 1) in word_set("verb_subject") | SENTENCE_ENDS
        return key in word_set("verb_counts") and not subject

    def joined(self, i: int) -> int:
        """Where the word stands that و joins at ``i``: there, the next token, or nowhere (-1)."""
        hit = self.hit(i)
        if hit is not None and hit.conjunction == "و" and not hit.preposition:
            return i
        return i + 1 if self.key(i) == "و" and i + 1 < len(self.tokens) else -1

    def governs(self, i: int) -> bool:
        """Whether a word follows that the dual at ``i`` is of (ألفا دينار), not و or the end."""
        return self.kind(i + 1) == "word" and self.joined(i + 1) < 0

    def article(self, i: int) -> bool:
        """Whether the number word at ``i`` has the article."""
        hit = self.hit(i)
        return hit is not None and hit.article


def number_tokens(reading: Reading, nouns: Lexicon[Any] | None = None) -> list[Token]:
    """The tokens of a text, number words parted from the number, or from one of ``nouns``.

    >>> [token.key for token in number_tokens(Reading("عشرونألفا"))]
    ['عشرون', 'الفا']
    >>> [token.key for token in number_tokens(Reading("خمسونجنديا"), Lexicon({"جنديا": ""}))]
    ['خمسون', 'جنديا']
    """
    return list(parted(reading.text, reading.tokens, _seam_before(nouns or listed(frozenset()))))


@lru_cache(maxsize=4)
def _seam_before(nouns: Lexicon[Any]) -> Callable[[str], int]:
    """The function that finds the seam of a number word and another one or one of ``nouns``."""
    number, noun = number_words().find, nouns.find

    @remembered
    def seam(key: str) -> int:
        if not 2 * _LEAST <= len(key) <= _LONGEST or number(key) or noun(key):
            return 0
        for cut in range(len(key) - _LEAST, _LEAST - 1, -1):
            head, rest = number(key[:cut]), key[cut:]
            if head is None or head.entry.role not in _ROLES:
                continue
            second, counted = number(rest), noun(rest)
            follows = counted if second is None or second.entry.role not in _ROLES else second
            if follows is not None and follows.plain and not follows.article:
                return cut
        return 0

    return seam
