"""Where written documents go: a stream, one file, or a folder with a file for each.

A file is written beside its place and moved there when it is complete, so that a reader never
meets half of one and a failure leaves what was there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats import page
from coalition_ie.formats.brat.settings import annotation_conf, visual_conf
from coalition_ie.formats.files import replacing, write_text
from coalition_ie.formats.forms import SUFFIXES
from coalition_ie.formats.tools.cas import type_system
from coalition_ie.formats.tools.labelstudio import labelling_config
from coalition_ie.formats.tools.prodigy import settings
from coalition_ie.types import Document

Put = Callable[[str, str, Document], None]
"""Takes a document's name, its content in the form, and itself.

Raises:
    FormatError: the name makes no file of its own.
"""

# Form to what stands before, between and after documents in a file of it; mostly nothing.
_FRAMES: Mapping[str, Callable[[], tuple[str, str, str]]] = {
    "html": lambda: (page.frame()[0], page.BETWEEN, page.frame()[1]),
    "labelstudio": lambda: ("[\n", ",\n", "\n]\n"),
}


def _bare() -> tuple[str, str, str]:
    return "", "", ""


# Form to what its tool is set up with: end of the file's name to what makes its content.
_SETUPS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "cas": {".xml": type_system},
    "labelstudio": {".xml": labelling_config},
    "prodigy": {".json": settings},
}

# Form to what its tool looks for in a folder, by the file's whole name; what is there is kept, as
# people change the set-up of a collection that they annotate.
_FOLDER_SETUPS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "brat": {"annotation.conf": annotation_conf, "visual.conf": visual_conf},
}


def is_file(place: Path) -> bool:
    """Whether ``place`` is to be one file: it has an ending or is there, and is no folder."""
    return (place.suffix != "" or place.exists()) and not place.is_dir()


def is_own_name(name: str) -> bool:
    """Whether a document's or an annotator's name can be that of a file, in whatever folder."""
    return name.isprintable() and Path(name).name == name and name not in ("", ".", "..")


def opened(
    place: Path | None, form: str, stream: Callable[[str], object]
) -> AbstractContextManager[Put]:
    """Where to put documents of a form: into ``place``, or without one into ``stream``.

    Raises:
        FormatError: the place has the name of what is to stand beside it.
        OSError: the place may not be written.
    """
    if place is None:
        return _framed(form, stream)
    return _one_file(place, form) if is_file(place) else _folder(place, form)


@contextmanager
def _framed(form: str, write: Callable[[str], object]) -> Iterator[Put]:
    opening, between, closing = _FRAMES.get(form, _bare)()
    before = opening

    def put(name: str, content: str, document: Document) -> None:
        nonlocal before
        write(before + content)
        before = between

    yield put
    write(closing if before == between else opening + closing)


@contextmanager
def _one_file(path: Path, form: str) -> Iterator[Put]:
    alone = path.exists() and not path.is_file()  # nothing stands beside a FIFO or a device
    beside = {} if alone else _setups(form)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file, _framed(form, lambda text: file.write(text.encode())) as put:

        def put_beside(name: str, content: str, document: Document) -> None:
            beside.update({} if alone else _beside(form, document))
            put(name, content, document)

        yield put_beside
        # First what stands beside it: where that fails, neither is there.
        for suffix, content in beside.items():
            if path.with_suffix(suffix) == path:
                expected = f"a name that ends in {SUFFIXES[form]}"
                raise FormatError(f"{path}: expected {expected}, {suffix} is for what goes with it")
            write_text(path.with_suffix(suffix), content)


@contextmanager
def _folder(folder: Path, form: str) -> Iterator[Put]:
    folder.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()

    def put(name: str, content: str, document: Document) -> None:
        if not is_own_name(name) or name in written:
            raise FormatError(f"expected ids that make file names of their own, got {quoted(name)}")
        written.add(name)
        opening, _, closing = _FRAMES.get(form, _bare)()
        files = {**_beside(form, document), SUFFIXES[form]: f"{opening}{content}{closing}"}
        for suffix, text in files.items():
            write_text(folder / f"{name}{suffix}", text)

    for suffix, content in _setups(form).items():
        write_text(folder / f"{form}{suffix}", content)
    for name, make in _FOLDER_SETUPS.get(form, {}).items():
        if not (folder / name).exists():
            write_text(folder / name, make())
    yield put


def _setups(form: str) -> dict[str, str]:
    return {suffix: write() for suffix, write in _SETUPS.get(form, {}).items()}


def _beside(form: str, document: Document) -> dict[str, str]:
    """What stands beside a document's file: end of its name to its content."""
    return {".txt": document.text} if form == "brat" else {}
