"""Raw words looked up in closed lists: what the readers of numbers, figures and dates share.

A text is cut into tokens whose spans index the raw text and whose keys are folded, so that one
list entry matches a word with and without tashkeel, tatweel or hamza. A `Lexicon` finds a key
also behind proclitics, which only a closed list can tell from a word's own first letters:
``وخمسون`` is و + خمسون, ``واحد`` is one word.

The grammar of the proclitics (conjunction, then preposition, then article; ``ل`` and the article
contract to ``لل``) is Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 2.7
and 16.2. Splitting open-ended words is not done here (see `coalition_ie.text.words`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar

from coalition_ie.text.normalise import FOLD, fold, normalise

_E = TypeVar("_E")

# Teh marbuta ends a word in Arabic orthography, so ثلاثةجنود is two words glued together.
_FINAL = "\u0629\ufe93\ufe94"
_LETTER = (
    "\u0620-\u0628\u062a-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc"
    "\ufb50-\ufdfb\ufe70-\ufe92\ufe95-\ufefc"
)
_MARK = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_NOT_ZERO = "1-9\u0661-\u0669\u06f1-\u06f9"
# Signs that join digits to one number: full stop, commas, Arabic decimal and thousands signs,
# apostrophes (Swiss and Maghrebi use), no-break and thin spaces (French use), and the letter reh,
# the decimal sign of the agencies (`coalition_ie.text.digits`).
_JOIN = ".,\u066b\u066c\u060c'\u2019\u00a0\u2009\u202f\u0631"
# A plain space joins full groups of thousands only (10 000).
_SPACED = f"[{_NOT_ZERO}][{_DIGIT}]{{0,2}}(?: [{_DIGIT}]{{3}})+(?![{_DIGIT}])"
_LAST = f"[{_FINAL}](?:[{_MARK}{_INVISIBLE}]*[{_MARK}])?"
_TOKEN = re.compile(
    f"(?P<word>[{_LETTER}](?:[{_LETTER}{_MARK}{_INVISIBLE}]*"
    f"(?:[{_LETTER}{_MARK}]|{_LAST}))?|{_LAST})"
    # Possessive: a long run would else be remembered step by step, to no use.
    f"|(?P<digits>(?:{_SPACED}|[{_DIGIT}]++)(?:[{_JOIN}][{_DIGIT}]++)*+)"
    "|(?P<latin>[A-Za-z][A-Za-z0-9]*)"
    "|(?P<line>[\n\r\x0b\x0c\x85\u2028\u2029])"
    # Invisible characters are no tokens: they may stand between any two.
    f"|(?P<sign>[^\\s{_INVISIBLE}])"
)

LINE = "\n"
"""Key of every line break: no span crosses one (annotation guidelines §1)."""

SENTENCE_ENDS = frozenset({".", "؟", "!", "؛", "&", LINE})
"""Keys that end a sentence (annotation guidelines §3)."""

OPENING_QUOTES = frozenset("\"'“”„‘’«»‹›(")
"""Signs that may open a quotation; publishers use either side of a pair for both."""

CLOSING_QUOTES = frozenset("\"'“”‘’«»‹›)")
"""Signs that may close one."""

DASHES = frozenset("-‐‑–—−ـ")
"""Hyphens, dashes, the minus sign and a lone tatweel: between two numbers they make a range."""


class Token(NamedTuple):
    """A word, a run of digits with its signs, or a single sign."""

    start: int
    end: int
    key: str
    """The folded text; `LINE` for a line break."""
    kind: str
    """``word``, ``digits``, ``latin``, ``line`` or ``sign``."""


def tokenise(text: str) -> list[Token]:
    """All tokens of ``text`` in order, in time linear in its length.

    >>> [token.key for token in tokenise("إلى الـ٥٦٠ جنديًا.")]
    ['الي', 'ال', '560', 'جنديا', '.']
    """
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        key = fold(match[0]) if kind in ("word", "digits") else match[0]
        yield Token(start, end, LINE if kind == "line" else key, kind)


class Hit(NamedTuple, Generic[_E]):
    """An entry found under a token's key, and the proclitics that stood before it."""

    entry: _E
    conjunction: str
    """``و``, ``ف`` or nothing."""
    preposition: str
    """``ب``, ``ك``, ``ل`` or nothing."""
    article: bool
    cut: int
    """How many characters of the key are proclitics, and so outside every span."""

    @property
    def plain(self) -> bool:
        """Neither conjunction nor preposition stands before the word."""
        return self.cut == 0


