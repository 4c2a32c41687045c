"""The check of annotations: every problem, by file and line, and what stands there.

A folder with a manifest is checked by it. One without is taken for a plain folder of brat files:
each ``NAME.ann`` with ``NAME.txt`` beside it or in the folder of texts. Where a text is not at
hand, or is not the one the manifest names, offsets are held against the surfaces that the
annotation itself gives. A file of any other form is read as `coalition_ie.formats.read` reads
it; what that could repair is a problem here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coalition_ie.corpus.guidelines import guideline_problems
from coalition_ie.corpus.manifest import MANIFEST, parse_manifest
from coalition_ie.corpus.texts import Texts
from coalition_ie.errors import FormatError
from coalition_ie.formats.brat.check import check_standoff, note_values
from coalition_ie.formats.brat.standoff import Standoff, placeholder_text
from coalition_ie.formats.files import plain_text, read_text, standoff_files
from coalition_ie.formats.notes import DATE
from coalition_ie.formats.problems import Problem
from coalition_ie.formats.read import form_of, read_file
from coalition_ie.formats.tools.regions import to_standoff
from coalition_ie.ontology import ontology


@dataclass(slots=True, kw_only=True)
class CheckReport:
    """What a check found: problems, and counts of what is annotated."""

    problems: list[Problem] = field(default_factory=list)
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


# The set of an annotation file, the file, and the text that it is to be held against.
_Annotation = tuple[str, Path, str | None]


def check_paths(
    paths: Iterable[Path], *, texts: Path | None = None, form: str | None = None
) -> CheckReport:
    """Check folders and files; ``form`` is that of the files, by default what their names tell.

    ``texts`` is where texts are that do not stand beside their annotations.

    Raises:
        FileNotFoundError: a path is no file, and no folder with annotations.
        FormatError: neither name nor content of a file tells its form.
    """
    report = CheckReport()
    for path in paths:
        if not path.is_file():
            for annotation in list(_annotations(path, texts, report)):
                _check_annotation(*annotation, report)
        elif (form or form_of(path)) == "brat":
            _check_annotation("brat", path, plain_text(path, texts=texts), report)
        else:
            _check_documents(path, form, report)
    return report


def _annotations(folder: Path, texts: Path | None, report: CheckReport) -> Iterator[_Annotation]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        for path in standoff_files(folder):
            yield folder.resolve().name, path, plain_text(path, texts=texts)
        return
    read = parse_manifest(read_text(manifest))
    report.problems += _located(manifest, read.problems)
    known = Texts(read.entries, folder, texts)
    for entry, line in zip(read.entries, read.lines, strict=True):
        path = folder / entry.annotation
        try:
            yield entry.set, path, known.of(entry)
        except (OSError, FormatError) as error:
            report.problems.append(Problem(line, str(error), file=str(manifest)))
            yield entry.set, path, None
    listed = {folder / entry.annotation for entry in read.entries}
    for place in sorted({path.parent for path in listed}):
        for path in sorted(set(place.glob("*.ann")) - listed):
            report.problems.append(Problem(1, f"not listed in {MANIFEST}", file=str(path)))


def _check_annotation(source: str, path: Path, text: str | None, report: CheckReport) -> None:
    try:
        ann = read_text(path)
    except (OSError, FormatError) as error:
        report.problems += _located(path, [Problem(1, f"cannot be read: {error}")])
        return
    standoff = check_standoff(ann, placeholder_text(ann) if text is None else text)
    breaches = guideline_problems(standoff, text)
    report.problems += _located(path, sorted((*standoff.problems, *breaches)))
    _count(source, standoff, report)
    report.texts += text is not None


def _check_documents(path: Path, form: str | None, report: CheckReport) -> None:
    form, read = read_file(path, form=form)
    report.problems += read.problems
    for document, line in zip(read.documents, read.lines, strict=True):
        standoff = to_standoff(document, line=line)
        breaches = sorted(guideline_problems(standoff, document.text))
        named = [breach._replace(document=document.doc_id) for breach in breaches]
        report.problems += _located(path, named)
        _count(form, standoff, report)
        report.texts += 1


def _count(source: str, standoff: Standoff, report: CheckReport) -> None:
    report.sets[source] += 1
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


def _located(path: Path, problems: Iterable[Problem]) -> list[Problem]:
    return [problem._replace(file=str(path)) for problem in problems]


def _listed(counts: Counter[str]) -> str:
    return f" ({', '.join(f'{name} {n}' for name, n in counts.items())})" if counts else ""
