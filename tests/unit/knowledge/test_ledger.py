"""One event in several documents: what joins, what stays apart, and that ids stay."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from coalition_ie.cli import main
from coalition_ie.errors import FormatError, SchemaError
from coalition_ie.formats.jsonl import write_jsonl
from coalition_ie.knowledge.exports import export
from coalition_ie.knowledge.ledger import Ledger
from coalition_ie.knowledge.likeness import likeness, weights
from coalition_ie.knowledge.stories import Copies, runs
from coalition_ie.types import Document, Event, Figure, Mention, Span


def told(
    name: str, text: str, word: str, *, day: int, figure: int, status: str = "actual"
) -> Document:
    """An article of one DEPLOY of so many soldiers by أستراليا to the town of تكريت."""

    def mention(part: str, label: str, **more: object) -> Mention:
        at = text.index(part)
        return Mention(start=at, end=at + len(part), text=part, label=label, **more)  # type: ignore[arg-type]

    troops = mention(f"{figure} جندي", "TROOP", figure=Figure(low=figure, high=figure))
    who, where = mention("أستراليا", "LOC"), mention("تكريت", "LOC")
    at = text.index(word)
    event = Event(
        type="DEPLOY",
        trigger=Span(start=at, end=at + len(word), text=word),
        actors=(who,),
        places=(where,),
        troops=(troops,),
        status=status,  # type: ignore[arg-type]
    )
    mentions = tuple(sorted((who, where, troops), key=lambda m: m.start))
    return Document(
        text=text, mentions=mentions, events=(event,), doc_id=name, published=date(2015, 6, day)
    )


PLAN = told(
    "plan", "قالت أستراليا إنها سترسل 300 جندي لتدريب الشرطة في مدينة تكريت العراقية.", "سترسل",
    day=1, figure=300, status="planned",
)  # fmt: skip
DONE = told(
    "done", "أرسلت أستراليا 300 جندي لتدريب الشرطة المحلية في مدينة تكريت العراقية.", "أرسلت",
    day=9, figure=300,
)  # fmt: skip
OTHER = told(
    "other", "نشرت أستراليا 45 جندي قرب مدينة تكريت العراقية في مهمة إغاثة بعد السيول.", "نشرت",
    day=28, figure=45,
)  # fmt: skip


def test_a_plan_and_its_deed_are_one_row_with_both_claims() -> None:
    ledger = Ledger.from_documents([PLAN, DONE, OTHER])
    first, second = ledger.rows()
    assert (first.documents, first.low, first.status, first.place) == (2, 300, "actual", "Tikrīt")
    assert first.actor_ids == ("AUS",)
    assert any(told.startswith("status: ") for told in first.differs)
    claims = ledger.claims(first.id)
    assert [(c.document, c.status) for c in claims] == [("plan", "planned"), ("done", "actual")]
    assert "same figure" in claims[1].why
    assert claims[1].likeness == pytest.approx(likeness(claims[1].why, "ledger"), abs=1e-4)
    assert second.documents == 1 and second.low == 45


def test_ids_stay_when_documents_come_later_and_none_comes_twice(tmp_path: Path) -> None:
    place = tmp_path / "ledger.sqlite"
    with Ledger.from_documents([PLAN], place) as ledger:
        before = [row.id for row in ledger.rows()]
    with Ledger(place) as ledger:
        assert ledger.add([PLAN, OTHER, DONE]) == 2
        after = list(ledger.rows())
    assert [row.id for row in after][: len(before)] == before
    assert [(row.documents, row.low) for row in after] == [(2, 300), (1, 45)]


def test_a_file_that_was_closed_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    place = tmp_path / "ledger.sqlite"
    for document in (PLAN, DONE, OTHER):
        with Ledger(place) as ledger:
            ledger.add([document])
    with Ledger(place) as ledger:
        stepwise = list(ledger.records())
    assert stepwise == list(Ledger.from_documents([PLAN, DONE, OTHER]).records())


def test_another_text_under_a_known_id_is_refused() -> None:
    ledger = Ledger.from_documents([PLAN])
    with pytest.raises(SchemaError, match="plan"):
        ledger.add([Document(text="نص آخر", doc_id="plan")])


def test_a_copy_is_no_source_of_its_own() -> None:
    text = " ".join(f"كلمة{chr(1576 + n % 25)}{chr(1576 + n // 25)}" for n in range(120))
    other = " ".join(f"لفظ{chr(1576 + n % 25)}{chr(1576 + n // 25)}" for n in range(120))
    copies = Copies()
    assert [copies.add(runs(t)) for t in (text, other, "عنوان آخر " + text[:-60])] == [0, 1, 0]


def test_a_database_of_another_kind_or_version_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.sqlite"
    with sqlite3.connect(stranger) as db:
        db.execute("CREATE TABLE birds (name TEXT)")
    with pytest.raises(FormatError, match="another database"):
        Ledger(stranger)
    newer = tmp_path / "newer.sqlite"
    Ledger(newer).close()
    with sqlite3.connect(newer) as db:
        db.execute("UPDATE meta SET value = '99'")
    with pytest.raises(FormatError, match="got 99"):
        Ledger(newer)
    (tmp_path / "text.sqlite").write_text("no database at all, but a text of some length" * 9)
    with pytest.raises(FormatError, match="expected a ledger"):
        Ledger(tmp_path / "text.sqlite")


def test_every_form_has_every_row(tmp_path: Path) -> None:
    ledger = Ledger.from_documents([PLAN, DONE, OTHER])
    for name in ("a.csv", "a.jsonl", "a.geojson"):
        export(ledger, tmp_path / name)
    assert len((tmp_path / "a.csv").read_text("utf-8").splitlines()) == 3
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [len(line["said"]) for line in lines] == [2, 1]
    features = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    assert len(features) == 2
    longitude, latitude = features[0]["geometry"]["coordinates"]
    assert longitude == pytest.approx(43.7, abs=0.2) and latitude == pytest.approx(34.6, abs=0.2)
    with pytest.raises(FormatError, match="geojson"):
        export(ledger, tmp_path / "a.xml")


def test_parquet_keeps_lists_and_days(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(Ledger.from_documents([PLAN, DONE]), tmp_path / "a.parquet")
    (row,) = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert row["actor_ids"] == ["AUS"] and row["first_told"] == date(2015, 6, 1)


def test_the_command_makes_extends_and_exports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, more = tmp_path / "first.jsonl", tmp_path / "more.jsonl"
    first.write_text(write_jsonl(PLAN), "utf-8")
    more.write_text(write_jsonl(DONE) + write_jsonl(OTHER), "utf-8")
    place, table = str(tmp_path / "ledger.sqlite"), tmp_path / "events.csv"
    assert main(["ledger", str(first), "--output", place]) == 0
    assert main(["ledger", str(more), "--output", place]) == 0
    assert "2 new documents of 3, 2 events" in capsys.readouterr().err
    assert main(["ledger", place, "--output", str(table)]) == 0
    assert len(table.read_text("utf-8").splitlines()) == 3
    assert main(["ledger", str(first), "--output", str(tmp_path / "a.xml")]) == 2
    assert main(["ledger", str(tmp_path / "none.sqlite"), "--output", str(table)]) == 2


def test_every_evidence_has_a_weight_and_the_gravest_speak_against() -> None:
    for within in ("document", "ledger"):
        weight = weights(within)  # type: ignore[arg-type]
        for name in ("other place", "far apart", "other fate", "other person among actors"):
            assert weight[name] < 0 < weight["same place"]
