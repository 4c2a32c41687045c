"""From parts to days, each convention once, and why there are none."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from coalition_ie.dates.parts import Parts
from coalition_ie.dates.resolve import resolve, written
from coalition_ie.types import Interval, Reason

WEDNESDAY = date(2016, 7, 20)
OTHER_DAY = Parts(day=1, month=7, year=2016)

VALUES = [
    (Parts(year=2014), None, "2014-01-01 2014-12-31 year"),
    (Parts(year=2014, last_year=2016), None, "2014-01-01 2016-12-31 year"),
    (Parts(month=2, year=2016), None, "2016-02-01 2016-02-29 month"),
    (Parts(month=12, last_month=1, year=2015), None, "2015-12-01 2016-01-31 month"),
    (Parts(day=10, last_day=15, month=7, year=2016), None, "2016-07-10 2016-07-15 day"),
    (Parts(season=12, year=2015), None, "2015-12-01 2016-02-29 season"),
    (Parts(deictic=-1), None, "2016-07-19 2016-07-19 day"),
    (Parts(deictic=-1, hour=True), None, "2016-07-19 2016-07-19 hour"),
    (Parts(weekday=6), None, "2016-07-17 2016-07-17 day"),
    (Parts(weekday=6), True, "2016-07-24 2016-07-24 day"),
    (Parts(weekday=2), None, "2016-07-20 2016-07-20 day"),
    (Parts(weekday=2, shift=-1), None, "2016-07-13 2016-07-13 day"),
    (Parts(weekday=2, nights=1), None, "2016-07-13 2016-07-14 day"),
    (Parts(weekday=6, unit="week", shift=-1), None, "2016-07-17 2016-07-17 day"),
    (Parts(month=9), None, "2015-09-01 2015-09-30 month"),
    (Parts(month=9), True, "2016-09-01 2016-09-30 month"),
    (Parts(month=7, shift=-1), None, "2015-07-01 2015-07-31 month"),
    (Parts(day=29, month=2), None, "2016-02-29 2016-02-29 day"),
    (Parts(day=16, month=8), None, "2016-08-16 2016-08-16 day"),
    (Parts(day=16, month=8), False, "2015-08-16 2015-08-16 day"),
    (Parts(day=28, month=7, weekday=3), False, "2016-07-28 2016-07-28 day"),
    (Parts(season=6, shift=0), None, "2016-06-01 2016-08-31 season"),
    (Parts(season=3, year_shift=1), None, "2017-03-01 2017-05-31 season"),
    (Parts(day=3, unit="month", shift=0), None, "2016-07-03 2016-07-03 day"),
    (Parts(unit="century", shift=-1, decade=90), None, "1990-01-01 1999-12-31 year"),
    (Parts(unit="day", ago=-2, planned="anaphoric"), True, "2016-07-22 2016-07-22 day"),
    # 1 رمضان 1437 is 6 June 2016 in the tables of Umm al-Qura.
    (Parts(day=1, month=9, year=1437, hijri=True), None, "2016-06-06 2016-06-06 day"),
    (Parts(day=1, month=9, year=1437, hijri=True, weekday=1), None, "2016-06-07 2016-06-07 day"),
    (Parts(month=9, year=2016, hijri=True), None, "2016-06-06 2016-07-05 month"),
]

REASONS = [
    (Parts(reason="open"), "open"),
    (Parts(day=30, month=2, year=2016), "no such day"),
    (Parts(day=31, month=6), "no such day"),
    (Parts(day=31, unit="month", shift=-1), "no such day"),
    (Parts(weekday=0, day=4, month=7, year=2017), "contradictory"),
    (Parts(year=2014, year_shift=0), "contradictory"),
    (Parts(deictic=0, weekday=0), "contradictory"),
    (Parts(month=6, shift=0), "contradictory"),
    (Parts(day=5, month=7, year=2016, also=OTHER_DAY), "contradictory"),
    (Parts(day=1, month=9, year=1437, hijri=True, weekday=4), "contradictory"),
    (Parts(unit="day", ago=-2, planned="anaphoric"), "anaphoric"),
    (Parts(unit="hour", count=5, shift=-1), "ambiguous"),
    (Parts(), "ambiguous"),
    (Parts(month=9, year=1300, hijri=True), "out of range"),
    (Parts(unit="century", ago=30), "out of range"),
]


def interval(value: str) -> Interval:
    start, end, grain = value.split()
    return Interval(start=date.fromisoformat(start), end=date.fromisoformat(end), grain=grain)  # type: ignore[arg-type]


@pytest.mark.parametrize(("parts", "future", "value"), VALUES)
def test_what_parts_denote(parts: Parts, future: bool | None, value: str) -> None:
    assert resolve(parts, WEDNESDAY, future=future) == interval(value)


@pytest.mark.parametrize(("parts", "reason"), REASONS)
def test_why_parts_denote_nothing(parts: Parts, reason: Reason) -> None:
    assert resolve(parts, WEDNESDAY) == reason


@pytest.mark.parametrize("reason", get_args(Reason))
def test_without_a_day_only_full_dates_have_a_value(reason: Reason) -> None:
    assert resolve(Parts(deictic=0), reason) == reason
    assert resolve(Parts(year=2014), reason) == interval("2014-01-01 2014-12-31 year")


@pytest.mark.parametrize(
    ("named", "published", "day"),
    [
        ([], WEDNESDAY, WEDNESDAY),
        ([], None, "relative"),
        ([Parts(deictic=0, weekday=6)], WEDNESDAY, date(2016, 7, 17)),
        ([Parts(deictic=-1, weekday=5)], WEDNESDAY, date(2016, 7, 17)),
        ([Parts(deictic=0, weekday=3)], WEDNESDAY, WEDNESDAY),
        ([Parts(deictic=0, weekday=6), Parts(deictic=-1, weekday=4)], WEDNESDAY, WEDNESDAY),
        ([Parts(deictic=0, weekday=6, month=7)], WEDNESDAY, WEDNESDAY),
        # The first day of the calendar is a Monday.
        ([Parts(deictic=0, weekday=0)], date.min, date.min),
        ([Parts(deictic=0, weekday=6)], date.min, "out of range"),
        ([Parts(deictic=0, weekday=6)], date.max, date(9999, 12, 26)),
    ],
)
def test_the_day_of_writing(named: list[Parts], published: date | None, day: date | Reason) -> None:
    assert written(named, published) == day
