"""The two calendars against what they are built on, and against the other one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hijridate import Hijri

from coalition_ie.dates.calendars import GREGORIAN, HIJRI
from coalition_ie.dates.find import find_dates
from coalition_ie.types import Interval

YEARS = range(1343, 1501)
NAMES = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذي القعدة",
    "ذي الحجة",
]


def test_hijri_months_follow_each_other_without_gap() -> None:
    months = [HIJRI.month(year, month) for year in YEARS for month in range(1, 13)]
    for (_, end), (start, _) in pairwise(months):
        assert start == end + timedelta(days=1)
    lengths = [(end - start).days + 1 for start, end in months]
    # The published tables mend themselves at times, by months of 28 and 31 days.
    assert set(lengths) == {28, 29, 30, 31}
    assert sum(length in (29, 30) for length in lengths) > 0.99 * len(lengths)


@pytest.mark.parametrize("day", [date(1924, 8, 1), date(2016, 7, 20), date(2077, 11, 16)])
def test_a_day_lies_in_the_year_that_holds_it(day: date) -> None:
    year = HIJRI.year_of(day)
    assert HIJRI.month(year, 1)[0] <= day <= HIJRI.month(year, 12)[1]
    assert GREGORIAN.year_of(day) == day.year


@pytest.mark.parametrize("year", [1342, 1501])
def test_the_tables_end_somewhere(year: int) -> None:
    with pytest.raises(OverflowError):
        HIJRI.month(year, 1)


@pytest.mark.parametrize("year", range(1343, 1500, 13))
def test_hijri_dates_in_words_are_those_of_hijridate(year: int) -> None:
    for month, name in enumerate(NAMES, 1):
        there = Hijri(year, month, 15).to_gregorian()
        expected = date(there.year, there.month, there.day)
        for written in (f"15 {name} {year}هـ", f"15/{month}/{year}هـ", f"15 من شهر {name} {year}"):
            (found,) = find_dates(f"في {written}.")
            assert found.value == Interval(start=expected, end=expected, grain="day"), written
