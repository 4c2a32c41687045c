"""`extract` around any tagger: days, texts that cannot be read, figures, threads."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier, Event
from typing import Any

import pytest

from coalition_ie import Document, Extractor, Mention, extract
from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import CoalitionError, DayError, SpanError, TextError
from coalition_ie.figures.tagged import LEAST_SCORE
from coalition_ie.pipeline import as_day
from tests.linking import decided, louder, reader, small_heads

DAY = date(2016, 7, 20)


class Lookup:
    """A tagger that finds one surface, and cannot bear texts that say كسر (break)."""

    def __init__(self, surface: str = "باريس", label: str = "LOC", score: float = 1.0) -> None:
        self.surface, self.label, self.score = surface, label, score
        self.read: list[str] = []

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        self.read += [reading.text for reading in readings]
        return [self._found(reading.text) for reading in readings]

    def _found(self, text: str) -> tuple[Mention, ...]:
        if "كسر" in text:
            raise SpanError("a span that fits no text")
        at = text.find(self.surface)
        if at < 0:
            return ()
        end = at + len(self.surface)
        return (Mention(start=at, end=end, text=self.surface, label=self.label, score=self.score),)


class NaT(datetime):
    """What pandas has for a day that is not there: a datetime, not equal to itself."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def date(self) -> date:
        raise ValueError("NaTType does not support date")


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (DAY, DAY),
        (datetime(2016, 7, 20, 18, 30), DAY),
        (datetime(2016, 7, 20, 23, 30, tzinfo=UTC), DAY),
        ("2016-07-20", DAY),
        ("2016-07-20T18:30:00", DAY),
        ("2016-07-20 18:30", DAY),
        ("2016-07-20T18:30:00Z", DAY),
        (None, None),
        (NaT(2016, 7, 20), None),
    ],
)
def test_a_day_is_taken_as_callers_have_it(given: Any, day: date | None) -> None:
    assert type(as_day(given)) is type(day)
    assert as_day(given) == day
    extractor = reader(Lookup())
    (many,) = extractor.extract_many(["نص"], published=given)
    for document in (many, extractor.extract("نص", published=given)):
        assert document.published == day
        assert Document.from_dict(document.to_dict()) == document


@pytest.mark.parametrize("given", ["", "20 July 2016", "2016-13-01", 20160720, 1.5, b"2016", ()])
def test_what_is_no_day_is_refused_at_once(given: Any) -> None:
    extractor = reader(Lookup())
    got = f"expected published to be .*, got {type(given).__name__}"
    with pytest.raises(DayError, match=f"^document 'd': {got}"):
        extractor.extract("نص", published=given, doc_id="d")
    with pytest.raises(DayError, match=f"^{got}"):
        extractor.extract_many(["نص"], published=given)  # before the first text is asked for


def test_the_message_about_a_long_day_is_short() -> None:
    with pytest.raises(DayError) as error:
        as_day("x" * 100_000)
    assert len(str(error.value)) < 200


def test_days_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    assert as_day(pandas.Timestamp("2016-07-20 18:30")) == DAY
    assert type(as_day(pandas.Timestamp("2016-07-20 18:30"))) is date
    assert as_day(pandas.NaT) is None


@pytest.mark.parametrize("batch_size", [1, 2, 3, 32])
@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["أ", "ب", None, "ج"], "text 2: expected a str, got NoneType"),
        (["أ", "ب", "كسر", "ج"], "a span that fits no text"),
    ],
)
def test_good_texts_are_delivered_before_the_error(
    texts: list[Any], message: str, batch_size: int
) -> None:
    documents = reader(Lookup()).extract_many(texts, batch_size=batch_size)
    assert [next(documents).text, next(documents).text] == ["أ", "ب"]
    with pytest.raises(CoalitionError, match=message):
        next(documents)


@pytest.mark.parametrize("batch_size", [1, 2, 3, 32])
def test_bad_texts_are_left_out_and_said(batch_size: int) -> None:
    extractor = reader(Lookup())
    texts: list[Any] = ["أ", None, "ب", "كسر", "ج"]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = list(
            extractor.extract_many(
                texts, doc_ids=["a", "b", "c", "d", "e"], batch_size=batch_size, on_error="skip"
            )
        )
    assert [(document.doc_id, document.text) for document in found] == [
        ("a", "أ"),
        ("c", "ب"),
        ("e", "ج"),
    ]
    assert [str(warning.message) for warning in said] == [
        "document 'b' is left out: expected a str, got NoneType",
        "document 'd' is left out: a span that fits no text",
    ]


