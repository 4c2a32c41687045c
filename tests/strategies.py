"""Hypothesis strategies: hostile texts, and documents over them that keep the types' rules."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from coalition_ie import Document, Event, Figure, Mention, Span, TimeExpression
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.types import GRAINS, REASONS, Interval

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670\u0640"  # tashkeel and tatweel
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202b\u202e\u2066\u2069\ufeff\u00ad\u061c"
BREAKS = "\n\r\t\u000b\u000c\u0085\u2028\u2029\u00a0 "
PRESENTATION = "\ufef7\ufefb\ufe8d\ufb50\ufdfa\ufdf2"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
PUNCTUATION = ".,،؛؟!«»\"'()[]{}&-–/\\:#%_"
OTHER = "aZé中😀\U0010ffff\0\x1b\ud800\udc00\udfff"

WORDS = (
    "والعراق", "للتحالف", "سورياوالعراق", "بغداد", "القيّارة", "جنديًا", "٥٦٠", "560", "نحو", "آلاف",
    "أ.ب", "&nbsp;", "<br>", "وزير", "اجتمع", "ستنشر", "لم", "الأربعاء", "داعش", "http://x.y/?q=1",
)  # fmt: skip

_CHARACTERS = st.sampled_from(
    ARABIC * 3 + MARKS + INVISIBLE + BREAKS * 2 + PRESENTATION + DIGITS + PUNCTUATION + OTHER
)

hostile_texts = st.one_of(
    st.text(_CHARACTERS, max_size=60),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(_CHARACTERS, max_size=3)), max_size=25).map(
        " ".join
    ),
    st.text(max_size=30),
    st.builds(lambda c, n: c * n, _CHARACTERS, st.integers(0, 300)),
)
"""Arabic as newspapers print it, and everything that breaks readers of it: marks on nothing,
invisible and bidi characters, lone surrogates, line ends of every kind, control characters."""

figures = st.builds(
    lambda low, more, unit, kind, flags: Figure(
        low=low,
        high=None if more is None else low + more,
        unit=unit,
        kind=kind if unit == "person" else "",
        approximate=flags[0],
        additional=flags[1],
        total=flags[2],
    ),
    st.integers(0, 10**7),
    st.none() | st.integers(0, 10**7),
    st.sampled_from(list(ontology().units)),
    st.sampled_from(["", *ontology().kinds]),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)

intervals = st.builds(
    lambda start, days, grain: Interval(start=start, end=start + timedelta(days=days), grain=grain),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(GRAINS),
)

_SCORES = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn, text: str, *, kind: type = Span, **fields: object) -> Span:
    """Any span of a text that is not empty, as ``kind`` with further ``fields``."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 20)))
    return kind(start=start, end=end, text=text[start:end], **fields)


@st.composite
def _mentions(draw: st.DrawFn, text: str, *, gold: bool) -> tuple[Mention, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    mentions = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        label = draw(st.sampled_from(list(ontology().labels)))
        mentions.append(
            Mention(
                start=start,
                end=end,
                text=text[start:end],
                label=label,
                figure=draw(st.none() | figures) if label == "TROOP" else None,
                score=1.0 if gold else draw(_SCORES),
                normalized="" if gold else draw(st.text(ARABIC, max_size=5)),
            )
        )
    return tuple(mentions)


@st.composite
def _events(draw: st.DrawFn, text: str, mentions: tuple[Mention, ...], *, gold: bool) -> Event:
    valued = intervals.flatmap(lambda value: spans(text, kind=TimeExpression, value=value))
    reasons = st.none() if gold else st.none() | st.sampled_from(REASONS)
    times = valued | reasons.flatmap(lambda why: spans(text, kind=TimeExpression, reason=why))
    fillers: dict[str, tuple[object, ...]] = {}
    for role in ROLES:
        able = [m for m in mentions if m.label in ontology().roles[role]]
        source = times if role == "dates" else st.sampled_from(able or [None])
        found = draw(st.lists(source, max_size=3, unique=True))
        fillers[role] = tuple(filler for filler in found if filler is not None)
    return Event(
        type=draw(st.sampled_from(list(ontology().events))),
        trigger=draw(spans(text)),
        status=draw(st.sampled_from(list(ontology().statuses))),
        score=1.0 if gold else draw(_SCORES),
        sentence=None if gold else draw(st.none() | spans(text)),
        **fillers,
    )


@st.composite
def documents(
    draw: st.DrawFn, *, gold: bool = False, texts: st.SearchStrategy[str] = hostile_texts
) -> Document:
    """A document over a hostile text; with ``gold`` one as annotators make them: no scores."""
    text = draw(texts)
    mentions = draw(_mentions(text, gold=gold)) if text else ()
    events = draw(st.lists(_events(text, mentions, gold=gold), max_size=4)) if text else []
    dates: set[Span] = set()  # those of the events: in annotations there are no others
    if text and not gold:
        dates = {time for event in events for time in event.dates}
        dates |= draw(st.sets(spans(text, kind=TimeExpression), max_size=3))
    return Document(
        text=text,
        mentions=mentions,
        dates=tuple(sorted(dates, key=lambda time: (time.start, time.end))),
        events=tuple(events),
        doc_id=draw(st.none() | st.text(ARABIC + "abc019_-", min_size=1, max_size=8)),
        published=None if gold else draw(st.none() | st.dates()),
    )
