"""A real doccano on this machine's loopback: a file goes in, its own export comes back.

Slow, and needs a doccano in an environment of its own, whose path is in ``DOCCANO``:
``make tools``. Not part of ``make check``.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.read import read_file
from tests.samples import DOCUMENT
from tests.tools.loopback import answer, free_port

COMMAND = os.environ.get("DOCCANO", "")
pytestmark = pytest.mark.skipif(not Path(COMMAND).is_file(), reason="needs DOCCANO")

PATIENCE = 60  # seconds: tasks wait in a queue
USER = {"username": "admin", "password": "a-long-one-1"}
BOUNDARY = "coalition-ie-boundary"

Ask = Callable[..., bytes]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks the server: a path, and what is posted to it; the answer's bytes."""
    folder = tmp_path_factory.mktemp("doccano")
    port = free_port()
    environment = {**os.environ, "DOCCANO_HOME": str(folder), "ENABLE_TELEMETRY": "false"}
    headers = {"Content-Type": "application/json"}

    def asked(path: str, data: Any = None, **others: str) -> bytes:
        body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
        address = f"http://127.0.0.1:{port}{path}"
        request = urllib.request.Request(address, body, {**headers, **others})
        with urllib.request.urlopen(request, timeout=PATIENCE) as given:
            return bytes(given.read())

    user = ("--username", USER["username"], "--password", USER["password"])
    for command in (("init",), ("createuser", *user)):
        subprocess.run([COMMAND, *command], env=environment, check=True, capture_output=True)
    with (folder / "log").open("wb") as log:
        servers = [
            subprocess.Popen([COMMAND, *command], env=environment, stdout=log, stderr=log)
            for command in (("webserver", "--port", str(port), "--workers", "1"), ("task",))
        ]
    try:
        login = partial(asked, "/v1/auth/login/", USER)
        token = json.loads(answer(login, servers[0], folder / "log", PATIENCE))["key"]
        headers["Authorization"] = f"Token {token}"
        yield asked
    finally:
        for server in servers:
            server.terminate()
            server.wait(60)


def wait(ask: Ask, task: bytes) -> str:
    """The name of a task of the server that has ended."""
    name = str(json.loads(task)["task_id"])
    for _ in range(PATIENCE):
        told = json.loads(ask(f"/v1/tasks/status/{name}"))
        if told["ready"]:
            assert not told["error"], told
            return name
        time.sleep(1)
    raise AssertionError(f"task {name} did not end")


def test_a_document_comes_back_from_doccano(ask: Ask, tmp_path: Path) -> None:
    settings = {
        "name": "round trip",
        "description": "round trip",
        "project_type": "SequenceLabeling",
        "resourcetype": "SequenceLabelingProject",
        "use_relation": True,
        "allow_overlapping": True,
    }
    project = f"/v1/projects/{json.loads(ask('/v1/projects', settings))['id']}"
    line = WRITERS["doccano"](DOCUMENT).content
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="filepond"; filename="a.jsonl"'
    body = f"{head}\r\nContent-Type: text/plain\r\n\r\n{line}\r\n--{BOUNDARY}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    upload = ask("/v1/fp/process/", body, **kind).decode()
    wanted = {
        "uploadIds": [upload],
        "format": "JSONL",
        "task": "RelationExtraction",
        "column_data": "text",
    }
    wait(ask, ask(f"{project}/upload", wanted))
    asked = {"exportApproved": False, "format": "JSONL"}
    told = wait(ask, ask(f"{project}/download", asked))
    exported = zipfile.ZipFile(io.BytesIO(ask(f"{project}/download?taskId={told}")))
    (name,) = exported.namelist()
    path = tmp_path / name
    path.write_bytes(exported.read(name))
    form, read = read_file(path)
    assert (form, read.problems) == ("doccano", ())
    (document,) = read.documents
    assert document == DOCUMENT
