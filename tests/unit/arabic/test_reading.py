"""A text is read once, and what is made of it is kept."""

from __future__ import annotations

from coalition_ie.arabic.reading import Reading


def test_each_part_is_made_once() -> None:
    reading = Reading("وصل كارتر. ثم غادر!")
    for name in ("folded", "words", "tokens", "sentences"):
        assert getattr(reading, name) is getattr(reading, name)


def test_what_others_make_of_it_is_kept_by_who_made_it() -> None:
    calls: list[str] = []

    def first(reading: Reading) -> str:
        calls.append("first")
        return reading.text

    def second(reading: Reading) -> int:
        calls.append("second")
        return len(reading.text)

    reading = Reading("نص")
    assert [reading.once(first), reading.once(first)] == ["نص", "نص"]
    assert [reading.once(second), reading.once(second)] == [2, 2]
    assert calls == ["first", "second"]


def test_a_reading_is_taken_as_it_is() -> None:
    reading = Reading("نص")
    assert Reading.of(reading) is reading
    assert Reading.of("نص").text == "نص"
