"""One word and its tag a line, a blank line between sentences.

The form is that of CoNLL 2002 and 2003 (Tjong Kim Sang 2002; Tjong Kim Sang & De Meulder 2003):
the word is a line's first column, the tag its last, ``-DOCSTART-`` lines and columns between are
passed over. Public Arabic files mix conventions, so reading repairs stray ``I-`` tags and says in
which lines (see `coalition_ie.iob.repair`).

What the form does not hold: the text between words (read with the text at hand, it is the same
again), figures, events, scores, and mentions that begin or end inside a word of ours; the last are
returned when writing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from coalition_ie.arabic.reading import Reading
from coalition_ie.errors import FormatError, SchemaError, quoted
from coalition_ie.formats.problems import LabelMap, Problem
from coalition_ie.iob import OUTSIDE, align, repair, spans_to_tags, split_tag, tags_to_spans
from coalition_ie.ontology import one_of, ontology
from coalition_ie.types import Document, Mention

_DOCUMENT_START = "-DOCSTART-"


class Sentence(NamedTuple):
    """Words and their IOB2 tags, side by side."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


class Read(NamedTuple):
    """What a file held, and what was changed in reading it.

    ``repaired`` are the numbers of the lines with a stray ``I-``; ``dropped`` counts the mentions
    of each label that the map sends nowhere; ``problems`` tells both, and what is wrong.
    """

    sentences: tuple[Sentence, ...]
    repaired: tuple[int, ...]
    dropped: Mapping[str, int]
    problems: tuple[Problem, ...]


class Tagged(NamedTuple):
    """A document's sentences in our words, and the mentions that they cannot express."""

    sentences: tuple[Sentence, ...]
    lost: tuple[Mention, ...]


def read_conll(content: str, *, name: str, label_map: LabelMap | None = None) -> Read:
    """The sentences of a ``word TAG`` file.

    ``label_map`` renames labels (``PERS`` to ``PER``); a label sent to None becomes ``O``. With a
    map, a label that it lacks is an error; without one, all labels stay.

    >>> read_conll("في O\\nدجلة I-LOC\\n", name="sample").sentences
    (Sentence(words=('في', 'دجلة'), tags=('O', 'B-LOC')),)

    Raises:
        FormatError: a line lacks a word or a tag, or its label is not in the map; the message
            gives ``name`` and the line.
    """
    read = parse_conll(content, label_map=label_map)
    for problem in read.problems:
        if problem.outcome == "refused":
            raise FormatError(str(problem._replace(file=name)))
    return read


def parse_conll(content: str, *, label_map: LabelMap | None = None) -> Read:
    """As `read_conll`, but whatever is wrong is told, line by line, and the rest is read."""
    sentences: list[Sentence] = []
    repaired: list[int] = []
    dropped: dict[str, list[int]] = {}
    problems: list[Problem] = []
    for rows in _blocks(content, problems):
        tags, positions = repair(row.tag for row in rows)
        repaired += [rows[i].line for i in positions]
        if label_map is not None:
            for row, (prefix, label) in zip(rows, map(split_tag, tags), strict=True):
                if label and label not in label_map:
                    message = f"label {quoted(label)} is none of {', '.join(label_map)}"
                    problems.append(Problem(row.line, message))
                elif prefix == "B" and label_map[label] is None:
                    dropped.setdefault(label, []).append(row.line)
            tags = tuple(_renamed(tag, label_map) for tag in tags)
        sentences.append(Sentence(tuple(row.word for row in rows), tags))
    problems += [Problem(n, "a stray I- is read as B-", None, "repaired") for n in repaired]
    problems += [
        Problem(lines[0], f"{len(lines)} of {label}, the first here", None, "left out")
        for label, lines in dropped.items()
    ]
    counts = {label: len(lines) for label, lines in dropped.items()}
    return Read(tuple(sentences), tuple(repaired), counts, tuple(sorted(problems)))


