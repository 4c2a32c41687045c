"""Arguments of a verb that is a trigger: its subject and its object."""

from __future__ import annotations

from coalition_ie.events.fillers import Linking

_PLACES = frozenset({"struck", "taken", "besieged", "visited"})


def link_verb(linking: Linking) -> None:
    """Give subject and object of the verb their roles.

    The unvowelled spelling often leaves active and passive open (قتل). A killing with both is
    active; whoever stands alone with the verb suffered it (Ryding 2005, ch. 38 on the passive).
    """
    found = linking.s.arguments(linking.c)
    subject, object_, frame = found.subject, found.object, linking.frame
    if not frame.object:
        # What would be the object of another verb is the subject of this one.
        own = object_ if object_ is not None and found.rule == "inherited subject" else subject
        linking.give(frame.subject, own if own is not None else object_, found.rule)
    elif _passive(linking, subject, object_):
        linking.give(frame.object, subject if object_ is None else object_, "passive subject")
    elif found.rule == "only phrase" and linking.sense.voice == "either":
        linking.give(_role_of_only(linking, subject), subject, found.rule)
    else:
        linking.give(frame.subject, subject, found.rule)
        linking.give(frame.object, object_, "object")


def _role_of_only(linking: Linking, c: int | None) -> str:
    """The role of a phrase alone with its verb: a struck or taken place, else the doer."""
    mentions = [] if c is None else linking.s.chunks[c].mentions
    place = any(linking.s.label(mention) == "LOC" for mention in mentions)
    return (
        linking.frame.object
        if place and linking.frame.object in _PLACES
        else (linking.frame.subject)
    )


def _passive(linking: Linking, subject: int | None, object_: int | None) -> bool:
    sense = linking.sense
    if sense.voice == "passive":
        return True
    if linking.draft.type != "CASUALTY" or sense.analysis.enclitic:
        return False
    return subject is None or object_ is None or linking.s.describes(linking.c)
