"""Offsets as other programs count them, and the proof of how a file counted.

Here offsets are code points of the text as it is. A tool written in JavaScript counts UTF-16
units, two for a character beyond U+FFFF (doccano: github.com/doccano/doccano/issues/2290; Label
Studio before 1.6: github.com/HumanSignal/label-studio/issues/1347). brat and some editors count
a line end of two characters as one (github.com/nlplab/brat/issues/853), and a file that passed
through Windows may have been counted with two where the text has one.

Which of them a file used is only accepted when the surfaces that it gives prove it: all must stand
where that counting says, and no other counting may fit elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Generic, Literal, NamedTuple, TypeVar, get_args

from coalition_ie.errors import quoted
from coalition_ie.formats.problems import Outcome
from coalition_ie.types import digest

_SPACES = re.compile(r"\s+")
_BREAK = re.compile("\r?\n")

_Unit = Literal["code points", "UTF-16 units"]
_Breaks = Literal["as is", "one", "two"]


@dataclass(frozen=True, slots=True)
class Counting:
    """A way to count: in which unit, and a line end as is, ``\\r\\n`` as one or ``\\n`` as two."""

    unit: _Unit
    breaks: _Breaks = "as is"

    def __str__(self) -> str:
        breaks = {"as is": "", "one": ", \\r\\n counted as one", "two": ", \\n counted as two"}
        return f"{self.unit}{breaks[self.breaks]}"

    def borders(self, text: str) -> list[int]:
        """The offset of every border between code points of ``text``, from 0 to its end.

        >>> Counting("UTF-16 units", "one").borders("😀\\r\\nب")
        [0, 2, 2, 3, 4]
        """
        widths = [2 if self.unit == "UTF-16 units" and c > "\uffff" else 1 for c in text]
        for found in _BREAK.finditer(text) if self.breaks != "as is" else ():
            double = len(found[0]) == 2
            if self.breaks == "one" and double:
                widths[found.start()] = 0
            elif self.breaks == "two" and not double:
                widths[found.start()] = 2
        return list(accumulate(widths, initial=0))


CODE_POINTS = Counting("code points")
"""How this package, brat and Prodigy count."""

UTF16 = Counting("UTF-16 units")
"""How JavaScript counts, and doccano with it."""


@dataclass(frozen=True, slots=True)
class FileSpan:
    """A span as a file gives it, by the file's counting; the surface None where it gives none."""

    id: str
    label: str
    start: int
    end: int
    surface: str | None


_S = TypeVar("_S", bound=FileSpan)


class Remark(NamedTuple):
    """What was found at the span of this number in the list."""

    number: int
    message: str
    outcome: Outcome


class Placed(NamedTuple, Generic[_S]):
    """Spans in code points, with the text's surfaces where these are the file's, and remarks."""

    spans: tuple[_S, ...]
    remarks: tuple[Remark, ...]


def place(spans: Sequence[_S], text: str, *, native: Counting = CODE_POINTS) -> Placed[_S]:
    """The spans in code points of ``text``, counted as ``native`` or as their surfaces prove.

    A span that lies outside the text is refused. One whose surface is another than the text's
    stays as it is, for whoever holds spans against texts to tell.
    """
    counting, bounds = _recount(spans, text, native)
    placed: list[_S] = []
    remarks: list[Remark] = []
    outside = f"expected a span inside the text, which has {native.borders(text)[-1]} {native}"
    if counting != native:
        remarks.append(_moved(spans, bounds, counting))
    for i, (span, at) in enumerate(zip(spans, bounds, strict=True)):
        if at is None:
            remarks.append(Remark(i, f"{describe(span)}: {outside}", "refused"))
            placed.append(span)
            continue
        surface = text[slice(*at)]
        if span.surface is not None and not same_surface(span.surface, surface):
            surface = span.surface
        elif span.surface not in (None, surface):
            message = f"only the spaces of {quoted(span.surface)} differ from the text's"
            remarks.append(Remark(i, f"{describe(span)}: {message}", "repaired"))
        placed.append(replace(span, start=at[0], end=at[1], surface=surface))
    return Placed(tuple(placed), tuple(remarks))


def describe(span: FileSpan) -> str:
    """A span for messages: its label and offsets."""
    return f"{span.label} at {span.start}:{span.end}"


def same_surface(surface: str, found: str) -> bool:
    """Whether two surfaces are one but for the kind and number of the spaces inside them.

    Browsers draw a run of spaces, line breaks among them, as one space, and tools give back what
    was drawn (github.com/HumanSignal/label-studio/issues/3078).
    """
    return _SPACES.sub(" ", surface) == _SPACES.sub(" ", found)


def restore(text: str, sha256: str) -> tuple[str, Counting] | None:
    """The text of which ``sha256`` is the digest, where ``text`` differs in its line ends only.

    With it comes the counting of ``text`` by which its borders are those of the text restored.
    """
    if digest(restored := _BREAK.sub("\n", text)) == sha256:
        return restored, Counting("code points", "one")
    if digest(restored := _BREAK.sub("\r\n", text)) == sha256:
        return restored, Counting("code points", "two")
    return None


# Bounds in code points, None for a span that lies on no characters.
_Bounds = tuple[tuple[int, int] | None, ...]


def _recount(spans: Sequence[FileSpan], text: str, native: Counting) -> tuple[Counting, _Bounds]:
    first = _translate(spans, text, native)
    if not any(span.surface for span in spans):
        return native, first
    every = [Counting(unit, breaks) for unit in get_args(_Unit) for breaks in get_args(_Breaks)]
    every.sort(key=lambda counting: counting.unit != native.unit)
    others = [(counting, _translate(spans, text, counting)) for counting in every]
    for same in (str.__eq__, same_surface):
        if _fits(first, spans, text, same):
            return native, first
        proven = [(counting, at) for counting, at in others if _fits(at, spans, text, same)]
        if len({at for _, at in proven}) == 1:
            return proven[0]
    return native, first


def _translate(spans: Sequence[FileSpan], text: str, counting: Counting) -> _Bounds:
    at: dict[int, int] = {}
    for i, border in enumerate(counting.borders(text)):
        at.setdefault(border, i)  # before a line end of two characters that counts as one
    return tuple(
        (at[span.start], at[span.end])
        if span.start < span.end and span.start in at and span.end in at
        else None
        for span in spans
    )


def _fits(
    bounds: _Bounds, spans: Sequence[FileSpan], text: str, same: Callable[[str, str], bool]
) -> bool:
    return all(
        at is not None and (span.surface is None or same(span.surface, text[slice(*at)]))
        for at, span in zip(bounds, spans, strict=True)
    )


def _moved(spans: Sequence[FileSpan], bounds: _Bounds, counting: Counting) -> Remark:
    pairs = enumerate(zip(spans, bounds, strict=True))
    first = next((i for i, (span, at) in pairs if at != (span.start, span.end)), 0)
    at = bounds[first] or (0, 0)
    message = (
        f"the {len(spans)} spans were counted in {counting}: {describe(spans[first])} is "
        f"{quoted(spans[first].surface)} at {at[0]}:{at[1]}"
    )
    return Remark(first, message, "repaired")
