"""Write the annotations as a dataset that ``datasets.load_dataset("annotations")`` reads.

    python -m training.dataset --annotations annotations

One Parquet file a split in ``annotations/dataset/``; the head of ``annotations/README.md`` names
them. What a row holds is told in `coalition_ie.corpus.dataset`.
"""

from __future__ import annotations

from pathlib import Path

from datasets import Dataset, Features, List, Value

from coalition_ie.corpus.dataset import rows
from training.options import command

FOLDER = "dataset"

_SPAN = {"start": Value("int32"), "end": Value("int32"), "text": Value("string")}
_ROLES = ("actors", "targets", "places", "troops", "dates")

FEATURES = Features(
    {
        **dict.fromkeys(
            ("id", "set", "split", "publisher", "published", "source", "rights"), Value("string")
        ),
        "readings": Value("int32"),
        "sha256": Value("string"),
        "file": Value("string"),
        "block": Value("int32"),
        "text": Value("string"),
        "mentions": List(
            {
                **_SPAN,
                "label": Value("string"),
                "low": Value("int64"),
                "high": Value("int64"),
                "unit": Value("string"),
                "approximate": Value("bool"),
            }
        ),
        "dates": List(_SPAN),
        "events": List(
            {
                "type": Value("string"),
                "status": Value("string"),
                "trigger": _SPAN,
                **{role: List(Value("int32")) for role in _ROLES},
            }
        ),
    }
)
"""The columns of the dataset and what they hold."""


def write(annotations: Path) -> dict[str, int]:
    """Write the files; return the rows of each split."""
    parts: dict[str, list[dict[str, object]]] = {}
    for row in rows(annotations):
        parts.setdefault(str(row["split"]), []).append(row)
    folder = annotations / FOLDER
    folder.mkdir(exist_ok=True)
    for split, found in parts.items():
        Dataset.from_list(found, features=FEATURES).to_parquet(folder / f"{split}.parquet")
    return {split: len(found) for split, found in parts.items()}


def main(argv: list[str] | None = None) -> None:
    args = command(__doc__, "annotations").parse_args(argv)
    for split, count in write(args.annotations).items():
        print(f"{split}: {count} documents")


if __name__ == "__main__":
    main()
