"""Seconds that the readers of numbers, figures and dates take for news of growing length.

    python benchmarks/readers.py

The texts are those of ``annotations/dispatches``, one behind the other. Times are processor time on
one core, the least of three; of two lengths in one run, linear reading takes twice as long for
twice the length. What one step costs differs between machines, the ratios do not. A second table
has the reader of numbers on texts of one thing again and again, that tempt it to look far ahead.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from coalition_ie.dates.find import find_dates
from coalition_ie.figures.find import find_figures
from coalition_ie.numbers.find import find_numbers

DISPATCHES = Path(__file__).parents[1] / "annotations" / "dispatches"
KILOBYTES = (64, 128, 256, 512, 1024)
HOSTILE = {
    "digits": "7",
    "digits with signs": "7,",
    "short numbers": "7 ",
    "number words": "خمسة ",
    "words with و": "ألف وخمسة و",
    "scale words": "مليون ألف ",
    "minuses": "-",
    "minuses and digits": "-7 ",
    "pluses and digits": "+7",
    "points and digits": " .7",
    "slashes": "1/2 ",
    "dashes": "7-",
    "numbers to call": "05 ",
    "powers": "1e",
    "letters": "7K",
}
"""What is repeated, by what it is called."""


def dates(text: str) -> object:
    return find_dates(text, published=date(2016, 7, 20))


READERS: dict[str, Callable[[str], object]] = {
    "numbers": find_numbers,
    "figures": find_figures,
    "dates": dates,
}


def news(kilobytes: int) -> str:
    """Dispatches of that size, from the first again where they end."""
    texts = "\n".join(path.read_text("utf-8") for path in sorted(DISPATCHES.glob("*.txt")))
    share = kilobytes * 1024 / len(texts.encode("utf-8"))
    return (texts * (int(share) + 1))[: int(len(texts) * share)]


def seconds(read: Callable[[str], object], text: str) -> float:
    times = []
    for _ in range(3):
        begin = time.process_time()
        read(text)
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    print("reader    " + "".join(f"{size:>8} KB" for size in KILOBYTES) + "   times as long")
    for name, read in READERS.items():
        taken = [seconds(read, news(size)) for size in KILOBYTES]
        times = " ".join(f"{b / a:.1f}" for a, b in pairwise(taken))
        print(f"{name:<10}" + "".join(f"{s:>9.2f} s" for s in taken) + f"   {times}")
    print("\nnumbers in 1 MB of" + " " * 9 + "seconds   times as long as 512 KB")
    for name, unit in HOSTILE.items():
        half, whole = (
            seconds(find_numbers, unit * (size * 1024 // len(unit.encode("utf-8"))))
            for size in (512, 1024)
        )
        print(f"{name:<24}{whole:>10.2f}   {whole / half:.1f}")


if __name__ == "__main__":
    main()
