"""Sentences as the annotation guidelines (§3) define them.

A sentence ends at ``.``, ``؟``, ``?``, ``!``, ``؛``, a line break, or ``&``, which publishers
leave between paragraphs (an entity such as ``&quot;`` is none). A comma does not end it. A full
stop inside an abbreviation (أ.ب) or a figure (2.5) or after an initial (جيمس ت. هولواي) ends none;
one glued between two whole words (انتهى.وقال) does.
"""

from __future__ import annotations

import re

from coalition_ie.arabic.characters import LINE_BREAKS

_END = re.compile(
    r"(?:[!؟?]+|(?<![\s.«(\"][ء-ي])\.+)(?=[\s\"”»’'\)\]&،.!؟?]|$)[.!؟?]*[\"”»’'\)\]]*"
    r"|(?<=[ء-ْ]{2})\.+(?=[ء-ْ]{2})"
    r"|؛|&(?!#?\w{2,7};)"
    f"|[{LINE_BREAKS}]"
)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the sentences of ``text``, without the spaces around them.

    >>> split_sentences("وصل الوزير. ثم غادر!")
    ((0, 11), (12, 20))
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        ranges.append((start, match.end()))
        start = match.end()
    ranges.append((start, len(text)))
    trimmed = (_trim(text, begin, end) for begin, end in ranges)
    return tuple((begin, end) for begin, end in trimmed if begin < end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, max(start + left, start + len(piece.rstrip()))
