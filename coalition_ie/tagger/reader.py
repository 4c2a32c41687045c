"""Text to words, words to pieces, pieces to windows: the same for training and for tagging."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tokenizers.pre_tokenizers import Sequence as PreTokenizers

from coalition_ie.arabic.normalise import COMPOSITIONS, FOLD, normalise
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.words import Word
from coalition_ie.errors import ModelError

MOST_PIECES = 16
"""Pieces of one word that are read; further ones only make noise (URLs, base64) costly."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointOptions:
    """How a checkpoint wants its text: stored under ``coalition_ie`` in its ``config.json``.

    ``normalisation`` names one of `coalition_ie.arabic.normalise.COMPOSITIONS`; with
    ``split_clitics`` proclitics and glued names are words of their own; ``window`` is the length
    in pieces, special ones included, that the encoder was trained on. ``temperature`` divides the
    classifier's logits, so that scores are the shares of mentions that are right (Guo et al. 2017,
    "On Calibration of Modern Neural Networks"); it changes no mention.
    """

    normalisation: str = "raw"
    split_clitics: bool = False
    window: int = 512
    temperature: float = 1.0

    def __post_init__(self) -> None:
        if self.normalisation not in COMPOSITIONS:
            raise ModelError(
                f"normalisation {self.normalisation!r} is none of {', '.join(COMPOSITIONS)}"
            )
        if self.window < 16:
            raise ModelError(f"expected a window of 16 pieces or more, got {self.window}")
        if not self.temperature > 0:
            raise ModelError(f"expected a temperature above 0, got {self.temperature}")

    def to_dict(self) -> dict[str, Any]:
        """As it stands in a checkpoint's config."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TaggerInput:
    """One text as a tagger reads it.

    ``words`` are ranges of the raw text, ``pieces`` the ids of all pieces, ``word_of[i]`` the
    word that piece ``i`` belongs to (every word has at least one), ``sentences`` half-open ranges
    of words.
    """

    words: tuple[Word, ...]
    pieces: tuple[int, ...]
    word_of: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]


class PieceReader:
    """A checkpoint's tokenizer together with its `CheckpointOptions`."""

    def __init__(self, tokenizer: Any, options: CheckpointOptions) -> None:
        if not getattr(tokenizer, "is_fast", False):
            raise ModelError(
                f"expected a fast tokenizer, got {type(tokenizer).__name__}: pieces could not be "
                "assigned to words"
            )
        self.tokenizer = tokenizer
        self.options = options
        whole = tokenizer.backend_tokenizer
        if options.split_clitics and isinstance(whole.pre_tokenizer, PreTokenizers):
            # Words come parted; what parts the proclitics of raw text would part some once more.
            whole.pre_tokenizer = whole.pre_tokenizer[0]
        bare = self._ids(["ا"])
        full = list(tokenizer(["ا"], is_split_into_words=True)["input_ids"])
        at = next((i for i in range(len(full)) if full[i : i + len(bare)] == bare), 0)
        self.prefix, self.suffix = full[:at], full[at + len(bare) :]

    def _ids(self, words: list[str]) -> list[int]:
        return list(self._encode(words)["input_ids"])

    def _encode(self, words: list[str]) -> Any:
        return self.tokenizer(
            words, is_split_into_words=True, add_special_tokens=False, verbose=False
        )

    def __call__(self, reading: Reading) -> TaggerInput:
        """The words of a text and their pieces; nothing is cut."""
        words = self._words(reading)
        pieces, word_of = self._pieces([_SURROGATES.sub("\ufffd", word.key) for word in words])
        return TaggerInput(words, pieces, word_of, _sentences_of(reading, words))

    def _words(self, reading: Reading) -> tuple[Word, ...]:
        """Words with what the checkpoint reads of each as their key."""
        steps = COMPOSITIONS[self.options.normalisation]
        if steps is FOLD and self.options.split_clitics:
            return reading.words
        state = normalise(reading.text, steps)
        # Under another spelling it is another text.
        inner = (reading if state.text == reading.text else Reading(state.text)).words
        if not self.options.split_clitics:
            inner = _rejoined(inner)
        return _apart(
            Word(*state.span(w.start, w.end), w.clitic, state.text[w.start : w.end]) for w in inner
        )

    def _pieces(self, surfaces: list[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if not surfaces:
            return (), ()
        encoding = self._encode(surfaces)
        by_word: list[list[int]] = [[] for _ in surfaces]
        for piece, word in zip(encoding["input_ids"], encoding.word_ids(), strict=True):
            if len(by_word[word]) < MOST_PIECES:
                by_word[word].append(piece)
        pieces: list[int] = []
        word_of: list[int] = []
        # A tokenizer may leave nothing of a control character: the word still has to be there.
        unknown = [self.tokenizer.unk_token_id or 0]
        for word, ids in enumerate(by_word):
            pieces += ids or unknown
            word_of += [word] * len(ids or unknown)
        return tuple(pieces), tuple(word_of)

    def windows(self, length: int) -> Iterator[tuple[range, range]]:
        """Windows over ``length`` pieces, each with the part of it that is believed.

        The parts are disjoint and cover everything; away from the text's ends each lies in the
        middle half of its window.
        """
        room = self.options.window - len(self.prefix) - len(self.suffix)
        step = max(1, room // 2)
        margin = (room - step) // 2
        start = 0
        while True:
            end = min(start + room, length)
            first = 0 if start == 0 else start + margin
            last = length if end == length else start + margin + step
            yield range(start, end), range(first, last)
            if end == length:
                return
            start += step


def _apart(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words that stand for the same raw characters (an address, its placeholder) as one."""
    kept: list[Word] = []
    for word in words:
        if kept and word.start < kept[-1].end:
            last = kept[-1]
            kept[-1] = Word(last.start, max(last.end, word.end), False, last.key + word.key)
        else:
            kept.append(word)
    return tuple(kept)


def _rejoined(words: Iterable[Word]) -> tuple[Word, ...]:
    """Clitics back on their words; glued names stay apart."""
    joined: list[Word] = []
    for word in words:
        if joined and joined[-1].clitic and joined[-1].end == word.start:
            joined[-1] = word._replace(start=joined[-1].start)
        else:
            joined.append(word)
    return tuple(word._replace(clitic=False) for word in joined)


def _sentences_of(reading: Reading, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Sentences as half-open ranges of words; every word is in exactly one."""
    ranges: list[tuple[int, int]] = []
    first = 0
    for _, end in reading.sentences:
        last = first
        while last < len(words) and words[last].start < end:
            last += 1
        if last > first:
            ranges.append((first, last))
        first = last
    if first < len(words):
        ranges.append((first, len(words)))
    return tuple(ranges)
