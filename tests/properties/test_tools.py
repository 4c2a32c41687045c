"""The forms of annotation tools, over hostile documents: the same comes back, or a refusal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coalition_ie import Document, Event, Mention, Span
from coalition_ie.errors import FormatError
from coalition_ie.formats.forms import READERS, WRITERS, Imported, Source
from coalition_ie.formats.inline import read_inline, write_inline
from coalition_ie.formats.offsets import CODE_POINTS, UTF16, Counting, same_surface
from coalition_ie.formats.tools.prodigy import to_prodigy
from coalition_ie.formats.tools.regions import to_regions
from coalition_ie.ontology import ROLES
from tests.strategies import documents, hostile_texts

TOOLS = ("doccano", "labelstudio", "prodigy")

# Several lines with ends of one kind, so that changing them loses nothing.
windows_texts = st.lists(
    hostile_texts.map(lambda text: re.sub("[\r\n]", "", text)), min_size=2, max_size=4
).map("\r\n".join)


def written(document: Document, form: str) -> str:
    try:
        content = WRITERS[form](document).content
    except FormatError as error:
        assert "two code points" in str(error) or "half a pair" in str(error)
        assume(False)
    return content.encode("utf-8").decode("utf-8")


def read(content: str, form: str) -> Imported:
    return READERS[form](Source(content, "f", "f"))


def with_order(document: Document) -> Document:
    """The document with fillers in a fixed order, where one fills two roles of an event."""
    return replace(document, events=tuple(map(_with_order, document.events)))


def _with_order(event: Event) -> Event:
    fillers = [filler for _, filler in event.arguments()]
    if len(fillers) == len(set(fillers)):
        return event
    return replace(event, **{role: tuple(sorted(getattr(event, role), key=repr)) for role in ROLES})


@pytest.mark.parametrize("form", (*TOOLS, "cas"))
@given(documents(gold=True), st.none() | st.dates())
def test_a_tool_gives_back_the_document(form: str, document: Document, published: Any) -> None:
    document = replace(document, published=published)
    found = read(written(document, form), form)
    assert found.problems == ()
    same = with_order if form == "labelstudio" else lambda it: it
    assert [same(it) for it in found.documents] == [same(document)]


@pytest.mark.parametrize("form", TOOLS)
@given(documents(), st.floats(0, 1))
def test_a_suggestion_that_is_accepted_as_it_is_holds_what_the_model_found(
    form: str, document: Document, score: float
) -> None:
    try:
        data = json.loads(WRITERS[form](document, score=score).content)
    except FormatError:
        assume(False)
    if form == "labelstudio":
        assert data["predictions"][0]["score"] == score
        data["annotations"] = [{"result": data.pop("predictions")[0]["result"]}]
    if form == "prodigy":
        data["answer"] = "accept"
    (back,) = read(json.dumps(data), form).documents
    assert [(m.start, m.end, m.label, m.figure) for m in back.mentions] == [
        (m.start, m.end, m.label, m.figure) for m in document.mentions
    ]
    assert [(e.type, e.trigger, e.status) for e in back.events] == [
        (e.type, e.trigger, e.status) for e in document.events
    ]


@given(documents(gold=True))
def test_inline_gives_back_text_and_mentions(document: Document) -> None:
    content = write_inline(document)
    back, problems = read_inline(content, doc_id="d")[:2]
    assert problems == ()
    assert back == Document(text=document.text, mentions=document.mentions, doc_id="d")
    assert write_inline(back) == content


@given(st.text("[]\\ LOC(=)اب\n", max_size=30))
def test_inline_reads_any_text_or_says_where_it_cannot(content: str) -> None:
    document, problems = read_inline(content, doc_id="d")[:2]
    if document is None:
        assert problems
        assert all(1 <= problem.line <= content.count("\n") + 1 for problem in problems)
    else:
        assert read_inline(write_inline(document), doc_id="d").document == document


@given(documents(gold=True))
def test_tokens_for_prodigy_make_up_the_text_and_have_the_borders_of_the_spans(
    document: Document,
) -> None:
    task = to_prodigy(document)
    tokens = task["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == document.text
    assert all(a["end"] + a["ws"] == b["start"] for a, b in pairwise(tokens))
    for span in task["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]


@given(hostile_texts)
def test_borders_are_lengths_in_the_other_counting(text: str) -> None:
    heads = [text[:i] for i in range(len(text) + 1)]
    assert CODE_POINTS.borders(text) == [len(head) for head in heads]
    assert UTF16.borders(text) == [
        len(head.encode("utf-16-le", "surrogatepass")) // 2 for head in heads
    ]
    assume("\r" not in text)
    windows = [len(head.replace("\n", "\r\n")) for head in heads]
    assert Counting("code points", "two").borders(text) == windows
    # A head that ends between \r and \n ends before the line end.
    unix = [
        len(head.removesuffix("\r").replace("\r\n", "\n"))
        for head in (text.replace("\n", "\r\n")[:i] for i in range(windows[-1] + 1))
    ]
    assert Counting("code points", "one").borders(text.replace("\n", "\r\n")) == unix


def _prodigy_spans(data: Any) -> list[Any]:
    ends = [item[end] for item in data["relations"] for end in ("head_span", "child_span")]
    return [*data["spans"], *ends]


SPANS: dict[str, tuple[str, str, Callable[[Any], list[Any]]]] = {
    "doccano": ("start_offset", "end_offset", lambda data: data["entities"]),
    "labelstudio": (
        "start",
        "end",
        lambda data: [
            item["value"] for item in data["annotations"][0]["result"] if "value" in item
        ],
    ),
    "prodigy": ("start", "end", _prodigy_spans),
}


def recounted(data: Any, form: str, text: str, *, breaks: Any, unit: Any = None) -> None:
    """Count the spans of a file anew: ``unit`` None for the form's own."""
    start, end, spans = SPANS[form]
    native = UTF16 if form == "doccano" else CODE_POINTS
    at = Counting(unit or native.unit, breaks).borders(text)
    new = dict(zip(native.borders(text), at, strict=True))
    for span in spans(data):
        span[start], span[end] = new[span[start]], new[span[end]]
    for row in data.get("values", []):
        row[0], row[1] = new[row[0]], new[row[1]]


