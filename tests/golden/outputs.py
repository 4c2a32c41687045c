"""What `extract` gives for whole documents, as one sha256 each; made anew by

    python -m tests.golden.outputs > tests/golden/outputs.tsv

The dispatches ship; the five source documents and every tenth article of the domain lie elsewhere.
Scores are left out, which differ by processor in their last digit, and so is what they explain:
evidence and absences. TIMEX3 tags are left out too: the cases of tests/cases hold them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from coalition_ie import Document, Extractor

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("outputs.tsv")
PUBLISHED = date(2016, 7, 20)
FOLDERS = {
    "dispatches": ROOT / "annotations" / "dispatches",
    "documents": ROOT.parent / "shared" / "documents",
    "domain": ROOT.parent / "shared" / "domain",
}


def answers(document: Document) -> dict[str, Any]:
    """What a document says, in JSON's types."""
    plain = document.to_dict()
    for mention in plain["mentions"]:
        del mention["score"]
    for event in plain["events"]:
        del event["score"], event["evidence"], event["absent"]
    for time in (*plain["dates"], *(time for event in plain["events"] for time in event["dates"])):
        time.pop("timex", None)
    return {name: plain[name] for name in ("mentions", "events", "dates")}


def fingerprint(document: Document) -> str:
    """The sha256 of what a document says."""
    canonical = json.dumps(answers(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def texts() -> Iterator[tuple[str, Path]]:
    """Name and file of every text, those of folders that are not here left out."""
    for name, folder in FOLDERS.items():
        files = sorted(path for path in folder.glob("*.txt") if path.stem != "index")
        for path in files[:: 10 if name == "domain" else 1]:
            yield f"{name}/{path.stem}", path


def main() -> None:
    extractor = Extractor.from_pretrained()
    for name, path in texts():
        document = extractor.extract(path.read_bytes().decode("utf-8"), published=PUBLISHED)
        sys.stdout.write(f"{name}\t{fingerprint(document)}\n")


if __name__ == "__main__":
    main()
