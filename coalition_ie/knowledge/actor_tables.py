"""Tables of actors: countries, groups, bodies, persons and regions, and those that a user adds.

Names are known by their folded words without article, so that writers' spellings fall together
(`words_of`). The library's own tables lie beside this module, each with its source at its top.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from coalition_ie.arabic.characters import ARTICLE, CONTRACTION
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
from coalition_ie.errors import FormatError, quoted
from coalition_ie.types.knowledge import Actor

# fmt: off
SECTORS = frozenset((
    "GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "BUS",
    "EDU", "MED", "LAB", "AGR", "JRN", "REF", "REL", "SOC", "CRM",
    "IGO", "NGO", "ISM", "IMG", "MNC",
))
# fmt: on
"""Primary sector codes of PLOVER, draft 0.8, then its codes of actors without a country, which
stand as sector of those that have no other."""

_SIGNS = re.compile(r"[\W_]+")
_PERSIAN = str.maketrans("پگچة", "بغجه")
_GLUED = re.compile(r"\b(عبد|ابو|ابي) (?=\w)|(?<=\w) (?=الله\b)")  # written apart or together
_SHORT = 2  # letters at least that an article leaves


@remembered
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, each without its article, signs left out.

    >>> words_of("«القوّات المسلّحة» التركية") == words_of("قوات مسلحة تركيه")
    True
    """
    return tuple(map(_bare, full_words_of(name)))


@remembered
def full_words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name with their articles, as persons are known: العامري is no عامري."""
    text = _SIGNS.sub(" ", fold(name).translate(_PERSIAN)).strip()
    return tuple(_GLUED.sub(lambda match: match[1] or "", text).split())


def _bare(word: str) -> str:
    if word.startswith(CONTRACTION) and len(word) > len(CONTRACTION) + _SHORT:
        return word.removeprefix(CONTRACTION)
    rest = word.removeprefix(ARTICLE)
    return rest if len(rest) >= _SHORT and word != "الله" else word


Words = tuple[str, ...]


class Entry(NamedTuple):
    """An actor that a name may mean."""

    actor: Actor
    theatre: frozenset[str] = frozenset()
    """Where not empty: it is meant only in texts about one of these countries."""
    since: str = ""
    until: str = ""
    """From which day until which it held its role, in ISO form; empty where open."""

    def then(self, day: date | None) -> bool:
        """Whether its role is held on ``day``."""
        if day is None:
            return False
        return self.since <= day.isoformat() and (not self.until or day.isoformat() < self.until)


class Tables(NamedTuple):
    """What is known of names; `default` are the library's, `Tables.read` adds a user's."""

    own: Mapping[Words, Actor]
    """Names of the user's tables, which win."""
    bodies: Mapping[Words, tuple[Entry, ...]]
    persons: Mapping[Words, tuple[Entry, ...]]
    """By their words with articles."""
    countries: Mapping[Words, tuple[Entry, ...]]
    nationalities: Mapping[Words, str]
    """Words of a nationality to its country."""
    regions: Mapping[Words, str]
    english: Mapping[str, str]
    """Country to its name in English."""

    @classmethod
    def read(cls, paths: Iterable[str | Path]) -> Tables:
        """The library's tables and those of files, a later file before an earlier one.

        Each is a CSV file with a header: ``name`` (as texts have it; several are separated by
        ``|``) and ``id``, and if wanted ``country`` (ISO 3166-1 alpha-3), ``sector`` (one of
        `SECTORS`), ``role`` and ``english``, the usual name in English. Lines that begin with #
        are comments.

        Raises:
            FormatError: a file or row cannot be used; the message names file and line.
            OSError: a file cannot be read.
        """
        known = default()
        own: dict[Words, Actor] = {}
        for path in map(Path, paths):
            own |= dict(_own(path, known.english))
        return known._replace(own={**known.own, **own})


_REQUIRED = ("name", "id")
_OPTIONAL = ("country", "sector", "role", "english")


