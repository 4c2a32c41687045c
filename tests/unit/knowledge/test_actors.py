"""Who a mention is: tables, first words, titles, and the country that a text is about."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from coalition_ie.errors import FormatError
from coalition_ie.knowledge.actor_tables import SECTORS, Tables, default
from coalition_ie.knowledge.actors import actor_of, actors, countries_of
from coalition_ie.types import Document, Mention


def codes(name: str, label: str = "ORG", **given: object) -> tuple[str, str, str] | None:
    found = actor_of(name, label, **given)  # type: ignore[arg-type]
    return found and (found.id, found.country, found.sector)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("تنظيم «داعش» الإرهابي", ("islamic-state", "", "REB")),
        ("تنظيم “الدولة الإسلامية”", ("islamic-state", "", "REB")),
        ("ميليشيات_الحوثي", ("houthis", "YEM", "REB")),
        ("مليشيا الحوثيين الإيرانية", ("houthis", "YEM", "REB")),
        ("لحوثيين", ("houthis", "YEM", "REB")),
        ("ﺍﻟﺤﻮﺛﻴﻴﻦ", ("houthis", "YEM", "REB")),
        ("كتائب حزب الله", ("kataib-hezbollah", "IRQ", "PRM")),
        ("حزب الله اللبناني", ("hezbollah", "LBN", "PRM")),
        ("قوات البيشمركة الكردية", ("peshmerga", "IRQ", "MIL")),
        ("حلف الناتو", ("nato", "", "IGO")),
        ("وكالة رويترز", ("reuters", "GBR", "JRN")),
        ("القوات المسلحة النرويجية", ("NOR.MIL", "NOR", "MIL")),
        ("جيش موريتانيا", ("MRT.MIL", "MRT", "MIL")),
        ("الحكومة الألمانية", ("DEU.GOV", "DEU", "GOV")),
        ("السلطات المالية", ("MLI.GOV", "MLI", "GOV")),
        ("شرطة الأنبار", ("IRQ.COP", "IRQ", "COP")),
        ("قيادة شرطة نينوى", ("IRQ.COP", "IRQ", "COP")),
        ("البرلمان الهولندي", ("NLD.LEG", "NLD", "LEG")),
        ("وزارة خارجية تشاد", ("TCD.GOV", "TCD", "GOV")),
        ("سفارة كندا", ("CAN.GOV", "CAN", "GOV")),
        ("قوات حفتر", ("LBY.REB", "LBY", "REB")),
        ("الجيش الوطني الليبي", ("libyan-national-army", "LBY", "REB")),
        ("القوات الأممية", ("un-mission", "", "IGO")),
    ],
)
def test_organisations(name: str, expected: tuple[str, str, str]) -> None:
    assert codes(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("الولايات المتحدة الأميركية", ("USA", "USA", "")),
        ("واشنطن", ("USA.GOV", "USA", "GOV")),
        ("لعراق", ("IRQ", "IRQ", "")),
        ("قاعدة العند الجوية", ("", "YEM", "")),
        ("شارع النخيل", None),
    ],
)
def test_places(name: str, expected: tuple[str, str, str] | None) -> None:
    assert codes(name, "LOC") == expected


@pytest.mark.parametrize("name", ["قوات العشائر المحلية", "الهيئة", "!؟", "نبيل الحاتمي"])
def test_what_is_unknown_has_no_country(name: str) -> None:
    found = actor_of(name, "ORG")
    assert found is None or not found.country


@pytest.mark.parametrize(
    ("context", "country", "sector", "role"),
    [
        ("استقبل وزير الدفاع النرويجي ", "NOR", "GOV", "minister of defence"),
        ("وقالت وزيرة خارجية كينيا، ", "KEN", "GOV", "minister of foreign affairs"),
        ("أوضح المتحدث باسم البنتاغون ", "USA", "GOV", "spokesman"),
        ("قال قائد شرطة نينوى العميد الركن ", "IRQ", "COP", "chief of police"),
        ("وقتل القيادي الحوثي ", "YEM", "REB", "leader"),
        ("التقى السفير الفنلندي لدى الأردن ", "FIN", "GOV", "ambassador"),
        ("وصل المبعوث الأممي إلى السودان ", "", "IGO", "envoy"),
        ("حذر رئيس الوزراء الكرواتي السابق ", "HRV", "CVL", "former prime minister"),
        ("ونظيره البرتغالي ", "PRT", "GOV", ""),
        ("رئيس لجنة في حزب الدعوة ", "IRQ", "PTY", "chairman of a committee"),
    ],
)
def test_titles(context: str, country: str, sector: str, role: str) -> None:
    found = actor_of("سليم الدرواني", "PER", context=context)
    assert found is not None
    assert (found.country, found.sector, found.role) == (country, sector, role)


@pytest.mark.parametrize(
    "context",
    [
        "قال ",
        "وزير الدفاع النرويجي. ",
        "أكد وزير الدفاع النرويجي أن ",
        "الرئيس الكيني ونجله ",
        "زار وزير الدفاع النرويجي و",
    ],
)
def test_titles_of_others(context: str) -> None:
    found = actor_of("سليم الدرواني", "PER", context=context)
    assert found is None or (found.country, found.role) == ("", "")


def test_an_office_is_told_where_it_was_held() -> None:
    held = actor_of("جو بايدن", "PER", published=date(2023, 5, 1))
    before = actor_of("جو بايدن", "PER", published=date(2012, 5, 1))
    undated = actor_of("جو بايدن", "PER")
    assert held and before and undated
    assert (held.role, before.role, undated.role) == ("president", "vice president", "")
    assert held.id == before.id == undated.id == "joe-biden"


def _document(*names: tuple[str, str]) -> Document:
    text, mentions = "", []
    for name, label in names:
        start = len(text)
        text += name + "، "
        span = {"start": start, "end": start + len(name), "text": name}
        mentions.append(Mention(**span, label=label))  # type: ignore[arg-type]
    return Document(text=text, mentions=tuple(mentions))


@pytest.mark.parametrize(
    ("place", "coalition", "resistance"),
    [
        ("تعز", "arab-coalition", "yemeni-popular-resistance"),
        ("الرقة", "global-coalition", None),
        ("أوسلو", "coalition", None),
    ],
)
def test_names_that_mean_another_in_every_war(
    place: str, coalition: str, resistance: str | None
) -> None:
    document = _document((place, "LOC"), (place, "LOC"), ("التحالف", "ORG"), ("المقاومة", "ORG"))
    found = actors(document)
    assert found[2].id == coalition
    assert (found.get(3) and found[3].id) == resistance


def test_the_country_of_the_text_tells_whose_ministry_it_is() -> None:
    about = _document(("هيت", "LOC"), ("الرمادي", "LOC"), ("بغداد", "LOC"), ("وزارة الدفاع", "ORG"))
    assert countries_of(about)["IRQ"] == 3
    assert actors(about)[3].id == "IRQ.GOV"
    assert actors(_document(("وزارة الدفاع", "ORG")))[0].id == ""


def test_tables_of_a_user_win(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "my.csv"
    rows = "# ours\nname,id,country,sector\nداعش|تنظيم الراية,my-group,SYR,REB\nلواء الفجر,dawn,,\n"
    path.write_text(rows, "utf-8")
    tables = Tables.read([path])
    assert codes("داعش", tables=tables) == ("my-group", "SYR", "REB")
    assert codes("«تنظيم الراية»", tables=tables) == ("my-group", "SYR", "REB")
    assert codes("لواء الفجر", tables=tables) == ("dawn", "", "")
    assert codes("داعش") == ("islamic-state", "", "REB")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "expected a header"),
        ("id,country\nx,SYR\n", "got none named name"),
        ("name,id,colour\nx,y,z\n", "got 'colour'"),
        ("name,id\nفلان,\n", "line 2: expected id, got nothing"),
        ("name,id,country\nفلان,x,Syria\n", "line 2: expected a country as ISO 3166-1 alpha-3"),
        ("name,id,sector\n# c\nفلان,x,ARMY\n", "line 3: expected a sector"),
        ("name,id\nفلان,x,y\n", "line 2: expected 2 cells, got 3"),
        ("name,id\n!,x\n", "line 2: expected a name with letters"),
    ],
)
def test_bad_rows_are_named(tmp_path, rows: str, message: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "my.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(FormatError, match=message.replace("(", r"\(")) as caught:
        Tables.read([path])
    assert str(path) in str(caught.value)


def test_our_own_tables_hold_known_codes() -> None:
    tables = default()
    entries = [e for table in (tables.bodies, tables.persons) for es in table.values() for e in es]
    assert {e.actor.sector for e in entries} <= SECTORS
    countries = {e.actor.country for e in entries} | {c for e in entries for c in e.theatre}
    assert countries - {""} <= set(tables.english)
    assert set(tables.regions.values()) | set(tables.nationalities.values()) <= set(tables.english)
    for entry in entries:
        for day in (entry.since, entry.until):
            assert not day or date.fromisoformat(day)


def test_there_are_groups_enough() -> None:
    text = files("coalition_ie.knowledge").joinpath("groups.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    armed = [row for row in rows if row["sector"] in {"REB", "PRM", "MIL"}]
    assert len(armed) >= 150
    assert len({row["id"] for row in rows}) == len(rows)
