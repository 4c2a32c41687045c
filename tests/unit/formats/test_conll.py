"""``word TAG`` files as they are in the wild, and documents that do not fit into words."""

from __future__ import annotations

import pytest

from coalition_ie import Document, Mention
from coalition_ie.errors import FormatError, SchemaError
from coalition_ie.formats.conll import (
    Sentence,
    document_from_sentences,
    read_conll,
    tag_document,
    write_conll,
)
from tests.samples import DOCUMENT, TEXT

FILE = """\
-DOCSTART- -X- -X- O

غادر VBD O O
حسن NNP I-NP I-PERS
القاضي NNP I-NP I-PERS
دجلة NNP I-NP B-LOC


قرأ  O
كتاب B-MISC\x20
قديم\tI-MISC\r
"""


def test_columns_blank_lines_and_stray_tags() -> None:
    read = read_conll(FILE, name="f")
    assert read.sentences == (
        Sentence(("غادر", "حسن", "القاضي", "دجلة"), ("O", "B-PERS", "I-PERS", "B-LOC")),
        Sentence(("قرأ", "كتاب", "قديم"), ("O", "B-MISC", "I-MISC")),
    )
    assert read.repaired == (4,)
    assert read.dropped == {}


def test_the_last_line_needs_no_end() -> None:
    assert read_conll("في O\nدجلة B-LOC", name="f").sentences[0].words == ("في", "دجلة")


def test_a_map_renames_and_drops_labels() -> None:
    read = read_conll(FILE, name="f", label_map={"PERS": "PER", "LOC": "LOC", "MISC": None})
    assert read.sentences[0].tags == ("O", "B-PER", "I-PER", "B-LOC")
    assert read.sentences[1].tags == ("O", "O", "O")
    assert read.dropped == {"MISC": 1}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("في O\nدجلة\n", "^f:2: expected a word and a tag, got 'دجلة'"),
        ("في O\n\nدجلة LOC\n", "^f:3: expected O, B-LABEL or I-LABEL, got 'LOC'"),
        ("دجلة B-RIVER\n", "^f:1: label 'RIVER' is none of LOC"),
    ],
)
def test_damage_is_named_with_its_line(content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_conll(content, name="f", label_map={"LOC": "LOC"})


def test_a_document_is_tagged_sentence_by_sentence_over_its_words() -> None:
    (first, second), lost = tag_document(DOCUMENT)
    assert first.words == ("وصل", "الوزير", "سامي", "الراوي", "إلى", "بغداد", "الأحد", ".")
    assert first.tags == ("O", "O", "B-PER", "I-PER", "O", "B-LOC", "O", "O")
    assert second.words[:3] == ("و", "ستنشر", "فرنسا")
    assert second.tags[3:6] == ("B-TROOP", "I-TROOP", "I-TROOP")
    assert lost == ()


@pytest.mark.parametrize(
    ("start", "end", "what"),
    [(12, 22, "begins inside a word"), (11, 21, "ends inside"), (27, 46, "crosses a sentence")],
)
def test_what_words_cannot_express_is_returned(start: int, end: int, what: str) -> None:
    odd = Mention(start=start, end=end, text=TEXT[start:end], label="ORG")
    sentences, lost = tag_document(Document(text=TEXT, mentions=(odd,)))
    assert lost == (odd,), what
    assert {tag for sentence in sentences for tag in sentence.tags} == {"O"}


def test_words_come_back_to_their_text_or_make_one() -> None:
    sentences, _ = tag_document(DOCUMENT)
    there = document_from_sentences(sentences, text=TEXT)
    spans = [(m.start, m.end, m.label) for m in DOCUMENT.mentions]
    assert [(m.start, m.end, m.label) for m in there.mentions] == spans
    alone = document_from_sentences(sentences)
    assert alone.text.split("\n")[1].startswith("و ستنشر فرنسا")
    assert [m.text for m in alone.mentions] == [m.text for m in there.mentions]


def test_words_of_another_text_are_refused() -> None:
    sentences = (Sentence(("في", "دجلة"), ("O", "B-LOC")),)
    with pytest.raises(FormatError, match="'d': expected 'دجلة' at 2, got ' نهر دجلة'"):
        document_from_sentences(sentences, text="في نهر دجلة", doc_id="d")


def test_a_label_that_is_not_ours_makes_no_document() -> None:
    with pytest.raises(SchemaError, match="label 'MISC' is none of PER"):
        document_from_sentences([Sentence(("كتاب",), ("B-MISC",))])


@pytest.mark.parametrize("word", ["", "نهر دجلة", "دجلة\n", "\u00a0"])
def test_a_word_with_a_space_is_not_written(word: str) -> None:
    with pytest.raises(FormatError, match="expected a word without spaces"):
        write_conll([Sentence((word,), ("O",))])
