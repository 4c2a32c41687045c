"""The command: where data and talk go, and which exit code says what."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Extractor, Mention, cli
from coalition_ie.errors import ModelNotFoundError
from coalition_ie.formats.brat.document import read_brat
from coalition_ie.formats.forms import SUFFIXES, WRITERS
from coalition_ie.formats.jsonl import read_jsonl, write_jsonl
from coalition_ie.formats.table import write_table
from tests.samples import ANN, DOCUMENT, TEXT
from tests.unit.conftest import Folders


def test_exit_codes_are_those_of_the_documentation() -> None:
    assert (cli.OK, cli.PROBLEMS, cli.USAGE) == (0, 1, 2)


class RiverExtractor:
    """Finds دجلة (Tigris) and nothing else: enough to see what the command does with a document.

    It is less sure where the text says على.
    """

    def extract_many(
        self,
        texts: Iterable[str],
        *,
        published: date | None = None,
        doc_ids: Iterable[str | None],
    ) -> Iterator[Document]:
        for text, doc_id in zip(texts, doc_ids, strict=True):
            at = text.find("دجلة")
            sure = 0.75 if "على" in text else 1.0
            river = (
                Mention(start=at, end=at + 4, text="دجلة", label="LOC", score=sure)
                if at >= 0
                else None
            )
            found = [river] if river else []
            yield Document(text=text, mentions=tuple(found), doc_id=doc_id, published=published)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Replace the model by `RiverExtractor`; the arguments it was asked for are recorded."""
    calls: list[dict[str, Any]] = []

    def from_pretrained(path_or_id: str | None = None, **options: Any) -> RiverExtractor:
        calls.append({"model": path_or_id, **options})
        if path_or_id == "nowhere":
            raise ModelNotFoundError("no checkpoint at 'nowhere'")
        return RiverExtractor()

    monkeypatch.setattr(Extractor, "from_pretrained", from_pretrained)
    return calls


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_bytes("على نهر دجلة\r\n".encode())
    return path


@pytest.mark.usefixtures("asked")
def test_extract_writes_json_lines_to_standard_output(
    river: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["extract", str(river), "--published", "2016-07-20"]) == cli.OK
    out, err = capsys.readouterr()
    (document,) = read_jsonl(out, name="out")
    # Line ends are part of the text: offsets count them.
    assert document.text == "على نهر دجلة\r\n"
    assert document.mentions[0].start == 8
    assert (document.doc_id, document.published) == ("river", date(2016, 7, 20))
    assert err == ""


@pytest.mark.parametrize("form", ["table", "brat"])
@pytest.mark.usefixtures("asked")
def test_extract_writes_the_other_forms(
    form: str, river: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["extract", str(river), "--format", form]) == cli.OK
    lines = capsys.readouterr().out.split("\n")
    assert any(line.endswith("دجلة") for line in lines)


def test_extract_passes_on_model_and_device(river: Path, asked: list[dict[str, Any]]) -> None:
    cli.main(["extract", str(river), "--model", "some/where", "--device", "cpu"])
    assert asked == [{"model": "some/where", "device": "cpu"}]


@pytest.mark.usefixtures("asked")
def test_extract_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("ضفة دجلة".encode()), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert cli.main(["extract", "-"]) == cli.OK
    (document,) = read_jsonl(capsys.readouterr().out, name="out")
    assert (document.doc_id, document.mentions[0].start) == ("stdin", 4)


