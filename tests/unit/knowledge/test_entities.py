"""Entities: each rule on sentences made for it, the partition, and the readers' gold."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from coalition_ie import Document, Mention
from coalition_ie.arabic.reading import Reading
from coalition_ie.figures import figure_at
from coalition_ie.knowledge.entities import entities
from tests.strategies import documents

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
_MARK = re.compile(r"\[(PER|ORG|LOC|TROOP) ([^\]]+)\]")


def marked(text: str) -> Document:
    """The document of a text with its mentions marked as ``[PER سمير حداد]``."""
    plain, spans, done = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[done : match.start()]
        spans.append((len(plain), match[1], match[2]))
        plain, done = plain + match[2], match.end()
    plain += text[done:]
    reading = Reading(plain)
    return Document(
        text=plain,
        mentions=tuple(
            Mention(
                start=at,
                end=at + len(surface),
                text=surface,
                label=label,  # type: ignore[arg-type]
                figure=figure_at(reading, at, at + len(surface)) if label == "TROOP" else None,
            )
            for at, label, surface in spans
        ),
    )


def joined(text: str) -> list[str]:
    """Surfaces of each entity and what joined them: ``سمير حداد + حداد (short name)``."""
    document = marked(text)
    return [
        " + ".join(
            document.mentions[at].text + (f" ({rule})" if rule else "")
            for at, rule in zip(entity.mentions, entity.joined, strict=True)
        )
        for entity in entities(document)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Persons.
        ("[PER سمير حداد] وصل، وقال [PER حداد]", ["سمير حداد + حداد (short name)"]),
        ("قال [PER حداد]. ثم عاد [PER سمير حداد]", ["حداد + سمير حداد (short name)"]),
        (
            "[PER سمير حداد] و[PER نبيل حداد] ثم [PER حداد]",
            ["سمير حداد", "نبيل حداد", "حداد"],
        ),
        (
            "[PER سمير محمد بن نبيل حداد] و[PER سمير حداد]",
            ["سمير محمد بن نبيل حداد + سمير حداد (short name)"],
        ),
        ("[PER أبو نبيل] ورأي [PER أبي نبيل]", ["أبو نبيل + أبي نبيل (spelling)"]),
        ("[PER عبد الله حداد] و[PER عبدالله حداد]", ["عبد الله حداد + عبدالله حداد (spelling)"]),
        ("[PER يان دي فريسن] و[PER فريسن]", ["يان دي فريسن + فريسن (short name)"]),
        ("[PER إنغريد هولمر] و[PER إنجريد هولمر]",
         ["إنغريد هولمر + إنجريد هولمر (transliteration)"]),
        ("[PER يان لوفستون] و[PER لوفستن]", ["يان لوفستون + لوفستن (transliteration)"]),
        ("[PER سالم حداد] و[PER سليم حداد]", ["سالم حداد", "سليم حداد"]),
        ("[PER سمير الحداد] و[PER سمير حداد]", ["سمير الحداد + سمير حداد (spelling)"]),
        # Organisations.
        (
            "[ORG التحالف الدولي] أعلن أن [ORG قوات التحالف] تقدمت",
            ["التحالف الدولي + قوات التحالف (short form)"],
        ),
        (
            "[ORG التحالف الدولي] ثم [ORG التحالف]. و[ORG التحالف العربي] ثم ل[ORG لتحالف]",
            ["التحالف الدولي + التحالف (short form)", "التحالف العربي + لتحالف (short form)"],
        ),
        ("[ORG تنظيم «داعش»] و[ORG تنظيم الدولة]", ["تنظيم «داعش» + تنظيم الدولة (table)"]),
        ("[ORG ميليشيا الحوثي] ثم [ORG الحوثيون] ثم [ORG الحوثيين]",
         ["ميليشيا الحوثي + الحوثيون (table) + الحوثيين (table)"]),
        ("[ORG حركة الفجر] و[ORG الفجر]", ["حركة الفجر + الفجر (kind noun)"]),
        ("[ORG قواتالفجر] و[ORG قوات الفجر]", ["قواتالفجر + قوات الفجر (kind noun)"]),
        ("[ORG الجيش المالي] و[ORG القوات المالية]", ["الجيش المالي", "القوات المالية"]),
        (
            "[ORG القوات المسلحة المالية] و[ORG القوات المالية]",
            ["القوات المسلحة المالية + القوات المالية (kind noun)"],
        ),
        (
            "[ORG الحكومة المالية] و[ORG قوات الحكومة المالية]",
            ["الحكومة المالية", "قوات الحكومة المالية"],
        ),
        ("[ORG وزارة الدفاع المالية] و[ORG وزارة الدفاع]",
         ["وزارة الدفاع المالية + وزارة الدفاع (short form)"]),
        ("[ORG وزارة الدفاع المالية] و[ORG وزارة الدفاع التشادية] ثم [ORG وزارة الدفاع]",
         ["وزارة الدفاع المالية", "وزارة الدفاع التشادية", "وزارة الدفاع"]),
        ("[ORG الخارجية المالية] و[ORG وزارة الخارجية المالية]",
         ["الخارجية المالية + وزارة الخارجية المالية (short form)"]),
        ("[ORG قيادة التحالف] و[ORG التحالف]", ["قيادة التحالف", "التحالف"]),
        ("[ORG جبهة الساحل] ([ORG جسا]) و[ORG جسا]",
         ["جبهة الساحل + جسا (other name) + جسا (same name)"]),
        ("[ORG جبهة الساحل] ([ORG رويترز])", ["جبهة الساحل", "رويترز"]),
        # Places.
        ("[LOC أميركا] ثم [LOC امريكا] ثم [LOC الولايات المتحدة الأمريكية]",
         ["أميركا + امريكا (table) + الولايات المتحدة الأمريكية (table)"]),
        ("[LOC واشنطن] و[LOC الولايات المتحدة]", ["واشنطن", "الولايات المتحدة"]),
        ("[LOC سوريا] ثم [LOC سورية]", ["سوريا + سورية (table)"]),
        ("محافظة [LOC ذمار] ومدينة [LOC ذمار] وفي [LOC ذمار]", ["ذمار", "ذمار + ذمار (same name)"]),
        ("محافظة [LOC ذمار] وفي [LOC ذمار]", ["ذمار + ذمار (same name)"]),
        ("مدن [LOC ذمار] ومحافظة [LOC ذمار]", ["ذمار + ذمار (same name)"]),
        ("محافظتي [LOC ذمار] و[LOC إب] ومدينة [LOC إب]", ["ذمار", "إب", "إب"]),
        ("قبيلة [LOC الزعفران] في قرية [LOC الزعفران]", ["الزعفران", "الزعفران"]),
        ("العاصمة [LOC تونس] في [LOC تونس]", ["تونس", "تونس"]),
        ("[LOC مطار كيدال العسكري] قرب [LOC كيدال] ثم [LOC مطار كيدال]",
         ["مطار كيدال العسكري + مطار كيدال (short form)", "كيدال"]),
        ("[LOC السعودية] و[LOC الأردن]، ثم [LOC المملكة]",
         ["السعودية", "الأردن + المملكة (short form)"]),
        # Labels.
        ("[PER الحوثي] و[ORG الحوثي]", ["الحوثي", "الحوثي"]),
    ],
)  # fmt: skip
def test_what_is_joined_and_by_which_rule(text: str, expected: list[str]) -> None:
    assert joined(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "إرسال [TROOP 560 جنديا] إلى غاو\nوقال إن الجنود [TROOP الـ560] وصلوا.",
            ["560 جنديا + الـ560 (same figure)"],
        ),
        ("مقتل [TROOP 30 جنديا]. وأصيب [TROOP 30 جنديا].", ["30 جنديا", "30 جنديا"]),
        ("وصل [TROOP 30 جنديا] تشاديا. وعاد [TROOP 30 جنديا] ماليا.", ["30 جنديا", "30 جنديا"]),
        ("وصل [TROOP 30 جنديا] ورحل [TROOP 30 جنديا].", ["30 جنديا", "30 جنديا"]),
        ("وصل [TROOP عشرات الجنود]. ورحل [TROOP عشرات الجنود].", ["عشرات الجنود"] * 2),
        (
            "أ.\nب.\nج.\nوصل [TROOP ثلاثة جنود] أمس.\nورحل [TROOP ثلاثة جنود] اليوم.",
            ["ثلاثة جنود", "ثلاثة جنود"],
        ),
        (
            "قرر.\nثم قرر.\nثم عاد.\nوصل [TROOP جنديان] أمس.\nورحل [TROOP الجنديان] اليوم.",
            ["جنديان + الجنديان (same figure)"],
        ),
        (
            "مقتل [TROOP 20 من مسلحي] [ORG حركة الفجر]. وقتل [TROOP 20 من مسلحي] [ORG حركة الغد].",
            ["20 من مسلحي", "حركة الفجر", "20 من مسلحي", "حركة الغد"],
        ),
    ],
)
def test_figures_that_tell_of_the_same_people(text: str, expected: list[str]) -> None:
    assert joined(text) == expected


def test_the_name_is_the_fullest_and_the_number_that_of_the_first_mention() -> None:
    found = entities(marked("في [LOC غاو] قال [PER حداد] إن [PER سمير حداد] عاد"))
    assert [(e.id, e.label, e.name) for e in found] == [
        ("e1", "LOC", "غاو"),
        ("e2", "PER", "سمير حداد"),
    ]
    assert entities(marked("رد [ORG د.ب.أ] و[ORG وكالة الأنباء الألمانية]"))[0].name.startswith(
        "وك"
    )


@given(documents())
def test_every_mention_is_in_exactly_one_entity(document: Document) -> None:
    found = entities(document)
    assert sorted(at for e in found for at in e.mentions) == list(range(len(document.mentions)))
    assert [e.mentions[0] for e in found] == sorted(e.mentions[0] for e in found)
    for entity in found:
        assert list(entity.mentions) == sorted(entity.mentions)
        assert entity.joined[0] == "" and all(entity.joined[1:])
        assert {document.mentions[at].label for at in entity.mentions} == {entity.label}


def calls(work: Callable[[], object]) -> int:
    """How many functions ``work`` calls."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_with_the_number_of_mentions() -> None:
    part = "".join(
        f"[PER سمير {letter * 3}حداد] و[PER {letter * 3}حداد] في محافظة [LOC {letter * 4}] مع "
        f"[ORG التحالف {letter * 3}] و[ORG التحالف] و[TROOP 3{at} جنديا].\n"
        for at, letter in enumerate("بتثجحخدذرزسشصضطظعغفقكلمن")
    )
    small, large = marked(part * 4), marked(part * 16)
    entities(small)  # tables are read
    assert calls(lambda: entities(large)) < 4.5 * calls(lambda: entities(small))


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")
def test_entities_of_articles_are_those_of_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    benchmark = import_module("benchmarks.entities")
    gold = benchmark.read_gold("first.jsonl", SHARED)
    assert len(gold) == 61 and {read.split for read in gold} == {"dev", "held-out", "later"}
    for split in ("dev", "held-out", "later"):
        pairs = [
            (read.clusters, benchmark.found_entities(read.document))
            for read in gold
            if read.split == split
        ]
        for singletons in (True, False):
            assert benchmark.score_entities(pairs, singletons=singletons).conll > 0.97