@pytest.mark.parametrize("form", TOOLS)
@given(
    documents(gold=True, texts=hostile_texts | windows_texts),
    st.sampled_from(["code points", "UTF-16 units"]),
    st.sampled_from(["as is", "one", "two"]),
)
def test_spans_counted_otherwise_are_found_again_or_refused(
    form: str, document: Document, unit: Any, breaks: Any
) -> None:
    data = json.loads(written(document, form))
    recounted(data, form, document.text, unit=unit, breaks=breaks)
    read_again = read(json.dumps(data), form)
    for found in read_again.documents:
        for here, there in zip(found.mentions, document.mentions, strict=True):
            assert same_surface(here.text, there.text)
    if not read_again.documents:
        assert any(problem.outcome == "refused" for problem in read_again.problems)


@pytest.mark.parametrize("form", TOOLS)
@given(documents(gold=True, texts=windows_texts))
def test_line_ends_that_a_tool_changed_are_restored(form: str, document: Document) -> None:
    borders = {i for region in to_regions(document).regions for i in (region.start, region.end)}
    # A border between the two characters has no place in the changed text.
    assume(all(document.text[i - 1 : i + 1] != "\r\n" for i in borders))
    data = json.loads(written(document, form))
    recounted(data, form, document.text, breaks="one")
    for span in SPANS[form][2](data):
        if isinstance(span.get("text"), str):
            span["text"] = span["text"].replace("\r\n", "\n")
    (data["data"] if form == "labelstudio" else data)["text"] = document.text.replace("\r\n", "\n")
    found = read(json.dumps(data), form)
    assert {problem.outcome for problem in found.problems} == {"repaired"}
    same = with_order if form == "labelstudio" else lambda it: it
    assert [same(it) for it in found.documents] == [same(document)]


@pytest.mark.parametrize("form", sorted(READERS))
@given(documents(gold=True), st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(
    form: str, document: Document, data: st.DataObject
) -> None:
    try:
        content = WRITERS[form](document).content
    except FormatError:
        assume(False)
    at = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 5))
    damaged = content[:at] + data.draw(st.text('{}[]",:0 TEnull\n\\', max_size=3))
    damaged += content[at + length :]
    found = READERS[form](Source(damaged, "f", "f", text=document.text))
    assert all(problem.file == "f" and problem.line >= 1 for problem in found.problems)
    assert len(found.documents) == len(found.lines)


def visits(count: int) -> Document:
    """A document of so many sentences, each with a mention and an event."""
    sentence = "وصل كارتر إلى بغداد.\n"
    mentions = [
        Mention(start=at, end=at + 5, text="كارتر", label="PER")
        for at in range(4, count * len(sentence), len(sentence))
    ]
    events = [
        Event(
            type="VISIT",
            trigger=Span(start=one.start - 4, end=one.start - 1, text="وصل"),
            actors=(one,),
        )
        for one in mentions
    ]
    return Document(text=sentence * count, mentions=tuple(mentions), events=tuple(events))


def steps(work: Callable[[], object]) -> int:
    """How many instructions of Python ``work`` takes: of a loop each round counts."""
    taken = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal taken
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        taken += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


@pytest.mark.parametrize("form", TOOLS)
def test_twice_the_events_take_twice_the_steps(form: str) -> None:
    few, many = visits(40), visits(80)
    written(few, form)  # what is loaded once
    assert steps(lambda: written(many, form)) < 2.2 * steps(lambda: written(few, form))
    content = {document: written(document, form) for document in (few, many)}
    if form == "prodigy":  # as Prodigy writes spans, without ids
        content = {document: re.sub(', "id": "[0-9]+"', "", it) for document, it in content.items()}
    read(content[few], form)
    assert len(read(content[many], form).documents[0].events) == 80
    assert steps(lambda: read(content[many], form)) < 2.2 * steps(lambda: read(content[few], form))
