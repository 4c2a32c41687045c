"""Quantities: exact, vague, ranges, and numbers that are names."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.quantities import Quantities, Quantity, bound


def quantities(text: str) -> list[Quantity]:
    return list(Quantities.of(Reading(text)).read())


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("560", [(560, 560)]),
        ("عشرات", [(20, 99)]),
        ("عشرات الآلاف", [(20_000, 99_999)]),
        ("مئات الآلاف", [(200_000, 999_999)]),
        ("بضعة عشر", [(13, 19)]),
        ("بضع وثلاثون", [(33, 39)]),
        ("بين 20 و31 ألفا", [(20_000, 31_000)]),
        ("ما بين عشرين وثلاثين", [(20, 30)]),
        ("من 20 إلى 30", [(20, 30)]),
        ("20-30", [(20, 30)]),
        ("20 أو 30", [(20, 30)]),
        ("30 أو 20", [(30, 30), (20, 20)]),
        ("1.5-2 مليون", [(1_500_000, 2_000_000)]),
        ("20 و30", [(20, 20), (30, 30)]),
        ("ارتفع من 20 إلى 30", [(20, 20), (30, 30)]),
        ("2.5 ثم نصف ثم عشرون في المئة ثم 12:30", []),
        ("سالب خمسة", []),
    ],
)
def test_bounds(text: str, bounds: list[tuple[int, int]]) -> None:
    assert [(q.low, q.high) for q in quantities(text)] == bounds


@pytest.mark.parametrize(
    ("text", "first", "stop", "cut"),
    [
        ("وصل نحو 30", 1, 3, 0),
        ("وصل بنحو 30", 1, 3, 1),
        ("وصل بعشرين", 1, 2, 1),
        ("وصل الـ30", 1, 3, 0),
        ("رسالة لل30", 1, 3, 1),
        ("وصل «19» اليوم", 1, 4, 0),
        ("وصل ما بين 20 و30", 1, 6, 0),
        ("تتألف من 3-5", 2, 5, 0),
    ],
)
def test_the_tokens_of_a_quantity(text: str, first: int, stop: int, cut: int) -> None:
    (q,) = quantities(text)
    assert (q.first, q.stop, q.cut) == (first, stop, cut)


def test_a_quantity_of_a_span_joins_with_none_outside() -> None:
    found = Quantities.of(Reading("من 20 إلى 30 جنديا"))
    whole, first, second = found.first_in(0, 4), found.first_in(0, 2), found.first_in(3, 5)
    assert [q and (q.low, q.high) for q in (whole, first, second)] == [(20, 30), (20, 20), (30, 30)]
    assert found.first_in(4, 5) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اللواء 35", True),
        ("عام 2014", True),
        ("في يوليو 2014", True),
        ("في يوليو 300", False),
        ("قوام كل فوج 500", False),
        ("وصل 35", False),
    ],
)
def test_a_number_may_be_a_name(text: str, name: bool) -> None:
    found = Quantities.of(Reading(text))
    assert found.designates(next(found.read())) == name


def test_a_change_goes_from_one_quantity_to_the_other() -> None:
    found = Quantities.of(Reading("رفع العدد من 300 إلى 500"))
    assert found.changes(*found.read())
    found = Quantities.of(Reading("وزع العدد من 300 هنا ثم إلى 500"))
    assert not found.changes(*found.read())


@pytest.mark.parametrize(
    ("effect", "bounds"),
    [
        ("at_least", (300, None, False)),
        ("at_most", (0, 300, False)),
        ("approximate", (300, 300, True)),
        ("", (300, 300, False)),
    ],
)
def test_effect_of_a_wording(effect: str, bounds: tuple[int, int | None, bool]) -> None:
    q = bound(quantities("300")[0], effect)
    assert (q.low, q.high, q.approximate) == bounds
