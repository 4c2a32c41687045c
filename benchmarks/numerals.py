"""Numbers: how much ours and pyarabic read, side by side.

    pip install ".[benchmarks]"
    python benchmarks/numerals.py [--texts ../shared/domain]

Cases: each number of tests/cases/numbers.jsonl counts once, by its kind. pyarabic is given the
tokens of its own tokenizer, finds phrases with ``detect_number_phrases_position`` and values them
with ``text2number``, which knows cardinals in words alone: digits that it finds have the value 0.
What the columns mean stands in ``benchmarks/against.py``.
"""

from __future__ import annotations

from against import Found, Reader, as_fraction, cases, compare

from coalition_ie.figures.nouns import counted_nouns
from coalition_ie.numbers import find_numbers

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


def same(value: object, expected: object) -> bool:
    return as_fraction(value) == as_fraction(expected)


if __name__ == "__main__":
    compare(
        Reader("ours", ours),
        Reader("pyarabic", theirs),
        cases("numbers", "numbers", lambda case: str(case["kind"])),
        needs="pyarabic",
        agrees=same,
        description=str(__doc__).splitlines()[0],
    )
