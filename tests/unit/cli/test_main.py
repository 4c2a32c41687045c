"""The command as a whole: help, exit codes, and what stops it from outside."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

import coalition_ie
from coalition_ie import cli
from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.jsonl import write_jsonl
from tests.samples import DOCUMENT
from tests.unit.cli.conftest import Run

COMMAND = (sys.executable, "-m", "coalition_ie")


def test_exit_codes_are_those_of_the_documentation() -> None:
    assert (cli.OK, cli.PROBLEMS, cli.USAGE) == (0, 1, 2)


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (cli.OK, f"coalition-ie {coalition_ie.__version__}\n", "")


LIGHT = """
import sys, coalition_ie
before = set(sys.modules)
from coalition_ie.cli import main
for argument in ("--version", "--help"):
    try:
        main([argument])
    except SystemExit as stopped:
        assert stopped.code == 0
added = {n for n in set(sys.modules) - before if n.split(".")[0] not in sys.stdlib_module_names}
assert added == {"coalition_ie.cli", "coalition_ie.cli.main", "coalition_ie.cli.talk"}, added
assert not {"torch", "transformers", "numpy"} & set(sys.modules)
"""


def test_help_and_version_load_no_more_than_the_package_does() -> None:
    subprocess.run([sys.executable, "-c", LIGHT], stdout=subprocess.DEVNULL, check=True)


@pytest.fixture
def files_of_the_examples(
    brat_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the examples of the help name, in the folder where they run."""
    article = "على نهر دجلة"
    files = {
        "article.txt": article,
        "news/a.txt": article,
        "news/b.txt": article,
        "gold.conll": "سامي B-PERS\nكتاب B-MISC\n",
        "news.csv": f"body,id\n{article},a\n",
        "news.jsonl": write_jsonl(DOCUMENT),
        "project-1.json": WRITERS["labelstudio"](DOCUMENT).content,
    }
    (tmp_path / "news").mkdir()
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    for reading in ("anna", "omar"):
        shutil.copytree(brat_folder, tmp_path / reading)
    brat_folder.rename(tmp_path / "corrected")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.encode())))
    monkeypatch.setattr(coalition_ie.types, "document_schema", dict, raising=False)


@pytest.mark.parametrize(
    "command",
    [
        *("", "extract", "numbers", "dates", "view", "suggest", "check", "convert", "score"),
        *("schema", "completion"),
    ],
)
@pytest.mark.usefixtures("asked", "files_of_the_examples")
def test_the_examples_of_the_help_run(command: str, run: Run) -> None:
    if command == "completion":
        pytest.importorskip("shtab", reason="is of the extra cli")
    shown = run(*command.split(), "--help").out.partition("\nexamples:\n")[2].splitlines()
    assert 2 <= len(shown) <= 3
    for line in shown:
        # As a shell does: streams go elsewhere, and a * stands for the names of files.
        start, *words = shlex.split(line.partition(" < ")[0].partition(" > ")[0])
        names = [sorted(Path().glob(word)) if "*" in word else [word] for word in words]
        assert start == "coalition-ie"
        assert run(*chain.from_iterable(names)).code == cli.OK, line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("extract RIVER --model nowhere", "no checkpoint at 'nowhere'"),
        ("extract RIVER BANK --format brat", "2 documents as brat need --output FOLDER"),
        ("suggest RIVER BANK --to inline", "2 documents as inline need --output"),
        ("suggest RIVER BANK --output a.ann", "2 documents as brat need --output"),
        ("suggest RIVER", "expected --to FORMAT, or an --output whose name tells it"),
        ("check NOWHERE", "No such file or directory"),
        ("check RIVER", "expected --from FORM, or a name that ends in .ann"),
        ("convert RIVER BANK --text RIVER --to brat", "--text is the text of"),
        ("convert RIVER --to jsonl", "expected --from FORM, or a name that ends in"),
        ("convert RIVER", "expected --to FORMAT, or an --output whose name tells it"),
        ("convert NOWHERE --from jsonl --to brat", "No such file or directory"),
        ("score --gold NOWHERE --predicted NOWHERE", "No such file or directory"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_wrong_use_is_one_line_and_exit_code_two(
    arguments: str, message: str, river: Path, bank: Path, run: Run
) -> None:
    places = {"RIVER": river, "BANK": bank, "NOWHERE": river.with_name("nowhere")}
    code, out, err = run(*(places.get(argument, argument) for argument in arguments.split()))
    assert (code, out, err.count("\n")) == (cli.USAGE, "", 1)
    assert message in err


@pytest.mark.usefixtures("asked")
def test_a_quiet_command_tells_problems_alone(
    river: Path, bank: Path, tmp_path: Path, run: Run
) -> None:
    assert run("suggest", river, bank, "--to", "jsonl", "--quiet").err == ""
    missing = tmp_path / "missing.txt"
    told = run("extract", river, missing, "--quiet").err
    assert told == f"coalition-ie: {missing}: No such file or directory\n"


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "nonsense",
        "extract",
        "extract f --published 20-July",
        "extract f --threshold 1.5",
        "extract f --threads 0",
        "check --threads 2",
        "completion fish",
        "extract f --format conll",
        "convert f --from conll --to jsonl --label PERS",
        "convert f --from table --to jsonl",
        "suggest f --to nonsense",
    ],
)
def test_arguments_that_do_not_parse_are_wrong_use(arguments: str, run: Run) -> None:
    assert run(*arguments.split()).code == cli.USAGE


