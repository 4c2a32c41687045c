"""Tokens: raw words, runs of digits and signs, as closed lists are asked about them.

A token's span indexes the raw text and its key is folded, so that one entry of a list matches a
word with and without tashkeel, tatweel or hamza. Tokens are coarser than the words of
`coalition_ie.arabic.words`: proclitics stay on, and digits keep the signs that join them. Splitting
open-ended words is not done here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from coalition_ie.arabic.characters import (
    DIGITS,
    INVISIBLE,
    LETTERS_BUT_TEH_MARBUTA,
    LINE_BREAKS,
    MARKS,
    SENTENCE_SIGNS,
    TEH_MARBUTA,
)
from coalition_ie.arabic.lexicon import Hit, Lexicon, RoleWord
from coalition_ie.arabic.normalise import FOLD, fold, normalise

_E = TypeVar("_E")

_NOT_ZERO = "1-9\u0661-\u0669\u06f1-\u06f9"
# Signs that join digits to one number: full stop, commas, Arabic decimal and thousands signs,
# apostrophes (Swiss and Maghrebi use), no-break and thin spaces (French use), and the letter reh,
# the decimal sign of the agencies (`coalition_ie.numbers.digits`).
_JOIN = ".,\u066b\u066c\u060c'\u2019\u00a0\u2009\u202f\u0631"
# A plain space joins full groups of thousands only (10 000).
_SPACED = f"[{_NOT_ZERO}][{DIGITS}]{{0,2}}(?: [{DIGITS}]{{3}})+(?![{DIGITS}])"
_LETTER = LETTERS_BUT_TEH_MARBUTA
_LAST = f"[{TEH_MARBUTA}](?:[{MARKS}{INVISIBLE}]*[{MARKS}])?"
_TOKEN = re.compile(
    f"(?P<word>[{_LETTER}](?:[{_LETTER}{MARKS}{INVISIBLE}]*"
    f"(?:[{_LETTER}{MARKS}]|{_LAST}))?|{_LAST})"
    # Possessive: a long run would else be remembered step by step, to no use.
    f"|(?P<digits>(?:{_SPACED}|[{DIGITS}]++)(?:[{_JOIN}][{DIGITS}]++)*+)"
    "|(?P<latin>[A-Za-z][A-Za-z0-9]*)"
    f"|(?P<line>[{LINE_BREAKS}])"
    # Invisible characters are no tokens: they may stand between any two.
    f"|(?P<sign>[^\\s{INVISIBLE}])"
)

LINE = "\n"
"""Key of every line break: no span crosses one (annotation guidelines §1)."""

SENTENCE_ENDS = SENTENCE_SIGNS | {LINE}
"""Keys that end a sentence (annotation guidelines §3)."""


class Token(NamedTuple):
    """A word, a run of digits with its signs, or a single sign."""

    start: int
    end: int
    key: str
    """The folded text; `LINE` for a line break."""
    kind: str
    """``word``, ``digits``, ``latin``, ``line`` or ``sign``."""


def tokenise(text: str) -> tuple[Token, ...]:
    """All tokens of ``text`` in order, in time linear in its length.

    >>> [token.key for token in tokenise("إلى الـ٥٦٠ جنديًا.")]
    ['الي', 'ال', '560', 'جنديا', '.']
    """
    return tuple(map(_token, _TOKEN.finditer(text)))


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or ""
    key = fold(match[0]) if kind in ("word", "digits") else match[0]
    return Token(*match.span(), LINE if kind == "line" else key, kind)


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

    def stands(self, i: int, words: Sequence[str]) -> bool:
        """Whether the tokens from ``i`` on are ``words``."""
        return all(self.key(i + n) == word for n, word in enumerate(words))

    def find(self, lexicon: Lexicon[_E], i: int) -> Hit[_E] | None:
        """The entry of ``lexicon`` for the token at ``i``."""
        return lexicon.find(self.key(i))


class RoleTokens(TokenView):
    """Tokens asked for the words of a table by their roles."""

    def __init__(self, tokens: Sequence[Token], words: Lexicon[RoleWord]) -> None:
        super().__init__(tokens)
        self._hits = [words.find(token.key) if token.kind == "word" else None for token in tokens]

    def hit(self, i: int, *roles: str) -> Hit[RoleWord] | None:
        """The word at ``i`` if it has one of the roles, or any where none is named."""
        hit = self._hits[i] if 0 <= i < len(self._hits) else None
        return hit if hit is not None and (not roles or hit.entry.role in roles) else None

    def plain(self, i: int, *roles: str) -> Hit[RoleWord] | None:
        """The same without a proclitic; the article may be there."""
        hit = self.hit(i, *roles)
        return hit if hit is not None and hit.plain else None


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
