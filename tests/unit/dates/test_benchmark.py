"""The comparison with dateparser runs: all of ours is right, and theirs is counted."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.mark.filterwarnings("ignore")  # dateparser's own
def test_ours_reads_every_case_and_dateparser_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    dates, against = import_module("dates"), import_module("against")
    every = dates.valued()
    ours, theirs = (
        against.on_cases(against.Reader("", read), every, dates.begins)
        for read in (dates.ours, dates.theirs)
    )
    assert sum(row[0] for row in ours.values()) > 250
    for group, (cases, found, exact, right, spurious) in ours.items():
        assert [found, exact, right, spurious] == [cases, cases, cases, 0], group
    assert theirs.keys() == ours.keys()
    for group, row in theirs.items():
        assert all(type(count) is int for count in row), group
        cases, found, exact, right, spurious = row
        assert cases == ours[group][0] and spurious >= 0, group
        assert 0 <= exact <= found <= cases and 0 <= right <= found, group
    assert 0 < sum(row[3] for row in theirs.values()) < sum(row[3] for row in ours.values())


def test_ours_reads_every_case_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    times = import_module("times")
    every = [*times.own_cases()]
    assert len(every) > 150
    for group, row in times.rows(times.ours, every).items():
        assert row == [row[0]] * 3, group
    assert times.rows(lambda _: [], every)["ours, forms"][1:] == [0, 0]
    assert [times.seconds(p) for p in ("P1Y2D", "PT1H30M5S")] == ["31708800s", "5405s"]
