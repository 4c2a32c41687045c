"""The value of a run of digits with thousands and decimal signs.

News copy uses the signs of three conventions. One comma or full stop before exactly three digits
is ambiguous (1.500): it groups thousands, unless a zero stands before it (0.500) or the caller
knows better, as before a scale word from a million up (1.250 مليون). The Arabic signs ٬ and ٫ are
never ambiguous.
"""

from __future__ import annotations

import re
from decimal import Decimal

MAX_DIGITS = 30
"""Characters of the longest run read; longer ones are serial numbers, and int() is slow on them."""

_GROUPED = re.compile(r"[1-9]\d{0,2}((?P<sign>\D)\d{3})((?P=sign)\d{3})*")


def digits_value(digits: str, *, decimal: bool = False) -> int | Decimal | None:
    """The value of a run of ASCII digits with its signs, None where it is no single number.

    ``decimal`` settles the ambiguous 1.500 as one and a half instead of fifteen hundred.

    >>> [digits_value(d) for d in ("1,500", "1.500", "1,5", "1.234.567,8", "20.1.2016")]
    [1500, 1500, Decimal('1.5'), Decimal('1234567.8'), None]
    """
    if len(digits) > MAX_DIGITS:
        return None
    if digits.isdigit():
        return int(digits)
    head, sign, part = _split_decimal(digits, decimal)
    if head is None:
        return None
    return whole(Decimal(f"{head}.{part}")) if sign else int(head)


def _split_decimal(digits: str, decimal: bool) -> tuple[str | None, str, str]:
    signs = re.findall(r"\D", digits)
    last = signs[-1]
    plain = re.sub(r"\D", "", digits)
    ambiguous = len(signs) == 1 and last in ".,"
    if _GROUPED.fullmatch(digits) and last != "\u066b" and not (ambiguous and decimal):
        return plain, "", ""
    head, _, tail = digits.rpartition(last)
    # Only a sign that can be decimal, standing once, may be left over.
    if last not in ".,\u066b" or signs.count(last) > 1:
        return None, "", ""
    if not head.isdigit():
        if not _GROUPED.fullmatch(head):
            return None, "", ""
        head = re.sub(r"\D", "", head)
    return head, last, tail


def whole(value: Decimal) -> int | Decimal:
    """An int where ``value`` is whole."""
    return int(value) if value == value.to_integral_value() else value
