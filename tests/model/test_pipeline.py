"""`extract` end to end: figures, laziness, how often a text is read, forked processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Figure, extract, extract_many
from coalition_ie.arabic import reading
from coalition_ie.arabic.normalise import Normalised, fold
from coalition_ie.errors import TextError


def test_mentions_figures_and_events_of_one_text(planted: Path) -> None:
    text = "أعلن كارتر إرسال 560 جنديا إضافيا إلى العراق."
    document = extract(text, model=planted, published=date(2016, 7, 11), doc_id="d")
    by_label = {mention.label: mention for mention in document.mentions}
    assert by_label["TROOP"].text == "560 جنديا"
    assert by_label["TROOP"].figure == Figure(low=560, high=560, kind="soldier", additional=True)
    assert document.events
    for event in document.events:
        given = {(e.role, e.span.start) for e in event.evidence}
        assert given > {(role, one.start) for role, one in event.arguments()}
    used = {argument for event in document.events for _, argument in event.arguments()}
    assert used == {*document.mentions, *document.dates}
    assert Document.from_dict(document.to_dict()) == document


def test_a_comparison_behind_the_span_counts(planted: Path) -> None:
    text = "قتل 300 جندي على الأقل في الموصل"
    figure = next(m.figure for m in extract(text, model=planted).mentions if m.label == "TROOP")
    assert figure == Figure(low=300, high=None, kind="soldier")


def test_many_texts_are_read_lazily_and_in_order(planted: Path) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for i in range(1000):
            taken.append(i)
            yield f"وصل {i} إلى الموصل"

    documents = extract_many(texts(), model=planted, batch_size=4)
    assert [next(documents).text for _ in range(5)] == [f"وصل {i} إلى الموصل" for i in range(5)]
    assert len(taken) == 12  # a batch more is with the encoder


def test_one_str_is_no_list_of_texts(planted: Path) -> None:
    with pytest.raises(TextError, match="use extract for a single text"):
        next(extract_many("نص", model=planted))


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What each of the functions that read a whole text is given, call by call, folded."""
    given: dict[str, list[str]] = {}

    def wrap(name: str) -> None:
        real, calls = getattr(reading, name), given.setdefault(name, [])

        def read(text: Any, *arguments: object) -> object:
            calls.append(text.text if isinstance(text, Normalised) else fold(text))
            return real(text, *arguments)

        monkeypatch.setattr(reading, name, read)

    for name in ("normalise", "split_words", "tokenise", "split_sentences"):
        wrap(name)
    return given


def test_a_text_is_read_once(planted: Path, passes: dict[str, list[str]]) -> None:
    text = "أعلن كارتر في 20 يناير 2016 إرسال 3 طائرات إلى العراق. ثم غادر أمس!"
    document = extract(text, model=planted, published="2016-07-20")
    assert document.mentions and document.events
    assert passes == {name: [fold(text)] for name in passes}


def test_a_text_with_figures_is_read_once(passes: dict[str, list[str]]) -> None:
    text = "أعلن كارتر إرسال 560 جنديا إلى العراق، وقتل عشرات الجنود في بيروت."
    document = extract(text)
    assert len([mention for mention in document.mentions if mention.figure is not None]) == 2
    assert passes == {name: [fold(text)] for name in passes}


FORKED = """
import os, torch
from coalition_ie import extract
torch.set_num_threads(2)
text = "قال كارتر إن 560 جنديا سيصلون إلى العراق. " * 40
document = extract(text)
child = os.fork()
if child == 0:
    os._exit(0 if extract(text) == document else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_forked_process_reads_on() -> None:
    with subprocess.Popen([sys.executable, "-c", FORKED], start_new_session=True) as parent:
        try:
            assert parent.wait(timeout=120) == 0  # a guard: it used to wait for good
        finally:
            with suppress(ProcessLookupError):
                os.killpg(parent.pid, signal.SIGKILL)
