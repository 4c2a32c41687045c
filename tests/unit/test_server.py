"""The page for pasting: what it answers, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from coalition_ie import Document, server
from coalition_ie.pipeline import as_day

testclient = pytest.importorskip("starlette.testclient", reason="is of the extra serve")
pytest.importorskip("httpx", reason="is of the extra dev")


class Echo:
    """Reads nothing in a text."""

    def extract(self, text: str, **fields: Any) -> Document:
        return Document(text=text, doc_id=fields["doc_id"], published=as_day(fields["published"]))


@pytest.fixture
def client() -> Iterator[Any]:
    with testclient.TestClient(server.application(Echo()), base_url="http://127.0.0.1") as made:  # type: ignore[arg-type]
        yield made


def test_a_text_comes_back_as_its_page(client: Any) -> None:
    assert "<textarea" in client.get("/").text
    answer = client.post("/", data={"text": "وصل\r\nكارتر", "published": "2016-07-20"})
    document = Document(text="وصل\nكارتر", doc_id="text", published=date(2016, 7, 20))
    assert (answer.status_code, answer.text) == (200, document.to_html())


@pytest.mark.parametrize("path", ["get", "post"])
def test_every_answer_has_the_headers(path: str, client: Any) -> None:
    answer = getattr(client, path)("/")
    assert {name: answer.headers[name] for name in server.HEADERS} == server.HEADERS


@pytest.mark.parametrize(
    ("data", "status", "problem"),
    [
        ({"text": " "}, 400, "expected a text, got none"),
        ({}, 400, "expected a text, got none"),
        ({"text": "نص", "published": "<b>"}, 400, "got str &#x27;&lt;b&gt;&#x27;"),
        ({"text": "ن" * server.MOST}, 413, "expected at most 1000000 bytes, got more"),
    ],
)
def test_what_cannot_be_read_is_told(
    data: dict[str, str], status: int, problem: str, client: Any
) -> None:
    answer = client.post("/", data=data)
    assert answer.status_code == status
    assert problem in answer.text


def test_another_host_s_name_gets_no_answer(client: Any) -> None:
    assert client.get("/", headers={"host": "example.org"}).status_code == 400
