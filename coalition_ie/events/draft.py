"""An event while it is being linked."""

from __future__ import annotations

from dataclasses import dataclass, field

from coalition_ie.events.lexicon import Sense
from coalition_ie.ontology import EventType, Status


@dataclass(slots=True)
class Draft:
    """Arguments by position of their mention (or date) in the document, each with its rule."""

    chunk: int
    span: tuple[int, int]
    sense: Sense
    roles: dict[str, dict[int, str]] = field(default_factory=dict)
    status: Status = "actual"
    status_rule: str = "default"

    @property
    def type(self) -> EventType:
        """The event type."""
        return self.sense.row.type

    def add(self, role: str, argument: int, rule: str) -> None:
        """Put an argument into a role; a mention fills one role of an event, the first given."""
        if not role:
            return
        if role != "dates" and any(
            argument in fillers for name, fillers in self.roles.items() if name != "dates"
        ):
            return
        self.roles.setdefault(role, {})[argument] = rule

    def has(self, role: str) -> bool:
        """Whether anything fills ``role``."""
        return bool(self.roles.get(role))

    @property
    def empty(self) -> bool:
        """Whether no role is filled."""
        return not any(self.roles.values())
