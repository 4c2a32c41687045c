"""The words of a text that dates are made of, asked by position.

The words stand in ``dates.toml``. Those with a role (a month, a unit) are found behind proclitics,
those of a set as they are written; ``dates.toml`` says what each role and set is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS, DASHES
from coalition_ie.arabic.lexicon import (
    Hit,
    Lexicon,
    RoleWord,
    listed,
    months,
    role_words,
    spellings,
)
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import RoleTokens, Token, parted
from coalition_ie.dates.dialects import standard
from coalition_ie.dates.parts import Unit
from coalition_ie.dates.tables import date_table
from coalition_ie.numbers.grammar import Found, scan
from coalition_ie.numbers.words import NumberTokens

JOINTS = DASHES | {"/"}
"""Signs that join two names or numbers to one date."""

CLOSING = {"(": ")", "«": "»", "[": "]"}
"""Signs around what says a time again, or says which one it is."""

_NO_MONTH = "إ"  # the key of what folding would make a month; no folded key has that letter
_SHORTEST, _LONGEST = 3, 24  # letters of a half, and of a word with a lost space


@cache
def word_set(*names: str) -> frozenset[str]:
    """The folded words of these sets; the words of a role are one too."""
    roles, sets = date_table()["word"], date_table()["set"]
    rows = [" ".join(roles[name].values()) if name in roles else sets[name] for name in names]
    return frozenset(spellings(" ".join(rows)))


def is_noun_of(key: str, name: str) -> bool:
    """Whether a word is of the set, with whatever proclitics and article.

    Behind ك it is only compared: كالمتوقع, as expected, tells what has happened.
    """
    hit = listed(word_set(name)).find(key)
    return hit is not None and hit.preposition != "ك"


@cache
def months_of_two() -> dict[tuple[str, str], tuple[int, bool]]:
    """Both words of a month's name, to the month and whether it is a Hijri one."""
    return {
        (fold(first), second): (month, calendar == "hijri")
        for calendar, names in months()["of_two"].items()
        for first, seconds in names.items()
        for written, month in seconds.items()
        for second in spellings(written)
    }


@cache
def _lexicon() -> Lexicon[RoleWord]:
    units = {"dual": "period", "plural": "period"}
    return role_words((units.get(role, role), rows) for role, rows in date_table()["word"].items())


def _seam(key: str) -> int:
    """Where two date words are glued (الأسبوعالماضي): before an article, so that chance halves of
    other words are not cut."""
    seam, find = key.find(ARTICLE, _SHORTEST), _lexicon().find
    if seam < 0 or len(key) > _LONGEST or find(key) is not None:
        return 0
    return seam if find(key[:seam]) is not None and find(key[seam:]) is not None else 0


