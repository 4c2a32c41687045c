"""Which readings survive the guards of their rows and the words around them."""

from __future__ import annotations

import pytest

from tests.linking import link_marked, parsed


def marked_ids(marked: str) -> list[str]:
    """Ids of the first readings of the event words."""
    return [unit.senses[0].row.id for unit in parsed(marked).units if unit.senses]


@pytest.mark.parametrize(
    ("marked", "ids"),
    [
        # next: words, beginnings and labels
        ("حملة جوية", ["strike-air-campaign"]),
        ("حملة عسكرية", ["battle-campaign"]),
        ("سقوط {LOC:الموصل}", ["capture-fall"]),
        ("سقوط {ORG:الحكومة}", []),
        # next_not, with and without article
        ("مؤتمر صحفي", []),
        ("المؤتمر الصحفي", []),
        # previous_not
        ("ضوء اجتماع", []),
        # needs and without, anywhere in the sentence
        ("ضربت طائرات مواقع", ["strike-hitting-verb"]),
        ("ضربت سيارات مواقع", []),
        ("غارات", ["strike-raids"]),
        ("هجوم في مباراة", []),
    ],
)
def test_guards(marked: str, ids: list[str]) -> None:
    assert marked_ids(marked) == ids


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("قصف {ORG:الجيش} {LOC:حلب}", "verb"),  # begins its clause
        ("{ORG:الجيش} قصف {LOC:حلب}", "verb"),  # behind its subject
        ("قد قصف {LOC:حلب}", "verb"),
        ("عملية قتل فيها", "verb"),  # a clause about the noun before
        ("عاودت {ORG:المدفعية} قصف {LOC:حلب}", "noun"),  # a light verb stands open
        ("بعد قصف {LOC:حلب}", "noun"),
    ],
)
def test_verb_or_noun(marked: str, kind: str) -> None:
    (trigger, *_) = [unit for unit in parsed(marked).units if unit.senses]
    assert trigger.senses[0].kind == kind


@pytest.mark.parametrize(
    ("marked", "trigger"),
    [
        ("دفن {TROOP:عشرات القتلى}", "القتلى"),
        ("دفن {TROOP:عشرات الجنود}", None),
        ("دفن {TROOP:القتلى}", None),  # no figure: the word alone
        ("دفن {TROOP:عشرات القتـلى} هنا", "القتـلى"),
    ],
)
def test_the_counted_noun_of_a_figure(marked: str, trigger: str | None) -> None:
    clauses = parsed(marked)
    (figure,) = [unit for unit in clauses.units if unit.label == "TROOP"]
    span, noun = clauses.mentions[0], figure.last if figure.senses else None
    named = span.text[noun.start - span.start : noun.end - span.start] if noun else None
    assert named == trigger


def test_a_mention_of_a_mark_alone_has_no_word() -> None:
    assert link_marked("حملة حلب{LOC:\u064b}ا في الرقة.") == ()
