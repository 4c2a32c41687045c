"""Tables of the pages, made from the package's own data.

A page names one as ``<!-- table: name -->``; mkdocs calls `on_page_markdown` for each page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from html import escape
from inspect import getdoc
from itertools import groupby
from typing import Any

from coalition_ie import errors
from coalition_ie.cli.main import COMMANDS
from coalition_ie.dates import find_dates, resolve
from coalition_ie.dates.find import DATED
from coalition_ie.dates.tables import date_table
from coalition_ie.events.tables import rows
from coalition_ie.formats.forms import READERS, SUFFIXES, WRITERS
from coalition_ie.numbers import KINDS, find_numbers
from coalition_ie.numbers.words import number_table
from coalition_ie.ontology import ontology
from coalition_ie.types import REASONS
from coalition_ie.types.records import COLUMNS

PLACE = re.compile(r"<!-- table: ([\w-]+) -->")
_SLOT = re.compile(r"\{\w+:([^}]*)\}")  # a name of an example, with its label


def on_page_markdown(markdown: str, **_: Any) -> str:
    """A page with its tables."""
    return PLACE.sub(lambda found: TABLES[found[1]](), markdown)


def table(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(head), ["---"] * len(list(head)), *map(list, body)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def arabic(text: str) -> str:
    """Arabic, set from right to left; the labels of an example's names are left out."""
    bare = escape(_SLOT.sub(r"\1", text))
    return f'<span dir="rtl" lang="ar">{bare}</span>'


def labels() -> str:
    """Labels of mentions."""
    return table(("label", "what"), ((f"`{k}`", v) for k, v in ontology().labels.items()))


def events() -> str:
    """Event types, each with the first example of the trigger lexicon."""
    known = ontology()
    examples = {row.type: row.example for row in reversed(rows())}
    return table(
        ("type", "covers", "PLOVER", "mode", "example"),
        (
            (f"`{name}`", covers, known.plover[name], known.modes[name], arabic(examples[name]))
            for name, covers in known.events.items()
        ),
    )


def roles() -> str:
    """Roles and what may fill them."""
    filled = ((r, ", ".join(sorted(by)) or "dates") for r, by in ontology().roles.items())
    return table(("role", "filled by"), ((f"`{role}`", by) for role, by in filled))


def statuses() -> str:
    """Statuses of events."""
    return table(("status", "means"), ((f"`{k}`", v) for k, v in ontology().statuses.items()))


def figures() -> str:
    """What a figure counts."""
    known = ontology()
    counted = [*known.units.items(), *known.kinds.items()]
    return table(("unit or kind", "said by"), ((f"`{k}`", v) for k, v in counted))


def date_rules() -> str:
    """The rules of dates, each with its example and what it reads there."""
    wednesday = date(2016, 7, 20)
    body = []
    for row in date_table()["rule"]:
        kinds = [row["kind"]] if "kind" in row else DATED
        (found,) = find_dates(row["example"], published=wednesday, kinds=kinds)
        before, span, behind = row["example"].partition(row["span"])
        example = f'<span dir="rtl" lang="ar">{before}<b>{span}</b>{behind}</span>'
        convention = row.get("convention", "")
        tag = found.to_timex3()
        said = f"`{tag['type']}` `{tag['value']}`"
        body.append((f"`{row['id']}`", example, said, found.reason or "", convention))
    return table(("rule", "example", "read as", "no days: why", "convention"), body)


def date_conventions() -> str:
    """What the conventions say, from the module that keeps them."""
    said = re.findall(r"^- (\w+): (.*?)(?=^- |\Z)", str(resolve.__doc__), re.M | re.S)
    rows = ((f"`{name}`", " ".join(text.replace("``", "`").split())) for name, text in said)
    return table(("convention", "says"), rows)


def date_reasons() -> str:
    """Why an expression has no value, with one that has none for it."""
    examples = {"relative": "أمس", "no such day": "30 فبراير 2015", "open": "منذ شهور"}
    examples |= {"anaphoric": "في اليوم التالي", "ambiguous": "في 20/1/16"}
    examples |= {
        "contradictory": "الأحد 4 مايو 2016",
        "out of range": "في القرن الثالث قبل الميلاد",
    }
    found = {reason: find_dates(text)[0].reason for reason, text in examples.items()}
    assert list(found) == list(found.values()), found
    return table(("reason", "example"), ((f"`{k}`", arabic(examples[k])) for k in REASONS))


