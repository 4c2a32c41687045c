"""What enriching adds to a document: entities with actor and place, and of each event its time, its
casualties, who says so, and its code in PLOVER."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from coalition_ie.errors import SchemaError
from coalition_ie.ontology import Label, one_of, ontology
from coalition_ie.types.values import Interval, Span

Precision = Literal["exact", "town", "region", "country"]
"""How near to a place its coordinates are: those of the place itself; of the town that a facility
or quarter is named after or lies in; the middle of a region; the middle of a country."""

TimeSource = Literal["clause", "sentence", "paragraph", "earlier", "published"]
"""Where an event's time comes from: a time expression that is its argument; another one of its
sentence; of the sentences around it; of another mention of the same event; the day of
publication."""

Outcome = Literal["killed", "wounded", "captured", "missing", "displaced"]
Victims = Literal["civilian", "armed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, in codes that datasets of events share.

    ``id`` names the actor over documents (``USA``, ``USA.MIL``, ``islamic-state``) and is empty
    where only country or sector is known, ``country`` is ISO 3166-1 alpha-3 or empty, ``sector`` a
    code of PLOVER (GOV, MIL, REB …; IGO, NGO of bodies that have no other) or empty, ``role`` an
    office where a title or a dated list says so (``minister of defence``), ``name`` its usual name
    in English, ``rule`` what identified it.
    """

    id: str
    name: str
    country: str = ""
    sector: str = ""
    role: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of GeoNames (``id``) with the coordinates of its middle in degrees (WGS 84).

    ``country`` is ISO 3166-1 alpha-3, ``population`` 0 where GeoNames has none, ``rule`` what
    chose it among its namesakes.
    """

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int = 0
    precision: Precision = "exact"
    rule: str = ""

    def __post_init__(self) -> None:
        one_of(get_args(Precision), self.precision, what="precision of a place")
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise SchemaError(f"expected degrees, got {self.latitude}, {self.longitude}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing of the world, as a document names it.

    ``id`` is its number by first mention (``e1``), ``name`` its fullest name, ``mentions`` the
    positions of its mentions in the document's ``mentions``, in order, and ``joined`` the rule that
    joined each of them to those before (empty for the first).
    """

    id: str
    label: Label
    name: str
    mentions: tuple[int, ...]
    joined: tuple[str, ...]
    actor: Actor | None = None
    place: Place | None = None

    def __post_init__(self) -> None:
        one_of(ontology().labels, self.label, what="label")
        if not self.mentions or len(self.mentions) != len(self.joined):
            raise SchemaError(
                f"expected mentions and a rule for each, got {self.mentions} and {self.joined}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTime:
    """When an event was done: its interval, where that comes from, and when it was said.

    ``span`` is the time expression, None where the day of publication stands in. ``said`` is the
    time of the saying (``قال الثلاثاء``) where it is another.
    """

    value: Interval
    source: TimeSource
    span: Span | None = None
    said: Interval | None = None

    def __post_init__(self) -> None:
        one_of(get_args(TimeSource), self.source, what="source of a time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty(Span):
    """Persons whom an event cost: how many, what became of them, and who they are.

    Bounds as in `Figure`; ``high`` is None where the wording leaves it open.
    """

    outcome: Outcome
    victims: Victims = "unknown"
    low: int
    high: int | None
    approximate: bool = False

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        one_of(get_args(Outcome), self.outcome, what="outcome")
        one_of(get_args(Victims), self.victims, what="victims")
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise SchemaError(f"expected 0 <= low <= high, got low={self.low} high={self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so: the speaker or medium, and the word that attributes the report to it."""

    speaker: Span
    cue: Span
    kind: Literal["speaker", "medium"] = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """An event in PLOVER: event, mode (empty where the event has none) and contexts."""

    event: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
