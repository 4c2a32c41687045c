"""Numbers: how much ours and other readers of Arabic numbers read, side by side.

    pip install ".[benchmarks]" puckling arabic-itn     # puckling wants Python 3.13
    python benchmarks/numerals.py [--texts ../shared/domain]

Cases: each number of tests/cases/numbers.jsonl counts once, by its kind; and each form of
``numerals.tsv``, a whole number, decimal or rank as its makers' own test sets have it: those of
puckling (Apache-2.0, from Duckling's) and of arabic-itn (MIT), forms by themselves and no
sentences. pyarabic has no such set.

pyarabic is given the tokens of its own tokenizer, finds phrases with
``detect_number_phrases_position`` and values them with ``text2number``, which knows cardinals in
words alone: digits that it finds have the value 0. puckling is asked for its dimensions numeral and
ordinal. arabic-itn rewrites transcripts: what it takes for a number or a run of digits counts;
digits that stand there already, and lone small words, it leaves as they are by design. One that is
not installed is named and left out. What the columns mean stands in ``benchmarks/against.py``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from against import Case, Found, Reader, as_fraction, cases, compare, print_cases

from coalition_ie.figures.nouns import counted_nouns
from coalition_ie.numbers import find_numbers

FORMS = Path(__file__).with_name("numerals.tsv")
_BLANKS = "\t\r\x0b\x0c "


def ours(text: str) -> list[Found]:
    return [Found(n.start, n.end, n.value) for n in find_numbers(text, nouns=counted_nouns())]


def theirs(text: str) -> list[Found]:
    from pyarabic.araby import tokenize
    from pyarabic.number import detect_number_phrases_position, text2number

    words = tokenize(text)
    # The tokens are the whole text but for its blanks.
    letters = [i for i, letter in enumerate(text) if letter not in _BLANKS]
    spans, at = [], 0
    for word in words:
        spans.append((letters[at], letters[at + len(word) - 1] + 1))
        at += len(word)
    return [
        Found(spans[first][0], spans[last][1], text2number(" ".join(words[first : last + 1])))
        for first, last in detect_number_phrases_position(words)
    ]


@cache
def _puckling() -> Callable[[str], Sequence[Any]]:
    from puckling import Context, Lang, Locale, Options, parse

    context = Context(reference_time=datetime.now(UTC), locale=Locale(Lang.AR))
    return lambda text: parse(text, context, Options(), dims=("numeral", "ordinal"))


def by_puckling(text: str) -> list[Found]:
    return [Found(entity.start, entity.end, entity.value.value) for entity in _puckling()(text)]


def by_arabic_itn(text: str) -> list[Found]:
    from arabic_itn import normalize

    found, at = [], 0
    for span in normalize(text)["spans"]:
        at = text.index(span["raw"], at)
        if span["type"] in ("number", "digits"):
            found.append(Found(at, at + len(span["raw"]), span["value"]))
        at += len(span["raw"])
    return found


def forms() -> list[Case]:
    """The forms of the others' own test sets, a group for each of the sets."""
    with FORMS.open(encoding="utf-8", newline="") as file:
        return [
            Case(row["form"], source, (Found(0, len(row["form"]), row["value"]),))
            for row in csv.DictReader(file, delimiter="\t")
            for source in row["from"].split()
        ]


OTHERS = {"puckling": by_puckling, "arabic_itn": by_arabic_itn}
"""Readers beside pyarabic by the package that each needs."""


def same(value: object, expected: object) -> bool:
    return as_fraction(value) == as_fraction(expected)


def main() -> None:
    ours_and_theirs = Reader("ours", ours), Reader("pyarabic", theirs)
    every = cases("numbers", "numbers", lambda case: str(case["kind"]))
    compare(
        *ours_and_theirs,
        every,
        needs="pyarabic",
        agrees=same,
        description=str(__doc__).splitlines()[0],
    )
    others = [Reader(name, read) for name, read in OTHERS.items() if find_spec(name)]
    for name in OTHERS.keys() - {reader.name for reader in others}:
        print(f"{name} is not installed: left out")
    if others:
        print()
        print_cases(others, every, same)
    readers = [one for one in ours_and_theirs if one.name == "ours" or find_spec(one.name)]
    print("\nforms of the test sets of puckling and arabic-itn")
    print_cases([*readers, *others], forms(), same)


if __name__ == "__main__":
    main()
