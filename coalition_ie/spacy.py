"""A spaCy component: ``nlp.add_pipe("coalition_ie")``.

    import spacy
    nlp = spacy.blank("ar")
    nlp.add_pipe("coalition_ie")
    doc = nlp("وصل كارتر إلى بغداد.")

It sets:

- ``doc.ents``: the mentions that begin and end with tokens;
- ``doc.spans["mentions"]`` and ``doc.spans["troops"]``: all mentions, and the figures among them,
  by the tokens that they touch; ``span._.start_end`` gives the characters, since a name often
  begins inside a token (behind a proclitic, or glued to another);
- ``doc._.beyond_ents``: how many mentions ``doc.ents`` does not hold;
- ``doc._.events``: the events; ``doc._.coalition_ie``: the whole `Document`.

``doc._.published``, set before, is the day of publication: by ``nlp.make_doc`` and
``doc._.published = …``, or with texts and contexts through ``nlp.pipe``. It comes with the extra
``spacy``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from coalition_ie.pipeline import Extractor
from coalition_ie.types import Document, Event

_KEY = "coalition_ie"  # in doc.user_data: JSON, which spaCy can pass between processes


def _document(doc: Doc) -> Document | None:
    data = doc.user_data.get(_KEY)
    return None if data is None else Document.from_dict(data)


def _events(doc: Doc) -> tuple[Event, ...]:
    document = _document(doc)
    return () if document is None else document.events


def _beyond_ents(doc: Doc) -> int:
    document = _document(doc)
    return 0 if document is None else len(document.mentions) - len(doc.ents)


Doc.set_extension("coalition_ie", getter=_document, force=True)
Doc.set_extension("events", getter=_events, force=True)
Doc.set_extension("beyond_ents", getter=_beyond_ents, force=True)
Doc.set_extension("published", default=None, force=True)
Span.set_extension("start_end", default=None, force=True)


@Language.factory(
    "coalition_ie",
    default_config={"model": None, "device": None, "threshold": None},
    assigns=["doc.ents", "doc.spans", "doc._.events", "doc._.coalition_ie"],
)
def create(
    nlp: Language, name: str, model: str | None, device: str | None, threshold: float | None
) -> Component:
    """The component, with the model that ships or another checkpoint."""
    return Component(model, device, threshold)


class Component:
    """Reads spaCy's documents; its model is loaded when first needed, in each process."""

    def __init__(
        self, model: str | None = None, device: str | None = None, threshold: float | None = None
    ) -> None:
        self.model, self.device, self.threshold = model, device, threshold
        self._extractor: Extractor | None = None

    def __getstate__(self) -> tuple[str | None, str | None, float | None]:
        return self.model, self.device, self.threshold

    def __setstate__(self, state: tuple[str | None, str | None, float | None]) -> None:
        Component.__init__(self, *state)

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Read many, ``batch_size`` at a time."""
        if self._extractor is None:
            self._extractor = Extractor.from_pretrained(self.model, device=self.device)
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            rows = [{"text": doc.text, "published": doc._.published} for doc in batch]
            found = self._extractor.extract_many(
                rows, batch_size=batch_size, threshold=self.threshold
            )
            for doc, document in zip(batch, found, strict=True):
                yield _set(doc, document)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing: the pipeline's config says which model it is."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Component:
        """As `to_disk`."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """As `to_disk`."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """As `to_disk`."""
        return self


def _set(doc: Doc, document: Document) -> Doc:
    """Put what was found where spaCy's users look for it."""
    every: list[Any] = []
    exact: list[Any] = []
    for mention in document.mentions:
        span = doc.char_span(
            mention.start, mention.end, label=mention.label, alignment_mode="expand"
        )
        if span is None:  # no token touches it
            continue
        span._.start_end = (mention.start, mention.end)
        every.append(span)
        if (span.start_char, span.end_char) == (mention.start, mention.end):
            exact.append(span)
    doc.ents = filter_spans(exact)
    doc.spans["mentions"] = every
    doc.spans["troops"] = [span for span in every if span.label_ == "TROOP"]
    doc.user_data[_KEY] = document.to_dict()
    return doc
