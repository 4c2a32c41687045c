"""The page in a real browser (headless Chromium): what a reader sees, clicks, filters and hears.

Slow, and needs Chromium and the extra ``browser``: ``make browser``. Not part of ``make check``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import Document, Extractor
from coalition_ie.formats.page import page

playwright = pytest.importorskip("playwright.sync_api", reason="is of the extra browser")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="is of the extra browser")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT.parent / "shared" / "domain").glob("*.txt"))[:50]
SCRIPT = '</script><img src="x" onerror="window.broken = 1"><script>window.broken = 1</script>'


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.from_pretrained()


@pytest.fixture(scope="module")
def dispatch(extractor: Extractor) -> Document:
    text = (ROOT / "examples" / "dispatch.txt").read_text("utf-8")
    return extractor.extract(text, published=date(2016, 7, 12), doc_id="dispatch")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Shown:
    """A page that is open, and what it complained of or asked for."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        context = browser.new_context(**options)
        self.tab = context.new_page()
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.goto(path.as_uri())
        self.own = path.as_uri()

    def style(self, selector: str, name: str) -> str:
        found: str = self.tab.locator(selector).first.evaluate(
            "(one, name) => getComputedStyle(one)[name]", name
        )
        return found

    def check(self) -> None:
        assert self.complaints == []
        assert self.asked == [self.own]


@pytest.fixture
def shown(browser: Any, tmp_path: Path) -> Iterator[Any]:
    made: list[Shown] = []

    def show(*documents: Document, **options: Any) -> Shown:
        path = tmp_path / f"{len(made)}.html"
        path.write_text(page(documents), "utf-8")
        made.append(Shown(browser, path, **options))
        return made[-1]

    yield show
    for one in made:
        one.check()


