"""Numbers spelled out by the grammar, vowels and cases included: an oracle for their reader.

It shares nothing with the package. Source: Wright, A Grammar of the Arabic Language (3rd ed.), i.
§§318-327 and ii. §§96-108: units agree by polarity, 11 and 13-19 do not decline, 12 and the tens
do, 3-10 take the plural of what they count, 11-99 the accusative singular, hundreds and thousands
the genitive singular, and the dual loses its nun before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

_UNITS = (  # beside a masculine noun; beside a feminine one
    ("وَاحِدٌ", "وَاحِدَةٌ"),
    ("اِثْنَانِ", "اِثْنَتَانِ"),
    ("ثَلَاثَةٌ", "ثَلَاثٌ"),
    ("أَرْبَعَةٌ", "أَرْبَعٌ"),
    ("خَمْسَةٌ", "خَمْسٌ"),
    ("سِتَّةٌ", "سِتٌّ"),
    ("سَبْعَةٌ", "سَبْعٌ"),
    ("ثَمَانِيَةٌ", "ثَمَانٍ"),
    ("تِسْعَةٌ", "تِسْعٌ"),
    ("عَشَرَةٌ", "عَشْرٌ"),
)
_TEENS = (
    ("أَحَدَ", "إِحْدَى"),
    ("اِثْنَا", "اِثْنَتَا"),
    ("ثَلَاثَةَ", "ثَلَاثَ"),
    ("أَرْبَعَةَ", "أَرْبَعَ"),
    ("خَمْسَةَ", "خَمْسَ"),
    ("سِتَّةَ", "سِتَّ"),
    ("سَبْعَةَ", "سَبْعَ"),
    ("ثَمَانِيَةَ", "ثَمَانِيَ"),
    ("تِسْعَةَ", "تِسْعَ"),
)
_TENS = (
    *("عِشْرُونَ", "ثَلَاثُونَ", "أَرْبَعُونَ", "خَمْسُونَ"),
    *("سِتُّونَ", "سَبْعُونَ", "ثَمَانُونَ", "تِسْعُونَ"),
)
_HUNDREDS = ("ثَلَاثُ", "أَرْبَعُ", "خَمْسُ", "سِتُّ", "سَبْعُ", "ثَمَانِي", "تِسْعُ")
_MARKS = re.compile("[\u064b-\u0652]")


@dataclass(frozen=True)
class Form:
    """How a number is spelled: what it counts, its case, and the habits of the writer."""

    feminine: bool = False
    oblique: bool = False
    vowels: bool = False
    hamza: bool = True
    hundred: str = "مِئَة"
    apart: bool = False
    """Hundreds in two words: خمس مئة."""
    spaced: bool = False
    """A space behind و."""


FORMS = tuple(
    Form(feminine=feminine, oblique=oblique, vowels=vowels, hamza=hamza)
    for feminine, oblique, vowels, hamza in product((False, True), repeat=4)
)
"""Both genders and cases, with and without vowel signs and hamza."""

HABITS = tuple(
    Form(feminine=feminine, hundred=hundred, apart=apart, spaced=spaced)
    for feminine, hundred, apart, spaced in product(
        (False, True), ("مِئَة", "مِائَة"), (False, True), (False, True)
    )
)
"""The spellings of the hundreds, and و apart from its word."""


def spell(n: int, form: Form) -> str:
    """The words of ``n``, from 1 up to ten million."""
    parts = [*_scaled(n // 1_000_000, "مَلْيُون", "مَلَايِينَ", form)]
    parts += _scaled(n // 1000 % 1000, "أَلْف", "آلَافٍ", form)
    parts += _below_thousand(n % 1000, form)
    text = (" وَ " if form.spaced else " وَ").join(parts)
    if not form.vowels:
        text = _MARKS.sub("", text)
    return text if form.hamza else re.sub("[أإآ]", "ا", text)


def _case(word: str, form: Form) -> str:
    """The word in the case of ``form``; given are nominatives."""
    if not form.oblique:
        return word
    for nominative, oblique in (("ُونَ", "ِينَ"), ("َانِ", "َيْنِ")):
        if word.endswith(nominative):
            return word.removesuffix(nominative) + oblique
    return word[:-2] + word[-2:].replace("ٌ", "ٍ").replace("ُ", "ِ")


def _below_hundred(n: int, form: Form) -> str:
    if n <= 10:
        return _case(_UNITS[n - 1][form.feminine], form)
    if n < 20:
        first = _TEENS[n - 11][form.feminine]
        if n == 12 and form.oblique:
            first = first.removesuffix("َا") + "َيْ"
        return f"{first} {'عَشْرَةَ' if form.feminine else 'عَشَرَ'}"
    ten = _case(_TENS[n // 10 - 2], form)
    if n % 10 == 0:
        return ten
    return f"{_case(_UNITS[n % 10 - 1][form.feminine], form)} وَ{' ' * form.spaced}{ten}"


def _below_thousand(n: int, form: Form) -> Iterator[str]:
    if n >= 300:
        left = _case(_HUNDREDS[n // 100 - 3], form)
        yield f"{left}{' ' * form.apart}{form.hundred}ٍ"
    elif n >= 200:
        yield _case(form.hundred.removesuffix("ة") + "تَانِ", form)
    elif n >= 100:
        yield _case(f"{form.hundred}ٌ", form)
    if n % 100:
        yield _below_hundred(n % 100, form)


def _scaled(n: int, one: str, many: str, form: Form) -> Iterator[str]:
    """``n`` times a scale word; behind hundreds one and two more stand as words of their own."""
    single, dual = _case(f"{one}ٌ", form), _case(f"{one}َانِ", form)
    if n > 100 and n % 100 in (1, 2):
        yield from _scaled(n - n % 100, one, many, form)
        n %= 100
    if n <= 2:
        yield from ([], [single], [dual])[n]
        return
    group = (" وَ " if form.spaced else " وَ").join(_below_thousand(n, replace(form, feminine=False)))
    if n == 200:  # the dual in construct: مئتا ألف
        group = group.removesuffix("نِ").removesuffix("ْ") + ("ْ" if form.oblique else "")
    counted = many if 3 <= n % 100 <= 10 else f"{one}ًا" if n % 100 else f"{one}ٍ"
    construct = group[:-2] + group[-2:].replace("ٌ", "ُ").replace("ٍ", "ِ")
    yield f"{construct} {counted}"
