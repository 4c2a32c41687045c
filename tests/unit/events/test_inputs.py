"""What the heads read of a text: sentences, candidates by words, tags, features of the lexicon."""

from __future__ import annotations

import pytest

from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.events.inputs import (
    FEATURES,
    KINDS,
    LONGEST,
    OUTSIDE,
    candidates_of,
    features_of,
    sentences_of,
    span_of,
    tags_of,
)
from coalition_ie.events.tables import particles, rows
from coalition_ie.types import Mention
from tests.linking import read


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], []),
        ([(0, 3), (3, 9)], [(0, 3), (3, 9)]),
        ([(0, LONGEST)], [(0, LONGEST)]),
        ([(5, LONGEST + 6)], [(5, LONGEST + 5), (LONGEST + 5, LONGEST + 6)]),
        (
            [(0, 2 * LONGEST + 1), (2 * LONGEST + 1, 2 * LONGEST + 4)],
            [
                (0, LONGEST),
                (LONGEST, 2 * LONGEST),
                (2 * LONGEST, 2 * LONGEST + 1),
                (2 * LONGEST + 1, 2 * LONGEST + 4),
            ],
        ),
    ],
)
def test_long_sentences_are_cut(
    ranges: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert sentences_of(ranges) == expected


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        (0, 4, (0, 1)),  # a word
        (0, 9, (0, 2)),
        (1, 3, (0, 1)),  # a part of a word touches all of it
        (3, 6, (0, 2)),
        (4, 5, (1, 1)),  # the space between
        (9, 12, (2, 2)),  # behind the last
        (5, 9, (1, 2)),
    ],
)
def test_which_words_a_span_touches(start: int, end: int, touched: tuple[int, int]) -> None:
    assert span_of([0, 5], [4, 9], start, end) == touched


def test_candidates_stand_in_the_order_of_the_text_with_their_words_and_kinds() -> None:
    text, mentions = read("قصف {ORG:التحالف الدولي} أمس {LOC:الرقة} وقتل {TROOP:5 مسلحين}.")
    reading = Reading(text)
    found = candidates_of(reading.words, mentions[::-1], find_dates(reading))
    assert [(one.filler.text, KINDS[one.kind]) for one in found] == [
        ("التحالف الدولي", "ORG"),
        ("أمس", "DATE"),
        ("الرقة", "LOC"),
        ("5 مسلحين", "TROOP"),
    ]
    for one in found:
        words = reading.words[one.first : one.last]
        assert (words[0].start, words[-1].end) == (one.filler.start, one.filler.end)


def test_a_candidate_behind_a_proclitic_begins_behind_it() -> None:
    text, mentions = read("ذهب إلى حلب و{LOC:الرقة}")
    (one,) = candidates_of(Reading(text).words, mentions, ())
    assert Reading(text).words[one.first].start == mentions[0].start


def test_what_touches_no_word_is_no_candidate() -> None:
    text = "قصف \u064b حلب"
    mark = Mention(start=4, end=5, text="\u064b", label="LOC")
    words = [word for word in Reading(text).words if word.key.strip("\u064b")]
    assert candidates_of(words, [mark], ()) == []


def test_tags_tell_first_words_from_others_by_kind() -> None:
    per, loc = KINDS.index("PER"), KINDS.index("LOC")
    tags = tags_of(6, [(0, 2, per), (3, 4, loc), (4, 5, loc)])
    assert tags == [2 * per + 1, 2 * per + 2, OUTSIDE, 2 * loc + 1, 2 * loc + 1, OUTSIDE]


def test_where_candidates_meet_the_first_counts() -> None:
    per, loc = KINDS.index("PER"), KINDS.index("LOC")
    assert tags_of(3, [(0, 2, per), (1, 3, loc)]) == [2 * per + 1, 2 * per + 2, 2 * loc + 2]


def test_tags_of_different_kinds_differ() -> None:
    tags = [tag for kind in range(len(KINDS)) for tag in tags_of(2, [(0, 2, kind)])]
    assert len({*tags, OUTSIDE}) == 2 * len(KINDS) + 1


@pytest.mark.parametrize(
    ("word", "features"),
    [
        ("قصفت", {"sense:STRIKE:verb:either"}),
        ("حوصر", {"sense:SIEGE:verb:passive"}),
        ("شنت", {"verb:light"}),
        ("ستستبعد", {"verb:report", "verb:refuse", "future"}),
        ("كتاب", set()),
    ],
)
def test_features_of_a_word(word: str, features: set[str]) -> None:
    found = set(features_of(fold(word)))
    assert {name for name in found if not name.startswith("row:")} == features
    assert bool(found) == bool(features)


def test_every_feature_names_a_row_a_type_or_a_class() -> None:
    names = {f"row:{row.id}" for row in rows()} | {f"verb:{name}" for name in particles().verbs}
    types = {row.type for row in rows()}
    for key in ("وصل", "استهدف", "حملة", "واجه", "سعي"):
        for name in features_of(key):
            assert name in names or name.split(":")[:2] in [["sense", kind] for kind in types]


def test_no_lemma_has_more_features_than_are_read() -> None:
    lemmas = {word for row in rows() for word in (*row.nouns, *row.participles, *row.forms)}
    verbs = {verb for row in rows() for verb in (*row.verbs, *row.passives)}
    verbs |= {verb for lemmas in particles().verbs.values() for verb in lemmas}
    lemmas |= {part for verb in verbs for part in verb.split("/") if part}
    numbers = {lemma: len(features_of(fold(lemma))) for lemma in lemmas}
    assert {lemma: count for lemma, count in numbers.items() if count > FEATURES} == {}
