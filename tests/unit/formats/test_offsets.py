"""Offsets of other countings are moved where surfaces prove it, and never guessed."""

from __future__ import annotations

import pytest

from coalition_ie.formats.offsets import (
    CODE_POINTS,
    UTF16,
    Counting,
    describe,
    place,
    restore,
    same_surface,
)
from coalition_ie.formats.tools.regions import Region
from coalition_ie.types import digest

TEXT = "😀\r\nبغداد\nأربيل"
BAGHDAD, ERBIL = (3, 8), (9, 14)


def region(start: int, end: int, surface: str | None = None) -> Region:
    return Region("0", "LOC", start, end, surface=surface)


@pytest.mark.parametrize(
    ("counting", "borders"),
    [
        (CODE_POINTS, [0, 1, 2, 3, 4]),
        (UTF16, [0, 2, 3, 4, 5]),
        (Counting("code points", "one"), [0, 1, 1, 2, 3]),
        (Counting("UTF-16 units", "two"), [0, 2, 3, 4, 5]),
    ],
)
def test_borders_by_each_counting(counting: Counting, borders: list[int]) -> None:
    assert counting.borders(TEXT)[:5] == borders


@pytest.mark.parametrize(
    ("start", "end", "counting"),
    [
        (*BAGHDAD, None),
        (4, 9, "UTF-16 units"),
        (2, 7, r"code points, \r\n counted as one"),
    ],
)
def test_a_surface_proves_the_counting(start: int, end: int, counting: str | None) -> None:
    placed = place([region(start, end, "بغداد")], TEXT)
    assert (placed.spans[0].start, placed.spans[0].end) == BAGHDAD
    messages = [remark.message for remark in placed.remarks]
    assert len(messages) == (counting is not None)
    assert all(f"counted in {counting}: LOC at {start}:{end}" in text for text in messages)


def test_one_span_that_fits_nowhere_keeps_all_where_they_are() -> None:
    spans = [region(4, 9, "بغداد"), region(*ERBIL, "الموصل")]
    placed = place(spans, TEXT)
    assert [(one.start, one.end) for one in placed.spans] == [(4, 9), ERBIL]
    assert placed.remarks == ()


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (8, 3), (3, 99), (10**400, 10**401)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    (remark,) = place([region(start, end)], TEXT).remarks
    assert remark.outcome == "refused"
    assert "expected a span inside the text, which has 14 code points" in remark.message


def test_a_span_without_a_surface_gets_the_texts() -> None:
    assert place([region(*ERBIL)], TEXT).spans[0].surface == "أربيل"


def test_a_changed_text_is_restored_by_its_digest() -> None:
    windows, unix = "أ\r\nب", "أ\nب"
    assert restore(unix, digest(windows)) == (windows, Counting("code points", "two"))
    assert restore(windows, digest(unix)) == (unix, Counting("code points", "one"))
    assert restore("أ ب", digest(unix)) is None


def test_spaces_may_differ_in_kind_and_number_and_letters_may_not() -> None:
    assert same_surface("القوات\u00a0 العراقية", "القوات العراقية")
    assert not same_surface("القوات العراقية", "القواتالعراقية")


def test_a_span_is_named_by_its_label_and_offsets() -> None:
    assert describe(region(3, 8)) == "LOC at 3:8"