@pytest.mark.usefixtures("asked")
def test_many_files_show_progress_and_a_bad_one_does_not_stop_the_rest(
    river: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xd8\xa7\xff")
    missing = tmp_path / "missing.txt"
    assert cli.main(["extract", str(river), str(bad), str(river)]) == cli.PROBLEMS
    out, err = capsys.readouterr()
    assert [d.doc_id for d in read_jsonl(out, name="out")] == ["river", "river"]
    assert f"1/3 {river}" in err
    assert f"{bad}: expected UTF-8, got byte 0xff at 2" in err
    assert cli.main(["extract", str(missing), str(river)]) == cli.USAGE
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert f"coalition-ie: {missing}: No such file or directory\n" in err


@pytest.mark.usefixtures("asked")
def test_extract_into_a_folder_makes_a_brat_folder(river: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("لا شيء", "utf-8")
    made = tmp_path / "made"
    command = ["extract", str(river), str(other), "--format", "brat", "--output", str(made)]
    assert cli.main(command) == cli.OK
    assert (made / "river.ann").read_text("utf-8") == "T1\tLOC 8 12\tدجلة\n"
    assert (made / "river.txt").read_bytes() == river.read_bytes()
    assert (made / "other.ann").read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "RIVER", "--model", "nowhere"], "no checkpoint at 'nowhere'"),
        (
            ["extract", "RIVER", "RIVER", "--format", "brat"],
            "2 documents as brat need --output FOLDER",
        ),
        (["check", "NOWHERE"], "No such file or directory"),
        (["convert", "RIVER", "RIVER", "--text", "RIVER", "--to", "brat"], "--text is the text of"),
        (["suggest", "RIVER", "RIVER", "--to", "jsonl"], "got 2 called river"),
        (["check", "RIVER"], "expected --from FORM, or a name that ends in .ann"),
        (["convert", "RIVER", "--to", "jsonl"], "expected --from FORM, or a name that ends in"),
        (["convert", "RIVER"], "expected --to FORMAT, or an --output whose name tells it"),
        (["suggest", "RIVER"], "expected --to FORMAT, or an --output whose name tells it"),
        (["suggest", "RIVER", "RIVER", "--to", "inline"], "2 documents as inline need --output"),
        (["suggest", "RIVER", "RIVER", "--output", "a.ann"], "2 documents as brat need --output"),
        (["convert", "NOWHERE", "--from", "jsonl", "--to", "brat"], "No such file or directory"),
        (["score", "--gold", "NOWHERE", "--predicted", "NOWHERE"], "No such file or directory"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_wrong_use_is_one_line_and_exit_code_two(
    arguments: list[str],
    message: str,
    river: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = {"RIVER": str(river), "NOWHERE": str(tmp_path / "nowhere")}
    assert cli.main([places.get(argument, argument) for argument in arguments]) == cli.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["extract"],
        ["extract", "f", "--published", "20 July"],
        ["extract", "f", "--format", "conll"],
        ["convert", "f", "--from", "conll", "--to", "jsonl", "--label", "PERS"],
        ["convert", "f", "--from", "table", "--to", "jsonl"],
        ["suggest", "f", "--to", "nonsense"],
    ],
)
def test_arguments_that_do_not_parse_are_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == cli.USAGE


@pytest.fixture
def brat_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "sample.ann").write_bytes(ANN.encode())
    (folder / "sample.txt").write_bytes(TEXT.encode())
    return folder


def test_check_says_what_it_counted(brat_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(brat_folder)]) == cli.OK
    assert "mentions 7 (PER 1, ORG 1, LOC 4, TROOP 1)\n" in capsys.readouterr().out


