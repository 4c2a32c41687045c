"""The TOML files that training reads, as declared types.

An undeclared key, a value of another kind and one that cannot be are refused with the file, the
key, what was expected and what was got. Paths in a config are relative to the working directory.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from coalition_ie.tagger.reader import CheckpointOptions

Share = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=1)]
Name = Annotated[str, Meta(min_length=1)]
Names = Annotated[list[Name], Meta(min_length=1)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Table(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A table of a TOML file."""


class ReadingOptions(Table):
    """How the checkpoint reads a text (`CheckpointOptions`, but for the temperature)."""

    normalisation: Name
    split_clitics: bool
    window: int
    overlap: int | None = None

    def __post_init__(self) -> None:
        self.checkpoint()

    def checkpoint(self) -> CheckpointOptions:
        """As it is stored in the checkpoint's ``config.json``."""
        return CheckpointOptions(**msgspec.structs.asdict(self))


class Model(Table):
    """The encoder, a folder or hub id; ``config`` overrides its own config.

    ``labels`` are those of our ontology unless they are given.
    """

    encoder: Name
    reading: ReadingOptions
    labels: Names | None = None
    config: dict[str, bool | int | float | str] = {}


class Run(Table):
    """The seed, the folder for the checkpoint, and the documents that ``--eval-every`` scores."""

    seed: Annotated[int, Meta(ge=0)]
    out: Name
    dev: Name = "work/data/own.dev.documents.jsonl"


class Augment(Table):
    """Variants of a stage's texts (`training.augment`); ``lists`` is the file of names."""

    copies: Count
    names: Share
    noise: Share
    lists: Name


class Stage(Table):
    """One round of fine-tuning on files of examples.

    ``average`` is the share of the weights before it that is mixed into those after it;
    ``warmup`` the share of steps in which the learning rate rises. ``bf16`` says whether matrices
    are multiplied in bfloat16; "auto" measures at the start of a run which way is faster
    (`training.precision`).
    """

    name: Name
    epochs: Annotated[float, Meta(gt=0)]
    rate: Annotated[float, Meta(gt=0, lt=1)]
    batch: Count
    data: Names
    average: Share = 0.0
    augment: Augment | None = None
    warmup: Share = 0.1
    bf16: bool | Literal["auto"] = "auto"


class Joint(Table):
    """The stage in which tags and events are trained together (`training.joint`).

    ``data`` are files of annotated documents; ``rate`` is the encoder's, ``heads_rate`` that of the
    event heads, ``batch`` counts documents. ``vary`` is the share of texts that are read as
    variants with ``names`` and ``noise`` as in `Augment`. The heads of the encoder's folder are
    trained on where it has some; else they are fresh: ``width`` and ``layers`` are of the heads'
    reading of a sentence, ``narrow`` and ``primed`` of that for one trigger.
    """

    epochs: Count
    rate: Annotated[float, Meta(gt=0, lt=1)]
    heads_rate: Annotated[float, Meta(gt=0, lt=1)]
    batch: Count
    data: Names
    lists: Name
    vary: Share
    names: Share
    noise: Share
    average: Share = 0.0
    width: Count = 256
    narrow: Count = 128
    layers: Count = 1
    primed: Count = 2
    dropout: Share = 0.1
    bf16: bool | Literal["auto"] = "auto"


class Training(Table):
    """A file of ``configs/``: the rounds of tagging, then the joint one if there is one."""

    model: Model
    train: Run
    stage: list[Stage] = []
    joint: Joint | None = None

    def __post_init__(self) -> None:
        if not self.stage and self.joint is None:
            raise ValueError("expected a [[stage]] or [joint], got neither")
        names = [stage.name for stage in self.stage]
        if len(set(names)) < len(names):
            raise ValueError(f"expected stages of different names, got {', '.join(names)}")


class Gold(Table):
    """A file of public annotations: what it is, where it can be had, on what terms."""

    name: Name
    what: Name
    place: Name
    licence: Name
    sha256: Sha256


class Text(Gold):
    """A text of pretraining, and how often it is drawn from, relative to its size."""

    weight: Annotated[float, Meta(gt=0)]


class Sources(Table):
    """``sources.toml``."""

    text: list[Text]
    gold: list[Gold]


class Scheme(Table):
    """The labels of a public corpus that become each of ours."""

    PER: Names
    ORG: Names
    LOC: Names

    def ours(self) -> dict[str, str]:
        """Our label for each of theirs."""
        labels = msgspec.structs.asdict(self)
        return {theirs: ours for ours, names in labels.items() for theirs in names}


class Rejoin(Table):
    """What WikiFANE writes apart, and its misspelled beginnings of words with the right ones."""

    proclitics: Names
    enclitics: Names
    repairs: list[tuple[Name, Name]]


class Schemes(Table):
    """``schemes.toml``."""

    anercorp_train: Scheme
    aqmar_train: Scheme
    wikifane_gold: Scheme
    rejoin: Rejoin


_Kind = TypeVar("_Kind", bound=Table)


def read(path: Path, kind: type[_Kind]) -> _Kind:
    """A TOML file as what it has to be.

    Raises:
        ValueError: the file is no TOML, or holds what ``kind`` does not declare.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: expected TOML: {error}") from error
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise ValueError(f"{path}: {_message(str(error), raw)}") from None


def _message(message: str, raw: Any) -> str:
    """A message of msgspec with the key in front and the value behind."""
    said, _, place = message.partition(" - at `$.")
    said, key = said[0].lower() + said[1:], place.rstrip("`")
    if said.startswith("expected"):
        value = raw
        for name, number in re.findall(r"(\w+)|\[(\d+)\]", key):
            value = value[name or int(number)]
        said += f"{'' if ', got' in said else ', got'} {value!r}"
    return f"{key}: {said}" if key else said
