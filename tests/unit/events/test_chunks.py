"""How units are gathered: where a noun phrase begins, goes on and closes."""

from __future__ import annotations

import pytest

from tests.linking import parsed


def phrases(marked: str) -> list[str]:
    """Noun phrases as ``preposition: words``."""
    return [
        f"{chunk.preposition}: {' '.join(chunk.keys)}"
        for chunk in parsed(marked).chunks
        if chunk.kind == "np"
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a name or an article closes, what follows without article begins the next
        ("قوات {ORG:التحالف} مواقع {ORG:داعش}", [": قوات التحالف", ": مواقع داعش"]),
        ("القوات العراقية مدينة {LOC:هيت}", [": القوات العراقية", ": مدينة هيت"]),
        ("الطائرات {LOC:الرقة}", [": الطائرات", ": الرقة"]),
        # a figure takes an adjective
        ("{TROOP:5 جنود} أميركيين في {LOC:غاو}", [": 5 جنود", "في: غاو"]),
        # من and ل go on with what counts or belongs
        ("عدد من عناصر {ORG:داعش}", [": عدد عناصر داعش"]),
        ("{TROOP:5 جنود} من {ORG:الجيش}", [": 5 جنود الجيش"]),
        ("{TROOP:5 جنود} من {LOC:غاو}", [": 5 جنود", "من: غاو"]),
        ("مواقع ل{ORG:داعش} في {LOC:حلب}", [": مواقع داعش", "في: حلب"]),
        # lists and titles
        ("{ORG:داعش}، {ORG:النصرة} وحركة {ORG:الشباب}", [": داعش النصرة حركة الشباب"]),
        ("{LOC:حلب} إضافة إلى {LOC:إدلب}", [": حلب ادلب"]),
        ("وزير الدفاع {ORG:الجيش}، {PER:كارتر}", [": وزير الدفاع الجيش كارتر"]),
        ("القادة، منهم {PER:كارتر}", [": القادة كارتر"]),
        # the event word is a chunk of its own, in the place of what only counts it
        ("بعد سلسلة غارات جوية على {LOC:حلب}", ["بعد: غارات", "علي: حلب"]),
        # a medium behind a dateline is no phrase
        ("{LOC:عدن}: {ORG:الخليج} قالت", [": عدن"]),
    ],
)
def test_noun_phrases(marked: str, expected: list[str]) -> None:
    assert phrases(marked) == expected


@pytest.mark.parametrize(
    ("marked", "oriented"),
    [
        ("جنوب {LOC:الموصل}", True),
        ("قرب {LOC:الموصل}", True),
        ("في شرقي {LOC:حلب}", False),  # lies inside
        ("شرقي محافظة {LOC:حلب}", False),
        ("شرقي {LOC:سوريا}", False),
        ("في مدينة {LOC:حلب}", False),
    ],
)
def test_places_that_only_orient(marked: str, oriented: bool) -> None:
    (chunk,) = parsed(marked).chunks
    assert chunk.oriented is oriented
    assert len(chunk.mentions) == 1


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("قال إن الجيش الذي وصل، حيث قصف", "verb comp np rel verb comma sub verb"),
        ("وصل {DATE:أمس}.", "verb date stop"),
        ("قصف وقتل", "verb verb"),
    ],
)
def test_kinds(marked: str, expected: str) -> None:
    assert " ".join(chunk.kind for chunk in parsed(marked).chunks) == expected


def test_what_a_conjunction_adds() -> None:
    first, second = (c for c in parsed("قصف {LOC:حلب} وهاجم {LOC:هيت}").chunks if c.kind == "verb")
    assert (first.coordinated, second.coordinated) == (False, True)


def test_a_preposition_with_its_pronoun() -> None:
    *_, chunk = parsed("سيطر عليها").chunks
    assert (chunk.pronoun, chunk.preposition) == (True, "علي")
