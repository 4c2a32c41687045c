"""Who is armed: by the noun, by the words behind it, by the sentence around it."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.reading import Reading
from coalition_ie.figures.armed import ArmedPeople
from coalition_ie.figures.nouns import counted_nouns


def read(text: str, word: str) -> tuple[ArmedPeople, int]:
    """The people of a text and the place of one of its words."""
    people = ArmedPeople.of(Reading(text))
    return people, [token.key for token in people.tokens].index(word)


@pytest.mark.parametrize(
    ("text", "noun", "armed"),
    [
        ("وصل جنود", "جنود", True),
        ("قتل عنصر في قصف", "عنصر", True),
        ("عنصر من المشروع", "عنصر", False),
        ("شارك مدرب في المباراة بعد المعارك", "مدرب", False),
        ("عناصر رئيسية في قصف", "عناصر", False),
        ("رجال الشرطة", "رجال", True),
        ("رجال من القرية", "رجال", False),
        ("رجلا مسلحا", "رجلا", True),
        ("قتلى من أفراد الشرطة", "قتلي", True),
        ("قتيلا في هجوم للجيش", "قتيلا", False),
        ("بحارا على سفينة شحن تحت قصف", "بحارا", False),
        ("وصل وفد", "وفد", False),
    ],
)
def test_a_noun(text: str, noun: str, armed: bool) -> None:
    people, at = read(text, noun)
    assert people.armed(at) == armed


def test_a_paragraph_about_arms_is_enough() -> None:
    assert ArmedPeople.of(Reading("قصف. هجوم. معركة. ثم وصل عنصر")).armed(8)
    assert not ArmedPeople.of(Reading("قصف. هجوم. حديقة. ثم وصل عنصر")).armed(8)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("من قوات البيشمركة", True),
        ("من حزب الله", True),
        ("من حزب معارض", False),
        ("من حزب خاض معارك", True),
        ("من وقوات أخرى", False),
    ],
)
def test_a_body(text: str, body: bool) -> None:
    assert ArmedPeople.of(Reading(text)).body(1) == body


def test_a_force_and_whom_a_total_counts() -> None:
    people = ArmedPeople.of(Reading("وحدة تقاتل في معركة عدد قتلى الجيش وعدد السكان"))
    assert people.force(0)
    assert not people.force(1)
    assert people.numbered(5)
    assert not people.numbered(8)


@pytest.mark.parametrize(
    ("text", "armed"),
    [
        ("هاجم المسلحون الحاجز وقتل أربعة", True),
        ("انتشرت قوات في المدينة وقتل أربعة", True),
        ("فر السكان من مسلحين ثم عاد السكان وقتل أربعة", False),
        ("هاجم المسلحون. وصلوا. وقتل أربعة", False),
        ("قتل أربعة", False),
    ],
)
def test_those_last_named(text: str, armed: bool) -> None:
    people, at = read(text, "اربعة")
    assert people.antecedent(at) == armed


@pytest.mark.parametrize(
    ("noun", "text", "kind"),
    [
        ("جندي", "في المدينة", "soldier"),
        ("رجل", "من الشرطة", "police"),
        ("قتيل", "من الحرس", "guard"),
        ("عنصر", "من المقاتلين", "fighter"),
        ("عنصر", "في المدينة", "member"),
        ("", "من الشرطة", "police"),
        ("", "في المدينة", "person"),
    ],
)
def test_the_kind_counted(noun: str, text: str, kind: str) -> None:
    hit = counted_nouns().find(noun)
    people = ArmedPeople.of(Reading(text))
    assert people.kind_counted(0, hit.entry if hit else None) == kind
