"""Every form, over hostile documents: what was written is read back, damage is named."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from coalition_ie import Document
from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.check import check_standoff
from coalition_ie.formats.brat.document import read_brat, write_brat
from coalition_ie.formats.brat.standoff import placeholder_text
from coalition_ie.formats.conll import (
    document_from_sentences,
    read_conll,
    tag_document,
    write_conll,
)
from coalition_ie.formats.jsonl import read_jsonl, write_jsonl
from coalition_ie.formats.table import write_table
from tests.strategies import documents, hostile_texts


def _spans(document: Document) -> list[object]:
    triggers = [event.trigger for event in document.events]
    times = [time for event in document.events for time in event.dates]
    return [*document.mentions, *triggers, *times]


def _crosses_a_line(document: Document) -> bool:
    return any("\n" in span.text or "\r" in span.text for span in _spans(document))


@given(documents(gold=True))
def test_brat_gives_back_the_document(document: Document) -> None:
    if _crosses_a_line(document):
        try:
            write_brat(document)
        except FormatError as error:
            assert "line break" in str(error)
            return
        raise AssertionError("a span over a line break was written")
    ann = write_brat(document)
    assert read_brat(ann, document.text, doc_id=document.doc_id) == document
    assert write_brat(read_brat(ann, document.text)) == ann


@given(documents(gold=True))
def test_brat_can_be_compared_without_the_text(document: Document) -> None:
    assume(not _crosses_a_line(document))
    ann = write_brat(document)
    bare = read_brat(ann, placeholder_text(ann), doc_id=document.doc_id)
    assert (bare.mentions, bare.events) == (document.mentions, document.events)


@given(documents(gold=True), st.data())
def test_a_damaged_brat_file_is_read_or_refused_but_never_crashes(
    document: Document, data: st.DataObject
) -> None:
    assume(not _crosses_a_line(document))
    ann = write_brat(document)
    at = data.draw(st.integers(0, len(ann)))
    length = data.draw(st.integers(0, 5))
    damaged = ann[:at] + data.draw(st.text("TEA#12\t\n :-=x", max_size=3)) + ann[at + length :]
    problems = check_standoff(damaged, document.text).problems
    try:
        read_brat(damaged, document.text, doc_id="damaged")
    except FormatError as error:
        assert problems
        assert f"'damaged': line {problems[0].line}: {problems[0].message}" in str(error)
    else:
        assert not problems


@given(st.lists(documents(), max_size=3))
def test_json_lines_give_back_the_documents(given_documents: list[Document]) -> None:
    try:
        lines = "".join(map(write_jsonl, given_documents))
    except FormatError as error:
        assert "two code points" in str(error)
        return
    written = lines.encode("utf-8").decode("utf-8")
    assert list(read_jsonl(written, name="x")) == given_documents


@given(documents(gold=True))
def test_conll_gives_back_what_words_can_express(document: Document) -> None:
    sentences, lost = tag_document(document)
    written = write_conll(sentences)
    read = read_conll(written, name="x")
    assert read.sentences == sentences
    assert not read.repaired
    back = document_from_sentences(read.sentences, text=document.text)
    key = [(m.start, m.end, m.label) for m in document.mentions if m not in lost]
    assert [(m.start, m.end, m.label) for m in back.mentions] == key


@given(hostile_texts)
def test_conll_reads_any_text_or_names_the_line(text: str) -> None:
    try:
        read = read_conll(text, name="x")
    except FormatError as error:
        assert str(error).startswith("x:")
    else:
        assert sum(len(sentence.words) for sentence in read.sentences) >= len(read.repaired)


@given(documents())
def test_a_table_has_a_line_for_each_span_and_prints_nothing_invisible(
    document: Document,
) -> None:
    table = write_table(document)
    arguments = sum(1 for event in document.events for _ in event.arguments())
    lines = table.removesuffix("\n").split("\n")
    assert len(lines) == 1 + len(document.mentions) + len(document.events) + arguments
    assert all(character.isprintable() for line in lines for character in line)
