"""What puckling reads, told in JSON to ``benchmarks/times.py``; run by a Python that has puckling.

A line in has a text and the day of writing, a line out the spans with their values; an empty text
asks for the cases of puckling's own Arabic corpora.
"""

from __future__ import annotations

import datetime
import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

CORPORA = ("time.ar.corpus", "time.ar.clock_corpus", "time.ar.intervals_corpus")
CORPORA += ("time.ar.holidays_corpus", "duration.ar.corpus")


def read(text: str, day: str) -> Iterator[list[Any]]:
    import puckling

    context = puckling.Context(
        reference_time=datetime.datetime.fromisoformat(f"{day}T04:30:00+00:00"),
        locale=puckling.Locale(puckling.Lang.AR),
    )
    for entity in puckling.parse(text, context, dims=("time", "duration")):
        value = entity.value
        if entity.dim == "duration":
            yield [entity.start, entity.end, f"{value.normalized.value}s"]
        else:
            first = value.primary
            moment = getattr(first, "start", getattr(first, "instant", first))
            yield [entity.start, entity.end, moment.value.isoformat()[:16]]


def corpora() -> Iterator[list[str]]:
    for name in CORPORA:
        for example in importlib.import_module(f"puckling.dimensions.{name}").CORPUS:
            value = example.value
            if "normalized" in value:
                expected, grain = f"{value['normalized']['value']}s", "duration"
            else:
                instant = value if "value" in value else value.get("from") or value["to"]
                expected, grain = instant["value"][:16], instant["grain"]
            group = f"puckling's {name.partition('.ar.')[2].removesuffix('_corpus')}"
            group = "puckling's durations" if grain == "duration" else group
            for phrase in example.phrases:
                yield [phrase, group, grain, expected]


def main() -> None:
    for line in sys.stdin:
        text, day = json.loads(line)
        answer = list(read(text, day)) if text else list(corpora())
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
