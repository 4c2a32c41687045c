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
from dataclasses import dataclass

from coalition_ie.arabic.characters import INVISIBLE, TASHKEEL, TATWEEL
from coalition_ie.arabic.memory import remembered

_DIGITS = {
    ord(c): str(i)
    for base in (0x660, 0x6F0)
    for i, c in enumerate(map(chr, range(base, base + 10)))
}


@dataclass(frozen=True, slots=True)
class Step:
    """Replace what ``pattern`` matches by ``replace(match)``.

    With ``attach`` a deleted character counts as part of the letter before it, so that a span
    ending in that letter takes its marks along, as the annotation guidelines (§2) want.
    """

    name: str
    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    attach: bool = False


def _constant(replacement: str) -> Callable[[re.Match[str]], str]:
    return lambda match: replacement


def _compose(match: re.Match[str]) -> str:
    # NFKC opens ligatures such as U+FDF2 and joins a letter with its hamza or madda.
    return unicodedata.normalize("NFKC", match[0]).replace(" ", "")


COMPOSE = Step(
    "compose",
    re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]|[\u0627\u0648\u064a][\u0653-\u0655]"),
    _compose,
)
"""Presentation forms to letters; a bare letter and a combining hamza or madda to one letter."""

DROP_INVISIBLE = Step("drop_invisible", re.compile(f"[{INVISIBLE}]+"), _constant(""))
"""Zero-width and bidirectional marks."""

DROP_TASHKEEL = Step("drop_tashkeel", re.compile(f"[{TASHKEEL}]+"), _constant(""), attach=True)
"""Short vowels, tanwin, shadda, superscript alef and Quranic marks."""

DROP_TATWEEL = Step("drop_tatweel", re.compile(f"{TATWEEL}+"), _constant(""), attach=True)
"""The stretching stroke."""

WESTERN_DIGITS = Step(
    "western_digits",
    re.compile("[\u0660-\u0669\u06f0-\u06f9]+"),
    lambda match: match[0].translate(_DIGITS),
)
"""Arabic-Indic and Persian digits to 0-9."""

FOLD_ALEF = Step("fold_alef", re.compile("[أإآٱ]"), _constant("ا"))
"""Every alef to the bare one: writers often leave the hamza out."""

FOLD_ALEF_MAQSURA = Step("fold_alef_maqsura", re.compile("[ىی]"), _constant("ي"))
"""Alef maqsura and Farsi yeh to yeh: Egyptian and Gulf usage does not tell them apart."""

FOLD_KAF = Step("fold_kaf", re.compile("ک"), _constant("ك"))
"""Farsi and Urdu kaf to kaf."""

# The steps below are AraBERT v0.2's, as its authors' published preprocessor describes them
# (aub-mind/arabert, `ArabertPreprocessor`, arguments of the v02 models). Left out: unescaping of
# HTML entities and removal of signs outside its list, which its tokenizer reads as [UNK].

MASK_URL = Step("mask_url", re.compile(r"(?:https?://|www\.)[^\s<>\"']+"), _constant(" [رابط] "))
"""Web addresses to AraBERT's placeholder."""

MASK_EMAIL = Step(
    "mask_email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), _constant(" [بريد] ")
)
"""Mail addresses to AraBERT's placeholder."""

MASK_USER = Step("mask_user", re.compile(r"(?<!\w)@\w+"), _constant(" [مستخدم] "))
"""Names of users to AraBERT's placeholder."""

DROP_HTML = Step("drop_html", re.compile(r"<br ?/?>|</?[A-Za-z][^<>]{0,200}>"), _constant(" "))
"""Markup to a space."""

LIMIT_REPEATS = Step("limit_repeats", re.compile(r"([^\d\s])\1{2,}"), lambda match: match[1] * 2)
"""A sign that is no digit, three times or more, to twice."""

SPACE_OUT = Step(
    "space_out",
    re.compile(r"(?<=[ء-ي])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[ء-ي])|[^0-9ء-ٰA-Za-z\s\[\]]"),
    lambda match: f" {match[0]} " if match[0] else " ",
)
"""Spaces around every sign but brackets of placeholders, and between letters and digits."""

FOLD = (
    COMPOSE,
    DROP_INVISIBLE,
    DROP_TASHKEEL,
    DROP_TATWEEL,
    WESTERN_DIGITS,
    FOLD_ALEF,
    FOLD_ALEF_MAQSURA,
    FOLD_KAF,
)
"""What lexicons and the default model read: one spelling for what writers spell several ways."""

ARABERT = (
    DROP_HTML,
    MASK_URL,
    MASK_EMAIL,
    MASK_USER,
    DROP_TASHKEEL,
    DROP_TATWEEL,
    LIMIT_REPEATS,
    SPACE_OUT,
)
"""What AraBERT v0.2 was trained on: see above."""

PLAIN = (COMPOSE, DROP_INVISIBLE, DROP_TASHKEEL, DROP_TATWEEL)
"""Letters as written, without marks: for the normalised form of a mention, and what CAMeLBERT was
trained on by its authors' account (Inoue et al. 2021: diacritics and kashida removed)."""

COMPOSITIONS: dict[str, tuple[Step, ...]] = {
    "raw": (),
    "plain": PLAIN,
    "fold": FOLD,
    "arabert": ARABERT,
}
"""Name, as a checkpoint's config gives it under ``normalisation``, to steps."""


class Normalised:
    """A normalised text and, for each of its characters, where it came from.

    ``starts[i]`` and ``ends[i]`` are the half-open range of the raw text behind character ``i``.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the raw text behind ``[start, end)``, which may not be empty."""
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"expected 0 <= start < end <= {len(self.text)}, got {start}:{end}")
        return self.starts[start], self.ends[end - 1]


def _apply(step: Step, state: Normalised) -> Normalised:
    text, starts, ends = state.text, state.starts, state.ends
    parts: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for match in step.pattern.finditer(text):
        begin, stop = match.span()
        replacement = step.replace(match)
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


@remembered
def fold(text: str) -> str:
    """The key under which lexicons know ``text``: `FOLD` without the way back."""
    for step in FOLD:
        text = step.pattern.sub(step.replace, text)
    return text


def normal_name(surface: str, *, contracted: bool = False) -> str:
    """A name as one would look it up: marks gone and spaces single.

    ``contracted`` says that the surface was cut behind the first lam of ``لل`` (guidelines §2),
    so that its article has lost the alef, which is restored.

    >>> normal_name("لتّحالف   الدولي", contracted=True)
    'التحالف الدولي'
    """
    for step in PLAIN:
        surface = step.pattern.sub(step.replace, surface)
    name = " ".join(surface.split())
    return "ا" + name if contracted else name
