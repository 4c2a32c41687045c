"""Arguments of event nouns: what leans on them, carries them, governs them, owns them."""

from __future__ import annotations

import pytest

from tests.linking import link_marked


@pytest.mark.parametrize(
    ("marked", "role", "surface", "rule"),
    [
        # the genitive: who does it, whom it befell, what is struck
        ("وصل {PER:كيري} بعد انسحاب {ORG:البشمركة}.", "actors", "البشمركة", "genitive"),
        ("تأكد مقتل {PER:حسن عمر}.", "targets", "حسن عمر", "genitive"),
        ("استمر قصف مواقع {ORG:داعش}.", "targets", "داعش", "genitive"),
        ("استمر قصف طائرات {ORG:التحالف}.", "actors", "التحالف", "genitive"),
        ("استمر قصف {ORG:التحالف} على {LOC:حلب}.", "actors", "التحالف", "genitive"),
        ("تواصل {LOC:كندا} دعم {ORG:البشمركة}.", "targets", "البشمركة", "genitive"),
        ("تقدم {ORG:الجيش} بدعم {LOC:روسيا}.", "actors", "روسيا", "genitive"),
        # a verb behind
        ("وقع هجوم تبنته {ORG:طالبان}.", "actors", "طالبان", "light-verb-behind"),
        # what governs
        ("شنت {ORG:طالبان} هجوما.", "actors", "طالبان", "control"),
        ("أعلنت {ORG:طالبان} هجوما.", "actors", "طالبان", "announced-by-doer"),
        ("اتهم {PER:كيري} {ORG:طالبان} بشن هجوم.", "actors", "طالبان", "asked"),
        ("أحبطت {ORG:الشرطة التركية} هجوما.", "targets", "الشرطة التركية", "repelling-verb"),
        ("واجهت {ORG:البشمركة} هجوما.", "targets", "البشمركة", "host-subject"),
        # a possessive pronoun
        ("انسحبت {ORG:طالبان} بعد هجومها.", "actors", "طالبان", "possessive-pronoun"),
        ("عاد الأهالي إلى {LOC:هيت} بعد استعادتها.", "places", "هيت", "possessive-pronoun"),
    ],
)
def test_arguments(marked: str, role: str, surface: str, rule: str) -> None:
    event = link_marked(marked)[-1]
    assert (role, surface, rule) in {(e.role, e.span.text, e.rule) for e in event.evidence}


@pytest.mark.parametrize(
    "marked",
    [
        "أعلن {PER:كيري} مقتل {TROOP:جنديين}.",  # who announces a happening did not do it
        "قال {PER:كيري} إن مقتل {TROOP:جنديين} مؤسف.",
        "وقعت اشتباكات في {LOC:حلب}.",  # a town acts not
    ],
)
def test_no_doer(marked: str) -> None:
    assert link_marked(marked)[-1].actors == ()
