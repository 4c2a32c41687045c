"""Sentences as the annotation guidelines (§3) define them.

A sentence ends at ``.``, ``؟``, ``?``, ``!``, ``؛``, a line break, or ``&``, which publishers
leave between paragraphs (an entity such as ``&quot;`` is none). A comma does not end it. A full
stop inside an abbreviation (أ.ب) or a figure (2.5) or after an initial (جيمس ت. هولواي) ends none;
one glued to the next word, with or without a
space before it (انتهى.وقال، انتهى .وقال), does.
"""

from __future__ import annotations

import re
from itertools import pairwise

from coalition_ie.arabic.characters import LINE_BREAKS

_END = re.compile(
    r"(?:[!؟?]+|(?<![\s.«(\"][ء-ي])\.+)(?=[\s\"”»’'\)\]&،.!؟?]|$)[.!؟?]*[\"”»’'\)\]]*"
    r"|(?<=[ء-ْ]{2})\.+(?=[ء-ْ]{2})"
    r"|(?<=[ء-ي\"»)] )\.+(?=[ء-ْ]{2})"
    r"|؛|&(?!#?\w{2,7};)"
    f"|[{LINE_BREAKS}]"
)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the sentences of ``text``, without the spaces around them.

    >>> split_sentences("وصل الوزير. ثم غادر!")
    ((0, 11), (12, 20))
    """
    ranges: list[tuple[int, int]] = []
    for start, end in pairwise((0, *(match.end() for match in _END.finditer(text)), len(text))):
        piece = text[start:end].rstrip()
        if piece:
            ranges.append((start + len(piece) - len(piece.lstrip()), start + len(piece)))
    return tuple(ranges)
