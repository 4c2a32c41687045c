"""The value of a mention: by the guidelines' table, and from the tokens of its text."""

from __future__ import annotations

from typing import Any

import pytest

from coalition_ie.arabic import reading as arabic_reading
from coalition_ie.arabic.reading import Reading
from coalition_ie.figures import figure_at, find_figures, parse_figure
from coalition_ie.types import Figure
from tests.case_files import cases, text_of


@pytest.mark.parametrize("case", cases("figures"), ids=text_of)
def test_value_of_a_mention(case: dict[str, Any]) -> None:
    found = parse_figure(case["text"], before=case.get("before", ""), after=case.get("after", ""))
    expected = {key: case[key] for key in case.keys() - {"text", "before", "after", "source"}}
    assert found == Figure(**expected), case["source"]


@pytest.mark.parametrize("surface", ["", " ", "جندي", "المقاتلون", "2.5 جندي", "؟"])
def test_without_a_quantity_there_is_no_figure(surface: str) -> None:
    assert parse_figure(surface) is None


@pytest.mark.parametrize(
    ("around", "surface", "value"),
    [
        ("وصل ب|", "عشرين جنديا", (20, 20, "soldier")),
        ("قتل أو|", "مئات المقاتلين", (200, 999, "fighter")),
        ("أرسل |سوريا", "60 مقاتلا", (60, 60, "fighter")),
        ("هرب و| من الجيش", "جنديان", (2, 2, "soldier")),
        ("وصل من | إلى 30 جنديا", "20", (20, 20, "person")),
    ],
)
def test_a_border_inside_a_word_parts_it(
    around: str, surface: str, value: tuple[int, int, str]
) -> None:
    before, after = around.split("|")
    found = parse_figure(surface, before=before, after=after)
    assert found is not None
    assert (found.low, found.high, found.kind) == value


def test_a_bare_numeral_counts_the_formation_named_before_it() -> None:
    found = parse_figure("ثلاث", before="انسحبت ست كتائب روسية و", after=" مولدوفية")
    assert found is not None
    assert found.unit == "battalion"
    found = parse_figure("ثلاثة", before="انسحبت ست كتائب روسية و", after=" مولدوفيين")
    assert found is not None
    assert found.unit == "person"


def test_a_text_is_read_once_for_all_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    tokenise = arabic_reading.tokenise
    monkeypatch.setattr(arabic_reading, "tokenise", lambda t: passes.append(t) or tokenise(t))
    reading = Reading("وصل 20 جنديا وبنحو عشرين ضابطا، ثم ثلاثة مقاتلين وقتل 5 منهم")
    for mention in find_figures(reading):
        assert figure_at(reading, mention.start, mention.end) is not None
    assert passes == [reading.text]
