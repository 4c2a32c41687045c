"""`extract` end to end on the planted checkpoint: figures, laziness, errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from coalition_ie import Document, Extractor, Figure, Mention, extract, extract_many
from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import TextError


def test_mentions_figures_and_events_of_one_text(planted: Path) -> None:
    text = "أعلن كارتر إرسال 560 جنديا إضافيا إلى العراق."
    document = extract(text, model=planted, published=date(2016, 7, 11), doc_id="d")
    by_label = {mention.label: mention for mention in document.mentions}
    assert by_label["TROOP"].text == "560 جنديا"
    assert by_label["TROOP"].figure == Figure(low=560, high=560, kind="soldier", additional=True)
    (event,) = document.events
    assert (event.type, event.trigger.text) == ("DEPLOY", "إرسال")
    assert by_label["TROOP"] in event.troops
    assert by_label["LOC"] in event.places
    assert {e.role for e in event.evidence} >= {"trigger", "troops", "places"}
    assert Document.from_dict(document.to_dict()) == document


def test_a_comparison_behind_the_span_counts(planted: Path) -> None:
    text = "قتل 300 جندي على الأقل في الموصل"
    figure = next(m.figure for m in extract(text, model=planted).mentions if m.label == "TROOP")
    assert figure == Figure(low=300, high=None, kind="soldier")


def test_many_texts_are_read_lazily_and_in_order(planted: Path) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for i in range(1000):
            taken.append(i)
            yield f"وصل {i} إلى الموصل"

    documents = extract_many(texts(), model=planted, batch_size=4)
    assert [next(documents).text for _ in range(5)] == [f"وصل {i} إلى الموصل" for i in range(5)]
    assert len(taken) == 8


def test_one_str_is_no_list_of_texts(planted: Path) -> None:
    with pytest.raises(TextError, match="use extract for a single text"):
        next(extract_many("نص", model=planted))


class Lookup:
    """A tagger that finds one surface."""

    def __init__(self, surface: str, label: str) -> None:
        self.surface, self.label = surface, label

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        at = [reading.text.index(self.surface) for reading in readings]
        ends = [i + len(self.surface) for i in at]
        spans = zip(at, ends, strict=True)
        return [(Mention(start=a, end=b, text=self.surface, label=self.label),) for a, b in spans]


@pytest.mark.parametrize(
    ("tagged", "label", "found"),
    [
        ("560", "TROOP", "560 جنديا"),  # the rules draw other borders
        ("560 جنديا", "TROOP", "560 جنديا"),
        ("560 جنديا", "ORG", "560 جنديا"),  # another label is the tagger's to give
    ],
)
def test_the_rules_draw_the_borders_of_figures(tagged: str, label: str, found: str) -> None:
    document = Extractor(tagger=Lookup(tagged, label)).extract("أرسلت باريس 560 جنديا إلى مالي")
    assert [(mention.text, mention.label) for mention in document.mentions] == [(found, label)]


def test_any_tagger_will_do() -> None:
    document = Extractor(tagger=Lookup("باريس", "LOC")).extract("عقد الوزراء اجتماعا في باريس أمس")
    assert [(event.type, event.places[0].text) for event in document.events] == [("MEET", "باريس")]
