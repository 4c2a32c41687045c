"""A cluster of Ray on this machine: the same documents as without one, also when a worker dies.

Slow, and needs ray: ``make ray``. Not part of ``make check``.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Extractor, samples
from coalition_ie.cli import OK, PROBLEMS, main
from coalition_ie.distributed import arrow_schema, extract_dataset
from coalition_ie.errors import FormatError

ray = pytest.importorskip("ray", reason="needs the extra ray: make ray")
pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray warns of itself

WORKERS = 2
COPIES = 2
PATIENCE = 120  # seconds until a worker has begun
ROWS: list[dict[str, Any]] = [
    {**row, "id": f"{row['id']}-{i}", "paper": None if i == 1 else "ours", "number": i}
    for i in range(COPIES)
    for row in samples.rows()
]
BAD = 5  # a row without a text
ROWS[BAD]["text"] = None


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    # Ray has its workers yield to all other programs, and on a busy machine they starve.
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112 - as Ray spells it
    ray.init(num_cpus=WORKERS + 1, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def wanted() -> list[Document]:
    good = [row for row in ROWS if row["text"] is not None]
    return list(Extractor.from_pretrained(threads=1).extract_many(good))


def check(found: list[dict[str, Any]], wanted: list[Document]) -> None:
    assert [row["doc_id"] for row in found] == [row["id"] for row in ROWS]
    assert [Document.from_dict(row) for row in found if row["error"] is None] == wanted
    assert [row["error"] for row in found if row["error"] is not None] == [
        f"document {ROWS[BAD]['id']!r}: expected a str, got NoneType"
    ]


def parent(process: int) -> int:
    stat = Path(f"/proc/{process}/stat").read_text("utf-8")
    return int(stat.rpartition(")")[2].split()[1])


def is_ours(process: int) -> bool:
    while process > 1 and process != os.getpid():
        process = parent(process)
    return process == os.getpid()


def reading() -> list[int]:
    """The processes of this cluster's workers that are reading a batch."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            title = path.read_bytes().rstrip(b"\0").decode("utf-8", "replace")
            if title == "ray::MapWorker(MapBatches(BatchExtractor)).submit":
                found += [one for one in [int(path.parent.name)] if is_ours(one)]
        except OSError:  # it has ended meanwhile
            continue
    return found


def kill_one(killed: list[int]) -> None:
    end = time.monotonic() + PATIENCE
    while not killed and time.monotonic() < end:
        for process in reading()[:1]:
            os.kill(process, signal.SIGKILL)
            killed.append(process)
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the worker in /proc")
def test_a_killed_worker_changes_nothing(tmp_path: Path, wanted: list[Document]) -> None:
    given = pa.Table.from_pylist(ROWS)
    parquet.write_table(given, tmp_path / "news.parquet", row_group_size=10)
    dataset = ray.data.read_parquet(str(tmp_path / "news.parquet"))
    found = extract_dataset(dataset, workers=WORKERS, batch_size=4)
    killed: list[int] = []
    killer = threading.Thread(target=kill_one, args=(killed,))
    killer.start()
    rows = found.take_all()
    killer.join()
    assert len(killed) == 1
    check(rows, wanted)
    assert found.schema().base_schema == arrow_schema(given.schema)


def test_a_dataset_without_texts_is_refused() -> None:
    with pytest.raises(FormatError, match="expected a column 'text', got 'body'"):
        extract_dataset(ray.data.from_items([{"body": "نص"}]), workers=1)


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_the_command_writes_a_folder(
    form: str, tmp_path: Path, wanted: list[Document], capsys: pytest.CaptureFixture[str]
) -> None:
    news, place = tmp_path / "news", tmp_path / "documents"
    news.mkdir()
    renamed = [{("body" if k == "text" else k): v for k, v in row.items()} for row in ROWS]
    for i, rows in enumerate((renamed[:10], renamed[10:])):
        if form == "parquet":
            parquet.write_table(pa.Table.from_pylist(rows), news / f"{i}.parquet")
        else:
            lines = [json.dumps(row, ensure_ascii=False, default=str) for row in rows]
            (news / f"{i}.jsonl").write_text("\n".join([*lines, "{" * i]), "utf-8")
    arguments = ["extract", str(news), "--ray", "1", "--text-column", "body"]
    assert main([*arguments, "--output", str(place)]) == PROBLEMS
    check(parquet.read_table(place).to_pylist(), wanted)
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("coalition")]
    assert told[-1].endswith("expected a str, got NoneType")
    assert told[:-1] == (
        []
        if form == "parquet"
        else [f"coalition-ie: {news / '1.jsonl'}: expected an object a line, got '{{'"]
    )
    assert main([*arguments, "--output", str(place)]) != OK
    assert "expected as --output a folder that is new or empty" in capsys.readouterr().err
