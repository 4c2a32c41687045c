"""Roles of what stands around a trigger: subject, object, prepositions, dates, places before it."""

from __future__ import annotations

import pytest

from tests.linking import link_marked


def arguments(marked: str) -> set[tuple[str, str, str]]:
    """(role, surface, rule) of the first event."""
    event = link_marked(marked)[0]
    return {
        (e.role, e.span.text, e.rule) for e in event.evidence if e.role not in {"trigger", "status"}
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # active with both, passive with one, passive by its spelling
        (
            "قتلت {ORG:الشرطة المالية} {PER:حسن عمر}.",
            {("actors", "الشرطة المالية", "subject-behind-verb"), ("targets", "حسن عمر", "object")},
        ),
        ("قتل {PER:حسن عمر}.", {("targets", "حسن عمر", "passive-subject")}),
        ("حوصرت {LOC:حلب}.", {("places", "حلب", "passive-subject")}),
        # a verb without object
        ("انسحبت {ORG:البشمركة}.", {("actors", "البشمركة", "only-phrase")}),
        # alone with its verb
        ("هاجمت {ORG:البشمركة}.", {("actors", "البشمركة", "only-phrase")}),
        ("هاجمت {LOC:حلب}.", {("places", "حلب", "only-phrase")}),
    ],
)
def test_subject_and_object(marked: str, expected: set[tuple[str, str, str]]) -> None:
    assert arguments(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("غارات على {LOC:حلب} في {LOC:سوريا}.", {("places", "حلب"), ("places", "سوريا")}),
        ("غارات ل{ORG:لتحالف} على {LOC:حلب}.", {("actors", "لتحالف"), ("places", "حلب")}),
        ("غارات بقيادة {LOC:واشنطن} على {LOC:حلب}.", {("places", "حلب")}),
        (
            "بحث {PER:شكري} مع {PER:كيري} الوضع في {LOC:ليبيا}.",
            {("actors", "شكري"), ("actors", "كيري")},
        ),
        ("اشتباكات دارت بين {ORG:داعش} و{ORG:النصرة}.", {("actors", "داعش"), ("actors", "النصرة")}),
        (
            "غارات {DATE:أمس} على {LOC:حلب} وهجوم في {LOC:هيت}.",
            {("dates", "أمس"), ("places", "حلب")},
        ),
    ],
)
def test_behind_the_trigger(marked: str, expected: set[tuple[str, str]]) -> None:
    assert {(role, surface) for role, surface, _ in arguments(marked)} == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{DATE:أمس} وقعت اشتباكات.", {("dates", "أمس", "date-before")}),
        ("أكد {PER:كيري} {DATE:أمس} مقتل {TROOP:جنديين}.", {("troops", "جنديين", "genitive")}),
        ("في {LOC:حلب} وقعت اشتباكات.", {("places", "حلب", "fronted-place")}),
        ("قال {PER:كيري} في {LOC:عمان} مقتل {TROOP:جنديين}.", {("troops", "جنديين", "genitive")}),
    ],
)
def test_before_the_trigger(marked: str, expected: set[tuple[str, str, str]]) -> None:
    assert arguments(marked) == expected
