"""Casualties: sentences of our own by construction, the events they go to, and the gold."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from coalition_ie.knowledge.casualties import casualties, document_casualties, find_casualties
from coalition_ie.types import Document, Event, Span

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "annotations" / "knowledge" / "casualties"
SHARED = ROOT.parent / "shared"

Told = list[tuple[str, str, str, int, int | None]]


def told(text: str) -> Told:
    return [(c.text, c.outcome, c.victims, c.low, c.high) for c in find_casualties(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قتل 20 مدنيا وأصيب 15 آخرون",
            [
                ("20 مدنيا", "killed", "civilian", 20, 20),
                ("15 آخرون", "wounded", "civilian", 15, 15),
            ],
        ),
        (
            "مقتل نحو 20 شخصا وإصابة أكثر من 40 بجروح",
            [
                ("نحو 20 شخصا", "killed", "unknown", 20, 20),
                ("أكثر من 40", "wounded", "unknown", 40, None),
            ],
        ),
        ("لقي سبعة جنود حتفهم في الكمين", [("سبعة جنود", "killed", "armed", 7, 7)]),
        ("قتل 9 صيادين على الأقل", [("9 صيادين", "killed", "civilian", 9, None)]),
        ("أودى الانفجار بحياة 32 شخصا", [("32 شخصا", "killed", "unknown", 32, 32)]),
        (
            "نزح عشرات الآلاف من السكان",
            [("عشرات الآلاف من السكان", "displaced", "civilian", 20000, 99999)],
        ),
        ("فقدان عشرة صيادين", [("عشرة صيادين", "missing", "civilian", 10, 10)]),
        ("سقط ما بين 20 و30 قتيلا", [("ما بين 20 و30 قتيلا", "killed", "unknown", 20, 30)]),
        ("ألقت الشرطة القبض على ستة أشخاص", [("ستة أشخاص", "captured", "unknown", 6, 6)]),
    ],
)
def test_numbers_with_what_became_of_them(text: str, expected: Told) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أسفر الانفجار عن قتيلين", [("قتيلين", "killed", "unknown", 2, 2)]),
        ("أصيب شرطيان", [("شرطيان", "wounded", "armed", 2, 2)]),
        (
            "مقتل جندي وإصابة آخر",
            [("جندي", "killed", "armed", 1, 1), ("آخر", "wounded", "armed", 1, 1)],
        ),
        ("قتل عدد كبير من المدنيين", [("عدد كبير من المدنيين", "killed", "civilian", 2, None)]),
        (
            "أدت الغارة إلى سقوط قتلى وجرحى من المتمردين",
            [("قتلى", "killed", "armed", 2, None), ("جرحى", "wounded", "armed", 2, None)],
        ),
        ("اعتقلت الشرطة أحد قادة المتمردين", [("أحد قادة", "captured", "armed", 1, 1)]),
    ],
)
def test_forms_that_are_their_own_number(text: str, expected: Told) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "أدى الهجوم إلى سقوط عشرات القتلى والجرحى",
        "مقتل وإصابة العشرات في الهجوم",
        "سقط عشرات الأشخاص بين قتيل وجريح",
    ],
)
def test_one_number_for_two_outcomes_gives_each_from_one_up(text: str) -> None:
    killed, wounded = find_casualties(text)
    assert (killed.outcome, wounded.outcome) == ("killed", "wounded")
    assert (killed.start, killed.end) == (wounded.start, wounded.end)
    assert (killed.low, killed.high, wounded.low, wounded.high) == (1, 99, 1, 99)


def test_parts_are_not_added() -> None:
    assert [c.low for c in find_casualties("قتل 30 شخصا بينهم 5 أطفال و3 نساء وأصيب 12")] == [
        30,
        12,
    ]
    assert [c.low for c in find_casualties("تجمع الآلاف وقتل منهم 54 متظاهرا")] == [54]


def test_a_rising_toll_is_what_it_comes_to() -> None:
    assert told("ارتفع عدد القتلى من 100 إلى 120") == [("120", "killed", "unknown", 120, 120)]
    assert told("ليرتفع عدد قتلى الشرطة إلى 21 قتيلا") == [
        ("21 قتيلا", "killed", "unknown", 21, 21)
    ]
    assert told("بلغ عدد النازحين 40 ألفا") == [("40 ألفا", "displaced", "unknown", 40000, 40000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يسقط قتلى في الهجوم", [("قتلى", "killed", "unknown", 0, 0)]),
        ("وقع الانفجار دون وقوع إصابات", [("إصابات", "wounded", "unknown", 0, 0)]),
        ("لم يصب أحد بأذى", [("أحد", "wounded", "unknown", 0, 0)]),
        ("لم ترد أنباء عن سقوط ضحايا", []),
        ("أغلقت الطرق لتفادي وقوع ضحايا", []),
    ],
)
def test_denied_is_none_at_all_and_no_report_says_nothing(text: str, expected: Told) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قتل القائد بعدة طلقات نارية",
        "قضت القوات على 40 معسكرا",
        "أطلق سراح 20 أسيرا",
        "قتل الضابط في 15 مايو",
        "قتل الضابط خلال 24 ساعة",
        "زار الوزير 3 مدن",
        "",
    ],
)
def test_other_numbers_are_no_casualties(text: str) -> None:
    assert find_casualties(text) == []


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("مقتل عشرات الجنود والمدنيين", ["unknown"]),
        ("قتل 13 شخصا معظمهم من النساء", ["civilian"]),
        ("مقتل 21 وإصابة 36 من الحوثيين", ["armed", "armed"]),
        ("تكبد الحوثيون 87 قتيلا", ["armed"]),
        ("مقتل 12 شخصا في هجوم على الجيش", ["unknown"]),
        ("أصيب 12 خلال اشتباكات بين قوات الجيش ومسلحين", ["unknown"]),
        ("20 قتيلا بين الجنود", ["armed"]),
    ],
)
def test_who_they_are(text: str, victims: list[str]) -> None:
    assert [c.victims for c in find_casualties(text)] == victims


def test_armed_people_who_flee_are_not_displaced() -> None:
    assert told("فر عشرات المسلحين من الجبهة") == []
    assert [c.outcome for c in find_casualties("فر عشرات المدنيين من الجبهة")] == ["displaced"]


def _event(text: str, word: str, kind: str) -> Event:
    start = text.index(word)
    trigger = Span(start=start, end=start + len(word), text=word)
    return Event(type=kind, trigger=trigger)  # type: ignore[arg-type]


def test_each_goes_to_the_event_whose_trigger_says_it() -> None:
    text = "قصفت الطائرات البلدة ما أدى إلى مقتل 5 مدنيين. وزار الوزير البلدة. وأصيب 3 جنود."
    events = (
        _event(text, "قصفت", "STRIKE"),
        _event(text, "مقتل", "CASUALTY"),
        _event(text, "زار", "VISIT"),
    )
    document = Document(text=text, events=events)
    assert [[c.low for c in of] for of in casualties(document)] == [[], [5], []]
    assert [c.low for c in document_casualties(document)] == [3]


def test_a_fight_owns_them_where_no_killing_is_told() -> None:
    text = "شن التحالف غارات على البلدة أوقعت 7 قتلى"
    document = Document(text=text, events=(_event(text, "غارات", "STRIKE"),))
    assert [[c.low for c in of] for of in casualties(document)] == [[7]]
    assert document_casualties(document) == ()


def test_offsets_are_those_of_the_raw_text() -> None:
    text = "بداية النص.\nوقُتِلَ 4 جنود. ثم أُصيبَ ٣ مدنيين"
    found = find_casualties(text)
    assert (
        [text[c.start : c.end] for c in found] == [c.text for c in found] == ["4 جنود", "٣ مدنيين"]
    )


FILES = sorted(GOLD.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold_is_about_documents_of_the_manifest(path: Path, manifest: dict[str, str]) -> None:
    for line in map(json.loads, path.read_text("utf-8").splitlines()):
        assert manifest[line["id"]] == line["sha256"]
        for item in line["items"]:
            assert item["start"] < item["end"]
            assert 0 <= item["low"] <= (item["low"] if item["high"] is None else item["high"])


def test_gold_sets_share_no_document() -> None:
    sets = [
        {json.loads(line)["id"] for line in (GOLD / name).read_text("utf-8").splitlines()}
        for name in ("dev.jsonl", "held-out.jsonl", "later.jsonl")
    ]
    assert sum(map(len, sets)) == len(set().union(*sets))


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared")
def test_values_are_right_on_articles_read_before_the_reader_ran(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    benchmark = import_module("benchmarks.casualties")
    total = hit = right = 0
    for _, gold, text in benchmark.read_gold(GOLD / "later.jsonl", SHARED):
        pairs = benchmark.paired(gold, benchmark.found(text))
        total, hit = total + len(gold), hit + len(pairs)
        right += sum((g["low"], g["high"]) == (f["low"], f["high"]) for g, f in pairs)
    assert hit >= 0.85 * total
    assert right >= 0.95 * hit
