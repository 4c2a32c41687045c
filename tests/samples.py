"""One short text of our own with its annotation, worked out by hand, for many tests."""

from __future__ import annotations

from coalition_ie import Document, Event, Figure, Mention, Span, TimeExpression

TEXT = (
    "وصل الوزير سامي الراوي إلى بغداد الأحد.\n"
    "وستنشر فرنسا نحو 300 جندي في أربيل لمساندة القوات العراقية، ولم تقصف الموصل.\n"
)

ANN = """\
T1\tVISIT 0 3\tوصل
T2\tPER 11 22\tسامي الراوي
T3\tLOC 27 32\tبغداد
T4\tDATE 33 38\tالأحد
T5\tDEPLOY 41 46\tستنشر
T6\tLOC 47 52\tفرنسا
T7\tTROOP 53 65\tنحو 300 جندي
T8\tLOC 69 74\tأربيل
T9\tORG 83 98\tالقوات العراقية
T10\tSTRIKE 104 108\tتقصف
T11\tLOC 109 115\tالموصل
E1\tVISIT:T1 Actor:T2 Place:T3 Date:T4
E2\tDEPLOY:T5 Actor:T6 Target:T9 Place:T8 Troop:T7
E3\tSTRIKE:T10 Actor:T6 Place:T11
A1\tStatus E1 actual
A2\tStatus E2 planned
A3\tStatus E3 denied
#1\tAnnotatorNotes T7\tlow=300 high=300 unit=person approximate=true
"""


def at(surface: str) -> dict[str, object]:
    """Start, end and text of the first occurrence of ``surface`` in `TEXT`."""
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "text": surface}


def mention(label: str, surface: str, **fields: object) -> Mention:
    """The mention of `TEXT` with this surface."""
    return Mention(label=label, **at(surface), **fields)  # type: ignore[arg-type]


MINISTER = mention("PER", "سامي الراوي")
BAGHDAD = mention("LOC", "بغداد")
FRANCE = mention("LOC", "فرنسا")
SOLDIERS = mention("TROOP", "نحو 300 جندي", figure=Figure(low=300, high=300, approximate=True))
ERBIL = mention("LOC", "أربيل")
IRAQI_FORCES = mention("ORG", "القوات العراقية")
MOSUL = mention("LOC", "الموصل")
SUNDAY = TimeExpression(**at("الأحد"))  # type: ignore[arg-type]

VISIT = Event(
    type="VISIT",
    trigger=Span(**at("وصل")),  # type: ignore[arg-type]
    actors=(MINISTER,),
    places=(BAGHDAD,),
    dates=(SUNDAY,),
)
DEPLOY = Event(
    type="DEPLOY",
    trigger=Span(**at("ستنشر")),  # type: ignore[arg-type]
    actors=(FRANCE,),
    targets=(IRAQI_FORCES,),
    places=(ERBIL,),
    troops=(SOLDIERS,),
    status="planned",
)
STRIKE = Event(
    type="STRIKE",
    trigger=Span(**at("تقصف")),  # type: ignore[arg-type]
    actors=(FRANCE,),
    places=(MOSUL,),
    status="denied",
)

DOCUMENT = Document(
    text=TEXT,
    mentions=(MINISTER, BAGHDAD, FRANCE, SOLDIERS, ERBIL, IRAQI_FORCES, MOSUL),
    events=(VISIT, DEPLOY, STRIKE),
    doc_id="sample",
)
