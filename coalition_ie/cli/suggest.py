"""Pre-annotate texts for people to correct, those first of which the model is least certain.

examples:
  coalition-ie suggest news/*.txt --output tasks.labelstudio.json
  coalition-ie suggest news/*.txt --to brat --output tasks
"""

from __future__ import annotations

import argparse

from coalition_ie.cli.inputs import add_reading, sources
from coalition_ie.cli.outputs import add_output, check_room, output_form, put_all
from coalition_ie.cli.reading import outcomes
from coalition_ie.cli.talk import Talk
from coalition_ie.corpus.suggest import rank
from coalition_ie.types import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    add_reading(parser)
    add_output(parser)


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Rank what is found, say how uncertain it is, write it."""
    form = output_form(arguments)
    found = sources(arguments)
    check_room(len(found), form, arguments.output)
    with outcomes(arguments, talk, found) as read:
        ranked = rank(one for one in read if isinstance(one, Document))
    if not ranked:
        return
    for document, uncertainty in ranked:
        talk.say(f"{document.doc_id}: uncertainty {uncertainty:.3f}")
    suggestions = [(suggestion.document, suggestion.score) for suggestion in ranked]
    put_all(suggestions, form, arguments.output, talk)
