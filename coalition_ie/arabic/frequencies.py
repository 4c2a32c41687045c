"""How often each word was printed, and what that shows of a word.

The counts are those of about 49 million words of news and encyclopedia (`frequencies.txt.gz`, made
by ``training/corpus.py`` from the texts of ``training/sources.toml``). Unvowelled spelling does not
tell a noun from a verb; the company that a form keeps does: nouns take the article, verbs do not.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from coalition_ie.arabic.characters import ARTICLE, CONTRACTION
from coalition_ie.arabic.memory import remembered

TOTAL = 49e6
"""Words counted."""

LEAST = 10
"""Count of the rarest form listed; below it the list is silent, and so is any evidence."""

NOMINAL = 0.02
"""Share of a word's uses with the article from which it is a noun."""

_DUAL = 5  # letters up to which ون and ان are the verb's own


@cache
def counts() -> dict[str, int]:
    """Count of each folded word form seen at least `LEAST` times."""
    packed = files("coalition_ie.arabic").joinpath("frequencies.txt.gz").read_bytes()
    pairs = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines())
    return {word: int(number) for word, number in pairs}


def count(word: str) -> int:
    """How often the folded ``word`` was printed, 0 where it is not listed."""
    return counts().get(word, 0)


def is_noun(word: str) -> bool:
    """Whether the folded ``word`` takes the article, which no verb does.

    >>> is_noun("تنظيم"), is_noun("تنفذ")
    (True, False)
    """
    with_article = count(ARTICLE + word) + count(CONTRACTION + word)
    return with_article > max(LEAST, NOMINAL * count(word))


@remembered
def is_imperfect(word: str) -> bool:
    """Whether the folded ``word`` is a verb of the imperfect: its stem lives behind ي، ت and سي.

    >>> is_imperfect("يبحث"), is_imperfect("تمكن")
    (True, False)
    """
    stem = word[:-2] if word[-2:] in ("ون", "ان") and len(word) > _DUAL else word
    if len(stem) < 4 or stem[0] not in "يت" or is_noun(stem):
        return False
    # تمكن and تسلمت are of the past: their imperfect is يتمكن.
    if stem[0] == "ت" and (stem[-1] == "ت" or count("ي" + stem) >= LEAST):
        return False
    return all(count(prefix + stem[1:]) >= LEAST for prefix in ("ي", "ت", "سي"))
