"""Words, clitics and glued names. Each row is a phenomenon, not a sentence met somewhere."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from coalition_ie.arabic.reading import Reading
from tests.strategies import hostile_texts


def parts(text: str) -> str:
    return "|".join(text[word.start : word.end] for word in Reading(text).words)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # a conjunction or preposition before a name
        ("وسوريا", "و|سوريا"),
        ("فقال", "ف|قال"),
        ("ببغداد", "ب|بغداد"),
        ("لبغداد", "ل|بغداد"),
        ("كترامب", "ك|ترامب"),
        ("وببغداد", "و|ب|بغداد"),
        # behind the contraction لل the word begins at the second lam
        ("للتحالف", "ل|لتحالف"),
        ("وللجيش", "و|ل|لجيش"),
        # words and names whose first letter is their own
        ("وزير", "وزير"),
        ("واشنطن", "واشنطن"),
        ("فرنسا", "فرنسا"),
        ("فيصل", "فيصل"),
        ("لبنان", "لبنان"),
        ("بريطانيا", "بريطانيا"),
        ("كندا", "كندا"),
        ("كيري", "كيري"),
        ("لوبان", "لوبان"),
        # both at once
        ("بلبنان", "ب|لبنان"),
        ("ولواء", "و|لواء"),
        # glued names, with and without a conjunction between them
        ("سورياوالعراق", "سوريا|و|العراق"),
        ("العراقوسوريا", "العراق|و|سوريا"),
        ("الولاياتالمتحدة", "الولايات|المتحدة"),
        ("بالقاهرةوالرياض", "ب|القاهرة|و|الرياض"),
        ("فيالعراق", "في|العراق"),
        ("العراقيةتقدمها", "العراقية|تقدمها"),
        ("واشنطنموسكو", "واشنطن|موسكو"),
        ("منتنظيم", "من|تنظيم"),
        # … an unknown name with a known word, one of three words
        ("كفربهموالحدود", "كفربهم|و|الحدود"),
        ("سورياالعراقمنذ", "سوريا|العراق|منذ"),
        # what looks glued and is one name
        ("عبدالله", "عبدالله"),
        ("نقاشاتهما", "نقاشاتهما"),
        ("والرشاشاتي", "و|الرشاشاتي"),
        ("كروزينشتيرن", "كروزينشتيرن"),
        ("جنوب", "جنوب"),
        # digits, letters, signs
        ("560جنديا", "560|جنديا"),
        ("1,500", "1,500"),
        ("(ناتو)", "(|ناتو|)"),
        ("NATO:", "NATO|:"),
        # marks belong to their letter
        ("والقيّارةِ", "و|القيّارةِ"),
        ("لـلتحالف", "لـ|لتحالف"),
    ],
)
def test_splitting(written: str, expected: str) -> None:
    assert parts(written) == expected


def test_clitics_are_marked() -> None:
    assert [word.clitic for word in Reading("وللجيش").words] == [True, True, False]


@given(text=hostile_texts)
def test_words_are_ordered_and_cover_all_but_space(text: str) -> None:
    words = Reading(text).words
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    between = set(range(len(text))) - {i for word in words for i in range(word.start, word.end)}
    stroke = "\u0640"  # a tatweel on no letter, which Unicode counts as one
    assert not any(text[i].isalnum() and text[i] != stroke for i in between)