def tag_document(document: Document) -> Tagged:
    """The sentences of ``document`` as words of ours with IOB2 tags."""
    reading = Reading(document.text)
    sentence_ends = [end for _, end in reading.sentences[:-1]]
    sentence_of = [bisect_right(sentence_ends, word.start) for word in reading.words]
    mentions = {(m.start, m.end, m.label): m for m in document.mentions}
    units = [(word.start, word.end) for word in reading.words]
    aligned = align(mentions, units)
    # Tags stop at the end of a sentence, and so does what they can express.
    within = [s for s in aligned.spans if sentence_of[s[0]] == sentence_of[s[1] - 1]]
    tags = spans_to_tags(within, len(units))
    sentences: dict[int, tuple[list[str], list[str]]] = {}
    for (start, end), tag, number in zip(units, tags, sentence_of, strict=True):
        surfaces, its_tags = sentences.setdefault(number, ([], []))
        surfaces.append(document.text[start:end])
        its_tags.append(tag)
    expressed = {(units[i][0], units[j - 1][1], label) for i, j, label in within}
    return Tagged(
        tuple(Sentence(tuple(surfaces), tuple(tags)) for surfaces, tags in sentences.values()),
        tuple(mention for key, mention in mentions.items() if key not in expressed),
    )


def write_conll(sentences: Iterable[Sentence]) -> str:
    """The lines of a ``word TAG`` file, a blank line after each sentence.

    Raises:
        FormatError: a word is empty or holds a space, which a column cannot.
    """
    lines: list[str] = []
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            if word.split() != [word]:
                raise FormatError(f"expected a word without spaces, got {quoted(word)}")
            lines.append(f"{word} {tag}\n")
        lines.append("\n")
    return "".join(lines)


def document_from_sentences(
    sentences: Iterable[Sentence], *, text: str | None = None, doc_id: str | None = None
) -> Document:
    """The document of tagged words: in ``text``, or in the words joined by spaces.

    Raises:
        FormatError: a word does not stand in ``text`` where it should.
        SchemaError: a label is none of ours, or a tag may not stand where it stands.
    """
    sentences = tuple(sentences)
    if text is None:
        text = "\n".join(" ".join(sentence.words) for sentence in sentences)
    mentions: list[Mention] = []
    cursor = 0
    for sentence in sentences:
        units = list(_locate(sentence.words, text, cursor, doc_id))
        for i, j, label in tags_to_spans(sentence.tags):
            start, end = units[i][0], units[j - 1][1]
            known = one_of(ontology().labels, label, what="label")
            mentions.append(Mention(start=start, end=end, text=text[start:end], label=known))
        cursor = units[-1][1] if units else cursor
    return Document(text=text, mentions=tuple(mentions), doc_id=doc_id)


class _Row(NamedTuple):
    line: int
    word: str
    tag: str


def _blocks(content: str, problems: list[Problem]) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    for number, line in enumerate(content.split("\n"), 1):
        columns = line.split()
        if not columns or columns[0] == _DOCUMENT_START:
            if rows:
                yield rows
            rows = []
            continue
        word, tag = columns[0], columns[-1]
        try:
            if len(columns) < 2:
                raise SchemaError(f"expected a word and a tag, got {quoted(word)}")
            split_tag(tag)
        except SchemaError as error:
            problems.append(Problem(number, str(error)))
        else:
            rows.append(_Row(number, word, tag))
    if rows:
        yield rows


def _renamed(tag: str, label_map: LabelMap) -> str:
    prefix, label = split_tag(tag)
    target = label_map.get(label)
    return OUTSIDE if target is None else f"{prefix}-{target}"


def _locate(
    words: Iterable[str], text: str, cursor: int, doc_id: str | None
) -> Iterator[tuple[int, int]]:
    for word in words:
        start = text.find(word, cursor)
        # Between words stand spaces and marks on no letter; a word there was passed over.
        if start < 0 or Reading(text[cursor:start].strip()).words:
            raise FormatError(
                f"document {quoted(doc_id)}: expected {quoted(word)} at {cursor}, "
                f"got {quoted(text[cursor : cursor + 20])}"
            )
        cursor = start + len(word)
        yield start, cursor
