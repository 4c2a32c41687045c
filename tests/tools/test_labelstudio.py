"""A real Label Studio on this machine's loopback: tasks go in, its own export comes back.

Slow, and needs a Label Studio in an environment of its own, whose path is in ``LABEL_STUDIO``:
``make tools``. Not part of ``make check``.
"""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.read import read_by_annotator, read_file
from coalition_ie.formats.tools.labelstudio import labelling_config
from tests.samples import DOCUMENT
from tests.tools.loopback import answer, free_port

COMMAND = os.environ.get("LABEL_STUDIO", "")
pytestmark = pytest.mark.skipif(not Path(COMMAND).is_file(), reason="needs LABEL_STUDIO")

TOKEN = "0123456789abcdef0123456789abcdef01234567"
PATIENCE = 1200  # seconds: the first start makes the database

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks the server: a path, and what is posted to it as JSON; the answer's bytes."""
    folder = tmp_path_factory.mktemp("labelstudio")
    port = free_port()
    user = ("--username", "anna@example.org", "--password", "a-long-one-1", "--user-token", TOKEN)
    command = [COMMAND, "start", "--no-browser", "--port", str(port), "--data-dir", str(folder)]
    environment = {
        **os.environ,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
    }

    def asked(path: str, data: Any = None) -> bytes:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            None if data is None else json.dumps(data).encode(),
            {"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as given:
            return bytes(given.read())

    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*command, *user], env=environment, stdout=log, stderr=log)
    try:
        answer(partial(asked, "/health"), server, folder / "log", PATIENCE)
        yield asked
    finally:
        server.terminate()
        server.wait(60)


def test_a_document_comes_back_from_label_studio(ask: Ask, tmp_path: Path) -> None:
    settings = {"title": "round trip", "label_config": labelling_config()}
    project = json.loads(ask("/api/projects/", settings))["id"]
    task = json.loads(WRITERS["labelstudio"](DOCUMENT).content)
    ask(f"/api/projects/{project}/import", [task])
    path = tmp_path / "project-1-at-2026-01-02-03-04-0a1b2c3d.json"
    path.write_bytes(ask(f"/api/projects/{project}/export?exportType=JSON"))
    form, read = read_file(path)
    assert (form, read.documents, read.problems) == ("labelstudio", (DOCUMENT,), ())
    ((_, reading),) = read_by_annotator(path).items()
    assert reading.documents == (DOCUMENT,)
