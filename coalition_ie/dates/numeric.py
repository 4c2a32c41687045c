"""Dates in digits: 20/1/2016، 2016-01-20، ٢٠.١.٢٠١٦، 15/10/1436هـ، 2/2013.

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
_SPACED = frozenset("/\\-")
_SIGNS_OF_DATE = 2
_LONGEST = 5  # tokens: three numbers and two signs
_BEFORE_MONTH = frozenset("(:،,")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})|(\d{4})/(\d{1,2})")
_SLASHES = frozenset("/\\")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
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


def month_and_year(view: View, i: int) -> Read | None:
    """``2/2013``, ``2013/02``: where nothing else is said, between signs or behind a preposition.

    Laws and decisions are numbered so too (القانون رقم 10/2013).
    """
    if view.kind(i) != "digits":
        return None
    stop, written = _run(view, i)
    match = _MONTH.fullmatch(written)
    if match is None:
        return None
    month, year = (int(n) for n in (match[1] or match[4], match[2] or match[3]))
    if not 1 <= month <= 12 or year not in YEARS or month == year % 100 + 1:
        return None  # 2010/11 is a season
    unit = view.hit(i - 1, "period")
    headed = unit is not None and unit.entry.value == "month"
    opens = view.kind(i - 1) in ("", "line") or view.key(i - 1) in _BEFORE_MONTH
    alone = opens and view.kind(stop) in ("", "line", "sign")
    if not (alone or headed or view.behind(i, "preposition", "date_word")):
        return None
    return Read(stop, Parts(month=month, year=year))


def field(view: View, i: int) -> bool:
    """Whether ``21/09`` stands alone, as in a field of a form: in two digits, no fraction has."""
    alone = view.kind(i - 1) in ("", "line") or view.key(i - 1) == ":"
    ends = view.kind(i + 3) in ("", "line") and view.key(i + 1) == "/"
    two = all(view.kind(j) == "digits" and len(view.key(j)) == 2 for j in (i, i + 2))
    return alone and ends and two and view.glued(i + 1) and view.glued(i + 2)


def day_and_month(view: View, i: int) -> Read | None:
    """``4/12`` where what stands before it says that it is a day: الاثنين، يوم، بتاريخ."""
    if view.kind(i) != "digits":
        return None
    sign = view.key(i + 1)
    if sign not in _SLASHES or view.kind(i + 2) != "digits" or view.key(i + 3) == sign:
        return None
    stop, written = i + 3, f"{view.key(i)}/{view.key(i + 2)}"
    match = _DAY.fullmatch(written)
    if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
        return None
    return Read(stop, Parts(day=int(match[1]), month=int(match[2])))


def _run(view: View, i: int) -> tuple[int, str]:
    """Digits and signs that touch, and where they end; spaces may stand beside two like signs."""
    tokens = view.tokens[i : i + _LONGEST]
    signs = [token.key for token in tokens if token.kind == "sign"]
    spaced = len(signs) == _SIGNS_OF_DATE and len({*signs}) == 1 and signs[0] in _SPACED
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
