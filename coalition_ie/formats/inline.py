r"""Mentions written into the text by hand: ``[LOC العراق]``.

A mention is a bracket, its label, one space, its surface to the letter, a bracket. A TROOP may
carry its value behind the label: ``[TROOP(low=300 high=300 unit=person) 300 جندي]``. A bracket of
the text itself is written ``\[`` or ``\]``, a backslash ``\\``. All else is the text, line ends and
invisible characters included; a file holds one text. Mentions do not nest.

The form is unambiguous in text that runs from right to left: nothing in it depends on the side on
which a bracket is drawn. In memory the label follows the opening bracket, and on screen the bidi
algorithm (UAX 9, rule N0) gives both brackets the direction of the Arabic around them, so that
bracket, label, surface and bracket are read from right to left in this order.

What the form does not hold: events and their dates, scores, normalised names, the document's id and
day of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from coalition_ie.errors import CoalitionError, SchemaError, quoted
from coalition_ie.formats.notes import note_value, parse_note, span_note
from coalition_ie.formats.problems import LabelMap, Problem, ReadDocument
from coalition_ie.ontology import one_of, ontology
from coalition_ie.types import Document, Figure, Mention

_CHARACTER = r"(?:[^\[\]\\]|\\[\[\]\\])"
_PART = re.compile(
    rf"(?P<text>{_CHARACTER}+)|"
    rf"\[(?P<label>[A-Za-z]+)(?:\((?P<note>[^()\[\]\\]*)\))? (?P<surface>{_CHARACTER}+)\]|"
    r"(?P<odd>[\[\]\\])",
)
_ESCAPED = re.compile(r"\\([\[\]\\])")
_SPECIAL = re.compile(r"[\[\]\\]")
_EXPECTED: Mapping[str, str] = {
    "[": "expected a mention, [LABEL surface]; a bracket of the text is written \\[",
    "]": "expected a mention that ends here; a bracket of the text is written \\]",
    "\\": "expected \\[ or \\] or \\\\; a backslash of the text is written \\\\",
}


def write_inline(document: Document) -> str:
    """The text of ``document`` with its mentions in brackets."""
    parts: list[str] = []
    end = 0
    for mention in document.mentions:
        note = f"({span_note(mention)})" if mention.figure else ""
        parts.append(_escape(document.text[end : mention.start]))
        parts.append(f"[{mention.label}{note} {_escape(mention.text)}]")
        end = mention.end
    return "".join([*parts, _escape(document.text[end:])])


def read_inline(content: str, *, doc_id: str, label_map: LabelMap | None = None) -> ReadDocument:
    """The document of a file; ``label_map`` renames labels, None drops one.

    >>> read_inline("في [LOC دجلة]", doc_id="river").document.mentions[0].start
    3
    """
    stretches: list[str] = []
    mentions: list[Mention] = []
    problems: list[Problem] = []
    length = 0
    lines = [0, *(found.end() for found in re.finditer("\n", content))]
    for part in _PART.finditer(content):
        try:
            found = _mention(part, length, label_map or {})
        except CoalitionError as error:
            problems.append(_problem(lines, part.start(), str(error)))
            continue
        if found is not None:
            mentions.append(found)
        elif label := part["label"]:
            problem = _problem(lines, part.start(), f"{label} {quoted(part['surface'])}")
            problems.append(problem._replace(outcome="left out"))
        stretches.append(_unescape(part["text"] or part["surface"]))
        length += len(stretches[-1])
    if any(problem.outcome == "refused" for problem in problems):
        return ReadDocument(None, tuple(problems))
    document = Document(text="".join(stretches), mentions=tuple(mentions), doc_id=doc_id)
    return ReadDocument(document, tuple(problems))


def _mention(part: re.Match[str], start: int, label_map: LabelMap) -> Mention | None:
    """The mention that a part is; None for one of text, and for one whose label is left out."""
    if part["odd"]:
        raise SchemaError(_EXPECTED[part["odd"]])
    label = part["label"] and label_map.get(part["label"], part["label"])
    if not label:
        return None
    surface = _unescape(part["surface"])
    value = note_value("TROOP", parse_note(part["note"])) if part["note"] else None
    figure = value if isinstance(value, Figure) else None
    label = one_of(ontology().labels, label, what="label")
    return Mention(start=start, end=start + len(surface), text=surface, label=label, figure=figure)


def _problem(lines: Sequence[int], at: int, message: str) -> Problem:
    """A problem at a place, given where the lines begin."""
    line = bisect_right(lines, at)
    return Problem(line, f"column {at - lines[line - 1] + 1}: {message}")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
