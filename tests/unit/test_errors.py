"""What messages quote stays short, whatever it is."""

from __future__ import annotations

import pytest

from coalition_ie.errors import quoted


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("بغداد", "'بغداد'"),
        ("a\nb", r"'a\nb'"),
        (None, "None"),
        (True, "True"),
        (-1.5, "-1.5"),
        (["ا"], "['ا']"),
        ({"a": {"b": {"c": 1}}}, "{'a': {'b': {...}}}"),
    ],
)
def test_what_is_short_is_quoted_whole(value: object, expected: str) -> None:
    assert quoted(value) == expected


def test_a_long_text_shows_its_begin_and_its_end() -> None:
    text = quoted("أول" + "ا" * 2_000_000 + "آخر")
    assert text.startswith("'أول")
    assert text.endswith("آخر'")
    assert len(text) == 60


@pytest.mark.parametrize(
    "value",
    [10**5000, ["ا" * 10**6] * 10**5, {str(i): [i] * 99 for i in range(999)}, b"x" * 10**6],
    ids=["number", "list", "object", "bytes"],
)
def test_nothing_is_quoted_at_length(value: object) -> None:
    assert len(quoted(value)) < 500
