"""One text, read once: its words, tokens and sentences, made at the first call and handed on.

Whatever looks at a text (numbers, figures, dates, the tagger, events) takes a `Reading` of it, so
that no two of them make the same thing again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from coalition_ie.arabic.normalise import FOLD, Normalised, normalise
from coalition_ie.arabic.sentences import split_sentences
from coalition_ie.arabic.tokens import Token, tokenise
from coalition_ie.arabic.words import Word, split_words

_T = TypeVar("_T")


class Reading:
    """A text and what is read in it, each part when it is first asked for.

    >>> reading = Reading("وصل كارتر. ثم غادر!")
    >>> [word.key for word in reading.words][:3], reading.sentences
    (['وصل', 'كارتر', '.'], ((0, 10), (11, 19)))
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._made: dict[Callable[..., Any], Any] = {}

    @classmethod
    def of(cls, text: str | Reading) -> Reading:
        """The reading of a text, or the one that is given."""
        return text if isinstance(text, Reading) else cls(text)

    @property
    def folded(self) -> Normalised:
        """The folded text with the map back to the raw one."""
        return self._kept(normalise, self.text, FOLD)

    @property
    def words(self) -> tuple[Word, ...]:
        """Words, proclitics and glued names apart."""
        return self._kept(split_words, self.folded)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Raw words, runs of digits and signs."""
        return self._kept(tokenise, self.text)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the raw text (annotation guidelines §3)."""
        return self._kept(split_sentences, self.text)

    def once(self, make: Callable[[Reading], _T]) -> _T:
        """What ``make`` makes of this reading, made at the first call and kept.

        ``make`` is a function of a module, so that it is the same at every call.
        """
        return self._kept(make, self)

    # No cached_property: in Python 3.11 it has one lock for all readings, which a process that is
    # forked while another thread reads finds locked for good.
    def _kept(self, make: Callable[..., _T], *given: Any) -> _T:
        if make not in self._made:
            self._made[make] = make(*given)
        made: _T = self._made[make]
        return made
