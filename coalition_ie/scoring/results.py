"""What scoring gives: counts, shares of them, and a table for people.

No value is invented where nothing is to be counted: precision without predictions, recall without
gold and F1 without either are None, and ``-`` in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, TypeVar

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many are right, of how many predicted and how many in gold."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right."""
        return _share(self.right, self.predicted)

    @property
    def recall(self) -> float | None:
        """Share of gold that was found."""
        return _share(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.right, self.predicted + self.gold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How many are right of a number of cases."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        """Share of the cases that are right."""
        return _share(self.right, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The ends of a 95 % interval of a share."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureScores:
    """Values of gold figures: right are ``low``, ``high`` and ``unit`` together.

    ``of_found`` counts the gold figures whose exact span was predicted as TROOP, ``of_all`` every
    gold figure; ``approximate`` is the flag alone, where the value is right.
    """

    of_found: Accuracy
    of_all: Accuracy
    approximate: Accuracy


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All scores of a set of documents; ``to_dict`` for machines, ``to_text`` for people.

    ``arguments`` are exact, ``arguments_by_head`` right where they begin; ``tuples`` are events
    right as a whole, ``tuples_any_status`` with the status left out. ``intervals`` holds, by the
    name of its field, the 95 % interval of an F1 or an accuracy, where there is one.
    """

    documents: int
    mentions: Tally
    labels: Mapping[str, Tally]
    figures: FigureScores
    triggers: Tally
    types: Mapping[str, Tally]
    arguments: Tally
    roles: Mapping[str, Tally]
    arguments_by_type: Mapping[str, Tally]
    arguments_by_head: Tally
    tuples: Tally
    tuples_any_status: Tally
    status: Accuracy
    intervals: Mapping[str, Bounds]

    def to_dict(self) -> dict[str, Any]:
        """Every score by its name, counts with their shares, JSON-safe."""
        return dict(_plain(self))

    def to_text(self) -> str:
        """A table for people; ``-`` where there was nothing to count."""
        fillers = {**self.roles, **self.arguments_by_type}
        cases = [
            ("figures right, of those found", self.figures.of_found, ""),
            ("figures right, of all", self.figures.of_all, ""),
            ("approximate right, of those", self.figures.approximate, ""),
            ("status right, of matched triggers", self.status, self._interval("status", ", 95 % ")),
        ]
        lines = [
            f"{self.documents} documents, exact character spans, micro",
            _head("gold", "predicted") + ("    95 % of F1" if self.intervals else ""),
            *self._block("mentions", "mentions", self.mentions, self.labels),
            *self._block("triggers", "triggers", self.triggers, self.types),
            *self._block("arguments", "arguments", self.arguments, fillers),
            *self._block("  by head", "arguments_by_head", self.arguments_by_head),
            *self._block("tuples", "tuples", self.tuples),
            *self._block("  any status", "tuples_any_status", self.tuples_any_status),
            *(
                f"{name:<34}{_number(c.value):>10} ({c.right} of {c.total}){i}"
                for name, c, i in cases
            ),
        ]
        return "".join(f"{line}\n" for line in lines)

    def _block(
        self, name: str, field: str, whole: Tally, parts: Mapping[str, Tally] | None = None
    ) -> Iterator[str]:
        rows = _rows(name, whole, parts or {}).items()
        lines = [_row(name, tally, tally.gold, tally.predicted) for name, tally in rows]
        yield lines[0] + self._interval(field, "   ")
        yield from lines[1:]

    def _interval(self, field: str, before: str) -> str:
        found = self.intervals.get(field)
        return f"{before}{_number(found.low)}-{_number(found.high)}" if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagScore:
    """Precision, recall and F1 in [0, 1] as seqeval gives them, and the gold mentions."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagScores:
    """What seqeval says of tags, with the mode that was used: a number without it means little.

    ``lost`` counts the gold mentions that no tags express, so that seqeval does not see them.
    """

    mode: str
    micro: TagScore
    labels: Mapping[str, TagScore]
    lost: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Every score by its name, JSON-safe."""
        return asdict(self)

    def to_text(self) -> str:
        """A table for people, headed by the mode."""
        rows = _rows("micro", self.micro, self.labels)
        lines = [
            f"seqeval, {self.mode}; gold mentions without tags: {self.lost}",
            _head("gold"),
            *(_row(name, s, s.support) for name, s in rows.items()),
        ]
        return "".join(f"{line}\n" for line in lines)


def tables(results: Mapping[str, Scores | TagScores]) -> str:
    """The tables of several results, one below the other; that of ``agreement`` is named."""
    heads = {"agreement": "agreement of two readings: "}
    return "\n".join(heads.get(name, "") + scores.to_text() for name, scores in results.items())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if not is_dataclass(value):
        return value
    plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Tally):
        return {"precision": value.precision, "recall": value.recall, "f1": value.f1, **plain}
    return {"accuracy": value.value, **plain} if isinstance(value, Accuracy) else plain


def _rows(whole: str, value: _Value, parts: Mapping[str, _Value]) -> dict[str, _Value]:
    return {whole: value} | {f"  {name}": part for name, part in parts.items()}


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _head(*counts: str) -> str:
    return f"{'':<14}" + "".join(f"{name:>10}" for name in ("precision", "recall", "F1", *counts))


def _row(name: str, score: Tally | TagScore, *counts: int) -> str:
    numbers = (_number(score.precision), _number(score.recall), _number(score.f1), *counts)
    return f"{name:<14}" + "".join(f"{number:>10}" for number in numbers)
