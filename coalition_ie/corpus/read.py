"""Sets of annotated documents: a folder with a manifest, a folder of brat files, JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coalition_ie.corpus.manifest import MANIFEST, Entry, parse_manifest
from coalition_ie.corpus.texts import Texts
from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.brat.standoff import placeholder_text
from coalition_ie.formats.files import plain_text, read_text, standoff_files
from coalition_ie.formats.jsonl import read_jsonl
from coalition_ie.types import Document


class AnnotatedDocument(NamedTuple):
    """A document and what the manifest says of it."""

    entry: Entry
    document: Document


class Pairs(NamedTuple):
    """Gold and predicted documents side by side, and the predicted ones that have no gold."""

    gold: tuple[Document, ...]
    predicted: tuple[Document, ...]
    unscored: tuple[str, ...]


def read_annotations(
    folder: Path,
    *,
    texts: Path | None = None,
    chosen: Callable[[Entry], bool] = lambda entry: True,
) -> Iterator[AnnotatedDocument]:
    """The documents of a folder with a manifest, in the manifest's order, those that are chosen.

    ``texts`` is the folder of the texts that the annotations do not hold; a document that is not
    ``chosen`` needs none.

    Raises:
        FormatError: the manifest, an annotation or a text cannot be used, or a text is not at
            hand; the message names the document and, for a text, where it can be had.
    """
    for entry, text in read_entries(folder, texts=texts):
        if not chosen(entry):
            continue
        if text is None:
            raise FormatError(
                f"document {quoted(entry.id)}: expected its text {quoted(entry.text)} in "
                f"{texts or 'a folder of texts'}, got none; it can be had at {entry.source}"
            )
        ann = read_text(folder / entry.annotation)
        document = read_brat(ann, text, doc_id=entry.id, published=entry.published)
        yield AnnotatedDocument(entry, document)


def read_pairs(gold: Path, predicted: Path, *, texts: Path | None = None) -> Pairs:
    """The documents of two sets, paired by their ids.

    Each set is a folder of brat files, with a manifest or without, or a file of JSON lines. The
    text of a document comes from whichever side has it; where neither does, what the annotations
    say of it stands in for it, which is enough to compare spans.

    Raises:
        FormatError: a set cannot be read, or a gold document has no prediction.
        OSError: there is no such folder or file.
    """
    wanted, found = _read_set(gold, texts), _read_set(predicted, texts)
    if not wanted:
        raise FormatError(f"{gold}: expected annotations, got none")
    if missing := [name for name in wanted if name not in found]:
        raise FormatError(
            f"{predicted}: expected a prediction for every gold document, got none for "
            + ", ".join(map(repr, missing))
        )
    unscored = tuple(name for name in found if name not in wanted)
    return _pairs(wanted, found, wanted)._replace(unscored=unscored)


def read_readings(
    first: Path, second: Path, among: Collection[str | None], *, texts: Path | None = None
) -> Pairs:
    """Two readings of the documents of ``among``, by their ids, as far as there are two.

    Each set is as `read_pairs` takes it; the first reading stands as gold.

    Raises:
        FormatError: a set cannot be read, or none of the documents is in both.
        OSError: there is no such folder or file.
    """
    one, other = _read_set(first, texts), _read_set(second, texts)
    names = [name for name in one if name in other and name in among]
    if not names:
        raise FormatError(f"{first}, {second}: expected two readings of a gold document, got none")
    return _pairs(one, other, names)


class _Unread(NamedTuple):
    """What `read_brat` takes; the text may still be lacking."""

    doc_id: str
    ann: str
    text: str | None
    published: date | None = None


_Side = Document | _Unread


def read_entries(folder: Path, *, texts: Path | None = None) -> Iterator[tuple[Entry, str | None]]:
    """The entries of a folder's manifest, each with its text, None where that is not at hand.

    Raises:
        FormatError: the manifest or a text cannot be used.
    """
    path = folder / MANIFEST
    manifest = parse_manifest(read_text(path))
    if manifest.problems:
        raise FormatError(str(manifest.problems[0]._replace(file=str(path))))
    known = Texts(manifest.entries, folder, texts)
    for entry in manifest.entries:
        yield entry, known.of(entry)


def _read_set(path: Path, texts: Path | None) -> Mapping[str, _Side]:
    sides: dict[str, _Side] = {}
    for side in _sides(path, texts):
        name = side.doc_id
        if name is None or name in sides:
            expected = "expected documents with ids of their own"
            raise FormatError(f"{path}: {expected}, got {quoted(name)}")
        sides[name] = side
    return sides


def _sides(path: Path, texts: Path | None) -> Iterator[_Side]:
    if not path.is_dir():
        yield from read_jsonl(read_text(path), name=str(path))
    elif (path / MANIFEST).is_file():
        for entry, text in read_entries(path, texts=texts):
            ann = read_text(path / entry.annotation)
            yield _Unread(entry.id, ann, text, entry.published)
    else:
        for file in standoff_files(path):
            yield _Unread(file.stem, read_text(file), plain_text(file, texts=texts))


def _pairs(wanted: Mapping[str, _Side], found: Mapping[str, _Side], names: Iterable[str]) -> Pairs:
    pairs = [_pair(wanted[name], found[name]) for name in names]
    return Pairs(tuple(one for one, _ in pairs), tuple(other for _, other in pairs), ())


def _pair(one: _Side, other: _Side) -> tuple[Document, Document]:
    text = one.text if one.text is not None else other.text
    if text is None:
        text = placeholder_text(*(side.ann for side in (one, other) if isinstance(side, _Unread)))
    return _read(one, text), _read(other, text)


def _read(side: _Side, text: str) -> Document:
    if isinstance(side, Document):
        return side
    own = text if side.text is None else side.text
    return read_brat(side.ann, own, doc_id=side.doc_id, published=side.published)
