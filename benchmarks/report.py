"""What ``benchmarks/side_by_side.py`` found, as Markdown tables and as a picture."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from stages import STAGES
from subjects import SUBJECTS

Record = dict[str, Any]

BASE = "extract_many"
"""The row that the others are set beside."""

TITLES = {
    "extract_many": "`extract_many`",
    "mentions": "ours, mentions alone",
    "pipeline": "`transformers.pipeline`, our checkpoint",
    "cutting": "`transformers.pipeline`, our checkpoint, without a stride",
    "arabert": "`transformers.pipeline`, AraBERT-base's shape, random weights",
}
"""How subjects and checkpoints are called; other rows go by their own names."""

SETS = {
    "avx2": ("avx2",),
    "avx512": ("avx512f",),
    "vnni": ("avx_vnni", "avx512_vnni"),
    "bf16": ("avx512_bf16", "bf16"),
    "amx": ("amx_tile", "amx_bf16", "amx_int8"),
}
"""Instruction sets that matter to an encoder, and the flags by which Linux names them."""

PACKAGES = (
    "coalition-ie",
    "torch",
    "transformers",
    "tokenizers",
    "numpy",
    "onnxruntime",
    "openvino",
)
"""Those whose version is told, where they are installed."""

PUBLISHED = (
    ("spaCy 3, `en_core_web_lg`", 10014),
    ("spaCy 3, `en_core_web_trf`", 684),
    ("Stanza, `en_ewt`", 878),
)
"""Words a second on a processor, from https://spacy.io/usage/facts-figures#benchmarks-speed."""


class Results:
    """Every value that was measured, one record each, and what has to be said of them."""

    def __init__(self, main: str) -> None:
        self.main = main
        self.records: list[Record] = []
        self.notes: list[str] = []

    def note(self, line: str) -> None:
        """Keep a line for the end of the tables, once."""
        if line not in self.notes:
            self.notes.append(line)

    def of(self, **where: Any) -> list[Record]:
        """The records with these values, in the order of their making."""
        return [one for one in self.records if all(one.get(k) == v for k, v in where.items())]

    def names(self, key: str, **where: Any) -> list[Any]:
        """The different values of a key, in the order of their first record."""
        return list(dict.fromkeys(one[key] for one in self.of(**where)))

    def middle(self, value: Callable[[Record], float | None], **where: Any) -> float | None:
        """The median of a value; None where it was not measured."""
        found = [number for one in self.of(**where) if (number := value(one)) is not None]
        return median(found) if found else None

    def beside(self, row: str, base: str, **where: Any) -> float | None:
        """The median over the rounds of how many times as long as ``base`` a row took."""
        pairs = zip(self.of(row=row, **where), self.of(row=base, **where), strict=False)
        ratios = [one["seconds"] / other["seconds"] for one, other in pairs]
        return median(ratios) if ratios else None


def machine() -> Record:
    """What the figures hold for."""
    cpuinfo = Path("/proc/cpuinfo")
    told = cpuinfo.read_text("utf-8") if cpuinfo.is_file() else ""
    name = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    flags = set(
        re.findall(r"\w+", " ".join(re.findall(r"^(?:flags|Features)\s*:(.*)$", told, re.M)))
    )
    sets = [
        f"{key} ({', '.join(sorted(flags & {*of}))})" for key, of in SETS.items() if flags & {*of}
    ]
    lacks = [key for key, of in SETS.items() if not flags & {*of}]
    return {
        "processor": name[1] if name else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "instruction sets": "; ".join(sets) or "not told",
        "not there": ", ".join(lacks) if told else "not told",
        "memory, GB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "versions": ", ".join(versions()),
        "load at the start": f"{os.getloadavg()[0]:.2f} processes at work in the minute before",
    }


