"""The arguments that a trigger finds in its own clause."""

from __future__ import annotations

from collections.abc import Iterator

from coalition_ie.events.adjuncts import link_adjuncts
from coalition_ie.events.clauses import Sentence
from coalition_ie.events.draft import Draft
from coalition_ie.events.fillers import Linking
from coalition_ie.events.lexicon import Sense
from coalition_ie.events.nouns import link_noun
from coalition_ie.events.requirements import met
from coalition_ie.events.status import set_status
from coalition_ie.events.verbs import link_verb


def link_trigger(sentence: Sentence, chunk: int, sense: Sense) -> Draft:
    """The event that the trigger of ``chunk`` names in this reading."""
    linking = Linking(sentence, chunk, sense)
    if sense.kind == "verb":
        link_verb(linking)
    else:
        link_noun(linking)
    link_adjuncts(linking)
    return linking.draft


def link_sentence(sentence: Sentence) -> Iterator[Draft]:
    """For every trigger its first reading whose requirements the arguments meet."""
    for c, chunk in enumerate(sentence.chunks):
        if chunk.trigger is None:
            continue
        for sense in sentence.units[chunk.trigger].senses:
            draft = link_trigger(sentence, c, sense)
            if met(sentence, draft):
                set_status(sentence, draft)
                yield draft
                break
