"""IOB2 over everything: spans come back, repairing is idempotent, validity has one meaning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from coalition_ie.errors import SchemaError
from coalition_ie.iob import align, repair, spans_to_tags, tags_to_spans, valid_transition

LABELS = st.sampled_from(["PER", "ORG", "LOC", "Population-Center"])
TAGS = st.lists(st.just("O") | st.builds("{}-{}".format, st.sampled_from("BI"), LABELS))


@st.composite
def unit_spans(draw: st.DrawFn) -> tuple[list[tuple[int, int, str]], int]:
    length = draw(st.integers(0, 30))
    cuts = sorted(draw(st.sets(st.integers(0, length))))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [(start, end, draw(LABELS)) for start, end in pairs], length


@given(unit_spans())
def test_spans_come_back_from_their_tags(case: tuple[list[tuple[int, int, str]], int]) -> None:
    spans, length = case
    assert list(tags_to_spans(spans_to_tags(spans, length))) == spans


@given(TAGS)
def test_tags_are_readable_exactly_when_every_transition_is_valid(tags: list[str]) -> None:
    valid = all(valid_transition(a, b) for a, b in zip([None, *tags], tags, strict=False))
    try:
        spans = tags_to_spans(tags)
    except SchemaError:
        assert not valid
    else:
        assert valid
        assert list(spans_to_tags(spans, len(tags))) == tags


@given(TAGS)
def test_repair_changes_only_what_it_names_and_nothing_the_second_time(tags: list[str]) -> None:
    repaired, positions = repair(tags)
    tags_to_spans(repaired)
    changed = [i for i, (a, b) in enumerate(zip(tags, repaired, strict=True)) if a != b]
    assert changed == list(positions)
    assert repair(repaired) == (repaired, ())


@given(TAGS)
def test_repair_reads_as_seqeval_does_by_default(tags: list[str]) -> None:
    oracle = [(start, last + 1, label) for label, start, last in get_entities(tags)]
    assert list(tags_to_spans(repair(tags).tags)) == oracle


@given(unit_spans(), st.data())
def test_align_is_the_inverse_of_reading_offsets(
    case: tuple[list[tuple[int, int, str]], int], data: st.DataObject
) -> None:
    spans, length = case
    gaps = data.draw(st.lists(st.integers(0, 2), min_size=length, max_size=length))
    units, at = [], 0
    for gap in gaps:
        units.append((at + gap, at + gap + 2))
        at += gap + 2
    characters = [(units[i][0], units[j - 1][1], label) for i, j, label in spans]
    inside = [(start + 1, end, label) for start, end, label in characters]
    assert align(characters, units) == (tuple(spans), ())
    assert align(inside, units) == ((), tuple(inside))
