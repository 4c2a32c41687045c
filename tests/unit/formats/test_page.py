"""The page as text: one file, its policy fits it, and a document is nothing but data in it."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from coalition_ie import Document
from coalition_ie.formats.page import framed, page
from tests.samples import DOCUMENT

SCRIPT = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def documents_of(content: str) -> list[Document]:
    """The documents that stand in a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', content, re.S)
    assert found is not None
    return [Document.from_dict(data) for data in json.loads(found[1])]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_page_holds_its_documents(count: int) -> None:
    documents = [replace(DOCUMENT, doc_id=str(i)) for i in range(count)]
    assert documents_of(page(documents)) == documents


def test_nothing_of_a_document_becomes_markup() -> None:
    text = f"{SCRIPT}\u2028{DOCUMENT.text}"
    hostile = Document(text=text, doc_id=SCRIPT, meta={SCRIPT: SCRIPT})
    plain, content = page([Document(text="نص")]), page([hostile])
    assert Page(content).tags == Page(plain).tags
    assert documents_of(content) == [hostile]
    assert page([], title=SCRIPT).count("<script>alert") == 0


def test_the_policy_allows_the_page_s_own_style_and_script_alone() -> None:
    content = page([DOCUMENT])
    (policy,) = (a["content"] for _, a in Page(content).tags if a.get("http-equiv"))

    def named(content: str) -> str:
        return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    inside = [re.findall(f"<{tag}>(.*?)</{tag}>", content, re.S) for tag in ("style", "script")]
    ((style,), (script,)) = inside
    assert policy == f"default-src 'none'; style-src {named(style)}; script-src {named(script)}"


def test_a_page_names_no_address() -> None:
    content = page([DOCUMENT])
    assert set(re.findall(r"https?://[^\s\"']+", content)) == {"http://www.w3.org/2000/svg"}
    assert not [a for _, a in Page(content).tags if {"src", "href"} & a.keys()]


def test_a_notebook_shows_the_page_in_a_frame() -> None:
    shown = DOCUMENT._repr_html_()
    ((tag, attributes),) = Page(shown).tags
    assert (tag, attributes["sandbox"]) == ("iframe", "allow-scripts")
    assert attributes["srcdoc"] == DOCUMENT.to_html()
    assert shown == framed(DOCUMENT.to_html())
