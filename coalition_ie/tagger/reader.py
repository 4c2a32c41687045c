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
    "On Calibration of Modern Neural Networks"); it changes no mention. ``overlap`` is how many
    pieces two windows share, of which each believes its half; without it, half a window.
    """

    normalisation: str = "raw"
    split_clitics: bool = False
    window: int = 512
    temperature: float = 1.0
    overlap: int | None = None

    def __post_init__(self) -> None:
        if self.normalisation not in COMPOSITIONS:
            raise ModelError(
                f"normalisation {self.normalisation!r} is none of {', '.join(COMPOSITIONS)}"
            )
        if self.window < 16:
            raise ModelError(f"expected a window of 16 pieces or more, got {self.window}")
        if self.overlap is not None and not 0 <= self.overlap <= self.window // 2:
            raise ModelError(
                f"expected an overlap of 0 to {self.window // 2} pieces, got {self.overlap}"
            )
        if not self.temperature > 0:
            raise ModelError(f"expected a temperature above 0, got {self.temperature}")

    def to_dict(self) -> dict[str, Any]:
        """As it stands in a checkpoint's config."""
        return {name: value for name, value in asdict(self).items() if value is not None}


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
    """A checkpoint's tokenizer together with its `CheckpointOptions`.

    ``tokenizer`` is a fast one of transformers, or has the same ``backend_tokenizer``,
    ``pad_token_id`` and ``unk_token_id``.
    """

    def __init__(self, tokenizer: Any, options: CheckpointOptions) -> None:
        if not hasattr(tokenizer, "backend_tokenizer"):
            raise ModelError(
                f"expected a fast tokenizer, got {type(tokenizer).__name__}: pieces could not be "
                "assigned to words"
            )
        self.tokenizer = tokenizer
        self.options = options
        whole = tokenizer.backend_tokenizer
        whole.no_truncation()
        whole.no_padding()
        if options.split_clitics and isinstance(whole.pre_tokenizer, PreTokenizers):
            # Words come parted; what parts the proclitics of raw text would part some once more.
            whole.pre_tokenizer = whole.pre_tokenizer[0]
        bare = whole.encode(["ا"], is_pretokenized=True, add_special_tokens=False).ids
        full = whole.encode(["ا"], is_pretokenized=True).ids
        at = next((i for i in range(len(full)) if full[i : i + len(bare)] == bare), 0)
        self.prefix, self.suffix = full[:at], full[at + len(bare) :]

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
        encoding = self.tokenizer.backend_tokenizer.encode(
            surfaces, is_pretokenized=True, add_special_tokens=False
        )
        by_word: list[list[int]] = [[] for _ in surfaces]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(by_word[word]) < MOST_PIECES:
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

        The parts are disjoint and cover everything; away from the text's ends, the border between
        two of them lies in the middle of what their windows share.
        """
        room = self.options.window - len(self.prefix) - len(self.suffix)
        shared = room // 2 if self.options.overlap is None else min(self.options.overlap, room - 1)
        step, margin = room - shared, shared // 2
        start = first = 0
        while first < length:
            end = min(start + room, length)
            last = length if end == length else start + step + margin
            yield range(start, end), range(first, last)
            start, first = start + step, last


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
