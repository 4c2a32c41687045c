"""What brat is set up with: `annotation.conf` and `visual.conf`, made from the ontology.

brat looks for both in the folder of the documents, by these names
(https://brat.nlplab.org/configuration.html). The one says what may be annotated: spans, events with
their roles and what may fill them, the attribute ``Status``. The other says how it is drawn: from
right to left, a colour for each label, dashes around what is planned, a cross over what is denied.
"""

from __future__ import annotations

from collections.abc import Mapping

from coalition_ie.formats.brat.check import ROLE_NAMES
from coalition_ie.formats.notes import DATE
from coalition_ie.ontology import ROLES, Role, Status, ontology

# Label to the colour behind its spans, as on our own page.
_COLOURS: Mapping[str, str] = {
    "PER": "#ffe08a",
    "ORG": "#b9d9ff",
    "LOC": "#bdeec2",
    "TROOP": "#ffc9b8",
    DATE: "#e2d2ff",
}
_TRIGGERS = "#d8dde3"  # the colour behind triggers

# Status to the dashes of its box's border, and what is drawn over it.
_STATUSES: Mapping[Status, tuple[str, str]] = {
    "actual": ("-", "none"),
    "planned": ("3-3", "none"),
    "denied": ("-", "crossed"),
}


def annotation_conf() -> str:
    """What may be annotated.

    >>> print(annotation_conf().splitlines()[-1].expandtabs(1))
    Status Arg:<EVENT>, Value:actual|planned|denied
    """
    known = ontology()
    roles = ", ".join(f"{ROLE_NAMES[role]}*:{_fillers(role)}" for role in ROLES)
    events = [f"{kind}\t{roles}" for kind in known.events]
    status = f"Status\tArg:<EVENT>, Value:{'|'.join(known.statuses)}"
    # brat misses a section that is not there, so the empty one is written too.
    return _sections(
        entities=[*known.labels, DATE], relations=[], events=events, attributes=[status]
    )


def visual_conf() -> str:
    """How it is drawn."""
    known = ontology()
    dashes, boxes = ("|".join(looks) for looks in zip(*map(_look, known.statuses), strict=True))
    drawing = [
        f"SPAN_DEFAULT\tfgColor:black, bgColor:{_TRIGGERS}, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5",
        *(f"{label}\tbgColor:{_COLOURS[label]}" for label in (*known.labels, DATE)),
        f"Status\tdashArray:{dashes}, box:{boxes}",
    ]
    return _sections(labels=[], drawing=drawing, options=["Text\tdirection:rtl"])


def _fillers(role: Role) -> str:
    allowed = ontology().roles[role]
    return "|".join(label for label in ontology().labels if label in allowed) or DATE


def _look(status: Status) -> tuple[str, str]:
    return _STATUSES[status]


def _sections(**sections: list[str]) -> str:
    parts = ("".join(f"{line}\n" for line in (f"[{n}]", *lines)) for n, lines in sections.items())
    return "\n".join(parts)
