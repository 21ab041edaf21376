"""The coder's page on this machine, and a small JSON API beside it. No note is kept or logged.

Bound to loopback unless told otherwise; elsewhere a token is required. Host and Origin are checked, so that a page
from the network cannot reach the service through the coder's browser.
"""

import hmac
import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clinote import engine
from clinote.batch import richtext
from clinote.errors import UsageError
from clinote.note import check_date, check_setting
from clinote.openapi import document
from clinote.views import html
from clinote.views.case import Case

LIMIT = 4_000_000
"""Bytes of a request's body."""

_COOKIE = "clinote-token"


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: the names the service answers to, and the token it wants (None on loopback)."""

    hosts: frozenset[str]
    token: str | None = None

    def opens(self, given: str) -> bool:
        """Whether a token is the one wanted, compared in constant time."""
        return self.token is None or hmac.compare_digest(given.encode(), self.token.encode())


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def application(door: Door) -> Starlette:
    """The service as an ASGI application."""
    app = Starlette(
        routes=[
            Route("/", _page, methods=["GET"]),
            Route("/", _read, methods=["POST"]),
            Route("/enter", _enter, methods=["POST"]),
            Route("/suggest", _suggest, methods=["POST"]),
            Route("/openapi.json", _openapi, methods=["GET"]),
        ],
        middleware=[Middleware(Guard, door=door)],
        exception_handlers={_Refused: _refuse},
    )
    app.state.door = door
    return app


class _Refused(Exception):
    """A request that is answered with one clear sentence."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


class Guard:
    """Checks host, origin, size and token before any handler; sets the security headers on every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = False

        async def sealed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        request = Request(scope, receive)
        try:
            self._check(request)
            await self.app(scope, receive, sealed)
        except Exception as error:  # never to the server's log, whose traceback may quote the note
            if not started:
                await (await _refuse(request, error))(scope, receive, sealed)

    def _check(self, request: Request) -> None:
        host = request.headers.get("host", "")
        if _name(f"//{host}") not in self.door.hosts:
            raise _Refused(421, "This name is not served here. Use the address that clinote printed, or --allow-host.")
        if request.method == "POST":
            origin = request.headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != host:
                raise _Refused(403, "A page from elsewhere may not send notes here.")
            if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                raise _Refused(403, "A page from elsewhere may not send notes here.")
        if int(_digits(request.headers.get("content-length"))) > LIMIT:
            raise _too_long()
        if not self._known(request):
            raise _Refused(401, "The token is missing or wrong.")

    def _known(self, request: Request) -> bool:
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        given = bearer if scheme.lower() == "bearer" else request.cookies.get(_COOKIE, "")
        return request.url.path == "/enter" or self.door.opens(given)


_HEADERS = [
    (name.encode(), value.encode())
    for name, value in {
        "cache-control": "no-store",
        "content-security-policy": html.policy("'self'") + "; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }.items()
]


async def _page(request: Request) -> Response:
    return HTMLResponse(html.desk())


async def _read(request: Request) -> Response:
    """A note from the page's form: browsers write its line ends as CR LF, which the note never had.

    Whatever goes wrong, the form comes back with what was in it.
    """
    fields = await _form(request)
    text = fields.get("text", "").replace("\r\n", "\n")
    setting, date = fields.get("setting") or None, fields.get("date") or None
    try:
        note = _note(richtext.read(text) if richtext.is_rich(text) else text, setting, date)
        return HTMLResponse(await run_in_threadpool(_answer, note))
    except UsageError as error:
        status, said = 422, str(error)
    except Exception as error:  # its class only: its message may quote the note
        status, said = 500, f"Internal error: {type(error).__name__}. The note was not read; it is still here."
    return HTMLResponse(html.desk(text=text, setting=setting, date=date, said=said), status)


def _answer(note: engine.Note) -> str:
    return html.desk(Case(note.text, engine.report(note)))


async def _suggest(request: Request) -> Response:
    """A note as JSON in, the report as JSON out."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise _Refused(415, "Send the note as application/json.")
    try:
        sent = json.loads(await _body(request))
    except ValueError:
        raise _Refused(400, "The body is not JSON.") from None
    try:
        note = _note_from(sent)
    except UsageError as error:
        raise _Refused(422, str(error)) from None
    return JSONResponse(await run_in_threadpool(engine.report, note))


async def _enter(request: Request) -> Response:
    """The token from the page that asks for it becomes a cookie of this session."""
    door: Door = request.app.state.door
    given = (await _form(request)).get("token", "").strip()
    if not door.opens(given):
        return HTMLResponse(html.door("That is not the token."), 401)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(_COOKIE, given, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


async def _openapi(request: Request) -> Response:
    return JSONResponse(document())


def _note_from(sent: Any) -> engine.Note:
    if not isinstance(sent, dict):
        raise UsageError("The body is not a JSON object with the note's 'text'.")
    if unknown := sorted(set(sent) - {"text", "id", "setting", "date", "patient_id", "author"}):
        raise UsageError(f"Unknown field {unknown[0]!r}. Known: text, id, setting, date, patient_id, author.")
    for name, value in sent.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{name!r} is not a string.")
    if richtext.is_rich(sent.get("text") or ""):
        raise UsageError("The text is rich text (RTF). Send the plain text, or read it with: clinote batch")
    note = _note(sent.get("text") or "", sent.get("setting"), sent.get("date"))
    return engine.Note(note.text, sent.get("id"), note.setting, note.date, sent.get("patient_id"), sent.get("author"))


def _note(text: str, setting: str | None, date: str | None) -> engine.Note:
    if not text.strip():
        raise UsageError("The note is empty. Give its text.")
    return engine.Note(text, setting=check_setting(setting), date=check_date(date))


async def _form(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs((await _body(request)).decode("ascii"), max_num_fields=8)
    except ValueError:
        raise _Refused(400, "The form is not in the form that a browser sends.") from None
    return {name: values[-1] for name, values in fields.items()}


async def _body(request: Request) -> bytes:
    """The body, refused as soon as it is too long, whatever its Content-Length says."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LIMIT:
            raise _too_long()
    return bytes(body)


def _too_long() -> _Refused:
    return _Refused(413, f"A note of more than {LIMIT // 1_000_000} MB is not read here. Use clinote batch.")


async def _refuse(request: Request, error: Exception) -> Response:
    if isinstance(error, _Refused):
        status, said = error.status, error.said
    else:  # its class only: its message may quote the note
        status, said = 500, f"Internal error: {type(error).__name__}. The note was not read."
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(html.door() if status == 401 else html.desk(said=said), status)
    return JSONResponse({"error": said}, status)


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _digits(value: str | None) -> str:
    return value if value and value.isascii() and value.isdigit() and len(value) < 20 else "0"
