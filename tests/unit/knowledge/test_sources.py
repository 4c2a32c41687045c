"""Attributions: sentences of our own with their events, and the gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition_ie.knowledge.sources import attributions
from coalition_ie.types import Document, Event, Mention, Span

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "annotations" / "knowledge" / "sources"


def _told(text: str, *triggers: str, persons: tuple[str, ...] = ()) -> list[str | None]:
    """The speakers of the events on ``triggers``."""
    mentions = tuple(
        Mention(start=(at := text.index(name)), end=at + len(name), text=name, label="PER")
        for name in persons
    )
    events = []
    for word in triggers:
        at = text.index(word)
        span = Span(start=at, end=at + len(word), text=word)
        events.append(Event(type="STRIKE", trigger=span))
    document = Document(text=text, mentions=mentions, events=tuple(events))
    return [a and a.speaker.text for a in attributions(document)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال مصدر أمني إن طائرات قصفت البلدة", "مصدر أمني"),
        ("أفادت تقارير بقصف البلدة", "تقارير"),
        ("أكدت الوزارة أمس قصف البلدة", "الوزارة"),
        ("تعرضت البلدة لغارات قصفت السوق، وفق شهود عيان", "شهود عيان"),
        ("بحسب مصادر محلية، قصفت الطائرات البلدة", "مصادر محلية"),
        ("قصفت الطائرات البلدة، حسبما ذكرت الشرطة", "الشرطة"),
        ("نقلت الوكالة عن مسؤول محلي قوله إن طائرات قصفت البلدة", "مسؤول محلي"),
        ("وكان المحافظ قال إن الطائرات قصفت البلدة", "المحافظ"),
        ("أعلنت الوزارة، التي نفت قصف البلدة، فتح تحقيق", "الوزارة"),
    ],
)
def test_speakers_without_a_tag(text: str, speaker: str) -> None:
    trigger = "قصفت" if "قصفت" in text else "قصف"
    assert _told(text, trigger) == [speaker]


def test_a_named_person_is_the_speaker() -> None:
    text = "قال وزير الدفاع، سالم الهاني، للصحفيين إن الطائرات قصفت البلدة"
    assert _told(text, "قصفت", persons=("سالم الهاني",)) == ["سالم الهاني"]


def test_a_verb_alone_goes_on_with_the_last_speaker() -> None:
    text = "قال مصدر أمني إن الهدوء عاد. وأضاف أن الطائرات قصفت البلدة."
    assert _told(text, "قصفت") == ["مصدر أمني"]


def test_a_quotation_over_several_sentences_stays_its_speakers() -> None:
    text = "قال المحافظ «نعيش أياما صعبة. الطائرات قصفت السوق. لم يبق أحد». واندلعت معارك لاحقا."
    assert _told(text, "قصفت", "معارك") == ["المحافظ", None]


def test_own_reporting_has_none() -> None:
    assert _told("قصفت الطائرات البلدة أمس.", "قصفت") == [None]
    # What stands before the verb, or describes the speaker, nobody says.
    assert _told("بعد غارات على البلدة قال المحافظ إن الوضع صعب", "غارات") == [None]
    assert _told("لم يؤكد الجيش وقوع غارات", "غارات") == [None]


def test_media_and_speakers_are_told_apart() -> None:
    text = "ذكرت صحيفة محلية أن الطائرات قصفت البلدة"
    at = text.index("قصفت")
    event = Event(type="STRIKE", trigger=Span(start=at, end=at + 4, text="قصفت"))
    (found,) = attributions(Document(text=text, events=(event,)))
    assert found is not None
    assert (found.kind, found.cue.text) == ("medium", "ذكرت")


def test_without_events_nothing_is_read() -> None:
    assert attributions(Document(text="قال المحافظ إن الوضع صعب")) == ()


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda path: path.stem)
def test_gold_is_about_documents_of_the_manifest(path: Path, manifest: dict[str, str]) -> None:
    for line in map(json.loads, path.read_text("utf-8").splitlines()):
        assert manifest[line["id"]] == line["sha256"]
        for item in line["items"]:
            assert (item["speaker"] is None) == (item["kind"] is None)
