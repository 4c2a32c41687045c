"""Which mentions a phrase puts into which role, and whom pronouns and generic nouns mean."""

from __future__ import annotations

import pytest

from coalition_ie.events.candidates import Candidate
from coalition_ie.events.tables import RuleId
from tests.linking import parsed

RULE: RuleId = "object"


def candidate(marked: str) -> Candidate:
    """The last event word of a sentence in its first reading, without arguments."""
    clauses = parsed(marked)
    c, trigger = [(c, k.trigger) for c, k in enumerate(clauses.chunks) if k.trigger][-1]
    return Candidate(clauses, c, trigger.senses[0])


def roles(event: Candidate) -> dict[str, list[str]]:
    mentions = event.clauses.mentions
    return {role: [mentions[i].text for i in found] for role, found in event.roles.items() if found}


@pytest.mark.parametrize(
    ("phrase", "spec", "expected"),
    [
        ("{LOC:الرقة}", "struck", {"places": ["الرقة"]}),
        ("{LOC:قاعدة عين الأسد}", "struck", {"targets": ["قاعدة عين الأسد"]}),
        ("{ORG:داعش}", "struck", {"targets": ["داعش"]}),
        ("{TROOP:5 جنود}", "struck", {"troops": ["5 جنود"]}),
        ("{LOC:باريس}", "actors", {"actors": ["باريس"]}),  # a capital acts, a town does not
        ("{LOC:الرقة}", "actors", {}),
        ("{LOC:هيت} و{ORG:داعش}", "taken", {"places": ["هيت"], "targets": ["داعش"]}),
        ("جنوب {LOC:الرقة}", "places", {}),  # only orients
        ("{LOC:الرقة}", "", {}),
    ],
)
def test_roles_by_label(phrase: str, spec: str, expected: dict[str, list[str]]) -> None:
    event = candidate(f"غارات على {phrase}")
    event.add_phrase(spec, 1, RULE)
    assert roles(event) == expected


@pytest.mark.parametrize(
    ("marked", "meant"),
    [
        ("دخل {ORG:داعش} {LOC:هيت} وغارات عليها", "هيت"),  # a pronoun
        ("دخل {ORG:داعش} {LOC:هيت} وغارات على المدينة", "هيت"),  # a generic place
        ("قال {PER:فالون} وغارات على بلاده", "فالون"),
        ("دخل {ORG:تنظيم داعش} و{ORG:الجيش} ثم غارات على التنظيم", "تنظيم داعش"),
        ("دخل {ORG:داعش} وغارات على مواقعهم", "داعش"),  # possessed
        ("دخل {ORG:داعش} وغارات على السوق", None),
    ],
)
def test_earlier_names(marked: str, meant: str | None) -> None:
    event = candidate(marked)
    event.add_phrase("targets" if meant != "هيت" else "places", event.c + 1, RULE)
    assert [name for names in roles(event).values() for name in names] == ([meant] if meant else [])


def test_a_mention_fills_one_role_the_first_given() -> None:
    event = candidate("غارات على {LOC:حلب}")
    event.add("places", RULE, 0)
    event.add("targets", RULE, 0)
    event.add("dates", RULE, 0)  # a date's position, so another thing
    assert {role: list(found) for role, found in event.roles.items()} == {
        "places": [0],
        "dates": [0],
    }


def test_a_fallback_place_yields() -> None:
    event = candidate("غارات على {LOC:حلب} و{LOC:هيت}")
    event.add("places", RULE, 0)
    event.add_phrase("fallback place", 1, RULE)
    assert roles(event) == {"places": ["حلب"]}
    assert not event.empty