class View(RoleTokens):
    """Tokens of one text with the date words and numbers found among them.

    ``hit``, ``plain`` and ``definite`` ask for a word with a role, ``says``, ``behind`` and
    ``shape`` for one of a set; beyond the text there is nothing.
    """

    def __init__(self, tokens: Sequence[Token], *, dialects: bool = False) -> None:
        super().__init__(tokens, _lexicon())
        self.dialects = dialects
        self.numbers = {found.first: found for found in scan(NumberTokens(tokens))}

    def definite(self, i: int, *roles: str) -> Hit[RoleWord] | None:
        """The word at ``i`` with one of the roles, without a proclitic and with the article."""
        hit = self.plain(i, *roles)
        return hit if hit is not None and hit.article else None

    def unit(self, i: int, *, article: bool, plain: bool = True) -> Unit | None:
        """The unit that stands at ``i`` with or without the article; ``plain``: no proclitic."""
        hit = self.plain(i, "period") if plain else self.hit(i, "period")
        return hit.entry.value if hit is not None and hit.article == article else None

    def opener(self, i: int) -> str:
        """Which opener stands at ``i``, nothing if none does."""
        hit = self.hit(i, "opener")
        return "" if hit is None else str(hit.entry.value)

    def relation(self, i: int) -> int | None:
        """The shift of الماضي، الجاري، المقبل at ``i``."""
        hit = self.definite(i, "relation")
        return None if hit is None else int(hit.entry.value)

    def coming(self, i: int) -> bool:
        """Whether قادم or قابل stands at ``i`` before a period: قادم الأيام."""
        hit = self.hit(i, "relation", "coming")
        return hit is not None and not hit.article and hit.entry.value in (1, "any")

    def elsewhere(self, hit: Hit[RoleWord] | None) -> int | None:
        """The shift of السابق، التالي, which count from another time; else None."""
        said = None if hit is None else hit.entry.value
        return {"before": -1, "after": 1}.get(said or "")

    def says(self, i: int, *names: str) -> bool:
        """Whether the word at ``i`` is of the sets."""
        return self.key(i) in word_set(*names)

    def skip(self, i: int, *names: str) -> int:
        """Behind the word at ``i`` if it is of the sets, else there."""
        return i + self.says(i, *names)

    def past(self, i: int, phrase: str) -> int:
        """Behind the words of ``phrase`` if they stand at ``i``, else there."""
        words = fold(date_table()["phrase"][phrase]).split()
        return i + len(words) if self.stands(i, words) else i

    def behind(self, i: int, *names: str, joined: str = CONJUNCTIONS) -> bool:
        """Whether such a word, perhaps behind a letter of ``joined``, stands before ``i``."""
        return self.among(i - 1, word_set(*names), behind=joined)

    def shape(self, i: int, *names: str) -> bool:
        """Whether the word at ``i`` without proclitics, with or without article, is of the sets."""
        hit, key, words = self.hit(i), self.key(i), word_set(*names)
        return key in words if hit is None else bool({hit.bare(key), key[hit.cut :]} & words)

    def preposed(self, i: int) -> bool:
        """Whether a preposition stands before ``i``, apart or as its proclitic."""
        hit = self.hit(i)
        return (hit is not None and hit.preposition in ("ب", "ل")) or self.behind(i, "preposition")

    def word(self, i: int) -> Found | Hit[RoleWord] | None:
        """The number at ``i``, else the date word: واحد وعشرين is no Sunday behind و."""
        return self.numbers.get(i) or self.hit(i)

    def hour_of(self, i: int, *roles: str) -> Hit[RoleWord] | None:
        """The word at ``i`` behind the ل of belonging, if it has one of the roles."""
        hit = self.hit(i, *roles)
        return hit if hit is not None and hit.preposition == "ل" and not hit.conjunction else None

    def cut(self, i: int) -> int:
        """How many characters at ``i`` are proclitics, and so outside its span."""
        word = self.word(i)
        return 0 if word is None else word.cut

    def behind_article(self, i: int) -> int:
        """Behind the article that stands apart at ``i`` (الـ48), else there."""
        return i + (self.opener(i) == "article")

    def count(self, i: int) -> Found | None:
        """The whole number that begins at ``i``."""
        number = self.numbers.get(i)
        return number if number is not None and isinstance(number.value, int) else None

    def ordinal(self, i: int) -> Found | None:
        """The ordinal that begins at ``i``."""
        number = self.numbers.get(i)
        return number if number is not None and number.kind == "ordinal" else None


def _words(reading: Reading) -> Iterator[Token]:
    """The tokens, two date words cut apart where a space was lost, and what is no month told apart.

    Folding makes آب of إب and ب + آب of باب; their key is left unfolded, so that no list has it.
    """
    unlike = frozenset(date_table()["set"]["unlike_month"].split())
    folded = {fold(word) for word in unlike}
    for token in parted(reading.text, reading.tokens, _seam):
        letters = filter(str.isalpha, reading.text[token.start : token.end])
        told = token.key in folded and "".join(letters) in unlike
        yield token._replace(key=_NO_MONTH) if told else token


def view_of(reading: Reading) -> View:
    """The view of a text, two date words cut apart where a space was lost."""
    return View(list(_words(reading)))


def dialect_view_of(reading: Reading) -> View:
    """The same with everyday words of Egypt and the Levant read as those of the standard."""
    return View(list(standard(_words(reading))), dialects=True)
