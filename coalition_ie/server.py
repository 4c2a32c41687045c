"""A page on this machine for pasting an article: a form, and what was found as `to_html` draws it.

The application keeps nothing: a text is read, drawn and forgotten. It answers only to names of
this machine, so that no other site's page can read through a visitor's browser (DNS rebinding).
It comes with the extra ``serve``.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from coalition_ie.errors import DayError
from coalition_ie.pipeline import Extractor

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
"""The only address that is listened to."""

MOST = 1_000_000
"""Bytes of a request that are read: some 500,000 Arabic letters."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of every answer."""


def application(extractor: Extractor) -> Starlette:
    """The application, to be run by any ASGI server on `HOST`."""
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    def answer(content: str, status: int = 200) -> Response:
        return HTMLResponse(content, status, headers=HEADERS)

    async def form(request: Request) -> Response:
        return answer(_form())

    async def read(request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST:
                return answer(_form(f"expected at most {MOST} bytes, got more"), 413)
        text, published = _fields(body)
        if not text.strip():
            return answer(_form("expected a text, got none"), 400)
        try:
            document = await run_in_threadpool(
                extractor.extract, text, published=published or None, doc_id="text"
            )
        except DayError as error:
            return answer(_form(str(error)), 400)
        return answer(document.to_html())

    return Starlette(
        routes=[Route("/", form), Route("/", read, methods=["POST"])],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
    )


def _fields(body: bytes) -> tuple[str, str]:
    """The text and the day of a form; browsers send a line end as two characters."""
    from urllib.parse import parse_qs

    given = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    text, published = (given.get(name, [""])[0] for name in ("text", "published"))
    return text.replace("\r\n", "\n"), published


def _form(problem: str = "") -> str:
    whole = files("coalition_ie.formats.page").joinpath("form.html").read_text("utf-8")
    return whole.replace("{problem}", escape(problem))
