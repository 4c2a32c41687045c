"""One rule asked at one place of a text: what it reads there."""

from __future__ import annotations

from dataclasses import fields

from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import Rule
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.view import View, view_of

Found = tuple[str, dict[str, object]] | None


def view_at(marked: str) -> tuple[View, int, str]:
    """The view of a text, the token behind its ``|``, and the text without it."""
    before, _, behind = marked.partition("|")
    text = before + behind
    view = view_of(Reading(text))
    return view, sum(token.start < len(before) for token in view.tokens), text


def read_at(rule: Rule, marked: str) -> Found:
    """What ``rule`` reads behind ``|``: its words and the parts that they name."""
    view, i, text = view_at(marked)
    read = rule(view, i)
    if read is None:
        return None
    named = {
        field.name: getattr(read.parts, field.name)
        for field in fields(Parts)
        if getattr(read.parts, field.name) != field.default
    }
    return text[view.tokens[i].start : view.tokens[read.stop - 1].end], named
