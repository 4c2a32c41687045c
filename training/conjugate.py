"""Our tables of verbs beside a full conjugator: which of its forms the library does not know.

    pip install -e '.[lexicon]'
    python -m training.conjugate

For every verb of ``triggers.toml`` and ``particles.toml`` the conjugator mazini makes the forms of
the third person and the first plural, active and passive, past, indicative, subjunctive and
jussive. A form counts as known where the paradigms of ``events/inflection.toml``, on the stems of
that verb (for the passive, of its row), read it. A verb is looked up by its two principal parts;
where its spelling is that of several verbs (قتل, قتّل), the forms of all are asked for.

What is left out on purpose (`not` of a paradigm: تعد is of عد, not of وعد) is counted apart. What
it does not do: pronouns, participles, verbal nouns, and the other way round, words that the
paradigms read and no verb has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from mazini import Conjugation, MaziniError, conjugate
from mazini.lexicon import attested_wazns, lexicon_roots
from mazini.wazn import WAZN_BY_NAME

from coalition_ie.arabic.normalise import PLAIN, fold, normalise
from coalition_ie.events.inflection import analyses, paradigms, stems
from coalition_ie.events.tables import particles, rows
from training.markdown import table

PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1p")
TENSES = ("past", "ind", "sub", "juss")
_WEAK = "ءوي"
_BEGINNINGS = {
    "I": "..[^ت]?.?$",
    "II": "...$",
    "III": ".ا|آ",
    "IV": "[أآ]",
    "V": "ت",
    "VI": "ت",
    "VII": "ان",
    "VIII": "ا",
    "X": "است",
    "Iq": "....$",
    "IIq": "ت",
}  # verb form to how its past begins; the others are not of the news
_SHAPES = (
    ("II", "(.)(.)(.)"),
    ("III", "(.)ا(.)(.)"),
    ("IV", "أ(.)(.)(.)"),
    ("V", "ت(.)(.)(.)"),
    ("VI", "ت(.)ا(.)(.)"),
    ("VII", "ان(.)(.)(.)"),
    ("VIII", "ا(.)ت(.)(.)"),
    ("X", "است(.)(.)(.)"),
    ("Iq", "(.)(.)(.)(.)"),
    ("IIq", "ت(.)(.)(.)(.)"),
)
_PASSIVE_SHAPES = (
    ("III", "(.)و(.)(.)"),
)  # for verbs that no dictionary of roots has: form and where the past has its radicals


class Entry(NamedTuple):
    """A verb of the tables."""

    group: str
    """Id of the row, or class of the steering verb."""
    kind: str
    """``verbs`` or ``passives``."""
    lemma: str
    family: tuple[str, ...]
    """Everything of the same group that may read its passive: verbs and passives."""


class Checked(NamedTuple):
    """What became of one verb."""

    entry: Entry
    paradigms: tuple[str, ...]
    forms: frozenset[str]
    missed: tuple[str, ...]
    """Forms of its own voice that are not read."""
    left: tuple[str, ...]
    """Those that the tables leave to another word."""
    passives: tuple[str, ...]
    """Forms of the passive that are spelled apart and that its group does not list."""
    others: tuple[str, ...]
    """Where the conjugator has the past but another present, or the reverse: its own parts."""


def entries() -> Iterator[Entry]:
    """The verbs of both tables."""
    for row in rows():
        family = (*row.verbs, *row.passives)
        for kind in ("verbs", "passives"):
            for lemma in getattr(row, kind):
                yield Entry(row.id, kind, lemma, family)
    for name, lemmas in particles().verbs.items():
        for lemma in lemmas:
            yield Entry(name, "verbs", lemma, lemmas)


@cache
def _strong() -> Mapping[str, Sequence[str]]:
    """Strong radicals in their order, a doubled one once, to the roots that have them."""
    found: dict[str, list[str]] = defaultdict(list)
    for root in lexicon_roots():
        strong = "".join(letter for letter in root if letter not in _WEAK)
        found[re.sub(r"(.)\1", r"\1", strong)].append(root)
    return found


def _within(radicals: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in radicals)


@cache
def _conjugated(root: str, pattern: str) -> Conjugation | None:
    try:
        made: Conjugation = conjugate(root, pattern)
    except MaziniError:
        return None  # a verb that the conjugator itself refuses
    return made


def _plain(form: str) -> str:
    return normalise(form, PLAIN).text


def _parts(verb: Conjugation, kind: str) -> Iterator[tuple[str, str]]:
    """Past and present as the tables write them; there may be several spellings."""
    voice = "pass_" if kind == "passives" else ""
    for one in verb.slots.get(f"past_{voice}3ms", ()):
        for other in verb.slots.get(f"ind_{voice}3ms", ()):
            yield _plain(one.form), _plain(other.form)


def _candidates(past: str, present: str, kind: str) -> Iterator[Conjugation]:
    """Verbs of the dictionary of roots whose past or present may be spelled so."""
    word = past or present
    for strong, roots in _strong().items():
        if len(strong) > len(word) or not _within(strong, word):
            continue
        for root in roots:
            for pattern in attested_wazns(root):
                begins = _BEGINNINGS.get(WAZN_BY_NAME[pattern].verb_form)
                fits = begins and (kind == "passives" or not past or re.match(begins, past))
                if fits and (verb := _conjugated(root, pattern)):
                    yield verb


def _guessed(past: str, kind: str) -> Iterator[Conjugation]:
    """Verbs that no dictionary of roots has, by the pattern of their past."""
    for form, shape in _PASSIVE_SHAPES if kind == "passives" else _SHAPES:
        match = re.fullmatch(shape, past.replace("ى", "ي"))
        if match and (verb := _conjugated("".join(match.groups()), form)):
            yield verb


def verbs_of(lemma: str, kind: str) -> tuple[list[Conjugation], set[str]]:
    """The conjugator's verbs of a lemma, and the parts of those that share but one of its two."""
    past, _, present = (_plain(part) for part in lemma.partition("/"))
    found, others = [], set()
    for verb in (*_candidates(past, present, kind), *_guessed(past, kind)):
        for one, other in _parts(verb, kind):
            if past in {"", one} and present in {"", other}:
                found.append(verb)
                break
            if past and present and (past == one):
                others.add(f"{one}/{other}")
    return found, set() if found else others


