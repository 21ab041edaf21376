"""`clinote serve`: the coder's page on this machine."""

import os
import secrets
import socket
import sys
from typing import Annotated

import typer

from clinote.cli.options import PatternsOption
from clinote.errors import UsageError
from clinote.warm import warm

HostOption = Annotated[str, typer.Option(help="Address to listen on. Another than loopback needs a token.")]
PortOption = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0: any that is free.")]
AllowOption = Annotated[list[str] | None, typer.Option(metavar="NAME", help="A further host name to answer to.")]


def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8731,
    allow_host: AllowOption = None,
    patterns: PatternsOption = None,
) -> None:
    """Open the coder's page on this machine: paste a note, read the answer.

    Only this machine can reach it, unless --host says otherwise: then a token is required, taken from the
    environment variable CLINOTE_TOKEN or made up and printed. No note is kept or logged.
    """
    try:
        import uvicorn

        from clinote.serve import LOOPBACK, Door, application, loopback
    except ModuleNotFoundError as error:
        if error.name not in ("uvicorn", "starlette"):
            raise
        raise UsageError(f"The page needs {error.name}. Install it with: pip install 'clinote[serve]'") from None
    open_to_all = not loopback(host)
    token = (os.environ.get("CLINOTE_TOKEN") or secrets.token_urlsafe(24)) if open_to_all else None
    listening = _listen(host, port)
    at = listening.getsockname()
    shown = f"[{at[0]}]" if ":" in at[0] else at[0]
    _say(f"clinote is at http://{shown}:{at[1]}/ (stop with Ctrl-C)")
    if token:
        _say("Anyone who holds the token may send notes. This is plain HTTP: put a TLS proxy in front of it.")
        if "CLINOTE_TOKEN" not in os.environ:
            _say(f"Token: {token}")
    names = {*LOOPBACK, host, at[0], *(name.lower() for name in allow_host or ())}
    names |= {socket.gethostname().lower()} if open_to_all else set()
    warm()
    app = application(Door(frozenset(names), token))
    config = uvicorn.Config(app, log_config=None, log_level="critical", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()  # before the address is printed: from now on, who comes waits
    except OSError as error:
        raise UsageError(f"Cannot listen on {host}, port {port} ({error.strerror}). Try --port 0.") from None
    return listening


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201
