"""Who a mention is, in codes that datasets of events share: id, country, sector, role.

A name is looked up as it stands, then without nouns that say only what kind of body it is and
adjectives that change nothing (تنظيم داعش الإرهابي); if no table has it, its first words tell the
sector and a nationality or the name of a country tells the country (القوات المسلحة التركية). Titles
before a person's name give role, sector and country. The words stand in ``actors.toml``, the names
in the tables of `coalition_ie.knowledge.actor_tables`.

Some names mean another in every war (المقاومة, الجيش الوطني, التحالف): they are settled by the
countries that the text names most often, and are left open where these do not tell.

What it does not do: find out that two mentions are one (`coalition_ie.knowledge.entities`), or
whereabouts of places (`coalition_ie.knowledge.places`): a place has at most its country here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from coalition_ie.knowledge.actor_bodies import (
    Countries,
    Seen,
    body,
    by_head,
    force_of,
    somewhere,
    state,
)
from coalition_ie.knowledge.actor_tables import Tables, default, full_words_of, words_of
from coalition_ie.knowledge.actor_titles import before, titled
from coalition_ie.ontology import Label
from coalition_ie.types import Document, Mention
from coalition_ie.types.knowledge import Actor

CONTEXT = 90
"""Characters before a mention that may hold its title."""

_TABLES = frozenset(("country", "capital", "groups", "bodies", "persons"))


def actor_of(
    name: str,
    label: Label,
    *,
    context: str = "",
    countries: Countries | None = None,
    published: date | None = None,
    tables: Tables | None = None,
) -> Actor | None:
    """Who ``name`` is, or None where nothing is known of it.

    ``context`` is the text just before the mention, ``countries`` how often its text names each
    country (`countries_of`), ``published`` the day on which an office has to be held to be told.
    ``tables`` are the default ones or those of `Tables.read`. The id is empty where only country
    or sector is known, as of a town or of an army whose country the text does not tell.

    >>> actor_of("القوات التركية", "ORG").id
    'TUR.MIL'
    >>> found = actor_of("ماري هولم", "PER", context="قالت وزيرة الدفاع النرويجية ")
    >>> found.country, found.sector, found.role
    ('NOR', 'GOV', 'minister of defence')
    """
    seen = Seen(tables or default(), countries or {}, published)
    if label == "TROOP":
        return None
    found = _read(name, label, context, seen)
    if name.startswith("ل") and (found is None or found.rule not in _TABLES):
        # A span cut behind the first lam of لل (guidelines §2): its article has lost the alef.
        whole = _read("ا" + name, label, context, seen)
        if whole is not None and (found is None or not found.id or whole.rule in _TABLES):
            return whole
    return found


def _read(name: str, label: Label, context: str, seen: Seen) -> Actor | None:
    words = words_of(name)
    if not words:
        return None
    if (own := seen.tables.own.get(words)) is not None:
        return own
    if label == "PER":
        return _person(name, context, seen)
    if label == "LOC":
        return state(words, seen) or body(words, seen) or somewhere(words, seen)
    return (
        body(words, seen)
        or state(words, seen)
        or force_of(name, seen)
        or by_head(words, seen)
        or somewhere(words, seen)
    )


def actors(document: Document, *, tables: Tables | None = None) -> dict[int, Actor]:
    """Position in ``document.mentions`` to actor, of those of which something is known."""
    countries = countries_of(document, tables=tables)
    found = (_of_mention(document, mention, countries, tables) for mention in document.mentions)
    return {place: actor for place, actor in enumerate(found) if actor is not None}


def countries_of(document: Document, *, tables: Tables | None = None) -> Counter[str]:
    """How many mentions of each country a text has: its name, its places, its bodies."""
    named = (_of_mention(document, mention, {}, tables) for mention in document.mentions)
    return Counter(actor.country for actor in named if actor is not None and actor.country)


def _of_mention(
    document: Document, mention: Mention, countries: Countries, tables: Tables | None
) -> Actor | None:
    return actor_of(
        mention.normalized or mention.text,
        mention.label,
        context=document.text[max(0, mention.start - CONTEXT) : mention.start],
        countries=countries,
        published=document.published,
        tables=tables,
    )


def _person(name: str, context: str, seen: Seen) -> Actor | None:
    """A person of the tables, with the role that a title tells, or what the title alone tells."""
    listed = seen.settled(seen.tables.persons.get(full_words_of(name), ()))
    told = titled(before(context), seen)
    if listed is None or told is None:
        return listed or told
    fits = told.role and told.rule == "title" and told.country in ("", listed.country)
    return replace(listed, role=told.role) if fits else listed