def date_dialects() -> str:
    """Everyday words, by the word of the standard that they are read as."""
    known = date_table()["dialect"]
    rows = [(to, words) for part in ("word", "definite") for to, words in known[part].items()]
    rows += [(to, f"{both['first']} + {both['second']}") for to, both in known["pair"].items()]
    return table(("standard", "everyday"), ((arabic(to), arabic(words)) for to, words in rows))


def triggers() -> str:
    """Every row of the trigger lexicon, type by type, folded away."""
    parts = []
    for name, group in groupby(rows(), key=lambda row: row.type):
        body = (
            (f"`{row.id}`", row.guideline, arabic(" ".join(words(row))), arabic(row.example))
            for row in group
        )
        lines = table(("row", "guideline", "words", "example"), body).splitlines()
        parts.append(f'??? note "{name}"\n\n' + "\n".join(f"    {line}" for line in lines))
    return "\n\n".join(parts)


def words(row: Any) -> list[str]:
    """The lemmas of a row; of a verb the past."""
    keys = ("verbs", "passives", "nouns", "participles", "forms")
    return [lemma.partition("/")[0] for key in keys for lemma in getattr(row, key)]


def number_kinds() -> str:
    """Kinds of numbers, each with what the rules' examples have of it."""
    return table(("kind", "example"), ((f"`{kind}`", _first(kind)) for kind in KINDS))


def _first(kind: str) -> str:
    """The first number of a kind in the examples of the rules."""
    every = (n for rule in number_table()["rule"] for n in find_numbers(rule["example"]))
    return next((arabic(n.text) for n in every if n.kind == kind), "")


def number_forms() -> str:
    """Forms that a caller may not want, with an example of each."""
    said = ((f"`{form}`", arabic(example)) for form, example in number_table()["form"].items())
    return table(("form", "example"), said)


def number_rules() -> str:
    """The rules of the grammar of numbers with their examples."""
    return table(
        ("rule", "source", "example", "read"),
        (
            (
                rule["what"],
                rule["source"],
                arabic(rule["example"]),
                ", ".join(rule["values"]) or "none",
            )
            for rule in number_table()["rule"]
        ),
    )


def number_words() -> str:
    """Every word of the grammar of numbers by its part and value."""
    return table(
        ("part", "value", "words"),
        (
            (f"`{role}`", f"{int(value):,}", arabic(" ".join(words.split())))
            for role, rows in number_table()["word"].items()
            for value, words in rows.items()
        ),
    )


def columns(kind: Any) -> str:
    """The columns of a table of documents."""
    return table(("column", "holds"), ((f"`{k}`", v.__name__) for k, v in COLUMNS[kind].items()))


def forms() -> str:
    """Forms of files."""
    marks = {True: "yes", False: ""}
    return table(
        ("form", "file", "read", "written"),
        (
            (f"`{form}`", f"`{end}`", marks[form in READERS], marks[form in WRITERS])
            for form, end in SUFFIXES.items()
        ),
    )


def commands() -> str:
    """Subcommands."""
    return table(("command", "what it does"), ((f"`{k}`", v) for k, v in COMMANDS.items()))


def error_types() -> str:
    """Errors, with the builtin that each is as well."""
    found = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and one.__module__ == errors.__name__
    ]
    return table(
        ("error", "is also", "raised for"),
        (
            (
                f"`{one.__name__}`",
                ", ".join(f"`{base.__name__}`" for base in one.__bases__),
                (getdoc(one) or "").splitlines()[0].replace("``", "`"),
            )
            for one in found
        ),
    )


TABLES: Mapping[str, Callable[[], str]] = {
    "labels": labels,
    "events": events,
    "roles": roles,
    "statuses": statuses,
    "figures": figures,
    "date-rules": date_rules,
    "date-conventions": date_conventions,
    "date-reasons": date_reasons,
    "date-dialects": date_dialects,
    "triggers": triggers,
    "number-kinds": number_kinds,
    "number-forms": number_forms,
    "number-rules": number_rules,
    "number-words": number_words,
    "columns-events": lambda: columns("events"),
    "columns-mentions": lambda: columns("mentions"),
    "columns-dates": lambda: columns("dates"),
    "forms": forms,
    "commands": commands,
    "errors": error_types,
}
