"""The arguments that a trigger finds in its own clause.

A verb has subject and object, an event noun what leans on it and what governs it (nouns.py); both
have phrases with a preposition, places and dates around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from coalition_ie.events.candidates import Candidate
from coalition_ie.events.clauses import BORDERS, Clauses
from coalition_ie.events.lexicon import Sense
from coalition_ie.events.nouns import link_noun
from coalition_ie.events.requirements import satisfied
from coalition_ie.events.tables import listed

_PLACES = frozenset({"struck", "taken", "besieged", "visited"})
_CARRIERS = frozenset({"light", "happen", "host", "cover", "claim"})


def find_candidates(clauses: Clauses) -> Iterator[Candidate]:
    """For every trigger its first reading whose requirements the arguments meet."""
    for c, chunk in enumerate(clauses.chunks):
        senses = chunk.trigger.senses if chunk.trigger else ()
        readings = (link_trigger(clauses, c, sense) for sense in senses)
        yield from islice(filter(satisfied, readings), 1)


def link_trigger(clauses: Clauses, c: int, sense: Sense) -> Candidate:
    """The event that chunk ``c`` names in this reading, with the arguments of its own clause."""
    event = Candidate(clauses, c, sense)
    if event.verb:
        _link_verb(event)
    else:
        link_noun(event)
    _link_behind(event)
    if not event.chunk.coordinated:
        _link_before(event)
    return event


def _link_verb(event: Candidate) -> None:
    """Give subject and object of the verb their roles.

    The unvowelled spelling often leaves active and passive open (قتل). A killing with both is
    active; whoever stands alone with the verb suffered it (Ryding 2005, ch. 38 on the passive).
    """
    subject, object_, rule = event.clauses.phrases(event.c)
    frame = event.frame
    if not frame.object:
        # What would be the object of another verb is the subject of this one.
        inherited = rule == "inherited-subject" and object_ is not None
        event.add_phrase(frame.subject, object_ if inherited or subject is None else subject, rule)
    elif _passive(event, subject, object_):
        event.add_phrase(frame.object, subject if object_ is None else object_, "passive-subject")
    elif rule == "only-phrase" and event.sense.voice == "either":
        event.add_phrase(_role_of_only(event, subject), subject, rule)
    else:
        event.add_phrase(frame.subject, subject, rule)
        event.add_phrase(frame.object, object_, "object")


def _role_of_only(event: Candidate, c: int | None) -> str:
    """The role of a phrase alone with its verb: a struck or taken place, else the doer."""
    mentions = [] if c is None else event.clauses.chunks[c].mentions
    place = any(event.clauses.mentions[mention].label == "LOC" for mention in mentions)
    return event.frame.object if place and event.frame.object in _PLACES else event.frame.subject


def _passive(event: Candidate, subject: int | None, object_: int | None) -> bool:
    if event.sense.voice == "passive":
        return True
    if event.type != "CASUALTY" or event.sense.analysis.enclitic:
        return False
    return subject is None or object_ is None or event.clauses.describes(event.c)


def _link_behind(event: Candidate) -> None:
    """What stands behind the trigger up to the next one."""
    paused = False
    for j in _behind(event):
        chunk = event.clauses.chunks[j]
        if chunk.date is not None:
            event.add("dates", "date-behind", chunk.date)
        elif chunk.kind == "comma":
            paused = True
        elif chunk.trigger is not None and not chunk.mentions:
            if not (chunk.coordinated and j == event.c + 1):
                return
        elif chunk.preposition:
            _link_preposition(event, j)
        elif paused and not event.verb:
            return


def _behind(event: Candidate) -> list[int]:
    """Chunks behind the trigger in its clause, and behind a verb that only carries it."""
    clauses, chunks = event.clauses, event.clauses.chunks
    found = list(clauses.after(event.c))
    verb = event.c + 1 + len(found)
    if verb < len(chunks) and chunks[verb].kind == "rel":
        verb += 1
    if event.verb or verb >= len(chunks) or chunks[verb].kind != "verb":
        return found
    plain = chunks[verb].trigger is None and not chunks[verb].coordinated
    if plain and clauses.classes(verb) & _CARRIERS:
        found += clauses.after(verb)
    return found


def _link_preposition(event: Candidate, c: int) -> None:
    chunk, before = event.clauses.chunks[c], event.clauses.chunks[c - 1]
    if event.type == "MEET" and before.kind == "np" and before.holds("topics"):
        return  # ``بحثا الوضع في …``: the place of the topic
    spec: str = event.frame.prepositions.get(chunk.preposition, "")
    if chunk.preposition == "ل" and spec == "struck" and not event.verb:
        # ``قصف للتحالف على …``: with على for what is struck, ل brings in who struck it.
        spec = "fighters" if "علي" in event.clauses.prepositions_after(event.c) else spec
    event.add_phrase(spec, c, "preposition")


def _link_before(event: Candidate) -> None:
    clauses = event.clauses
    past_verb = event.verb
    for j in clauses.before(event.c):
        chunk = clauses.chunks[j]
        if chunk.kind == "verb" and not past_verb and chunk.trigger is None:
            if clauses.says(j) and "light" not in clauses.classes(j):
                return
            past_verb = True
        elif chunk.kind in BORDERS or chunk.trigger is not None:
            return
        elif chunk.date is not None:
            if not _is_said(clauses, j) and not _measured(event, j):
                event.add("dates", "date-before", chunk.date)
        elif chunk.preposition == "بالتعاون مع":
            event.add_phrase("actors", j, "preposition")
        elif chunk.preposition in listed("locative") and _fronted(event, j, past_verb):
            event.add_phrase("places", j, "fronted-place")


def _fronted(event: Candidate, c: int, past_verb: bool) -> bool:
    """Whether a phrase before the trigger tells where it was, not what its noun is like."""
    if _is_said(event.clauses, c):
        return False
    before = event.clauses.chunks[c - 1] if c else None
    if before is None or before.kind != "np":
        return True
    if event.verb:
        return False
    return event.preposition == "" and not (past_verb and before.preposition)


def _measured(event: Candidate, c: int) -> bool:
    """``بعد يومين من [الهجوم]``: the time up to the event, not its own."""
    last = event.clauses.chunks[c].last
    since = event.preposition in listed("since") or event.preposition == "خلال"
    return since or any(unit.key == "من" for unit in event.clauses.units[last + 1 : last + 2])


def _is_said(clauses: Clauses, c: int) -> bool:
    """Whether the verb before chunk ``c`` is one of saying, so that ``c`` belongs to it."""
    verb = clauses.governor(c)
    return verb is not None and clauses.chunks[verb].trigger is None and clauses.says(verb)