def test_the_text_stands_there_whole_and_right_to_left(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    lines = view.tab.locator("#text p").all_text_contents()
    assert "\n".join(lines) == dispatch.text
    assert view.style("#text p", "direction") == "rtl"
    assert view.style("html", "direction") == "rtl"
    # A word whose prefix is outside its span keeps its letters joined: nothing parts them.
    for name in ("paddingLeft", "marginLeft", "borderLeftWidth"):
        assert view.style("#text .LOC", name) == "0px"
    figure = view.tab.locator("#events bdi[dir=ltr]").first
    assert figure.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"


def test_marks_are_the_document_s(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    for kind, spans in (("mention", dispatch.mentions), ("date", dispatch.dates)):
        for i, span in enumerate(spans):
            parts = view.tab.locator(f'#text [data-{kind}="{i}"]').all_text_contents()
            assert "".join(parts) == span.text.replace("\n", "")
    assert view.tab.locator("#events tbody tr").count() == len(dispatch.events)


def test_a_click_on_an_event_lights_its_words(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    number, event = next((i, e) for i, e in enumerate(dispatch.events) if len(e.actors) == 2)
    view.tab.locator(f'#events tr[data-event="{number}"]').click()
    lit = "".join(view.tab.locator("#text .lit").all_text_contents())
    wanted = [event.trigger, *(one for _, one in event.arguments())]
    assert sorted(lit) == sorted("".join(one.text for one in wanted))
    told = view.tab.locator("#evidence").inner_text()
    assert all(one.text in told for one in wanted)
    view.tab.locator(f'#events tr[data-event="{number}"]').click()
    assert view.tab.locator("#text .lit").count() == 0


def test_a_click_on_a_mention_lists_its_events(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    event = next(event for event in dispatch.events if event.actors)
    i = dispatch.mentions.index(event.actors[0])
    view.tab.locator(f'#text [data-mention="{i}"]').first.click()
    buttons = view.tab.locator("#about button")
    assert f"{event.type} {event.trigger.text}" in buttons.all_text_contents()
    buttons.first.click()
    assert view.tab.locator('#events tr[aria-selected="true"]').count() == 1


def test_the_keyboard_reaches_mentions_and_tells_them(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    focused = "document.activeElement"
    order = []
    for _ in range(12):
        view.tab.keyboard.press("Tab")
        order.append(view.tab.evaluate(f"{focused}.id || {focused}.dataset.mention || ''"))
    assert order[:6] == ["language", "search", "type", "status", "least", "text"]
    assert order[6] == "0"
    view.tab.locator('#text [data-mention="0"]').first.focus()
    first = dispatch.mentions[0]
    assert first.label in view.tab.locator("#about").inner_text()
    view.tab.keyboard.press("Enter")
    assert view.tab.locator("#about button").count() == sum(
        first in (argument for _, argument in event.arguments()) for event in dispatch.events
    )


def test_filters_leave_what_fits(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    rows = view.tab.locator("#events tbody tr")
    view.tab.select_option("#type", "CAPTURE")
    assert rows.count() == sum(event.type == "CAPTURE" for event in dispatch.events)
    view.tab.select_option("#type", "")
    view.tab.select_option("#status", "planned")
    assert rows.count() == sum(event.status == "planned" for event in dispatch.events)
    view.tab.select_option("#status", "")
    view.tab.locator("#least").fill("90")
    assert rows.count() == sum(event.score >= 0.9 for event in dispatch.events)
    view.tab.locator("#least").fill("0")
    view.tab.fill("#search", "الموصل")
    assert 0 < rows.count() < len(dispatch.events)


def test_the_legend_and_both_languages(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    assert "TROOP" in view.tab.locator("#legend").inner_text()
    assert "الأحداث" in view.tab.locator("main").inner_text()
    view.tab.locator("#language").click()
    assert "Events" in view.tab.locator("main").inner_text()
    assert view.tab.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(scheme: str, shown: Any, dispatch: Document) -> None:
    view = shown(dispatch, replace(dispatch, doc_id="again"), color_scheme=scheme)
    view.tab.locator("#events tbody tr").first.click()
    found = axe.Axe().run(view.tab)
    assert found.response["passes"]
    assert [one["id"] for one in found.response["violations"]] == []
    paper = view.style("body", "backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_paper_gets_the_text_without_the_controls(shown: Any, dispatch: Document) -> None:
    view = shown(dispatch)
    view.tab.emulate_media(media="print")
    assert not view.tab.locator("#filters").is_visible()
    assert view.tab.locator("#text").is_visible()


def test_scripts_in_a_document_stay_text(shown: Any, dispatch: Document) -> None:
    text = f"{SCRIPT}\n{dispatch.text}"
    hostile = Document(text=text, doc_id=SCRIPT, published=None, meta={"url": SCRIPT})
    view = shown(hostile, dispatch)
    view.tab.locator("#documents button").first.click()
    view.tab.locator("#documents button").last.click()
    assert view.tab.evaluate("window.broken") is None
    assert view.tab.locator("img").count() == 0
    assert SCRIPT in view.tab.locator("body").inner_text()


@pytest.mark.skipif(len(ARTICLES) < 50, reason="needs the texts of ../shared")
def test_fifty_articles_have_a_list_and_a_timeline(shown: Any, extractor: Extractor) -> None:
    rows = [(path.read_text("utf-8"), path.stem, "2016-07-20") for path in ARTICLES]
    documents = list(extractor.extract_many(rows))
    view = shown(*documents)
    names = view.tab.locator("#documents button")
    assert names.count() == 50
    shares = [float(text.rpartition(" ")[2]) for text in names.all_text_contents()]
    assert shares == sorted(shares, reverse=True)
    assert view.tab.locator("#timeline rect").count() > 10
    for i in range(50):
        names.nth(i).click()
        name = view.tab.locator("#name bdi").inner_text()
        document = next(one for one in documents if one.doc_id == name)
        lines = view.tab.locator("#text p").all_text_contents()
        assert "\n".join(lines) == document.text.replace("\r\n", "\n")