def _own(path: Path, countries: Mapping[str, str]) -> Iterator[tuple[Words, Actor]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: expected UTF-8, got {error}") from None
    for line, row in _rows(text, str(path), _REQUIRED, _OPTIONAL):
        where = f"{path}, line {line}"
        for column in _REQUIRED:
            if not row[column]:
                raise FormatError(f"{where}: expected {column}, got nothing")
        country, sector = row.get("country", ""), row.get("sector", "")
        if country and country not in countries:
            expected = "expected a country as ISO 3166-1 alpha-3"
            raise FormatError(f"{where}: {expected}, got {quoted(country)}")
        if sector and sector not in SECTORS:
            expected = f"expected a sector, one of {' '.join(sorted(SECTORS))}"
            raise FormatError(f"{where}: {expected}, got {quoted(sector)}")
        actor = Actor(
            id=row["id"],
            name=row.get("english", "") or row["id"],
            country=country,
            sector=sector,
            role=row.get("role", ""),
            rule=f"table {path.name}",
        )
        for name in row["name"].split("|"):
            if not (words := words_of(name)):
                raise FormatError(f"{where}: expected a name with letters, got {quoted(name)}")
            yield words, actor


def _rows(
    text: str, where: str, required: Iterable[str], optional: Iterable[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their line numbers; # begins a line of comment."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    if not lines:
        raise FormatError(f"{where}: expected a header, got no line")
    reader = csv.reader(line for _, line in lines)
    header = [column.strip() for column in next(reader)]
    expected = f"expected columns {', '.join(required)}"
    if lacking := [column for column in required if column not in header]:
        raise FormatError(f"{where}: {expected}, got none named {', '.join(lacking)}")
    known = {*required, *optional}
    if unknown := [column for column in header if column not in known]:
        allowed = ", ".join(optional) or "no others"
        raise FormatError(f"{where}: {expected}, and {allowed}, got {quoted(unknown[0])}")
    for cells in reader:
        if not any(cells):
            continue
        line = lines[min(reader.line_num, len(lines)) - 1][0]
        if len(cells) != len(header):
            got = f"expected {len(header)} cells, got {len(cells)}"
            raise FormatError(f"{where}, line {line}: {got}")
        yield line, dict(zip(header, (cell.strip() for cell in cells), strict=True))


def _table(name: str, *columns: str) -> Iterator[dict[str, str]]:
    text = files("coalition_ie.knowledge").joinpath(name).read_text("utf-8")
    for _, row in _rows(text, name, columns):
        yield row


@cache
def default() -> Tables:
    """The library's own tables, read once."""
    english, nationalities = {}, dict[Words, str]()
    countries, bodies, persons = (defaultdict[Words, list[Entry]](list) for _ in range(3))
    for row in _table("countries.csv", "country", "name", "arabic", "capitals", "adjectives"):
        code = row["country"]
        english[code] = row["name"]
        state = Actor(id=code, name=row["name"], country=code, rule="country")
        seat = Actor(
            id=f"{code}.GOV",
            name=f"government of {row['name']}",
            country=code,
            sector="GOV",
            rule="capital",
        )
        _add(countries, row["arabic"], state, code)
        _add(countries, row["capitals"], seat, code)
        first = row["arabic"].partition("|")[0].rstrip("?")
        for adjective in filter(None, [*row["adjectives"].split("|"), _adjective(first)]):
            for form in _forms(words_of(adjective)):
                nationalities.setdefault(form, code)
    for file, columns in (("groups.csv", ("theatre",)), ("bodies.csv", ())):
        common = ("id", "name", "country", "sector", "founded", "arabic")
        for row in _table(file, *common, *columns):
            actor = Actor(
                id=row["id"],
                name=row["name"],
                country=row["country"],
                sector=row["sector"],
                rule=file.removesuffix(".csv"),
            )
            _add(bodies, row["arabic"], actor, row.get("theatre") or row["country"])
    offices = ("id", "name", "country", "sector", "role", "since", "until", "arabic")
    for row in _table("persons.csv", *offices):
        held = {column: row[column] for column in ("id", "name", "country", "sector", "role")}
        actor = Actor(**held, rule="persons")
        for name in row["arabic"].split("|"):
            unsure = frozenset({row["country"]} if name.endswith("?") else ())
            entry = Entry(actor, unsure, row["since"], row["until"])
            persons[full_words_of(name)].append(entry)
    regions = {
        words_of(name): row["country"]
        for row in _table("regions.csv", "country", "arabic")
        for name in row["arabic"].split("|")
    }
    return Tables(
        own={},
        bodies=_fixed(bodies),
        persons=_fixed(persons),
        countries=_fixed(countries),
        nationalities=nationalities,
        regions=regions,
        english=english,
    )


def _fixed(table: Mapping[Words, list[Entry]]) -> dict[Words, tuple[Entry, ...]]:
    return {words: tuple(entries) for words, entries in table.items()}


def _add(table: dict[Words, list[Entry]], names: str, actor: Actor, theatre: str) -> None:
    for name in filter(None, names.split("|")):
        unsure = frozenset(theatre.split("|") if name.endswith("?") else ())
        table[words_of(name)].append(Entry(actor, unsure))


def _adjective(country: str) -> str:
    """The nationality that is made from a country's name of one word, by the rule of the nisba.

    Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), ch. 10.5: the article and a
    final feminine ending or long vowel go, ـي comes; exceptions stand in countries.csv.

    >>> _adjective("تركيا"), _adjective("العراق"), _adjective("فرنسا")
    ('تركي', 'عراقي', 'فرنسي')
    """
    words = words_of(country)
    if len(words) != 1:
        return ""
    stem = re.sub("(?<=..)(يا|يه|ا|ه|ي)$", "", words[0])
    return stem + "ي"


def _forms(words: Words) -> Iterator[Words]:
    """A nationality's forms: masculine, feminine, dual and sound plurals."""
    for ending in ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات"):
        yield tuple(word + ending for word in words)
