"""Events in PLOVER: by type, word, status and the words of the sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_ie.events.tables import rows
from coalition_ie.knowledge.plover import _table, plover
from coalition_ie.ontology import Status, ontology
from coalition_ie.types import Event, Figure, Mention, Span


def event(kind: str, marked: str, status: Status = "actual", **roles: int) -> Event:
    """An event on the word in brackets, with so many organisations in each role."""
    start = marked.index("[")
    trigger = marked[start + 1 : marked.index("]")]
    text = marked.replace("[", "").replace("]", "")
    filler = Mention(start=0, end=3, text=text[:3], label="ORG")
    return Event(
        type=kind,  # type: ignore[arg-type]
        trigger=Span(start=start, end=start + len(trigger), text=trigger),
        status=status,
        sentence=Span(start=0, end=len(text), text=text),
        **{role: (filler,) * count for role, count in roles.items()},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("kind", "marked", "status", "expected"),
    [
        ("MEET", "أجرى الوزير [اتصالا] مع نظيره", "actual", "CONSULT phone"),
        ("MEET", "[بحث] الوزيران عبر الهاتف ملف الحدود", "actual", "CONSULT phone"),
        ("MEET", "عقدت [قمة] لقادة المنطقة", "actual", "CONSULT multilateral"),
        ("MEET", "[التقى] الوزير نظيره في أوسلو", "actual", "CONSULT "),
        ("MEET", "[سيلتقي] الوزير نظيره غدا", "planned", "AGREE "),
        ("MEET", "رفض الوفد [لقاء] المبعوث", "denied", "REJECT meet"),
        ("MEET", "دعا المبعوث الأطراف إلى [الاجتماع]", "planned", "REQUEST meet"),
        ("VISIT", "[زار] الوزير القاعدة", "actual", "CONSULT visit"),
        ("AGREE", "[تعهدت] الدول بدعم المهمة", "actual", "AGREE "),
        ("AGREE", "[وقعت] الدولتان معاهدة", "actual", "SUPPORT "),
        ("AGREE", "بدأت [الهدنة] في المدينة", "actual", "RETREAT ceasefire"),
        ("AGREE", "رفضت الحركة [الهدنة]", "denied", "REJECT yield"),
        ("AID", "[زودت] كندا القوات بمناظير", "actual", "AID "),
        ("AID", "[أيدت] الحكومة موقف جارتها", "actual", "SUPPORT "),
        ("AID", "علقت الحكومة [دعم] الفصائل", "denied", "SANCTION discontinue"),
        ("AID", "رفضت الحكومة [تسليح] الفصائل", "denied", "REJECT assist"),
        ("WITHDRAW", "[انسحبت] الكتيبة من التل", "actual", "RETREAT withdraw"),
        ("WITHDRAW", "أعلنت الوزارة [سحب] الكتيبة في الربيع", "planned", "CONCEDE "),
        (
            "WITHDRAW",
            "طالبت العشائر [بانسحاب] الكتيبة".replace("[ب", "ب["),
            "planned",
            "REQUEST yield",
        ),
        ("DEPLOY", "[نشرت] الدولة ألف جندي على الحدود", "actual", "MOBILIZE troops"),
        ("DEPLOY", "[نشرت] الدولة بطارية صواريخ", "actual", "MOBILIZE weapons"),
        ("STRIKE", "شنت المقاتلات [غارة] على المخزن", "actual", "ASSAULT aerial"),
        ("STRIKE", "[استهدفت] طائرة مسيرة سيارة", "actual", "ASSAULT drone"),
        ("STRIKE", "[قصفت] المدفعية التل", "actual", "ASSAULT heavy-weapons"),
        ("BATTLE", "وقع [تفجير] انتحاري في السوق", "actual", "ASSAULT suicide-attack"),
        ("BATTLE", "[ستهاجم] القوات المدينة", "planned", "THREATEN violence"),
        ("CAPTURE", "[سيطرت] الكتيبة على الجسر", "actual", "COERCE seize"),
        (
            "CAPTURE",
            "تعهد القائد [بتحرير] المدينة".replace("[ب", "ب["),
            "planned",
            "THREATEN territory",
        ),
        ("SIEGE", "[تحاصر] القوات البلدة", "actual", "COERCE restrict"),
        ("CASUALTY", "[اعتقلت] الشرطة ثلاثة مسلحين", "actual", "COERCE arrest"),
        ("CASUALTY", "[اختطف] مسلحون مهندسا", "actual", "ASSAULT abduct"),
        ("CASUALTY", "[قتل] ثلاثة جنود", "actual", "ASSAULT "),
        ("CASUALTY", "[قتل] ثلاثة جنود بانفجار عبوة ناسفة", "actual", "ASSAULT explosives"),
    ],
)
def test_events_and_modes(kind: str, marked: str, status: Status, expected: str) -> None:
    found = plover(event(kind, marked, status))
    assert f"{found.event} {found.mode}" == expected


def test_whoever_is_sent_to_help_is_aid() -> None:
    sent = "[أرسلت] كندا الكتيبة"
    assert plover(event("DEPLOY", sent, targets=1)).event == "AID"
    assert plover(event("DEPLOY", sent, "planned", targets=1)).event == "AGREE"
    assert plover(event("DEPLOY", sent)).event == "MOBILIZE"
    trainers = Mention(
        start=0,
        end=3,
        text="أرس",
        label="TROOP",
        figure=Figure(low=20, high=20, kind="trainer"),
    )
    bare = event("DEPLOY", sent)
    told = Event(type="DEPLOY", trigger=bare.trigger, troops=(trainers,))
    assert plover(told).event == "AID"


def test_exercises_of_one_and_of_several() -> None:
    alone = event("TRAIN", "بدأ الأسطول [مناورات] في البحر", actors=1)
    assert plover(alone).event == "MOBILIZE"
    assert plover(event("TRAIN", "بدأت [مناورات] مشتركة في البحر", actors=1)).event == "COOPERATE"
    assert plover(event("TRAIN", "بدأت [مناورات] في البحر", actors=2)).event == "COOPERATE"


def test_contexts() -> None:
    assert plover(event("BATTLE", "لم تقع [اشتباكات] في البلدة", "denied")).contexts == (
        "military",
        "negation",
    )
    planned = plover(event("DEPLOY", "[ستنشر] الدولة ألف جندي على الحدود", "planned"))
    assert (planned.event, "future" in planned.contexts) == ("MOBILIZE", True)
    told = plover(event("MEET", "[بحث] الوزيران مكافحة الإرهاب للأمم المتحدة", "actual"))
    assert {"diplomatic", "terrorism"} <= set(told.contexts)
    assert told.mode == "multilateral"


def test_every_type_in_every_status_without_a_sentence() -> None:
    for kind in ontology().events:
        for status in ontology().statuses:
            bare = Event(type=kind, trigger=Span(start=0, end=4, text="كلمة"), status=status)
            assert plover(bare).event


def test_the_table_names_rows_that_there_are() -> None:
    known = {row.id: row.type for row in rows()}
    for case in _table().case:
        for name in case.rows:
            assert known[name] == case.type


def test_types_agree_with_the_ontology() -> None:
    for kind, name in ontology().plover.items():
        codes = _table().types[kind].actual
        assert codes is not None
        assert codes[0] == name
        assert ontology().modes[kind] in ("", codes[1])


def test_the_table_of_the_docs_is_that_of_the_code() -> None:
    page = (Path(__file__).parents[3] / "docs" / "ontology.md").read_text("utf-8")
    lines = page.partition("<!-- plover -->")[2].partition("<!-- /plover -->")[0].split("\n")
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line]
    names = ("actual", "planned", "demanded", "refused", "stopped")
    assert shown[0] == ["type", *names]
    for row, (kind, codes) in zip(shown[2:], _table().types.items(), strict=True):
        told = (getattr(codes, name) for name in names)
        assert row == [kind, *(" ".join(code or ()).strip() for code in told)]
