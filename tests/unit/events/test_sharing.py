"""When two words are one event, and what events lend each other."""

from __future__ import annotations

import pytest

from tests.linking import link_marked


@pytest.mark.parametrize(
    ("marked", "triggers"),
    [
        ("{ORG:الجيش} استعاد السيطرة على {LOC:حلب}.", "استعاد"),
        ("استهدفت طائرات {ORG:الناتو} {LOC:سرت} بغارات.", "استهدفت"),  # the means
        ("غارات {ORG:الناتو} استهدفت {LOC:سرت}.", "غارات"),  # the verb tells of the noun
        ("شنت {ORG:طالبان} هجوما على {LOC:قندوز} وانتهى الهجوم.", "هجوما"),  # recalled
        ("شنت {ORG:طالبان} هجوما على {LOC:قندوز} وهجوما على {LOC:كابول}.", "هجوما هجوما"),
        ("سقط قتلى وجرحى في {LOC:عدن}.", "قتلى جرحى"),  # each fate is an event
        ("معركة استعادة {LOC:الموصل}.", "معركة استعادة"),  # two types
    ],
)
def test_one_happening_is_one_event(marked: str, triggers: str) -> None:
    assert " ".join(event.trigger.text for event in link_marked(marked)) == triggers


@pytest.mark.parametrize(
    ("marked", "lent"),
    [
        (
            "شن {ORG:الناتو} {DATE:أمس} غارة على {LOC:سرت} أسفرت عن مقتل {TROOP:5 مسلحين}.",
            {"الناتو": "actor-of-attack", "سرت": "place-of-attack", "أمس": "date-of-attack"},
        ),
        (
            "شن {ORG:الناتو} هجوما على {ORG:داعش} قتل فيه {TROOP:5 مسلحين}.",  # قتل describes it
            {"الناتو": "actor-of-attack", "داعش": "target-of-attack"},
        ),
        (
            "قتل {TROOP:5 مسلحين} عندما هاجم {ORG:الجيش} {LOC:هيت}.",  # a clause of time
            {"الجيش": "actor-of-attack", "هيت": "place-of-attack"},
        ),
        (
            "اندلعت معارك بين {ORG:الجيش} و{ORG:داعش} أسفرت عن مقتل {TROOP:5 مسلحين}.",
            {},  # two sides: which of them did it is not said
        ),
        ("شن {ORG:الناتو} غارة على {LOC:سرت}، وقال إن مقتل {TROOP:5 مسلحين} مؤسف.", {}),
    ],
)
def test_what_a_casualty_takes_from_its_attack(marked: str, lent: dict[str, str]) -> None:
    (casualty,) = [event for event in link_marked(marked) if event.type == "CASUALTY"]
    found = {e.span.text: e.rule for e in casualty.evidence if e.rule.endswith("-of-attack")}
    assert found == lent


@pytest.mark.parametrize(
    ("marked", "lent"),
    [
        ("وقعت اشتباكات وقصف في {LOC:عدن}.", ["عدن"]),
        ("وقعت اشتباكات، حيث قصف {ORG:الجيش} مواقع في {LOC:عدن}.", []),  # across a border
        ("التقى {PER:كيري} {PER:لافروف} بعد قصف {LOC:حلب}.", []),  # no attack takes part
    ],
)
def test_places_of_neighbours(marked: str, lent: list[str]) -> None:
    evidence = [e for event in link_marked(marked) for e in event.evidence]
    assert [e.span.text for e in evidence if e.rule == "place-of-neighbour"] == lent
