"""Places of mentions: the choice among namesakes, precision, and silence where nothing decides."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.knowledge import gazetteer as room
from coalition_ie.knowledge.places import MOST_SURE, places
from coalition_ie.types import Document, Mention
from tests.case_files import cases, text_of

ROOT = Path(__file__).parents[3]
TEXTS = ROOT.parent / "shared"
LEAST_PRECISION = 0.90


def document(marked: str, **meta: Any) -> Document:
    """A document whose places stand in braces."""
    text, mentions = "", []
    for plain, surface in re.findall(r"([^{}]*)(?:\{([^}]*)\})?", marked):
        text += plain
        if surface:
            end = len(text) + len(surface)
            mentions.append(Mention(start=len(text), end=end, text=surface, label="LOC"))
            text += surface
    return Document(text=text, mentions=tuple(mentions), meta=meta)


@pytest.mark.parametrize("case", cases("places"), ids=text_of)
def test_places_of_a_text(case: dict[str, Any]) -> None:
    read = document(case["text"])
    found = places(read)
    got = [
        place and [place.name, place.country, place.precision]
        for place in (found.get(position) for position in range(len(read.mentions)))
    ]
    assert got == case["places"], case["source"]


def test_the_country_that_the_row_names_decides_among_namesakes() -> None:
    marked = "أغلقت السلطات الطريق إلى {طرابلس} أمس."
    for home, country in (("لبنان", "LBN"), ("LBY", "LBY")):
        assert places(document(marked, country=home))[0].country == country


def test_mentions_that_are_no_places_have_none() -> None:
    person = Mention(start=0, end=5, text="بغداد", label="PER")
    assert places(Document(text="بغداد", mentions=(person,))) == {}


@pytest.mark.parametrize(
    "surface", ["الموصل", "المَوصِل", "«الموصل»", "موصل", "مدينة الموصل", "الموصل العراقية"]
)
def test_a_name_is_found_however_it_is_spelt(surface: str) -> None:
    assert places(document(f"اشتباكات في {{{surface}}} بين الجيش العراقي ومسلحين"))[0].id == 99072


def test_every_id_is_one_place_and_every_point_is_in_range() -> None:
    gazetteer = room.gazetteer()
    points: dict[int, tuple[float, float]] = {}
    kinds = set()
    for row in gazetteer._rows:
        entry = room._entry(row)
        kinds.add(entry.kind)
        point = (entry.latitude, entry.longitude)
        assert points.setdefault(entry.id, point) == point, row
        assert abs(point[0]) <= 90 and abs(point[1]) <= 180, row
        assert len(entry.country) == 3, row
        assert all(key == room.place_key(key) for key in row.rsplit("\t", 1)[1].split("|")), row
    assert kinds == room.PRECISIONS.keys()


def test_many_names_cost_no_more_each_than_few(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    distance = room.kilometres

    def counted(*points: tuple[float, float]) -> float:
        nonlocal asked
        asked += 1
        return distance(*points)

    monkeypatch.setattr("coalition_ie.knowledge.places.kilometres", counted)
    syrian = {
        key: None
        for row in room.gazetteer()._rows
        for key in row.rsplit("\t", 1)[1].split("|")
        if "\tSYR\t" in row
    }
    names = list(syrian)[: 8 * MOST_SURE]
    cost = []
    for count in (4 * MOST_SURE, 8 * MOST_SURE):
        asked = 0
        places(document("الجيش السوري في سوريا. " + ". ".join(f"{{{n}}}" for n in names[:count])))
        cost.append(asked)
    assert cost[0] > 0
    assert cost[1] < 3 * cost[0]


def test_a_name_said_again_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []
    find = room.Gazetteer.find
    monkeypatch.setattr(
        "coalition_ie.knowledge.places._Weigher._choose",
        lambda self, name, within: weighed.append(name.key),
    )
    assert find(room.gazetteer(), "الموصل")
    places(document("{الموصل}. " * 50))
    assert len(weighed) == 2  # before and after the sure places are known


@pytest.mark.skipif(not (TEXTS / "domain").is_dir(), reason="the texts are not at hand")
@pytest.mark.parametrize(("name", "least_answered"), [("test", 0.75), ("other", 0.65)])
def test_articles_have_their_places_as_the_reader_gave_them(
    name: str, least_answered: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    benchmark = import_module("places")
    found, _ = benchmark.answers(name, TEXTS)
    given = [answer for answer in found if answer.place]
    located = [answer for answer in found if not benchmark.has_no_place(answer.gold)]
    assert sum(answer.right for answer in given) >= LEAST_PRECISION * len(given)
    assert sum(bool(answer.place) for answer in located) >= least_answered * len(located)


def test_the_sets_of_articles_are_apart() -> None:
    folder = ROOT / "annotations" / "knowledge" / "places"
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for record in map(json.loads, path.read_text("utf-8").splitlines()):
            if path.stem != "second":
                assert seen.setdefault(record["sha256"], path.stem) == path.stem, record["id"]
            for item in record["items"]:
                assert item.keys() <= {"start", "end", "id", "latitude", "longitude", "country"}
