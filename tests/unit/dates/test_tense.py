"""What in a clause decides between past and future, and how far it reaches."""

from __future__ import annotations

import pytest

from coalition_ie.dates.tense import about_future
from tests.unit.dates.views import view_at


@pytest.mark.parametrize(
    ("marked", "future"),
    [
        ("سيصل الوزير |الأحد", True),
        ("وصل الوزير |الأحد", None),
        ("قال الوزير |الأحد", False),
        ("سيصل الوزير، كما قال، |الأحد", False),
        ("سيصل الوزير. وصل |الأحد", None),
        ("من المقرر أن يصل |الأحد", True),
        ("كالمتوقع وصل |الأحد", None),
        ("اتفقوا على أن تنسحب القوات |الأحد", True),
        ("أكد أن القوات انسحبت |الأحد", None),
        ("يلتقي الوزير |الأحد نظيره", True),
        ("كان يلتقي الوزير |الأحد نظيره", False),
        ("منذ وصول الوزير |الأحد", False),
        ("|الأحد سيبدأ الانسحاب", True),
        ("|الأحد قال إنه سيبدأ", None),
        ("سيصل " + "جنود " * 40 + "|الأحد", None),
    ],
)
def test_what_the_clause_tells(marked: str, future: bool | None) -> None:
    view, i, _ = view_at(marked)
    assert about_future(view, i, i + 1) is future