# Tried in this order, so that a word's own first letters win over a proclitic: whole word
# first, then fewer proclitics before more. The lam of the article stays in the span of لل.
_PROCLITICS = tuple(
    (conjunction + before, conjunction, preposition, article)
    for conjunction in ("", "و", "ف")
    for before, preposition, article in (
        ("", "", False),
        ("ال", "", True),
        ("لل", "ل", True),
        *((p, p, False) for p in "بكل"),
        *((p + "ال", p, True) for p in "بك"),
    )
)


class Lexicon(Generic[_E]):
    """A closed list of folded words, found with or without proclitics."""

    def __init__(self, entries: Mapping[str, _E], *, whole: frozenset[str] = frozenset()) -> None:
        """``whole`` lists words that only look like an entry behind a proclitic (``لست``)."""
        self._hits: dict[str, Hit[_E]] = {}
        for word, entry in entries.items():
            for prefix, conjunction, preposition, article in _PROCLITICS:
                key = prefix + word
                # لل before a word that itself begins with lam is written with two lams: للواء.
                if prefix.endswith("لل") and word.startswith("ل"):
                    key = prefix[:-1] + word
                if key in whole:
                    continue
                cut = len(conjunction) + len(preposition)
                hit = Hit(entry, conjunction, preposition, article, cut)
                known = self._hits.get(key)
                if known is None or hit.cut + 2 * hit.article < known.cut + 2 * known.article:
                    self._hits[key] = hit

    def find(self, token: Token) -> Hit[_E] | None:
        """The entry for a token's key, or None."""
        return self._hits.get(token.key)

    def find_key(self, key: str) -> Hit[_E] | None:
        """The entry for a folded word, or None."""
        return self._hits.get(key)


class TokenView:
    """Tokens of a text asked by position; beyond the text there is nothing."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def key(self, i: int) -> str:
        """The token's key, empty beyond the text."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def kind(self, i: int) -> str:
        """The token's kind, empty beyond the text."""
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def glued(self, i: int) -> bool:
        """Whether nothing stands between the tokens ``i - 1`` and ``i``."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def among(self, i: int, words: frozenset[str], *, behind: str = "وف") -> bool:
        """Whether the token is one of ``words``, perhaps with a letter of ``behind`` before it."""
        key = self.key(i)
        return key in words or (key[:1] in behind and key[1:] in words)

    def find(self, lexicon: Lexicon[_E], i: int) -> Hit[_E] | None:
        """The entry of ``lexicon`` for the token at ``i``."""
        return lexicon.find(self.tokens[i]) if 0 <= i < len(self.tokens) else None


def bare(token: Token, hit: Hit[_E]) -> str:
    """The token's key without the proclitics and the article that ``hit`` found."""
    # لل keeps one lam as the article; before a lam of the word itself even that one is lost.
    article = 0 if not hit.article else 1 if hit.preposition == "ل" else 2
    return token.key[hit.cut + article :]


def start_of(text: str, token: Token, *, cut: int) -> int:
    """Where in the raw text the token begins once ``cut`` characters of its key are taken off."""
    if not cut:
        return token.start
    return token.start + normalise(text[token.start : token.end], FOLD).span(cut, cut + 1)[0]


def parted(text: str, tokens: Iterable[Token], seam: Callable[[str], int]) -> Iterator[Token]:
    """The tokens of ``text``, words cut in two where a space was lost.

    ``seam`` tells from a word's key where in it the second one begins, 0 if it is one word.
    """
    for token in tokens:
        cut = seam(token.key) if token.kind == "word" else 0
        if not cut:
            yield token
            continue
        at = start_of(text, token, cut=cut)
        yield Token(token.start, at, token.key[:cut], "word")
        yield Token(at, token.end, token.key[cut:], "word")


def read_table(name: str) -> dict[str, Any]:
    """The TOML table ``name`` that lies beside these modules."""
    return tomllib.loads(files("coalition_ie.text").joinpath(name).read_text("utf-8"))
