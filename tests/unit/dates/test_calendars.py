"""The two calendars against what they are built on and each other; units counted in them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hijridate import Hijri

from coalition_ie.dates.calendars import UnsettledError, distance, month_of, shifted, year_of
from coalition_ie.dates.find import find_dates
from coalition_ie.dates.parts import Unit
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
    months = [month_of(year, month, hijri=True) for year in YEARS for month in range(1, 13)]
    for (_, end), (start, _) in pairwise(months):
        assert start == end + timedelta(days=1)
    lengths = [(end - start).days + 1 for start, end in months]
    # The published tables mend themselves at times, by months of 28 and 31 days.
    assert set(lengths) == {28, 29, 30, 31}
    assert sum(length in (29, 30) for length in lengths) > 0.99 * len(lengths)


@pytest.mark.parametrize("day", [date(1924, 8, 1), date(2016, 7, 20), date(2077, 11, 16)])
def test_a_day_lies_in_the_year_that_holds_it(day: date) -> None:
    year = year_of(day, hijri=True)
    assert month_of(year, 1, hijri=True)[0] <= day <= month_of(year, 12, hijri=True)[1]
    assert year_of(day) == day.year


@pytest.mark.parametrize("year", [1342, 1501])
def test_the_tables_end_somewhere(year: int) -> None:
    with pytest.raises(OverflowError):
        month_of(year, 1, hijri=True)


@pytest.mark.parametrize("year", range(1343, 1500, 13))
def test_hijri_dates_in_words_are_those_of_hijridate(year: int) -> None:
    for month, name in enumerate(NAMES, 1):
        there = Hijri(year, month, 15).to_gregorian()
        expected = date(there.year, there.month, there.day)
        for written in (f"15 {name} {year}هـ", f"15/{month}/{year}هـ", f"15 من شهر {name} {year}"):
            (found,) = find_dates(f"في {written}.")
            assert found.value == Interval(start=expected, end=expected, grain="day"), written


def shown(value: Interval) -> str:
    return f"{value.start} {value.end} {value.grain}"


@pytest.mark.parametrize(
    ("unit", "shift", "count", "value"),
    [
        ("day", 1, 3, "2016-07-21 2016-07-23 day"),
        ("week", -1, 1, "2016-07-11 2016-07-17 week"),
        ("week", 0, 1, "2016-07-18 2016-07-24 week"),
        ("month", -1, 7, "2015-12-01 2016-06-30 month"),
        ("year", 1, 1, "2017-01-01 2017-12-31 year"),
        ("decade", 0, 1, "2010-01-01 2019-12-31 year"),
        ("century", -1, 1, "1901-01-01 2000-12-31 year"),
        ("hour", -1, 48, "2016-07-18 2016-07-20 hour"),
        ("hour", 1, 24, "2016-07-20 2016-07-21 hour"),
    ],
)
def test_units_next_to_that_of_publication(unit: Unit, shift: int, count: int, value: str) -> None:
    assert shown(shifted(unit, shift, date(2016, 7, 20), count=count)) == value


@pytest.mark.parametrize(
    ("unit", "ago", "reach", "value"),
    [
        ("day", 3, False, "2016-07-17 2016-07-17 day"),
        ("day", 3, True, "2016-07-17 2016-07-20 day"),
        ("week", -1, False, "2016-07-25 2016-07-31 week"),
        ("month", 7, False, "2015-12-01 2015-12-31 month"),
        ("month", -1, True, "2016-07-20 2016-08-31 month"),
        ("decade", 2, False, "1996-01-01 1996-12-31 year"),
        ("hour", 24, False, "2016-07-19 2016-07-19 hour"),
    ],
)
def test_units_at_a_distance(unit: Unit, ago: int, reach: bool, value: str) -> None:
    assert shown(distance(unit, ago, date(2016, 7, 20), reach=reach)) == value


@pytest.mark.parametrize(("unit", "ago"), [("hour", 5), ("hour", 30), ("minute", 1440)])
def test_hours_that_are_no_whole_days_settle_nothing(unit: Unit, ago: int) -> None:
    with pytest.raises(UnsettledError) as unsettled:
        distance(unit, ago, date(2016, 7, 20), reach=False)
    assert unsettled.value.reason == "ambiguous"
