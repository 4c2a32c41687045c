"""Which needs a sentence meets: the alternatives of a row's ``requires``."""

from __future__ import annotations

import msgspec
import pytest

from coalition_ie.events.requirements import satisfied
from coalition_ie.events.roles import link_trigger
from coalition_ie.events.tables import Alternative
from tests.linking import parsed


def meets(marked: str, *requires: str) -> bool:
    """Whether the first event word of a sentence would pass a row with these alternatives."""
    clauses = parsed(marked)
    c, trigger = next((c, k.trigger) for c, k in enumerate(clauses.chunks) if k.trigger)
    sense = trigger.senses[0]
    row = msgspec.structs.replace(sense.row, requires=tuple(map(Alternative.read, requires)))
    return satisfied(link_trigger(clauses, c, sense._replace(row=row)))


@pytest.mark.parametrize(
    ("marked", "need", "met"),
    [
        ("غارات على {LOC:حلب}", "places", True),
        ("غارات على {LOC:حلب}", "places:LOC", True),
        ("غارات على {LOC:حلب}", "targets", False),
        ("غارات على {ORG:داعش}", "targets:PER", False),
        ("غارات مع {ORG:الناتو}", "prep:مع", True),
        ("غارات وقال مع {ORG:الناتو}", "prep:مع", False),  # in another clause
        ("غارات وهجوم", "trigger:BATTLE", True),
        ("غارات وهجوم", "trigger:STRIKE", False),  # only the word itself
        ("غارات وقصف", "trigger:STRIKE", True),
        ("غارات بين قتيل وجريح", "sentence:قتيل", True),
        ("سيقصف {ORG:الجيش} {LOC:حلب}", "future", True),
        ("قصف {ORG:الجيش} {LOC:حلب}", "future", False),
        ("قصف {LOC:حلب} بطائرات", "forces", True),
        ("قصف {LOC:حلب} بالأمس", "forces", False),
        ("جنود {LOC:فرنسا} قصفت {LOC:حلب}", "force subject", True),
        ("رئيس {LOC:فرنسا} قصف {LOC:حلب}", "force subject", False),
    ],
)
def test_one_need(marked: str, need: str, met: bool) -> None:
    assert meets(marked, need) is met


def test_alternatives_and_conditions_that_hold_together() -> None:
    sentence = "غارات على {LOC:حلب}"
    assert meets(sentence)
    assert meets(sentence, "targets", "places")
    assert not meets(sentence, "places+targets")
    assert not meets(sentence, "targets", "places+future")


def test_a_word_behind_of_the_same_type_proves_the_reading() -> None:
    assert meets("استعادة السيطرة على {LOC:حلب}", "troops")
    assert not meets("استعادة {LOC:حلب}", "troops")
