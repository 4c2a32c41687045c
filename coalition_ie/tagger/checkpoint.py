"""What a checkpoint says of itself, read without torch and transformers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from tokenizers import Tokenizer

from coalition_ie.errors import ModelError
from coalition_ie.tagger.reader import CheckpointOptions

CONFIG, TOKENIZER = "config.json", "tokenizer.json"


def default_model() -> Path:
    """The folder of the checkpoint that ships with the package."""
    return Path(str(files("coalition_ie").joinpath("models", "default")))


@dataclass(frozen=True, slots=True)
class StoredTokenizer:
    """A ``tokenizer.json`` with the numbers that the reader needs of its config."""

    backend_tokenizer: Tokenizer
    pad_token_id: int | None
    unk_token_id: int | None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """That of a checkpoint's folder."""
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        said = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))

        def number(role: str) -> int | None:
            token = said.get(f"{role}_token")
            return None if token is None else tokenizer.token_to_id(str(token))

        return cls(tokenizer, number("pad"), number("unk"))


def tags_of(id2label: Mapping[int, str], *, name: str) -> tuple[str, ...]:
    """The checkpoint's tags in the order of its outputs, checked to be IOB2."""
    numbers = sorted(id2label)
    if numbers != list(range(len(numbers))):
        raise ModelError(
            f"model {name!r}: expected labels numbered from 0 without a gap, "
            f"got {', '.join(map(str, numbers))}"
        )
    tags = tuple(str(id2label[i]) for i in numbers)
    labels = {tag[2:] for tag in tags if tag != "O"}
    expected = {"O"} | {f"{prefix}-{label}" for label in labels for prefix in "BI"}
    if not labels or set(tags) != expected or len(set(tags)) != len(tags):
        raise ModelError(
            f"model {name!r}: expected IOB2 tags (O, B-X and I-X for each label), "
            f"got {', '.join(tags)}"
        )
    return tags


def options_of(stored: Mapping[str, Any] | None, *, name: str, longest: int) -> CheckpointOptions:
    """How the checkpoint reads: from its config, or for a foreign one from what it is called.

    ``longest`` is how many pieces its encoder can read at once.
    """
    if stored is None:
        kind = "arabert" if "arabertv02" in Path(name).name.lower() else "raw"
        return CheckpointOptions(normalisation=kind, window=longest)
    try:
        options = CheckpointOptions(**stored)
    except TypeError as error:
        raise ModelError(f"model {name!r}: its coalition_ie: {error}") from error
    if options.window > longest:
        raise ModelError(
            f"model {name!r}: expected a window of at most {longest} pieces, got {options.window}"
        )
    return options
