"""Linking answers any text with any mentions, and keeps its contract on every answer."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_ie.arabic.normalise import fold
from coalition_ie.ontology import ROLES
from coalition_ie.types import Document, Mention
from tests.linking import SmallEncoder, decided, link, read, small_heads

LABELS = ("PER", "ORG", "LOC", "TROOP")
WORDS = [
    "قصفت",
    "شنت",
    "غارات",
    "على",
    "في",
    "من",
    "أن",
    "التي",
    "الذي",
    "و",
    "ل",
    "ب",
    "إلى",
    "بين",
    "مع",
    "هجوم",
    "استعادة",
    "السيطرة",
    "قتل",
    "وقتل",
    "عشرات",
    "القتلى",
    "لم",
    "سوف",
    "ستنشر",
    "قوات",
    "مدينة",
    "جنوب",
    "بعد",
    "،",
    ".",
    "؛",
    ":",
    "(",
    ")",
    "«",
    "»",
    "أمس",
    "أعلن",
    "تعتزم",
    "إرسال",
    "دعم",
    "هجومها",
    "استعادتها",
    "المنتشرة",
    "بينهم",
    "منها",
    "عليها",
    "إضافة",
    "من",
    "جهة",
    "12",
    "%",
    "سورياوالعراق",
    "للتحالف",
]
SURFACES = (
    "التحالف",
    "الرقة",
    "قاعدة عين الأسد",
    "عشرات القتلى",
    "560 جنديا",
    "كارتر",
    "ﺍﻟﺠﻴﺶ",
    "\u064b",
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Mention, ...]]:
    """News-like soup: every order of the words of events, and names between them."""
    text, mentions = "", []
    for _ in range(draw(st.integers(0, 40))):
        if draw(st.booleans()):
            surface = draw(st.sampled_from(SURFACES))
            label = draw(st.sampled_from(LABELS))
            start = len(text)
            mentions.append(
                Mention(start=start, end=start + len(surface), text=surface, label=label)
            )
            text += surface
        else:
            text += draw(st.sampled_from(WORDS))
        text += draw(st.sampled_from((" ", " ", " ", "", "\n", "  ")))
    return text, tuple(mentions)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_every_answer_is_a_valid_document(case: tuple[str, tuple[Mention, ...]]) -> None:
    text, mentions = case
    events = link(text, mentions)
    document = Document(text=text, mentions=mentions, events=events)  # spans and roles are checked
    assert Document.from_dict(document.to_dict()) == document
    for event in events:
        assert event.sentence is not None
        assert event.sentence.start <= event.trigger.start < event.sentence.end
        arguments = list(event.arguments())
        assert arguments
        assert len({(one.label, fold(one.text)) for _, one in arguments}) == len(arguments)
        given_roles = {(e.role, e.span.start) for e in event.evidence}
        for role, argument in arguments:
            assert event.sentence.start <= argument.start < event.sentence.end
            assert (role, argument.start) in given_roles
        told = {role for role, _ in arguments} | {absence.role for absence in event.absent}
        assert told | {"troops"} == set(ROLES)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_the_same_text_gives_the_same_events(case: tuple[str, tuple[Mention, ...]]) -> None:
    assert link(*case) == link(*case)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_no_word_is_the_trigger_of_two_events(case: tuple[str, tuple[Mention, ...]]) -> None:
    starts = [event.trigger.start for event in link(*case)]
    assert starts == sorted(set(starts))


@settings(max_examples=60, deadline=None)
@given(st.lists(documents(), max_size=4))
def test_a_batch_answers_as_single_texts_do(
    cases: list[tuple[str, tuple[Mention, ...]]],
) -> None:
    encoder = SmallEncoder()
    many = encoder.linker.link([encoder.text(*case) for case in cases])
    for together, case in zip(many, cases, strict=True):
        alone = link(*case)
        assert [event.trigger for event in together] == [event.trigger for event in alone]
        assert [event.score for event in together] == pytest.approx(
            [event.score for event in alone], abs=2e-4
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "الأربعاء", "."]), max_size=20).map(" ".join))
def test_any_text_without_mentions_is_answered(text: str) -> None:
    for event in link(text, ()):
        assert event.dates


def calls(times: int, end: str) -> int:
    """How many functions and generators are entered to link a text of so many pieces."""
    piece = "غارات على {LOC:الرقة} وهجوم في {LOC:حلب} واشتباكات مع {LOC:التحالف}" + end
    text, mentions = read(piece * times)
    heads = decided(small_heads(trigger=0.5), places=(1, 4))
    count = 0

    def enter(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(enter)
    try:
        assert link(text, mentions, heads)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("end", [". ", " و "])
def test_work_grows_with_the_text_not_with_its_square(end: str) -> None:
    calls(1, end)  # tables and caches
    assert calls(320, end) < 1.2 * 4 * calls(80, end)  # a square would be 16 times as much
