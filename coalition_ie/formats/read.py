"""Files of annotations: which form each has, and what it holds.

The end of a file's name tells its form. What tools call their exports tells none (Label Studio's
``project-1-at-2026-….json``, INCEpTION's ``admin.json``) or that of our own lines (doccano's
``admin.jsonl``): there the keys of the first object do, if they are those of one form only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from coalition_ie.errors import FormatError
from coalition_ie.formats.files import plain_text, read_text
from coalition_ie.formats.forms import READERS, SUFFIXES, Imported, Source, read_readings
from coalition_ie.formats.objects import first_object
from coalition_ie.formats.problems import LabelMap

# Forms that are read as they are: their labels are ours.
_OWN_LABELS = frozenset({"brat", "jsonl"})

# Ends of names that several forms share, with the form that they tell where the content tells none.
_SHARED: Mapping[str, str | None] = {".json": None, ".jsonl": "jsonl"}

# Form to the keys of its objects: all of one of the groups.
_KEYS: Mapping[str, Collection[frozenset[str]]] = {
    "cas": [frozenset({"%FEATURE_STRUCTURES"})],
    "doccano": [frozenset({"text", key}) for key in ("entities", "label", "labels")],
    "jsonl": [frozenset({"text", "schema_version"})],
    "labelstudio": [frozenset({"data", key}) for key in ("annotations", "predictions")],
    "prodigy": [frozenset({"text", key}) for key in ("spans", "tokens", "answer")],
    # Not read: it has no ids to which relations could lead. Told apart from what doccano exports.
    "Label Studio's JSON-MIN": [frozenset({"text", "annotation_id"})],
}

_HEAD = 2**20  # bytes in which the first object is looked for before the whole file is read

# Forms of one document a file: in a set of readings its folder is called after the annotator.
_IN_FOLDERS = frozenset({"brat", "conll", "inline"})

# Forms whose files themselves say who annotated: their names tell the project.
_SAYS_WHO = frozenset({"labelstudio", "prodigy"})


def form_of(path: Path, suffixes: Mapping[str, str] = SUFFIXES) -> str | None:
    """The form that the end of a file's name tells, the longest that fits; None if none does.

    ``suffixes`` are the ends of the forms' names, by form.

    >>> form_of(Path("export.doccano.jsonl"))
    'doccano'
    """
    fitting = [form for form, suffix in suffixes.items() if path.name.endswith(suffix)]
    return max(fitting, key=lambda form: len(suffixes[form]), default=None)


def form_in(path: Path) -> str | None:
    """The form of a file by its name or, where several forms end so, by its first object.

    None where neither tells one form that can be read.

    Raises:
        OSError: the file may not be read.
    """
    named = form_of(path)
    if _SHARED.get(path.suffix, "") != named or not path.is_file():
        return named
    keys = (_first(path) or {}).keys()
    fitting = [form for form, groups in _KEYS.items() if any(group <= keys for group in groups)]
    if not fitting:
        return named
    return fitting[0] if len(fitting) == 1 and fitting[0] in READERS else None


def read_file(
    path: Path,
    *,
    form: str | None = None,
    text: str | None = None,
    texts: Path | None = None,
    label_map: LabelMap | None = None,
) -> tuple[str, Imported]:
    """The form of a file, by default the one that `form_in` tells, and what it holds.

    ``text`` is the raw text, for forms that do not hold it; for brat it is by default the file of
    its name that ends in ``.txt``, beside it or in the folder ``texts``.

    Raises:
        FormatError: neither name nor content tells a form that can be read, or it is no UTF-8.
        OSError: it is not there or may not be read.
    """
    form = _readable(path, form, label_map)
    text = plain_text(path, texts=texts) if text is None and form == "brat" else text
    source = Source(read_text(path), str(path), _stem(path, form), text, label_map)
    return form, READERS[form](source)


def read_by_annotator(
    path: Path,
    *,
    form: str | None = None,
    text: str | None = None,
    texts: Path | None = None,
    label_map: LabelMap | None = None,
) -> dict[str, Imported]:
    """As `read_file`, but each annotator's reading apart, by the annotator's name.

    Where the file does not say who annotated, it is called after its annotator, as doccano and
    INCEpTION call theirs; in forms of one document a file, its folder is. A document without an
    id is called so that readings of one project have the same.
    """
    form = _readable(path, form, label_map)
    text = plain_text(path, texts=texts) if text is None and form == "brat" else text
    stem, folder = _stem(path, form), path.resolve().parent.name
    doc_id = stem if form in _SAYS_WHO | _IN_FOLDERS else folder
    source = Source(read_text(path), str(path), doc_id, text, label_map)
    return read_readings(form, source, unsaid=folder if form in _IN_FOLDERS else stem)


def _readable(path: Path, form: str | None, label_map: LabelMap | None) -> str:
    form = form or form_in(path)
    if form is None or form not in READERS:
        endings = ", ".join(SUFFIXES[form] for form in READERS)
        raise FormatError(f"{path}: expected a form, or a name that ends in {endings}")
    if label_map and form in _OWN_LABELS:
        raise FormatError(f"{path}: the labels of {form} cannot be renamed")
    return form


def _stem(path: Path, form: str) -> str:
    """A file's name without the end that tells its form."""
    name = path.name.removesuffix(SUFFIXES[form])
    return name if name and name != path.name else path.stem


def _first(path: Path) -> dict[str, object] | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        found = first_object(head.decode("utf-8", "replace"))
        if found is None and len(head) == _HEAD:
            found = first_object((head + file.read()).decode("utf-8", "replace"))
    return found