def versions() -> Iterable[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def shown(value: object, digits: int = 0) -> str:
    if value is None:
        return "–"
    return f"{value:,.{digits}f}" if isinstance(value, float) else str(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is text."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def title(row: str) -> str:
    return TITLES.get(row, row)


def speed(one: Record) -> float:
    return float(one["words"] / one["seconds"])


def articles(results: Results) -> str:
    conditions = results.names("condition", measure="articles")
    heads = ["articles", "gives", *(f"words/s, {name}" for name in conditions), "documents/s"]
    heads += ["time beside ours", "processor s a 1,000 words", "peak MB"]
    rows = []
    for row in results.names("row", measure="articles"):
        here = {"measure": "articles", "row": row}
        main = here | {"condition": results.main}
        own = {"measure": "articles", "condition": results.main}
        speeds = [results.middle(speed, **here, condition=name) for name in conditions]
        rows.append(
            [
                title(row),
                SUBJECTS[row.split(",")[0]].gives,
                *map(shown, speeds),
                shown(results.middle(lambda one: one["documents"] / one["seconds"], **main), 2),
                shown(results.beside(row, BASE, **own), 2),
                shown(results.middle(lambda one: 1000 * one["cpu"] / one["words"], **main), 3),
                shown(results.middle(lambda one: one.get("peak"), **main)),
            ]
        )
    return table(heads, rows)


def published() -> str:
    heads = ["as published, other machine and language", "words/s"]
    rows = [[name, f"{number:,}"] for name, number in PUBLISHED]
    return (
        table(heads, rows)
        + "\n\nEnglish comments of Reddit, on a processor, with tags and syntax: "
        "https://spacy.io/usage/facts-figures#benchmarks-speed"
    )


def lengths(results: Results) -> str:
    sizes = results.names("length", measure="length")
    heads = ["words/s of texts of so many words", *(f"{size:,}" for size in sizes)]
    return table(
        heads,
        [
            [title(row)]
            + [
                shown(results.middle(speed, measure="length", row=row, length=size))
                for size in sizes
            ]
            for row in results.names("row", measure="length")
        ],
    )


def latencies(results: Results) -> str:
    sizes = results.names("length", measure="warm")
    kinds = [(kind, size) for kind in ("warm", "cold") for size in sizes]

    def seconds(row: str, kind: str, size: int) -> float | None:
        return results.middle(lambda one: one["seconds"], measure=kind, row=row, length=size)

    heads = ["ms for one article", *(f"{kind}, {size} words" for kind, size in kinds)]
    rows = []
    for row in results.names("row", measure="warm"):
        found = [seconds(row, *kind) for kind in kinds]
        rows.append([title(row), *(shown(None if s is None else 1000 * s, 1) for s in found)])
    return table(heads, rows)


def starts(results: Results) -> str:
    heads = ["start, seconds", "import", "load", "first result", "MB then"]
    rows = []
    for row in results.names("row", measure="start"):
        here = {"measure": "start", "row": row, "condition": results.main}
        found = [
            results.middle(lambda one, k=key: one[k], **here) for key in ("import", "load", "first")
        ]
        memory = results.middle(lambda one: one.get("rss"), **here)
        rows.append([title(row), *(shown(value, 2) for value in found), shown(memory)])
    command = results.middle(lambda one: one["seconds"], measure="command")
    name = results.names("row", measure="command")[0]
    return table(heads, rows) + f"\n\n`{name}` in a fresh process: {shown(command, 2)} s"


def stages(results: Results) -> str:
    columns = results.names("row", measure="stages")
    heads = ["stage, one thread"]
    heads += [head for row in columns for head in (f"processor s, {title(row)}", "share")]
    names = list(results.of(measure="stages")[0]["stages"])

    def cells(spent: list[dict[str, float]], name: str) -> list[str]:
        seconds = median(one[name] for one in spent)
        share = median(one[name] / sum(one.values()) for one in spent)
        return [shown(seconds, 3), f"{share:.1%}"]

    found = [[one["stages"] for one in results.of(measure="stages", row=row)] for row in columns]
    return table(heads, [[name, *(c for of in found for c in cells(of, name))] for name in names])


def floor(results: Results) -> str:
    """The floor of each checkpoint, and how far above it those that read with it are."""
    heads = ["floor of the encoder", "GFLOP", "GFLOP/s here", "floor, s", "words/s at most"]
    heads += ["articles take", "encoder alone takes"]
    rows = []
    for one in results.names("row", measure="floor"):
        for condition in results.names("condition", measure="floor"):
            here = {"measure": "floor", "row": one, "condition": condition}
            work, rate = (
                results.middle(lambda r, k=k: r[k], **here) for k in ("operations", "rate")
            )
            assert work is not None and rate is not None
            least = work / rate
            rows.append(
                [
                    f"{CHECKPOINTS[one]}, {condition}",
                    *(shown(number / 1e9, 1) for number in (work, rate)),
                    shown(least, 2),
                    shown(words_read(results) / least),
                    times(results, least, one, condition),
                    encoder(results, least, one, condition),
                ]
            )
    return table(heads, rows)


CHECKPOINTS = {"pipeline": "our checkpoint", "arabert": "AraBERT-base's shape"}
"""What the floors of `subjects.Jobs.floor` are of."""


def words_read(results: Results) -> float:
    return float(results.of(measure="articles")[0]["words"])


def times(results: Results, least: float, checkpoint: str, condition: str) -> str:
    """How many times the floor the articles took, by row of that checkpoint."""
    found = []
    for row in results.names("row", measure="articles"):
        if (row == "arabert") == (checkpoint == "arabert"):
            here = {"measure": "articles", "row": row, "condition": condition}
            seconds = results.middle(lambda one: one["seconds"], **here)
            found += [] if seconds is None else [f"{row} {seconds / least:.1f} ×"]
    return "; ".join(found) or "–"


def encoder(results: Results, least: float, checkpoint: str, condition: str) -> str:
    """How many times the floor the encoder took where it was timed: on one thread."""
    here = {"measure": "stages", "row": BASE, "condition": condition}
    seconds = results.middle(lambda one: one["stages"]["encoder"], **here)
    return f"{seconds / least:.1f} ×" if seconds and checkpoint == "pipeline" else "–"


def streamed(results: Results) -> str:
    heads = ["articles of a stream", "seconds", "MB", "growth, MB"]
    marks = results.of(measure="stream")
    first = marks[0].get("rss")
    rows = []
    for one in marks:
        grown = one["rss"] - first if first is not None else None
        rows.append(
            [
                f"{one['articles']:,}",
                shown(one["seconds"], 1),
                shown(one.get("rss")),
                shown(grown, 1),
            ]
        )
    return table(heads, rows)


TABLES: dict[str, Callable[[Results], str]] = {
    "articles": articles,
    "length": lengths,
    "warm": latencies,
    "start": starts,
    "stages": stages,
    "floor": floor,
    "stream": streamed,
}
"""By the measure that has to be there."""


def printed(results: Results, about: Record, *, rounds: int) -> str:
    """All of it as Markdown."""
    parts = [table(["machine", ""], [[key, str(value)] for key, value in about.items()])]
    turns = "One round" if rounds == 1 else f"Medians of {rounds} rounds"
    parts.append(
        f"{turns}; {results.main} where nothing else is said. Only ratios within "
        "this run can be compared with other machines."
    )
    for measure, made in TABLES.items():
        if results.of(measure=measure):
            parts.append(made(results))
        if measure == "articles":
            parts.append(published())
    parts.append("\n".join(f"- {line}" for line in results.notes))
    return "\n\n".join(part for part in parts if part)


def drawn(results: Results, path: Path) -> None:
    """A picture: articles by condition, speed over length, and the stages."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(16, 5), layout="constrained")
    left, middle, right = figure.subplots(1, 3)
    rows = results.names("row", measure="articles")
    conditions = results.names("condition", measure="articles")
    for number, condition in enumerate(conditions):
        here = {"measure": "articles", "condition": condition}
        speeds = [results.middle(speed, row=row, **here) or 0.0 for row in rows]
        high = 0.8 / len(conditions)
        left.barh([i + number * high for i in range(len(rows))], speeds, high, label=condition)
    left.set_yticks([i + 0.4 - 0.4 / len(conditions) for i in range(len(rows))], rows)
    left.invert_yaxis()
    left.set(title="articles", xlabel="words a second")
    left.legend()
    for row in results.names("row", measure="length"):
        sizes = results.names("length", measure="length")
        here = {"measure": "length", "row": row}
        of = [results.middle(speed, **here, length=size) or 0.0 for size in sizes]
        middle.loglog(sizes, of, marker="o", label=row)
    if middle.lines:
        middle.legend()
    middle.set(title="texts of one length", xlabel="words", ylabel="words a second")
    names = results.names("row", measure="stages")
    begin = [0.0] * len(names)
    for stage in results.of(measure="stages")[0]["stages"] if names else STAGES:
        of = [
            results.middle(lambda one, s=stage: one["stages"][s], measure="stages", row=row) or 0.0
            for row in names
        ]
        right.barh(names, of, left=begin, label=stage)
        begin = [start + seconds for start, seconds in zip(begin, of, strict=True)]
    right.set(title="stages of extract_many, one thread", xlabel="processor seconds")
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=5)
    figure.savefig(path, dpi=120)