@pytest.mark.parametrize("on_error", ["raise", "skip"])
def test_what_the_source_of_texts_raises_comes_behind_its_texts(on_error: Any) -> None:
    def texts() -> Iterator[str]:
        yield from ("أ", "ب")
        raise OSError("the disk is gone")

    documents = reader(Lookup()).extract_many(texts(), on_error=on_error)
    assert [next(documents).text, next(documents).text] == ["أ", "ب"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(documents)


@pytest.mark.parametrize("names", [["a"], ["a", "b", "c"]])
def test_names_that_are_no_match_for_the_texts_are_an_error(names: list[str]) -> None:
    documents = reader(Lookup()).extract_many(["أ", "ب"], doc_ids=names)
    with pytest.raises(ValueError, match="zip"):
        list(documents)


def test_a_document_says_what_read_it() -> None:
    extractor = reader(Lookup())
    assert extractor.extract("نص").provenance == extractor.provenance
    assert extractor.provenance.split("; ")[1:] == ["Lookup", "SmallEncoder"]


def test_one_bad_text_costs_few_readings_more() -> None:
    tagger = Lookup()
    texts = ["نص"] * 31 + ["كسر"]
    with pytest.warns(UserWarning, match="text 31 is left out"):
        assert len(list(reader(tagger).extract_many(texts, on_error="skip"))) == 31
    assert len(tagger.read) < 3 * len(texts)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"batch_size": 0}, "batch_size of 1 or more, got 0"),
        ({"on_error": "ignore"}, "'raise' or 'skip', got 'ignore'"),
        ({"threshold": -0.1}, r"a threshold in \[0, 1\], got -0.1"),
        ({"threshold": 1.5}, r"a threshold in \[0, 1\], got 1.5"),
        ({"threshold": float("nan")}, r"a threshold in \[0, 1\], got nan"),
    ],
)
def test_wrong_options_are_refused_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reader(Lookup()).extract_many(["نص"], **options)


def test_a_single_text_that_is_none() -> None:
    with pytest.raises(TextError, match="document 'd': expected a str, got int"):
        reader(Lookup()).extract(1, doc_id="d")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tagged", "label"),
    [
        ("560", "TROOP"),  # the rules draw other borders
        ("560 جنديا", "TROOP"),
        ("560 جنديا", "ORG"),  # they are right about the label as well
        ("باريس 560", "LOC"),
    ],
)
def test_the_rules_are_right_about_the_figures_they_find(tagged: str, label: str) -> None:
    document = reader(Lookup(tagged, label)).extract("أرسلت باريس 560 جنديا إلى مالي")
    assert [(m.text, m.label) for m in document.mentions] == [("560 جنديا", "TROOP")]


@pytest.mark.parametrize(
    ("tagged", "score", "found"),
    [
        ("نحو 800", LEAST_SCORE, ["نحو 800"]),
        ("نحو 800", LEAST_SCORE - 0.01, []),
        ("معهم", 1.0, []),  # no quantity can be read
    ],
)
def test_a_figure_of_the_tagger_alone_has_to_be_sure(
    tagged: str, score: float, found: list[str]
) -> None:
    extractor = reader(Lookup(tagged, "TROOP", score))
    document = extractor.extract("مقاتلي الحركة الذين كانوا نحو 800 معهم عربات")
    assert [mention.text for mention in document.mentions] == found


def test_any_tagger_will_do() -> None:
    document = reader(Lookup(), decided(small_heads(), kind="MEET")).extract(
        "عقد الوزراء اجتماعا في باريس أمس"
    )
    assert [mention.text for mention in document.mentions] == ["باريس"]
    assert {event.type for event in document.events} == {"MEET"}
    used = {argument.text for event in document.events for _, argument in event.arguments()}
    assert used == {"باريس", "أمس"}


def test_a_threshold_leaves_less_likely_events_out() -> None:
    extractor = reader(Lookup(), small_heads(trigger=0.9))
    text = "عقد الوزراء اجتماعا في باريس أمس، وقالوا إنهم سيلتقون فيها مرة أخرى."
    every = extractor.extract(text, threshold=0.0).events
    scores = sorted(event.score for event in every)
    middle = (scores[2] + scores[3]) / 2
    assert scores[2] < middle < scores[3]
    (some,) = extractor.extract_many([text], threshold=middle)
    sure = [event.trigger for event in every if event.score > middle]
    assert [event.trigger for event in some.events] == sure
    assert extractor.extract(text, threshold=1.0).events == ()
    assert extractor.extract(text).events == extractor.extract(text, threshold=0.9).events


def test_what_was_extracted_can_be_explained() -> None:
    extractor = reader(Lookup(), louder(small_heads()))
    document = extractor.extract("عقد الوزراء اجتماعا في باريس أمس", published=DAY)
    told = extractor.explain(document)
    assert Document.from_dict(told.to_dict()) == told
    assert any(one.cue is not None for event in told.events for one in event.evidence)
    assert [event.trigger for event in told.events] == [e.trigger for e in document.events]
    assert (told.mentions, told.dates) == (document.mentions, document.dates)


def test_threads_that_call_first_at_once_load_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str | None] = []
    together, another = Barrier(4), Event()

    def from_pretrained(model: str | None) -> Extractor:
        loaded.append(model)
        if len(loaded) > 1:
            another.set()
        another.wait(0.2)  # for one that comes in while this one loads
        return reader(Lookup())

    def read(text: str) -> str:
        together.wait()
        return extract(text, model="slow").text

    monkeypatch.setattr(Extractor, "from_pretrained", from_pretrained)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, "أبجد")) == list("أبجد")
    assert loaded == ["slow"]
