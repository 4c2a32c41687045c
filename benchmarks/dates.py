"""Time expressions: how much ours and dateparser read, side by side.

    pip install ".[benchmarks]"
    python benchmarks/dates.py [--texts ../shared/domain]

Cases: each expression of tests/cases/dates.jsonl that has a value counts once, by its grain. A
value is right where it begins on the same day: dateparser gives a moment, not an interval, so a
month and a season are compared by month and a year by year. dateparser is given the language, the
day of publication and, as it finds spans of its own, the whole text. What the columns mean
stands in ``benchmarks/against.py``.
"""

from __future__ import annotations

import warnings
from datetime import date, datetime

from against import Case, Found, Reader, cases, compare

from coalition_ie.dates.find import find_dates

PUBLISHED = date(2016, 7, 20)
_PREFIX = {"year": 4, "month": 7, "season": 7}


def ours(text: str) -> list[Found]:
    found = find_dates(text, published=PUBLISHED)
    return [Found(d.start, d.end, d.value.start.isoformat() if d.value else None) for d in found]


def theirs(text: str) -> list[Found]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(*PUBLISHED.timetuple()[:3]), "DATE_ORDER": "DMY"}
    spans, at = [], 0
    for surface, moment in search_dates(text, languages=["ar"], settings=settings) or []:
        start = text.find(surface, at)
        if start < 0:  # it gives back its own normalised surface
            continue
        at = start + len(surface)
        spans.append(Found(start, at, moment.date().isoformat()))
    return spans


def valued() -> list[Case]:
    """The cases by the grain of their first value; a reason is no value to compare."""
    every = []
    for case in cases("dates", "dates", lambda _: ""):
        expected = tuple(
            f._replace(value=None if isinstance(f.value, str) else f.value) for f in case.expected
        )
        grains = [f.value[2] for f in expected if isinstance(f.value, list)]
        every.append(
            case._replace(expected=expected, group=str(grains[0]) if grains else "no value")
        )
    return every


def begins(value: object, expected: object) -> bool:
    """Whether the days begin alike, as far as the grain tells."""
    if value is None or not isinstance(expected, list):
        return False
    width = _PREFIX.get(expected[2], 10)
    return str(value)[:width] == expected[0][:width]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    compare(
        Reader("ours", ours),
        Reader("dateparser", theirs),
        valued(),
        needs="dateparser",
        agrees=begins,
        description=str(__doc__).splitlines()[0],
    )
