"""The value of a run of digits with thousands and decimal signs.

News copy uses the signs of several conventions, and every sign between two digits is settled by
one rule each:

- ``٬``, a space and an apostrophe group thousands, ``٫`` is a decimal sign, always (CLDR, ar).
- ``,``, ``.`` and the Arabic comma serve as both. Several of one kind group thousands
  (``1.234.567``), the last of two kinds is decimal (``1.234,5``). A single one before exactly
  three digits is ambiguous (``1.500``): it groups, unless a zero stands before it (``0.500``) or
  the caller knows better, as before a scale word from a million up (``1.250 مليون``). Before one,
  two or more than three digits it is decimal (``1,5``).
- ``ر`` is the decimal sign of agencies from the Gulf to the Maghreb. Being a letter it turns the
  halves around: a reader who sees 1,2 has ``2ر1`` in the file, the whole behind the sign. The
  same holds for thousands (``225ر29 غارة``: 29,225), so it is a comma read backwards.
- Maghrebi ministries write sums with one sign for both (``1.220.000.00 درهم``): behind two groups
  of three, a group of two digits is decimal.

Not a number: four groups up to 255 with full stops, which are an address (192.168.100.100), and
seven digits or more behind a zero, which are a number to call.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Value = int | Decimal | Fraction
"""An exact number."""

_V = TypeVar("_V", bound=Value)

MAX_DIGITS = 30
"""Characters of the longest run read; longer ones are serial numbers, and int() is slow on them."""

_CALLED = 7
"""Digits of the shortest number to call; E.164 has up to fifteen."""

_ADDRESS = re.compile(r"((0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(\.(?=\d)|$)){4}")  # RFC 791
_SUM = re.compile(r"([1-9]\d{0,2}(?:\.\d{3}){2,})\.(\d{2})")
_GROUPED = re.compile(r"[1-9]\d{0,2}((?P<sign>\D)\d{3})((?P=sign)\d{3})*")
_DECIMAL = "\u066b"
_EITHER = ".,"  # the Arabic comma is read as a comma


def digits_value(digits: str, *, decimal: bool = False) -> int | Decimal | None:
    """The value of a run of ASCII digits with its signs, None where it is no single number.

    ``decimal`` settles the ambiguous 1.500 as one and a half instead of fifteen hundred.

    >>> [digits_value(d) for d in ("1,500", "1.500", "1,5", "1.234.567,8", "20.1.2016")]
    [1500, 1500, Decimal('1.5'), Decimal('1234567.8'), None]
    >>> [digits_value(d) for d in ("1.220.000.50", "192.168.100.100", "0501234567")]
    [Decimal('1220000.50'), None, None]
    >>> digits_value("5ر2"), digits_value("225ر29"), digits_value("235ر1", decimal=True)
    (Decimal('2.5'), 29225, Decimal('1.235'))
    """
    if len(digits) > MAX_DIGITS:
        return None
    if digits.isdigit():
        return None if digits[0] == "0" and len(digits) >= _CALLED else int(digits)
    return None if _ADDRESS.fullmatch(digits) else _with_signs(digits, decimal=decimal)


def _with_signs(digits: str, *, decimal: bool) -> int | Decimal | None:
    """The value of digits with signs between them."""
    if (money := _SUM.fullmatch(digits)) is not None:
        return whole(Decimal(f"{money[1].replace('.', '')}.{money[2]}"))
    digits = digits.replace("\u060c", ",")
    if "ر" in digits:
        digits = ",".join(reversed(digits.split("ر")))
    signs = re.findall(r"\D", digits)
    last = signs[-1]
    ambiguous = len(signs) == 1 and last in _EITHER
    if _GROUPED.fullmatch(digits) and last != _DECIMAL and not (ambiguous and decimal):
        return int(re.sub(r"\D", "", digits))
    # Only a sign that can be decimal, standing once, may be left over.
    if last not in _EITHER + _DECIMAL or signs.count(last) > 1:
        return None
    head, _, part = digits.rpartition(last)
    if not (head.isdigit() or _GROUPED.fullmatch(head)):
        return None
    return whole(Decimal(re.sub(r"\D", "", head) + "." + part))


def whole(value: _V) -> _V | int:
    """An int where ``value`` is whole."""
    return int(value) if value == int(value) else value
