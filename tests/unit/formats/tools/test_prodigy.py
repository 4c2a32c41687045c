"""Prodigy: answers, spans without ids, settings."""

from __future__ import annotations

import json

import pytest

from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.tools.prodigy import settings
from tests.samples import DOCUMENT
from tests.unit.formats.tools.exports import data_of, read, told


def test_prodigy_shows_the_score_of_a_suggestion_and_it_awaits_an_answer() -> None:
    data = json.loads(WRITERS["prodigy"](DOCUMENT, score=0.25).content)
    assert data["meta"] == {"score": 0.25}
    assert "answer" not in data
    assert data_of("prodigy")["answer"] == "accept"


def test_a_task_that_nobody_answered_is_refused() -> None:
    data = json.loads(WRITERS["prodigy"](DOCUMENT, score=0.25).content)
    found = read("prodigy", data)
    assert found.documents == ()
    assert "expected an accepted task, got one that nobody has answered" in told(found)[0]


def test_the_settings_of_prodigy_name_every_label_and_role() -> None:
    settings_ = json.loads(settings())
    assert settings_["labels"] == ["Actor", "Target", "Place", "Troop", "Date"]
    data = data_of("prodigy")
    assert {span["label"] for span in data["spans"]} <= set(settings_["relations_span_labels"])


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_task_that_was_not_accepted_is_refused(answer: str) -> None:
    found = read("prodigy", data_of("prodigy") | {"answer": answer})
    assert found.documents == ()
    assert f"expected an accepted task, got the answer '{answer}'" in told(found)[0]


def test_prodigy_may_drop_the_ids_of_spans() -> None:
    data = data_of("prodigy")
    ends = [item[end] for item in data["relations"] for end in ("head_span", "child_span")]
    for span in [*data["spans"], *ends]:
        del span["id"]
    assert read("prodigy", data).documents == (DOCUMENT,)
