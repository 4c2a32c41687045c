"""Subject and object of verbs, and what governs a word."""

from __future__ import annotations

import pytest

from coalition_ie.events.clauses import Clauses
from tests.linking import parsed


def words(clauses: Clauses, c: int | None) -> str:
    return "" if c is None else " ".join(clauses.chunks[c].keys)


def verbs(clauses: Clauses) -> list[int]:
    return [c for c, chunk in enumerate(clauses.chunks) if chunk.kind == "verb"]


@pytest.mark.parametrize(
    ("marked", "subject", "object_", "rule"),
    [
        ("{ORG:الجيش} قصف {LOC:حلب}", "الجيش", "حلب", "subject-before-verb"),
        ("قصفت طائرات {ORG:الجيش} {LOC:حلب}", "طائرات الجيش", "حلب", "subject-behind-verb"),
        ("الهجوم الذي شنته {ORG:طالبان}", "طالبان", "الهجوم", "subject-behind-verb"),  # its pronoun
        ("قصفت مواقع {ORG:داعش}", "", "مواقع داعش", "inherited-subject"),  # a patient
        ("قصفت {LOC:حلب}", "حلب", "", "only-phrase"),
        ("قالت {LOC:فرنسا} إنها ستنشر قوات", "فرنسا", "قوات", "inherited-subject"),
        ("{ORG:داعش} الذي قصف {LOC:حلب}", "داعش", "حلب", "inherited-subject"),  # relative
        ("وصل {PER:كيري} وزار {LOC:عمان}", "كيري", "عمان", "inherited-subject"),  # coordination
        ("قال {PER:كيري} أن قصف {LOC:حلب}", "حلب", "", "only-phrase"),  # no pronoun, no heir
        ("{ORG:الجيش} مستعد، وقصفت قوات {LOC:حلب}", "قوات حلب", "", "subject-behind-verb"),
    ],
)
def test_subject_and_object_of_the_last_verb(
    marked: str, subject: str, object_: str, rule: str
) -> None:
    clauses = parsed(marked)
    found = clauses.phrases(verbs(clauses)[-1])
    assert (words(clauses, found.subject), words(clauses, found.object)) == (subject, object_)
    assert found.rule == rule


@pytest.mark.parametrize(
    ("marked", "verb"),
    [
        ("نفت {LOC:فرنسا} أنها ستنشر قوات", "نفت"),
        ("نفى {PER:العبادي} أن تكون {LOC:تركيا} قد قصفت {LOC:سنجار}", "نفي"),
        ("رفض {ORG:الجيش} بعد أن قصف {LOC:الرقة}", ""),  # of time
        ("نفى {PER:العبادي} قائلا إن {LOC:تركيا} قصفت {LOC:سنجار}", ""),  # quoted
        ("قصفت {LOC:سنجار}", ""),
    ],
)
def test_the_verb_whose_content_a_clause_is(marked: str, verb: str) -> None:
    clauses = parsed(marked)
    assert words(clauses, clauses.complement_of(verbs(clauses)[-1])) == verb


@pytest.mark.parametrize(
    ("marked", "verb"),
    [
        ("شن {ORG:الجيش} غارات", "شن"),
        ("{ORG:الجيش} وغارات", ""),
        ("قال إن غارات", ""),
    ],
)
def test_governor(marked: str, verb: str) -> None:
    clauses = parsed(marked)
    assert words(clauses, clauses.governor(len(clauses.chunks) - 1)) == verb


def test_a_clause_about_the_noun_before_it() -> None:
    clauses = parsed("هجوم قتل فيه {TROOP:5 جنود} وجرح {TROOP:6 جنود}")
    assert [clauses.describes(c) for c in verbs(clauses)] == [True, False]


def test_words_that_name_a_type_are_counted() -> None:
    assert parsed("غارات وهجوم وقصف").named == {"STRIKE": 2, "BATTLE": 1}


def test_subjects_in_a_circle_are_none() -> None:
    clauses = parsed(" ".join(["التي قصفت"] * 12))
    assert {clauses.subject(c) for c in verbs(clauses)} == {None}
