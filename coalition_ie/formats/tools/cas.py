"""UIMA CAS in JSON: what INCEpTION and other programs around UIMA read and write.

A file is one CAS of a text, by the JSON format of UIMA
(https://github.com/apache/uima-uimaj-io-jsoncas), read and written with dkpro-cassis, the extra
``cas``. Its types are named as INCEpTION names layers that a project defines:
``webanno.custom.Mention`` (``label``, ``value``), ``webanno.custom.Time`` (``value``),
``webanno.custom.Trigger`` (``label``, ``status``, ``arguments``: links with ``role`` and
``target``), and ``webanno.custom.Source`` (``doc_id``, ``published``, ``sha256``), which is of the
document as a whole. A project takes them over from `type_system`, which is written beside the
files. ``value`` is the note of a figure or date.

UIMA counts UTF-16 units; cassis turns them into code points and back. Words and sentences, which
INCEpTION adds, are passed over; other annotations are left out and told.

What the form does not hold: scores, normalised names, sentences and evidence of predictions. The
order of events is that of their ids, which another program may number anew.
"""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import msgspec

from coalition_ie.errors import CoalitionError, FormatError, quoted
from coalition_ie.formats.notes import DATE
from coalition_ie.formats.objects import Item
from coalition_ie.formats.tools.regions import (
    ACTUAL,
    AnnotatedText,
    Region,
    Relation,
    TextFields,
    text_fields,
    to_regions,
)
from coalition_ie.ontology import ontology
from coalition_ie.types import Document
from coalition_ie.types.wire import convert

_STRING, _ANNOTATION, _ARRAY = "uima.cas.String", "uima.tcas.Annotation", "uima.cas.FSArray"
_CUSTOM = "webanno.custom."
_MENTION, _TIME, _TRIGGER = f"{_CUSTOM}Mention", f"{_CUSTOM}Time", f"{_CUSTOM}Trigger"
_LINK, _SOURCE = f"{_CUSTOM}TriggerArgumentsLink", f"{_CUSTOM}Source"

# Type to what it is a kind of, and to the features that it adds, each with its range.
_TYPES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    _MENTION: (_ANNOTATION, {"label": _STRING, "value": _STRING}),
    _TIME: (_ANNOTATION, {"value": _STRING}),
    _LINK: ("uima.cas.TOP", {"role": _STRING, "target": _ANNOTATION}),
    _TRIGGER: (_ANNOTATION, {"label": _STRING, "status": _STRING, "arguments": _ARRAY}),
    _SOURCE: (
        "uima.cas.AnnotationBase",
        {"doc_id": _STRING, "published": _STRING, "sha256": _STRING},
    ),
}

# What INCEpTION adds to every CAS and nobody annotated.
_STRUCTURE = frozenset(
    {
        "uima.tcas.DocumentAnnotation",
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription",
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence",
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
        "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata",
    }
)


class _Annotation(msgspec.Struct):
    begin: int
    end: int
    label: str
    value: str | None = None
    status: str | None = None


class _Link(msgspec.Struct):
    role: str


def to_cas(document: Document, *, score: float | None = None) -> dict[str, Any]:
    """The CAS of a document; a ``score`` has no place in it.

    Raises:
        FormatError: dkpro-cassis is missing, or the text holds a lone surrogate.
    """
    cassis, given = _cassis(), to_regions(document)
    cas = cassis.Cas(typesystem=_type_system(cassis))
    try:
        cas.sofa_string = document.text
    except UnicodeEncodeError as error:
        name, got = quoted(document.doc_id), error.object[error.start : error.end]
        raise FormatError(f"document {name}: UIMA cannot hold {got!r}, half a pair") from error
    cas.sofa_mime = "text/plain"
    types = {name: cas.typesystem.get_type(name) for name in (*_TYPES, _ARRAY)}
    fields = text_fields(given)
    cas.add(types[_SOURCE](**{name: fields[name] for name in _TYPES[_SOURCE][1]}))
    made = {region.id: _made(region, types) for region in given.regions}
    links: dict[str, list[Any]] = {}
    for source, target, role in given.relations:
        links.setdefault(source, []).append(types[_LINK](role=role, target=made[target]))
    for source, elements in links.items():
        made[source].arguments = types[_ARRAY](elements=elements)
    for annotation in made.values():
        cas.add(annotation)
    data: dict[str, Any] = json.loads(cas.to_json())
    return data


