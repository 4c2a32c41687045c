"""Integers, decimals and fractions as people write them in digits: an oracle for their reader.

It shares nothing with the package. Each writer takes a number and the habits of whoever writes, and
gives the text that stands for it. Sources: CLDR (digits and signs of ar, ar-MA, fa), ISO 80000-1
(powers of ten), Unicode (number forms).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
"""Western, Arabic-Indic and Persian digits."""

GROUPINGS = ("", ",", "٬", " ", "\u00a0", "'")
"""Signs between groups of three digits."""

POINTS = (".", ",", "٫")
"""Signs before decimals."""

SIGNS = {"": 1, "-": -1, "−": -1, "+": 1}
"""Signs before digits."""

VULGAR = {
    **{"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4)},
    **{"¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6)},
    **{"⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅞": Fraction(7, 8)},
    **{"⅑": Fraction(1, 9), "⅒": Fraction(1, 10)},
}
"""Signs of one fraction each."""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def script(text: str, digits: str) -> str:
    """The text with its digits in another script."""
    return text.translate(str.maketrans(SCRIPTS[0], digits))


def grouped(n: int, sign: str) -> str:
    """A whole number in groups of three."""
    return f"{n:,}".replace(",", sign)


def decimal(units: int, decimals: str, point: str, *, bare: bool = False) -> str:
    """A number with decimals; ``bare`` leaves out a zero before the point."""
    return f"{'' if bare and not units else units}{point}{decimals}"


POWERS: dict[str, Callable[[int, int], str]] = {
    "1e6": lambda n, power: f"{n}e{power}",
    "1E+06": lambda n, power: f"{n}E{'-' if power < 0 else '+'}{abs(power):02}",
    "1×10^6": lambda n, power: f"{n}×10^{power}",
    "1 × 10^6": lambda n, power: f"{n} × 10^{power}".replace("^-", "^−"),
}
"""Ways to write a number times a power of ten."""


def raised(power: int) -> str:
    """Ten to a power that is not negative, its digits above the line."""
    return "10" + str(power).translate(_SUPERSCRIPT)
