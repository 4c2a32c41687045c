"""The inline form: written by hand, so every slip is named by line and column."""

from __future__ import annotations

import pytest

from coalition_ie import Document, Figure, Mention
from coalition_ie.formats.inline import read_inline, write_inline
from tests.samples import DOCUMENT, SOLDIERS

FILE = (
    "وصل الوزير [PER سامي الراوي] إلى [LOC بغداد] الأحد.\n"
    "وستنشر [LOC فرنسا] [TROOP(low=300 high=300 unit=person approximate=true) نحو 300 جندي] "
    "في [LOC أربيل] لمساندة [ORG القوات العراقية]، ولم تقصف [LOC الموصل].\n"
)


def test_the_worked_example_both_ways() -> None:
    assert write_inline(DOCUMENT) == FILE
    document, problems = read_inline(FILE, doc_id="sample")[:2]
    assert problems == ()
    assert document == Document(text=DOCUMENT.text, mentions=DOCUMENT.mentions, doc_id="sample")


def test_a_figure_may_be_written_without_its_value() -> None:
    document = read_inline("[TROOP 300 جندي]", doc_id="d").document
    assert document is not None
    assert document.mentions[0].figure is None


def test_brackets_and_backslashes_of_the_text_are_escaped() -> None:
    text = "[رابط] \\ أ[1]"
    mention = Mention(start=9, end=13, text="أ[1]", label="ORG")
    document = Document(text=text, mentions=(mention,), doc_id="d")
    content = write_inline(document)
    assert content == "\\[رابط\\] \\\\ [ORG أ\\[1\\]]"
    assert read_inline(content, doc_id="d").document == document


def test_spaces_line_ends_and_glued_names_are_kept_to_the_letter() -> None:
    content = "\ufeff[LOC سوريا][LOC والعراق]\r\n[ORG  قوة\nخاصة] \u200f"
    document = read_inline(content, doc_id="d").document
    assert document is not None
    assert document.text == "\ufeffسورياوالعراق\r\n قوة\nخاصة \u200f"
    assert [m.text for m in document.mentions] == ["سوريا", "والعراق", " قوة\nخاصة"]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("في [LCO دجلة]", 1, "column 4: label 'LCO' is none of PER, ORG, LOC, TROOP"),
        ("\nفي [loc دجلة]", 2, "column 4: label 'loc' is none of"),
        ("في [دجلة]", 1, "column 4: expected a mention, [LABEL surface]"),
        ("في [LOCدجلة]", 1, "column 4: expected a mention"),
        ("في [LOC دجلة", 1, "column 4: expected a mention"),
        ("في دجلة]", 1, "column 8: expected a mention that ends here"),
        ("[LOC نهر [LOC دجلة]]", 1, "column 1: expected a mention, [LABEL surface]"),
        ("[LOC ]", 1, "column 1: expected a mention"),
        ("a\\b", 1, "column 2: expected \\[ or \\] or \\\\"),
        ("[TROOP(300) جندي]", 1, "column 1: expected key=value …, got '300'"),
        ("[TROOP(low=3) جندي]", 1, "column 1: expected low=INTEGER"),
        ("[LOC(low=3 high=3 unit=person) نهر]", 1, "only TROOP mentions have a figure"),
    ],
)
def test_slips_are_named_by_line_and_column(content: str, line: int, message: str) -> None:
    document, problems = read_inline(content, doc_id="d")[:2]
    assert document is None
    assert any(problem.line == line and message in problem.message for problem in problems)


def test_all_slips_are_named_at_once() -> None:
    problems = read_inline("[LCO أ]\n[LOC ب]\n]", doc_id="d").problems
    assert [problem.line for problem in problems] == [1, 3]


def test_labels_can_be_renamed_and_left_out() -> None:
    names = {"PERSON": "PER", "MISC": None}
    read = read_inline("[PERSON سامي] و[MISC كتاب]", doc_id="d", label_map=names)
    assert read.document == Document(
        text="سامي وكتاب",
        mentions=(Mention(start=0, end=4, text="سامي", label="PER"),),
        doc_id="d",
    )
    assert str(read.problems[0]) == ":1: left out: column 16: MISC 'كتاب'"


def test_every_field_of_a_figure_is_carried() -> None:
    figure = Figure(low=2, high=None, unit="brigade")
    mention = Mention(start=0, end=5, text="ألوية", label="TROOP", figure=figure)
    content = write_inline(Document(text="ألوية", mentions=(mention,)))
    assert content == "[TROOP(low=2 high=null unit=brigade) ألوية]"
    assert SOLDIERS.figure != figure