def from_cas(item: Item, name: str) -> AnnotatedText:
    """The regions and relations of a CAS.

    Raises:
        FormatError: dkpro-cassis is missing, or cannot read it.
        SchemaError: a feature is missing or of another type.
    """
    cassis = _cassis()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # cassis would leave an offset as it is
            cas = cassis.load_cas_from_json(json.dumps(item.data))
        return _read(cas, item, name)
    except CoalitionError:
        raise
    except UserWarning as error:
        raise FormatError(f"expected offsets at characters of the text, got: {error}") from error
    except Exception as error:  # what damage leads to in cassis, which takes all for granted
        got = f"{type(error).__name__}: {error}"
        raise FormatError(f"expected a UIMA CAS in JSON, got {got[:300]}") from error


def type_system() -> str:
    """The types of `to_cas` as a type system of UIMA (XML), from which INCEpTION makes layers.

    Raises:
        FormatError: dkpro-cassis is missing.
    """
    return str(_type_system(_cassis()).to_xml())


def _cassis() -> Any:
    try:
        return import_module("cassis")
    except ImportError as error:
        expected = "expected the package dkpro-cassis for UIMA CAS"
        raise FormatError(f'{expected}: pip install "coalition-ie[cas]"') from error


def _type_system(cassis: Any) -> Any:
    system = cassis.TypeSystem()
    for name, (above, features) in _TYPES.items():
        made = system.create_type(name, above)
        for feature, kind in features.items():
            of = {"elementType": _LINK} if kind == _ARRAY else {}
            system.create_feature(made, feature, kind, **of)
    return system


def _made(region: Region, types: Mapping[str, Any]) -> Any:
    at = {"begin": region.start, "end": region.end}
    note = region.note or None
    if region.label in ontology().events:
        return types[_TRIGGER](**at, label=region.label, status=region.status)
    if region.label == DATE:
        return types[_TIME](**at, value=note)
    return types[_MENTION](**at, label=region.label, value=note)


def _read(cas: Any, item: Item, name: str) -> AnnotatedText:
    found = sorted(cas.select_all_fs(), key=lambda fs: fs.xmiID)
    of = {kind: [fs for fs in found if fs.type.name == kind] for kind in _TYPES}
    spans = [fs for fs in found if fs.type.name in (_MENTION, _TIME, _TRIGGER)]
    regions = [_region(fs) for fs in spans]
    relations = [link for trigger in of[_TRIGGER] for link in _links(trigger)]
    others = Counter(fs.type.name for fs in found if fs.type.name not in {*_TYPES, *_STRUCTURE})
    if len(of[_SOURCE]) > 1:
        raise FormatError(f"expected one {_SOURCE}, got {len(of[_SOURCE])}")
    fields = {feature: getattr(fs, feature) for fs in of[_SOURCE] for feature in _TYPES[_SOURCE][1]}
    text = convert({"text": cas.sofa_string, **fields}, TextFields)
    left_out = [f"{count} of {kind}" for kind, count in others.items()]
    return text.annotated(name, item.line, regions, relations, left_out)


def _region(fs: Any) -> Region:
    """A region; its note is the feature ``value``, which annotators may have left empty."""
    kind = fs.type.name
    features = {name: getattr(fs, name, None) for name in ("begin", "end", *_TYPES[kind][1])}
    data = {name: value for name, value in features.items() if name != "arguments"}
    data |= {"label": DATE} if kind == _TIME else {}
    one = convert(data, _Annotation, at=f"{kind} {fs.xmiID}")
    note, status = (one.value or "").strip(), one.status or ACTUAL
    return Region(str(fs.xmiID), one.label, one.begin, one.end, None, note, status)


def _links(trigger: Any) -> Iterator[Relation]:
    if trigger.arguments is None:
        return
    for link in trigger.arguments.elements or ():
        role = convert({"role": link.role}, _Link, at=f"{_TRIGGER} {trigger.xmiID}").role
        yield Relation(str(trigger.xmiID), str(getattr(link.target, "xmiID", None)), role)