def forms_of(verb: Conjugation, voice: str, tenses: Iterable[str]) -> Iterator[str]:
    """The folded forms of one voice (``""`` or ``"pass_"``)."""
    for tense in tenses:
        for person in PERSONS:
            for form in verb.slots.get(f"{tense}_{voice}{person}", ()):
                yield fold(form.form)


def _known(lemmas: Iterable[str]) -> Mapping[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for paradigm, stem in stems("verbs", lemmas):
        known[stem].append(paradigm)
    return known


def check(entry: Entry) -> Checked:
    """Compare one verb of the tables with the conjugator."""
    found, others = verbs_of(entry.lemma, entry.kind)
    if not found:  # the steering verbs have no list of passives
        found, _ = verbs_of(entry.lemma, "passives")
        if found:
            entry, others = entry._replace(kind="passives"), set()
    past, _, present = entry.lemma.partition("/")
    tenses = [tense for tense in TENSES if (past if tense == "past" else present)]
    own = _known([entry.lemma])
    voice = "pass_" if entry.kind == "passives" else ""
    forms = {form for verb in found for form in forms_of(verb, voice, tenses)}
    names = tuple(dict.fromkeys(name for names in own.values() for name in names))
    never = frozenset[str]().union(*(paradigms()[name].never for name in names))
    missed = {form for form in forms if not any(analyses(form, own))}
    apart: set[str] = set()
    if not voice:
        family = _known(entry.family)
        passives = {form for verb in found for form in forms_of(verb, "pass_", tenses)}
        apart = {form for form in passives if not any(analyses(form, family))}
        forms |= passives
    said = (missed - never, missed & never, apart - missed, others)
    return Checked(entry, names, frozenset(forms), *(tuple(sorted(words)) for words in said))


def _counts(group: Sequence[Checked]) -> Iterator[int]:
    """Verbs, forms, forms not read or left, verbs with passives apart, verbs not found."""
    yield len(group)
    yield sum(len(one.forms) for one in group)
    yield sum(len(one.missed) for one in group)
    yield sum(len(one.left) for one in group)
    yield sum(1 for one in group if one.passives)
    yield sum(1 for one in group if not one.forms)


def report(checked: Sequence[Checked]) -> str:
    """Counts by the paradigms of a verb, then what is missing, verb by verb."""
    groups: dict[str, list[Checked]] = defaultdict(list)
    for one in checked:
        groups[", ".join(one.paradigms)].append(one)
    head = ("paradigms", "verbs", "forms", "not read", "left", "passives apart", "not found")
    counts = [(name, *_counts(group)) for name, group in sorted(groups.items())]
    lines = [table(head, [*counts, ("all", *_counts(checked))])]
    for title, picked in (
        ("Forms that are not read", [(o, o.missed) for o in checked]),
        ("Forms left to another word", [(o, o.left) for o in checked]),
        ("Passives that are spelled apart", [(o, o.passives) for o in checked]),
        ("Other parts than ours", [(o, o.others) for o in checked]),
        ("Not found", [(o, ("",)) for o in checked if not o.forms and not o.others]),
    ):
        lines.append(f"\n{title}:\n")
        lines += [f"{o.entry.group} {o.entry.lemma} {' '.join(what)}" for o, what in picked if what]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report([check(entry) for entry in entries()]))
