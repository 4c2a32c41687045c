"""What `Linker` makes of the heads' answers: spans, roles, evidence, absences, batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.reading import Reading
from coalition_ie.dates.find import find_dates
from coalition_ie.events import link as link_module
from coalition_ie.events.heads import EventHeads
from coalition_ie.events.inputs import KINDS, LONGEST
from coalition_ie.events.link import Linker, allowed_roles
from coalition_ie.events.tables import rows
from coalition_ie.ontology import ROLES, ontology
from coalition_ie.types import Absence, Document, Event, Mention, Span
from tests.linking import SmallEncoder, decided, link, link_marked, louder, read, small_heads

MARKED = (
    "قصفت {ORG:المدفعية التركية} {LOC:كوباني} {DATE:أمس}، وقتل {TROOP:5 مسلحين}.\n"
    "واجتمع {PER:كيري} في {LOC:عمان} ب{PER:لافروف}. "
    "وقالت {ORG:الأمم المتحدة} إن {LOC:كوباني} خالية.\n"
)
OTHERS = (
    "",
    "حلب.",
    "قتل {TROOP:ثلاثة جنود} في {LOC:هلمند}. " * 5,
    "، . !",
    "دخل {ORG:داعش} {LOC:هيت}",
)


def at(*places: int, role: float = 0.0, roles: dict[str, float] | None = None) -> EventHeads:
    """Heads that find STRIKE at certain words of every sentence and nothing elsewhere."""
    return decided(small_heads(trigger=0.5, role=role), places=places, roles=roles)


def without_scores(event: Event) -> Event:
    return replace(
        event,
        score=1.0,
        evidence=tuple(replace(one, score=1.0) for one in event.evidence),
        absent=tuple(replace(one, score=0.0) for one in event.absent),
    )


def scores(event: Event) -> list[float]:
    return [event.score, *(e.score for e in event.evidence), *(a.score for a in event.absent)]


def test_random_heads_find_an_event_at_every_word() -> None:
    text, mentions = read(MARKED)
    events = link(text, mentions)
    assert [event.trigger.start for event in events] == [w.start for w in Reading(text).words]
    assert len({event.type for event in events}) > 1
    assert {role for event in events for role, _ in event.arguments()} == set(ROLES)


def test_offsets_point_into_the_text() -> None:
    text, mentions = read(MARKED)
    events = link(text, mentions)
    document = Document(text=text, mentions=mentions, dates=find_dates(text), events=events)
    assert Document.from_dict(document.to_dict()) == document
    for event in events:
        assert event.sentence is not None
        spans = [event.trigger, event.sentence, *(one.span for one in event.evidence)]
        spans += [one.best for one in event.absent if one.best is not None]
        assert all(text[span.start : span.end] == span.text for span in spans)


def test_trigger_arguments_and_status_have_evidence_and_nothing_else_has() -> None:
    for event in link_marked(MARKED):
        given = [(one.role, one.span.start, one.span.end) for one in event.evidence]
        trigger = event.trigger.start, event.trigger.end
        arguments = [(role, one.start, one.end) for role, one in event.arguments()]
        assert given == [("trigger", *trigger), *arguments, ("status", *trigger)]
        assert event.score == event.evidence[0].score
        assert all(0.0 < score <= 1.0 for score in scores(event)[: -len(event.absent) or None])


@pytest.mark.parametrize("role", [0.0, 0.35, 0.45])
def test_every_empty_role_but_troops_is_explained(role: float) -> None:
    text, mentions = read(MARKED)
    events = link(text, mentions, small_heads(role=role))
    assert events
    candidates = [*mentions, *find_dates(text)]
    for event in events:
        empty = [name for name in ROLES if not getattr(event, name) and name != "troops"]
        assert [one.role for one in event.absent] == empty
        assert event.sentence is not None
        used = [argument for _, argument in event.arguments()]
        for one in event.absent:
            able = [
                (c.start, c.end)
                for c in candidates
                if c.label in (ontology().roles[one.role] or {"DATE"})
                and c not in used
                and event.sentence.start <= c.start < event.sentence.end
            ]
            assert (one.reason == "no-candidate") is (not able)
            assert (one.best is None) is (not able)
            assert one.best is None or (one.best.start, one.best.end) in able


def test_what_fills_one_role_is_no_candidate_for_another() -> None:
    heads = at(0, role=0.5, roles={"actors": 0.75, "targets": 0.15})
    text, (kerry, aleppo) = read("قصفت {PER:كيري} {LOC:حلب}")
    (event,) = link(text, (kerry, aleppo), heads)
    assert event.actors == (kerry, aleppo)
    assert event.absent == tuple(
        Absence(role=role, reason="no-candidate") for role in ("targets", "places", "dates")
    )


def test_arguments_stay_in_the_sentence_of_the_trigger() -> None:
    text, mentions = read(MARKED)
    bounds = Reading(text).sentences
    for event in link(text, mentions):
        assert event.sentence is not None
        (inside,) = [(a, b) for a, b in bounds if a <= event.trigger.start < b]
        assert inside[0] <= event.sentence.start < event.sentence.end <= inside[1]
        assert text[event.sentence.end : inside[1]].strip() == ""
        for _, argument in event.arguments():
            assert inside[0] <= argument.start < argument.end <= inside[1]


@pytest.mark.parametrize("second", ["الرقة", "الرقّة", "الرقـة"])
def test_an_entity_fills_one_role_once_by_its_surest_mention(second: str) -> None:
    heads = at(0)

    def later_is_surer(*given: Tensor) -> tuple[Tensor, Tensor]:
        first = given[4]
        roles = torch.zeros(len(first), len(ROLES) + 1)
        roles[:, ROLES.index("places")] = first.float()
        return torch.zeros(1, len(ontology().statuses)), roles

    heads.decide = later_is_surer  # type: ignore[method-assign]
    text, mentions = read(f"قصف {{LOC:الرقة}} ثم {{LOC:حلب}} ثم {{LOC:{second}}}")
    (event,) = link(text, mentions, heads)
    assert event.places == (mentions[1], mentions[2])


def test_two_entities_fill_a_role_together_in_the_order_of_the_text() -> None:
    heads = at(0, roles={"actors": 0.9})
    text, mentions = read("قصف {ORG:الجيش} و{PER:صالح} و{LOC:باريس}")
    (event,) = link(text, mentions, heads)
    assert event.actors == mentions


def test_no_entity_is_in_two_roles() -> None:
    for event in link_marked(MARKED + MARKED.replace(".\n", " ")):
        named = [(one.label, fold(one.text)) for _, one in event.arguments()]
        assert len(named) == len(set(named))


@pytest.mark.parametrize("text", ["", " \n", "، . ! « »", "قصفت المدفعية حلب.", "\u064b", "\ud800"])
def test_without_candidates_there_is_no_event(text: str) -> None:
    assert link(text, ()) == ()


def test_a_time_is_a_candidate() -> None:
    events = link("قصفت المدفعية حلب أمس. ثم قصفت حلب.", ())
    assert [event.trigger.text for event in events] == ["قصفت", "المدفعية", "حلب", "أمس", "."]
    assert all([time.text for time in event.dates] == ["أمس"] for event in events)


def test_an_event_in_which_nothing_likely_takes_part_is_none() -> None:
    heads = at(0, role=0.5, roles={"actors": 0.2, "places": 0.2})
    assert link_marked("قصفت {ORG:المدفعية} حلب", heads) == ()


@pytest.mark.parametrize(("least", "found"), [(None, 0), (0.6, 1), (0.99, 0), (0.0, 3)])
def test_a_caller_may_set_another_threshold(least: float | None, found: int) -> None:
    encoder = SmallEncoder(decided(small_heads(trigger=0.9), places=(0,), surely=1.0))
    text = encoder.text(*read("قصفت المدفعية {LOC:حلب}"))
    (events,) = encoder.linker.link([text], threshold=least)
    assert len(events) == found


def test_the_evidence_of_a_trigger_names_the_row_that_knows_it() -> None:
    text, mentions = read("قصفت المدفعية {LOC:حلب}")
    known, unknown = link(text, mentions, at(0, 1))
    strikes = {row.id for row in rows() if row.type == "STRIKE"}
    assert known.evidence[0].rule in strikes
    assert unknown.evidence[0].rule == ""
    (other,) = link(text, mentions, decided(small_heads(), kind="MEET"))[:1]
    assert other.evidence[0].rule == ""  # the lexicon knows the word for another type
    assert {one.rule for one in known.evidence[1:]} == {""}


def test_a_temperature_lowers_scores_and_changes_no_event() -> None:
    text, mentions = read(MARKED)
    warm = dict.fromkeys(("trigger", "role", "status"), 3.0)
    cold, warmer = (link(text, mentions, small_heads(temperatures=t)) for t in ({}, warm))
    assert [event.type for event in cold] == [event.type for event in warmer]
    assert [event.status for event in cold] == [event.status for event in warmer]
    for before, after in zip(cold, warmer, strict=True):
        assert after.evidence[-1].score < before.evidence[-1].score
        assert list(after.arguments()) == list(before.arguments())


def test_a_batch_of_texts_answers_as_each_alone() -> None:
    encoder = SmallEncoder()
    texts = [encoder.text(*read(marked)) for marked in (*OTHERS, MARKED, *OTHERS)]
    together = encoder.linker.link(texts)
    alone = [encoder.linker.link([text])[0] for text in texts]
    for many, one in zip(together, alone, strict=True):
        assert list(map(without_scores, many)) == list(map(without_scores, one))
        for a, b in zip(many, one, strict=True):
            assert scores(a) == pytest.approx(scores(b), abs=2e-4)
    assert encoder.linker.link([]) == []


def test_how_many_sentences_go_through_at_once_changes_no_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, mentions = read(MARKED)
    before = link(text, mentions)
    monkeypatch.setattr(link_module, "_CELLS", 1)
    after = link(text, mentions)
    assert list(map(without_scores, before)) == list(map(without_scores, after))


def test_events_stand_in_the_order_of_their_triggers() -> None:
    events = link_marked("قتل {LOC:هيت}. " + "ثم " * 40 + "{LOC:حلب}. دخل {LOC:هيت}. " + MARKED)
    starts = [event.trigger.start for event in events]
    assert starts == sorted(starts)
    assert len(starts) == len(set(starts))


def test_a_sentence_longer_than_is_read_at_once_is_read_in_parts() -> None:
    names = {3: "حلب", LONGEST - 2: "هيت", LONGEST + 1: "عدن", LONGEST + 8: "سرت"}
    words = [f"{{LOC:{names[i]}}}" if i in names else "ثم" for i in range(LONGEST + 10)]
    words[LONGEST - 1], words[LONGEST] = "{ORG:قوات", "التحالف}"  # across the border
    text, mentions = read(" ".join(words))
    assert [mention.text for mention in mentions][2] == "قوات التحالف"
    first, second = link(text, mentions, at(5))
    assert {one.text for _, one in first.arguments()} == {"حلب", "هيت"}
    assert {one.text for _, one in second.arguments()} == {"عدن", "سرت"}
    assert first.sentence is not None and second.sentence is not None
    assert (first.sentence.start, second.sentence.end) == (0, len(text))
    assert first.sentence.end < second.sentence.start


def explained(text: str, mentions: Sequence[Mention], events: Sequence[Event]) -> tuple[Event, ...]:
    encoder = SmallEncoder(louder(small_heads()))
    (found,) = encoder.linker.explain([encoder.text(text, mentions)], [events])
    return found


def test_an_argument_is_explained_by_another_word_of_its_sentence() -> None:
    text, mentions = read(MARKED)
    events = link(text, mentions, louder(small_heads()))
    found = explained(text, mentions, events)
    words = {(word.start, word.end) for word in Reading(text).words}
    cues = 0
    for event in found:
        assert event.sentence is not None
        for one in event.evidence:
            if one.cue is None:
                continue
            cues += 1
            assert one.role in ROLES
            assert (one.cue.start, one.cue.end) in words
            assert text[one.cue.start : one.cue.end] == one.cue.text
            assert event.sentence.start <= one.cue.start < event.sentence.end
            assert one.cue.end <= one.span.start or one.span.end <= one.cue.start
            assert one.cue != event.trigger
    assert cues > 0


def test_explaining_adds_cues_and_changes_nothing_else() -> None:
    text, mentions = read(MARKED)
    events = link(text, mentions, louder(small_heads()))
    found = explained(text, mentions, events)
    bare = [
        replace(event, evidence=tuple(replace(one, cue=None) for one in event.evidence))
        for event in found
    ]
    assert bare == list(events)
    assert explained(text, mentions, found) == found


def test_a_role_that_no_word_changes_has_no_cue() -> None:
    text, mentions = read("قصفت {ORG:المدفعية} ثم {LOC:حلب} بشدة")
    heads = at(0, roles={"actors": 0.5, "places": 0.4})
    encoder = SmallEncoder(heads)
    given = encoder.text(text, mentions)
    ((event,),) = encoder.linker.explain([given], encoder.linker.link([given]))
    assert list(event.arguments())
    assert {one.cue for one in event.evidence} == {None}


def test_the_word_that_decides_is_the_cue() -> None:
    heads = at(0)
    shown: list[Tensor] = []
    prime = heads.prime

    def remember(*given: Tensor) -> Tensor:
        shown.append(given[2])
        return prime(*given)

    def by_the_fourth_word(*given: Tensor) -> tuple[Tensor, Tensor]:
        roles = torch.zeros(len(given[3]), len(ROLES) + 1)
        roles[:, ROLES.index("places")] = 4.0 * shown[-1][given[3], 3]
        return torch.zeros(len(given[1]), len(ontology().statuses)), roles

    heads.prime, heads.decide = remember, by_the_fourth_word  # type: ignore[method-assign]
    encoder = SmallEncoder(heads)
    text = encoder.text(*read("قصفت {LOC:حلب} ثم سوتها بالأرض"))
    ((event,),) = encoder.linker.explain([text], encoder.linker.link([text]))
    assert [one.text for one in event.places] == ["حلب"]
    assert [one.cue.text for one in event.evidence if one.cue is not None] == ["سوتها"]


def test_events_of_elsewhere_are_left_as_they_are() -> None:
    text, mentions = read("قصفت {ORG:المدفعية} {LOC:حلب}. ثم عاد الهدوء.")
    quiet = text.index("الهدوء")
    trigger = Span(start=quiet, end=quiet + 6, text="الهدوء")
    events = (Event(type="STRIKE", trigger=trigger, places=(mentions[1],)),)
    assert explained(text, mentions, events) == events  # no candidate stands beside it


@pytest.mark.parametrize("surface", ["قصفت", "قَصَفَت", "قصـفت", "ﻗﺼﻔﺖ"])
def test_triggers_are_known_by_their_folded_spelling(surface: str) -> None:
    (event,) = link_marked(f"{surface} المدفعية {{LOC:كوباني}}.", at(0))
    assert event.trigger.text == surface
    assert event.evidence[0].rule


def test_which_candidate_may_fill_which_role_is_the_ontology() -> None:
    allowed = allowed_roles()
    assert allowed.shape == (len(KINDS), len(ROLES) + 1)
    assert allowed[:, -1].all()
    for k, label in enumerate(KINDS):
        able = [role for role in ROLES if label in (ontology().roles[role] or {"DATE"})]
        assert [role for r, role in enumerate(ROLES) if allowed[k, r]] == able


def test_heads_that_were_training_are_used_as_they_answer() -> None:
    heads = small_heads(dropout=0.5).train()
    text, mentions = read(MARKED)
    assert link(text, mentions, heads) == link(text, mentions, heads)
    assert not Linker(heads).heads.training