def test_check_names_each_problem_and_exits_with_one(
    brat_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = brat_folder / "sample.ann"
    damaged = ANN.replace("E3 denied", "E3 no").replace("LOC 27", "LOC 26")
    path.write_text(damaged, "utf-8")
    assert cli.main(["check", str(brat_folder)]) == cli.PROBLEMS
    out = capsys.readouterr().out
    assert f"{path}:3: the text has" in out
    assert f"{path}:17: status 'no' is none of" in out
    assert out.endswith("problems 2\n")


def test_convert_goes_there_and_back(
    brat_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(brat_folder / "sample.ann")
    assert cli.main(["convert", source, "--from", "brat", "--to", "jsonl"]) == cli.OK
    line = capsys.readouterr().out
    assert line == write_jsonl(DOCUMENT)
    path = tmp_path / "d.jsonl"
    path.write_text(line, "utf-8")
    assert cli.main(["convert", str(path), "--from", "jsonl", "--to", "brat"]) == cli.OK
    assert capsys.readouterr() == (ANN, "")
    assert cli.main(["convert", str(path), "--from", "jsonl", "--to", "table"]) == cli.OK
    assert capsys.readouterr().out == write_table(DOCUMENT)


def test_convert_says_what_is_left_out(
    brat_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(brat_folder / "sample.ann")
    assert cli.main(["convert", source, "--from", "brat", "--to", "conll"]) == cli.OK
    out, err = capsys.readouterr()
    assert "سامي B-PER\n" in out
    assert err == "coalition-ie: sample: 1 values of figures left out; 3 events left out\n"


def test_convert_maps_the_labels_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.conll"
    path.write_text("سامي I-PERS\nكتاب B-MISC\n", "utf-8")
    command = ["convert", str(path), "--from", "conll", "--to", "jsonl"]
    assert cli.main([*command, "--label", "PERS=PER", "--label", "MISC="]) == cli.OK
    out, err = capsys.readouterr()
    assert json.loads(out)["mentions"][0]["label"] == "PER"
    assert f"{path}:2: left out: 1 of MISC, the first here" in err
    assert f"{path}:1: repaired: a stray I- is read as B-" in err
    assert cli.main([*command, "--label", "PERS=PER"]) == cli.PROBLEMS
    assert f"{path}:2: label 'MISC' is none of PERS" in capsys.readouterr().err


def test_convert_of_several_documents_to_brat_needs_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(write_jsonl(DOCUMENT) + write_jsonl(replace(DOCUMENT, doc_id="b")), "utf-8")
    command = ["convert", str(path), "--from", "jsonl", "--to", "brat"]
    assert cli.main(command) == cli.USAGE
    assert "2 documents as brat need --output FOLDER" in capsys.readouterr().err
    assert cli.main([*command, "--output", str(tmp_path / "o")]) == cli.OK
    assert read_brat((tmp_path / "o" / "b.ann").read_text("utf-8"), TEXT, doc_id="sample")


@pytest.mark.parametrize("name", ["../b", "a/b", "", ".", "a\0b", "\ud800"])
def test_ids_that_make_no_file_of_their_own_are_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(write_jsonl(DOCUMENT) + write_jsonl(replace(DOCUMENT, doc_id=name)), "utf-8")
    command = ["convert", str(path), "--from", "jsonl", "--to", "brat", "--output"]
    assert cli.main([*command, str(tmp_path / "o")]) == cli.PROBLEMS
    assert "expected ids that make file names of their own" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["brat", "doccano", "jsonl", "labelstudio", "prodigy"])
def test_convert_goes_from_any_form_to_any_by_the_names_of_files(
    form: str, brat_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / f"sample{SUFFIXES[form]}"
    there = [str(brat_folder / "sample.ann"), "--output", str(place)]
    assert cli.main(["convert", *there]) == cli.OK
    assert cli.main(["convert", str(place), "--to", "brat"]) == cli.OK
    assert capsys.readouterr() == (ANN, "")


def test_convert_takes_the_form_from_the_output_and_several_files(
    brat_folder: Path, tmp_path: Path
) -> None:
    for name, content in (("b.ann", ANN), ("b.txt", TEXT)):
        (brat_folder / name).write_bytes(content.encode())
    place = tmp_path / "tasks.labelstudio.json"
    sources = [str(path) for path in sorted(brat_folder.glob("*.ann"))]
    assert cli.main(["convert", *sources, "--output", str(place)]) == cli.OK
    tasks = json.loads(place.read_text("utf-8"))
    assert [task["data"]["doc_id"] for task in tasks] == ["b", "sample"]
    assert place.with_suffix(".xml").is_file()


def test_convert_takes_a_folder_with_a_manifest(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["convert", str(folders.annotations), "--to", "jsonl"]
    assert cli.main([*command, "--texts", str(folders.texts)]) == cli.OK
    names = [d.doc_id for d in read_jsonl(capsys.readouterr().out, name="out")]
    assert names == ["sample", "original"]
    assert cli.main(command) == cli.PROBLEMS
    assert "document 'sample': expected its text" in capsys.readouterr().err


def test_convert_takes_a_folder_without_a_manifest_and_texts_elsewhere(
    brat_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["convert", str(brat_folder), "--to", "brat"]) == cli.OK
    assert capsys.readouterr() == (ANN, "")
    texts = tmp_path / "texts"
    texts.mkdir()
    (brat_folder / "sample.txt").rename(texts / "sample.txt")
    command = ["convert", str(brat_folder / "sample.ann"), "--to", "brat"]
    assert cli.main(command) == cli.PROBLEMS
    assert "sample.ann:1: expected its text in sample.txt, got none" in capsys.readouterr().err
    assert cli.main([*command, "--texts", str(texts)]) == cli.OK
    assert capsys.readouterr() == (ANN, "")


def test_convert_writes_the_sound_documents_and_names_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.doccano.jsonl"
    sound = WRITERS["doccano"](DOCUMENT).content
    broken = sound.replace('"PER"', '"PRE"').replace('"doc_id": "sample"', '"doc_id": "b"')
    path.write_text(sound + broken, "utf-8")
    place = tmp_path / "out.jsonl"
    assert cli.main(["convert", str(path), "--output", str(place)]) == cli.PROBLEMS
    assert place.read_text("utf-8") == write_jsonl(DOCUMENT)
    assert f"{path}:2: document 'b': label 'PRE' is none of PER" in capsys.readouterr().err
    path.write_text(broken, "utf-8")
    place.write_text("as it was", "utf-8")
    assert cli.main(["convert", str(path), "--output", str(place)]) == cli.PROBLEMS
    assert place.read_text("utf-8") == "as it was"
    assert "there is no document to write" in capsys.readouterr().err


def test_convert_goes_on_behind_a_file_that_is_no_text(
    brat_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"\xff")
    sources = [str(bad), str(brat_folder / "sample.ann")]
    assert cli.main(["convert", *sources, "--to", "jsonl"]) == cli.PROBLEMS
    out, err = capsys.readouterr()
    assert out == write_jsonl(DOCUMENT)
    assert f"{bad}: expected UTF-8, got byte 0xff at 0" in err


def test_convert_says_what_it_repaired(
    brat_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = brat_folder / "sample.txt"
    text.write_bytes(TEXT.replace("\n", "\r\n").encode())
    path = brat_folder / "sample.ann"
    assert cli.main(["convert", str(path), "--to", "jsonl"]) == cli.OK
    out, err = capsys.readouterr()
    (document,) = read_jsonl(out, name="out")
    assert [m.text for m in document.mentions] == [m.text for m in DOCUMENT.mentions]
    assert (
        f"{path}:5: document 'sample': repaired: the 11 spans were counted in code points, "
        "\\r\\n counted as one: DEPLOY at 41:46 is 'ستنشر' at 42:47"
    ) in err
    # To the check, which is strict, it is damage all the same.
    assert cli.main(["check", str(brat_folder)]) == cli.PROBLEMS


def test_convert_renames_labels_of_tools_and_not_of_our_own_forms(
    tmp_path: Path, brat_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.inline.txt"
    path.write_text("[PERSON سامي]", "utf-8")
    command = ["--to", "jsonl", "--label", "PERSON=PER"]
    assert cli.main(["convert", str(path), *command]) == cli.OK
    assert json.loads(capsys.readouterr().out)["mentions"][0]["label"] == "PER"
    assert cli.main(["convert", str(brat_folder / "sample.ann"), *command]) == cli.PROBLEMS
    assert "the labels of brat cannot be renamed" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["doccano", "inline", "jsonl", "labelstudio", "prodigy"])
def test_check_reads_every_form(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"d{SUFFIXES[form]}"
    path.write_text(WRITERS[form](DOCUMENT).content, "utf-8")
    assert cli.main(["check", str(path)]) == cli.OK
    out = capsys.readouterr().out
    assert out.startswith(f"documents 1 ({form} 1)\n")
    assert "mentions 7 (PER 1, ORG 1, LOC 4, TROOP 1)\n" in out
    lone = replace(DOCUMENT, events=(replace(DOCUMENT.events[0], actors=(), places=(), dates=()),))
    renamed = path.with_name("renamed")
    renamed.write_text(WRITERS[form](lone).content.replace("PER", "PRE"), "utf-8")
    assert cli.main(["check", str(renamed), "--from", form]) == cli.PROBLEMS
    assert f"{renamed}:1: " in capsys.readouterr().out


def test_check_holds_other_forms_to_the_guidelines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.prodigy.jsonl"
    bare = replace(DOCUMENT, events=(replace(DOCUMENT.events[2], actors=(), places=()),))
    path.write_text("\n" + WRITERS["prodigy"](bare).content, "utf-8")
    assert cli.main(["check", str(path)]) == cli.PROBLEMS
    assert (
        f"{path}:2: document 'sample': STRIKE 'تقصف' at 104:108 has no" in capsys.readouterr().out
    )


@pytest.fixture
def two_texts(tmp_path: Path, river: Path) -> list[str]:
    sure = tmp_path / "sure.txt"
    sure.write_text("ضفة دجلة", "utf-8")
    return [str(sure), str(river)]


@pytest.mark.usefixtures("asked")
def test_suggest_writes_the_least_certain_first_with_their_scores(
    two_texts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["suggest", *two_texts, "--to", "labelstudio"]) == cli.OK
    out, err = capsys.readouterr()
    tasks = json.loads(out)
    assert [task["data"]["doc_id"] for task in tasks] == ["river", "sure"]
    assert [task["predictions"][0]["score"] for task in tasks] == [0.5, 1.0]
    assert "coalition-ie: river: uncertainty 0.500\n" in err


@pytest.mark.parametrize(
    ("form", "score"),
    [
        ("prodigy", lambda data: data["meta"]["score"]),
        ("doccano", lambda data: data["score"]),
    ],
)
@pytest.mark.usefixtures("asked")
def test_suggest_writes_the_score_where_the_form_has_a_place(
    form: str, score: Any, two_texts: list[str], tmp_path: Path
) -> None:
    place = tmp_path / f"tasks{SUFFIXES[form]}"
    assert cli.main(["suggest", *two_texts, "--output", str(place)]) == cli.OK
    lines = place.read_text("utf-8").splitlines()
    assert [score(json.loads(line)) for line in lines] == [0.5, 1.0]


@pytest.mark.usefixtures("asked")
def test_suggest_writes_nothing_where_there_is_no_text(tmp_path: Path) -> None:
    place = tmp_path / "tasks"
    assert cli.main(["suggest", str(tmp_path), "--to", "brat", "--output", str(place)]) == cli.USAGE
    assert not place.exists()


@pytest.mark.usefixtures("asked")
def test_suggest_goes_round(two_texts: list[str], tmp_path: Path) -> None:
    """Suggest, correct in the tool, convert back, check: the loop of annotations/README.md."""
    place = tmp_path / "tasks.labelstudio.json"
    assert cli.main(["suggest", *two_texts, "--output", str(place)]) == cli.OK
    tasks = json.loads(place.read_text("utf-8"))
    # What Label Studio does when a prediction is submitted, here only for one task.
    tasks[0]["annotations"] = [{"id": 1, "result": tasks[0]["predictions"][0]["result"]}]
    export = tmp_path / "project-1.json"
    export.write_text(json.dumps(tasks), "utf-8")
    folder = tmp_path / "corrected"
    back = ["convert", str(export), "--from", "labelstudio", "--to", "brat"]
    assert cli.main([*back, "--output", str(folder)]) == cli.PROBLEMS
    assert sorted(path.name for path in folder.iterdir()) == ["river.ann", "river.txt"]
    assert cli.main(["check", str(folder)]) == cli.OK
    assert (folder / "river.ann").read_text("utf-8") == "T1\tLOC 8 12\tدجلة\n"


def test_score_compares_two_sets(
    brat_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predicted = tmp_path / "predicted.jsonl"
    fewer = replace(DOCUMENT, mentions=DOCUMENT.mentions[:4], events=())
    extra = replace(DOCUMENT, doc_id="extra")
    predicted.write_text(write_jsonl(fewer) + write_jsonl(extra), "utf-8")
    command = ["score", "--gold", str(brat_folder), "--predicted", str(predicted)]
    assert cli.main(command) == cli.OK
    out, err = capsys.readouterr()
    assert "mentions           1.000     0.571     0.727         7         4\n" in out
    assert err == "coalition-ie: not scored, for want of gold: extra\n"
    assert cli.main([*command, "--json", "--seqeval"]) == cli.OK
    data = json.loads(capsys.readouterr().out)
    assert data["spans"]["mentions"]["recall"] == pytest.approx(4 / 7)
    assert data["seqeval"]["micro"]["recall"] == pytest.approx(4 / 7)
    assert data["seqeval"]["mode"] == 'mode="strict", scheme=IOB2'


def test_the_command_runs_as_a_process(brat_folder: Path) -> None:
    # In a locale without UTF-8: data has to be UTF-8 all the same.
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    source = str(brat_folder / "sample.ann")
    command = ["convert", source, "--from", "brat", "--to", "jsonl"]
    done = subprocess.run(
        [sys.executable, "-m", "coalition_ie", *command],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert done.stdout.decode("utf-8") == write_jsonl(DOCUMENT)


def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    # More than a pipe holds, so that writing has to wait for the reader.
    path.write_text(write_jsonl(replace(DOCUMENT, doc_id=None)) * 200, "utf-8")
    arguments = ["convert", str(path), "--from", "jsonl", "--to", "jsonl"]
    with subprocess.Popen(
        [sys.executable, "-m", "coalition_ie", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode("utf-8")
    assert process.returncode == cli.PROBLEMS
    assert err == "coalition-ie: the reader of the output went away\n"


def test_a_surrogate_that_utf8_cannot_hold_is_one_line_and_the_rest_is_written(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "d.jsonl"
    lone = Mention(start=0, end=1, text="\ud800", label="LOC")
    broken = Document(text="\ud800", mentions=(lone,), doc_id="d")
    path.write_text(write_jsonl(broken) + write_jsonl(DOCUMENT), "utf-8")
    command = ["convert", str(path), "--from", "jsonl", "--to", "brat"]
    assert cli.main([*command, "--output", str(tmp_path / "o")]) == cli.PROBLEMS
    expected = b"document 'd': expected characters that UTF-8 holds, got '\\ud800'"
    assert expected in capsysbinary.readouterr().err
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == ["sample.ann", "sample.txt"]
