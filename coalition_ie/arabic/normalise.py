"""Normalisation of Arabic text that never loses the way back to it.

A step is a pattern and a replacement; `normalise` applies steps one after the other and keeps,
for every character of the result, the range of the raw text that it came from. Models differ in
what they were trained on, so each names its composition of steps (`COMPOSITIONS`).

What it does not do: correct spelling, split words (see `coalition_ie.arabic.words`), or decide
which of two spellings is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coalition_ie.arabic.characters import INVISIBLE, TASHKEEL, TATWEEL
from coalition_ie.arabic.memory import remembered

_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


class Step(NamedTuple):
    """Replace what ``pattern`` matches by a text, or by what a function makes of the match.

    With ``attach`` a deleted character counts as part of the letter before it, so that a span
    ending in that letter takes its marks along, as the annotation guidelines (§2) want.
    """

    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str] = ""
    attach: bool = False


_DROP_MARKS = (
    Step(re.compile(f"[{TASHKEEL}]+"), attach=True),
    Step(re.compile(f"{TATWEEL}+"), attach=True),
)

PLAIN = (
    # Presentation forms to letters; a bare letter and a combining hamza or madda to one letter:
    # NFKC opens ligatures such as U+FDF2 and joins a letter with its hamza or madda.
    Step(
        re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]|[\u0627\u0648\u064a][\u0653-\u0655]"),
        lambda match: unicodedata.normalize("NFKC", match[0]).replace(" ", ""),
    ),
    Step(re.compile(f"[{INVISIBLE}]+")),
    *_DROP_MARKS,
)
"""Letters as written, without marks: for the normalised form of a mention, and what CAMeLBERT was
trained on by its authors' account (Inoue et al. 2021: diacritics and kashida removed)."""

FOLD = (
    *PLAIN,
    # Arabic-Indic and Persian digits to 0-9.
    Step(re.compile("[\u0660-\u0669\u06f0-\u06f9]+"), lambda match: match[0].translate(_WESTERN)),
    # Every alef to the bare one: writers often leave the hamza out.
    Step(re.compile("[أإآٱ]"), "ا"),
    # Alef maqsura and Farsi yeh to yeh: Egyptian and Gulf usage does not tell them apart.
    Step(re.compile("[ىی]"), "ي"),
    # Farsi and Urdu kaf to kaf.
    Step(re.compile("ک"), "ك"),
)
"""What lexicons and the default model read: one spelling for what writers spell several ways."""

_LETTER_BY_DIGIT = r"(?<=[ء-ي])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[ء-ي])"

ARABERT = (
    # Markup to a space; addresses and names of users to AraBERT's placeholders.
    Step(re.compile(r"<br ?/?>|</?[A-Za-z][^<>]{0,200}>"), " "),
    Step(re.compile(r"(?:https?://|www\.)[^\s<>\"']+"), " [رابط] "),
    Step(re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), " [بريد] "),
    Step(re.compile(r"(?<!\w)@\w+"), " [مستخدم] "),
    *_DROP_MARKS,
    # A sign that is no digit, three times or more, to twice.
    Step(re.compile(r"([^\d\s])\1{2,}"), lambda match: match[1] * 2),
    # Spaces around every sign but brackets of placeholders, and between letters and digits.
    Step(
        re.compile(_LETTER_BY_DIGIT + r"|[^0-9ء-ٰA-Za-z\s\[\]]"),
        lambda match: f" {match[0]} " if match[0] else " ",
    ),
)
"""What AraBERT v0.2 was trained on, as its authors' published preprocessor describes it.

aub-mind/arabert, `ArabertPreprocessor`, arguments of the v02 models. Left out: unescaping of HTML
entities and removal of signs outside its list, which its tokenizer reads as [UNK]."""

COMPOSITIONS = {"raw": (), "plain": PLAIN, "fold": FOLD, "arabert": ARABERT}
"""Name, as a checkpoint's config gives it under ``normalisation``, to steps."""


class Normalised(NamedTuple):
    """A normalised text and, for each of its characters, where it came from.

    ``starts[i]`` and ``ends[i]`` are the half-open range of the raw text behind character ``i``.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the raw text behind ``[start, end)``, which may not be empty."""
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"expected 0 <= start < end <= {len(self.text)}, got {start}:{end}")
        return self.starts[start], self.ends[end - 1]


def _apply(step: Step, state: Normalised) -> Normalised:
    text, starts, ends = state
    parts: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for match in step.pattern.finditer(text):
        begin, stop = match.span()
        made = step.replacement
        replacement = made if isinstance(made, str) else made(match)
        parts += (text[done:begin], replacement)
        new_starts += starts[done:begin]
        new_ends += ends[done:begin]
        if len(replacement) == stop - begin:
            new_starts += starts[begin:stop]
            new_ends += ends[begin:stop]
        elif replacement:
            # An inserted space has no range of its own: it takes the point where it stands.
            low = starts[begin] if begin < len(text) else ends[-1]
            high = ends[stop - 1] if stop > begin else low
            new_starts += [low] * len(replacement)
            new_ends += [high] * len(replacement)
        elif step.attach and new_ends and text[begin - 1].isalnum() and begin > 0:
            new_ends[-1] = ends[stop - 1]
        done = stop
    if not parts:
        return state
    parts.append(text[done:])
    new_starts += starts[done:]
    new_ends += ends[done:]
    return Normalised("".join(parts), new_starts, new_ends)


def normalise(text: str, steps: Iterable[Step]) -> Normalised:
    """Apply ``steps`` in order.

    >>> state = normalise("جُنديّ", FOLD)
    >>> state.text, state.span(0, 4)
    ('جندي', (0, 6))
    """
    state = Normalised(text, range(len(text)), range(1, len(text) + 1))
    for step in steps:
        state = _apply(step, state)
    return state


def _replaced(text: str, steps: Iterable[Step]) -> str:
    for step in steps:
        text = step.pattern.sub(step.replacement, text)
    return text


@remembered
def fold(text: str) -> str:
    """The key under which lexicons know ``text``: `FOLD` without the way back."""
    return _replaced(text, FOLD)


def normal_name(surface: str, *, contracted: bool = False) -> str:
    """A name as one would look it up: marks gone and spaces single.

    ``contracted`` says that the surface was cut behind the first lam of ``لل`` (guidelines §2),
    so that its article has lost the alef, which is restored.

    >>> normal_name("لتّحالف   الدولي", contracted=True)
    'التحالف الدولي'
    """
    name = " ".join(_replaced(surface, PLAIN).split())
    return "ا" + name if contracted else name
