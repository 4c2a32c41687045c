"""What the readers of numbers, figures and dates share: they need no torch, every public function
shows by a doctest what it does, a megabyte takes seconds, and no text takes more than linear time.
"""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coalition_ie.dates.find import find_dates
from coalition_ie.figures import find_figures
from coalition_ie.numbers.find import find_numbers

ROOT = Path(__file__).parents[2]
DISPATCHES = ROOT / "annotations" / "dispatches"
MODULES = ("numbers", "figures", "dates")


def dates(text: str) -> object:
    return find_dates(text, published=date(2016, 7, 20))


READERS = pytest.mark.parametrize("read", [find_numbers, find_figures, dates])

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


def least_seconds(read: Callable[[str], object], text: str, *, runs: int = 2) -> float:
    """Processor time, which waiting for a busy machine does not add to; the least is the truest."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        read(text)
        times.append(time.process_time() - begin)
    return min(times)


@READERS
def test_a_megabyte_of_news_is_read_in_two_seconds(read: Callable[[str], object]) -> None:
    texts = "\n".join(path.read_text("utf-8") for path in sorted(DISPATCHES.glob("*.txt")))
    megabytes = len(texts.encode("utf-8")) / 1e6
    assert megabytes > 0.2  # enough to tell from
    assert least_seconds(read, texts) < 2 * megabytes


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
    *("مطلع ", "الأول من ", "الربع الأول من ", "الأيام والأسابيع ", "الأسبوعالماضي"),
)
SHORT, TIMES_LONGER = 2_000, 4  # doubled twice
MEASURABLE = 0.001  # seconds; a text read in less is made longer first
LINEAR_AT_MOST = 8  # linear time is four times as long, quadratic sixteen
TRIALS = 5  # noise is not there every time, a wrong loop is


@pytest.mark.parametrize("unit", HOSTILE)
@READERS
def test_time_grows_with_length_and_no_faster(read: Callable[[str], object], unit: str) -> None:
    short = unit * (SHORT // len(unit))
    while least_seconds(read, short) < MEASURABLE:
        short *= TIMES_LONGER
    ratios = []
    for _ in range(TRIALS):
        ratios.append(least_seconds(read, short * TIMES_LONGER) / least_seconds(read, short))
        if ratios[-1] < LINEAR_AT_MOST:
            return
    raise AssertionError(f"{TIMES_LONGER} times the length took {min(ratios):.1f} times as long")


def test_quadratic_time_would_be_seen() -> None:
    def quadratic(text: str) -> object:
        return [text[:i].count("x") for i in range(len(text))]

    with pytest.raises(AssertionError, match="times as long"):
        test_time_grows_with_length_and_no_faster(quadratic, "ا")
