"""The rules of the house, held by tests: surface, floors, sizes, and what may not be here."""

from __future__ import annotations

import ast
import inspect
import re
import statistics
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import coalition_ie

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "coalition_ie"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHARED = ROOT.parent / "shared"
TEXT_FILES = {".py", ".toml", ".md", ".txt", ".ann", ".json", ".jsonl", ".ipynb", ".tsv", ".conll"}
# fmt: off
HELD = (
    "coalition_ie", "training", "tests", "annotations", "examples", "notebooks", "benchmarks",
    "docs",
)
# fmt: on

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def module_name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def repository_files() -> Iterator[Path]:
    for place in HELD:
        yield from (path for path in (ROOT / place).rglob("*") if path.suffix in TEXT_FILES)
    yield from (path for path in ROOT.glob("*") if path.suffix in TEXT_FILES)


def test_the_public_names_are_those_of_the_architecture() -> None:
    assert set(coalition_ie.__all__) == {
        *("extract", "extract_many", "Extractor"),
        *("Document", "Mention", "Figure", "TimeExpression", "Event", "Span"),
        "CoalitionError",
    }
    public = {name for name in vars(coalition_ie) if not name.startswith("_")}
    modules = {name for name in public if inspect.ismodule(getattr(coalition_ie, name))}
    # `from __future__ import annotations` leaves a name behind.
    assert public - modules - {"annotations"} == set(coalition_ie.__all__)


IMPORT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import coalition_ie
heavy = {"torch", "transformers", "numpy", "seqeval"} & set(sys.modules)
data = [path for path in opened if "coalition_ie" in path and not path.endswith((".py", ".pyc"))]
compiled = [path for path in data if ".pyc." in path]
assert not heavy, heavy
assert set(data) == set(compiled), data
"""


def test_importing_loads_nothing_heavy_and_opens_no_data() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_other_checkpoints_and_training_know_torch(path: Path) -> None:
    heavy = {name.split(".")[0] for name in imported(path)}
    heavy &= {"torch", "transformers", "numpy", "onnxruntime", "safetensors"}
    if module_name(path) in ("events/heads.py", "tagger/pretrained.py", "tagger/identity.py"):
        return
    computing = path.parent.name == "tagger" or module_name(path) in (
        "events/exported.py",
        "events/inputs.py",
        "events/link.py",
        "graphs.py",
    )
    assert heavy <= ({"numpy", "onnxruntime"} if computing else set())


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_the_command_prints(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    prints = [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    streams = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr")
    ]
    assert "cli" in path.parts or not (prints or streams)


def public_definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Definition]]:
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_every_public_definition_has_a_docstring(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module)
    bare = [name for name, node in public_definitions(module.body) if not ast.get_docstring(node)]
    assert not bare


def constants_without_docstring(body: list[ast.stmt]) -> Iterator[str]:
    for node, following in zip(body, [*body[1:], None], strict=True):
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        said = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        yield from (name for name in names if name.isupper() and name[0] != "_" and not said)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_every_public_constant_says_what_it_is(path: Path) -> None:
    assert list(constants_without_docstring(tree(path).body)) == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_stays_within_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_functions_stay_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None
    ]
    assert statistics.median(lengths) <= 12
    assert statistics.quantiles(lengths, n=10)[-1] <= 40


def project() -> dict[str, Any]:
    metadata: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return metadata["project"]


def test_every_import_is_declared() -> None:
    extras = [name for names in project()["optional-dependencies"].values() for name in names]
    declared = {
        re.split("[>=<\\[]", name)[0].replace("-", "_")
        for name in (*project()["dependencies"], *extras)
    }
    used = {name.split(".")[0] for path in MODULES for name in imported(path)}
    assert used - sys.stdlib_module_names - {"coalition_ie"} <= declared


def test_the_licence_tells_code_and_weights_apart() -> None:
    assert project()["license"] == "MIT AND CC-BY-NC-SA-4.0 AND CC-BY-4.0 AND Unicode-3.0"
    told = (ROOT / "LICENSES" / "README.md").read_text("utf-8")
    sources = tomllib.loads((ROOT / "training" / "sources.toml").read_text("utf-8"))["text"]
    forcing = [text["what"].split(":")[0] for text in sources if "-NC-" in text["licence"]]
    assert forcing and all(name in told for name in forcing)
    assert any((ROOT / name).is_file() for name in project()["license-files"])


def word_lists(table: Any) -> Iterator[frozenset[str]]:
    """The lists of Arabic words in a TOML table, as arrays or as words of one string."""
    if isinstance(table, dict):
        kept = {k: v for k, v in table.items() if k not in ("example", "meaning", "span", "row")}
        yield from (words for value in kept.values() for words in word_lists(value))
    elif isinstance(table, str):
        yield frozenset(table.split())
    elif isinstance(table, list):
        words = [item for item in table if isinstance(item, str)]
        yield frozenset(words)
        yield from (more for item in table if item not in words for more in word_lists(item))


def test_no_list_of_words_stands_twice() -> None:
    tables = [tomllib.loads(path.read_text("utf-8")) for path in PACKAGE.rglob("*.toml")]
    lists = [words for table in tables for words in word_lists(table) if len(words) > 4]
    arabic = [words for words in lists if all(map(_ARABIC_WORD.search, words))]
    assert [words for words, times in Counter(arabic).items() if times > 1] == []


def test_there_is_no_room_for_odds_and_ends() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "misc", "common"}


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_no_file_names_a_place_on_a_machine() -> None:
    place = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in repository_files()
        if path != Path(__file__)
        for match in place.finditer(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


# Ten words in a row are a quotation; names and set phrases of the press are shorter.
_QUOTED_WORDS = 10
_ARABIC_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]+")


def word_sequences(path: Path) -> set[tuple[str, ...]]:
    words = _ARABIC_WORD.findall(path.read_text("utf-8", errors="replace"))
    return {tuple(words[i : i + _QUOTED_WORDS]) for i in range(len(words) - _QUOTED_WORDS + 1)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the source texts lie on the makers' machine only")
def test_no_file_quotes_the_source_texts() -> None:
    sources = [*SHARED.glob("documents/*.txt"), *SHARED.glob("domain/*.txt")]
    texts = set().union(*map(word_sequences, sources))
    found = {
        str(path.relative_to(ROOT)): " ".join(quoted)
        for path in repository_files()
        # Annotations are surfaces one below the other, which are not a text.
        if path.suffix != ".ann"
        for quoted in word_sequences(path) & texts
    }
    assert found == {}
