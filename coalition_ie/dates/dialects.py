"""Everyday words of Egypt and the Levant, read as those of the standard language.

A token of a chat keeps its place in the text and is given the key of the standard word (امبارح is
read as أمس, اللي فات as الماضي, هالشهر as هذا and الشهر), so that one grammar reads both. The words
stand in ``dates.toml``; the sources are Hinds and Badawi, "A Dictionary of Egyptian Arabic" (1986),
and Cowell, "A Reference Grammar of Syrian Arabic" (1964), ch. 19.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from coalition_ie.arabic.lexicon import Lexicon, spellings
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.tokens import Token
from coalition_ie.dates.tables import date_table

_THIS = 1  # letters of هذا that are left before an article: هالشهر


@cache
def _words(section: str) -> Lexicon[str]:
    """The words of a section to the standard's."""
    rows = date_table()["dialect"][section].items()
    return Lexicon({word: fold(to) for to, words in rows for word in spellings(words)})


@cache
def _pairs() -> dict[tuple[str, str], str]:
    """Both words of a wording to the one of the standard that stands for them."""
    return {
        (first, second): fold(to)
        for to, words in date_table()["dialect"]["pair"].items()
        for first in spellings(words["first"])
        for second in spellings(words["second"])
    }


def standard(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with the keys of the standard language, two of them as one where it has one."""
    last: Token | None = None
    for token in tokens:
        if last is not None:
            one = _pairs().get((last.key, token.key))
            if one is not None:
                yield Token(last.start, token.end, one, "word")
                last = None
                continue
            yield from _standard(last)
        last = token
    if last is not None:
        yield from _standard(last)


def _standard(token: Token) -> Iterator[Token]:
    """A token by itself: one, or two where هال opens it."""
    key, this = token.key, date_table()["dialect"]["this"]
    if token.kind != "word":
        yield token
    elif key.startswith(fold(this)) and _words("pointed").find(key[_THIS:]) is not None:
        at = token.start + _THIS
        yield Token(token.start, at, fold(date_table()["dialect"]["pointer"]), "word")
        yield Token(at, token.end, key[_THIS:], "word")
    else:
        yield Token(token.start, token.end, *_key(key))


def _key(key: str) -> tuple[str, str]:
    """The standard's key and kind; words that stand for digits are digits."""
    for section in ("definite", "word"):
        hit = _words(section).find(key)
        if hit is None or (section == "definite" and not hit.article):
            continue
        before = key[: len(key) - len(hit.bare(key))]
        if hit.entry.isdigit():
            return (hit.entry, "digits") if not before else (key, "word")
        # النهارده has the article in it, as has اليوم.
        return before + hit.entry, "word"
    return key, "word"