def test_the_command_runs_as_a_process(brat_folder: Path) -> None:
    # In a locale without UTF-8: data has to be UTF-8 all the same.
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [*COMMAND, "convert", str(brat_folder / "sample.ann"), "--to", "jsonl"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert done.stdout.decode("utf-8") == write_jsonl(DOCUMENT)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More than a pipe or a full disk holds."""
    path = tmp_path / "many.jsonl"
    path.write_text(write_jsonl(replace(DOCUMENT, doc_id=None)) * 200, "utf-8")
    return path


def test_a_reader_that_goes_away_gets_no_traceback(many: Path) -> None:
    command = [*COMMAND, "convert", str(many), "--to", "jsonl"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == cli.PROBLEMS
    assert done.stderr == b"coalition-ie: the reader of the output went away\n"


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["check FOLDER", "convert FOLDER --to jsonl"])
def test_a_full_disk_behind_standard_output_is_named(arguments: str, brat_folder: Path) -> None:
    command = [*COMMAND, *arguments.replace("FOLDER", str(brat_folder)).split()]
    with FULL.open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == cli.USAGE
    assert done.stderr == b"coalition-ie: standard output: No space left on device\n"


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_a_device_that_cannot_be_written_is_named(many: Path, run: Run) -> None:
    code, _, err = run("convert", many, "--to", "jsonl", "--output", FULL)
    assert code == cli.USAGE
    assert err.startswith(f"coalition-ie: {FULL}: ")


def test_a_full_disk_names_the_file_and_leaves_nothing(many: Path, tmp_path: Path) -> None:
    place = tmp_path / "out" / "x.jsonl"
    limited = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *COMMAND]  # 8 blocks of 512 bytes
    command = [*limited, "convert", str(many), "--output", str(place)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == cli.USAGE
    assert done.stderr.decode() == f"coalition-ie: {place}: File too large\n"
    assert list(place.parent.iterdir()) == []


# A shell that starts tests in the background lets them ignore SIGINT, and their children with them.
SLOW = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from coalition_ie import Extractor
from coalition_ie.cli import main
Extractor.from_pretrained = lambda *_, **__: Extractor(tagger=None)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_command_that_is_stopped_leaves_no_file(
    number: signal.Signals, code: int, river: Path, tmp_path: Path
) -> None:
    pipe, place = tmp_path / "pipe", tmp_path / "out" / "x.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", SLOW, "extract", str(pipe), str(river), "--output", str(place)]
    # The end that is open here keeps the command waiting for a text that does not come.
    with (
        pipe.open("r+b", buffering=0),
        subprocess.Popen(command, stderr=subprocess.PIPE) as process,
    ):
        assert process.stderr is not None
        assert b"1/2" in process.stderr.readline()
        assert len(list(place.parent.iterdir())) == 1
        process.send_signal(number)
        process.communicate()
    assert process.returncode == code
    assert list(place.parent.iterdir()) == []


def test_the_handler_of_signals_is_put_back_and_no_thread_needs_it(
    brat_folder: Path, run: Run
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    codes = [run("check", brat_folder).code]
    thread = threading.Thread(target=lambda: codes.append(run("check", brat_folder).code))
    thread.start()
    thread.join()
    assert codes == [cli.OK, cli.OK]
    assert signal.getsignal(signal.SIGTERM) == before
