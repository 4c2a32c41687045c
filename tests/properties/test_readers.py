"""What the readers of numbers, figures and dates share: they need no torch, every public function
shows by a doctest what it does, and no text takes more than linearly many steps.

How long they take is in ``benchmarks/readers.py``.
"""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from coalition_ie.dates.find import find_dates
from coalition_ie.figures import find_figures
from coalition_ie.numbers.find import find_numbers
from coalition_ie.types import TIMEX_TYPES

ROOT = Path(__file__).parents[2]
MODULES = ("numbers", "figures", "dates")


def dates(text: str) -> object:
    return find_dates(text, published=date(2016, 7, 20))


def all_times(text: str) -> object:
    return find_dates(text, kinds=TIMEX_TYPES, dialects=True)


TraceFunction = Callable[[FrameType, str, Any], Any]
READERS = pytest.mark.parametrize("read", [find_numbers, find_figures, dates, all_times])

ALONE = """
import sys
sys.modules["torch"] = sys.modules["transformers"] = sys.modules["numpy"] = None
from coalition_ie.{module} import {function}
assert {function}("وصل 560 جنديا في 20 يناير 2016")
"""


@pytest.mark.parametrize(
    ("module", "function"),
    [("numbers", "find_numbers"), ("figures", "find_figures"), ("dates", "find_dates")],
)
def test_a_reader_works_where_torch_does_not_exist(module: str, function: str) -> None:
    code = ALONE.format(module=module, function=function)
    done = subprocess.run(
        [sys.executable, "-"], input=code.encode(), cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_shows_what_it_does(name: str) -> None:
    module = importlib.import_module(f"coalition_ie.{name}")
    functions = [
        function
        for function_name, function in inspect.getmembers(module, inspect.isfunction)
        if not function_name.startswith("_")
    ]
    assert functions
    assert all(">>> " in (inspect.getdoc(function) or "") for function in functions)


def steps(read: Callable[[str], object], text: str) -> int:
    """The lines of Python that are run to read a text: as many on a busy machine as on an idle one.

    What one call into C does is one step, however long it takes.
    """
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return count


# What each rule may be led to walk over again and again: numbers that never end, ranges and lists
# without a last end, openers without what they open, words that look back for others.
HOSTILE = (
    *("و", "و ", "5", "(", "\n", "ا\u064b", "ا\u200f", "ا\u200f\u064b", "الـ", "لل", "سالب -"),
    *("1.", "1,", "1 000 ", "5ر5", "1/", "1:", "1٬", "5-", '"5" '),
    *("ألف و", "خمسة و", "مليون ألف ", "خمسة فاصلة ", "نصف و", "عشرات ", "خمسون", "ألفمقاتل"),
    *("بين 5 و", "من 5 إلى ", "قتلى و", "5 أفراد من ", "5 من أفراد ", "12 عنصرا ", "عدد الجنود "),
    *("بينهم 5 ", "عددهم يتجاوز ", "تكبدت ", "ليصل ", "وإصابة 5 ", "5 آخرين ", "قوة قوامها "),
    *("يناير و", "يناير/", "رمضان ", "كانون ", "بين 10 و", "10 و11 ", "من 3 إلى ", "20/1/"),
    *("الأحد ", "الأحد/", "ليل الأحد ", "سيصل الأحد ", "اليوم ، ", "أيام 1، 2، ", "الساعة "),
    *("2014 و", "عامي 2014 و2015 و", "1437هـ الموافق ", "منذ ", "قبل ", "أكثر من ", "نحو ", "ما "),
    *("-", "-5 ", "+5", "+5 ", "−", ".5 ", "٫٥", "1/2 ", "1/2", "1 1/2 ", "½", "1e6 ", "1e", "10^"),
    *("10×", "5K", "5km", "05 ", "050-", "+966 5", "5_", "@", "www.5 ", "5.a", "1.1.1.1 ", "%5"),
    *(
        "دزينة ",
        "نصف دزينة ",
        "خمس ال",
        "خمس السكان ",
        "خمستاشر ",
        "تلت ",
        "هاتف 5",
        "الإصدار 1.5 ",
    ),
    *("مطلع ", "الأول من ", "الربع الأول من ", "الأيام والأسابيع ", "الأسبوعالماضي"),
    *("كل يوم ", "أيام الأحد و", "مرة ", "سنة و", "الأحد، اليوم نفسه ", "14:", "آخر ", "نصف "),
    *(
        "عام 2006 و2007 و",
        "أيار وحزيران و",
        "26، 27 و",
        "وذلك غداة ",
        "بعد وصوله ب",
        "ب",
        "بيومين ",
    ),
    *(
        "بيومين ",
        "ب",
        "20 يناير 2016\n",
        "تاريخ النشر: ",
        "رأس السنة ",
        "قادم الأيام ",
        "أسبوعها الثالث ",
    ),
    *("في 19 منه ", "شهر 3 ", "الاثنين 4/", "هالشهر ", "اللي ", "من أسبوع ", "اليوم الأحد 4 مايو "),
)
SHORT = 800  # characters: longer than any rule looks back or ahead
TIMES_AT_MOST = 2.1  # linear reading takes twice as many further steps, quadratic four times


@pytest.mark.parametrize("unit", HOSTILE)
@READERS
def test_steps_grow_with_length_and_no_faster(read: Callable[[str], object], unit: str) -> None:
    short = unit * (SHORT // len(unit))
    read(short)  # what is loaded and remembered is not counted
    one, two, four = (steps(read, short * times) for times in (1, 2, 4))
    assert four - two <= TIMES_AT_MOST * (two - one), (
        f"doubling the length took {two - one} steps more, doubling it again {four - two}"
    )


@pytest.mark.parametrize("every", [1, 20])
def test_quadratic_reading_would_be_seen(every: int) -> None:
    def quadratic(text: str) -> object:
        for i in range(len(text)):
            for _ in range(100):
                pass
            for _ in range(0, i, every):
                pass
        return None

    with pytest.raises(AssertionError, match="doubling it again"):
        test_steps_grow_with_length_and_no_faster(quadratic, "ا")
