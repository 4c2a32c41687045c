"""Variants of training examples: spans follow their text."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from training import augment
from training.config import Augment
from training.examples import Example

TEXT = "أعلن كارتر في الموصل أن قيادة العمليات المشتركة تنشر «قوة كبيرة» هناك"
EXAMPLE = Example("d", TEXT, ((5, 10, "PER"), (14, 20, "LOC"), (24, 47, "ORG")))


@pytest.fixture
def lists(tmp_path: Path) -> str:
    names = {"given": ["سليم"], "family": ["الناطور"], "places": ["رأس الماء"]}
    (tmp_path / "names.json").write_text(json.dumps(names), "utf-8")
    return str(tmp_path / "names.json")


def test_edits_move_the_spans_behind_them() -> None:
    found = augment.edited(EXAMPLE, [(0, 4, "قال"), (14, 20, "حلب"), (20, 21, "")])
    assert [found.text[s:e] for s, e, _ in found.spans] == [
        "كارتر",
        "حلب",
        "قيادة العمليات المشتركة",
    ]
    assert found.text.startswith("قال كارتر في حلبأن قيادة")


def test_what_is_put_in_where_a_span_begins_or_ends_stays_outside() -> None:
    found = augment.edited(EXAMPLE, [(5, 5, "<p>"), (20, 20, "&nbsp;")])
    assert [found.text[s:e] for s, e, _ in found.spans[:2]] == ["كارتر", "الموصل"]


def test_an_edit_inside_a_span_changes_its_length() -> None:
    found = augment.edited(EXAMPLE, [(28, 29, "ه"), (29, 30, "")])
    assert found.text[slice(*found.spans[2][:2])] == "قيادهالعمليات المشتركة"


def test_names_come_from_the_lists(lists: str) -> None:
    wanted = Augment(copies=2, names=1.0, noise=0.0, lists=lists)
    found = augment.variants([EXAMPLE], wanted, seed=1)
    assert len(found) == 2
    surfaces = [found[0].text[s:e] for s, e, _ in found[0].spans]
    assert surfaces == ["الناطور", "رأس الماء", "قيادة العمليات المشتركة"]
    assert [label for *_, label in found[0].spans] == ["PER", "LOC", "ORG"]


def test_one_name_is_replaced_by_one_name() -> None:
    twice = Example("d", "كارتر وكارتر", ((0, 5, "PER"), (7, 12, "PER")))
    lists = augment.Lists(
        given=[], family=["أ" + c for c in "بتثجحخد"], places=[], organisations=[]
    )
    found = augment.with_names(twice, lists, random.Random(3), 1.0)
    assert len({found.text[s:e] for s, e, _ in found.spans}) == 1


@pytest.mark.parametrize("seed", range(20))
def test_noise_keeps_the_letters_of_the_spans(seed: int) -> None:
    found = augment.with_noise(EXAMPLE, random.Random(seed), 0.5)
    fold = str.maketrans("ةى", "هي", " ")
    before = [TEXT[s:e].translate(fold) for s, e, _ in EXAMPLE.spans]
    assert [found.text[s:e].translate(fold) for s, e, _ in found.spans] == before


def test_a_seed_gives_the_same_variants(lists: str) -> None:
    wanted = Augment(copies=1, names=0.5, noise=0.3, lists=lists)

    def made(seed: int) -> list[Example]:
        return augment.variants([EXAMPLE] * 5, wanted, seed=seed)

    assert made(1) == made(1) != made(2)
