"""Dates in digits: 20/1/2016، 2016-01-20، ٢٠.١.٢٠١٦، 15/10/1436هـ.

Day first, as CLDR has it for Arabic, or year first, as ISO 8601 and Morocco have it; a number that
can be no month is the day. Two digits for the year do not say which century or which end is the
year, so such a date is found and left without a value.
"""

from __future__ import annotations

import re

from coalition_ie.arabic.characters import DASHES
from coalition_ie.dates.parts import Parts, Read, because
from coalition_ie.dates.view import View
from coalition_ie.dates.years import HIJRI_YEARS, YEARS

_SIGNS = frozenset("/\\_") | DASHES
_LONGEST = 5  # tokens: three numbers and two signs
_NUMERIC = re.compile(r"(\d{1,4})([./\\_-])(\d{1,2})\2(\d{1,4})")


def numeric(view: View, i: int) -> Read | None:
    """``20/1/2016``, ``2016-01-20``, ``15/10/1436هـ``; ``20/1/16`` without a value."""
    if view.kind(i) != "digits":
        return None
    stop, written = _run(view, i)
    match = _NUMERIC.fullmatch(written)
    if match is None:
        return None
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) < 4 and len(match[4]) == 2 and match[2] == "/":
        return because(stop, "ambiguous") if first <= 31 and 1 <= second <= 12 else None
    year, day = (first, last) if len(match[1]) == 4 else (last, first)
    if second > 12 >= day and len(match[4]) == 4:
        day, second = second, day  # 1/20/2016: there is no twentieth month
    hijri = year in HIJRI_YEARS
    if not (hijri or year in YEARS) or not (1 <= second <= 12 and 1 <= day <= 31):
        return None
    stop = view.skip(stop, "hijri_era", "gregorian_era")
    return Read(stop, Parts(day=day, month=second, year=year, hijri=hijri))


def _run(view: View, i: int) -> tuple[int, str]:
    """Digits and signs that touch, and where they end; a space may stand beside a slash."""
    tokens = view.tokens[i : i + _LONGEST]
    spaced = [token.key for token in tokens if token.kind == "sign"] == ["/"] * 2
    written, stop = "", i
    for token in tokens:
        touches = spaced or stop == i or view.glued(stop)
        if not touches or (token.kind != "digits" and token.key not in _SIGNS):
            break
        written += "-" if token.key in DASHES else token.key
        stop += 1
    if view.kind(stop - 1) == "sign":  # a dash behind the date
        return stop - 1, written[:-1]
    return stop, written
