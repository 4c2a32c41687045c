"""Texts in, documents out: names, forms, bad files among good ones."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from coalition_ie import Extractor, Mention
from coalition_ie.arabic.reading import Reading
from coalition_ie.cli import OK, PROBLEMS, USAGE
from coalition_ie.errors import ModelError
from coalition_ie.formats.jsonl import read_jsonl
from tests.linking import reader
from tests.unit.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("asked")


def test_json_lines_go_to_standard_output(river: Path, run: Run) -> None:
    code, out, err = run("extract", river, "--published", "2016-07-20")
    (document,) = read_jsonl(out, name="out")
    # Line ends are part of the text: offsets count them.
    assert document.text == "على نهر دجلة\r\n"
    assert document.mentions[0].start == 8
    assert (document.doc_id, document.published) == ("river", date(2016, 7, 20))
    assert (code, err) == (OK, "")


@pytest.mark.parametrize("form", ["table", "brat"])
def test_other_forms(form: str, river: Path, run: Run) -> None:
    code, out, _ = run("extract", river, "--format", form)
    assert code == OK
    assert any(line.endswith("دجلة") for line in out.split("\n"))


def test_the_name_of_the_output_tells_the_form(river: Path, tmp_path: Path, run: Run) -> None:
    place = tmp_path / "found.ann"
    assert run("extract", river, "--output", place).code == OK
    assert place.read_text("utf-8") == "T1\tLOC 8 12\tدجلة\n"


@pytest.mark.parametrize(("options", "threads"), [([], None), (["--threads", "2"], 2)])
def test_what_computes_is_passed_on(
    options: list[str],
    threads: int | None,
    river: Path,
    run: Run,
    asked: list[dict[str, Any]],
) -> None:
    run("extract", river, "--model", "some/where", "--device", "cpu", *options)
    assert asked == [{"model": "some/where", "device": "cpu", "threads": threads, "engine": None}]


@pytest.mark.parametrize(("given", "code"), [("0.8", OK), ("1.5", USAGE)])
def test_a_threshold_of_events_is_from_zero_to_one(
    given: str, code: int, river: Path, run: Run
) -> None:
    assert run("extract", river, "--threshold", given).code == code


def test_standard_input(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("ضفة دجلة".encode()), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    (document,) = read_jsonl(run("extract", "-").out, name="out")
    assert (document.doc_id, document.mentions[0].start) == ("stdin", 4)


def test_a_bad_file_does_not_stop_the_rest(
    river: Path, bank: Path, tmp_path: Path, run: Run
) -> None:
    bad, missing = tmp_path / "bad.txt", tmp_path / "missing.txt"
    bad.write_bytes(b"\xd8\xa7\xff")
    code, out, err = run("extract", river, bad, bank)
    assert code == PROBLEMS
    assert [d.doc_id for d in read_jsonl(out, name="out")] == ["river", "bank"]
    assert f"1/3 {river}" in err
    assert f"{bad}: expected UTF-8, got byte 0xff at 2" in err
    code, out, err = run("extract", missing, river)
    assert code == USAGE
    assert out.count("\n") == 1
    assert f"coalition-ie: {missing}: No such file or directory\n" in err


class ShyTagger:
    """Finds nothing, and cannot tag the river."""

    def tag(
        self, readings: Sequence[Reading], *, batch_size: int = 32
    ) -> list[tuple[Mention, ...]]:
        if any("نهر" in reading.text for reading in readings):
            raise ModelError("scores that are no numbers")
        return [() for _ in readings]


def test_a_document_that_cannot_be_read_does_not_stop_the_rest(
    river: Path, bank: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    extractor, place = reader(ShyTagger()), tmp_path / "x.jsonl"
    monkeypatch.setattr(Extractor, "from_pretrained", lambda *_, **__: extractor)
    code, _, err = run("extract", river, bank, "--output", place)
    assert code == PROBLEMS
    assert [d.doc_id for d in read_jsonl(place.read_text("utf-8"), name="x")] == ["bank"]
    said = "coalition-ie: document 'river' is left out: scores that are no numbers"
    assert said in err.splitlines()


@pytest.mark.parametrize("command", [("extract",), ("suggest", "--to", "jsonl")])
@pytest.mark.parametrize("files", [("a/x.txt", "b/x.txt"), ("x.txt", "x.txt"), ("-", "-")])
def test_files_of_one_name_are_refused(
    command: tuple[str, ...], files: tuple[str, ...], run: Run, asked: list[dict[str, Any]]
) -> None:
    code, out, err = run(*command, "y.txt", *files)
    assert (code, out, asked) == (USAGE, "", [])
    assert err == f"coalition-ie: expected files with names of their own, got {', '.join(files)}\n"


def test_a_folder_gets_brat_files(river: Path, tmp_path: Path, run: Run) -> None:
    other, made = tmp_path / "other.txt", tmp_path / "made"
    other.write_text("لا شيء", "utf-8")
    assert run("extract", river, other, "--format", "brat", "--output", made).code == OK
    assert (made / "river.ann").read_text("utf-8") == "T1\tLOC 8 12\tدجلة\n"
    assert (made / "river.txt").read_bytes() == river.read_bytes()
    assert (made / "other.ann").read_text("utf-8") == ""


NEWS = """\
body,id,published,url
على نهر دجلة,a,2016-07-20,x
ضفة دجلة,b,,y
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two rows whose texts stand in a column of another name."""
    path = tmp_path / "news.csv"
    path.write_text(NEWS, "utf-8")
    return path


def test_rows_come_out_as_documents(news: Path, run: Run) -> None:
    code, out, err = run("extract", news, "--text-column", "body", "--published", "2020-01-01")
    first, second = read_jsonl(out, name="out")
    assert (first.doc_id, first.published, first.meta) == ("a", date(2016, 7, 20), {"url": "x"})
    assert (second.doc_id, second.published) == ("b", date(2020, 1, 1))
    assert (code, err) == (OK, "")


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet"])
def test_rows_come_out_as_tables(form: str, news: Path, tmp_path: Path, run: Run) -> None:
    pandas = pytest.importorskip("pandas", reason="is of the extra tables")
    pytest.importorskip("pyarrow", reason="is of the extra tables")
    read = {
        "csv": pandas.read_csv,
        "tsv": partial(pandas.read_csv, sep="\t"),
        "parquet": pandas.read_parquet,
    }[form]
    place = tmp_path / "made"
    run("extract", news, "--text-column", "body", "--format", form, "--output", place)
    table = read(place / f"mentions.{form}")
    assert list(table["name"]) == ["دجلة", "دجلة"]
    assert list(table["meta_url"]) == ["x", "y"]
    assert sorted(file.stem for file in place.iterdir()) == ["dates", "events", "mentions"]
    alone = tmp_path / f"alone.{form}"
    assert run("extract", news, "--text-column", "body", "--output", alone).code == OK
    assert len(read(alone)) == 0  # events, of which these texts have none


def test_a_table_goes_to_standard_output(news: Path, run: Run) -> None:
    _, out, _ = run(
        "extract", news, "--text-column", "body", "--format", "tsv", "--table", "mentions"
    )
    assert [line.split("\t")[:4] for line in out.splitlines()] == [
        ["doc_id", "published", "label", "text"],
        ["a", "2016-07-20", "LOC", "دجلة"],
        ["b", "", "LOC", "دجلة"],
    ]


def test_what_looks_like_rows_is_no_text(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "news.txt"
    path.write_text('{"text": "نص"}\n', "utf-8")
    code, out, err = run("extract", path)
    assert (code, out) == (PROBLEMS, "")
    assert "expected a text, got what looks like jsonl: say --from jsonl, or --from text" in err
    assert next(read_jsonl(run("extract", path, "--from", "jsonl").out, name="o")).text == "نص"
    assert run("extract", path, "--from", "text").code == OK


def test_a_folder_is_read_to_its_depth(river: Path, run: Run) -> None:
    inner = river.parent / "2016" / "07"
    inner.mkdir(parents=True)
    (inner / "river.txt").write_text("دجلة", "utf-8")
    (inner / "notes.md").write_text("دجلة", "utf-8")
    _, out, _ = run("extract", river.parent)
    assert [d.doc_id for d in read_jsonl(out, name="o")] == ["2016/07/river", "river"]
    _, out, _ = run("extract", river.parent, "--pattern", "*.md")
    assert [d.doc_id for d in read_jsonl(out, name="o")] == ["2016/07/notes.md"]
    _, out, _ = run("extract", f"{river.parent}/**/*.md")
    assert [d.doc_id for d in read_jsonl(out, name="o")] == ["notes.md"]


def test_nothing_to_read_is_wrong_use(tmp_path: Path, run: Run) -> None:
    for given in (tmp_path, f"{tmp_path}/*.txt"):
        code, _, err = run("extract", given)
        assert code == USAGE
        assert "got none" in err


def test_an_id_twice_is_refused(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "دجلة", "id": 7}\n{"text": "نهر", "id": 7}\n', "utf-8")
    code, out, err = run("extract", path)
    assert (code, out.count("\n")) == (PROBLEMS, 1)
    assert "document '7': expected an id of its own" in err


def test_another_encoding_is_read_when_it_is_named(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("دجلة".encode("cp1256"))
    (document,) = read_jsonl(run("extract", path, "--encoding", "cp1256").out, name="o")
    assert document.text == "دجلة"
    assert run("extract", path, "--encoding", "cp0").code == USAGE


def test_what_ray_cannot_do_is_told(
    river: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "documents"
    monkeypatch.setitem(sys.modules, "ray", None)
    code, _, err = run("extract", river, "--ray", "2", "--output", place)
    assert (code, "coalition-ie[ray]" in err) == (USAGE, True)
    monkeypatch.setitem(sys.modules, "ray", ModuleType("ray"))
    monkeypatch.setitem(sys.modules, "ray.exceptions", ModuleType("ray.exceptions"))
    sys.modules["ray.exceptions"].RayError = RuntimeError  # type: ignore[attr-defined]
    for arguments, said in (
        (("--ray", "0", "--output", place), "from 1, got 0"),
        (("--ray", "2", "--format", "csv", "--output", place), "got --format csv"),
        (("--ray", "2", "--threads", "2", "--output", place), "got --threads"),
        (("--ray", "2"), "a folder that is new or empty, got none"),
        (("--ray", "2", "--output", tmp_path), "which has something in it"),
        (("--ray", "2", "--output", place), f"got {river}"),
    ):
        code, _, err = run("extract", river, *arguments)
        assert (code, said in err) == (USAGE, True), err
    assert not place.exists()
