"""The check of a folder of annotations: every problem, by file and line, and what stands there.

A folder with a manifest is checked by it. One without is taken for a plain folder of brat files:
each ``NAME.ann`` with ``NAME.txt`` beside it or in the folder of texts. Where a text is not at
hand, or is not the one the manifest names, offsets are held against the surfaces that the
annotation itself gives.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from coalition_ie.errors import FormatError
from coalition_ie.formats.examine import DATE, examine, note_values
from coalition_ie.formats.files import decode, read_text
from coalition_ie.formats.guidelines import guideline_problems
from coalition_ie.formats.manifest import MANIFEST, Entry, Manifest, parse_manifest
from coalition_ie.formats.standoff import Problem, Standoff, placeholder_text
from coalition_ie.ontology import ontology


class Located(NamedTuple):
    """A problem and the file it stands in; ``str`` gives ``file:line: message``."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True, kw_only=True)
class Report:
    """What a check found: problems, and counts of what is annotated."""

    problems: list[Located] = field(default_factory=list)
    sets: Counter[str] = field(default_factory=Counter)
    """Documents by the set that the manifest gives them."""
    texts: int = 0
    """Documents whose text was at hand."""
    mentions: Counter[str] = field(default_factory=Counter)
    figures: int = 0
    events: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    dates: int = 0

    def to_text(self) -> str:
        """The counts for people."""
        documents = self.sets.total()
        lines = [
            f"documents {documents}{_listed(self.sets)}",
            f"texts at hand {self.texts} of {documents}",
            f"mentions {self.mentions.total()}{_listed(self.mentions)}",
            f"figures {self.figures}",
            f"events {self.events.total()}{_listed(self.events)}",
            f"statuses{_listed(self.statuses)}",
            f"time expressions {self.dates}",
            f"problems {len(self.problems)}",
        ]
        return "".join(f"{line}\n" for line in lines)


class _Item(NamedTuple):
    """An annotation file and what it is to be held against."""

    set: str
    annotation: Path
    text: str | None


def check_folder(folder: Path, *, texts: Path | None = None) -> Report:
    """Check every annotation in ``folder``; ``texts`` is where texts are that it does not hold.

    Raises:
        FileNotFoundError: ``folder`` is no folder, or holds no annotation.
    """
    report = Report()
    for item in _items(folder, texts, report):
        standoff = _check_file(item, report)
        if standoff is not None:
            _count(item, standoff, report)
    return report


def _items(folder: Path, texts: Path | None, report: Report) -> list[_Item]:
    manifest = folder / MANIFEST
    if manifest.is_file():
        read = parse_manifest(read_text(manifest))
        report.problems += _located(manifest, read.problems)
        return list(_listed_items(read, manifest, texts, report))
    found = sorted(folder.glob("*.ann"))
    if not found:
        raise FileNotFoundError(f"expected {MANIFEST} or *.ann in {folder}, got neither")
    return [_Item(folder.name, path, plain_text(path, texts=texts)) for path in found]


def plain_text(annotation: Path, *, texts: Path | None = None) -> str | None:
    """The text of an annotation without a manifest: beside it, or in ``texts``; None if neither."""
    for place in (annotation.parent, texts):
        path = place / f"{annotation.stem}.txt" if place else None
        if path and path.is_file():
            return read_text(path)
    return None


def _listed_items(
    read: Manifest, manifest: Path, texts: Path | None, report: Report
) -> Iterator[_Item]:
    folder = manifest.parent
    for entry in read.entries:
        path = folder / entry.annotation
        try:
            yield _Item(entry.set, path, entry_text(entry, folder, texts=texts))
        except FormatError as error:
            report.problems.append(Located(str(manifest), entry.line, str(error)))
            yield _Item(entry.set, path, None)
    listed = {folder / entry.annotation for entry in read.entries}
    for place in sorted({path.parent for path in listed}):
        for path in sorted(set(place.glob("*.ann")) - listed):
            report.problems.append(Located(str(path), 1, f"not listed in {MANIFEST}"))


def entry_text(entry: Entry, folder: Path, *, texts: Path | None = None) -> str | None:
    """The text of a manifest's entry, or None where it is not at hand.

    Raises:
        FormatError: it is another text than the manifest names, is no UTF-8, or is missing though
            it ships with the annotations.
    """
    if entry.text_in_repository:
        path = (folder / entry.annotation).with_suffix(".txt")
        if not path.is_file():
            raise FormatError(f"document {entry.id!r}: expected its text at {path}")
    elif texts is None or not (path := texts / (entry.text or "")).is_file():
        return None
    raw = path.read_bytes()
    if (digest := hashlib.sha256(raw).hexdigest()) != entry.sha256:
        raise FormatError(
            f"document {entry.id!r}: expected sha256 {entry.sha256}, got {digest} of {path}"
        )
    return decode(raw, name=str(path))


def _check_file(item: _Item, report: Report) -> Standoff | None:
    try:
        ann = read_text(item.annotation)
    except (OSError, FormatError) as error:
        report.problems.append(Located(str(item.annotation), 1, f"cannot be read: {error}"))
        return None
    standoff, problems = examine(ann, placeholder_text(ann) if item.text is None else item.text)
    breaches = sorted(guideline_problems(standoff, item.text))
    report.problems += _located(item.annotation, sorted((*problems, *breaches)))
    return standoff


def _count(item: _Item, standoff: Standoff, report: Report) -> None:
    labels = Counter(span.label for span in standoff.spans.values())
    types = Counter(event.type for event in standoff.events.values())
    given = {line.target: line.value for line in standoff.attributes.values()}
    statuses = Counter(given.get(name, "actual") for name in standoff.events)
    known = ontology()
    # By the ontology's names, so that what never occurs is listed as 0.
    report.mentions.update({name: labels[name] for name in known.labels})
    report.events.update({name: types[name] for name in known.events})
    report.statuses.update({name: statuses[name] for name in known.statuses})
    report.figures += sum(standoff.spans[name].label == "TROOP" for name in note_values(standoff))
    report.dates += labels[DATE]
    report.sets[item.set] += 1
    report.texts += item.text is not None


def _located(path: Path, problems: Iterable[Problem]) -> list[Located]:
    return [Located(str(path), line, message) for line, message in problems]


def _listed(counts: Counter[str]) -> str:
    return f" ({', '.join(f'{name} {n}' for name, n in counts.items())})" if counts else ""
