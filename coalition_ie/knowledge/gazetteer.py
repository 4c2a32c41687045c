"""The gazetteer of the package: countries, regions and towns with a name in Arabic script.

``gazetteer.tsv.gz`` is made by ``training/gazetteer.py`` from GeoNames (CC BY 4.0), CLDR and a
table of our own; `LICENSES/README.md` names them. It is read when the first name is looked up, and
of its rows only those that are asked for are taken apart.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple, cast

from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.normalise import fold
from coalition_ie.types.knowledge import Precision

FILE = "gazetteer.tsv.gz"
"""One row a place, in UTF-8: id, name in English, country (alpha-3), code of its region, latitude,
longitude, population, kind, and the keys of its Arabic names, separated by bars."""

Kind = Literal["country", "region", "capital", "town", "in a region", "at a town"]
"""What a row names. The last two name something smaller (a district, a quarter, a mountain, a base)
that the gazetteer knows only by the region that it lies in or the town that it lies in or at."""

PRECISIONS: Mapping[Kind, Precision] = {
    "country": "country",
    "region": "region",
    "capital": "exact",
    "town": "exact",
    "in a region": "region",
    "at a town": "town",
}
"""How near to what a row names its point is."""

EARTH = 6371.0
"""Mean radius of the Earth in kilometres (IUGG)."""

_ARTICLE = "ال"
_LETTERS = str.maketrans({"ة": "ه", "ؤ": "و", "ئ": "ي"})
_OTHERS = re.compile(r"[^\u0621-\u063a\u0641-\u064a0-9]+")


class Entry(NamedTuple):
    """One row: a place under the names that the gazetteer knows."""

    id: int
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    kind: Kind

    @property
    def precision(self) -> Precision:
        """How near its point is to what it names."""
        return PRECISIONS[self.kind]


@remembered
def place_key(name: str) -> str:
    """The one spelling of what writers spell several ways: hamza, alef maqsura, ta marbuta, marks.

    Signs and underscores are spaces, so that a hashtag has the key of its words.

    >>> place_key("الرُّقّة"), place_key("«إنجيرليك»"), place_key("سيناء")
    ('الرقه', 'انجيرليك', 'سينا')
    """
    words = _OTHERS.sub(" ", fold(name).translate(_LETTERS)).split()
    return " ".join(word.removesuffix("ء") if len(word) > 2 else word for word in words)


class Gazetteer:
    """Places by the keys of their names."""

    def __init__(self, text: str) -> None:
        self._rows = text.splitlines()
        self._known: dict[str, list[int]] = {}
        known = self._known
        for number, row in enumerate(self._rows):
            for key in row[row.rindex("\t") + 1 :].split("|"):
                known.setdefault(key, []).append(number)

    def find(self, key: str) -> list[Entry]:
        """The places of that name; where there are none, those of it with or without article."""
        other = key.removeprefix(_ARTICLE) if key.startswith(_ARTICLE) else _ARTICLE + key
        numbers = self._known.get(key) or self._known.get(other) or []
        return [_entry(self._rows[number]) for number in numbers]

    def country(self, code: str) -> Entry | None:
        """The country of that ISO 3166-1 alpha-3 code, None where the gazetteer has it not."""
        row = next((row for row in self._rows if f"\t{code}\t\t" in row), None)
        return _entry(row) if row else None


def _entry(row: str) -> Entry:
    number, name, country, region, latitude, longitude, population, kind, _ = row.split("\t")
    return Entry(
        int(number),
        name,
        country,
        region,
        float(latitude),
        float(longitude),
        int(population),
        cast(Kind, kind),
    )


@cache
def gazetteer() -> Gazetteer:
    """The package's own, read once."""
    data = files("coalition_ie.knowledge").joinpath(FILE).read_bytes()
    return Gazetteer(gzip.decompress(data).decode("utf-8"))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points in degrees of latitude and longitude, by the haversine formula.

    >>> round(kilometres((33.3, 44.4), (36.3, 43.1)))
    354
    """
    (north, east), (north_other, east_other) = one, other
    a = sin(radians(north_other - north) / 2) ** 2
    b = sin(radians(east_other - east) / 2) ** 2
    cosines = cos(radians(north)) * cos(radians(north_other))
    return 2 * EARTH * asin(sqrt(min(1.0, a + cosines * b)))
